"""Suggestions beside choices, week by week; the owner of a matter is alarmed once when it falls below its line."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bihuan.ledger.queries import events_of
from bihuan.notifications.actions.telling import tell_waiting
from bihuan.notifications.models import Message
from bihuan.rules.refusal import Refused
from bihuan.rules.thresholds import Threshold
from bihuan.rules.workdays import SHANGHAI
from bihuan.triage import actions
from bihuan.triage.in_force import threshold
from bihuan.triage.models import AccuracyAlarm, ThresholdRow
from bihuan.triage.queries import counts_by_week, counts_of_week, reliability_of, week_of
from tests.town import Town
from tests.triage import weeks
from tests.triage.weeks import with_minder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_model")]
MONDAY = datetime(2026, 11, 16, 9, tzinfo=SHANGHAI)
NEXT = MONDAY + timedelta(7)


@pytest.fixture
def town(town: Town) -> Town:
    """The cast, with somebody who minds suggestions at the city's union."""
    return with_minder(town)


def suggested(matter: str, chosen: str, times: int, at: datetime = MONDAY, sure: float | None = 0.9) -> None:
    weeks.suggested(matter, chosen, times, at, sure)


def set_threshold(town: Town, **more: Any) -> ThresholdRow:
    return weeks.set_threshold(town, MONDAY, **more)


def test_only_a_trained_models_matters_that_a_person_answered_for_are_counted() -> None:
    suggested("leave", "leave", 2)
    suggested("leave", "", 5)
    suggested("leave", "contract", 5, sure=None)  # a language model's, or the word list's
    suggested("leave", "contract", 1, at=MONDAY - timedelta(1))  # the Sunday before
    assert [row.cases for row in counts_of_week(MONDAY.date())] == [2]
    by_week = counts_by_week(MONDAY.date() - timedelta(7), 2)
    assert [sum(row.cases for row in rows) for rows in by_week.values()] == [1, 2]


def test_what_is_called_ninety_per_cent_sure_is_held_against_what_was_chosen() -> None:
    suggested("leave", "leave", 3, sure=0.92)
    suggested("leave", "contract", 1, sure=0.96)
    suggested("leave", "leave", 2, sure=1.0)
    suggested("leave", "contract", 2, sure=0.45)
    low, high = reliability_of(MONDAY.date(), 1)
    assert (low.least, low.cases, low.said, low.right) == (40, 2, 45.0, 0.0)
    assert (high.least, high.cases, high.right) == (90, 6, 83.3)


def test_the_owner_is_told_once_of_a_class_and_week(town: Town) -> None:
    set_threshold(town)
    suggested("leave", "leave", 15)
    suggested("leave", "contract", 10)
    suggested("contract", "leave", 30)  # nobody owns it
    (alarm,) = actions.raise_alarms(NEXT)
    assert (alarm.matter, alarm.week, alarm.cases, alarm.right) == ("leave", MONDAY.date(), 25, 15)
    assert actions.raise_alarms(NEXT + timedelta(hours=1)) == []
    tell_waiting(NEXT)
    message = Message.objects.get(code="accuracy_fell")
    assert message.person == town.person("秦川")
    assert [event.act for event in events_of(alarm.pk)] == ["accuracy_fell"]


def test_no_alarm_above_the_line_nor_of_few_cases_nor_before_the_week_is_over(town: Town) -> None:
    set_threshold(town)
    suggested("leave", "contract", 19)
    assert actions.raise_alarms(NEXT) == []
    suggested("leave", "leave", 100)
    assert actions.raise_alarms(NEXT) == []
    suggested("leave", "contract", 100, at=NEXT)
    assert actions.raise_alarms(NEXT + timedelta(2)) == []
    assert not AccuracyAlarm.objects.exists()


def test_a_row_holds_from_its_day_and_the_desk_goes_by_it(town: Town) -> None:
    set_threshold(town, since=NEXT.date())
    assert threshold("leave", MONDAY).fill_in == 85
    assert threshold("leave", NEXT).fill_in == 90
    assert threshold("contract", NEXT).fill_in == 85


@pytest.mark.parametrize(
    ("said", "who", "more", "code"),
    [
        ("an operator sets none", "陈晓", {}, "threshold_not_yours"),
        ("a district's supervisor sets none for the city", "邓宁", {}, "threshold_not_yours"),
        ("nobody is made owner who does not mind suggestions", "秦川", {"keeper": 0}, "threshold_owner_unknown"),
        ("a change without a reason", "秦川", {"reason": " "}, "threshold_reason_missing"),
        ("yesterday is over", "秦川", {"since": (MONDAY - timedelta(1)).date()}, "threshold_backdated"),
        ("crossed thresholds", "秦川", {"row": Threshold(40, 85)}, "thresholds_crossed"),
    ],
)  # fmt: skip
def test_what_cannot_be_set_is_refused(
    town: Town, said: str, who: str, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as caught:
        set_threshold(town, who=who, **more)
    assert caught.value.code == code, said
    assert not ThresholdRow.objects.exists()


def test_a_week_begins_on_monday() -> None:
    assert week_of(date(2026, 11, 22)) == MONDAY.date()
    assert week_of(MONDAY.date()) == MONDAY.date()
