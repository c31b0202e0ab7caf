"""Not ours to handle here: the statutory channel, the earlier order, the police."""

from datetime import datetime

from django.db import transaction

from bihuan.calendars.queries import national
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Post
from bihuan.rules.lifecycle import Act, Matter
from bihuan.rules.limits import Clock
from bihuan.rules.matters import STATUTORY_CHANNELS, Closure
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.work_orders.actions.noting import note
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.clocks import UNITS_OWN
from bihuan.work_orders.entries import REASON, one_of, optional, required
from bihuan.work_orders.line import entrust
from bihuan.work_orders.models import Note, Reply, Suspension, WorkOrder
from bihuan.work_orders.models.handling import NoteKind
from bihuan.work_orders.queries import locked


def redirect(
    actor: Actor, number: str, channel: str, notice: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Redirect to a statutory channel with a written route notice to the caller: body, limit and materials.

    Parameters: ``channel`` a code of ``rules.matters.STATUTORY_CHANNELS``; ``notice`` what the caller is told.
    """
    one_of(channel, STATUTORY_CHANNELS, Words("法定渠道", "the statutory channel"), field="channel")
    notice = required(notice, Words("告知内容", "the notice to the caller"), field="notice")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.REDIRECT)
        change.order.outcome = Closure.REDIRECTED
        change.clocks.meet(Clock.TOTAL, stopping=UNITS_OWN)
        _tell_caller(change, actor, notice)
        _back_to_desk(change)
        change.tell(channel=channel)
    return change.order


def merge(
    actor: Actor, number: str, into: str, new_facts: str = "", *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Merge a repeated demand into the order ``into``; its caller keeps a number and follows the other order by it.

    Parameters: ``new_facts`` what this caller added; it is noted on the other order for those who handle it.
    Raises ``Refused`` besides the usual: ``merge_into_self`` for the order itself or one that is archived or merged.
    """
    new_facts = optional(new_facts, Words("新情况", "the new facts"), field="new_facts")
    with transaction.atomic():
        # Both are locked, the smaller number first: two desks may be merging the same two orders into each other.
        orders = {each: locked(actor, each) for each in sorted({number, into})}
        with changing(actor, number, at=at, version=version) as change:
            change.step(Act.MERGE)
            target = orders[into]
            if target.pk == change.order.pk or target.state in (Matter.ARCHIVED, Matter.MERGED):
                refuse("merge_into_self", field="into")
            change.order.merged_into = target
            change.order.outcome = Closure.MERGED
            change.clocks.stop(Clock.TOTAL)
            _back_to_desk(change)
            change.tell(into=str(target.pk))
            if new_facts:
                note(actor, into, new_facts, kind=NoteKind.NEW_FACT, at=at)
    return change.order


def transfer_110(
    actor: Actor, number: str, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Transfer an emergency to 110 and record it. The order stays open until it is taken back or concluded."""
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.TRANSFER_110)
        change.clocks.pause(Suspension.Cause.POLICE)
        _note(change, actor, reason)
    return change.order


def take_back_110(
    actor: Actor, number: str, outcome: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """The police have dealt with the emergency; what remains is ours and goes to the dispatching desk."""
    outcome = required(outcome, Words("110处置情况", "what the police did"), field="outcome")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.TAKE_BACK_110)
        change.clocks.resume()
        _note(change, actor, outcome)
    return change.order


def conclude_110(
    actor: Actor, number: str, outcome: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """The police have dealt with the whole matter; the caller is told and will be visited."""
    outcome = required(outcome, Words("110处置情况", "what the police did"), field="outcome")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.CONCLUDE_110)
        order = change.order
        order.result, order.outcome, order.resolved_at = outcome, Closure.PUT_RIGHT, change.at
        order.handled_days = national().working_days(order.registered_at, change.at)
        _tell_caller(change, actor, outcome)
        # Nobody led it yet; should the visit send it back, it comes back to the desk that answered for it.
        entrust(change, order.desk, to_handle=False)
        change.clocks.resume(meeting=[Clock.TOTAL])
        change.clocks.start(Clock.VISIT, units=[order.desk])
    return change.order


def _back_to_desk(change: Change) -> None:
    change.hold(unit=change.order.desk, post=Post.DISPATCHER)


def _tell_caller(change: Change, actor: Actor, text: str) -> None:
    change.order.replied_at = change.at
    change.keep(
        Reply,
        channel="phone",
        text=text,
    )


def _note(change: Change, actor: Actor, text: str) -> None:
    change.keep(
        Note,
        kind="route",
        text=text,
    )
