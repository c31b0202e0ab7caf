"""Everything of one order that its page shows, gathered in a fixed number of statements, however long its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, JSONObject

from bihuan.duties.queries.routing import routed_to
from bihuan.ledger.chain import ChainedEvent
from bihuan.ledger.queries import events_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Person, Unit
from bihuan.rules.actors import Level
from bihuan.rules.lifecycle import OrderFacts
from bihuan.work_orders.change import facts_of
from bihuan.work_orders.models import (
    Adjudication,
    Assignment,
    Attachment,
    Conferral,
    Extension,
    Finding,
    Holding,
    Inspection,
    Instalment,
    Minutes,
    Note,
    OrderClock,
    Receipt,
    Redo,
    Reply,
    Representative,
    Responsibility,
    Return,
    Role,
    Visit,
    WorkOrder,
)
from bihuan.work_orders.queries import order_seen_by, visible_to
from bihuan.work_orders.showing import top_down
from bihuan.work_orders.standings import Standings, standings_in

#: Orders of the same caller that are named on the page; there may be more.
MOST_RELATED = 20


class Entry(NamedTuple):
    """One record of an order, of whichever table: ``detail`` has the fields that only this kind has."""

    what: str
    id: int
    at: datetime
    by_id: int
    by: str
    unit: str
    text: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class Dossier:
    """One order with everything its page shows, as ``actor`` may see it at ``now``."""

    actor: Actor
    now: datetime
    order: WorkOrder
    assignments: Sequence[Assignment]
    responsibilities: Sequence[Responsibility]
    instalments: Sequence[Instalment]
    standings: Standings

    @property
    def present(self) -> list[Assignment]:
        """Assignments in force."""
        return [a for a in self.assignments if a.ended_at is None]

    @property
    def supporting(self) -> list[Assignment]:
        """Supporting tasks, ended ones included, oldest first."""
        return [a for a in self.assignments if a.role == Role.SUPPORTING]

    @property
    def led(self) -> list[Assignment]:
        """Assignments as lead, ended ones included, newest first."""
        return [a for a in reversed(self.assignments) if a.role == Role.LEAD]

    @property
    def lead(self) -> Assignment | None:
        """The present lead's assignment."""
        return next((a for a in self.present if a.role == Role.LEAD), None)

    def facts(self, level: Level | None = None) -> OrderFacts:
        """What the conditions of both loops need to know; ``level`` is the level of loop 2 that is asked about."""
        return facts_of(self.order, self.present, list(self.responsibilities), self.now, level)

    @cached_property
    def entries(self) -> list[Entry]:
        """Notes, findings, replies, visits, inspections, extensions and files, oldest first; one statement."""
        first, *others = [_rows(self.order, *source) for source in _SOURCES]
        rows = first.union(*others, all=True).order_by("at", "what", "id")
        return [Entry(*row) for row in rows]

    def entries_of(self, *whats: str) -> list[Entry]:
        """Entries of these kinds, newest first."""
        return [entry for entry in reversed(self.entries) if entry.what in whats]

    @cached_property
    def clocks(self) -> list[OrderClock]:
        """Every clock the order ever had, by its limit."""
        return list(self.order.clocks.select_related("unit").order_by("due_at", "pk"))

    @cached_property
    def events(self) -> list[ChainedEvent]:
        """The ledger of the order, oldest first."""
        return list(events_of(self.order.pk))

    @cached_property
    def names(self) -> "Names":
        """Names of the people and units of the ledger; one statement."""
        return names_in(self.events)

    @cached_property
    def related(self) -> list[WorkOrder]:
        """Visible orders that were merged with this one, or came from the same telephone, newest first."""
        order = self.order
        related = Q(merged_into=order) | Q(pk=order.merged_into_id)
        if order.caller_phone_index:
            related |= Q(caller_phone_index=order.caller_phone_index)
        orders = visible_to(self.actor).filter(related).exclude(pk=order.pk)
        return list(orders.order_by("-registered_at")[:MOST_RELATED])


class Names(NamedTuple):
    """Names as they were when they acted: an abolished unit keeps its old one."""

    units: dict[int, str]
    people: dict[int, str]


