"""The event itself: accepted, graded, assigned, sent out, resolved, verified; or declined, escalated, turned into an order.

Every action takes the actor, the number of the event, what the act needs, and by keyword ``at`` and ``version``. Every
action raises ``Refused`` and then leaves everything as it was: event_not_found, event_stale, act_not_now, act_not_yours,
the refusal of the lifecycle's condition, or the refusal of what was entered.
"""

from collections.abc import Iterable
from datetime import datetime

from bihuan.command_centre.changing import Change, changing
from bihuan.command_centre.models import Event, EventNote, EventTask
from bihuan.command_centre.proposing import decision_for, post_proposed
from bihuan.command_centre.queries.events import centre_above, reachable_from
from bihuan.duties.actions.rules import report
from bihuan.duties.queries.holding import holders_of, posts_of_centre
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Person, Unit, UnitKind
from bihuan.organisations.queries import actor_for, posts_in
from bihuan.rules.actors import Level, Post
from bihuan.rules.event_tasks import OPEN as OPEN_TASKS
from bihuan.rules.event_tasks import TaskState, Way
from bihuan.rules.events import EventAct, EventUrgency, Severity
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.entries import REASON, TEXT, one_of, required
from bihuan.work_orders.queries import order_seen_by

_RESULT, _TASK = Words("处置结果", "the result"), Words("任务", "the task")
_SHORT = 400


def accept(actor: Actor, number: str, *, at: datetime, version: int | None = None) -> Event:
    """Accept a report: from now on this centre sees it closed. When it was accepted stays on the record."""
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.ACCEPT)
        change.event.accepted_at = change.at
    return change.event


def decline(actor: Actor, number: str, reason: str, *, at: datetime, version: int | None = None) -> Event:
    """Decline it with a reason, which the reporter reads."""
    reason = required(reason, REASON, field="text")
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.DECLINE)
        change.event.result = reason
        change.event.closed_at = change.at
        _tell_reporter(change)
    return change.event


def grade(
    actor: Actor, number: str, severity: str, urgency: str, handling_level: str, *, at: datetime, version: int | None = None
) -> Event:  # fmt: skip
    """Set severity, urgency and handling level, each by itself: none follows from another."""
    severity = one_of(severity, Severity, Words("严重程度", "the severity"), field="severity")
    urgency = one_of(urgency, EventUrgency, Words("紧急程度", "the urgency"), field="urgency")
    handling_level = one_of(
        handling_level, Level, Words("处置层级", "the handling level"), field="handling_level"
    )
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.GRADE)
        event = change.event
        change.note(
            severity=severity, urgency=urgency, handling_level=handling_level,
            was=[event.severity, event.urgency, event.handling_level],
        )  # fmt: skip
        event.severity, event.urgency, event.handling_level = severity, urgency, handling_level
    return change.event


def assign(
    actor: Actor, number: str, post_id: int | None = None, person_id: int | None = None, *, at: datetime,
    version: int | None = None,
) -> Event:  # fmt: skip
    """Assign it to a post of the centre (board → lane → post), to a person in it, or to a person in post at the centre.

    What the rules proposed stays beside what was chosen, in the ledger; a rule that fails is reported to its owner.
    Raises besides: event_post_not_here for a post of another centre or one nobody holds, event_handler_not_here.
    """
    if post_id is None and person_id is None:
        refuse("text_missing", field="post", what=Words("岗位或人员", "a post or a person"))
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.ASSIGN)
        today, centre = change.at.astimezone(SHANGHAI).date(), change.event.centre
        in_post = set(posts_in(centre, today).values_list("person_id", flat=True))
        if post_id is not None:
            post = posts_of_centre(centre.pk).filter(pk=post_id).first()
            holders = list(holders_of(post_id, today)) if post else []
            if not holders:
                refuse("event_post_not_here", field="post", post=post.name if post else "—")
            in_post = {holder.person_id for holder in holders if holder.person_id}
        if person_id is not None and person_id not in in_post:
            named = Person.objects.filter(pk=person_id).values_list("name", flat=True).first()
            refuse("event_handler_not_here", field="person", person=named or "—")
        change.event.post_id, change.event.handler_id = post_id, person_id
        decision = decision_for(change.event, today)
        change.note(
            post=post_id, handler=person_id, centre=centre.pk, rule=decision.row.code if decision.row else None,
            item=decision.item.code if decision.item else None, proposed=post_proposed(change.event, decision),
        )  # fmt: skip
        report(decision.incidents, at=change.at)
    return change.event


def take(actor: Actor, number: str, *, at: datetime, version: int | None = None) -> Event:
    """Take it on (应哨)."""
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.TAKE)
        if change.event.handler_id is None:
            change.event.handler_id = actor.person_id
    return change.event


def send_out(
    actor: Actor, number: str, unit_ids: Iterable[int], text: str, *, at: datetime, version: int | None = None
) -> Event:  # fmt: skip
    """Send tasks across to departments and down to levels at once; this centre keeps the closure.

    Raises besides: event_unit_not_reached, unit_has_a_task.
    """
    text = required(text, _TASK, most=_SHORT)
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.SEND_OUT)
        _call(change, unit_ids, text, None)
    return change.event


