"""How an order is shown: its rings, its deadline, its holders, its row. Pure.

The shapes are those the components of the design system take; words speak both languages.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from bihuan.calendars.queries import limit_of_version, national
from bihuan.rules.actors import POST_WORDS, Level, Post
from bihuan.rules.alerts import PERCENTS, light
from bihuan.rules.lifecycle import STATES, Matter
from bihuan.rules.limits import UNOFFICIAL, Clock, Limit, Question
from bihuan.rules.matters import MATTERS, SOURCE_WORDS, URGENCY_WORDS, Source, Urgency
from bihuan.rules.responsibility import STATES as DUTIES
from bihuan.rules.responsibility import Duty, is_below
from bihuan.rules.words import Words
from bihuan.work_orders.models import Responsibility, WorkOrder
from bihuan.work_orders.timing import PROVISIONAL

#: The steps of loop 1 as its ring shows them. Archiving is none of them: it needs both loops.
STEPS = (
    Words("登记", "Registered"),
    Words("派单", "Dispatched"),
    Words("签收", "Signed for"),
    Words("办理", "In hand"),
    Words("办结", "Resolved"),
    Words("回访", "Return visit"),
    Words("结案", "Closed"),
)

#: Which of the steps is the present one; what is not named here has gone all the way round.
_PRESENT_STEP = {
    Matter.ACCEPTED: 0,
    Matter.AWAITING_DISPATCH: 1,
    Matter.TRANSFERRED_110: 1,
    Matter.DISPATCHED: 2,
    Matter.RETURN_REVIEW: 2,
    Matter.SIGNED: 3,
    Matter.HANDLING: 3,
    Matter.CONFERRING: 3,
    Matter.EXTENSION_REVIEW: 3,
    Matter.PARKED: 3,
    Matter.RESOLVED: 5,
    Matter.VISITING: 5,
}

_TONES = {
    Matter.SIGNED: "active",
    Matter.HANDLING: "active",
    Matter.VISITING: "active",
    Matter.PARKED: "paused",
    Matter.CLOSED: "done",
    Matter.REDIRECTED: "done",
    Matter.MERGED: "done",
    Matter.ARCHIVED: "neutral",
}

_URGENCY_TONES = {Urgency.ORDINARY: "neutral", Urgency.URGENT: "orange", Urgency.CRITICAL: "red"}


def for_rows(orders: QuerySet[WorkOrder]) -> QuerySet[WorkOrder]:
    """The orders with what :func:`row_of` reads, in two statements whatever their number."""
    answering = Responsibility.objects.filter(released_at=None).select_related("unit")
    return orders.select_related("holder", "place", "lead").prefetch_related(
        Prefetch("responsibilities", answering, to_attr="answering")
    )


def state_tag(order: WorkOrder) -> tuple[Words, str]:
    """The state of the matter in words, and its tone."""
    state = Matter(order.state)
    return STATES[state], _TONES.get(state, "waiting")


def matter_steps(order: WorkOrder) -> list[dict[str, Any]]:
    """Loop 1 as its steps, each done, present or open."""
    present = _PRESENT_STEP.get(Matter(order.state), len(STEPS))
    return [{"words": words, "state": _reached(place, present)} for place, words in enumerate(STEPS)]


def duty_steps(duty: Responsibility) -> list[dict[str, Any]]:
    """The four steps of one level of loop 2, each done, present or open."""
    order = list(Duty)
    present = order.index(Duty(duty.state))
    return [
        {"words": DUTIES[step], "state": _reached(place, present)} for place, step in enumerate(order[:-1])
    ]


def top_down(responsibilities: Iterable[Responsibility]) -> list[Responsibility]:
    """The levels that answer for an order, city first."""
    levels = list(responsibilities)
    return sorted(levels, key=lambda r: sum(is_below(Level(r.level), Level(o.level)) for o in levels))


def rings_of(
    order: WorkOrder, responsibilities: Iterable[Responsibility], *, detailed: bool = False
) -> dict[str, Any]:
    """Both loops as rings: loop 1 step by step, loop 2 level by level (``detailed``: every level's four steps)."""
    levels = top_down(responsibilities)
    if detailed:
        answering = [
            {"words": _joined(duty.unit.name, step["words"]), "state": step["state"]}
            for duty in levels
            for step in duty_steps(duty)
        ]
    else:
        answering = [
            {
                "words": _joined(duty.unit.name, DUTIES[Duty(duty.state)]),
                "state": "done" if duty.state == Duty.DISCHARGED else "present",
            }
            for duty in levels
        ]
    return {
        "matter": matter_steps(order),
        "responsibility": answering,
        "holder": "" if order.archived_at else order.holder.name,
        "locked": order.closed_at is not None and order.responsibility_closed_at is not None,
    }


def due_of(order: WorkOrder, now: datetime) -> dict[str, Any]:
    """The limit of the matter: what is left of it in working time, how pressing it is, and where it comes from."""
    met = order.resolved_at is not None or order.closed_at is not None
    return {
        **clock_of(order.registered_at, order.due_at, now, limit_of_order(order).percents),
        "reason": limit_words(order),
        "paused": order.state == Matter.PARKED,
        "met": met,
    }


def clock_of(
    start: datetime, due_at: datetime, now: datetime, percents: tuple[int, ...] = PERCENTS
) -> dict[str, Any]:
    """Any clock as the deadline chip shows it, warned of by the share of its working time that is used."""
    left = national().working_time(now, due_at) if now <= due_at else -national().working_time(due_at, now)
    pressing = light(national().working_time(start, now), national().working_time(start, due_at), percents)
    level = "red" if now > due_at else ("" if not pressing else pressing.name.lower())
    return {
        "due_at": due_at,
        "left": left,
        "level": level,
        "reason": "",
        "paused": False,
        "met": False,
        "at": now,
    }


def limit_of_order(order: WorkOrder) -> Limit:
    """The row of the public limit, by the version the order keeps."""
    desk = order._state.fields_cache.get("desk")  # a list that does not show the desk does not fetch it
    asked = Question(Clock.TOTAL, Urgency(order.urgency), Level.CITY, order.matter, desk.path if desk else "")
    return limit_of_version(order.limits_version, asked)


def limit_words(order: WorkOrder) -> Words:
    """Why the limit is when it is."""
    limit = limit_of_order(order)
    words = Words(
        "{urgency}工单，登记后{days}内办结", "{urgency} order: to be resolved within {days} of registration"
    ).fill(urgency=URGENCY_WORDS[Urgency(order.urgency)], days=limit.words)
    if not limit.official:
        words = Words(f"{words.zh}（{UNOFFICIAL.zh}）", f"{words.en} ({UNOFFICIAL.en})")
    if order.due_provisional:
        words = Words(f"{words.zh}；{PROVISIONAL.zh}", f"{words.en}; {PROVISIONAL.en}")
    return words


def holders_of(order: WorkOrder, now: datetime) -> list[dict[str, Any]]:
    """Who held the order, oldest first, with the working time each took. The order comes with them, as of a dossier."""
    return [_holder(order, held, now) for held in order.held]  # type: ignore[attr-defined]


def row_of(order: WorkOrder, now: datetime) -> dict[str, Any]:
    """What a list says of an order. The orders come through :func:`for_rows`."""
    words, tone = state_tag(order)
    urgency = Urgency(order.urgency)
    return {
        "number": order.number,
        "title": order.title,
        "state_words": words,
        "state_tone": tone,
        "rings": rings_of(order, order.answering),  # type: ignore[attr-defined]
        "holder": order.holder.name,
        "held": held_for(order, now),
        "lead": order.lead.name if order.lead else "",
        "due": due_of(order, now),
        "place": order.place.name,
        "matter": MATTERS.get(order.matter, order.matter),
        "channel": SOURCE_WORDS[Source(order.channel)],
        "urgency": URGENCY_WORDS[urgency],
        "urgency_tone": _URGENCY_TONES[urgency],
        "ordinary": urgency is Urgency.ORDINARY,
        "registered_at": order.registered_at,
        "people": order.people,
        "risk_open": order.risk_open,
        "redo_count": order.redo_count,
        "return_count": order.return_count,
        "version": order.version,
    }


def _holder(order: WorkOrder, held: dict[str, Any], now: datetime) -> dict[str, Any]:
    since = datetime.fromisoformat(held["since"])
    until = datetime.fromisoformat(held["until"]) if held["until"] else None
    acted_until = min(filter(None, [until or now, order.resolved_at]))
    return {
        "unit": held["unit"],
        "post": POST_WORDS[Post(held["post"])],
        "person": held["person"] or "",
        "since": since,
        "until": until,
        "working": national().working_time(since, until or now),
        "over": since < acted_until and acted_until > order.due_at,
        "level": held["level"],
    }


def _reached(place: int, present: int) -> str:
    if place < present:
        return "done"
    return "present" if place == present else "open"


def _joined(name: str, words: Words) -> Words:
    return Words(f"{name} · {words.zh}", f"{name} · {words.en}")


def held_for(order: WorkOrder, now: datetime) -> timedelta:
    """Working time the present holder has had the order."""
    return national().working_time(order.held_since, order.archived_at or now)
