"""The person's choice beside the suggestion, when a call has ended."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from bihuan.rules.identifiers import redacted
from bihuan.triage.models import Suggestion
from bihuan.triage.suggesting import Suggested

_MOST = 120
#: Fields that hold words, not codes: what leads to a person is taken out of them.
_WORDS = frozenset({"employer", "address"})


def keep_choices(
    suggested: Iterable[Suggested],
    chosen: Mapping[str, Collection[str]],
    *,
    call: UUID,
    order: UUID | None,
    accepted: Collection[str] = (),
    names: Collection[str] = (),
    at: datetime,
) -> int:
    """Keep every suggestion of a call with what the person chose for its field; one statement. How many were kept.

    Parameters: ``chosen`` by field what was entered, empty for nothing; a field with several values is right where the
    suggested one is among them. ``accepted`` fields taken over by key or press; ``names`` people whose names are left out.
    """
    rows: dict[tuple[str, str], Suggestion] = {}
    for each in suggested:
        values = chosen.get(each.field, ())
        value = each.value if each.value in values else next(iter(values), "")
        rows.setdefault(
            (each.field, each.maker),
            Suggestion(
                call=call, order_id=order, at=at, field=each.field, suggested=_told(each.field, each.value, names),
                chosen=_told(each.field, value, names), band=each.band, maker=each.maker, confidence=each.confidence,
                unknown=None if each.unknown is None else round(1000 * each.unknown),
                accepted=each.field in accepted,
            ),
        )  # fmt: skip
    Suggestion.objects.bulk_create(rows.values(), ignore_conflicts=True)
    return len(rows)


def _told(field: str, value: str, names: Collection[str]) -> str:
    return (redacted(value, names) if field in _WORDS else value)[:_MOST]
