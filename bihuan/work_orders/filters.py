"""The filter of the order list: a query string, its meaning, and nothing else.

Everybody who links to "the orders behind a figure" writes such a query string. What it does not understand is ignored:
an old link still opens, only wider.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import rjieba
from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, Left, Length
from django.http import QueryDict

from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.privacy.ciphers import blind_index
from bihuan.rules.alerts import Light
from bihuan.rules.cohandling import OPEN as OPEN_TASKS
from bihuan.rules.lifecycle import DONE, Matter
from bihuan.rules.matters import MATTERS, Source, Urgency
from bihuan.rules.refusal import Refused
from bihuan.rules.risk import Risk
from bihuan.rules.satisfaction import Satisfied
from bihuan.rules.visibility import normal_phone
from bihuan.rules.waiting import QUEUE
from bihuan.rules.workdays import PUBLISHED
from bihuan.work_orders.lights import running, with_light
from bihuan.work_orders.models import Assignment, Instalment, Responsibility
from bihuan.work_orders.queries import last_answers, units_seen_by
from bihuan.work_orders.waiting import orders_waiting

#: "Soon" is due by the end of this many working days.
SOON_DAYS = 2
#: An instalment is "soon" due within this many days.
PROMISE_SOON_DAYS = 7
#: Handling is told apart by whole working days up to this many; the last stands for it and all above.
LONGEST_HANDLED = 15

#: Keys with a closed set of values. A key that may be repeated keeps all of its values.
_CHOICES: Mapping[str, frozenset[str]] = {
    "state": frozenset(Matter) - {Matter.DRAFT},
    "matter": frozenset(MATTERS),
    "urgency": frozenset(Urgency),
    "channel": frozenset(Source),
    "due": frozenset({"late", "soon", "ok"}),
    "light": frozenset(light.name.lower() for light in Light if light),
    "waiting": frozenset(QUEUE),
    "review": frozenset({"overdue"}),
    "promise": frozenset({"open", "overdue", "soon"}),
    "inspection": frozenset({"passed", "failed", "missing"}),
    "satisfied": frozenset({"yes", "basically", "no"}),
    "on_time": frozenset({"yes", "no"}),
    "handled": frozenset(str(days) for days in range(LONGEST_HANDLED + 1)),
    "living": frozenset({"0", "1"}),
    **{key: frozenset({"1"}) for key in ("risk", "redo", "returned", "parked", "urged", "collective", "mine", "task", "duty")},
}  # fmt: skip
_NUMBERS = ("unit", "place", "line")
_DAYS = (
    "registered_from",
    "registered_until",
    "resolved_from",
    "resolved_until",
    "visited_from",
    "visited_until",
)
KEYS = ("q", *_CHOICES, *_NUMBERS, *_DAYS)

_SATISFIED = {
    "yes": (Satisfied.VERY, Satisfied.SATISFIED),
    "basically": (Satisfied.BASICALLY,),
    "no": (Satisfied.DISSATISFIED,),
}
_YES = {
    "risk": Q(risk_open=True),
    "redo": Q(redo_count__gt=0),
    "returned": Q(return_count__gt=0),
    "urged": Q(urge_count__gt=1),
    "parked": Q(state=Matter.PARKED),
    "collective": Q(risk_flags__contains=[Risk.COLLECTIVE.value]),
}
#: Values that only an order not yet archived can have; the list then reads the small index of living orders.
_LIVING_ONLY = {"due", "light", "waiting", "review", "risk", "parked", "promise", "mine", "task", "duty"}


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a query string asks for: the values understood, by key."""

    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, asked: QueryDict | Mapping[str, Any]) -> "OrderFilter":
        """Read a query string; unknown keys and values that mean nothing are left out."""
        found = {key: _understood(key, _all(asked, key)) for key in KEYS}
        return cls({key: values for key, values in found.items() if values})

    def one(self, key: str) -> str:
        """The one value of a key, or ""."""
        return self.values.get(key, ("",))[0]

    def query_string(self, **more: object) -> str:
        """The filter as a query string, with ``more`` added."""
        out = QueryDict(mutable=True)
        for key, values in self.values.items():
            out.setlist(key, list(values))
        for key, value in more.items():
            out[key] = str(value)
        return out.urlencode()

    @property
    def living(self) -> bool | None:
        """True where only orders not yet archived can match, False where only archived ones can, None for both."""
        states = self.values.get("state", ())
        if self.one("living") == "1" or (states and Matter.ARCHIVED not in states):
            return True
        if self.one("living") == "0" or states == (Matter.ARCHIVED,):
            return False
        if self.one("inspection") == "missing" or not _LIVING_ONLY.isdisjoint(self.values):
            return True
        return None

    def conditions(self, actor: Actor, now: datetime) -> Q:
        """What an order must be like, beside being visible to the actor. Empty when the filter asks for nothing."""
        wanted = Q()
        for key in ("state", "matter", "urgency", "channel"):
            if values := self.values.get(key):
                wanted &= Q(**{f"{key}__in": values})
        for key, condition in _YES.items():
            if self.one(key):
                wanted &= condition
        if text := self.one("q"):
            wanted &= _written(text)
        if unit := self.one("unit"):
            wanted &= Q(holder=int(unit))
        if place := self.one("place"):
            wanted &= _in_place(int(place))
        if line := self.one("line"):
            answering = Responsibility.objects.filter(order=OuterRef("pk"), unit=int(line), released_at=None)
            wanted &= Q(Exists(answering))
        if due := self.one("due"):
            wanted &= _due(due, now)
        if light := self.one("light"):
            wanted &= with_light(Light[light.upper()], now)
        if queue := self.one("waiting"):
            wanted &= Q(pk__in=orders_waiting(actor, QUEUE[queue], now).values("pk"))
        if self.one("review"):
            wanted &= Q(state=Matter.PARKED, parked_until__lte=_today(now))
        if promise := self.one("promise"):
            wanted &= _promised(promise, now)
        if self.one("visited_from") or self.one("visited_until"):
            wanted &= self._visited()
        elif satisfied := self.one("satisfied"):
            wanted &= Q(satisfied__in=_SATISFIED[satisfied])
        if inspection := self.one("inspection"):
            wanted &= (
                Q(state=Matter.CLOSED, inspection="") if inspection == "missing" else Q(inspection=inspection)
            )
        if handled := self.one("handled"):
            wanted &= Q(handled_days__gte=int(handled))
            if int(handled) < LONGEST_HANDLED:
                wanted &= Q(handled_days__lt=int(handled) + 1)
        if on_time := self.one("on_time"):
            wanted &= Q(resolved_at__lte=F("due_at")) if on_time == "yes" else Q(resolved_at__gt=F("due_at"))
        wanted &= self._between("registered") & self._between("resolved")
        return wanted & self._of_mine(actor)

    def _between(self, name: str) -> Q:
        wanted = Q()
        if first := self.one(f"{name}_from"):
            begin = _begins(date.fromisoformat(first))
            wanted &= Q(**{f"{name}_at__gte": begin})
            if (
                name == "registered"
            ):  # ids begin with the instant of registration, so they bound the walk as well
                wanted &= Q(pk__gte=_least_id(begin))
        if last := self.one(f"{name}_until"):
            end = _begins(date.fromisoformat(last) + timedelta(1))
            wanted &= Q(**{f"{name}_at__lt": end}) & Q(pk__lt=_least_id(end))
        return wanted

    def _visited(self) -> Q:
        """Orders whose caller was reached in the period and, asked last, answered what ``satisfied`` names."""
        during = Q()
        if first := self.one("visited_from"):
            during &= Q(at__gte=_begins(date.fromisoformat(first)))
        if until := self.one("visited_until"):
            during &= Q(at__lt=_begins(date.fromisoformat(until) + timedelta(1)))
        last = last_answers(during)
        if satisfied := self.one("satisfied"):
            last = last.filter(satisfied__in=_SATISFIED[satisfied])
        return Q(pk__in=last.values("order"))

    def _of_mine(self, actor: Actor) -> Q:
        wanted, units = Q(), units_seen_by(actor)
        task = Exists(
            Assignment.objects.filter(
                order=OuterRef("pk"), unit__in=units, ended_at=None, role="supporting", state__in=OPEN_TASKS
            )
        )
        if self.one("mine"):
            held = Q(pk__in=[])
            for post in actor.posts:
                held |= Q(holder=post.unit_id, holder_post=post.post.value)
            wanted &= (held & Q(archived_at=None)) | Q(task)
        if self.one("task"):
            wanted &= Q(task)
        if self.one("duty"):
            undischarged = Responsibility.objects.filter(
                order=OuterRef("pk"), unit__in=units, released_at=None, discharged_at=None
            )
            wanted &= Q(Exists(undischarged)) & Q(state__in=DONE)
        return wanted


