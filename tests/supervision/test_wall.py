"""The wall: what is late or nearly so, by unit; every number opens exactly its orders, and only one's own line."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from bihuan.rules.refusal import Refused
from bihuan.supervision.queries import (
    PRESSING,
    After,
    Row,
    lights_of,
    pressing_orders,
    rows_below,
    whole_line,
)
from bihuan.supervision.scopes import Scope, scope_of
from bihuan.work_orders import actions as office
from bihuan.work_orders.lists import OrderFilter, count_of_orders
from bihuan.work_orders.models import OrderClock
from tests.town import Town, found_town
from tests.work_orders.busy import BusyTown, make_busy

SHANGHAI = ZoneInfo("Asia/Shanghai")
OVERSEERS = ["唐毅", "罗岚", "邓宁", "冯涛", "石磊"]


def june(day: int, hour: int = 9) -> datetime:
    return datetime(2025, 6, day, hour, 0, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def busy(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[BusyTown]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_busy(found_town(), seed=23, orders=45, steps=16)
        transaction.set_rollback(True)


def scope_for(town: Town, name: str, at: datetime, unit: str = "") -> Scope:
    return scope_of(town.actor(name, at), at, town.unit(unit).pk if unit else None)


def behind(scope: Scope, asked: str) -> int:
    return count_of_orders(scope.actor, OrderFilter.of(QueryDict(asked)), scope.at).number


def numbers(row: Row) -> dict[str, int]:
    return {cell.signal.code: cell.count for cell in row.cells if cell.count}


@pytest.mark.parametrize("name", OVERSEERS)
def test_every_number_opens_as_many_orders_as_it_says(busy: BusyTown, name: str) -> None:
    seen = 0
    for hours in (0, 60, 200):  # the same orders, pressing more and more
        scope = scope_for(busy.town, name, busy.now + timedelta(hours=hours))
        for row in (whole_line(scope), *rows_below(scope)):
            assert row.living == behind(scope, row.living_asked), row.unit
            for cell in row.cells:
                assert cell.count == behind(scope, cell.asked), (row.unit, cell.signal.code)
                seen += cell.count
        assert [cell.count for cell in lights_of(scope)] == [
            cell.count for cell in whole_line(scope).cells[:4]
        ]
    assert seen


def take(town: Town, at: datetime, union: str, clerk: str, place: str) -> str:
    demand = office.Demand(
        content="拖欠工资", place=town.unit(place).pk, matter="wage_arrears", employer="某建筑公司"
    )
    number = office.register(town.actor("陈晓"), demand, at=at).number
    office.dispatch(town.actor("周敏"), number, town.unit(union).pk, at=at)
    if clerk:
        office.sign(town.actor(clerk), number, at=at)
        office.start(town.actor(clerk), number, "已联系", at=at)
    return number


@pytest.fixture
def three(town: Town) -> Town:
    """Ordinary orders, each with ten working days: 5 in 渝中区 by how much is used on the 17th, and one in 江北区."""
    take(town, june(3), "渝中区总工会", "杨帆", "渝中区")  # limit 17 June, 17:30: red on the 18th
    take(town, june(4), "渝中区总工会", "杨帆", "渝中区")  # limit 18 June
    take(town, june(17), "渝中区总工会", "", "渝中区")  # not signed for
    take(town, june(3), "江北区总工会", "蒋悦", "江北区")
    return town


@pytest.mark.django_db
def test_lights_and_unsigned_orders_stand_in_the_row_of_the_union_that_answers(three: Town) -> None:
    scope = scope_for(three, "唐毅", june(18))
    assert numbers(whole_line(scope)) == {"red": 2, "orange": 1, "unsigned": 1}
    rows = {row.unit.name: numbers(row) for row in rows_below(scope)}
    assert rows["渝中区总工会"] == {"red": 1, "orange": 1, "unsigned": 1}
    assert rows["江北区总工会"] == {"red": 1}
    assert rows["北碚区总工会"] == {}


@pytest.mark.django_db
def test_a_district_supervisor_sees_the_district_and_its_streets_only(three: Town) -> None:
    scope = scope_for(three, "邓宁", june(18))
    assert numbers(whole_line(scope)) == {"red": 1, "orange": 1, "unsigned": 1}
    assert {row.unit.name for row in rows_below(scope)} == {"解放碑街道总工会", "南纪门街道总工会"}
    assert numbers(whole_line(scope_for(three, "石磊", june(18)))) == {"red": 1}


@pytest.mark.django_db
def test_a_city_supervisor_goes_down_to_a_district(three: Town) -> None:
    scope = scope_for(three, "唐毅", june(18), "渝中区总工会")
    assert numbers(whole_line(scope)) == {"red": 1, "orange": 1, "unsigned": 1}
    assert scope.above is not None


@pytest.mark.django_db
@pytest.mark.parametrize("unit", ["江北区总工会", "重庆市总工会", "渝中区人力资源和社会保障局"])
def test_a_unit_outside_the_line_does_not_exist(town: Town, unit: str) -> None:
    with pytest.raises(Refused):
        scope_for(town, "邓宁", june(18), unit)


@pytest.mark.django_db
def test_a_parked_order_is_not_late_until_its_review_is_due(three: Town) -> None:
    number = take(three, june(3), "渝中区总工会", "杨帆", "渝中区")
    office.park(three.actor("唐毅"), number, june(30).date(), "等待判决", at=june(5))
    late = scope_for(three, "邓宁", june(25))
    assert numbers(whole_line(late)) == {"red": 2, "blue": 1, "unsigned": 1}
    assert numbers(whole_line(scope_for(three, "邓宁", june(30))))["review"] == 1


@pytest.mark.django_db
def test_a_promise_is_soon_due_then_late(three: Town) -> None:
    number = take(three, june(3), "渝中区总工会", "杨帆", "渝中区")
    office.agree(
        three.actor("杨帆"), number, "三周内付清", [office.Payment(june(24).date(), 100)], at=june(4)
    )
    counts = [numbers(whole_line(scope_for(three, "邓宁", june(day)))) for day in (18, 19, 24, 25)]
    assert [("promise_soon" in count, "promise_late" in count) for count in counts] == [
        (False, False), (True, False), (True, False), (False, True),
    ]  # fmt: skip


def test_pages_of_pressing_orders_follow_each_other_without_gap_or_repeat(busy: BusyTown) -> None:
    scope = scope_for(busy.town, "唐毅", busy.now)
    whole = [order.pk for order in pressing_orders(scope, most=1000).orders]
    paged, after = [], None
    while True:
        page = pressing_orders(scope, after, most=4)
        paged += [order.pk for order in page.orders]
        if page.next is None:
            break
        after = After.of(str(page.next))
        assert after is not None
    assert paged == whole
    assert len(whole) > 4


def test_a_broken_cursor_opens_the_first_page() -> None:
    assert After.of("昨天_x") is None
    assert After.of("1e400_" + "0" * 32) is None


# The page


def open_wall(client: Client, town: Town, name: str, query: str = "") -> "object":
    client.force_login(town.person(name))
    return client.get(f"/wall/{query}")


@pytest.mark.django_db
def test_the_page_opens_in_both_languages_and_refreshes_itself(client: Client, three: Town) -> None:
    chinese = open_wall(client, three, "唐毅").content.decode()
    assert 'hx-trigger="every 60s"' in chinese
    assert "督办墙" in chinese
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Supervision wall" in client.get("/wall/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["杨帆", "高远", "陈晓"])
def test_nobody_but_overseers_has_a_wall(client: Client, town: Town, name: str) -> None:
    assert open_wall(client, town, name).status_code == 404


@pytest.mark.django_db
def test_another_districts_wall_does_not_exist(client: Client, town: Town) -> None:
    other = town.unit("江北区总工会").pk
    assert open_wall(client, town, "邓宁", f"?unit={other}").status_code == 404
    assert open_wall(client, town, "邓宁", "?unit=987654321").status_code == 404
    assert open_wall(client, town, "邓宁", "?unit=99999999999999999999999").status_code == 404


def test_overseers_of_the_hotline_reach_its_calls(client: Client, three: Town) -> None:
    assert 'href="/calls/"' in open_wall(client, three, "唐毅").content.decode()
    assert client.get("/calls/").status_code == 200
    district = three.unit("渝中区总工会").pk
    assert 'href="/calls/"' not in client.get(f"/wall/?unit={district}").content.decode()
    assert 'href="/calls/"' not in open_wall(client, three, "邓宁").content.decode()


def test_it_says_how_many_limits_reach_past_the_published_days_off(client: Client, three: Town) -> None:
    assert "超出已公布的放假安排" not in open_wall(client, three, "唐毅").content.decode()
    OrderClock.objects.filter(kind="total").update(provisional=True)
    wall = open_wall(client, three, "唐毅").content.decode()
    assert "超出已公布的放假安排（至 2026-12-31）" in wall


@pytest.mark.django_db
def test_the_page_costs_the_same_number_of_statements_however_many_orders(
    client: Client, three: Town
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/wall/")
        return len([one for one in asked if "session" not in one["sql"]])

    open_wall(client, three, "唐毅")
    few = statements()
    for _ in range(PRESSING + 2):
        take(three, june(4), "渝中区总工会", "杨帆", "渝中区")
    assert statements() == few
    assert few <= 12
