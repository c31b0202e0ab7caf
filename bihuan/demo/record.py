"""What the database holds of one order, read back whole: for the story, which shows it after every step."""

from datetime import datetime
from typing import Any

from bihuan.ledger.queries import events_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.seats import unit_names
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.queries import order_seen_by


def record_of(actor: Actor, number: str) -> dict[str, Any]:
    """The order as ``actor`` sees it: states, holders, responsibilities, promises, events and the head of its chain.

    Instants are ISO 8601 with their zone, days ISO dates, sums in fen, codes those of the rule book.
    """
    order = order_seen_by(actor, number)
    events = list(events_of(order.pk))
    units = unit_names({event.unit for event in events if event.unit})
    return {
        "number": order.number,
        "matter_state": order.state,
        "responsibility_state": "closed" if order.responsibility_closed_at else "open",
        "holders": [
            {
                "unit": held.unit.name,
                "post": held.post,
                "person": held.person.name if held.person else None,
                "from": _iso(held.period.lower),
                "until": _iso(held.period.upper),
            }
            for held in order.holdings.select_related("unit", "person").order_by("period")
        ],
        "responsibilities": [
            {
                "level": duty.level,
                "unit": duty.unit.name,
                "state": duty.state,
                "opened_at": _iso(duty.opened_at),
                "reported_at": _iso(duty.reported_at),
                "discharged_at": _iso(duty.discharged_at),
                "report": duty.report,
            }
            for duty in order.responsibilities.filter(released_at=None).select_related("unit").order_by("id")
        ],
        "promises": [
            {
                "terms": promise.terms,
                "state": promise.state,
                "agreed_at": _iso(promise.at),
                "settled_at": _iso(promise.settled_at),
                "instalments": [
                    {
                        "due_on": part.due_on.isoformat(),
                        "amount_fen": part.amount_fen,
                        "paid_fen": part.paid_fen,
                        "paid_at": _iso(part.paid_at),
                    }
                    for part in promise.instalments.all()
                ],
            }
            for promise in order.promises.all()
        ],
        "events": [
            {
                "seq": event.seq,
                "at": _iso(event.at),
                "act": event.act,
                "unit": units.get(event.unit or 0),
                "post": event.post or None,
                "digest": bytes(event.digest).hex(),
            }
            for event in events
        ],
        "chain_head": bytes(order.ledger_digest).hex(),
    }


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(SHANGHAI).isoformat() if at else None
