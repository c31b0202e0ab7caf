"""The console: by post, the urgent pinned, told of changes by PostgreSQL; quick however much is open."""

from datetime import timedelta
from queue import Empty

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.command_centre import stream
from bihuan.command_centre.actions import handling
from bihuan.command_centre.changing import CHANNEL
from bihuan.command_centre.queries.events import accepted_lately, board_of, pinned_of, states_of
from bihuan.command_centre.stream import MOST_STREAMS, Listener
from tests.command_centre.plays import OFFICER, accepted, reported, worker
from tests.town import AT, Town


@pytest.fixture
def busy(town: Town) -> Town:
    grid_worker = worker(town)
    reported(grid_worker, at=AT)
    reported(grid_worker, at=AT + timedelta(minutes=1), urgent=True, text="一位老人三天未出门")
    accepted(town, grid_worker, urgent=True, text="路面塌陷")
    return town


def test_the_urgent_are_pinned_until_somebody_accepts_them_and_then_show_how_long_it_took(busy: Town) -> None:
    centre = [busy.command_centre.pk]
    assert [event.text for event in pinned_of(centre)] == ["一位老人三天未出门"]
    (shown,) = accepted_lately(centre, AT + timedelta(hours=1))
    assert shown.accepted_at - shown.registered_at == timedelta(minutes=3)
    assert accepted_lately(centre, AT + timedelta(hours=30)) == []


def test_the_board_goes_by_post_and_what_waits_longest_unaccepted_comes_first(busy: Town) -> None:
    (group,) = board_of([busy.command_centre.pk])
    assert (group.post, group.count) == (None, 3)
    assert [event.text for event in group.events] == ["一位老人三天未出门", "楼上漏水引起争吵", "路面塌陷"]
    assert states_of([busy.command_centre.pk]) == {
        "reported": 2, "accepted": 1, "assigned": 0, "handling": 0, "resolved": 0,
    }  # fmt: skip


def test_a_centre_sees_its_own_board_only(busy: Town) -> None:
    other = busy.unit("解放碑街道基层治理指挥中心")
    assert board_of([other.pk]) == []
    assert pinned_of([other.pk]) == []


def test_the_page_accepts_a_pinned_event_with_one_press(busy: Town) -> None:
    client = Client()
    client.force_login(busy.person(OFFICER))
    page = client.get("/console/").content.decode()
    assert "一位老人三天未出门" in page
    (event,) = pinned_of([busy.command_centre.pk])
    answer = client.post(f"/events/{event.number}/event_accept/", {"version": event.version})
    assert answer.status_code == 302
    assert pinned_of([busy.command_centre.pk]) == []
    stranger = Client()
    stranger.force_login(busy.person("吴迪"))
    assert stranger.get("/console/").status_code == 404


def test_statements_do_not_grow_with_what_is_open(busy: Town) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/console/")
        return len(captured)

    client = Client()
    client.force_login(busy.person(OFFICER))
    client.get("/console/")
    before = count()
    for _ in range(12):
        handling.accept(busy.actor(OFFICER), reported(worker(busy, "何平")).number, at=AT)
    assert count() <= before


def notify(payload: str) -> None:
    with psycopg.connect(**stream._address(), autocommit=True) as other:
        other.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


@pytest.fixture
def listener(db: None) -> Listener:
    return Listener()


def test_every_console_of_the_centre_hears_of_a_change_and_no_other(listener: Listener) -> None:
    queues = [listener.subscribe(frozenset({7})) for _ in range(5)]
    elsewhere = listener.subscribe(frozenset({8}))
    for queue in (*queues, elsewhere):
        assert queue.get(timeout=5) == "changed"  # the first look, once somebody listens
    notify("7")
    assert [queue.get(timeout=5) for queue in queues] == ["changed"] * 5
    with pytest.raises(Empty):
        elsewhere.get(timeout=0.3)
    for queue in (*queues, elsewhere):
        listener.unsubscribe(queue)


def test_many_changes_before_a_console_looks_are_one_look(listener: Listener) -> None:
    queue = listener.subscribe(frozenset({7}))
    queue.get(timeout=5)
    for _ in range(20):
        notify("7")
    assert queue.get(timeout=5) == "changed"
    assert queue.qsize() <= 1
    listener.unsubscribe(queue)


def test_streams_are_few_end_by_themselves_and_give_their_place_back(db: None) -> None:
    open_streams = [stream.stream(frozenset({7}), life=0.2) for _ in range(MOST_STREAMS)]
    assert all(open_streams)
    assert stream.stream(frozenset({7})) is None
    for told in open_streams:
        assert next(told).startswith("retry:")
        assert all(said.startswith((": still", "event: changed")) for said in told)
    again = stream.stream(frozenset({7}), life=0.1)
    assert again
    again.close()
    again = stream.stream(frozenset({7}), life=0.1)
    next(again)
    again.close()
    assert stream._places._value == MOST_STREAMS
