"""The order list: every page together is the whole, each filter means what it says, and nobody sees more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.organisations.models import Unit
from bihuan.rules.lifecycle import DONE
from bihuan.work_orders import lists
from bihuan.work_orders.lists import Cursor, OrderFilter, all_orders, count_of_orders, page_of_orders
from bihuan.work_orders.matching import conditions_of, rare_kinds_of
from bihuan.work_orders.models import Involvement, WorkOrder
from bihuan.work_orders.models.order import RARE
from bihuan.work_orders.queries import visible_to
from tests.town import AT, FOUNDED, Town
from tests.work_orders.busy import BusyTown, make_busy
from tests.work_orders.stories import PHONE, Story

pytestmark = pytest.mark.django_db
EVERYTHING = OrderFilter.of({})


@pytest.fixture
def busy(town: Town) -> BusyTown:
    return make_busy(town, seed=7, orders=40, steps=18)


def test_the_pages_of_every_actor_join_to_everything_visible(busy: BusyTown) -> None:
    for name in ("陈晓", "杨帆", "张琪", "吴迪", "蒋悦", "高远"):
        actor = busy.town.actor(name)
        visible = set(visible_to(actor).values_list("pk", flat=True))
        for size in (1, 3, 50):
            paged = [order.pk for order in all_orders(actor, EVERYTHING, busy.now, size=size)]
            assert len(paged) == len(set(paged)), f"{name} meets an order twice"
            assert set(paged) == visible


def test_an_actor_of_two_units_meets_each_order_once_and_in_order(busy: BusyTown) -> None:
    city, labour, clerk = (busy.town.actor(name) for name in ("周敏", "吴迪", "杨帆"))
    actor = replace(city, posts=(*city.posts, *labour.posts, *clerk.posts))
    for size in (1, 2, 7):
        paged = [order.pk for order in all_orders(actor, EVERYTHING, busy.now, size=size)]
        newest = {}
        for seen in Involvement.objects.filter(unit__in=actor.unit_ids()):
            newest[seen.order_id] = max(
                newest.get(seen.order_id, (seen.since, seen.order_id)), (seen.since, seen.order_id)
            )
        assert paged == sorted(newest, key=lambda order: newest[order], reverse=True)
    assert count_of_orders(actor, EVERYTHING, busy.now) == (len(paged), False)
    assert count_of_orders(actor, EVERYTHING, busy.now, most=5) == (5, True)


def test_a_page_costs_three_statements_and_its_count_one(busy: BusyTown) -> None:
    actor = busy.town.actor("周敏")
    for asked in ({}, {"place": busy.town.district.pk, "due": "late", "q": "拖欠工资", "mine": "1"}):
        for size in (1, 40):
            with CaptureQueriesContext(connection) as captured:
                page_of_orders(actor, OrderFilter.of(asked), busy.now, size=size)
                count_of_orders(actor, OrderFilter.of(asked), busy.now)
            assert len(captured) <= 4


def test_a_page_is_read_from_the_index_without_sorting_or_skipping(busy: BusyTown) -> None:
    actor = busy.town.actor("周敏")
    with CaptureQueriesContext(connection) as captured, connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")  # in a town this small, sorting is as cheap
        page_of_orders(actor, EVERYTHING, busy.now, before=Cursor(busy.now, WorkOrder.objects.first().pk))
    walk = next(q["sql"] for q in captured if "involvement" in q["sql"] and "since" in q["sql"])
    assert "OFFSET" not in walk
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {walk}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "involvement_newest" in plan
    assert "Sort" not in plan


FILTERS: tuple[tuple[dict[str, str], Callable[[WorkOrder, BusyTown], bool]], ...] = (
    ({"state": "signed"}, lambda o, b: o.state == "signed"),
    ({"living": "1"}, lambda o, b: o.archived_at is None),
    ({"living": "0"}, lambda o, b: o.archived_at is not None),
    ({"urgency": "critical"}, lambda o, b: o.urgency == "critical"),
    ({"risk": "1"}, lambda o, b: o.risk_open),
    ({"redo": "1"}, lambda o, b: o.redo_count > 0),
    ({"returned": "1"}, lambda o, b: o.return_count > 0),
    ({"parked": "1"}, lambda o, b: o.state == "parked"),
    ({"collective": "1"}, lambda o, b: "collective" in o.risk_flags),
    ({"promise": "open"}, lambda o, b: o.open_promises > 0),
    ({"inspection": "missing"}, lambda o, b: o.state == "closed" and not o.inspection),
    ({"on_time": "no"}, lambda o, b: o.resolved_at is not None and o.resolved_at > o.due_at),
    ({"on_time": "yes"}, lambda o, b: o.resolved_at is not None and o.resolved_at <= o.due_at),
    ({"registered_from": "2025-06-10", "registered_until": "2025-06-12"},
     lambda o, b: "2025-06-10" <= o.registered_at.astimezone(AT.tzinfo).date().isoformat() <= "2025-06-12"),
    ({"due": "late"},
     lambda o, b: not (o.archived_at or o.resolved_at or o.closed_at) and o.state != "parked" and o.due_at < b.now),
    ({"duty": "1"},
     lambda o, b: o.state in DONE and o.responsibilities.filter(
         unit=b.town.city_union, discharged_at=None, released_at=None).exists()),
)  # fmt: skip


def test_every_filter_means_what_it_says(busy: BusyTown) -> None:
    actor = busy.town.actor("周敏")
    met = 0
    for asked, is_meant in FILTERS:
        found = {order.pk for order in all_orders(actor, OrderFilter.of(asked), busy.now)}
        assert found == {order.pk for order in visible_to(actor) if is_meant(order, busy)}, asked
        met += bool(found)
    assert met > len(FILTERS) * 2 / 3, "a busy town has orders of nearly every kind"


@pytest.mark.parametrize("few", [5000, -1])
def test_the_rare_are_found_and_sorted_as_a_walk_would_find_them(
    busy: BusyTown, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever way is taken, pages join to the same orders, in the order of the list."""
    monkeypatch.setattr(lists, "FEW", few)
    city, labour, clerk = (busy.town.actor(name) for name in ("周敏", "吴迪", "杨帆"))
    several = replace(city, posts=(*city.posts, *labour.posts, *clerk.posts))
    met = 0
    for asked in RARELY:
        for actor in (city, clerk, several):
            meant = OrderFilter.of(asked)
            everything = [order.pk for order in all_orders(actor, EVERYTHING, busy.now)]
            wanted = set(
                visible_to(actor).filter(conditions_of(meant, actor, busy.now)).values_list("pk", flat=True)
            )
            for size in (1, 3, 50):
                paged = [order.pk for order in all_orders(actor, meant, busy.now, size=size)]
                assert paged == [pk for pk in everything if pk in wanted], asked
            assert count_of_orders(actor, meant, busy.now) == (len(wanted), False)
            met += len(wanted)
    assert met > len(RARELY)


