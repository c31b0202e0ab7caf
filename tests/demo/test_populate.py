"""The demo city: everything there, nothing but by acts, and the same again for the same seed."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.db import transaction

from bihuan.demo.courses import STAGED
from bihuan.demo.founding import REFORMED, found_city
from bihuan.demo.playing import populate
from bihuan.demo.populating import Plan
from bihuan.demo.texts import calls
from bihuan.intake.models import Call
from bihuan.ledger.models import Event
from bihuan.letters.models import UnionLetter
from bihuan.rules.cohandling import Support
from bihuan.rules.letters import Written
from bihuan.rules.lifecycle import Matter
from bihuan.rules.matters import MATTERS, Closure, Nature, Urgency
from bihuan.rules.responsibility import Duty
from bihuan.rules.warnings import Slip, Warned
from bihuan.rules.workdays import PUBLISHED
from bihuan.supervision.models import Bulletin, EarlyWarning, SupervisionSlip, TalkRecord
from bihuan.work_orders.chains import proved_chains
from bihuan.work_orders.models import Assignment, Promise, Responsibility, Role, WorkOrder
from tests.own_database import own_database

UNTIL = datetime(2026, 10, 30, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
PLAN = Plan(UNTIL, REFORMED, orders=len(STAGED) + 25, seed=7)
#: Of this process's own work: what else the machine does meanwhile does not count.
SECONDS = 30


@pytest.fixture(scope="module")
def seconds(django_db_setup: None, django_db_blocker) -> Iterator[float]:
    """The city, played once for the module and rolled back after it; the seconds of work it took."""
    with django_db_blocker.unblock(), transaction.atomic():
        began = time.process_time()
        found_city(None)
        populate(PLAN, alone=True)
        yield time.process_time() - began
        transaction.set_rollback(True)


@pytest.mark.usefixtures("seconds")
class TestTheCity:
    def test_the_home_district_has_letters_in_many_stages(self) -> None:
        states = set(UnionLetter.objects.values_list("state", flat=True))
        assert {Written.DRAFT, Written.REVIEW, Written.SERVED, Written.REFUSED, Written.CLOSED} <= states
        assert UnionLetter.objects.filter(follows__isnull=False, kind="opinion").exists()

    def test_every_state_of_both_loops_and_of_tasks_is_there(self) -> None:
        assert set(Matter) - {Matter.DRAFT} == set(WorkOrder.objects.values_list("state", flat=True))
        assert set(Duty) == set(Responsibility.objects.values_list("state", flat=True))
        tasks = Assignment.objects.filter(role=Role.SUPPORTING).values_list("state", flat=True)
        assert {
            Support.ASSIGNED,
            Support.SIGNED,
            Support.ANSWERED,
            Support.WAIVED,
            Support.RETURN_REVIEW,
        } <= set(tasks)

    def test_promises_are_kept_overdue_in_part_and_released(self) -> None:
        assert set(Promise.objects.values_list("state", flat=True)) == {"open", "kept", "released"}
        open_parts = [
            part for promise in Promise.objects.filter(state="open") for part in promise.instalments.all()
        ]
        today = UNTIL.date()
        assert any(part.due_on < today and part.paid_fen == 0 for part in open_parts)
        assert any(0 < part.paid_fen < part.amount_fen for part in open_parts)

    def test_there_are_redos_returns_late_ones_and_open_risks(self) -> None:
        orders = WorkOrder.objects.all()
        assert orders.filter(redo_count__gt=0).exists()
        assert orders.filter(return_count__gt=0).exists()
        assert orders.filter(risk_open=True).exists()
        assert orders.filter(state__in=["handling", "dispatched"], due_at__lt=UNTIL).exists()

    def test_warnings_slips_and_a_bulletin_are_there_in_every_state(self) -> None:
        assert set(Warned) <= set(EarlyWarning.objects.values_list("state", flat=True))
        assert set(Slip) == set(SupervisionSlip.objects.values_list("state", flat=True))
        assert {"accepted", "passed", "notice", "raised"} <= set(
            EarlyWarning.objects.values_list("outcome", flat=True)
        )
        assert TalkRecord.objects.exists()
        assert {bulletin.unit.name for bulletin in Bulletin.objects.all()} == {"重庆市总工会", "渝中区总工会"}
        assert any(any(bulletin.rows[0]["figures"].values()) for bulletin in Bulletin.objects.all())

    def test_most_calls_become_no_order(self) -> None:
        assert Call.objects.filter(order=None).count() > 4 * WorkOrder.objects.count()

    def test_nobody_acts_outside_office_hours_or_after_the_end(self) -> None:
        moments = list(Event.objects.values_list("at", flat=True))
        assert max(moments) <= UNTIL
        assert {
            at for at in moments if not PUBLISHED.is_working_day(at.astimezone(PUBLISHED.zone).date())
        } == set()

    def test_every_chain_holds(self) -> None:
        proved = dict(proved_chains())
        assert len(proved) == PLAN.orders
        assert set(proved.values()) == {None}

    def test_holders_tile_every_order_s_life(self) -> None:
        for order in WorkOrder.objects.prefetch_related("holdings"):
            periods = sorted((held.period for held in order.holdings.all()), key=lambda period: period.lower)
            assert periods[0].lower == order.registered_at
            assert periods[-1].upper == order.archived_at
            assert all(one.upper == next_.lower for one, next_ in pairwise(periods))

    def test_a_dispatched_order_has_exactly_one_lead_and_an_archived_one_both_loops_closed(self) -> None:
        leads = Counter(
            Assignment.objects.filter(role=Role.LEAD, ended_at=None).values_list("order", flat=True)
        )
        for order in WorkOrder.objects.all():
            assert leads[order.pk] == (1 if order.lead_id else 0)
            if order.state == Matter.ARCHIVED:
                assert order.responsibility_closed_at
                assert order.closed_at
                assert not order.risk_open

    def test_it_costs_no_more_work_than_it_may(self, seconds: float) -> None:
        assert seconds < SECONDS

    def test_two_processes_play_what_one_plays(self) -> None:
        here = [_told(order) for order in WorkOrder.objects.order_by("registered_at", "number")]
        with own_database() as url:
            environment = os.environ | {"DATABASE_URL": url}
            command = [
                "demo",
                "--orders",
                str(PLAN.orders),
                "--seed",
                str(PLAN.seed),
                "--until",
                "2026-10-30",
            ]
            answer = subprocess.run(
                [sys.executable, "-m", "bihuan", *command], env=environment, capture_output=True, text=True
            )
            assert answer.returncode == 0, answer.stderr
            with psycopg.connect(url) as other:
                rows = other.execute(
                    "SELECT registered_at, title, state, ledger_length, due_at, satisfied, held_since"
                    " FROM work_orders_workorder ORDER BY registered_at, number"
                ).fetchall()
        assert here == rows


def _told(order: WorkOrder) -> tuple:
    return (
        order.registered_at, order.title, order.state, order.ledger_length, order.due_at, order.satisfied, order.held_since,
    )  # fmt: skip


def test_the_table_of_calls_covers_every_matter_with_codes_that_exist() -> None:
    assert {call.matter for call in calls()} == set(MATTERS)
    assert all(Closure(call.closure) and Nature(call.nature) and Urgency(call.urgency) for call in calls())
    for call in calls():
        said = call.title + call.content + call.result
        assert ("{money}" in said) <= bool(call.yuan), call.title
        assert ("{people}" in said) <= bool(call.people), call.title
