"""What holds for every act alike: done once and on the record, refused to everybody else, and nothing left behind."""

import json
from datetime import timedelta

import pytest
from django.db import transaction

from bihuan.api.acts import ENDPOINTS
from bihuan.ledger.models import Announcement, Event
from bihuan.rules.lifecycle import MATTER, VISIT_WORDS, Act, Matter
from bihuan.rules.refusal import Refused
from bihuan.work_orders import actions as office
from bihuan.work_orders.queries import visible_to
from tests.town import Town
from tests.work_orders import invariants
from tests.work_orders.course import STATIONS, WORDS, everything, last_event, refused
from tests.work_orders.plays import PLAYS, Play
from tests.work_orders.stories import NAME, PHONE, Story

pytestmark = pytest.mark.django_db

#: Acts whose matter is the limit itself; nothing else moves it (peer defect D2).
MOVES_LIMIT = {Act.GRANT_EXTENSION, Act.UNPARK, Act.TAKE_BACK_110, Act.CONCLUDE_110}
#: Said beside the order: whoever is filling in a form meanwhile need not look again.
BESIDE = {Act.NOTE, Act.ATTACH, Act.URGE}

every_act = pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.act.value)


def test_no_act_is_forgotten() -> None:
    assert {play.verb for play in PLAYS} == {endpoint.action for endpoint in ENDPOINTS} | {office.attach}


@every_act
def test_an_act_is_done_once_and_on_the_record(town: Town, play: Play) -> None:
    story = play.station(town)
    before = story.order
    after = play.do(story, version=before.version)
    stored = story.order

    # What the action gives back can be read by the next one at once (peer defect D14).
    assert (after.state, after.version, after.holder_id) == (stored.state, stored.version, stored.holder_id)
    assert stored.state == (play.target or before.state)
    assert stored.version == before.version + (play.act not in BESIDE)
    if play.act not in MOVES_LIMIT:
        assert stored.due_at == before.due_at
    invariants.check(stored)

    event = last_event(story)
    assert event.seq == stored.ledger_length == before.ledger_length + 1
    assert (event.act, event.facts["state"]) == (play.act, stored.state)
    actor = town.actor(play.people[0])
    assert event.person == actor.person_id
    assert (event.unit, event.post) == (actor.posts[0].unit_id, actor.posts[0].post)
    assert Announcement.objects.filter(event=event, told_at=None).exists()
    written = json.dumps(event.facts, ensure_ascii=False)
    assert [word for word in (WORDS, NAME, PHONE) if word in written] == []

    if play.act not in BESIDE:
        with refused("stale_page"):
            play.do(story, version=before.version)


@every_act
def test_an_act_is_refused_to_everybody_else_and_leaves_nothing_behind(town: Town, play: Play) -> None:
    story = play.station(town)
    with refused("stale_page"):
        play.do(story, version=story.order.version - 1)

    before, answers = everything(), {name: _answer(play, story, name) for name in town.people}
    may = {name for name, answer in answers.items() if not answer}
    seen = {n for n in answers if visible_to(town.actor(n)).filter(number=story.number).exists()}
    assert {name for name, answer in answers.items() if answer == "order_not_found"} == answers.keys() - seen
    assert {name for name, answer in answers.items() if answer == "act_not_yours"} == seen - may
    assert may == set(play.people)
    assert everything() == before, "a refusal left a trace"


def _answer(play: Play, story: Story, name: str) -> str:
    """What somebody who tries is answered: the code of the refusal, or "" when it would have been done."""
    try:
        with transaction.atomic():
            play.do(story, name)
            transaction.set_rollback(True)
    except Refused as refusal:
        return refusal.code
    return ""


@every_act
def test_a_strangers_order_and_no_order_look_the_same(town: Town, play: Play) -> None:
    story = play.station(town)
    entered, stranger = play.entered(story), town.actor("蒋悦")
    with refused("order_not_found") as hidden:
        play.verb(stranger, story.number, *entered, at=story.now, **play.more)
    with refused("order_not_found") as unknown:
        play.verb(stranger, "20250610-999999", *entered, at=story.now, **play.more)
    assert hidden.value.args == unknown.value.args
    assert vars(hidden.value) == vars(unknown.value)


@pytest.mark.parametrize("state", STATIONS, ids=lambda state: state.value)
def test_what_the_state_does_not_permit_is_refused_with_what_would_be_its_time(
    town: Town, state: Matter
) -> None:
    story = STATIONS[state](town)
    assert story.order.state == state
    untimely = [play for play in PLAYS if isinstance(play.act, Act) and not MATTER.row(play.act, state)]
    entered = {play.act: play.entered(story) for play in untimely}
    dispatcher = town.actor("周敏")
    for play in untimely:
        with refused("act_not_now") as refusal:
            play.verb(dispatcher, story.number, *entered[play.act], at=story.now, **play.more)
        assert MATTER.states[state].zh in refusal.value.sentence.zh
        words = VISIT_WORDS if play.verb is office.visit else MATTER.acts[play.act]
        assert words.en in refusal.value.sentence.en


def test_an_event_names_everybody_by_number_only(town: Town) -> None:
    """A whole life, and not one Chinese character in any event of it: facts are codes, ids, numbers and days."""
    STATIONS[Matter.ARCHIVED](town)
    facts = [json.dumps(event.facts, ensure_ascii=False) for event in Event.objects.all()]
    assert len(facts) > 15
    assert [text for text in facts if not text.isascii()] == []


def test_the_clock_of_an_order_never_goes_back(town: Town) -> None:
    """Two machines need not agree on the time; the order's own time only goes on."""
    story = STATIONS[Matter.DISPATCHED](town)
    changed = story.order.changed_at
    office.sign(town.actor("杨帆"), story.number, at=changed - timedelta(hours=1))
    assert story.order.changed_at > changed
    invariants.check(story.order)
