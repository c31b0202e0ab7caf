"""Setting the thresholds of matters, and the alarm where a matter was told wrongly too often."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import connection, transaction

from bihuan.ledger.actions import record
from bihuan.ledger.chain import EMPTY, By
from bihuan.organisations.actors import Actor
from bihuan.rules.accuracy import AlarmAct, figures_of
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import refuse
from bihuan.rules.thresholds import Threshold, checked
from bihuan.rules.workdays import SHANGHAI
from bihuan.triage.in_force import forget
from bihuan.triage.models import AccuracyAlarm, ThresholdRow
from bihuan.triage.queries import (
    counts_of_week,
    possible_keepers,
    row_in_force,
    setting_units,
    threshold_rows,
    week_of,
)

_ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('bihuan watch accuracy'))"


def set_threshold(
    actor: Actor, matter: str, row: Threshold, *, keeper: int, reason: str, since: date, at: datetime
) -> ThresholdRow:
    """Let a row hold for a matter ("" for all that have none of their own) from a day on.

    Parameters: ``keeper`` the person who answers for it. Raises: ``Refused`` threshold_not_yours, choice_unknown for a
    matter that is none, threshold_owner_unknown, threshold_reason_missing, threshold_backdated, and what ``checked`` refuses.
    """
    if not setting_units(actor):
        refuse("threshold_not_yours")
    if matter and matter not in MATTERS:
        refuse("labels_no_matters", field="matter", labels=matter[:40])
    checked(*row)
    today = at.astimezone(SHANGHAI).date()
    owner = next((each for each in possible_keepers(actor, today) if each.person_id == keeper), None)
    if owner is None:
        refuse("threshold_owner_unknown", field="keeper")
    if not reason.strip():
        refuse("threshold_reason_missing", field="reason")
    if since < today:
        refuse("threshold_backdated", field="since")
    # Never earlier than now: what was offered this morning was offered by what held this morning.
    starts = max(datetime.combine(since, time(), SHANGHAI), at)
    found = ThresholdRow.objects.create(
        matter=matter, **row._asdict(), keeper_id=owner.person_id, keeper_unit_id=owner.unit_id,
        reason=reason.strip()[:200], in_force_from=starts, set_at=at, set_by_id=actor.person_id,
    )  # fmt: skip
    transaction.on_commit(forget)
    return found


@transaction.atomic
def raise_alarms(at: datetime) -> list[AccuracyAlarm]:
    """Look through the week that ended last, and alarm the owner of each matter that fell below its line; once each.

    A matter nobody owns is alarmed to nobody: the page shows it all the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ALONE)
        if not cursor.fetchone()[0]:
            return []
    week = week_of(at.astimezone(SHANGHAI).date()) - timedelta(7)
    rows = threshold_rows()
    told = set(AccuracyAlarm.objects.filter(week=week).values_list("matter", flat=True))
    raised = []
    for each in figures_of(counts_of_week(week)):
        row = row_in_force(rows, each.matter, at)
        if row is None or each.matter in told:
            continue
        line = Threshold(row.fill_in, row.propose, row.alarm_below, row.least_cases)
        if line.alarms(each.proposed, each.right):
            raised.append(_raised(each.matter, week, each.proposed, each.right, row, at))
    return raised


def _raised(
    matter: str, week: date, cases: int, right: int, row: ThresholdRow, at: datetime
) -> AccuracyAlarm:
    alarm = AccuracyAlarm(
        id=uuid4(), matter=matter, week=week, cases=cases, right=right, line=row.alarm_below, raised_at=at,
        keeper_id=row.keeper_id,
    )  # fmt: skip
    alarm.ledger_length, alarm.ledger_digest = record(
        alarm.pk, EMPTY, AlarmAct.ACCURACY_FELL.value, at=at, by=By(),
        facts={
            "kind": matter, "number": week.isoformat(), "cases": cases, "right": right, "line": row.alarm_below,
            "unit": row.keeper_unit_id, "keeper": row.keeper_id,
        },
    )  # fmt: skip
    alarm.save(force_insert=True)
    return alarm
