"""How a case is shown: its row, its page, its slip. Pure; words speak both languages."""

from datetime import datetime
from typing import Any

from bihuan.calendars.handing_in import keys_shown
from bihuan.calendars.queries import ladder_of_version
from bihuan.ledger.chain import ChainedEvent
from bihuan.rules.actors import POST_WORDS, Post
from bihuan.rules.alerts import Light
from bihuan.rules.ladder import CAUSE_WORDS, COLOURS, STEP_WORDS, WANTS_WORDS, Cause, Row, Step, Wants
from bihuan.rules.limits import UNOFFICIAL, Grade
from bihuan.rules.warnings import (
    CASE_ACTS,
    OUTCOME_WORDS,
    SLIP_STATES,
    STATES,
    TALK_STATES,
    TONES,
    Outcome,
    Slip,
    Talk,
    Warned,
)
from bihuan.rules.words import Words
from bihuan.supervision.cases import slip_of, talk_of, tread_of
from bihuan.supervision.models import EarlyWarning, SupervisionSlip
from bihuan.work_orders.dossier import Dossier
from bihuan.work_orders.history import told
from bihuan.work_orders.showing import clock_of


def row_of_case(case: EarlyWarning, now: datetime) -> dict[str, Any]:
    """What a list says of a case."""
    state, tone = state_of(case)
    slip = slip_of(case)
    return {
        "id": case.pk,
        "number": case.order.number,
        "title": case.order.title,
        "cause": CAUSE_WORDS[Cause(case.cause)],
        "colour": COLOURS[Light(case.light)],
        "tone": Light(case.light).name.lower(),
        "unit": case.unit.name,
        "overseer": case.overseer.name,
        "state": state,
        "state_tone": tone,
        "due": due_of_case(case, now),
        "issued_at": case.issued_at,
        "slip": slip_number(slip) if slip else "",
    }


def state_of(case: EarlyWarning) -> tuple[Words, str]:
    """The state of the whole case in words, and its tone: the talk speaks before the slip, the slip before the warning."""
    slip, talk = slip_of(case), talk_of(case)
    if talk and talk.state == Talk.DUE:
        return TALK_STATES[Talk.DUE], "red"
    if slip and slip.state != Slip.CLOSED:
        words = SLIP_STATES[Slip(slip.state)]
        return Words(f"督办单{words.zh}", words.en), "orange" if slip.state == Slip.ISSUED else "waiting"
    if case.outcome and case.outcome != Outcome.ACCEPTED:
        return OUTCOME_WORDS[Outcome(case.outcome)], "neutral"
    return STATES[Warned(case.state)], TONES[Warned(case.state)]


def due_of_case(case: EarlyWarning, now: datetime) -> dict[str, Any] | None:
    """The own clock of the case; none where nothing is asked of anybody."""
    if case.due_at is None or case.state == Warned.CLOSED:
        return None
    slip, talk = slip_of(case), talk_of(case)
    steps = [case.issued_at, case.disposed_at, slip and slip.issued_at, talk and talk.called_at]
    begins = max(at for at in steps if at)
    return {**clock_of(min(begins, case.due_at), case.due_at, now), "reason": _reason(_step_of(case), case)}


def slip_number(slip: SupervisionSlip) -> Words:
    """The number of a slip as it is quoted."""
    return Words(
        f"{slip.overseer.name}督〔{slip.year}〕{slip.serial}号",
        f"{slip.overseer.name}, slip {slip.serial} of {slip.year}",
    )


def page_of_case(case: EarlyWarning, dossier: Dossier, now: datetime) -> dict[str, Any]:
    """Everything the page of a case shows beside its buttons."""
    return {
        "case": case,
        "row": row_of_case(case, now),
        "wants": WANTS_WORDS[Wants(case.wants)],
        "to_post": POST_WORDS[Post(case.to_post)],
        "vacant": case.to_unit_id != case.unit_id,
        "outcome": OUTCOME_WORDS[Outcome(case.outcome)] if case.outcome else None,
        "slip": slip_page(slip) if (slip := slip_of(case)) else None,
        "talk": _talk_page(case),
        "steps": [
            {**told(event, dossier.names), "note": ""}
            for event in reversed(dossier.events)
            if _about(event, case)
        ],
        "rules": [keys_shown(row, {}) | {"code": row.code} for row in _rows_of(case)],
        "unofficial": UNOFFICIAL,
    }


def slip_page(slip: SupervisionSlip) -> dict[str, Any]:
    """A slip as its page and its paper show it."""
    return {
        "slip": slip,
        "number": slip_number(slip),
        "state": SLIP_STATES[Slip(slip.state)],
        "tone": "orange" if slip.state == Slip.ISSUED else "waiting",
        "to_post": POST_WORDS[Post(slip.to_post)],
        "outcome": OUTCOME_WORDS[Outcome(slip.outcome)] if slip.outcome else None,
    }


def _talk_page(case: EarlyWarning) -> dict[str, Any] | None:
    talk = talk_of(case)
    if talk is None:
        return None
    return {"talk": talk, "state": TALK_STATES[Talk(talk.state)], "to_post": POST_WORDS[Post(talk.to_post)]}


def _step_of(case: EarlyWarning) -> Step:
    slip, talk = slip_of(case), talk_of(case)
    if talk and talk.state == Talk.DUE:
        return Step.TALK
    if case.state == Warned.DISPOSED:
        return Step.VERIFY
    if slip and slip.state == Slip.ISSUED:
        return Step.SLIP
    return Step.ACKNOWLEDGE if case.state == Warned.ISSUED else Step.DISPOSE


def _rows_of(case: EarlyWarning) -> list[Row]:
    """The rows it goes by: the one it was issued by, and that of the step it waits for."""
    rungs = ladder_of_version(case.rules_version).rows.rungs
    rows: list[Row] = [rung for rung in rungs if rung.code == case.rule]
    return [*rows, tread_of(case, _step_of(case))] if case.state != Warned.CLOSED else rows


def _reason(step: Step, case: EarlyWarning) -> Words:
    tread, words = tread_of(case, step), STEP_WORDS[step]
    span = tread.limit.words
    tag = (
        Words("", "")
        if tread.grade is Grade.PRIMARY
        else Words(f"（{UNOFFICIAL.zh}）", f" ({UNOFFICIAL.en})")
    )
    return Words(f"{words.zh}：{span.zh}{tag.zh}", f"{words.en}: {span.en}{tag.en}")


def _about(event: ChainedEvent, case: EarlyWarning) -> bool:
    facts = event.facts
    return event.act in {str(act) for act in CASE_ACTS} and (
        facts.get("warning"), facts.get("about"), facts.get("generation"), facts.get("light"),
    ) == (case.cause, case.about, case.generation, Light(case.light).name.lower())  # fmt: skip
