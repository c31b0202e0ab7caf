"""The home page: each post finds what waits for it, and nobody anything else."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bihuan.work_orders import actions as office
from bihuan.work_orders.lists import OrderFilter, count_of_orders
from tests.town import Town

pytestmark = pytest.mark.django_db
POSTS = ["陈晓", "周敏", "何静", "唐毅", "罗岚", "高远", "杨帆", "张琪", "吴迪", "秦川", "邓宁", "冯涛"]


def register(town: Town, title: str) -> str:
    demand = office.Demand(content=title, title=title, place=town.street.pk, matter="wage_arrears")
    return office.register(town.actor("陈晓"), demand, at=timezone.now() - timedelta(minutes=9)).number


@pytest.fixture
def day(town: Town) -> Town:
    """One order at each of several desks."""
    now = timezone.now
    dispatcher, clerk, informant = (town.actor(name, now()) for name in ("周敏", "杨帆", "张琪"))
    register(town, "等待派单的诉求")
    unsigned = register(town, "等待签收的诉求")
    office.dispatch(dispatcher, unsigned, town.district_union.pk, at=now())
    joint = register(town, "等待协办的诉求")
    office.dispatch(dispatcher, joint, town.district_union.pk, at=now())
    office.sign(clerk, joint, at=now())
    office.pass_down(clerk, joint, town.street_union.pk, at=now())
    office.sign(informant, joint, at=now())
    office.start(informant, joint, "已联系", at=now())
    office.call_in(informant, joint, [town.labour.pk], "核查工资", inform=[town.command_centre.pk], at=now())
    visited = register(town, "等待回访的诉求")
    office.dispatch(dispatcher, visited, town.district_union.pk, at=now())
    office.sign(clerk, visited, at=now())
    office.resolve(clerk, visited, "explained", "已解释", at=now())
    office.reply(clerk, visited, "已解释", at=now())
    return town


def open_home(client: Client, town: Town, name: str) -> str:
    client.force_login(town.person(name))
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("name", "waits", "titles"),
    [
        ("周敏", {"dispatch"}, {"等待派单的诉求"}),
        ("杨帆", {"sign"}, {"等待签收的诉求"}),
        ("张琪", {"handle"}, {"等待协办的诉求"}),
        ("吴迪", {"task_sign"}, {"等待协办的诉求"}),
        ("秦川", {"informed"}, {"等待协办的诉求"}),
        ("陈晓", {"visit"}, {"等待回访的诉求"}),
        ("何静", set(), set()),
        ("马俊", set(), set()),
    ],
)
def test_each_post_finds_what_waits_for_it(
    client: Client, day: Town, name: str, waits: set[str], titles: set[str]
) -> None:
    page = open_home(client, day, name)
    assert set(re.findall(r"/orders/\?waiting=(\w+)", page)) == waits
    assert set(re.findall(r"等待\w\w的诉求", page)) == titles


def test_a_count_opens_as_many_orders(client: Client, day: Town) -> None:
    page = open_home(client, day, "杨帆")
    (query,) = re.findall(r"/orders/\?(waiting=\w+)", page)
    actor = day.actor("杨帆", timezone.now())
    assert count_of_orders(actor, OrderFilter.of(QueryDict(query)), timezone.now()).number == 1
    assert '<span class="count">1</span>' in page


def test_what_presses_most_comes_first(client: Client, day: Town) -> None:
    number = register(day, "后来的急件")
    urgent = office.Demand(
        content="急", title="先办的急件", place=day.street.pk, matter="wage_arrears", urgency="critical"
    )
    office.register(day.actor("陈晓"), urgent, at=timezone.now())
    page = open_home(client, day, "周敏")
    assert page.index("先办的急件") < page.index("等待派单的诉求") < page.index(number)


def test_a_task_shows_its_own_clock(client: Client, day: Town) -> None:
    """A supporting unit has five working days, the order ten."""
    page = open_home(client, day, "吴迪")
    left = [float(days) for days in re.findall(r"还剩 ([\d.]+) 个工作日", page)]
    assert left
    assert max(left) < 6  # five days and the rest of today


def test_an_administrator_reads_no_orders(client: Client, day: Town) -> None:
    page = open_home(client, day, "高远")
    assert "的诉求" not in page
    assert "/people/" in page


def test_a_leader_sees_the_five_figures_and_each_opens_its_orders(client: Client, day: Town) -> None:
    page = open_home(client, day, "罗岚")
    assert "本月五个数" in page
    assert "registered_from=" in page
    assert "resolved_from=" in page


def test_a_stranger_signs_in_first(client: Client) -> None:
    assert client.get("/").headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", POSTS)
def test_the_page_costs_at_most_thirteen_statements(client: Client, day: Town, name: str) -> None:
    open_home(client, day, name)
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert len(asked) <= 13, [one["sql"][:90] for one in asked]


@pytest.mark.parametrize("name", ["周敏", "吴迪", "罗岚"])
def test_the_page_costs_the_same_however_much_waits(client: Client, day: Town, name: str) -> None:
    open_home(client, day, name)
    with CaptureQueriesContext(connection) as before:
        client.get("/")
    for count in range(8):
        number = register(day, f"又一件{count}")
        if count % 2:
            office.dispatch(day.actor("周敏"), number, day.labour.pk, at=timezone.now())
    with CaptureQueriesContext(connection) as after:
        client.get("/")
    assert len(after) == len(before)
