"""A demand becomes an order: whole, in one go, or not at all."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection

from bihuan.ledger.models import Announcement, Event
from bihuan.organisations.actions.reform import reform
from bihuan.rules.limits import VERSION
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Holding, Involvement, Responsibility, WorkOrder
from tests.journeys.test_reform import of_the_town
from tests.town import AT, SHANGHAI, Town
from tests.work_orders import invariants
from tests.work_orders.course import WORDS, refused
from tests.work_orders.stories import NAME, PHONE

pytestmark = pytest.mark.django_db


def demand(town: Town, **changed: Any) -> office.Demand:
    asked = {"content": "木工班组十人被拖欠工资。", "place": town.street.pk, "matter": "wage_arrears"}
    return office.Demand(**asked | changed)


def test_a_call_becomes_an_order_with_all_that_belongs_to_it(town: Town) -> None:
    asked = demand(
        town,
        urgency="urgent",
        people=10,
        amount_fen=40_000_000,
        caller_name=NAME,
        caller_phone=" 138-0000 1234 ",
    )
    registered = office.register(town.actor("陈晓"), asked, at=AT)

    order = WorkOrder.objects.get(number=registered.number)
    assert order.number.startswith("20250610-")
    assert (order.state, order.version, order.title) == ("awaiting_dispatch", 1, "木工班组十人被拖欠工资")
    assert (order.desk, order.holder, order.holder_post) == (town.city_union, town.city_union, "dispatcher")
    assert (order.caller_name, order.caller_phone) == (NAME, PHONE)
    assert order.due_at == registered.due_at == datetime(2025, 6, 17, 17, 30, tzinfo=SHANGHAI)
    assert not order.due_provisional
    # Ten people and ¥400,000 reach both lines of the law; neither is a risk somebody saw.
    assert (order.risk_flags, order.risk_open) == (["collective", "criminal_group"], False)
    assert list(Holding.objects.values_list("unit", "post", "person")) == [
        (town.city_union.pk, "dispatcher", None)
    ]
    assert list(Responsibility.objects.values_list("level", "unit", "state", "copied")) == [
        ("city", town.city_union.pk, "accepting", False)
    ]
    assert list(Involvement.objects.values_list("unit", "living")) == [(town.city_union.pk, True)]
    event = Event.objects.get()
    assert (event.act, event.seq, event.post) == ("register", 1, "operator")
    assert event.facts == {
        "state": "awaiting_dispatch", "matter": "wage_arrears", "urgency": "urgent", "channel": "phone",
        "place": town.street.pk, "people": 10, "amount_fen": 40_000_000, "risks": ["collective", "criminal_group"],
        "due": "2025-06-17T17:30:00+08:00",
        "clocks": [{
            "start": "total", "unit": town.city_union.pk, "amount": 5, "time": "working_day", "rule": "total:urgent",
            "version": VERSION, "due": "2025-06-17T17:30:00+08:00", "provisional": False,
        }],
    }  # fmt: skip
    assert Announcement.objects.filter(event=event).exists()
    invariants.check(order)


def test_what_has_to_be_checked_first_is_only_accepted(town: Town) -> None:
    registered = office.register(town.actor("陈晓"), demand(town), at=AT, to_check=True)
    assert registered.state == WorkOrder.objects.get().state == "accepted"
    assert Event.objects.get().act == "receive"


def test_a_risk_the_operator_hears_of_is_open_from_the_start(town: Town) -> None:
    office.register(town.actor("陈晓"), demand(town, risks=("gathering",)), at=AT)
    assert (WorkOrder.objects.get().risk_flags, WorkOrder.objects.get().risk_open) == (["gathering"], True)


def test_numbers_run_on_and_are_never_given_twice(town: Town) -> None:
    operator = town.actor("陈晓")
    numbers = [office.register(operator, demand(town), at=AT).number for _ in range(5)]
    assert sorted(set(numbers)) == numbers


def test_who_called_is_unreadable_in_the_table(town: Town) -> None:
    office.register(town.actor("陈晓"), demand(town, caller_name=NAME, caller_phone=PHONE), at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(o)::text FROM work_orders_workorder o")
        (row,) = cursor.fetchone()
    assert NAME not in row
    assert PHONE not in row
    assert PHONE.encode().hex() not in row


@pytest.mark.parametrize(
    ("day", "due", "provisional"),
    [
        ("2025-09-30", "2025-10-14", False),  # over National Day, and over a Saturday that is worked
        ("2026-12-24", "2026-12-31", False),
        (
            "2026-12-25",
            "2027-01-01",
            True,
        ),  # nobody has said yet that it is New Year: a guess, and marked as one
    ],
)
def test_a_limit_past_the_published_holidays_is_marked_and_never_silently_guessed(
    town: Town, day: str, due: str, provisional: bool
) -> None:
    at = datetime.fromisoformat(f"{day}T10:00:00+08:00")
    office.register(town.actor("陈晓", at), demand(town, urgency="urgent"), at=at)
    order = WorkOrder.objects.get()
    assert order.due_at.astimezone(SHANGHAI).date() == date.fromisoformat(due)
    assert order.due_provisional is provisional


BAD = [
    ("nothing was asked", {"content": "  \n "}, "text_missing", "content"),
    ("ten thousand characters", {"content": "欠" * 10_000}, "text_too_long", "content"),
    ("a place nobody knows", {"place": 999_999_999}, "place_unknown", "place"),
    ("a number beyond all numbers", {"place": 2**63}, "place_unknown", "place"),
    ("an organ instead of a place", {"place": "渝中区总工会"}, "place_unknown", "place"),
    ("a matter out of the list", {"matter": "lottery"}, "choice_unknown", "matter"),
    ("a nature out of the list", {"nature": "rumour"}, "choice_unknown", "nature"),
    ("an urgency out of the list", {"urgency": "at once"}, "choice_unknown", "urgency"),
    ("a source out of the list", {"channel": "pigeon"}, "choice_unknown", "channel"),
    ("no phone number", {"caller_phone": "12345"}, "phone_invalid", "caller_phone"),
    ("a phone number with a letter", {"caller_phone": "1380000123a"}, "phone_invalid", "caller_phone"),
    ("nobody", {"people": 0}, "number_out_of_range", "people"),
    ("more people than the city has", {"people": 10**9}, "number_out_of_range", "people"),
    ("a negative amount", {"amount_fen": -1}, "number_out_of_range", "amount"),
    ("more money than there is", {"amount_fen": 10**14}, "number_out_of_range", "amount"),
    ("a title that is a story", {"title": "欠" * 81}, "text_too_long", "title"),
    ("an endless employer", {"employer": "砺" * 81}, "text_too_long", "employer"),
    ("an endless address", {"address": "路" * 121}, "text_too_long", "address"),
    ("an endless name", {"caller_name": "张" * 41}, "text_too_long", "caller_name"),
    ("a risk out of the list", {"risks": ("bad weather",)}, "choice_unknown", "risks"),
    ("a risk only figures can raise", {"risks": ("collective",)}, "choice_unknown", "risks"),
]


@pytest.mark.parametrize(("wrong", "code", "field"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_cannot_be_right_is_refused_at_its_field(
    town: Town, wrong: dict[str, Any], code: str, field: str
) -> None:
    wrong = {name: town.unit(value).pk if value in town.units else value for name, value in wrong.items()}
    with refused(code, field):
        office.register(town.actor("陈晓"), demand(town, **wrong), at=AT)


def test_a_place_that_was_abolished_takes_no_more_orders(town: Town) -> None:
    at = datetime(2025, 12, 1, 9, 0, tzinfo=SHANGHAI)
    reform(of_the_town(), date(2025, 11, 20))
    with refused("place_unknown", "place"):
        office.register(town.actor("陈晓", at), demand(town, place=town.unit("江北区").pk), at=at)


def test_only_an_operator_registers(town: Town) -> None:
    for name in set(town.people) - {"陈晓"}:
        with refused("act_not_yours"):
            office.register(town.actor(name), demand(town), at=AT)


def test_a_null_character_is_a_blank(town: Town) -> None:
    office.register(town.actor("陈晓"), demand(town, content=f"欠\x00薪{WORDS}\x00"), at=AT)
    assert WorkOrder.objects.get().content == f"欠 薪{WORDS}"
