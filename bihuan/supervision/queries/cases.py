"""Finding cases: what waits for me, what is on its way, what is over. Only those on orders the actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from bihuan.organisations.actors import Actor
from bihuan.rules.actors import HANDLING_POSTS, Post
from bihuan.rules.alerts import Light
from bihuan.rules.ladder import Cause
from bihuan.rules.refusal import refuse
from bihuan.rules.warnings import LIVING, WITH_THE_UNIT, Outcome, Slip, Talk, Warned
from bihuan.supervision.models import EarlyWarning
from bihuan.work_orders.paging import MOST_ID, Place
from bihuan.work_orders.queries import answered_by, visible_to

#: Rows of one page.
PAGE = 25
#: Counting stops here; a page says "99+".
COUNTED = 100

_LIVING = [state.value for state in LIVING]
_WITH_THE_UNIT = [state.value for state in WITH_THE_UNIT]


class View(StrEnum):
    """The lists of cases."""

    MINE = "mine"
    LIVING = "living"
    SLIPS = "slips"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list of cases is asked for; what is not known counts as not asked."""

    view: View = View.MINE
    cause: str = ""
    light: str = ""
    unit: int | None = None
    #: The orders a union answers for, as on the wall.
    line: int | None = None
    #: Of slips those not closed yet.
    still_open: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "CaseFilter":
        """Read from an address."""
        view, cause, light = (asked.get(name, "") for name in ("view", "cause", "light"))
        return cls(
            View(view) if view in set(View) else View.MINE,
            cause if cause in set(Cause) else "",
            light if light.upper() in Light.__members__ and light != "none" else "",
            _id(asked.get("unit", "")),
            _id(asked.get("line", "")),
            asked.get("open") == "1",
        )

    @property
    def values(self) -> dict[str, str]:
        """The filter as the parts of an address."""
        asked = {
            "view": self.view.value, "cause": self.cause, "light": self.light, "unit": str(self.unit or ""),
            "line": str(self.line or ""), "open": "1" if self.still_open else "",
        }  # fmt: skip
        return {name: value for name, value in asked.items() if value}

    @property
    def condition(self) -> Q:
        """The filter beside the view."""
        asked = Q()
        if self.cause:
            asked &= Q(cause=self.cause)
        if self.light:
            asked &= Q(light=Light[self.light.upper()].value)
        if self.unit:
            asked &= Q(unit=self.unit)
        if self.line:
            asked &= on_the_line(self.line)
        if self.still_open:
            asked &= ~Q(slip__state=Slip.CLOSED)
        return asked


class CasePage(NamedTuple):
    """One page of cases, and where the next one begins."""

    cases: list[EarlyWarning]
    next: Place | None


class Mine(NamedTuple):
    """What waits for an actor: how many, counted up to :data:`COUNTED`, and the first ones, the nearest limit first."""

    number: int
    cases: list[EarlyWarning]


class Standing(NamedTuple):
    """How a line stands: living warnings, slips not closed, talks to hold."""

    living: int
    slips: int
    talks: int


def standing_of_line(actor: Actor, line: int | None) -> Standing:
    """How the orders a union answers for stand, or all the actor may see; one statement."""
    cases = cases_visible_to(actor).filter(on_the_line(line) if line else Q(), state__in=_LIVING)
    open_slip = Q(slip__isnull=False) & ~Q(slip__state=Slip.CLOSED)
    found = cases.aggregate(
        living=Count("pk"),
        slips=Count("pk", filter=open_slip),
        talks=Count("pk", filter=Q(slip__talk__state=Talk.DUE)),
    )
    return Standing(**found)


def on_the_line(unit: int) -> Q:
    """The condition on cases: of orders this union answers for."""
    return Q(order__in=answered_by(unit))


def cases_visible_to(actor: Actor) -> QuerySet[EarlyWarning]:
    """The cases of the orders an actor may see."""
    return EarlyWarning.objects.filter(order__in=visible_to(actor))


