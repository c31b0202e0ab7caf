"""Unions one level down beside each other, by the outcome of their orders and never by person (facts 6.3, 10.43).

A rate of few orders says little; units stand in bands of volume, and within a band by their rates.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bihuan.organisations.models import Unit
from bihuan.rules.satisfaction import Tally, rates
from bihuan.rules.words import Words
from bihuan.statistics.figures import Part, orders_url, shown
from bihuan.statistics.periods import Period
from bihuan.statistics.queries import Resolved

#: Least number of resolved orders, and the band's name; most first. A default, to be confirmed by the office.
BANDS = (
    (200, Words("200 件以上", "200 orders or more")),
    (50, Words("50–199 件", "50 to 199 orders")),
    (10, Words("10–49 件", "10 to 49 orders")),
    (0, Words("不足 10 件，仅供参考", "Fewer than 10, for reference only")),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One unit: orders resolved, and its rates as printed; each number opens its orders."""

    unit: Unit
    resolved: Part
    on_time: Part
    on_time_rate: str
    average: str
    visited: Part
    satisfied_rate: str


@dataclass(frozen=True, slots=True)
class Band:
    """Units with about as many orders."""

    words: Words
    outcomes: tuple[Outcome, ...]


def bands(
    units: Iterable[Unit], period: Period, resolved: Mapping[int, Resolved], answers: Mapping[int, Tally]
) -> list[Band]:
    """The units with anything resolved or visited, in bands of volume, most orders first."""
    found: dict[int, list[tuple[tuple, Outcome]]] = {least: [] for least, _ in BANDS}
    none, nobody = Resolved(0, 0, 0), Tally(0, 0, 0, 0, 0)  # type: ignore[arg-type]
    for unit in units:
        one, said = resolved.get(unit.pk, none), answers.get(unit.pk, nobody)
        if not one.count and not said.valid:
            continue
        least = next(least for least, _ in BANDS if one.count >= least)
        satisfied = found_rates.satisfied if (found_rates := rates(said)) else None
        order = (-(one.on_time_rate or 0), -(satisfied or 0), unit.path)
        found[least].append((order, _outcome(unit, period, one, said)))
    return [
        Band(words, tuple(outcome for _, outcome in sorted(found[least], key=lambda row: row[0])))
        for least, words in BANDS
        if found[least]
    ]


def _outcome(unit: Unit, period: Period, one: Resolved, said: Tally) -> Outcome:
    line = {"line": str(unit.pk)}
    resolved = period.asked("resolved")
    satisfied = found.satisfied if (found := rates(said)) else None
    return Outcome(
        unit,
        Part(Words("办结", "Resolved"), one.count, orders_url(resolved, line)),
        Part(Words("按时", "On time"), one.on_time, orders_url(resolved, {"on_time": "yes"}, line)),
        shown(one.on_time_rate, 1),
        shown(one.average, 1),
        Part(Words("有效回访", "Valid visits"), said.valid, orders_url(period.asked("visited"), line)),
        shown(satisfied, 1),
    )
