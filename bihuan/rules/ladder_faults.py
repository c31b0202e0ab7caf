"""What is wrong with a ladder somebody hands in, and what it changes."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bihuan.rules.ladder import COLOURS, EVENTS, EVERYTHING, STEP_WORDS, Cause, Ladder, Row, Rung, Step, Wants
from bihuan.rules.limits import Fault

#: Counted over several orders, and so within so many days.
_COUNTED_WITHIN = frozenset({Cause.CALLER})

#: How often an event may have to happen: what is repeated happens twice at least, and a risk is raised once.
_TIMES, _ANY_TIMES = {Cause.REPEATED: (2, 999), Cause.CALLER: (2, 999), Cause.RISK: (1, 1)}, (1, 999)


def faults_of(rows: Sequence[Row]) -> list[Fault]:
    """Why a ladder may not come into force: rows that tie or make no sense, steps that would have no limit."""
    faults, first = [], dict[str, int]()
    for place, row in enumerate(rows):
        if (before := first.setdefault(row.code, place)) != place:
            faults.append(Fault("row_rung_twice", place, {"first": before, "what": row.words}))
        elif isinstance(row, Rung):
            values = {
                "what": row.words,
                **dict(zip(("least", "most"), _TIMES.get(row.cause, _ANY_TIMES), strict=True)),
            }
            faults += [Fault(refusal, place, values) for refusal in _wrong_with(row)]
    faults += _falling(rows)
    ladder = Ladder.of(rows)
    for step in Step:
        for light, colour in COLOURS.items():
            try:
                ladder.tread(step, light, EVERYTHING)
            except LookupError:
                faults.append(Fault("ladder_incomplete", -1, {"what": STEP_WORDS[step], "of": colour}))
    return faults


def _wrong_with(rung: Rung) -> Iterable[str]:
    event = rung.cause in EVENTS
    least, most = _TIMES.get(rung.cause, _ANY_TIMES)
    if event and rung.cause is not Cause.PROMISE and not least <= rung.at <= most:
        yield "row_rung_never"
    if not event and rung.at:
        yield "row_rung_of_a_clock"
    if (rung.within > 0) != (rung.cause in _COUNTED_WITHIN):
        yield "row_rung_within"
    if rung.climbs and (rung.wants is not Wants.DISPOSAL or rung.lapses):
        yield "row_rung_climbs"


def _falling(rows: Sequence[Row]) -> Iterable[Fault]:
    """A higher light that asks for less, or is reached sooner, than a lower one of the same cause and keys."""
    highest: dict[tuple[object, ...], Rung] = {}
    placed = [(place, row) for place, row in enumerate(rows) if isinstance(row, Rung)]
    for place, row in sorted(placed, key=lambda each: each[1].light):
        keys = (row.cause, row.urgency, row.level, row.matter, row.unit)
        below = highest.get(keys)
        if below and below.light < row.light:
            sooner = row.cause in EVENTS and row.at <= below.at
            if sooner or row.wants < below.wants:
                yield Fault("row_rung_falls", place, {"what": row.words, "below": COLOURS[below.light]})
        highest[keys] = row


class Change(NamedTuple):
    """What a new ladder says of one set of keys that the one before did not: a row that comes, goes or changes."""

    before: Row | None
    after: Row | None


def changes(before: Iterable[Row], after: Iterable[Row]) -> list[Change]:
    """Row by row, in the order of the new ladder, those that go last. A new source alone is no other row."""
    known, rows = {row.code: row for row in before}, list(after)
    there = {row.code for row in rows}
    changed = [
        Change(known.get(row.code), row)
        for row in rows
        if row.code not in known or says(known[row.code]) != says(row)
    ]
    return changed + [Change(row, None) for code, row in known.items() if code not in there]


def says(row: Row) -> list[str | int]:
    """What a row says, beside its source: two that say the same are the same rule."""
    if isinstance(row, Rung):
        return [row.code, row.at, row.within, row.wants.value, row.climbs, row.lapses, row.grade.value]
    return [row.code, row.limit.amount, row.limit.time.value, *row.to, row.grade.value]
