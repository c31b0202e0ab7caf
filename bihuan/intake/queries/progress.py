"""An order as its caller sees it: units and posts, dates, replies; no handler's name, no internal note, nobody else's."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from bihuan.calendars.queries import national
from bihuan.intake.plain_words import PLAIN
from bihuan.organisations.models import Person
from bihuan.rules.actors import POST_WORDS, Post
from bihuan.rules.lifecycle import OPEN, Matter
from bihuan.rules.promises import PromiseState, standing
from bihuan.rules.words import Words
from bihuan.work_orders.actions.hearing import CALLER
from bihuan.work_orders.showing import due_of, state_tag

if TYPE_CHECKING:
    from bihuan.work_orders.models import Attachment, WorkOrder


class Hop(NamedTuple):
    """One unit that had the order: from when, until when (None: still), and its limit."""

    unit: str
    post: Words
    since: datetime
    until: datetime | None
    limit: datetime | None


class Said(NamedTuple):
    """Something written: when, by which unit ("" for the caller), what."""

    at: datetime
    unit: str
    text: str


@dataclass(slots=True)
class Progress:
    """Where an order stands. Of the order another was merged into, only the first four and the hops are filled."""

    state: Words
    tone: str
    plain: Words
    due: dict[str, Any]
    hops: list[Hop]
    helpers: list[Hop]
    number: str = ""
    title: str = ""
    registered_at: datetime | None = None
    replies: list[Said] = field(default_factory=list)
    notes: list[Said] = field(default_factory=list)
    instalments: list[dict[str, Any]] = field(default_factory=list)
    files: "list[Attachment]" = field(default_factory=list)
    open: bool = False
    may_evaluate: bool = False
    merged: "Progress | None" = None


def public_progress(order: "WorkOrder", now: datetime) -> Progress:
    """What may be shown to anybody who follows this matter: where it is, since when, until when."""
    words, tone = state_tag(order)
    assignments = list(order.assignments.select_related("unit").order_by("assigned_at", "id"))
    limits = {task.unit_id: task.due_at for task in assignments}
    helpers = [
        Hop(
            task.unit.name,
            Words("协办", "Supporting"),
            task.assigned_at,
            task.answered_at or task.ended_at,
            task.due_at,
        )
        for task in assignments
        if task.role == "supporting"
    ]
    return Progress(
        words, tone, PLAIN[Matter(order.state)], due_of(order, now), _hops(order, limits), helpers
    )


def callers_progress(order: "WorkOrder", now: datetime) -> Progress:
    """The whole of what belongs to the caller of this order."""
    progress = public_progress(order, now)
    progress.number, progress.title, progress.registered_at = order.number, order.title, order.registered_at
    progress.replies = [
        Said(reply.at, reply.unit.name, reply.text) for reply in order.replys.select_related("unit")
    ]
    caller = Person.objects.get(username=CALLER).pk
    notes = order.notes.filter(for_caller=True).select_related("unit")
    progress.notes = [
        Said(note.at, "" if note.by_id == caller else note.unit.name, note.text) for note in notes
    ]
    progress.instalments = _instalments(order, now)
    progress.files = list(order.attachments.filter(for_caller=True))
    progress.open = order.state in OPEN
    progress.may_evaluate = may_evaluate(order)
    if order.merged_into:
        progress.merged = public_progress(order.merged_into, now)
    return progress


def may_evaluate(order: "WorkOrder") -> bool:
    """Whether there is a reply the caller has not evaluated yet."""
    if order.replied_at is None or order.archived_at is not None:
        return False
    return not order.evaluations.filter(at__gte=order.replied_at).exists()


def _hops(order: "WorkOrder", limits: dict[int, datetime | None]) -> list[Hop]:
    """Holder periods without their people: two of them in the same hands are one."""
    hops: list[Hop] = []
    for holding in order.holdings.select_related("unit").order_by("period"):
        since, until = holding.period.lower, holding.period.upper
        post = POST_WORDS[Post(holding.post)]
        if hops and (hops[-1].unit, hops[-1].post) == (holding.unit.name, post):
            hops[-1] = hops[-1]._replace(until=until)
        else:
            hops.append(Hop(holding.unit.name, post, since, until, limits.get(holding.unit_id, order.due_at)))
    return hops


def _instalments(order: "WorkOrder", now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "due_on": part.due_on,
            "fen": part.amount_fen,
            "paid": part.paid_fen,
            "state": standing(
                part.due_on, part.amount_fen, part.paid_fen, PromiseState(promise.state), now, national()
            ).value,
            "confirmed_at": part.paid_at,
        }
        for promise in order.promises.prefetch_related("instalments")
        for part in promise.instalments.all()
    ]
