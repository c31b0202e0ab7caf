"""One change of one order: one lock, one question to the rule book, one transaction, one ledger event.

    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.SIGN)
        change.hold(person=actor.person_id)

Whatever the block writes is kept together with the order's new state, the holder period and the event, or not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from django.db import connection, transaction

from bihuan.calendars.queries import calendar_of
from bihuan.ledger.actions import record
from bihuan.ledger.chain import By, Head
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.privacy.fields import PersonalText
from bihuan.rules.actors import Level, Post, Standing
from bihuan.rules.cohandling import COHANDLING, Support, SupportAct, TaskFacts
from bihuan.rules.cohandling import OPEN as OPEN_TASKS
from bihuan.rules.deadlines import due_after
from bihuan.rules.lifecycle import DONE, MATTER, Act, Matter, OrderFacts
from bihuan.rules.limits import Clock
from bihuan.rules.refusal import refuse
from bihuan.rules.responsibility import DEEDS_OF_ACCEPTING, RESPONSIBILITY, Duty, DutyAct, is_below, is_closed
from bihuan.rules.satisfaction import ATTEMPT_RULE
from bihuan.rules.workdays import Due
from bihuan.work_orders.clocks import Clocks, limit_of
from bihuan.work_orders.loading import present_assignments, present_responsibilities
from bihuan.work_orders.looks import Look
from bihuan.work_orders.models import Assignment, Involvement, Responsibility, Role, WorkOrder
from bihuan.work_orders.models.handling import Entry
from bihuan.work_orders.queries import locked
from bihuan.work_orders.standings import Standings, answering_at, concerning, standings_in
from bihuan.work_orders.writing import write_columns

E = TypeVar("E", bound=Entry)
_TICK = timedelta(microseconds=1)
#: What a change may write. Who the caller is it may read, and must never write: it would be written in the clear.
_COLUMNS = [field.attname for field in WorkOrder._meta.concrete_fields if not isinstance(field, PersonalText)]
#: Stands for a column that was left out when the order was loaded.
_UNREAD = object()

#: Said beside the order: whoever is filling in a form meanwhile need not look again.
_BESIDE = frozenset({Act.NOTE, Act.ATTACH, Act.URGE, Act.REPROJECT, Look.REVEAL})

#: Ends the present holder period and begins the next in one statement, so that no instant is held by nobody.
_PASS_ON = """
    WITH ended AS (
        UPDATE work_orders_holding SET period = tstzrange(lower(period), %(at)s)
        WHERE order_id = %(order)s AND upper_inf(period) RETURNING order_id
    )
    INSERT INTO work_orders_holding (order_id, unit_id, post, person_id, period)
    SELECT order_id, %(unit)s, %(post)s, %(person)s, tstzrange(%(at)s, NULL) FROM ended
