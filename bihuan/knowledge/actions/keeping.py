"""Keeping the shelf in date: what has run out expires by itself, and whoever keeps an entry is told before its day comes.

Nothing hangs on this being punctual: an entry past its last day is quoted nowhere, whatever its state.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from bihuan.knowledge.chained import by_whom, note_in_ledger
from bihuan.knowledge.models import Entry
from bihuan.knowledge.queries.entries import held_standings, run_out, to_be_reminded_of
from bihuan.organisations.models import UnitKind
from bihuan.organisations.queries import units_at
from bihuan.rules.actors import Level
from bihuan.rules.publishing import PUBLISHING, EntryAct, EntryFacts
from bihuan.rules.publishing import Entry as State
from bihuan.rules.workdays import SHANGHAI

#: Entries in one transaction.
PORTION = 200
#: As many characters of a code as a message shows.
_SHOWN = 24


class Kept(NamedTuple):
    """How many entries expired, and of how many somebody was reminded."""

    expired: int
    reminded: int

    @property
    def more(self) -> bool:
        """Whether there may be more to do at once."""
        return PORTION in self


@transaction.atomic
def keep_in_date(at: datetime) -> Kept:
    """Let expire what has run out, and remind of what falls due soon, each once a day that is set; up to :data:`PORTION` each.

    Of a portion every writer is told once, not once an entry; the reviewers of the city's union as often. Entries somebody
    has in hand are passed over until the next turn.
    """
    on = at.astimezone(SHANGHAI).date()
    unions = list(units_at(on).filter(kind=UnitKind.UNION, level=Level.CITY).values_list("pk", flat=True))
    expired = list(run_out(on).select_for_update(of=("self",), skip_locked=True)[:PORTION])
    for entry, keepers in _each_writer_once(expired, unions):
        entry.state = PUBLISHING.permit(
            EntryAct.EXPIRE, State(entry.state), held_standings(None), EntryFacts()
        )
        entry.version += 1
        entry.changed_at = at
        entry.save(update_fields=["state", "version", "changed_at"])
        note_in_ledger(
            entry, EntryAct.EXPIRE.value, at=at, by=by_whom(None, None), version=entry.version, state=str(entry.state), **keepers
        )  # fmt: skip
    due = list(to_be_reminded_of(on).select_for_update(of=("self",), skip_locked=True)[:PORTION])
    for entry, keepers in _each_writer_once(due, unions):
        PUBLISHING.permit(EntryAct.REMIND, State(entry.state), held_standings(None), EntryFacts())
        day = min(day for day in (entry.review_on, entry.valid_to) if day)
        entry.reminded_of = day
        entry.save(update_fields=["reminded_of"])
        note_in_ledger(
            entry, EntryAct.REMIND.value, at=at, by=by_whom(None, None), day=day.isoformat(), **keepers
        )  # fmt: skip
    return Kept(len(expired), len(due))


def _each_writer_once(
    entries: Iterable[Entry], unions: list[int]
) -> Iterable[tuple[Entry, dict[str, object]]]:
    """Each entry with the facts by which its keepers are told; of every writer only with the first."""
    told: set[int | None] = set()
    for entry in entries:
        first = entry.written_by_id not in told
        told.add(entry.written_by_id)
        facts: dict[str, object] = {"entry": entry.code[:_SHOWN], "unions": unions}
        if entry.written_by_id:
            facts["writer"] = entry.written_by_id
        yield entry, facts if first else {}
