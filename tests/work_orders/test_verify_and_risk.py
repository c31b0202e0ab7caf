"""On the spot: what was found replaces what was said, and a danger stays on the order until somebody removed it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Finding, Note
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused
from tests.work_orders.stories import FEN, Story

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


@pytest.mark.parametrize(
    ("said", "found", "flagged"),
    [
        ((3, 2_000_000), (10, 2_000_000), ["collective"]),  # ten and more share the claim: art. 7 of the mediation law
        ((3, 2_000_000), (10, 3_000_000), ["collective", "criminal_group"]),
        ((3, 2_000_000), (9, 9_000_000), []),
        ((12, 9_000_000), (2, 9_000_000), []),  # a flag falls with the figure that raised it
        ((12, 9_000_000), (None, None), ["collective", "criminal_group"]),  # not counted on the spot: as the caller said
    ],
)  # fmt: skip
def test_the_thresholds_of_the_law_are_asked_of_what_was_found_on_the_spot(
    town: Town,
    said: tuple[int, int],
    found: tuple[int | None, int | None],
    flagged: list[str],
) -> None:
    story = Story(town, people=said[0], amount_fen=said[1]).in_hand()
    story.act("张琪", office.verify, **FOUND | dict(zip(("people", "amount_fen"), found, strict=True)))
    assert story.order.risk_flags == flagged
    assert last_event(story).facts["risks"] == flagged
    assert not story.order.risk_open, "a figure is a hint; what is open is what a person saw"


def test_what_a_person_saw_stays_whatever_the_figures_say(town: Town) -> None:
    story = Story(town, people=12, risks=("extreme_words",)).in_hand()
    story.act("张琪", office.verify, **FOUND | {"people": 1})
    assert (story.order.risk_flags, story.order.risk_open) == (["extreme_words"], True)


def test_the_page_says_why_an_order_is_flagged(town: Town, sign_in: Callable[..., Client]) -> None:
    story = Story(town, people=3).in_hand()
    story.act("张琪", office.verify, **FOUND | {"people": 11})
    page = sign_in("张琪").get(f"/orders/{story.number}/").content.decode()
    assert "涉及 11 人，达到 10 人以上共同请求的集体争议标准。" in page
    assert "劳动争议调解仲裁法第七条" in page


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
