"""What people do with a case: acknowledge, dispose, verify, send back; answer and close the slip; hold the talk.

Every act is one change of the order the case belongs to: its lock, one step of the case's tables, one event.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from typing import Any

from bihuan.organisations.actors import Actor
from bihuan.rules.ladder import Step, Wants
from bihuan.rules.refusal import refuse
from bihuan.rules.transitions import Table
from bihuan.rules.warnings import (
    SLIP,
    TALK,
    WARNING,
    Outcome,
    Slip,
    SlipAct,
    Talk,
    TalkAct,
    Warned,
    WarningAct,
)
from bihuan.rules.words import Words
from bihuan.supervision.actions.issuing import call_talks, facts_of, make_slips, slip_facts, talk_facts
from bihuan.supervision.cases import ends, facts_about, slip_of, standings_in_case, talk_of, tread_of
from bihuan.supervision.models import EarlyWarning
from bihuan.supervision.queries import case_seen_by
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import required
from bihuan.work_orders.files import File

MEASURES = Words("处置情况", "what was done")
VERDICT = Words("核实意见", "the verdict")
REASON = Words("理由", "the reason")
_CLOSED = {"due_at": None, "climbs_at": None}


class Deciding:
    """One case under the lock of its order."""

    def __init__(self, change: Change, case: EarlyWarning) -> None:
        self.change, self.case, self.at = change, case, change.at
        assert change.actor is not None, "the ladder itself sweeps"
        self.person = change.actor.person_id
        self.standings = standings_in_case(case, change.standings, change.actor.posts)

    def step(self, table: Table, act: StrEnum, state: StrEnum) -> Any:
        """Take a step of one of the case's tables; the state it leads to. Raises ``Refused`` like the tables."""
        target = table.permit(act, state, self.standings, facts_about(self.case))
        row = table.row(act, state)
        assert row is not None
        self.change.beside(act, row.by, self.standings)
        self.change.tell(**facts_of(self.case))
        return target

    def write(self, row: Any, **columns: Any) -> None:
        """Write columns of the warning, the slip or the talk."""
        for name, value in columns.items():
            setattr(row, name, value)
        row.save(update_fields=[*columns])

    def limit(self, step: Step, start: datetime) -> datetime:
        """When the own clock of a step runs out that began at ``start``, by the hours of whoever is to take it."""
        unit = self.case.overseer if step is Step.VERIFY else self.case.unit
        return ends(tread_of(self.case, step), start, unit.path)

    @property
    def climbs(self) -> bool:
        """Whether the warning becomes a slip when it is left unanswered; it does so once."""
        return self.case.climbs and slip_of(self.case) is None


@contextmanager
def deciding(actor: Actor, case_id: int, at: datetime) -> Iterator[Deciding]:
    """Open one change of a case. Raises ``Refused`` ``warning_not_found`` for an unknown or invisible one."""
    number = case_seen_by(actor, case_id).order.number
    with changing(actor, number, at=at) as change:
        case = EarlyWarning.objects.select_related("slip__talk", "unit", "overseer").get(pk=case_id)
        case.order = change.order
        yield Deciding(change, case)


def acknowledge(actor: Actor, case_id: int, *, at: datetime) -> None:
    """Acknowledge a warning: somebody has taken it up. The limit of its disposal began when it was issued."""
    with deciding(actor, case_id, at) as it:
        state = it.step(WARNING, WarningAct.ACKNOWLEDGE, Warned(it.case.state))
        due = it.limit(Step.DISPOSE, it.case.issued_at) if it.case.wants == Wants.DISPOSAL else None
        climbs = due if it.climbs else None
        it.write(
            it.case,
            state=state,
            acknowledged_at=it.at,
            acknowledged_by_id=it.person,
            due_at=due,
            climbs_at=climbs,
        )