def case_seen_by(actor: Actor, case_id: int) -> EarlyWarning:
    """One case. Unknown and not visible are the same refusal, ``warning_not_found``."""
    if case_id > MOST_ID:
        refuse("warning_not_found")
    return _whole(cases_visible_to(actor)).filter(pk=case_id).first() or refuse("warning_not_found")


def cases_of_order(actor: Actor, order: UUID) -> list[EarlyWarning]:
    """The cases of an order that ask something of somebody, the living first and the newest before the older."""
    asked = cases_visible_to(actor).filter(order=order).exclude(outcome__in=[Outcome.PASSED, Outcome.NOTICE])
    cases = list(_whole(asked).order_by("-pk"))
    return sorted(cases, key=lambda case: case.state == Warned.CLOSED)


def my_cases(actor: Actor, shown: int = 5) -> Mine:
    """What waits for the actor's posts, the nearest limit first; one statement."""
    cases = list(_whole(cases_visible_to(actor).filter(_mine(actor))).order_by("due_at", "pk")[:COUNTED])
    return Mine(len(cases), cases[:shown])


def page_of_cases(actor: Actor, asked: CaseFilter, after: Place | None = None, most: int = PAGE) -> CasePage:
    """One page of a list; the nearest limit first in one's own queue, else the newest first."""
    cases = _whole(cases_visible_to(actor).filter(asked.condition))
    if asked.view is View.MINE:
        cases = cases.filter(_mine(actor)).order_by("due_at", "pk")
        if after and after.due_at:
            cases = cases.filter(
                Q(due_at__gte=after.due_at) & (Q(due_at__gt=after.due_at) | Q(pk__gt=after.pk))
            )
    else:
        cases = cases.filter(_VIEWS[asked.view]).order_by("-pk")
        if after:
            cases = cases.filter(pk__lt=after.pk)
    found = list(cases[: most + 1])
    page, last = found[:most], found[most - 1] if len(found) > most else None
    return CasePage(page, Place(last.due_at if asked.view is View.MINE else None, last.pk) if last else None)


_VIEWS = {
    View.LIVING: Q(state__in=_LIVING),
    View.SLIPS: Q(slip__isnull=False),
    View.CLOSED: Q(state=Warned.CLOSED) & ~Q(outcome__in=[Outcome.PASSED, Outcome.NOTICE]),
}


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) <= MOST_ID else None


def _mine(actor: Actor) -> Q:
    """What the actor has to do: answer for the unit, or decide as the one who watches over the answer."""
    answering = actor.unit_ids(*HANDLING_POSTS, Post.LEADER)
    watching = actor.unit_ids(Post.SUPERVISOR)
    addressed = Q(pk__in=[])
    for held in actor.posts:
        addressed |= Q(to_unit=held.unit_id, to_post=held.post.value)
        addressed |= Q(slip__to_unit=held.unit_id, slip__to_post=held.post.value)
    with_the_unit = Q(state__in=_WITH_THE_UNIT, due_at__isnull=False) & (Q(unit__in=answering) | addressed)
    to_decide = Q(overseer__in=watching) & (Q(state=Warned.DISPOSED) | Q(slip__talk__state=Talk.DUE))
    return Q(state__in=_LIVING) & (with_the_unit | to_decide)


def _whole(cases: QuerySet[EarlyWarning]) -> QuerySet[EarlyWarning]:
    """With everything a row or a page shows, in the one statement."""
    return cases.select_related(
        "order", "unit", "to_unit", "overseer", "slip__talk__to_unit", "slip__to_unit", "slip__overseer",
        "acknowledged_by", "disposed_by", "closed_by", "evidence", "slip__evidence", "slip__issued_by",
        "slip__answered_by", "slip__closed_by", "slip__talk__ended_by",
    ).defer("order__content", "order__search", "order__result", "order__caller_name", "order__caller_phone")  # fmt: skip
