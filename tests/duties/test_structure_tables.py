"""A centre's posts and people from tables: looked at first, row-numbered errors, nothing half-saved; and what is open is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from bihuan.duties.actions.structure import check_holders, check_structure, establish_structure
from bihuan.duties.actions.tallies import tally
from bihuan.duties.models import CentrePost, Claim, PostHolder
from bihuan.duties.queries.structure import structure_of
from bihuan.duties.queries.tables import holders_table, structure_table
from bihuan.notifications.actions.telling import tell_waiting
from bihuan.notifications.models import Message
from bihuan.rules.duties import Load
from tests.duties.test_pages import table
from tests.town import AT, Town

pytestmark = pytest.mark.django_db
POSTS = [
    ["板块", "跑道", "岗位", "来源机构", "定员"],
    ["平安法治", "矛盾化解", "调解岗", "司法所", "2"],
    ["平安法治", "矛盾化解", "信访岗", "", "1"],
    ["民生服务", "就业社保", "", "", ""],
]
PEOPLE = [
    ["岗位", "姓名", "身份", "账号"],
    ["调解岗", "李明", "岗位负责人", ""],
    ["调解岗", "张琪", "", "zhangqi"],
]


def sent(rows: list[list[str]], what: str, **more: str) -> dict[str, object]:
    return {"what": what, "file": table(rows), "since": "2025-06-10"} | more


def test_posts_then_people_are_looked_at_and_then_written(town: Town, sign_in: Callable[..., Client]) -> None:
    keeper, centre = sign_in("秦川", AT), town.command_centre
    looked = keeper.post("/centre/import/", sent(POSTS, "posts", only_check="on"))
    assert "检查通过：新设 2 个岗位" in looked.text
    assert not CentrePost.objects.exists()
    assert keeper.post("/centre/import/", sent(POSTS, "posts")).status_code == 302
    looked = keeper.post("/centre/import/", sent(PEOPLE, "people", only_check="on"))
    assert "检查通过：2 人到岗" in looked.text
    assert "仍无人的岗位：信访岗" in looked.text
    assert keeper.post("/centre/import/", sent(PEOPLE, "people")).status_code == 302
    page = keeper.get("/centre/").text
    assert "李明" in page
    structure = structure_of(centre, AT.date())
    assert [post.post.name for post in structure.with_load(Load.VACANT)] == ["信访岗"]
    assert (structure.lanes, structure.people) == (2, 2)
    # What is taken away can be handed in again and changes nothing.
    assert check_structure(structure_table(centre)).errors == []
    assert establish_structure(centre, structure_table(centre)) == 0
    again = check_holders(centre, holders_table(centre, AT.date()), since=AT.date())
    assert {error.column for error in again.errors} == {"name"}, "who holds it already is not entered twice"
    for what in ("posts", "people"):
        assert keeper.get(f"/centre/export/{what}/").status_code == 200


@pytest.mark.parametrize(
    ("sentence", "row", "column", "says"),
    [
        ("a post without a person", ["调解岗", "", "成员", ""], "name", "岗位“调解岗”没有填写人员"),
        ("a post the centre does not have", ["扫地岗", "李明", "成员", ""], "post", "没有名为“扫地岗”的岗位"),
        ("a role nobody knows", ["调解岗", "钱进", "大王", ""], "role", "大王"),
        ("an account nobody has", ["调解岗", "钱进", "成员", "nobody"], "username", "没有账号“nobody”"),
        ("a name longer than names are", ["调解岗", "长" * 41, "成员", ""], "name", "40"),
    ],
)
def test_a_wrong_row_is_named_and_nobody_is_appointed(
    town: Town, sign_in: Callable[..., Client], sentence: str, row: list[str], column: str, says: str
) -> None:
    establish_structure(town.command_centre, POSTS)
    found = check_holders(town.command_centre, [*PEOPLE, row], since=AT.date())
    assert [(error.row, error.column) for error in found.errors] == [(4, column)], sentence
    answer = sign_in("秦川", AT).post("/centre/import/", sent([*PEOPLE, row], "people"))
    assert answer.status_code == 422
    assert says in answer.text
    assert not PostHolder.objects.exists()


@pytest.mark.parametrize(
    ("sentence", "row", "column"),
    [
        ("a post without its lane", ["平安法治", "", "巡查岗", "", "1"], "lane"),
        ("a lane without its board", ["", "矛盾化解", "巡查岗", "", "1"], "lane"),
        ("a strength that is no number", ["平安法治", "矛盾化解", "巡查岗", "", "几个"], "strength"),
    ],
)
def test_a_code_missing_its_parent_is_named_and_nothing_is_established(
    town: Town, sign_in: Callable[..., Client], sentence: str, row: list[str], column: str
) -> None:
    answer = sign_in("秦川", AT).post("/centre/import/", sent([*POSTS, row], "posts"))
    assert answer.status_code == 422, sentence
    (error,) = check_structure([*POSTS, row]).errors
    assert (error.row, error.column) == (5, column)
    assert not CentrePost.objects.exists()


def test_only_whoever_keeps_the_centre_hands_in_tables(town: Town, sign_in: Callable[..., Client]) -> None:
    for name in ("张琪", "唐毅", "吴迪"):
        stranger = sign_in(name, AT)
        address = f"/centre/import/?place={town.street.pk}"
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, sent(POSTS, "posts")).status_code == 404
    assert not CentrePost.objects.exists()


def test_vacant_and_overloaded_posts_are_seen(manned: Town, sign_in: Callable[..., Client]) -> None:
    structure = structure_of(manned.command_centre, AT.date())
    assert structure.with_load(Load.VACANT) == []
    PostHolder.objects.filter(post__name="信访调解岗").update(until=AT.date())
    page = sign_in("秦川", AT).get("/duties/open/").text
    vacant = page.split("空岗</h2>")[1].split("</section>")[0]
    assert "信访调解岗" in vacant
    loaded = {post.post.name for post in structure.with_load(Load.OVERLOADED)}
    heavy = page.split("任务偏重的岗位</h2>")[1].split("</section>")[0]
    assert all(name in heavy for name in loaded)
    for post in structure.posts:
        assert (post.post.name in loaded) == (post.leads > 8 * len(post.holders))


def test_unclaimed_items_are_told_once_a_day_to_the_centre_that_keeps_the_list(
    manned: Town, sign_in: Callable[..., Client]
) -> None:
    Claim.objects.filter(item__list__place=manned.street, item__code="LD02").update(until=AT)
    tally(AT.date(), at=AT)
    tally(AT.date(), at=AT)
    tell_waiting(AT + timedelta(minutes=1))
    told = Message.objects.filter(code="items_unclaimed", person__name="秦川")
    assert told.count() == 1
    browser = sign_in("秦川", AT)
    assert browser.get(f"/inbox/{told.get().pk}/").headers["Location"] == "/duties/open/"
    assert "LD02" in browser.get("/duties/open/").text
    tomorrow = AT + timedelta(days=1)
    tally(tomorrow.date(), at=tomorrow)
    tell_waiting(tomorrow + timedelta(minutes=1))
    assert told.count() == 2, "as long as it lasts"
    Claim.objects.filter(item__list__place=manned.street, item__code="LD02").update(until=None)
    later = AT + timedelta(days=2)
    tally(later.date(), at=later)
    tell_waiting(later + timedelta(minutes=1))
    assert told.count() == 2, "and no longer"
