"""Who the caller is: opened only by those who have to speak to the caller, and always on the record."""

from datetime import timedelta

import pytest
from django.db import connection

from bihuan.rules.lifecycle import Act
from bihuan.rules.refusal import Refused
from bihuan.work_orders import actions as office
from bihuan.work_orders.change import changing
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import last_event, refused
from tests.work_orders.stories import NAME, PHONE, Story

pytestmark = pytest.mark.django_db
SPEAKING = {"陈晓", "周敏", "何静", "张琪", "吴迪", "马俊", "许慧"}


def test_opening_is_written_down_with_who_and_through_which_post(town: Town) -> None:
    story = course.in_hand(town)
    before = story.order
    caller = office.reveal_caller(town.actor("张琪"), story.number, at=story.now)
    assert (caller.name, caller.phone) == (NAME, PHONE)
    event = last_event(story)
    assert (event.act, event.person, event.unit, event.post) == ("reveal", town.person("张琪").pk, town.street_union.pk, "informant")  # fmt: skip
    assert event.facts == {"state": "handling"}
    assert (story.order.version, story.order.due_at) == (before.version, before.due_at)


@pytest.mark.parametrize(("confidential", "may"), [(False, SPEAKING), (True, {"陈晓", "周敏"})])
def test_who_may(town: Town, confidential: bool, may: set[str]) -> None:
    story = Story(town, confidential=confidential).called_in()
    answers = {}
    for name in town.people:
        try:
            answers[name] = office.reveal_caller(town.actor(name), story.number, at=story.now).phone
        except Refused as refusal:
            answers[name] = refusal.code
    assert {name for name, answer in answers.items() if answer == PHONE} == may
    assert {answers[name] for name in ("唐毅", "罗岚", "杨帆", "秦川")} == {"caller_closed"}
    assert {answers[name] for name in ("高远", "蒋悦", "陆遥")} == {"order_not_found"}


def test_a_refusal_tells_nothing_and_is_no_event(town: Town) -> None:
    story = course.in_hand(town)
    for name, number, code in (("杨帆", story.number, "caller_closed"), ("蒋悦", story.number, "order_not_found"), ("张琪", "20250610-999999", "order_not_found")):  # fmt: skip
        with refused(code) as refusal:
            office.reveal_caller(town.actor(name), number, at=story.now)
        assert PHONE not in str(refusal.value.sentence)


def test_who_only_reads_the_caller_within_a_change_leaves_it_encrypted(town: Town) -> None:
    story = Story(town).in_hand()
    with changing(town.actor("张琪"), story.number, at=story.now + timedelta(minutes=10)) as change:
        assert change.order.caller_name == NAME
        change.step(Act.HOLD_SESSION)
    with connection.cursor() as cursor:
        cursor.execute("SELECT caller_name FROM work_orders_workorder WHERE number = %s", [story.number])
        (stored,) = cursor.fetchone()
    assert NAME.encode() not in bytes(stored)
    assert story.order.caller_name == NAME
