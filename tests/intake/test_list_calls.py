"""Who sees which calls."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bihuan.intake.models import Call
from bihuan.intake.queries import calls_between, calls_page
from bihuan.intake.queries.calls import PAGE
from tests.intake.entries import registered, send, sit_down
from tests.town import Town

pytestmark = pytest.mark.django_db


def test_operator_supervisor_and_leader_see_the_calls_of_their_desk(client: Client, town: Town) -> None:
    order = registered(client, town)
    for name in ("陈晓", "唐毅", "罗岚"):
        page = sit_down(client, town, name).get("/calls/").content.decode()
        assert order.number in page
        assert "1:35" in page


@pytest.mark.parametrize("name", ["周敏", "杨帆", "张琪", "吴迪", "高远"])
def test_others_find_no_such_page(client: Client, town: Town, name: str) -> None:
    assert sit_down(client, town, name).get("/calls/").status_code == 404


def test_the_leader_of_another_union_sees_no_call_of_this_desk(client: Client, town: Town) -> None:
    order = registered(client, town)
    assert order.number not in sit_down(client, town, "冯涛").get("/calls/").content.decode()
    now = timezone.now()
    assert not calls_between(town.actor("石磊"), now - timedelta(1), now + timedelta(1)).exists()


def test_a_call_is_counted_once_whatever_the_days_are_cut_into(client: Client, town: Town) -> None:
    registered(client, town)
    at, actor = Call.objects.get().at, town.actor("罗岚")
    assert calls_between(actor, at - timedelta(1), at).count() == 0
    assert calls_between(actor, at, at + timedelta(1)).count() == 1


def test_pages_follow_each_other_without_gap_or_repetition(client: Client, town: Town) -> None:
    sit_down(client, town)
    for _ in range(PAGE + 3):
        send(client, town, act="broken_off")
    Call.objects.update(at=timezone.now())  # all at one instant: only the key tells them apart
    now = timezone.now()
    calls = calls_between(town.actor("陈晓"), now - timedelta(1), now + timedelta(1))
    first = calls_page(calls)
    second = calls_page(calls, first.before)
    assert (len(first.calls), len(second.calls), second.before) == (PAGE, 3, "")
    assert len({call.pk for call in first.calls + second.calls}) == PAGE + 3


@pytest.mark.parametrize(
    "query", ["before=nonsense", "since=yesterday", "ending=lost", "before=2025-01-01~x"]
)
def test_a_filter_nobody_understands_shows_the_newest(client: Client, town: Town, query: str) -> None:
    order = registered(client, town)
    assert order.number in client.get(f"/calls/?{query}").content.decode()


def test_the_filter_by_ending_filters(client: Client, town: Town) -> None:
    order = registered(client, town)
    assert order.number in client.get("/calls/?ending=order").content.decode()
    assert order.number not in client.get("/calls/?ending=answered").content.decode()