def dispose(actor: Actor, case_id: int, measures: str, *, file: File | None = None, at: datetime) -> None:
    """Dispose of a warning: what was done about it, with a file as evidence where there is one."""
    measures = required(measures, MEASURES, field="measures")
    with deciding(actor, case_id, at) as it:
        state = it.step(WARNING, WarningAct.DISPOSE, Warned(it.case.state))
        evidence = file.keep(it.change) if file else None
        it.write(
            it.case, state=state, measures=measures, evidence=evidence, disposed_at=it.at, disposed_by_id=it.person,
            due_at=it.limit(Step.VERIFY, it.at), climbs_at=None,
        )  # fmt: skip


def send_back(actor: Actor, case_id: int, verdict: str, *, at: datetime) -> None:
    """Send a disposal back: it did not convince. A new limit begins, and the warning may climb again."""
    verdict = required(verdict, REASON, field="verdict")
    with deciding(actor, case_id, at) as it:
        state = it.step(WARNING, WarningAct.SEND_BACK, Warned(it.case.state))
        due = it.limit(Step.DISPOSE, it.at)
        it.change.tell(due=due.isoformat())
        it.write(
            it.case, state=state, verdict=verdict, sent_back=it.case.sent_back + 1, due_at=due,
            climbs_at=due if it.climbs else None,
        )  # fmt: skip


def close_warning(actor: Actor, case_id: int, verdict: str, *, at: datetime) -> None:
    """Close a warning, its disposal having been verified."""
    _close(actor, case_id, WarningAct.CLOSE_WARNING, Outcome.ACCEPTED, verdict, at)


def withdraw_warning(actor: Actor, case_id: int, reason: str, *, at: datetime) -> None:
    """Withdraw a warning that should not have been issued, with the reason."""
    _close(actor, case_id, WarningAct.WITHDRAW_WARNING, Outcome.WITHDRAWN, reason, at)


def issue_slip(actor: Actor, case_id: int, requirement: str, *, at: datetime) -> None:
    """Issue a supervision slip on a warning before the ladder does, in the supervisor's own words."""
    requirement = required(requirement, Words("督办要求", "the requirement"), field="requirement")
    with deciding(actor, case_id, at) as it:
        state = it.step(WARNING, WarningAct.ISSUE_SLIP, Warned(it.case.state))
        (slip,) = make_slips([it.case], it.at, requirement=requirement, by=it.person)
        it.write(it.case, state=state)
        it.change.tell(**slip_facts(slip))


def answer_slip(actor: Actor, case_id: int, answer: str, *, file: File | None = None, at: datetime) -> None:
    """Answer a slip. The answer disposes of the warning too: nobody writes the same thing down twice."""
    answer = required(answer, Words("答复内容", "the answer"), field="answer")
    with deciding(actor, case_id, at) as it:
        slip = _slip(it)
        state = it.step(SLIP, SlipAct.ANSWER_SLIP, Slip(slip.state))
        it.change.tell(slip=[slip.year, slip.serial])
        evidence = file.keep(it.change) if file else None
        it.write(
            slip, state=state, answer=answer, evidence=evidence, answered_at=it.at, answered_by_id=it.person,
            climbs_at=None,
        )  # fmt: skip
        it.write(
            it.case, state=Warned.DISPOSED, measures=answer, evidence=evidence, disposed_at=it.at,
            disposed_by_id=it.person, due_at=it.limit(Step.VERIFY, it.at), climbs_at=None,
        )  # fmt: skip


def refuse_answer(actor: Actor, case_id: int, verdict: str, *, at: datetime) -> None:
    """Send the answer of a slip back. It is due again, and unanswered it becomes a talk."""
    verdict = required(verdict, REASON, field="verdict")
    with deciding(actor, case_id, at) as it:
        slip = _slip(it)
        state = it.step(SLIP, SlipAct.REFUSE_ANSWER, Slip(slip.state))
        due = it.limit(Step.SLIP, it.at)
        climbs = None if talk_of(it.case) else due
        it.write(slip, state=state, verdict=verdict, refused=slip.refused + 1, due_at=due, climbs_at=climbs)
        it.write(it.case, state=Warned.ACKNOWLEDGED, due_at=due)
        it.change.tell(**slip_facts(slip))