def dossier_of(actor: Actor, number: str, now: datetime) -> Dossier:
    """Gather an order. Raises ``Refused`` ``order_not_found`` for an unknown or invisible number."""
    order = order_seen_by(actor, number, routed=routed_to(OuterRef("pk")), held=_HELD)
    assignments = list(
        order.assignments.select_related(
            "unit",
            "signed_by",
            "return_asked__proposes",
            "return_asked__cites__item",
            "return_asked__adjudication__to",
        ).order_by("assigned_at", "id")
    )
    answering = top_down(
        order.responsibilities.filter(released_at=None).select_related("unit", "discharged_by").order_by("id")
    )
    instalments = list(
        Instalment.objects.filter(promise__order=order)
        .select_related("promise", "promise__unit", "promise__replaces", "follow_up")
        .annotate(arrived=_ARRIVED, signed_by=_SIGNED_BY)
        .order_by("promise_id", "due_on", "id")
    )
    present = [a for a in assignments if a.ended_at is None]
    standings = standings_in(order, actor, present, answering)
    return Dossier(actor, now, order, assignments, answering, instalments, standings)


def names_in(events: Sequence[ChainedEvent]) -> Names:
    """The people and units that events speak of."""
    units = {event.unit for event in events if event.unit}
    for event in events:
        units |= units_in(event.facts)
    people = {event.person for event in events if event.person}
    columns = ("what", "pk", "name")
    of_units = Unit.objects.filter(pk__in=units).order_by().annotate(what=Value("unit")).values_list(*columns)
    of_people = (
        Person.objects.filter(pk__in=people).order_by().annotate(what=Value("person")).values_list(*columns)
    )
    names = Names({}, {})
    for what, pk, name in of_units.union(of_people, all=True):
        (names.units if what == "unit" else names.people)[pk] = name
    return names


def units_in(facts: dict[str, Any]) -> set[int]:
    """Ids of the units an event's facts name."""
    found = {facts[key] for key in ("to", "proposes", "unit", "place") if isinstance(facts.get(key), int)}
    for key in ("supporting", "informed", "units", "invited", "attended"):
        found.update(facts.get(key) or [])
    for old, new in (facts.get("passed") or {}).items():
        found |= {int(old), new}
    return found


#: Beside the order: who held it, oldest first.
_HELD = ArraySubquery(
    Holding.objects.filter(order=OuterRef("pk"))
    .order_by("period")
    .values(
        said=JSONObject(
            unit="unit__name", level="unit__level", post="post", person="person__name",
            since="period__startswith", until="period__endswith",
        )
    )
)  # fmt: skip
#: Beside an instalment: what arrived for it, in the order in which it was confirmed, and who signed for the workers.
_ARRIVED = ArraySubquery(
    Receipt.objects.filter(instalment=OuterRef("pk"))
    .order_by("id")
    .values(
        said=JSONObject(
            **{name: name for name in ("id", "received_on", "amount_fen", "evidence", "attachment_id")}
        )
    )
)
_SIGNED_BY = ArraySubquery(
    Representative.objects.filter(promise=OuterRef("promise")).order_by("id").values("name")
)

#: Where entries come from: their name, their table, the field with their text, and the fields only they have.
_SOURCES: tuple[tuple[str, type[Model], str, tuple[str, ...]], ...] = (
    ("note", Note, "text", ("kind", "for_caller")),
    ("finding", Finding, "text", ("truth", "people", "amount_fen", "mood", "gathering_risk")),
    ("reply", Reply, "text", ("channel", "told")),
    ("return", Return, "basis", ("cause",)),
    ("adjudication", Adjudication, "reason", ("allowed",)),
    ("conferral", Conferral, "reason", ("invited",)),
    ("minutes", Minutes, "text", ("about", "attended", "lead__name")),
    ("redo", Redo, "text", ("cause",)),
    ("visit", Visit, "remark", ("contacted", "solved", "satisfied")),
    ("inspection", Inspection, "reasons", ("passed", "checklist", "answers")),
    ("extension", Extension, "reason", ("days", "granted", "decision")),
    ("attachment", Attachment, "name", ("media_type", "size", "sha256", "for_caller")),
)


def _rows(
    order: WorkOrder, what: str, table: type[Model], text: str, fields: tuple[str, ...]
) -> QuerySet[Any]:
    rows = table._default_manager.filter(order=order).order_by()
    return rows.annotate(
        what=Value(what, CharField()),
        person=F("by__name"),
        office=F("unit__name"),
        words=Cast(F(text), CharField()),
        detail=JSONObject(**{field: field for field in fields}),
    ).values_list("what", "id", "at", "by_id", "person", "office", "words", "detail")
