"""An event from report to closure: one centre owns it, whoever else is called."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from bihuan.command_centre.actions import handling, tasks
from bihuan.command_centre.models import Event, EventTask
from bihuan.command_centre.queries.events import visible_to
from bihuan.ledger.chain import Head
from bihuan.ledger.queries import events_of, verify
from bihuan.notifications.actions.telling import tell_waiting
from bihuan.notifications.models import Message
from bihuan.organisations.models import Person
from bihuan.rules.actors import Post
from bihuan.rules.refusal import Refused
from tests.command_centre.plays import COMMUNITY, OFFICER, accepted, officer, reported, worker
from tests.town import AT, Town

LATER = AT + timedelta(minutes=10)


def code_of(act, *args, **values) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **values)
    return refused.value.code


def test_a_report_goes_to_the_streets_centre_and_back_to_who_reported_it(town: Town) -> None:
    grid_worker, centre = worker(town), town.actor(OFFICER)
    event = reported(grid_worker)
    assert (event.state, event.centre) == ("reported", town.command_centre)
    handling.accept(centre, event.number, at=LATER)
    handling.assign(centre, event.number, person_id=centre.person_id, at=LATER)
    handling.take(centre, event.number, at=LATER)
    handling.resolve(centre, event.number, "双方和解，楼上当天修好水管", at=LATER)
    done = handling.close(centre, event.number, at=LATER)
    mine = visible_to(grid_worker).get()
    assert (mine.state, mine.result) == ("closed", "双方和解，楼上当天修好水管")
    head = Head(done.ledger_length, bytes(done.ledger_digest))
    assert [broken for _, broken in verify([(done.pk, head)])] == [None]
    acts = [each.act for each in events_of(done.pk)]
    assert acts == [
        "event_report",
        "event_accept",
        "event_assign",
        "event_take",
        "event_resolve",
        "event_close",
    ]


def test_the_result_comes_back_to_the_inbox_of_who_reported_it(town: Town) -> None:
    grid, office, later = worker(town), town.actor(OFFICER), AT + timedelta(hours=1)
    done, declined = accepted(town, grid), reported(grid, text="看见有人钓鱼")
    handling.assign(office, done.number, person_id=office.person_id, at=later)
    handling.take(office, done.number, at=later)
    handling.resolve(office, done.number, "已劝和", at=later)
    handling.close(office, done.number, at=later)
    handling.decline(office, declined.number, "不是街道的事", at=later)
    tell_waiting(later + timedelta(minutes=1), 100)
    told = {each.code: each for each in Message.objects.filter(person=grid.person_id)}
    assert {code: each.number for code, each in told.items()} == {
        "event_closed": done.number,
        "event_declined": declined.number,
    }
    browser = Client()
    browser.force_login(Person.objects.get(pk=grid.person_id))
    opened = browser.get(f"/inbox/{told['event_closed'].pk}/")
    assert opened["Location"] == f"/events/{done.number}/"
    assert "已劝和" in browser.get(opened["Location"]).content.decode()


def test_the_same_report_sent_twice_is_one_event(town: Town) -> None:
    grid_worker, id = worker(town), uuid4()
    first, again = reported(grid_worker, id=id), reported(grid_worker, id=id)
    assert first.pk == again.pk
    assert Event.objects.count() == 1


def test_other_words_under_the_same_id_are_a_conflict_and_overwrite_nothing(town: Town) -> None:
    grid_worker, id = worker(town), uuid4()
    event = reported(grid_worker, id=id)
    assert code_of(reported, grid_worker, id=id, text="别的事") == "event_report_changed"
    assert Event.objects.get().text == event.text
    assert code_of(reported, worker(town, "何平"), id=id) == "event_not_found"


def test_what_was_solved_on_the_spot_is_closed_with_its_result(town: Town) -> None:
    grid_worker = worker(town)
    event = reported(grid_worker, settled=True, result="劝和，双方道歉")
    assert (event.state, event.result, event.handling_level) == ("closed", "劝和，双方道歉", "grid")
    assert code_of(reported, grid_worker, settled=True) == "event_result_missing"


def test_a_photo_is_asked_for_only_where_the_kind_needs_it(town: Town) -> None:
    grid_worker = worker(town)
    assert code_of(reported, grid_worker, kind="fire_lane") == "event_photo_needed"
    assert reported(grid_worker, kind="fire_lane", photos=1).state == "reported"
    assert code_of(reported, grid_worker, kind="dispute", photos=1) == "event_photo_not_needed"


def test_a_position_far_away_is_asked_about_again_and_nothing_is_kept(town: Town) -> None:
    from bihuan.demo.ground import draw_ground

    draw_ground(7)
    grid_worker = worker(town)
    far_north = (106.57, 34.05)
    with pytest.raises(Refused) as refused:
        reported(grid_worker, position=far_north)
    assert refused.value.code == "event_far_away"
    said = re.search(r"约 (\d+) 公里以外，与所选的“(.+)”不符，还没有提交。请核对", refused.value.sentence.zh)
    assert said
    assert 490 <= int(said[1]) <= 510
    assert not Event.objects.exists()
    event = reported(grid_worker, position=far_north, sure=True)
    assert event.place.code == COMMUNITY


def test_the_position_names_the_grid_and_another_street_is_not_ones_own(town: Town) -> None:
    from bihuan.demo.ground import draw_ground
    from bihuan.grids.models import GridVersion
    from bihuan.rules.outlines import kept_outline

    draw_ground(7)
    grid_worker = worker(town)
    version = GridVersion.objects.get(grid__code=f"{COMMUNITY}-G03")
    middle = kept_outline(version.outline).shape.representative_point()
    event = reported(grid_worker, position=(middle.x, middle.y))
    assert event.grid_code == f"{COMMUNITY}-G03"
    assert reported(grid_worker, place=f"{COMMUNITY}-G01").place.code == COMMUNITY
    assert code_of(reported, grid_worker, place="500103003013") == "event_place_not_yours"
    assert code_of(reported, grid_worker, place="999") == "event_place_unknown"


def test_severity_urgency_and_level_are_set_apart(town: Town) -> None:
    event = accepted(town, worker(town), urgent=True)
    assert (event.severity, event.urgency, event.handling_level) == ("everyday", "urgent", "street")
    event = handling.grade(town.actor(OFFICER), event.number, "major", "normal", "district", at=LATER)
    assert (event.severity, event.urgency, event.handling_level) == ("major", "normal", "district")
    assert event.centre == town.command_centre


def test_departments_and_levels_are_called_at_once_and_the_centre_waits_for_all(town: Town) -> None:
    centre_name = next(name for name in town.units if name.startswith("渝中区") and "中心" in name)
    district = officer(town, "区中心", centre_name)
    event = accepted(town, worker(town))
    event = handling.escalate(town.actor(OFFICER), event.number, "涉及区级部门", at=LATER)
    assert event.centre.name == centre_name
    handling.accept(district, event.number, at=LATER)
    units = [town.labour.pk, town.housing.pk, town.command_centre.pk]
    event = handling.send_out(district, event.number, units, "现场核实", at=LATER)
    assert sorted(EventTask.objects.values_list("way", flat=True)) == ["across", "across", "down"]
    assert event.state == "handling"
    assert code_of(handling.resolve, district, event.number, "好了", at=LATER) == "event_tasks_open"
    for name in ("吴迪", "马俊", OFFICER):
        actor = town.actor(name)
        task = EventTask.objects.get(unit__in=actor.unit_ids())
        tasks.acknowledge(actor, event.number, task.pk, at=LATER)
        tasks.finish(actor, event.number, task.pk, "已核实", at=LATER)
    handling.resolve(district, event.number, "三家核实后处置", at=LATER)
    assert code_of(handling.close, town.actor(OFFICER), event.number, at=LATER) == "act_not_yours"
    assert handling.close(district, event.number, at=LATER).state == "closed"


def test_a_department_answers_for_its_own_task_only(town: Town) -> None:
    event = accepted(town, worker(town))
    handling.send_out(town.actor(OFFICER), event.number, [town.labour.pk, town.housing.pk], "到场", at=LATER)
    other = EventTask.objects.get(unit=town.housing)
    assert code_of(tasks.acknowledge, town.actor("吴迪"), event.number, other.pk, at=LATER) == "act_not_yours"


def test_a_whistle_keeps_both_times_and_both_sides_score_once(town: Town) -> None:
    centre, department = town.actor(OFFICER), town.actor("吴迪")
    event = accepted(town, worker(town))
    handling.whistle(centre, event.number, [town.labour.pk], "请到现场", at=LATER)
    task = EventTask.objects.get()
    assert code_of(tasks.score, centre, event.number, task.pk, 5, at=LATER) == "act_not_now"
    tasks.arrive(department, event.number, task.pk, at=LATER + timedelta(minutes=20))
    task = tasks.finish(department, event.number, task.pk, "已协调", at=LATER + timedelta(hours=1))
    assert (task.arrived_at - task.called_at, task.ended_at - task.called_at) == (
        timedelta(minutes=20),
        timedelta(hours=1),
    )
    given = [tasks.score(actor, event.number, task.pk, 4, at=LATER) for actor in (centre, department)]
    assert [(score.by_unit, score.of_unit) for score in given] == [
        (town.command_centre, town.labour), (town.labour, town.command_centre),
    ]  # fmt: skip
    assert code_of(tasks.score, centre, event.number, task.pk, 1, at=LATER) == "event_scored_already"
    assert code_of(tasks.score, centre, event.number, task.pk, 6, at=LATER) == "score_out_of_range"


def test_a_disputed_duty_is_decided_once_by_the_centre_above(town: Town) -> None:
    centre, department = town.actor(OFFICER), town.actor("吴迪")
    district = officer(town, "区中心", next(n for n in town.units if n.startswith("渝中区") and "中心" in n))
    event = accepted(town, worker(town))
    handling.whistle(centre, event.number, [town.labour.pk], "请到现场", at=LATER)
    task = EventTask.objects.get()
    tasks.dispute(department, event.number, task.pk, "属住建职责", at=LATER)
    assert code_of(tasks.uphold, centre, event.number, task.pk, "x", at=LATER) == "act_not_yours"
    tasks.uphold(district, event.number, task.pk, "三定方案第五条", at=LATER)
    assert (
        code_of(tasks.dispute, department, event.number, task.pk, "还是不认", at=LATER)
        == "event_duty_decided"
    )
    tasks.acknowledge(department, event.number, task.pk, at=LATER)


def test_units_out_of_reach_are_not_called(town: Town) -> None:
    event = accepted(town, worker(town))
    far = town.unit("江北区人力资源和社会保障局")
    assert (
        code_of(handling.send_out, town.actor(OFFICER), event.number, [far.pk], "x", at=LATER)
        == "event_unit_not_reached"
    )
    assert not EventTask.objects.exists()


def test_strangers_find_no_such_event(town: Town) -> None:
    event = reported(worker(town))
    for name in ("石磊", "吴迪", "张琪"):
        assert not visible_to(town.actor(name)).exists()
        assert code_of(handling.accept, town.actor(name), event.number, at=LATER) == "event_not_found"
    assert code_of(handling.accept, worker(town, "何平"), event.number, at=LATER) == "event_not_found"


def test_a_stale_page_changes_nothing(town: Town) -> None:
    event = reported(worker(town))
    handling.accept(town.actor(OFFICER), event.number, at=LATER, version=1)
    assert (
        code_of(handling.decline, town.actor(OFFICER), event.number, "x", at=LATER, version=1)
        == "event_stale"
    )


def test_who_reported_reads_why_it_was_declined(town: Town) -> None:
    grid_worker = worker(town)
    event = reported(grid_worker)
    handling.decline(town.actor(OFFICER), event.number, "属私人纠纷，已告知可申请人民调解", at=LATER)
    assert "人民调解" in visible_to(grid_worker).get().result


def test_a_grid_worker_sees_events_and_no_orders(town: Town) -> None:
    from bihuan.work_orders.queries import units_seen_by

    grid_worker = worker(town)
    assert grid_worker.holds(Post.GRID_WORKER)
    assert units_seen_by(grid_worker) == []
