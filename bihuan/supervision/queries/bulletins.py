"""Counting a week for a bulletin, and finding the bulletins that were issued."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from bihuan.organisations.actors import Actor
from bihuan.organisations.lines import unions_on_the_way
from bihuan.organisations.models import Unit
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.bulletins import COUNTS
from bihuan.rules.refusal import refuse
from bihuan.rules.warnings import Outcome, Talk
from bihuan.rules.workdays import SHANGHAI
from bihuan.supervision.models import Bulletin
from bihuan.supervision.queries.cases import cases_visible_to
from bihuan.supervision.scopes import Scope, unions_below
from bihuan.work_orders.filters import OrderFilter
from bihuan.work_orders.happenings import redone_between
from bihuan.work_orders.matching import conditions_of
from bihuan.work_orders.queries import visible_to

#: Bulletins on one page of the list, and orders on one page behind a figure.
PAGE = 25


@dataclass(frozen=True, slots=True)
class Week:
    """The days a bulletin counts, both included, in the office's zone."""

    first: date
    last: date

    @property
    def condition(self) -> Callable[[str], Q]:
        """From the name of an instant to the condition that it lies in the week."""
        begins, ends = self.begins, self.ends
        return lambda column: Q(**{f"{column}__gte": begins, f"{column}__lt": ends})

    @property
    def begins(self) -> datetime:
        """The first instant."""
        return datetime.combine(self.first, time(), SHANGHAI)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return datetime.combine(self.last + timedelta(1), time(), SHANGHAI)


#: One unit's row: its id, its name, and by figure the numbers of the orders counted, one for each thing counted.
Row = dict[str, Any]


def rows_of_week(scope: Scope, week: Week) -> list[Row]:
    """The rows of a bulletin: the whole line first, then every union one level down in the order of the divisions."""
    units = [scope.unit, *unions_below(scope)]
    rows: list[Row] = [
        {"unit": unit.pk, "name": unit.name, "figures": {count.code: [] for count in COUNTS}}
        for unit in units
    ]
    by_unit = {row["unit"]: row["figures"] for row in rows}
    for count in COUNTS:
        things, way = _SOURCES[count.code](scope, week)
        answering = Q(
            **{f"{way}responsibilities__unit__in": [*by_unit], f"{way}responsibilities__released_at": None}
        )
        found = things.filter(answering).annotate(answers=F(f"{way}responsibilities__unit"))
        for unit, number in found.order_by(f"{way}number", "pk").values_list("answers", f"{way}number"):
            by_unit[unit][count.code].append(number)
    return rows


def bulletins_visible_to(actor: Actor) -> QuerySet[Bulletin]:
    """The bulletins of the actor's own union and of those above it: a bulletin goes down the line."""
    issuing: set[int] = set()
    for held in actor.posts:
        if held.post in SEEING_POSTS:
            unit = Unit(pk=held.unit_id, kind=held.unit_kind, path=held.unit_path)
            issuing |= {union.pk for union in unions_on_the_way(unit)}
    return Bulletin.objects.filter(unit__in=issuing).select_related("unit", "issued_by")


def bulletin_seen_by(actor: Actor, bulletin_id: int) -> Bulletin:
    """One bulletin. Unknown and not visible are the same refusal, ``bulletin_not_found``."""
    if bulletin_id >= 2**63:
        refuse("bulletin_not_found")
    return bulletins_visible_to(actor).filter(pk=bulletin_id).first() or refuse("bulletin_not_found")


def page_of_bulletins(actor: Actor, before: int | None = None) -> tuple[list[Bulletin], int | None]:
    """One page of bulletins, the newest first, and before which id the next page begins."""
    bulletins = bulletins_visible_to(actor).order_by("-pk")
    if before:
        bulletins = bulletins.filter(pk__lt=before)
    found = list(bulletins[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def numbers_behind(rows: list[Row], unit: int, code: str) -> list[str]:
    """The orders behind one figure, each once. Raises ``Refused`` ``bulletin_not_found`` where there is no such figure."""
    row = next((row for row in rows if row["unit"] == unit), None)
    numbers = row["figures"].get(code) if row else None
    return refuse("bulletin_not_found") if numbers is None else sorted(set(numbers), reverse=True)


def _lit(light: str) -> Callable[[Scope, Week], tuple[QuerySet, str]]:
    def source(scope: Scope, week: Week) -> tuple[QuerySet, str]:
        asked = OrderFilter.of({"living": "1", "light": light, **scope.asked})
        return visible_to(scope.actor).filter(
            conditions_of(asked, scope.actor, scope.at), archived_at=None
        ), ""

    return source


def _cases(condition: Callable[[Week], Q]) -> Callable[[Scope, Week], tuple[QuerySet, str]]:
    return lambda scope, week: (cases_visible_to(scope.actor).filter(condition(week)), "order__")


def _redone(scope: Scope, week: Week) -> tuple[QuerySet, str]:
    return visible_to(scope.actor).filter(redone_between(week.begins, week.ends)), ""


_SOURCES: dict[str, Callable[[Scope, Week], tuple[QuerySet, str]]] = {
    "late": _lit("red"),
    "nearly_late": _lit("orange"),
    "warnings": _cases(
        lambda week: week.condition("issued_at") & ~Q(outcome__in=[Outcome.PASSED, Outcome.NOTICE])
    ),
    "slips_issued": _cases(lambda week: week.condition("slip__issued_at")),
    "slips_answered": _cases(lambda week: week.condition("slip__answered_at")),
    "slips_closed": _cases(lambda week: week.condition("slip__closed_at")),
    "talks": _cases(lambda week: week.condition("slip__talk__ended_at") & Q(slip__talk__state=Talk.HELD)),
    "redo": _redone,
}