def whistle(
    actor: Actor, number: str, unit_ids: Iterable[int], text: str, *, at: datetime, version: int | None = None
) -> Event:  # fmt: skip
    """Whistle for departments: they are to arrive on the spot (吹哨报到). Raises besides: event_unit_not_reached."""
    text = required(text, _TASK, most=_SHORT)
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.WHISTLE)
        _call(change, unit_ids, text, Way.WHISTLE)
    return change.event


def escalate(actor: Actor, number: str, reason: str, *, at: datetime, version: int | None = None) -> Event:
    """Pass the event with its closure to the centre above; what is already sent out goes on."""
    reason = required(reason, REASON, field="text", most=_SHORT)
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.ESCALATE)
        today = change.at.astimezone(SHANGHAI).date()
        upper = centre_above(change.event.centre, today)
        assert upper is not None, "the lifecycle asks for it"
        change.note(upper=upper.pk, was=change.event.centre_id)
        EventNote.objects.create(event=change.event, text=reason, person_id=actor.person_id, at=change.at)
        change.event.centre, change.event.post, change.event.handler = upper, None, None
        change.event.handling_level = upper.level
        change.event.accepted_at = None
    return change.event


def note(actor: Actor, number: str, text: str, *, at: datetime, version: int | None = None) -> Event:
    """Add what is new."""
    text = required(text, TEXT)
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.NOTE)
        EventNote.objects.create(event=change.event, text=text, person_id=actor.person_id, at=change.at)
    return change.event


def resolve(actor: Actor, number: str, result: str, *, at: datetime, version: int | None = None) -> Event:
    """Say that it is dealt with and how. Every task must be done, or released with a reason."""
    result = required(result, _RESULT)
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.RESOLVE)
        change.event.result, change.event.resolved_at = result, change.at
    return change.event


def close(actor: Actor, number: str, *, at: datetime, version: int | None = None) -> Event:
    """Verify and close it. The reporter gets the result."""
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.CLOSE)
        change.event.closed_at = change.at
        _tell_reporter(change)
    return change.event


def send_back(actor: Actor, number: str, reason: str, *, at: datetime, version: int | None = None) -> Event:
    """Not dealt with after all: back to whoever dealt with it, with the reason."""
    reason = required(reason, REASON, field="text", most=_SHORT)
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.SEND_BACK)
        EventNote.objects.create(event=change.event, text=reason, person_id=actor.person_id, at=change.at)
        change.event.resolved_at = None
    return change.event


def turn(actor: Actor, number: str, order_number: str, *, at: datetime, version: int | None = None) -> Event:
    """Go on as the work order with this number, which the hotline registered for it; both keep the link.

    Raises besides: order_not_found for one the actor does not see.
    """
    order = order_seen_by(actor, order_number.strip())
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.TURN)
        change.event.order = order
        change.note(order=str(order.pk))
        _tell_reporter(change)
    return change.event


def review(actor: Actor, number: str, text: str, *, at: datetime, version: int | None = None) -> Event:
    """Review it afterwards (复盘): cause, what delayed it, what changes."""
    text = required(text, TEXT)
    with changing(actor, number, at=at, version=version) as change:
        change.step(EventAct.REVIEW)
        EventNote.objects.create(event=change.event, text=text, person_id=actor.person_id, at=change.at)
    return change.event


def _tell_reporter(change: Change) -> None:
    """Let the announcement find who reported it from the street: the result goes back to where it came from."""
    reporter = change.event.reporter
    held = actor_for(reporter, change.at).posts if reporter else ()
    street = next((each for each in held if each.post is Post.GRID_WORKER), None)
    if reporter and street:
        change.note(reporter=reporter.pk, reporter_unit=street.unit_id)


def _call(change: Change, unit_ids: Iterable[int], text: str, way: Way | None) -> None:
    today = change.at.astimezone(SHANGHAI).date()
    wanted = list(dict.fromkeys(unit_ids))
    units = {unit.pk: unit for unit in reachable_from(change.event.centre, today).filter(pk__in=wanted)}
    if not wanted:
        refuse("text_missing", field="units", what=Words("单位", "a unit"))
    open_for = {task.unit_id: task for task in change.tasks if task.state in OPEN_TASKS}
    for unit_id in wanted:
        unit = units.get(unit_id)
        if unit is None:
            named = Unit.objects.filter(pk=unit_id).values_list("name", flat=True).first()
            refuse("event_unit_not_reached", field="units", unit=named or "—")
        if unit_id in open_for:
            refuse("unit_has_a_task", field="units", unit=unit.name)
        EventTask.objects.create(
            event=change.event, unit=unit, state=TaskState.CALLED, text=text, called_at=change.at,
            way=way or (Way.DOWN if unit.kind == UnitKind.COMMAND_CENTRE else Way.ACROSS),
        )  # fmt: skip
        if unit.kind == UnitKind.COMMAND_CENTRE:
            change.also_tell(unit.pk)
    change.note(units=wanted)