def _all(asked: QueryDict | Mapping[str, Any], key: str) -> list[str]:
    if isinstance(asked, QueryDict):
        return asked.getlist(key)
    value: Any = asked.get(key, [])
    return [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)]


def _understood(key: str, values: Iterable[str]) -> tuple[str, ...]:
    values = [value.replace("\x00", "").strip() for value in values]
    if key in _CHOICES:
        kept = [value for value in dict.fromkeys(values) if value in _CHOICES[key]]
        return tuple(kept) if key in ("state", "matter", "urgency", "channel") else tuple(kept[:1])
    if key in _NUMBERS:
        return tuple(v for v in values if v.isascii() and v.isdigit() and 0 < int(v) < 2**63)[:1]
    if key in _DAYS:
        return tuple(v for v in values if _is_day(v))[:1]
    return tuple(v[:100] for v in values if v)[:1]


def _is_day(text: str) -> bool:
    try:
        return 2000 <= date.fromisoformat(text).year < 2200
    except ValueError:
        return False


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), PUBLISHED.zone)


def begins_with(day: date) -> Q:
    """Orders registered on ``day`` or later, as a range of ids, which begin with the instant of registration."""
    return Q(pk__gte=_least_id(_begins(day)))


def _today(now: datetime) -> date:
    return now.astimezone(PUBLISHED.zone).date()


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
    soon = PUBLISHED.due_after(now, SOON_DAYS).at
    bounds = {
        "late": Q(due_at__lt=now),
        "soon": Q(due_at__gte=now, due_at__lte=soon),
        "ok": Q(due_at__gt=soon),
    }
    return running() & bounds[due]


def _promised(promise: str, now: datetime) -> Q:
    if promise == "open":
        return Q(open_promises__gt=0)
    unpaid = Instalment.objects.filter(
        promise__order=OuterRef("pk"), promise__state="open", paid_fen__lt=F("amount_fen")
    )
    today = _today(now)
    overdue = Exists(unpaid.filter(due_on__lt=today))
    if promise == "overdue":
        return Q(open_promises__gt=0) & Q(overdue)
    soon = Exists(unpaid.filter(due_on__gte=today, due_on__lte=today + timedelta(PROMISE_SOON_DAYS)))
    return Q(open_promises__gt=0) & Q(soon) & ~Q(overdue)
