"""Scores on a file of calls with what a person read in them (the format of ``union_calls``)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from bihuan.organisations.packaged_places import packaged_gazetteer
from bihuan.rules.matters import NATURE_WORDS, URGENCY_WORDS
from bihuan.rules.place_names import Gazetteer
from bihuan.triage.reading import Reading, read

#: The channels by the names of the format.
CHANNELS = {
    "labour_arbitration": "arbitration",
    "court": "court",
    "labour_inspection": "inspection",
    "petition": "petition",
}
#: The day of the list of divisions whose names the format uses.
LIST_OF = date(2025, 12, 31)
SPANS = ("employer", "amount", "people", "place")

Record = Mapping[str, Any]


def score_calls(
    records: Iterable[Record],
    *,
    on: date = LIST_OF,
    places: Gazetteer | None = None,
    matter_of: Callable[[str], str] | None = None,
) -> dict[str, Any]:
    """How often each field is exactly what the record says, over all records, and where it was not.

    Parameters: ``on`` the day whose places are meant; ``places`` their names, those of the packaged city by default;
    ``matter_of`` gives the code of a text's matter, which is left out where there is ``None``.
    Of each record the fields it has are scored; a share is of the records that have the field.
    """
    places = places or packaged_gazetteer()
    hits: dict[str, int] = {}
    scored: dict[str, int] = {}
    misses: list[dict[str, Any]] = []
    total = 0
    for record in records:
        total += 1
        answer = as_record(read(record["text"], on=on, places=places))
        if matter_of:
            answer["matter"] = matter_of(record["text"])
        spans, wanted_spans = answer.pop("spans"), record.get("spans") or {}
        pairs = [(name, value, record[name]) for name, value in answer.items() if name in record]
        pairs += [(f"span_{name}", spans[name], wanted_spans[name]) for name in SPANS if name in wanted_spans]
        for name, value, wanted in pairs:
            same = sorted(value) == sorted(wanted) if name == "risk" else value == wanted
            hits[name] = hits.get(name, 0) + same
            scored[name] = scored.get(name, 0) + 1
            if not same and not name.startswith("span_"):
                misses.append({"id": record.get("id"), "field": name, "read": value, "wanted": wanted})
    return {
        "calls": total,
        "accuracy": {name: round(count / scored[name], 4) for name, count in hits.items()},
        "misses": misses,
    }


def as_record(reading: Reading) -> dict[str, Any]:
    """A reading in the fields of the format."""
    place, people, amount = reading.place, reading.people, reading.amount
    spans = {"employer": reading.employer, "amount": amount, "people": people, "place": place}
    return {
        "nature": NATURE_WORDS[reading.nature.value].zh,
        "urgency": URGENCY_WORDS[reading.urgency.value].zh,
        "collective": bool(reading.collective and reading.collective.value),
        "people": people.value if people else None,
        "amount_yuan": _yuan(amount.value) if amount else None,
        "employer": reading.employer.value if reading.employer else None,
        "district": (place.value.district or None) if place else None,
        "street": (place.value.street or None) if place else None,
        "risk": [each.value.value for each in reading.risks] or ["none"],
        "already_elsewhere": CHANNELS[reading.elsewhere.value] if reading.elsewhere else None,
        "spans": {name: list(each.span) if each else None for name, each in spans.items()},
    }


def _yuan(fen: int) -> int | float:
    return fen // 100 if fen % 100 == 0 else fen / 100
