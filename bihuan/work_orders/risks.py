"""The risk flags of one order: what ``rules.risk`` says of its figures, and what somebody observed."""

from collections.abc import Iterable
from datetime import date

from bihuan.rules.risk import OBSERVABLE, Flag, Risk, flags


def flags_of(
    matter: str, people: int | None, amount_fen: int | None, observed: Iterable[str], *, on: date
) -> tuple[Flag, ...]:
    """The flags of an order with these figures, in the order of :class:`Risk`, each with its reason.

    Parameters: ``observed`` codes of risks, of which those count that somebody reported: a flag that only a figure
    raises follows the figure. ``on`` the day whose thresholds hold. An amount is unpaid wages in that matter alone.
    """
    unpaid = amount_fen if matter == "wage_arrears" else None
    reported = [Risk(risk) for risk in observed if Risk(risk) in OBSERVABLE]
    return flags(on=on, people=people, amount_fen=unpaid, observed=reported)
