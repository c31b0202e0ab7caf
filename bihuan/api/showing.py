"""Orders as JSON."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from bihuan.calendars.queries import rule_of
from bihuan.ledger.queries import events_of
from bihuan.organisations.actors import Actor
from bihuan.rules.lifecycle import MATTER, Matter
from bihuan.work_orders.change import facts_of
from bihuan.work_orders.loading import present_assignments, present_responsibilities
from bihuan.work_orders.standings import standings_in
from bihuan.work_orders.timing import left_at

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from bihuan.work_orders.models import OrderClock, WorkOrder

_BRIEF = (
    "number", "title", "state", "version", "matter", "urgency", "holder_post", "risk_open", "ledger_length",
)  # fmt: skip
_BRIEF_BESIDES = (
    "responsibility_closed_at", "place_id", "lead_id", "holder_id", "holder_person_id", "held_since", "registered_at",
    "due_at",
)  # fmt: skip


def read_in_brief(orders: "QuerySet[WorkOrder]") -> "QuerySet[WorkOrder]":
    """The orders with the columns :func:`order_in_brief` shows, and no others."""
    return orders.only(*_BRIEF, *_BRIEF_BESIDES)


def order_in_brief(order: "WorkOrder") -> dict[str, Any]:
    """Where an order stands."""
    return {
        **{name: getattr(order, name) for name in _BRIEF},
        "responsibility_state": "closed" if order.responsibility_closed_at else "open",
        "place": order.place_id,
        "lead": order.lead_id,
        "holder": order.holder_id,
        "holder_person": order.holder_person_id,
        "held_since": order.held_since.isoformat(),
        "registered_at": order.registered_at.isoformat(),
        "due_at": order.due_at.isoformat(),
    }


def order_in_full(order: "WorkOrder", actor: Actor, now: datetime) -> dict[str, Any]:
    """An order with everything that hangs on it, and what ``actor`` may do with it now."""
    assignments = present_assignments(order.pk)
    responsibilities = present_responsibilities(order.pk)
    standings = standings_in(order, actor, assignments, responsibilities)
    facts = facts_of(order, assignments, responsibilities, now)
    events = list(events_of(order.pk))
    # Every file came with an act, whose event has its digest.
    has_files = any("sha256" in event.facts for event in events)
    return {
        **order_in_brief(order),
        "content": order.content,
        "holders": [
            {
                "unit": held.unit.name,
                "post": held.post,
                "person": held.person.name if held.person else None,
                "from": held.period.lower.isoformat(),
                "until": held.period.upper.isoformat() if held.period.upper else None,
            }
            for held in order.holdings.select_related("unit", "person").order_by("period")
        ],
        "responsibilities": [
            {
                "level": duty.level,
                "unit": duty.unit.name,
                "state": duty.state,
                "copied": duty.copied,
                "report": duty.report,
            }
            for duty in responsibilities
        ],
        "tasks": [
            {
                "unit": task.unit_id,
                "name": task.unit.name,
                "state": task.state,
                "task": task.task,
                "due_at": task.due_at.isoformat() if task.due_at else None,
                "answer": task.answer,
            }
            for task in assignments
            if task.role == "supporting"
        ],
        "clocks": [
            _clock(clock, now) for clock in order.clocks.select_related("unit").order_by("started_at", "pk")
        ],
        "promises": [
            {
                "id": promise.pk,
                "state": promise.state,
                "terms": promise.terms,
                "employer": promise.employer,
                "contractor": promise.contractor,
                "replaces": promise.replaces_id,
                "instalments": [
                    {
                        "id": i.pk,
                        "due_on": i.due_on.isoformat(),
                        "amount_fen": i.amount_fen,
                        "paid_fen": i.paid_fen,
                    }
                    for i in promise.instalments.all()
                ],
            }
            for promise in order.promises.prefetch_related("instalments")
        ],
        "files": [
            {"id": file.pk, "name": file.name, "media_type": file.media_type, "size": file.size}
            for file in (order.attachments.order_by("pk") if has_files else ())
        ],
        "events": [
            {
                "seq": event.seq,
                "at": event.at.isoformat(),
                "act": event.act,
                "person": event.person,
                "unit": event.unit,
                "post": event.post,
                "facts": event.facts,
                "digest": bytes(event.digest).hex(),
            }
            for event in events
        ],
        "acts": [
            {"act": offer.act.value, "missing": offer.missing.en if offer.missing else None}
            for offer in MATTER.offers(Matter(order.state), standings, facts)
        ],
        "chain_head": bytes(order.ledger_digest).hex(),
    }


def _clock(clock: "OrderClock", now: datetime) -> dict[str, Any]:
    """One limit; ``left_seconds`` in its own time, of one that stands still what was left when it stopped."""
    row = rule_of(clock.rule_version, clock.rule)
    return {
        "kind": clock.kind, "unit": clock.unit_id, "amount": clock.amount, "time": clock.time,
        "started_at": clock.started_at, "due_at": clock.due_at, "provisional": clock.provisional,
        "left_seconds": int(left_at(clock, now).total_seconds()), "paused_at": clock.paused_at,
        "met_at": clock.met_at, "stopped_at": clock.stopped_at, "rule": clock.rule, "version": clock.rule_version,
        "official": row is not None and row.official,
    }  # fmt: skip