"""


class Change:
    """An order under lock, with what is needed to decide and to write one change of it."""

    def __init__(self, actor: Actor | None, order: WorkOrder, at: datetime) -> None:
        self.actor = actor
        self.order = order
        #: Never before the last change, whatever the clock of this machine says: time in an order only goes on.
        self.at = max(at, order.changed_at + _TICK)
        self.clocks = Clocks(order, self.at)
        self.assignments = present_assignments(order.id)
        self.responsibilities = present_responsibilities(order.id)
        self._know_units()
        self.standings: Standings = (
            standings_in(order, actor, self.assignments, self.responsibilities) if actor else {}
        )
        self._before = {column: order.__dict__.get(column, _UNREAD) for column in _COLUMNS}
        self._act: StrEnum | None = None
        self._is_beside = False
        self._by = By()
        self._facts: dict[str, Any] = {}

    # What the rule book needs to know ---------------------------------------------------------------------------

    @property
    def lead(self) -> Assignment | None:
        """The present lead's assignment."""
        return next((a for a in self.assignments if a.role == Role.LEAD), None)

    @property
    def acting_unit(self) -> int | None:
        """The unit through which the step was taken; None for the system."""
        return self._by.unit

    @property
    def acting_level(self) -> Level:
        """The level of the unit through which the step was taken."""
        held = next(held for held in self.standings.values() if held.unit_id == self._by.unit)
        return held.unit_level

    def facts(self, level: Level | None = None) -> OrderFacts:
        """The facts of the order the conditions speak of; ``level`` is the level of loop 2 that is asked about."""
        return facts_of(self.order, self.assignments, self.responsibilities, self.at, level)

    # The steps ---------------------------------------------------------------------------------------------------

    def step(self, act: Act) -> None:
        """Take a step of loop 1. Raises ``Refused`` if the state, the standing or a condition forbids it."""
        order, asking = self.order, self.standings if self.actor else [Standing.SYSTEM]
        target = MATTER.permit(act, Matter(order.state), asking, self.facts())
        row = MATTER.row(act, Matter(order.state))
        assert row is not None
        self._acts_as(act, row.by, self.standings)
        if act in DEEDS_OF_ACCEPTING:
            self._mark_accepting_done()
        order.state = target
        if target in DONE and order.closed_at is None:
            order.closed_at = self.at

    def step_duty(self, act: DutyAct, level: Level) -> Responsibility:
        """Take a step of loop 2 at ``level``. Raises ``Refused`` like :meth:`step`; a level without a row is hidden."""
        duty = next((r for r in self.responsibilities if r.level == level), None)
        if duty is None:
            refuse("order_not_found")
        standings = answering_at(level, duty.unit_id, self.standings, self.actor.posts) if self.actor else {}
        state = RESPONSIBILITY.permit(act, Duty(duty.state), standings, self.facts(level))
        row = RESPONSIBILITY.row(act, Duty(duty.state))
        assert row is not None
        self._acts_as(act, row.by, standings)
        duty.state = state
        self.tell(level=level.value)
        if is_closed(Duty(r.state) for r in self.responsibilities):
            self.order.responsibility_closed_at = self.at
        return duty

    def step_task(self, act: SupportAct, unit_id: int) -> Assignment:
        """Take a step of the supporting task of one unit. Raises ``Refused`` like :meth:`step`."""
        task = next((a for a in self.assignments if a.unit_id == unit_id and a.role == Role.SUPPORTING), None)
        if task is None:
            refuse("order_not_found")
        standings = self._concerning(unit_id, Standing.SUPPORTING)
        facts = task_facts_of(self.order, task, self.at)
        state = COHANDLING.permit(act, Support(task.state), standings, facts)
        row = COHANDLING.row(act, Support(task.state))
        assert row is not None
        self._acts_as(act, row.by, standings)
        task.state = state
        self.tell(unit=unit_id)
        return task

    def beside(self, act: StrEnum, by: frozenset[Standing], standings: Standings) -> None:
        """Take a step that moves neither loop and belongs to another part of the house, which has asked its own table.

        Parameters: ``by`` the standings the table names; ``standings`` those the actor has in what the step is about.
        """
        self._acts_as(act, by, standings)
        self._is_beside = True

    def look(self, act: StrEnum) -> None:
        """Record that something was looked at which may only be looked at on the record; no state changes."""
        self._acts_as(act, frozenset(self.standings), self.standings)

    # What a step writes ------------------------------------------------------------------------------------------

    def hold(self, *, unit: Unit | None = None, post: Post | None = None, person: int | None = None) -> None:
        """Pass the order into other hands; what is not named stays, but a new unit or post starts with no person."""
        order = self.order
        if unit is not None:
            order.holder = unit
        if post is not None:
            order.holder_post = post.value
        order.holder_person_id = person

    def tell(self, **facts: object) -> None:
        """Add facts to the event of this change. Never personal data: text here is codes, ids and numbers."""
        self._facts.update(facts)

    def keep(self, record: type[E], **fields: Any) -> E:
        """Keep a record of the order: of this instant, by this actor, for the unit the actor acts through."""
        assert self.actor is not None, "the system keeps no records"
        assert self.acting_unit is not None, "a step was taken through a unit"
        return record.objects.create(  # type: ignore[attr-defined]
            order=self.order, at=self.at, by_id=self.actor.person_id, unit_id=self.acting_unit, **fields
        )

    def let_see(self, *unit_ids: int) -> None:
        """Bring units into the order's scope, from now on."""
        rows = [
            Involvement(order=self.order, unit_id=unit, since=self.at) for unit in dict.fromkeys(unit_ids)
        ]
        Involvement.objects.bulk_create(rows, ignore_conflicts=True)

    def write(self) -> None:
        """Write what changed of the order, the holder period if it passed on, and the one event."""
        order = self.order
        assert self._act is not None, "a change takes exactly one step"
        by = By(self._by.person, self._by.unit, self._by.post)
        head = Head(order.ledger_length, bytes(order.ledger_digest))
        facts = {"state": order.state, **self._facts}
        if self.clocks.told:
            facts["clocks"] = self.clocks.told
        head = record(order.id, head, self._act.value, at=self.at, by=by, facts=facts)
        order.ledger_length, order.ledger_digest = head
        if self._passed_on():
            order.held_since = self.at
            self._write_holding()
        order.version += not (self._is_beside or self._act in _BESIDE)
        order.changed_at = self.at
        self._write_order()

    # Inside ------------------------------------------------------------------------------------------------------

    def _know_units(self) -> None:
        """Desk, holder and lead are nearly always among the units just read: they need not be read again."""
        rows: list[Assignment | Responsibility] = [*self.assignments, *self.responsibilities]
        known = {row.unit_id: row.unit for row in rows}
        for name in ("desk", "holder", "lead"):
            if unit := known.get(getattr(self.order, f"{name}_id")):
                setattr(self.order, name, unit)

    def _concerning(self, unit_id: int, own: Standing) -> Standings:
        return concerning(unit_id, own, self.standings, self.actor.posts) if self.actor else {}

    def _acts_as(self, act: StrEnum, by: frozenset[Standing], standings: Standings) -> None:
        assert self._act is None, "a change takes exactly one step"
        self._act = act
        held = next((standings[s] for s in Standing if s in by and s in standings), None)
        if self.actor and held:
            self._by = By(self.actor.person_id, held.unit_id, held.post.value)

    def _mark_accepting_done(self) -> None:
        for duty in self.responsibilities:
            if duty.unit_id == self._by.unit and duty.state == Duty.ACCEPTING:
                duty.state = Duty.TRACKING
                write_columns(duty, "state")

    def _passed_on(self) -> bool:
        return any(
            getattr(self.order, name) != self._before[name]
            for name in ("holder_id", "holder_post", "holder_person_id")
        )

    def _write_order(self) -> None:
        now = self.order.__dict__
        changed = [c for c in _COLUMNS if now.get(c, _UNREAD) != self._before[c]]
        beside, values = self.clocks.parts
        write_columns(self.order, *changed, beside=beside, values=values)

    def _write_holding(self) -> None:
        order = self.order
        with connection.cursor() as cursor:
            values: dict[str, Any] = {
                "unit": order.holder_id,
                "post": order.holder_post,
                "person": order.holder_person_id,
            }
            cursor.execute(_PASS_ON, {"order": order.id, "at": self.at, **values})


