"""A reading becomes an event when it trips a threshold, and joins the one it has already made."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bihuan.command_centre.actions import handling
from bihuan.command_centre.actions.sensing import take_reading
from bihuan.command_centre.models import Event, Threshold
from bihuan.rules.events import severity_of
from bihuan.rules.refusal import Refused
from tests.command_centre.plays import OFFICER
from tests.town import AT, Town

LOW = Decimal("0.08")


@pytest.fixture
def rule(town: Town) -> Threshold:
    return Threshold.objects.create(
        code="water-low", name="供水压力过低", measure="water_pressure", below=Decimal("0.15"), window_minutes=30,
        kind="water_supply", severity="everyday", urgency="urgent", handling_level="district",
        centre=town.command_centre, owner=town.housing,
    )  # fmt: skip


def read(town: Town, value: Decimal = LOW, minutes: int = 0, device: str = "P-0117", who: str = "马俊"):
    return take_reading(town.actor(who), "water_pressure", device, value, at=AT + timedelta(minutes=minutes))


def test_a_reading_within_the_limit_is_nothing(town: Town, rule: Threshold) -> None:
    assert read(town, Decimal("0.15")) == (None, False)
    assert not Event.objects.exists()


def test_one_that_trips_makes_an_event_with_the_three_fields_of_its_rule(town: Town, rule: Threshold) -> None:
    event, new = read(town)
    assert new
    assert (event.source, event.severity, event.urgency, event.handling_level) == (
        "sensor",
        "everyday",
        "urgent",
        "district",
    )
    assert (event.centre, event.threshold, event.device) == (town.command_centre, rule, "P-0117")


def test_within_the_window_further_readings_join_it(town: Town, rule: Threshold) -> None:
    event, _ = read(town)
    assert [read(town, minutes=minute) for minute in (10, 35, 60)] == [(event, False)] * 3
    assert Event.objects.get().readings == 4


def test_after_the_window_or_from_another_device_or_after_the_end_it_is_a_new_one(
    town: Town, rule: Threshold
) -> None:
    first, _ = read(town)
    assert read(town, minutes=31).new
    assert read(town, minutes=32, device="P-0200").new
    latest = Event.objects.filter(device="P-0117").latest("registered_at")
    handling.decline(town.actor(OFFICER), latest.number, "设备检修", at=AT + timedelta(minutes=33))
    assert read(town, minutes=34).new
    assert first.readings == 1


def test_an_officer_of_another_district_neither_makes_nor_joins_an_event_here(
    town: Town, rule: Threshold
) -> None:
    assert read(town, who="袁浩").event is None
    here, _ = read(town)
    assert read(town, minutes=1, who="袁浩").event is None
    here.refresh_from_db()
    assert here.readings == 1


def test_a_threshold_of_the_city_holds_for_every_district(town: Town, rule: Threshold) -> None:
    centre = town.unit("重庆市数字化城市运行和治理中心")
    Threshold.objects.update(centre=centre)
    event, new = read(town, who="袁浩")
    assert new
    assert event.centre == centre


def test_a_rule_that_is_off_trips_nothing(town: Town, rule: Threshold) -> None:
    Threshold.objects.update(active=False)
    assert read(town).event is None


@pytest.mark.parametrize("said", ["一级", "1", "4级", "Ⅰ级", "IV级"])
def test_a_grade_by_number_says_nothing_about_severity(said: str) -> None:
    with pytest.raises(Refused) as refused:
        severity_of(said)
    assert refused.value.code == "severity_is_no_number"


def test_a_severity_is_named_in_words() -> None:
    assert severity_of("特别重大") == severity_of("extreme") == "extreme"
    with pytest.raises(Refused):
        severity_of("很严重")
