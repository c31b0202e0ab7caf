"""The agreement to pay: loop 2 stays open until every instalment is paid or the workers have released it."""

from datetime import timedelta

import pytest

from bihuan.rules.actors import Level
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Instalment, Promise
from tests.town import AT, Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused
from tests.work_orders.stories import FEN, Story

pytestmark = pytest.mark.django_db
TODAY = AT.date()


def first(story: Story) -> Instalment:
    return story.order.promises.get().instalments.first()


def test_an_agreement_is_watched_in_its_instalments(town: Town) -> None:
    story = course.agreed(town)
    promise = Promise.objects.get()
    assert (promise.terms, promise.state, story.order.open_promises) == (WORDS, "open", 1)
    days = [TODAY + timedelta(days=7), TODAY + timedelta(days=21)]
    assert list(promise.instalments.values_list("due_on", "amount_fen", "paid_fen")) == [(day, FEN // 2, 0) for day in days]  # fmt: skip
    assert last_event(story).facts["instalments"] == [[day.isoformat(), FEN // 2] for day in days]


def test_it_is_kept_when_the_last_part_has_arrived(town: Town) -> None:
    story = course.agreed(town)
    early, late = Promise.objects.get().instalments.all()
    for instalment, fen in ((early, FEN // 2 - 1), (early, 1), (late, FEN // 2)):
        assert story.order.open_promises == 1
        story.act("张琪", office.confirm_payment, instalment.pk, fen, f"回单{fen}")
    promise = Promise.objects.get()
    assert (promise.state, promise.settled_at, story.order.open_promises) == ("kept", story.now, 0)
    early.refresh_from_db()
    assert (early.paid_fen, early.evidence) == (FEN // 2, f"回单{FEN // 2 - 1}\n回单1")
    assert last_event(story).facts["promise_state"] == "kept"


def test_it_is_released_on_the_workers_word(town: Town) -> None:
    story = course.agreed(town)
    with refused("text_missing", "reason"):
        story.act("张琪", office.release_promise, Promise.objects.get().pk, " ")
    story.act("张琪", office.release_promise, Promise.objects.get().pk, WORDS)
    assert (Promise.objects.get().state, Promise.objects.get().release) == ("released", WORDS)
    assert story.order.open_promises == 0
    with refused("promise_absent"):
        story.act("张琪", office.confirm_payment, first(story).pk, 1, WORDS)


def test_a_second_agreement_is_watched_by_itself(town: Town) -> None:
    story = course.agreed(town)
    story.act("张琪", office.agree, WORDS, [office.Payment(TODAY, 500)])
    newer = Promise.objects.latest("pk")
    story.act("张琪", office.confirm_payment, newer.instalments.get().pk, 500, WORDS)
    assert list(Promise.objects.order_by("pk").values_list("state", flat=True)) == ["open", "kept"]
    assert story.order.open_promises == 1


@pytest.mark.parametrize(
    "payments",
    [
        [],
        [(-1, 500)],
        [(7, 0)],
        [(7, -500)],
        [(7, 10**14)],
        [(21, 500), (7, 500)],
        [(7, 500), (7, 500)],
        [(7, 500), (21, 0)],
    ],
    ids=[
        "none",
        "yesterday",
        "no money",
        "less than none",
        "too much",
        "backwards",
        "twice that day",
        "second empty",
    ],
)
def test_instalments_that_cannot_be(town: Town, payments: list[tuple[int, int]]) -> None:
    story = course.in_hand(town)
    agreed = [office.Payment(TODAY + timedelta(days=days), fen) for days, fen in payments]
    with refused("instalments_wrong", "instalments"):
        story.act("张琪", office.agree, WORDS, agreed)


@pytest.mark.parametrize(("terms", "code"), [("", "text_missing"), ("协" * 10_000, "text_too_long")])
def test_an_agreement_has_its_terms(town: Town, terms: str, code: str) -> None:
    story = course.in_hand(town)
    with refused(code, "terms"):
        story.act("张琪", office.agree, terms, [office.Payment(TODAY, 500)])


@pytest.mark.parametrize(
    ("fen", "evidence", "code", "field"),
    [
        (FEN // 2 + 1, WORDS, "payment_too_large", "amount"),
        (0, WORDS, "number_out_of_range", "amount"),
        (-5, WORDS, "number_out_of_range", "amount"),
        (500, "", "text_missing", "evidence"),
        (500, "据" * 10_000, "text_too_long", "evidence"),
    ],
)
def test_a_payment_that_cannot_be(town: Town, fen: int, evidence: str, code: str, field: str) -> None:
    story = course.agreed(town)
    with refused(code, field):
        story.act("张琪", office.confirm_payment, first(story).pk, fen, evidence)


def test_a_payment_belongs_to_an_unpaid_instalment_of_this_order(town: Town) -> None:
    other, story = course.agreed(town), course.agreed(town)
    story.act("张琪", office.confirm_payment, first(story).pk, FEN // 2, WORDS)
    for instalment in (first(other).pk, first(story).pk, 999_999_999, 2**63):
        with refused("instalment_settled", "instalment"):
            story.act("张琪", office.confirm_payment, instalment, 1, WORDS)
    with refused("promise_absent", "promise"):
        story.act("张琪", office.release_promise, other.order.promises.get().pk, WORDS)


def test_no_level_is_discharged_while_money_is_owed(town: Town) -> None:
    story = course.agreed(town)
    story.act("张琪", office.resolve, "agreement_reached", WORDS)
    story.act("张琪", office.reply, WORDS)
    story.act("陈晓", office.begin_visit)
    story.act("陈晓", office.visit, contacted=True, solved="yes", satisfied="very")
    story.act("何静", office.pass_inspection)
    story.act("张琪", office.report_back, Level.STREET, WORDS)
    with refused("promises_open"):
        story.act("张琪", office.discharge, Level.STREET)
    for instalment in Instalment.objects.all():
        story.act("张琪", office.confirm_payment, instalment.pk, FEN // 2, WORDS)
    story.act("张琪", office.discharge, Level.STREET)
