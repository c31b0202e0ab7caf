"""More time, or time that stands still: extension and parking."""

from datetime import date, datetime

from bihuan.calendars.queries import calendar_of, limit_of_version
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Level
from bihuan.rules.deadlines import due_after
from bihuan.rules.lifecycle import Act
from bihuan.rules.limits import Clock, Question
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import REASON, required, whole_number
from bihuan.work_orders.models import Extension, Note, Suspension, WorkOrder


def request_extension(
    actor: Actor, number: str, days: int, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Ask for ``days`` more working days, before the limit has passed. The clock runs on while it is decided."""
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        most = _longest(change, Level.CITY)
        whole_number(days, Words("延期天数", "the number of days"), field="days", least=1, most=most)
        change.step(Act.REQUEST_EXTENSION)
        change.keep(
            Extension,
            days=days,
            reason=reason,
        )
        change.tell(days=days)
    return change.order


def grant_extension(actor: Actor, number: str, *, at: datetime, version: int | None = None) -> WorkOrder:
    """Grant the extension asked for, up to what the approver's level may grant."""
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.GRANT_EXTENSION)
        extension = _decided(change, actor, granted=True, decision="")
        most = _longest(change, change.acting_level)
        if extension.days > most:
            refuse("extension_beyond_level", days=most)
        change.clocks.extend(extension.days)
        change.tell(days=extension.days, due=change.order.due_at.isoformat())
    return change.order


def refuse_extension(
    actor: Actor, number: str, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Refuse the extension; the limit stays."""
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.REFUSE_EXTENSION)
        _decided(change, actor, granted=False, decision=reason)
    return change.order


def park(
    actor: Actor, number: str, review_on: date, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Park the order until ``review_on``, for a reason nobody here can remove; its clock stands still meanwhile."""
    reason = required(reason, REASON, field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.PARK)
        order = change.order
        if review_on <= change.at.astimezone(SHANGHAI).date():
            refuse("limit_in_past", field="review_on")
        longest = change.clocks.limit(Clock.PARK, order.holder).budget
        latest = due_after(change.at, longest, calendar_of(order.holder.path)).at.date()
        if review_on > latest:
            refuse("limit_too_far", field="review_on", latest=latest.isoformat())
        order.parked_at, order.parked_until = change.at, review_on
        change.clocks.pause(Suspension.Cause.PARKED, review_on)
        change.keep(
            Note,
            kind="note",
            text=reason,
        )
        change.tell(review_on=review_on.isoformat())
    return change.order


def unpark(actor: Actor, number: str, *, at: datetime, version: int | None = None) -> WorkOrder:
    """Take the order up again: what was left of each of its limits when it was parked is left now."""
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.UNPARK)
        order = change.order
        change.clocks.resume()
        order.parked_at = order.parked_until = None
        change.tell(due=order.due_at.isoformat())
    return change.order


def _longest(change: Change, approver: Level) -> int:
    """The longest extension an approver of that level may grant, by the version of the limits the order keeps."""
    asked = Question(Clock.EXTENSION, level=approver, matter=change.order.matter)
    return limit_of_version(change.order.limits_version, asked).value


def _decided(change: Change, actor: Actor, *, granted: bool, decision: str) -> Extension:
    extension = Extension.objects.get(order=change.order, decided_at=None)
    extension.granted, extension.decision = granted, decision
    extension.decided_at, extension.decided_by_id = change.at, actor.person_id
    extension.save(update_fields=["granted", "decision", "decided_at", "decided_by"])
    return extension