def close_slip(actor: Actor, case_id: int, verdict: str, *, at: datetime) -> None:
    """Close a slip whose answer was found sufficient, and with it the warning."""
    verdict = required(verdict, VERDICT, field="verdict")
    with deciding(actor, case_id, at) as it:
        slip = _slip(it)
        state = it.step(SLIP, SlipAct.CLOSE_SLIP, Slip(slip.state))
        it.change.tell(slip=[slip.year, slip.serial])
        ended = {
            "closed_at": it.at,
            "closed_by_id": it.person,
            "outcome": Outcome.ACCEPTED,
            "verdict": verdict,
        }
        it.write(slip, state=state, **ended, climbs_at=None)
        it.write(it.case, state=Warned.CLOSED, **ended, **_CLOSED)


def withdraw_slip(actor: Actor, case_id: int, reason: str, *, at: datetime) -> None:
    """Withdraw a slip that should not have been issued; the warning itself stays, and is to be disposed of."""
    reason = required(reason, REASON, field="verdict")
    with deciding(actor, case_id, at) as it:
        slip = _slip(it)
        state = it.step(SLIP, SlipAct.WITHDRAW_SLIP, Slip(slip.state))
        it.change.tell(slip=[slip.year, slip.serial])
        it.write(
            slip, state=state, closed_at=it.at, closed_by_id=it.person, outcome=Outcome.WITHDRAWN, verdict=reason,
            climbs_at=None,
        )  # fmt: skip
        open_step = Step.VERIFY if it.case.state == Warned.DISPOSED else Step.DISPOSE
        it.write(it.case, due_at=it.limit(open_step, it.at))


def call_talk(actor: Actor, case_id: int, *, at: datetime) -> None:
    """Call for a talk with the head of the unit before the ladder does."""
    with deciding(actor, case_id, at) as it:
        slip = _slip(it)
        it.step(SLIP, SlipAct.CALL_TALK, Slip(slip.state))
        slip.warning = it.case
        (talk,) = call_talks([slip], it.at, by=it.person)
        it.change.tell(**talk_facts(talk))


def hold_talk(actor: Actor, case_id: int, record: str, *, at: datetime) -> None:
    """Record a talk that was held: who spoke with whom, what was said and agreed."""
    _end_talk(
        actor,
        case_id,
        TalkAct.HOLD_TALK,
        required(record, Words("约谈记录", "the record"), field="record"),
        at,
    )


def cancel_talk(actor: Actor, case_id: int, reason: str, *, at: datetime) -> None:
    """Cancel a talk that is not needed any more, with the reason."""
    _end_talk(actor, case_id, TalkAct.CANCEL_TALK, required(reason, REASON, field="record"), at)


def _close(actor: Actor, case_id: int, act: WarningAct, outcome: Outcome, verdict: str, at: datetime) -> None:
    verdict = required(verdict, VERDICT, field="verdict")
    with deciding(actor, case_id, at) as it:
        state = it.step(WARNING, act, Warned(it.case.state))
        it.write(
            it.case,
            state=state,
            closed_at=it.at,
            closed_by_id=it.person,
            outcome=outcome,
            verdict=verdict,
            **_CLOSED,
        )


def _end_talk(actor: Actor, case_id: int, act: TalkAct, record: str, at: datetime) -> None:
    with deciding(actor, case_id, at) as it:
        talk = talk_of(it.case) or refuse("warning_not_found")
        state = it.step(TALK, act, Talk(talk.state))
        talk.slip.warning = it.case
        it.change.tell(**talk_facts(talk))
        it.write(talk, state=state, ended_at=it.at, ended_by_id=it.person, record=record)
        it.write(it.case, due_at=talk.slip.due_at)


def _slip(it: Deciding) -> Any:
    return slip_of(it.case) or refuse("warning_not_found")
