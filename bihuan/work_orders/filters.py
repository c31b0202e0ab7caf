"""The filter of the order list: a query string and what it names. What an order must then be like is ``matching``'s.

Everybody who links to "the orders behind a figure" writes such a query string. What it does not understand is ignored:
an old link still opens, only wider.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from bihuan.rules.alerts import Light
from bihuan.rules.lifecycle import Matter
from bihuan.rules.matters import MATTERS, Closure, Source, Urgency
from bihuan.rules.returns import RedoCause, ReturnCause
from bihuan.rules.waiting import QUEUE

#: Handling is told apart by whole working days up to this many; the last stands for it and all above.
LONGEST_HANDLED = 15

#: The value of ``grid`` for orders that lie in no known grid; no grid's code begins so.
NO_GRID = "-"
#: What is asked for by a "1".
FLAGS = ("risk", "redo", "returned", "bounced", "parked", "urged", "collective", "mine", "task", "duty")
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
    "promise": frozenset({"open", "overdue", "soon", "followed"}),
    "inspection": frozenset({"passed", "failed", "spared", "missing"}),
    "satisfied": frozenset({"yes", "basically", "no"}),
    "on_time": frozenset({"yes", "no", "met"}),
    "handled": frozenset(str(days) for days in range(LONGEST_HANDLED + 1)),
    "living": frozenset({"0", "1"}),
    "outcome": frozenset(Closure),
    "return_cause": frozenset(ReturnCause),
    "return_state": frozenset({"open", "allowed", "refused"}),
    "redo_cause": frozenset(RedoCause),
    **{key: frozenset({"1"}) for key in FLAGS},
}
#: Keys that name a unit by its id.
NUMBERS = ("unit", "place", "line", "return_by", "redo_by")
#: Instants asked for by their first and last day, ``…_from`` and ``…_until``.
PERIODS = ("registered", "resolved", "visited", "due", "asked", "sent_back")
_DAYS = tuple(f"{name}_{end}" for name in PERIODS for end in ("from", "until"))
_REPEATED = ("state", "matter", "urgency", "channel")
KEYS = ("q", "grid", *_CHOICES, *NUMBERS, *_DAYS)
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

    def without(self, *keys: str) -> "OrderFilter":
        """The filter with these keys not asked for."""
        return OrderFilter({key: values for key, values in self.values.items() if key not in keys})

    @property
    def living(self) -> bool | None:
        """True where only orders not yet archived can match, False where only archived ones can, None for both."""
        lives = self._lives()
        return None if len(lives) != 1 else lives.pop()

    @property
    def impossible(self) -> bool:
        """Whether it asks for archived orders and for what only an order not yet archived can be."""
        return len(self._lives()) > 1

    def _lives(self) -> set[bool]:
        """What each part of the filter says of living."""
        states = self.values.get("state", ())
        lives = {self.one("living") == "1"} if self.one("living") else set()
        if states and (Matter.ARCHIVED not in states or len(states) == 1):
            lives.add(Matter.ARCHIVED not in states)
        if self.one("inspection") == "missing" or not _LIVING_ONLY.isdisjoint(self.values):
            lives.add(True)
        return lives


def _all(asked: QueryDict | Mapping[str, Any], key: str) -> list[str]:
    if isinstance(asked, QueryDict):
        return asked.getlist(key)
    value: Any = asked.get(key, [])
    return [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)]


def _understood(key: str, values: Iterable[str]) -> tuple[str, ...]:
    values = [value.replace("\x00", "").strip() for value in values]
    if key in _CHOICES:
        kept = [value for value in dict.fromkeys(values) if value in _CHOICES[key]]
        return tuple(kept) if key in _REPEATED else tuple(kept[:1])
    if key in NUMBERS:
        return tuple(v for v in values if v.isascii() and v.isdigit() and 0 < int(v) < 2**63)[:1]
    if key in _DAYS:
        return tuple(v for v in values if _is_day(v))[:1]
    return tuple(v[:100] for v in values if v)[:1]


def _is_day(text: str) -> bool:
    try:
        return 2000 <= date.fromisoformat(text).year < 2200
    except ValueError:
        return False
