"""Importing entries, editing them, and taking them through their life."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from bihuan.knowledge.actions.indexing import count_terms
from bihuan.knowledge.chained import by_whom, note_in_ledger
from bihuan.knowledge.entry_tables import BasisRow, EntryRow
from bihuan.knowledge.models import Basis, Entry, Synonym
from bihuan.knowledge.queries.entries import facts_of, held_standings, readable
from bihuan.knowledge.words import lexemes, words_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.spreadsheet import RowError
from bihuan.rules.publishing import PUBLISHING, EntryAct, EntryFacts
from bihuan.rules.publishing import Entry as State
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import SHANGHAI

_INDEX = "UPDATE knowledge_entry SET search = (%s || ' ' || %s || ' ' || %s)::tsvector WHERE id = %s"
_COLUMNS = (
    "matter", "question", "variants", "answer", "steps", "papers", "body", "phone", "calculator", "visibility",
    "valid_from", "valid_to", "owner", "review_on",
)  # fmt: skip


@dataclass(slots=True)
class Imported:
    """What an import would do, or has done; ``errors`` empty means it may be applied."""

    errors: list[RowError] = field(default_factory=list)
    new: int = 0
    changed: int = 0
    unchanged: int = 0


def check_entries(rows: Sequence[EntryRow], errors: Sequence[RowError] = ()) -> Imported:
    """What importing these rows would do, changing nothing."""
    there = {entry.code: entry for entry in Entry.objects.defer("search").prefetch_related("basis")}
    found = Imported(list(errors))
    for row in rows:
        if row.code not in there:
            found.new += 1
        elif _same(row, there[row.code]):
            found.unchanged += 1
        else:
            found.changed += 1
    return found


def import_entries(
    rows: Sequence[EntryRow], errors: Sequence[RowError] = (), *, publish: bool = False, at: datetime
) -> Imported:
    """Import rows, all of them or none: new ones and changed ones become drafts, or are published where told to.

    Raises: ``Refused`` table_has_errors, quoting the first.
    """
    if errors:
        first = errors[0]
        refuse("table_has_errors", field="file", count=len(errors), row=first.row, first=first.sentence)
    with transaction.atomic():
        with connection.cursor() as cursor:  # two imports at once would both find the same codes free
            cursor.execute("LOCK TABLE knowledge_entry IN SHARE ROW EXCLUSIVE MODE")
        found = check_entries(rows)
        there = {entry.code: entry for entry in Entry.objects.defer("search").prefetch_related("basis")}
        state = State.PUBLISHED if publish else State.DRAFT
        written = []
        for row in rows:
            entry = there.get(row.code)
            if entry and _same(row, entry):
                continue
            values: dict[str, Any] = {name: _plain(getattr(row, name)) for name in _COLUMNS}
            values |= {"state": state, "changed_at": at, "written_by": None, "reviewed_by": None}
            if entry:
                for name, value in values.items():
                    setattr(entry, name, value)
                entry.version += 1
                entry.save(update_fields=[*values, "version"])
                entry.basis.all().delete()
            else:
                entry = Entry.objects.create(code=row.code, **values)
            _write_basis(entry, row.basis)
            note_in_ledger(
                entry, "import_entry", at=at, by=by_whom(None, None), version=entry.version, state=state.value
            )
            written.append(entry)
        index_entries(written)
        if written:
            count_terms()
    return found


def import_synonyms(rows: Iterable[tuple[str, str]]) -> int:
    """Take over what callers say and what it means, replacing what was there; returns how many."""
    with transaction.atomic():
        Synonym.objects.all().delete()
        return len(Synonym.objects.bulk_create(Synonym(said=said, means=means) for said, means in rows))


def edit_entry(
    actor: Actor,
    entry_id: UUID | None,
    values: dict[str, Any],
    basis: Sequence[BasisRow],
    version: int,
    *,
    at: datetime,
) -> Entry:
    """Write a draft, or change one.

    Parameters: ``entry_id`` none for a new one; ``values`` the entry's columns (``code`` too for a new one);
    ``version`` the version its editor saw.
    Raises: ``Refused`` act_not_yours, act_not_now, entry_changed, entry_not_found, row_key_twice.
    """
    with transaction.atomic():
        entry = (
            _locked(actor, entry_id, version) if entry_id else Entry(code=values["code"], state=State.DRAFT)
        )
        standings = held_standings(actor)
        PUBLISHING.permit(EntryAct.EDIT, State(entry.state), standings, EntryFacts())
        if not entry_id and Entry.objects.filter(code=entry.code).exists():
            refuse("entry_code_taken", field="code", key=entry.code)
        for name in _COLUMNS:
            if name in values:
                setattr(entry, name, values[name])
        entry.written_by_id, entry.reviewed_by_id, entry.changed_at = actor.person_id, None, at
        entry.version = entry.version + 1 if entry_id else 1
        entry.save()
        entry.basis.all().delete()
        _write_basis(entry, basis)
        index_entries([entry])
        _note(actor, entry, EntryAct.EDIT, at)
        return entry


def take_step(
    actor: Actor | None,
    entry_id: UUID,
    act: EntryAct,
    version: int,
    *,
    at: datetime,
    review_on: date | None = None,
) -> Entry:
    """Submit, send back, publish, confirm, expire or revise an entry.

    Parameters: ``actor`` none for the system, which lets entries expire; ``review_on`` the day of the next review.
    Raises: ``Refused`` entry_not_found, entry_changed, act_not_now, act_not_yours, or the first condition that fails.
    """
    with transaction.atomic():
        entry = _locked(actor, entry_id, version)
        if review_on:
            entry.review_on = review_on
        standings = held_standings(actor)
        facts = facts_of(entry, actor, at.astimezone(SHANGHAI).date())
        entry.state = PUBLISHING.permit(act, State(entry.state), standings, facts)
        if act in (EntryAct.PUBLISH, EntryAct.CONFIRM) and actor:
            entry.reviewed_by_id = actor.person_id
        entry.version += 1
        entry.changed_at = at
        entry.save(update_fields=["state", "review_on", "reviewed_by", "version", "changed_at"])
        _note(actor, entry, act, at)
        return entry


def index_entries(entries: Iterable[Entry]) -> None:
    """Write the words of entries into their index: question and variants weigh most, the answer least."""
    with connection.cursor() as cursor:
        cursor.executemany(
            _INDEX,
            [
                (
                    lexemes(words_of(" ".join([entry.question, *entry.variants])), "A"),
                    lexemes(words_of(" ".join([entry.body, *entry.papers])), "D"),
                    lexemes(words_of(" ".join([entry.answer, *entry.steps])), "C"),
                    entry.pk,
                )
                for entry in entries
            ],
        )


def _locked(actor: Actor | None, entry_id: UUID, version: int) -> Entry:
    scope = readable(actor) if actor else Entry.objects.all()
    entry = scope.select_for_update(of=("self",)).defer("search").filter(pk=entry_id).first()
    if entry is None:
        refuse("entry_not_found")
    if entry.version != version:
        refuse("entry_changed")
    return entry


def _note(actor: Actor | None, entry: Entry, act: EntryAct, at: datetime) -> None:
    held = next(iter(actor.posts), None) if actor else None
    note_in_ledger(
        entry, act.value, at=at, by=by_whom(actor, held), version=entry.version, state=str(entry.state)
    )


def _write_basis(entry: Entry, basis: Iterable[BasisRow]) -> None:
    Basis.objects.bulk_create(
        Basis(
            entry=entry,
            place=place,
            law=b.law,
            plain=b.plain,
            article=b.article,
            sub=b.sub,
            made_on=b.made_on,
        )
        for place, b in enumerate(basis)
    )


def _same(row: EntryRow, entry: Entry) -> bool:
    basis = [BasisRow(b.law, b.plain, b.article, b.sub, b.made_on) for b in entry.basis.all()]
    return basis == list(row.basis) and all(
        _plain(getattr(row, name)) == getattr(entry, name) for name in _COLUMNS
    )


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
