"""What an order must be like to match a filter: each key of the order list's query string as a condition."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

import rjieba
from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, Left, Length

from bihuan.calendars.queries import national
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.privacy.ciphers import blind_index
from bihuan.rules.alerts import Light
from bihuan.rules.cohandling import OPEN as OPEN_TASKS
from bihuan.rules.lifecycle import DONE, Matter
from bihuan.rules.refusal import Refused
from bihuan.rules.satisfaction import Satisfied
from bihuan.rules.visibility import normal_phone
from bihuan.rules.waiting import QUEUE
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.filters import LONGEST_HANDLED, NO_GRID, OrderFilter
from bihuan.work_orders.lights import running, with_light
from bihuan.work_orders.models import Assignment, Redo, Responsibility, Return
from bihuan.work_orders.models.order import IN_A_GRID, RARE
from bihuan.work_orders.promised import promises_due_soon, promises_overdue
from bihuan.work_orders.queries import last_answers, units_seen_by
from bihuan.work_orders.waiting import orders_waiting

#: "Soon" is due by the end of this many working days.
SOON_DAYS = 2

_SATISFIED = {
    "yes": Q(satisfied__in=(Satisfied.VERY, Satisfied.SATISFIED)),
    "basically": Q(satisfied=Satisfied.BASICALLY),
    "no": RARE["dissatisfied"],
}
#: Resolved, or, where nobody had to resolve it, closed no later than its limit.
IN_TIME = Q(resolved_at__lte=F("due_at")) | Q(resolved_at=None, closed_at__lte=F("due_at"))
_RETURN_STATES = {
    "open": Q(adjudication=None),
    "allowed": Q(adjudication__allowed=True),
    "refused": Q(adjudication__allowed=False),
}
#: What is asked of the order alone, by key and value, where few orders anywhere are like that.
_RARELY: Mapping[tuple[str, str], Q] = {
    ("risk", "1"): RARE["at_risk"],
    ("redo", "1"): RARE["redone"],
    ("returned", "1"): RARE["returned"],
    ("bounced", "1"): RARE["returned"] & Q(return_count__gt=1),
    ("urged", "1"): RARE["urged"],
    ("collective", "1"): RARE["collective"],
    ("on_time", "no"): RARE["late"],
    ("inspection", "failed"): RARE["failed"],
    ("satisfied", "no"): RARE["dissatisfied"],
}
#: The same where many may be.
_OFTEN: Mapping[tuple[str, str], Q] = {
    ("parked", "1"): Q(state=Matter.PARKED),
    ("on_time", "yes"): Q(resolved_at__lte=F("due_at")),
    ("on_time", "met"): IN_TIME,
    ("inspection", "passed"): Q(inspection="passed"),
    ("inspection", "spared"): Q(inspection="spared"),
    ("inspection", "missing"): Q(state=Matter.CLOSED, inspection=""),
    ("satisfied", "yes"): _SATISFIED["yes"],
    ("satisfied", "basically"): _SATISFIED["basically"],
}


def rare_kinds_of(asked: OrderFilter) -> list[Q]:
    """The conditions of the filter of which there are few orders anywhere, each with an index of its own."""
    return _named(asked, _RARELY)


def conditions_of(asked: OrderFilter, actor: Actor, now: datetime) -> Q:
    """What an order must be like, beside being visible to the actor. Empty when the filter asks for nothing."""
    wanted = Q()
    for key in ("state", "matter", "urgency", "channel"):
        if values := asked.values.get(key):
            wanted &= Q(**{f"{key}__in": values})
    for condition in (*_named(asked, _RARELY), *_named(asked, _OFTEN)):
        wanted &= condition
    if text := asked.one("q"):
        wanted &= _written(text)
    if unit := asked.one("unit"):
        wanted &= Q(holder=int(unit))
    if place := asked.one("place"):
        wanted &= _in_place(int(place))
    if grid := asked.one("grid"):
        wanted &= Q(grid_codes=[]) if grid == NO_GRID else IN_A_GRID & Q(grid_codes__contains=[grid[:40]])
    if line := asked.one("line"):
        answering = Responsibility.objects.filter(order=OuterRef("pk"), unit=int(line), released_at=None)
        wanted &= Q(Exists(answering))
    if due := asked.one("due"):
        wanted &= _due(due, now)
    if light := asked.one("light"):
        wanted &= with_light(Light[light.upper()], now)
    if queue := asked.one("waiting"):
        wanted &= Q(pk__in=orders_waiting(actor, QUEUE[queue], now).values("pk"))
    if asked.one("review"):
        wanted &= Q(state=Matter.PARKED, parked_until__lte=_today(now))
    if promise := asked.one("promise"):
        wanted &= _promised(promise, now)
    if _asks_of_visits(asked):
        wanted &= _visited(asked)
    if handled := asked.one("handled"):
        wanted &= Q(handled_days__gte=int(handled))
        if int(handled) < LONGEST_HANDLED:
            wanted &= Q(handled_days__lt=int(handled) + 1)
    if outcome := asked.one("outcome"):
        wanted &= Q(outcome=outcome)
    wanted &= _given_back(asked) & _sent_back(asked)
    wanted &= _between(asked, "registered") & _between(asked, "resolved") & _between(asked, "due")
    return wanted & _of_mine(asked, actor)


def _named(asked: OrderFilter, table: Mapping[tuple[str, str], Q]) -> list[Q]:
    if _asks_of_visits(asked):  # the answer is then asked of the visits of those days, not of the order
        asked = asked.without("satisfied")
    return [condition for (key, value), condition in table.items() if asked.one(key) == value]


def _between(asked: OrderFilter, name: str) -> Q:
    wanted = Q()
    if first := asked.one(f"{name}_from"):
        begin = _begins(date.fromisoformat(first))
        wanted &= Q(**{f"{name}_at__gte": begin})
        if name == "registered":  # ids begin with that instant, so they bound the walk as well
            wanted &= Q(pk__gte=_least_id(begin))
    if last := asked.one(f"{name}_until"):
        end = _begins(date.fromisoformat(last) + timedelta(1))
        wanted &= Q(**{f"{name}_at__lt": end}) & Q(pk__lt=_least_id(end))
    return wanted


def _asks_of_visits(asked: OrderFilter) -> bool:
    return bool(asked.one("visited_from") or asked.one("visited_until"))


def _visited(asked: OrderFilter) -> Q:
    """Orders whose caller was reached in the period and, asked last, answered what ``satisfied`` names."""
    last = last_answers(_during(asked, "visited"))
    if satisfied := asked.one("satisfied"):
        last = last.filter(_SATISFIED[satisfied])
    return Q(pk__in=last.values("order"))


def _given_back(asked: OrderFilter) -> Q:
    """Orders of which a return is as asked: the cause, the unit, the decision and the day of one and the same return."""
    wanted = _during(asked, "asked")
    if cause := asked.one("return_cause"):
        wanted &= Q(cause=cause)
    if unit := asked.one("return_by"):
        wanted &= Q(unit=int(unit))
    if state := asked.one("return_state"):
        wanted &= _RETURN_STATES[state]
    return Q(pk__in=Return.objects.filter(wanted).order_by().values("order")) if wanted else Q()


def _sent_back(asked: OrderFilter) -> Q:
    """Orders sent back to be redone as asked."""
    wanted = _during(asked, "sent_back")
    if cause := asked.one("redo_cause"):
        wanted &= Q(cause=cause)
    if unit := asked.one("redo_by"):
        wanted &= Q(lead=int(unit))
    return Q(pk__in=Redo.objects.filter(wanted).order_by().values("order")) if wanted else Q()


def _during(asked: OrderFilter, name: str) -> Q:
    """The days asked for, of a record of the order."""
    wanted = Q()
    if first := asked.one(f"{name}_from"):
        wanted &= Q(at__gte=_begins(date.fromisoformat(first)))
    if last := asked.one(f"{name}_until"):
        wanted &= Q(at__lt=_begins(date.fromisoformat(last) + timedelta(1)))
    return wanted


def _of_mine(asked: OrderFilter, actor: Actor) -> Q:
    wanted, units = Q(), units_seen_by(actor)
    task = Exists(
        Assignment.objects.filter(
            order=OuterRef("pk"), unit__in=units, ended_at=None, role="supporting", state__in=OPEN_TASKS
        )
    )
    if asked.one("mine"):
        held = Q(pk__in=[])
        for post in actor.posts:
            held |= Q(holder=post.unit_id, holder_post=post.post.value)
        wanted &= (held & Q(archived_at=None)) | Q(task)
    if asked.one("task"):
        wanted &= Q(task)
    if asked.one("duty"):
        undischarged = Responsibility.objects.filter(
            order=OuterRef("pk"), unit__in=units, released_at=None, discharged_at=None
        )
        wanted &= Q(Exists(undischarged)) & Q(state__in=DONE)
    return wanted


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def begins_with(day: date) -> Q:
    """Orders registered on ``day`` or later, as a range of ids, which begin with the instant of registration."""
    return Q(pk__gte=_least_id(_begins(day)))


def _today(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


def _least_id(at: datetime) -> UUID:
    return UUID(int=int(at.timestamp() * 1000) << 80)


def _written(text: str) -> Q:
    """A number or its beginning, a telephone, or words of the demand."""
    compact = text.replace(" ", "")
    if compact.isascii() and compact.replace("-", "").isdigit() and len(compact) >= 4 and compact[:2] == "20":
        return Q(number__startswith=compact)
    try:
        return Q(caller_phone_index=blind_index(normal_phone(compact)))
    except Refused:
        words = " ".join(rjieba.cut(text))
        return Q(search=SearchQuery(words, config="simple", search_type="plain"))


def _in_place(place_id: int) -> Q:
    """In the subtree of a place: one index range between its path and the first path after it."""
    place = Unit.objects.filter(pk=place_id)
    after = place.annotate(after=Concat(Left("path", Length("path") - 1), Value("0"))).values("after")
    return Q(
        place__in=Unit.objects.filter(path__gte=Subquery(place.values("path")), path__lt=Subquery(after))
    )


def _due(due: str, now: datetime) -> Q:
    soon = national().due_after(now, SOON_DAYS).at
    bounds = {
        "late": Q(due_at__lt=now),
        "soon": Q(due_at__gte=now, due_at__lte=soon),
        "ok": Q(due_at__gt=soon),
    }
    return running() & bounds[due]


def _promised(promise: str, now: datetime) -> Q:
    if promise == "open":
        return Q(open_promises__gt=0)
    if promise == "followed":
        return Q(open_follow_ups__gt=0)
    overdue = Q(pk__in=promises_overdue(now).order_by().values("promise__order"))
    if promise == "overdue":
        return Q(open_promises__gt=0) & overdue
    soon = Q(pk__in=promises_due_soon(now).order_by().values("promise__order"))
    return Q(open_promises__gt=0) & soon & ~overdue
