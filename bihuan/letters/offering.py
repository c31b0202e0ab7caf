"""What an actor can do with a letter now: every act its table offers, as the page shows it."""

from datetime import datetime
from typing import NamedTuple

from bihuan.letters.letters import Standings, facts_about
from bihuan.letters.models import UnionLetter
from bihuan.rules.letters import Letter, LetterAct, Written, table_of
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words

#: Done by one press.
AT_ONCE = frozenset({LetterAct.SUBMIT, LetterAct.ISSUE})
#: What usually comes next; the first possible one gets the primary button.
_USUAL = (
    LetterAct.SUBMIT, LetterAct.ISSUE, LetterAct.SERVE, LetterAct.CLOSE, LetterAct.ESCALATE, LetterAct.ANSWER,
    LetterAct.FIND_CORRECTED,
)  # fmt: skip
_ASIDE = frozenset({LetterAct.WITHDRAW, LetterAct.RECUSE})


class Button(NamedTuple):
    """One act as a button; ``missing`` greys it out with the reason."""

    act: str
    words: Words
    missing: Words | None
    at_once: bool
    aside: bool
    primary: bool = False


def buttons_of(letter: UnionLetter, standings: Standings, now: datetime) -> list[Button]:
    """The acts of a letter for somebody with these standings, the usual next one marked as primary."""
    offers = table_of(Letter(letter.kind)).offers(Written(letter.state), standings, facts_about(letter, now))
    buttons = [
        Button(offer.act.value, offer.words, offer.missing, offer.act in AT_ONCE, offer.act in _ASIDE)
        for offer in offers
    ]
    possible = [button.act for button in buttons if button.missing is None]
    first = next((act.value for act in _USUAL if act.value in possible), None)
    return [button._replace(primary=button.act == first) for button in buttons]


def why_not(letter: UnionLetter, standings: Standings, act: LetterAct, now: datetime) -> Refused | None:
    """Why an act cannot be done: what the action itself would say. None when it can."""
    try:
        table_of(Letter(letter.kind)).permit(act, Written(letter.state), standings, facts_about(letter, now))
    except Refused as refused:
        return refused
    return None
