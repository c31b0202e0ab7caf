"""Whatever has a chain is proved: a changed event of any kind of subject is found and named, and none is forgotten."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from bihuan.calendars import actions as calendar_office
from bihuan.cli.ledger import SUBJECTS
from bihuan.command_centre.actions.emergency import begin_emergency
from bihuan.demo.duties import found_duties
from bihuan.demo.ground import draw_ground
from bihuan.ledger.queries import chained_models, proved_rows, unclaimed_events
from bihuan.rules.actors import Post
from bihuan.rules.workdays import SHANGHAI
from bihuan.triage.actions import raise_alarms
from tests.calendars.notices import table
from tests.command_centre.plays import officer, reported, worker
from tests.knowledge.shelf import shelve, stock
from tests.town import AT, Town
from tests.triage.gathered import calls, look, watched
from tests.triage.weeks import set_threshold, suggested, with_minder
from tests.work_orders.stories import Story

#: Kinds nothing in this product makes without somebody's file of its own.
BY_FILE_ALONE = {"calendars.LimitTable", "calendars.LadderTable", "calendars.Timetable"}


def break_first_event(subject: object) -> None:
    """Past the trigger, as only the owner of the server can."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE ledger_event SET facts = facts || '{\"changed\": 1}' WHERE subject = %s AND seq = 1",
            [subject],
        )
        assert cursor.rowcount == 1


def lose_last_event(subject: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "DELETE FROM ledger_event WHERE subject = %s AND seq = (SELECT max(seq) FROM ledger_event WHERE subject = %s)",
            [subject, subject],
        )
        assert cursor.rowcount == 1


def test_every_kind_of_subject_is_called_something() -> None:
    assert {model._meta.label for model in chained_models()} == set(SUBJECTS)


def test_a_broken_chain_of_any_kind_is_found_and_nothing_else_is(town: Town, own_calendar: None) -> None:
    found_duties(AT - timedelta(days=400))
    draw_ground(7)
    stock()
    shelve()
    Story(town).dispatched()
    reported(worker(town))
    begin_emergency(officer(town, "书记", "南纪门街道基层治理指挥中心", Post.LEADER), "全街道", "演练", at=AT)
    calendar_office.import_days(
        None, "2027.csv", table(), 2027, "国办发明电〔2026〕7号", at=datetime(2026, 11, 10, tzinfo=SHANGHAI)
    )
    set_threshold(with_minder(town), AT)
    suggested("leave", "contract", 30, AT)
    assert raise_alarms(AT + timedelta(7))
    watched(town)
    calls(town, 7)
    assert look().issued
    assert unclaimed_events() == 0
    seen = set()
    for model in chained_models():
        rows = list(proved_rows(model))
        assert [broken for _, broken in rows if broken] == []
        if not rows:
            continue
        seen.add(model._meta.label)
        row = max((row for row, _ in rows), key=lambda row: row.ledger_length)
        subject = getattr(row, "subject", row.pk)
        for damage, seq in ((break_first_event, 1), (lose_last_event, row.ledger_length)):
            with transaction.atomic():
                damage(subject)
                found = {row.pk: broken for row, broken in proved_rows(model) if broken}
                assert {pk: broken.seq for pk, broken in found.items()} == {row.pk: seq}
                transaction.set_rollback(True)
    assert seen == set(SUBJECTS) - BY_FILE_ALONE


def test_a_subject_that_was_removed_leaves_events_nobody_remembers(town: Town) -> None:
    event = reported(worker(town))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("DELETE FROM command_centre_event WHERE id = %s", [event.pk])
        assert unclaimed_events() == 1
        transaction.set_rollback(True)
