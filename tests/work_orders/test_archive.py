"""The archive: both loops closed and no risk open, and then nothing more."""

import pytest

from bihuan.rules.checklist import passing
from bihuan.rules.cohandling import SupportAct
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Involvement
from bihuan.work_orders.queries import visible_to
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, refused
from tests.work_orders.plays import PLAYS
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


def test_it_ends_the_last_holding_and_leaves_the_living(town: Town) -> None:
    story = course.archived(town)
    assert (story.order.state, story.order.archived_at) == ("archived", story.now)
    assert story.order.holdings.latest("period").period.upper == story.now
    assert not Involvement.objects.filter(order=story.order, living=True).exists()
    assert visible_to(town.actor("张琪")).filter(number=story.number).exists()


def test_not_while_a_level_still_answers(town: Town) -> None:
    story = course.inspected(town)
    with refused("responsibility_open"):
        story.act("周敏", office.archive)


def test_not_while_a_risk_is_open(town: Town) -> None:
    story = Story(town, risks=("gathering",)).closed()
    story.act("何静", office.inspect, passing())
    course.discharge_all(story)
    with refused("risk_open"):
        story.act("周敏", office.archive)
    story.act("周敏", office.remove_risk, WORDS)
    story.act("周敏", office.archive)
    assert story.order.state == "archived"


def test_nothing_at_all_is_done_to_it_afterwards(town: Town) -> None:
    story = course.archived(town)
    entered = [(play, play.entered(story)) for play in PLAYS]
    for play, values in entered:
        code = "order_not_found" if isinstance(play.act, SupportAct) else "act_not_now"
        with refused(code):
            play.verb(town.actor("周敏"), story.number, *values, at=story.now, **play.more)
