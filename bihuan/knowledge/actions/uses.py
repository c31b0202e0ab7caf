"""Entries are quoted to somebody, and whether it helped comes back to who looks after them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.db.models import Min

from bihuan.knowledge.models import Asked, Entry, Use
from bihuan.knowledge.queries.answers import still_in
from bihuan.knowledge.queries.entries import quotable
from bihuan.privacy.ciphers import blind_index
from bihuan.rules.publishing import Visibility
from bihuan.rules.refusal import refuse
from bihuan.rules.throttle import WINDOW
from bihuan.rules.workdays import SHANGHAI

#: Questions one address may put on the public page within the window: a whole dormitory shares one.
MOST_QUESTIONS = 120


def quote(codes: Iterable[str], said: str, *, desk: int, call: UUID, at: datetime) -> list[Use]:
    """Note that a call was answered with these entries, as far as they still stand in what was said; each counts once a call.

    Raises ``Refused``: ``entry_not_quotable`` if one that stands there is not published or has run out.
    """
    inserted = Entry.objects.defer("search").filter(code__in=list(codes))
    standing = [entry for entry in inserted if still_in(said, entry)]
    today = at.astimezone(SHANGHAI).date()
    may = set(
        quotable(today, Visibility)
        .filter(pk__in=[entry.pk for entry in standing])
        .values_list("pk", flat=True)
    )
    if len(may) < len(standing):
        refuse("entry_not_quotable", field="content")
    return [
        Use.objects.get_or_create(entry=entry, call=call, defaults={"at": at, "desk_id": desk})[0]
        for entry in standing
    ]


def say_helped(call: UUID, helped: bool) -> int:
    """Keep whether what was quoted in a call helped; returns how many entries it was said of."""
    return Use.objects.filter(call=call).update(helped=helped)


def say_helped_public(entry: Entry, helped: bool, *, at: datetime) -> Use:
    """Keep what a reader of the public page said."""
    return Use.objects.create(entry=entry, at=at, helped=helped)


def note_question(address: str, *, at: datetime) -> None:
    """Let a question of the public page in, or refuse it: too many came from that address. Kept for the window alone.

    Raises ``Refused``: ``too_many_questions``.
    """
    index = blind_index(f"asked {address}")
    Asked.objects.filter(at__lt=at - WINDOW).delete()
    Asked.objects.create(address_index=index, at=at)
    recent = Asked.objects.filter(address_index=index, at__gte=at - WINDOW)
    if recent.count() > MOST_QUESTIONS:
        oldest = recent.aggregate(at=Min("at"))["at"] or at
        left = max(oldest + WINDOW - at, timedelta(minutes=1))
        refuse("too_many_questions", minutes=ceil(left.total_seconds() / 60))
