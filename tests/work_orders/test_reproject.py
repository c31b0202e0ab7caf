"""A new notice: running limits it touches are worked out again, each with its reason; the others are left alone."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.timezone import localtime

from bihuan.calendars.actions import import_days, import_hours
from bihuan.calendars.models import Notice
from bihuan.calendars.queries import forget
from bihuan.ledger.models import Event
from bihuan.work_orders import actions as office
from bihuan.work_orders.actions.reprojecting import reproject
from bihuan.work_orders.models import OrderClock
from bihuan.work_orders.queries import provisional_limits
from tests.calendars.notices import table
from tests.town import SHANGHAI, Town
from tests.work_orders import course, invariants
from tests.work_orders.course import WORDS, last_event
from tests.work_orders.stories import Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_calendar")]
DECEMBER = datetime(2026, 12, 28, 10, tzinfo=SHANGHAI)
NOTICED = datetime(2026, 12, 29, 9, tzinfo=SHANGHAI)
LATER = NOTICED + timedelta(minutes=5)


def notice(content: bytes = b"", year: int = 2027, at: datetime = NOTICED) -> None:
    import_days(None, "notice.csv", content or table(), year, "国办发明电〔2026〕7号", at=at)
    forget()


def dues(story: Story) -> dict[str, str]:
    clocks = OrderClock.objects.filter(order=story.order, met_at=None, stopped_at=None)
    return {c.kind: f"{localtime(c.due_at):%m-%d}{'?' * c.provisional}" for c in clocks}


def in_december(town: Town) -> Story:
    """An order of Monday 28 December 2026 in the hands of the district: its limits reach into a year nobody knows."""
    story = Story(town, DECEMBER)
    return story.dispatched()


def test_past_the_notices_a_limit_is_provisional_and_the_house_says_so(town: Town) -> None:
    story = in_december(town)
    assert dues(story) == {"total": "01-04?", "sign": "12-29", "first_contact": "12-29", "handle": "01-01?"}
    assert story.order.due_provisional
    assert provisional_limits() == 2


def test_when_the_notice_comes_each_limit_moves_with_its_reason(town: Town) -> None:
    story = in_december(town)
    notice()
    assert reproject(at=NOTICED).looked_at == 0, "some processes may still reckon by the calendar before"
    done = reproject(at=LATER)
    assert (done.moved, done.more) == (1, False)
    assert dues(story) == {"total": "01-05", "sign": "12-29", "first_contact": "12-29", "handle": "01-04"}
    assert (story.order.due_provisional, provisional_limits()) == (False, 0)
    told = last_event(story)
    assert (told.act, told.person, told.facts["due"][:10]) == ("reproject", None, "2027-01-05")
    assert [each["because"]["en"] for each in told.facts["clocks"] if "because" in each] == [
        "01-01—01-03 day off (元旦): due 01-04 → 01-05", "01-01—01-03 day off (元旦): due 01-01 → 01-04",
    ]  # fmt: skip
    clock = OrderClock.objects.get(order=story.order, kind="total")
    assert clock.generation == 2
    assert clock.next_alert_at is not None
    invariants.check(story.order)


def test_it_is_done_once(town: Town) -> None:
    in_december(town)
    notice()
    reproject(at=LATER)
    events = Event.objects.count()
    assert reproject(at=LATER + timedelta(minutes=1)) == (0, 0, False)
    assert Event.objects.count() == events
    assert Notice.objects.get().reprojected_at == LATER


def test_in_batches_one_after_the_other(town: Town) -> None:
    stories = [in_december(town) for _ in range(3)]
    notice()
    turns = [reproject(at=LATER, most=4) for _ in range(3)]
    assert [turn.more for turn in turns] == [True, True, False] or turns[-1].more is False
    assert sum(turn.moved for turn in turns) == 3
    for story in stories:
        assert dues(story)["total"] == "01-05"
        invariants.check(story.order)


def test_what_no_changed_day_touches_gets_no_event(town: Town) -> None:
    """An order whose limits end within the year that was known."""
    story = Story(town, datetime(2026, 12, 1, 10, tzinfo=SHANGHAI)).dispatched()
    before, length = dues(story), story.order.ledger_length
    notice()
    assert reproject(at=LATER).looked_at == 0
    assert (dues(story), story.order.ledger_length) == (before, length)


def test_an_amendment_moves_limits_that_were_not_provisional(town: Town) -> None:
    """Friday 4 December 2026 becomes a day off, as days did in January 2020."""
    story = Story(town, datetime(2026, 12, 1, 10, tzinfo=SHANGHAI)).dispatched()
    signed = Story(town, datetime(2026, 12, 1, 10, tzinfo=SHANGHAI)).dispatched()
    signed.act("杨帆", office.sign)
    before = dues(story)
    notice("day,kind,name\n2026-12-02,放假,追悼日".encode(), 2026, datetime(2026, 12, 1, 12, tzinfo=SHANGHAI))
    reproject(at=datetime(2026, 12, 1, 13, tzinfo=SHANGHAI))
    assert before == {"total": "12-08", "sign": "12-02", "first_contact": "12-02", "handle": "12-07"}
    assert dues(story) == {"total": "12-09", "sign": "12-03", "first_contact": "12-03", "handle": "12-08"}
    ended = OrderClock.objects.get(order=signed.order, kind="sign")
    assert localtime(ended.due_at).date() == date(2026, 12, 2), "what has ended is not judged anew"
    for each in (story, signed):
        invariants.check(each.order)


def test_a_parked_order_moves_too_and_still_stands_still(town: Town) -> None:
    story = course.in_hand(town)  # in June 2025, with all its suspensions and limits in the past
    parked = Story(town, DECEMBER).in_hand()
    parked.act("杨帆", office.park, date(2027, 1, 20), WORDS)
    notice()
    reproject(at=LATER)
    clocks = OrderClock.objects.filter(order=parked.order, met_at=None, stopped_at=None)
    assert all(clock.paused_at and clock.next_alert_at is None and not clock.provisional for clock in clocks)
    assert dues(parked)["total"] == "01-05"
    parked.now = datetime(2027, 1, 11, 10, tzinfo=SHANGHAI)
    parked.act("张琪", office.unpark)
    for each in (parked, story):
        invariants.check(each.order)


def test_other_hours_move_running_limits_with_their_reason(town: Town) -> None:
    story = Story(town).dispatched()
    before = OrderClock.objects.get(order=story.order, kind="total").due_at
    at = story.now + timedelta(minutes=1)
    sooner = b"periods\n09:00-12:00 14:00-17:00"
    import_hours(None, "hours.csv", sooner, "渝府办〔2025〕8号", localtime(at).date(), at=at)
    forget()
    assert reproject(at=at).looked_at == 0, "some processes may still reckon by the hours before"
    assert reproject(at=at + timedelta(minutes=5)).moved == 1
    assert OrderClock.objects.get(order=story.order, kind="total").due_at == before - timedelta(minutes=30)
    told = [each["because"]["zh"] for each in last_event(story).facts["clocks"] if "because" in each]
    day = f"{localtime(before):%m-%d}"
    assert f"上班时间变更：{day} 17:30 → {day} 17:00 到期" in told
    assert reproject(at=at + timedelta(minutes=6)) == (0, 0, False)
    invariants.check(story.order)