RARELY: tuple[dict[str, str], ...] = (
    {"risk": "1"}, {"redo": "1"}, {"returned": "1"}, {"urged": "1"}, {"collective": "1"}, {"on_time": "no"},
    {"inspection": "failed"}, {"satisfied": "no"}, {"satisfied": "no", "living": "1"},
)  # fmt: skip


@pytest.mark.parametrize("asked", RARELY)
def test_each_rare_kind_is_read_from_its_index(town: Town, asked: dict[str, str]) -> None:
    (kind,) = rare_kinds_of(OrderFilter.of(asked))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = WorkOrder.objects.filter(kind).order_by().values("pk").explain()
    assert f"order_{next(name for name, one in RARE.items() if one == kind)}" in plan


def test_what_contradicts_itself_asks_the_database_nothing(town: Town) -> None:
    for asked in (
        {"living": "0", "risk": "1"},
        {"state": "archived", "due": "late"},
        {"living": "0", "state": "signed"},
    ):
        with CaptureQueriesContext(connection) as captured:
            assert page_of_orders(town.actor("周敏"), OrderFilter.of(asked), AT).rows == []
            assert count_of_orders(town.actor("周敏"), OrderFilter.of(asked), AT) == (0, False)
        assert not [query for query in captured if "involvement" in query["sql"]]


def test_nonsense_in_an_address_is_left_out_and_never_an_error(town: Town) -> None:
    asked = OrderFilter.of(
        {"state": "nowhere", "unit": "x; DROP", "place": "99999999999999999999", "due": "never", "strange": "1",
         "registered_from": "2025-13-40", "living": "maybe", "q": "\x00  "}
    )  # fmt: skip
    assert asked.values == {}
    for broken in ("", "x", "1-", "-", "99999999999999999999999-00", "12-zz"):
        assert Cursor.of(broken) is None
    cursor = Cursor(AT, Story(town).order.pk)
    assert Cursor.of(str(cursor)) == cursor


def test_a_ward_does_not_take_in_the_ward_whose_code_begins_alike(town: Town) -> None:
    ward = town.street
    longer = Unit.objects.create(
        code=f"{ward.code}0", name="南纪门新街道", kind="place", level="street", parent=town.district,
        path=f"{town.district.path}{ward.code}0/", valid_from=FOUNDED,
    )  # fmt: skip
    inside, beside = Story(town), Story(town, at=AT + timedelta(hours=1), place=longer.pk)
    found = [o.number for o in all_orders(town.actor("周敏"), OrderFilter.of({"place": ward.pk}), AT)]
    assert found == [inside.number]
    whole = [
        o.number for o in all_orders(town.actor("周敏"), OrderFilter.of({"place": town.district.pk}), AT)
    ]
    assert whole == [beside.number, inside.number]


@pytest.mark.parametrize(
    "text", ["{number}", "{number:.8}", "138 0000 1234", "+86 13800001234", "拖欠工资", "木工班组"]
)
def test_an_order_is_found_by_number_telephone_and_words(town: Town, text: str) -> None:
    story = Story(town)
    Story(
        town,
        at=AT - timedelta(days=1),
        content="咨询入会",
        caller_phone="13900005678",
        matter="union_membership",
    )
    asked = OrderFilter.of({"q": text.format(number=story.number)})
    assert [o.number for o in all_orders(town.actor("周敏"), asked, AT)] == [story.number]


@pytest.mark.parametrize("key", ["unit", "place", "q"])
def test_no_filter_leads_a_stranger_to_an_order(town: Town, key: str) -> None:
    story = Story(town).in_hand()
    asked = {"unit": town.street_union.pk, "place": town.street.pk, "q": PHONE}[key]
    assert page_of_orders(town.actor("周敏"), OrderFilter.of({key: asked}), story.now).rows
    assert not page_of_orders(town.actor("蒋悦"), OrderFilter.of({key: asked}), story.now).rows
    assert count_of_orders(town.actor("蒋悦"), OrderFilter.of({key: asked}), story.now) == (0, False)


def test_mine_is_what_my_post_holds_and_the_tasks_of_my_unit(town: Town) -> None:
    story = Story(town).called_in()
    new = Story(town, at=AT + timedelta(hours=5))
    mine = OrderFilter.of({"mine": "1"})

    def numbers(name: str) -> list[str]:
        return [order.number for order in all_orders(town.actor(name), mine, story.now)]

    assert numbers("张琪") == [story.number]
    assert numbers("吴迪") == [story.number]
    assert numbers("周敏") == [new.number]
    assert numbers("陈晓") == []
    assert numbers("秦川") == []
