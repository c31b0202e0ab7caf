"""Who is told of what: the table is complete, and what it says is speakable in both languages."""

from string import Formatter

import pytest

from bihuan.rules.accuracy import AlarmAct
from bihuan.rules.announcing import MUST_BE_THERE, NOBODY_THERE, SILENT, TELLINGS, Audience, tellings_of
from bihuan.rules.clusters import ClusterAct
from bihuan.rules.cohandling import SupportAct
from bihuan.rules.event_tasks import TaskAct
from bihuan.rules.events import EventAct
from bihuan.rules.letters import LetterAct
from bihuan.rules.lifecycle import Act
from bihuan.rules.notices import FIELDS, NOTICES, speak
from bihuan.rules.responsibility import DutyAct
from bihuan.rules.routing import ListAct, RuleAct
from bihuan.rules.warnings import SlipAct, TalkAct, WarningAct

EVERY_ACT = [
    *Act, *DutyAct, *SupportAct, *WarningAct, *SlipAct, *TalkAct, *LetterAct, *RuleAct, *ListAct, *EventAct, *TaskAct,
    *AlarmAct, *ClusterAct,
]  # fmt: skip
ROWS = [(act, row) for act, rows in TELLINGS.items() for row in rows] + [(None, NOBODY_THERE)]
FILLED = {
    "matter": "wage_arrears",
    "by": "渝中区总工会",
    "unit": "渝中区住建委",
    "due": "2025-06-12T10:00:00+00:00",
}


@pytest.mark.parametrize("act", EVERY_ACT)
def test_every_act_is_told_of_or_deliberately_silent(act: Act) -> None:
    assert (act in TELLINGS) != (act in SILENT)


def test_no_two_acts_share_a_code_so_that_an_event_finds_its_row() -> None:
    codes = [act.value for act in EVERY_ACT]
    assert len(codes) == len(set(codes))


def test_every_row_names_a_notice_and_every_notice_is_used() -> None:
    assert {row.notice for _, row in ROWS} == set(NOTICES)


@pytest.mark.parametrize("code", NOTICES)
def test_every_notice_speaks_both_languages_about_the_order_and_nothing_personal(code: str) -> None:
    notice = NOTICES[code]
    used = [{name for _, name, _, _ in Formatter().parse(text) if name} for words in notice for text in words]
    assert set().union(*used) <= FIELDS
    assert used[0] == used[1], "the languages name different things"
    assert used[2] == used[3], "the languages name different things"
    spoken = speak(code, FILLED)
    assert all(text and "{" not in text for words in spoken for text in words)
    assert not any(
        "一" <= sign <= "鿿"
        for sign in "".join(w.en for w in speak(code, {**FILLED, "by": "A", "unit": "B"}))
    )


def test_a_limit_is_told_in_the_time_of_the_office() -> None:
    assert "06-12 18:00" in speak("urged", FILLED).next.zh


def test_a_finding_with_a_risk_of_gathering_is_told_as_a_risk_first() -> None:
    calm, tense = (
        tellings_of("verify", {"gathering_risk": False}),
        tellings_of("verify", {"gathering_risk": True}),
    )
    assert [row.notice for row in calm] == ["verified"]
    assert tense[0].notice == "risk_raised"
    assert {Audience.LEADERS, Audience.SUPERVISORS} <= {row.to for row in tense}


def test_only_a_reply_after_the_resolution_calls_for_the_visit() -> None:
    assert tellings_of("reply", {"state": "handling"}) == []
    assert [row.notice for row in tellings_of("reply", {"state": "resolved"})] == ["to_visit"]


def test_looking_at_personal_data_is_recorded_but_told_to_nobody() -> None:
    assert tellings_of("reveal", {}) == []


def test_whoever_gets_work_is_written_to() -> None:
    assert all(row.mail for _, row in ROWS if row.notice in {"to_sign", "task_given", "urged", "to_redo"})
    assert {row.to for _, row in ROWS if row.notice in {"to_sign", "task_given"}} == set(MUST_BE_THERE)
