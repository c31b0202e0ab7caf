"""Random offices play thousands of steps; after each one the invariants of the house hold.

What one step may and may not touch is checked as well: a refused act changes nothing, no act beside the clock moves
a deadline, and a step of one loop leaves the other loop's end where it was.
"""

import os
from collections import Counter
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bihuan.ledger.models import Event
from bihuan.organisations.actors import Actor
from bihuan.rules.cohandling import SupportAct
from bihuan.rules.inspecting import Measure, PlanRow
from bihuan.rules.lifecycle import Act, Matter
from bihuan.rules.refusal import Refused
from bihuan.rules.responsibility import DutyAct
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from tests.town import Town, found_town
from tests.work_orders import invariants
from tests.work_orders.offices import Offices

START = datetime(2025, 6, 10, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
#: Acts that may move a limit; everything else must leave it alone (peer defect D2).
MOVES_LIMIT = {Act.GRANT_EXTENSION, Act.UNPARK, Act.TAKE_BACK_110, Act.CONCLUDE_110}
_NOBODYS = {Act.REGISTER, Act.RECEIVE, Act.SUCCEED, Act.REPROJECT, Act.REOPEN_FOLLOW_UP, Act.SPARE_INSPECTION}
PLAYED = [act for act in Act if act not in _NOBODYS]
#: What was done at all: a run in which the offices never got anywhere proves nothing.
done: Counter[str] = Counter()

town: Town


class RandomOffices(RuleBasedStateMachine):
    """Every rule is one hour of an office day: somebody does something to some order."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.now = START
        self.numbers: list[str] = []

    @initialize(seed=st.integers(0, 2**32))
    def open_the_offices(self, seed: int) -> None:
        self.chance = Random(seed)
        self.offices = Offices(town, self.chance)

    @precondition(lambda self: len(self.numbers) < 3)
    @rule()
    def somebody_calls(self) -> None:
        self.now += timedelta(minutes=20)
        number = self.offices.register(self.now)
        self.numbers.append(number)
        invariants.check(WorkOrder.objects.get(number=number))

    @precondition(lambda self: self.numbers)
    @rule(hours=st.integers(0, 4), steps=st.integers(5, 60))
    def somebody_does_the_next_thing(self, hours: int, steps: int) -> None:
        for _ in range(steps):
            order = WorkOrder.objects.get(number=self.chance.choice(self.numbers))
            if possible := self.offices.possible(order, self.now):
                self._play(*self.offices.choose(possible, done), order, hours)

    @precondition(lambda self: self.numbers)
    @rule(act=st.sampled_from([*PLAYED, *SupportAct, *DutyAct]))
    def anybody_tries_anything(self, act: Act | DutyAct | SupportAct) -> None:
        order = WorkOrder.objects.get(number=self.chance.choice(self.numbers))
        self._play(act, self.chance.choice(self.offices.actors), order, 1)

    def _play(self, act: Act | DutyAct | SupportAct, actor: Actor, before: WorkOrder, hours: int) -> None:
        self.now += timedelta(hours=hours)
        try:
            with transaction.atomic():
                self.offices.play(act, actor, before.number, self.now)
        except Refused:
            after = WorkOrder.objects.get(pk=before.pk)
            assert after.ledger_length == before.ledger_length, "a refusal left a trace"
            return
        after = WorkOrder.objects.get(pk=before.pk)
        done[act] += 1
        done[after.state] += 1
        assert before.state != Matter.ARCHIVED, "something was done to an archived order"
        added = 1 + self._followed_at_once(act, after)
        assert after.ledger_length == before.ledger_length + added, "one change is one event"
        if act not in MOVES_LIMIT:
            assert after.due_at == before.due_at, f"{act} moved the limit"
        if isinstance(act, DutyAct):
            assert after.state == before.state, "a step of loop 2 changed the matter"
        else:
            assert after.responsibility_closed_at == before.responsibility_closed_at, (
                "a step of loop 1 closed loop 2"
            )
        invariants.check(after)
        office.reopen_follow_ups(at=self.now)

    def _followed_at_once(self, act: Act | DutyAct | SupportAct, after: WorkOrder) -> bool:
        """Whether a second change came of it: what was not drawn is spared, what fails may be sent back at once."""
        spared = Event.objects.filter(subject=after.pk, seq=after.ledger_length, act=Act.SPARE_INSPECTION)
        done[Act.SPARE_INSPECTION] += spared.exists()
        return spared.exists() or (act is Act.FAIL_INSPECTION and after.state == Matter.HANDLING)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)


@pytest.mark.django_db
def test_the_invariants_hold_whatever_the_offices_do() -> None:
    global town
    town = found_town()
    half = [(PlanRow(Measure.SHARE, 50), None)]
    signature = office.Signature("市总工会", "随机演练", 0)
    office.set_plan(town.actor("唐毅"), town.city_union.pk, half, ["redone"], signature, at=START)
    nightly = os.environ.get("BIHUAN_NIGHTLY") == "1"
    run_state_machine_as_test(
        RandomOffices,
        settings=settings(
            max_examples=300 if nightly else 25,
            stateful_step_count=60 if nightly else 15,
            deadline=None,
            database=None,
            derandomize=not nightly,
            phases=[Phase.generate, Phase.shrink] if nightly else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert done[Matter.ARCHIVED] > 0, "no order went round both loops"
    assert done[Act.SPARE_INSPECTION] > 0, "nothing was spared inspection"
    never = [act.value for act in [*PLAYED, *SupportAct, *DutyAct] if not done[act]]
    assert len(never) <= 3, f"never done in the whole run of {done.total()}: {never}"
    print(sum(done[a] for a in [*PLAYED, *SupportAct, *DutyAct]), never, done)
