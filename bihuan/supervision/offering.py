"""What an actor can do with a case now: every act its tables offer, as the page shows it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from bihuan.rules.refusal import Refused
from bihuan.rules.transitions import Table
from bihuan.rules.warnings import (
    CASE_ACTS,
    SLIP,
    TALK,
    WARNING,
    CaseFacts,
    Slip,
    SlipAct,
    Talk,
    TalkAct,
    Warned,
    WarningAct,
)
from bihuan.rules.words import Words
from bihuan.supervision.cases import Standings, facts_about, slip_of, talk_of
from bihuan.supervision.models import EarlyWarning

#: Done by one press.
AT_ONCE = frozenset({WarningAct.ACKNOWLEDGE, SlipAct.CALL_TALK})
#: What usually comes next, first the one before the other; the first possible one gets the primary button.
_USUAL: tuple[StrEnum, ...] = (
    SlipAct.ANSWER_SLIP, WarningAct.ACKNOWLEDGE, WarningAct.DISPOSE, TalkAct.HOLD_TALK, SlipAct.CLOSE_SLIP,
    WarningAct.CLOSE_WARNING,
)  # fmt: skip
#: Beside the usual way: small, and below.
_ASIDE = frozenset(
    {WarningAct.WITHDRAW_WARNING, SlipAct.WITHDRAW_SLIP, TalkAct.CANCEL_TALK, SlipAct.CALL_TALK}
)


class Button(NamedTuple):
    """One act as a button; ``missing`` greys it out."""

    act: str
    words: Words
    missing: Words | None
    at_once: bool
    aside: bool
    primary: bool = False


def buttons_of(case: EarlyWarning, standings: Standings) -> list[Button]:
    """The acts of a case for somebody with these standings, the usual next one marked as primary."""
    facts = facts_about(case)
    buttons = [
        Button(offer.act.value, offer.words, offer.missing, offer.act in AT_ONCE, offer.act in _ASIDE)
        for table, state in _parts(case)
        for offer in table.offers(state, standings, facts)
    ]
    if facts.slip_open:  # the slip speaks for its warning until it is closed
        buttons = [button for button in buttons if button.missing is None]
    usual = [str(act) for act in _USUAL]
    possible = [button for button in buttons if button.missing is None and button.act in usual]
    first = min(possible, key=lambda button: usual.index(button.act), default=None)
    return [button._replace(primary=button is first) for button in buttons]


def why_not(case: EarlyWarning, standings: Standings, act: StrEnum) -> Refused | None:
    """Why an act cannot be done: what the action itself would say. None when it can."""
    table, state = next((table, state) for table, state in _all_parts(case) if act in table.acts)
    try:
        table.permit(act, state, standings, facts_about(case))
    except Refused as refused:
        return refused
    return None


def words_of(act: StrEnum) -> Words:
    """An act in words."""
    return CASE_ACTS[act]


def _parts(case: EarlyWarning) -> Iterable[tuple[Table[Any, Any, CaseFacts], Any]]:
    yield WARNING, Warned(case.state)
    if slip := slip_of(case):
        yield SLIP, Slip(slip.state)
    if talk := talk_of(case):
        yield TALK, Talk(talk.state)


def _all_parts(case: EarlyWarning) -> Iterable[tuple[Table[Any, Any, CaseFacts], Any]]:
    """Also of a slip and a talk that are not there: their acts are then refused as over."""
    yield from _parts(case)
    if not slip_of(case):
        yield SLIP, Slip.CLOSED
    if not talk_of(case):
        yield TALK, Talk.CANCELLED