def facts_of(
    order: WorkOrder,
    assignments: list[Assignment],
    responsibilities: list[Responsibility],
    at: datetime,
    level: Level | None = None,
) -> OrderFacts:
    """The facts of an order that the conditions of both loops speak of."""
    lead = next((a for a in assignments if a.role == Role.LEAD), None)
    undischarged = [Level(r.level) for r in responsibilities if r.state != Duty.DISCHARGED]
    return OrderFacts(
        past_due=at > order.due_at,
        open_supports=sum(1 for a in assignments if a.role == Role.SUPPORTING and a.state in OPEN_TASKS),
        return_refused=bool(lead and lead.return_refused),
        lead_settled=bool(lead and lead.settled),
        return_window_over=bool(lead and at > return_window(order, lead).at),
        replied=order.replied_at is not None,
        missed_visits=order.missed_visits,
        visits_before_giving_up=ATTEMPT_RULE.attempts,
        risk_open=order.risk_open,
        unsettled_promises=order.open_promises,
        open_follow_ups=order.open_follow_ups,
        inspection_passed=order.inspection == "passed",
        inspection_spared=order.inspection == "spared",
        discharged_levels=len(responsibilities) - len(undischarged),
        responsibility_closed=order.responsibility_closed_at is not None,
        matter_done=order.state in DONE,
        needs_inspection=order.state == Matter.CLOSED,
        lower_levels_open=sum(1 for lower in undischarged if level and is_below(lower, level)),
    )


def task_facts_of(order: WorkOrder, task: Assignment, at: datetime) -> TaskFacts:
    """The facts of one supporting task that its conditions speak of."""
    return TaskFacts(
        return_refused=task.return_refused,
        return_window_over=at > return_window(order, task).at,
        lead_in_hand=order.state == Matter.HANDLING,
    )


def return_window(order: WorkOrder, assignment: Assignment) -> Due:
    """By when a unit may ask to return what it was given: counted from the dispatch, whether it signed or not."""
    limit = limit_of(order, Clock.RETURN, assignment.unit)
    return due_after(assignment.assigned_at, limit.budget, calendar_of(assignment.unit.path))


@contextmanager
def changing(
    actor: Actor | None, number: str, *, at: datetime, version: int | None = None
) -> Iterator[Change]:
    """Open one change of the order with this number, and write it when the block ends well.

    Parameters: ``actor`` who acts, None for the system itself; ``at`` the instant of the act; ``version`` the version
    the actor's page showed, None where the actor did not look at a page first.
    Raises: ``Refused``: ``order_not_found`` for an unknown or invisible number, ``stale_page`` for an older version.
    """
    with transaction.atomic():
        order = locked(actor, number)
        if version is not None and version != order.version:
            refuse("stale_page")
        change = Change(actor, order, at)
        yield change
        change.write()
