"""The agreement to pay: loop 2 stays open until every instalment is paid or the workers have released it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.rules.actors import Level
from bihuan.rules.checklist import passing
from bihuan.rules.refusal import Refused
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Instalment, Promise
from tests.town import AT, Town
from tests.work_orders import course, invariants
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
    kept = early.receipts.values_list("amount_fen", "evidence", "received_on")
    assert list(kept) == [(FEN // 2 - 1, f"回单{FEN // 2 - 1}", TODAY), (1, "回单1", TODAY)]
    assert last_event(story).facts["promise_state"] == "kept"


def paper(story: Story) -> int:
    return story.order.attachments.get().pk


def test_it_is_released_on_the_workers_word_in_writing(town: Town) -> None:
    story = course.agreed(town)
    promise = Promise.objects.get()
    with refused("text_missing", "reason"):
        story.act("张琪", office.release_promise, promise.pk, " ", paper(story))
    with refused("evidence_unknown", "evidence"):
        story.act("张琪", office.release_promise, promise.pk, WORDS, 0)
    other = course.agreed(town)
    with refused("evidence_unknown", "evidence"):
        story.act("张琪", office.release_promise, promise.pk, WORDS, paper(other))
    story.act("张琪", office.release_promise, promise.pk, WORDS, paper(story))
    promise.refresh_from_db()
    assert (promise.state, promise.release, promise.release_evidence_id) == ("released", WORDS, paper(story))
    assert story.order.open_promises == 0
    with refused("promise_absent"):
        story.act("张琪", office.confirm_payment, first(story).pk, 1, WORDS)


def test_who_agreed_is_kept_and_who_signed_for_the_workers_is_encrypted(town: Town) -> None:
    story = course.in_hand(town)
    parties = office.Parties("", "建工总承包", ["张建国", " 李秀英", "", "张建国"])
    story.act("张琪", office.agree, WORDS, [office.Payment(TODAY, 500)], parties=parties)
    promise = Promise.objects.get()
    assert (promise.employer, promise.contractor) == ("砺合劳务", "建工总承包")
    assert [one.name for one in promise.representatives.all()] == ["张建国", "李秀英"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM work_orders_representative t")
        assert "张建国" not in cursor.fetchone()[0]


def test_whoever_signed_for_the_workers_stays_unless_others_are_named(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = course.in_hand(town)
    parties = office.Parties("", "", ["李秀英"])
    story.act("张琪", office.agree, WORDS, [office.Payment(TODAY, 500)], parties=parties)
    form = sign_in("张琪", story.now).get(f"/orders/{story.number}/acts/renegotiate/form/")
    assert "李秀英" not in form.content.decode()
    later = [office.Payment(TODAY + timedelta(days=9), 500)]
    new = office.Parties("砺合劳务", "建工总承包")
    story.act("张琪", office.renegotiate, Promise.objects.get().pk, WORDS, later, parties=new)
    promise = Promise.objects.get(state="open")
    assert (promise.contractor, [one.name for one in promise.representatives.all()]) == (
        "建工总承包",
        ["李秀英"],
    )


def test_at_most_five_speak_for_the_workers_and_somebody_owes(town: Town) -> None:
    story = course.in_hand(town)
    payments = [office.Payment(TODAY, 500)]
    with refused("too_many_representatives", "representatives"):
        story.act("张琪", office.agree, WORDS, payments, parties=office.Parties("", "", "甲乙丙丁戊己"))
    nameless = Story(town, employer="").in_hand()
    with refused("text_missing", "employer"):
        nameless.act("张琪", office.agree, WORDS, payments)


def test_a_new_agreement_replaces_the_old_which_is_kept(town: Town) -> None:
    story = course.agreed(town)
    old = Promise.objects.get()
    story.act("张琪", office.confirm_payment, first(story).pk, FEN // 4, WORDS)
    later = [office.Payment(TODAY + timedelta(days=30), FEN - FEN // 4)]
    with refused("renegotiation_forgives", "instalments"):
        less = [later[0]._replace(amount_fen=FEN - FEN // 4 - 1)]
        story.act("张琪", office.renegotiate, old.pk, WORDS, less)
    story.act("张琪", office.renegotiate, old.pk, "改为一期付清", later)
    old.refresh_from_db()
    new = old.replaced_by
    assert (old.state, old.settled_at, new.state, new.employer) == ("replaced", story.now, "open", "砺合劳务")
    assert (story.order.open_promises, old.instalments.first().paid_fen) == (1, FEN // 4)
    with refused("promise_absent", "promise"):
        story.act("张琪", office.renegotiate, old.pk, WORDS, later)
    invariants.check(story.order)


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


def test_a_promise_without_a_date_is_refused_and_nothing_is_kept(town: Town) -> None:
    story = course.in_hand(town)
    half = [office.Payment(TODAY, 500), office.Payment(None, 500)]
    with refused("promise_undated", "instalments") as caught:
        story.act("张琪", office.agree, WORDS, half)
    assert "第2期没有约定付款日" in caught.value.sentence.zh
    assert not Promise.objects.exists()


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
        story.act("张琪", office.release_promise, other.order.promises.get().pk, WORDS, paper(story))


def test_no_level_is_discharged_while_money_is_owed(town: Town) -> None:
    story = course.agreed(town)
    story.act("张琪", office.resolve, "agreement_reached", WORDS)
    story.act("张琪", office.reply, WORDS, leak_confirmed=True)
    story.act("陈晓", office.begin_visit)
    story.act("陈晓", office.visit, contacted=True, solved="yes", satisfied="very")
    story.act("何静", office.inspect, passing())
    story.act("张琪", office.report_back, Level.STREET, WORDS)
    with refused("promises_open"):
        story.act("张琪", office.discharge, Level.STREET)
    for instalment in Instalment.objects.all():
        story.act("张琪", office.confirm_payment, instalment.pk, FEN // 2, WORDS)
    story.act("张琪", office.discharge, Level.STREET)


def test_money_is_not_confirmed_before_it_came(town: Town) -> None:
    story = course.agreed(town)
    with refused("received_in_future", "received_on"):
        tomorrow = TODAY + timedelta(days=1)
        story.act("张琪", office.confirm_payment, first(story).pk, 1, WORDS, received_on=tomorrow)


def test_money_may_come_whatever_the_office_is_deciding_meanwhile(town: Town) -> None:
    story = course.agreed(town)
    story.act("张琪", office.request_extension, 2, WORDS)
    story.act("张琪", office.confirm_payment, first(story).pk, 1, WORDS)
    story.act("杨帆", office.refuse_extension, WORDS)
    story.act("张琪", office.call_conferral, WORDS)
    story.act("张琪", office.confirm_payment, first(story).pk, 1, WORDS)
    assert first(story).paid_fen == 2


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["pay", "renegotiate", "release", "wait"]), st.integers(1, 900)), max_size=9
    )
)
def test_whatever_happens_paid_and_open_add_up_and_loop_two_stays_open(
    town: Town, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        story = course.agreed(town)
        for what, amount in steps:
            _happen(story, what, amount)
            invariants.check(story.order)
            if story.order.open_promises:
                assert story.order.responsibility_closed_at is None
        transaction.set_rollback(True)


def _happen(story: Story, what: str, amount: int) -> None:
    still_open = story.order.promises.filter(state="open").first()
    today = story.now.date()
    with suppress(Refused):
        if what == "wait":
            story.now += timedelta(days=amount % 15)
            office.reopen_follow_ups(at=story.now)
        elif still_open is None:
            story.act("张琪", office.agree, WORDS, [office.Payment(today + timedelta(days=3), amount * 100)])
        elif what == "pay":
            unpaid = still_open.instalments.filter(paid_at=None).first()
            fen = min(amount * FEN // 1000, unpaid.amount_fen - unpaid.paid_fen)
            story.act("张琪", office.confirm_payment, unpaid.pk, fen, WORDS)
        elif what == "renegotiate":
            days = [today + timedelta(days=2), today + timedelta(days=9)]
            payments = [office.Payment(day, max(amount * FEN // 900, 1)) for day in days]
            story.act("张琪", office.renegotiate, still_open.pk, WORDS, payments)
        else:
            story.act("张琪", office.release_promise, still_open.pk, WORDS, paper(story))
