"""On the spot: what was found replaces what was said, and a danger stays on the order until somebody removed it."""

from typing import Any

import pytest

from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Finding, Note
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused
from tests.work_orders.stories import FEN

pytestmark = pytest.mark.django_db

FOUND = {"truth": "true", "mood": "calm", "gathering_risk": False, "text": WORDS}


def test_the_finding_is_kept_in_its_parts(town: Town) -> None:
    story = course.in_hand(town)
    story.act("张琪", office.verify, **FOUND | {"mood": "heated", "people": 12, "amount_fen": 5_000_000})
    finding = Finding.objects.get()
    assert (finding.truth, finding.mood, finding.people, finding.amount_fen) == (
        "true",
        "heated",
        12,
        5_000_000,
    )
    assert (finding.by, finding.unit, finding.at) == (town.person("张琪"), town.street_union, story.now)
    assert (story.order.people, story.order.amount_fen) == (12, 5_000_000)
    assert last_event(story).facts["people"] == 12


def test_what_was_not_found_out_leaves_what_the_caller_said(town: Town) -> None:
    story = course.in_hand(town)
    story.act("张琪", office.verify, **FOUND)
    assert (story.order.people, story.order.amount_fen) == (10, FEN)


def test_finding_that_nothing_is_owed_replaces_what_the_caller_said(town: Town) -> None:
    story = course.in_hand(town)
    story.act("张琪", office.verify, **FOUND | {"truth": "false", "amount_fen": 0})
    assert story.order.amount_fen == 0


def test_a_gathering_found_opens_the_risk_once(town: Town) -> None:
    story = course.in_hand(town)
    for _ in range(2):
        story.act("张琪", office.verify, **FOUND | {"gathering_risk": True})
    assert story.order.risk_open
    assert story.order.risk_flags.count("gathering") == 1


def test_a_removed_risk_can_come_back_and_its_flag_is_history(town: Town) -> None:
    story = course.at_risk(town)
    story.act("杨帆", office.remove_risk, WORDS)
    assert not story.order.risk_open
    assert "gathering" in story.order.risk_flags
    with refused("risk_absent"):
        story.act("杨帆", office.remove_risk, WORDS)
    story.act("张琪", office.raise_risk, "extreme_words", WORDS)
    assert story.order.risk_open
    assert list(Note.objects.filter(kind="risk").values_list("text", flat=True)) == [WORDS] * 3


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"truth": "maybe"}, "choice_unknown", "truth"),
        ({"mood": "sleepy"}, "choice_unknown", "mood"),
        ({"text": ""}, "text_missing", "text"),
        ({"text": "查" * 10_000}, "text_too_long", "text"),
        ({"people": 0}, "number_out_of_range", "people"),
        ({"people": 10**9}, "number_out_of_range", "people"),
        ({"amount_fen": -1}, "number_out_of_range", "amount"),
        ({"amount_fen": 10**14}, "number_out_of_range", "amount"),
    ],
)
def test_a_finding_that_cannot_be_is_refused_at_its_field(
    town: Town, wrong: dict[str, Any], code: str, field: str
) -> None:
    story = course.in_hand(town)
    with refused(code, field):
        story.act("张琪", office.verify, **FOUND | wrong)


@pytest.mark.parametrize(
    ("risk", "reason", "code", "field"),
    [
        ("bad weather", WORDS, "choice_unknown", "risk"),
        ("collective", WORDS, "choice_unknown", "risk"),  # figures raise it, nobody's word
        ("gathering", "", "text_missing", "reason"),
    ],
)
def test_a_risk_has_a_name_and_a_reason(town: Town, risk: str, reason: str, code: str, field: str) -> None:
    story = course.in_hand(town)
    with refused(code, field):
        story.act("张琪", office.raise_risk, risk, reason)


def test_the_session_on_the_spot_says_who_took_part_and_the_caller_may_read_it(town: Town) -> None:
    story = course.called_in(town)
    story.act("吴迪", office.hold_session, WORDS)
    note = Note.objects.get(kind="session")
    assert (note.text, note.for_caller, note.unit) == (WORDS, True, town.labour)
    assert {town.labour.pk, town.street_union.pk} <= set(last_event(story).facts["units"])
