"""Reading calls and drafts."""

import json
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from bihuan.intake.models import Call, Draft
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Post

#: Who reads the calls of a desk.
READERS = (Post.OPERATOR, Post.SUPERVISOR, Post.LEADER)
PAGE = 50


class Page(NamedTuple):
    """One page of calls, newest first, and where the next one begins ("" after the last)."""

    calls: list[Call]
    before: str


def calls_between(actor: Actor, since: datetime, until: datetime) -> QuerySet[Call]:
    """Calls taken in ``since <= at < until`` at the desks where the actor is operator, supervisor or leader."""
    return Call.objects.filter(desk__in=actor.unit_ids(*READERS), at__gte=since, at__lt=until)


def calls_page(calls: QuerySet[Call], before: str = "") -> Page:
    """A page of ``calls`` from the cursor ``before`` on; a cursor that cannot be read begins at the newest."""
    if position := _read_cursor(before):
        at, token = position
        calls = calls.filter(Q(at__lt=at) | Q(at=at, token__lt=token))
    related = calls.select_related("operator", "order").order_by("-at", "-token")
    rows = list(related[: PAGE + 1])
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return Page(rows, f"{rows[-1].at.isoformat()}~{rows[-1].token}" if more else "")


def call_of(actor: Actor, token: UUID) -> Call | None:
    """A call the actor took."""
    return Call.objects.select_related("order").filter(token=token, operator_id=actor.person_id).first()


def open_drafts(actor: Actor) -> list[Draft]:
    """What the actor began to write and did not register, newest first."""
    return list(Draft.objects.filter(person_id=actor.person_id).order_by("-updated_at")[:8])


def draft_of(actor: Actor, token: UUID) -> Draft | None:
    """One draft of the actor's own."""
    return Draft.objects.filter(token=token, person_id=actor.person_id).first()


def entries_of(draft: Draft) -> dict[str, list[str]]:
    """The form's fields as they were kept."""
    return json.loads(str(draft.form) or "{}")


def _read_cursor(before: str) -> tuple[datetime, UUID] | None:
    at, _, token = before.partition("~")
    try:
        position = datetime.fromisoformat(at), UUID(token)
    except ValueError:
        return None
    return position if position[0].tzinfo else None
