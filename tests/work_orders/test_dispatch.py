"""From the desk into the hands of a unit, by the place of the project."""

from datetime import date, datetime

import pytest

from bihuan.organisations.actions.reform import reform
from bihuan.rules.actors import Level
from bihuan.work_orders import actions as office
from tests.journeys.test_reform import of_the_town
from tests.town import SHANGHAI, Town
from tests.work_orders import course
from tests.work_orders.course import last_event, refused
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


def answering(story: Story) -> list[tuple[str, str, bool]]:
    """Which levels answer for the order, how far each has come, and whether it was only copied in."""
    duties = story.order.responsibilities.filter(released_at=None).order_by("pk")
    return list(duties.values_list("level", "state", "copied"))


def test_the_district_gets_it_with_its_limit_and_answers_from_now_on(town: Town) -> None:
    story = course.registered(town)
    limit = story.order.due_at
    story.act("周敏", office.dispatch, town.district_union.pk, task="三日内见面")

    order, lead = story.order, story.order.assignments.get()
    assert (order.state, order.lead, order.holder) == ("dispatched", town.district_union, town.district_union)
    assert (order.holder_post, order.holder_person, order.due_at) == ("order_clerk", None, limit)
    assert (lead.role, lead.unit, lead.task, lead.due_at) == (
        "lead",
        town.district_union,
        "三日内见面",
        limit,
    )
    assert lead.assigned_at == story.now
    # The desk has done its part; the district has not yet.
    assert answering(story) == [("city", "tracking", False), ("district", "accepting", False)]
    assert last_event(story).facts["to"] == town.district_union.pk
    assert [held.unit for held in order.holdings.order_by("period")] == [town.city_union, town.district_union]


def test_a_level_that_is_passed_over_answers_too_and_can_be_seen(town: Town) -> None:
    story = course.passed_over(town)
    assert answering(story) == [
        ("city", "tracking", False), ("district", "accepting", True), ("street", "accepting", False),
    ]  # fmt: skip
    story.act("杨帆", office.track, Level.DISTRICT)
    assert answering(story)[1] == ("district", "tracking", True)


def test_a_department_gets_it_through_its_officer_and_the_unions_of_its_place_answer(town: Town) -> None:
    story = course.registered(town)
    story.act("周敏", office.dispatch, town.labour.pk)
    assert (story.order.holder, story.order.holder_post) == (town.labour, "department_officer")
    assert [level for level, *_ in answering(story)] == ["city", "district"]
    story.act("吴迪", office.sign)
    assert story.order.holder_person == town.person("吴迪")


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (999_999_999, "unit_unknown"),
        (2**63, "unit_unknown"),
        (0, "unit_unknown"),
        ("渝中区", "unit_unknown"),  # a place, not an organ
        ("重庆市总工会", "unit_not_beneath"),  # the desk itself
    ],
)
def test_where_it_cannot_go_is_refused(town: Town, to: int | str, code: str) -> None:
    story = course.registered(town)
    with refused(code, "unit"):
        story.act("周敏", office.dispatch, town.unit(to).pk if isinstance(to, str) else to)


def test_a_unit_that_was_abolished_gets_no_more_orders(town: Town) -> None:
    reform(of_the_town(), date(2025, 11, 20))
    story = Story(town, datetime(2025, 12, 1, 9, 0, tzinfo=SHANGHAI))
    with refused("unit_unknown", "unit"):
        story.act("周敏", office.dispatch, town.other_district_union.pk)


def test_ten_thousand_characters_are_no_task(town: Town) -> None:
    story = course.registered(town)
    with refused("text_too_long", "task"):
        story.act("周敏", office.dispatch, town.district_union.pk, task="急" * 10_000)


def test_what_was_only_accepted_is_confirmed_before_it_is_dispatched(town: Town) -> None:
    story = course.accepted(town)
    with refused("act_not_now"):
        story.act("周敏", office.dispatch, town.district_union.pk)
    story.act("陈晓", office.confirm)
    story.act("周敏", office.dispatch, town.district_union.pk)
    assert story.order.state == "dispatched"
