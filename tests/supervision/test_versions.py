"""Warnings under versions of the ladder: which row each climbs by, and that it keeps the one it was issued under."""

from dataclasses import replace
from datetime import date, datetime
from importlib import import_module

import pytest
from django.apps import apps

from bihuan.calendars import actions as calendar_office
from bihuan.calendars.queries import forget
from bihuan.rules.actors import Level
from bihuan.rules.alerts import Light
from bihuan.rules.deadlines import Budget, TimeType
from bihuan.rules.ladder import EVENTS, Cause, Row, Rung, Step, Tread, Wants
from bihuan.rules.ladder_rows import SHIPPED, VERSION
from bihuan.rules.matters import Urgency
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.supervision import actions as supervision
from bihuan.supervision.happenings import not_warned_of
from bihuan.supervision.models import EarlyWarning, SupervisionSlip
from bihuan.work_orders import actions as office
from tests.calendars.test_ladder_tables import ladder_file, take_in_ladder
from tests.supervision.ladder import june, the_warning, unsigned, warned, warnings_of
from tests.town import Town
from tests.work_orders.stories import Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_calendar")]
SOURCE = Words("区里规定", "the district's own")


def in_force(*rows: Row, since: date, at: datetime, town: Town, without: str = "") -> None:
    """Take in the shipped rows with these in place of those of the same code, and without another."""
    codes = {row.code for row in rows} | {without}
    kept = [row for row in SHIPPED.rows if row.code not in codes]
    units = {unit.path: unit.code for unit in (town.district, town.other_district_union, town.district_union)}
    take_in_ladder(ladder_file(*kept, *rows, codes=units), "2025-2", since, at)


def test_a_warning_says_the_row_and_version_it_was_issued_by(town: Town) -> None:
    _, warning = warned(town)
    assert (warning.rule, warning.rules_version) == ("sign:red", VERSION)
    assert (warning.climbs, warning.lapses) == (True, False)


def test_it_keeps_its_version_to_the_end_whatever_comes_into_force(town: Town) -> None:
    _, warning = warned(town)
    longer = Tread(Step.SLIP, Budget(9, TimeType.WORKING_DAY), SHIPPED.tread(Step.SLIP, Light.RED).to, SOURCE)
    in_force(longer, since=date(2025, 6, 12), at=june(12, 10), town=town)
    later = unsigned(town, june(16))
    supervision.sweep(june(13, 10))
    slip = SupervisionSlip.objects.get(warning=warning)
    assert slip.due_at == june(18, 17, 30), "three working days, as when the warning was issued"
    supervision.sweep(june(18, 9))
    supervision.sweep(june(19, 17, 30))
    younger = the_warning(later)
    assert younger.rules_version == "2025-2"
    assert SupervisionSlip.objects.get(warning=younger).due_at == datetime(
        2025, 7, 2, 17, 30, tzinfo=SHANGHAI
    ), "nine"


def test_the_row_of_the_unit_answers_for_it_and_beneath_it_alone(town: Town) -> None:
    own = Rung(Cause.SIGN, Light.RED, Wants.ACKNOWLEDGEMENT, SOURCE, unit=town.district.path)
    quick = Tread(
        Step.ACKNOWLEDGE, Budget(1, TimeType.WORK_HOUR), SHIPPED.tread(Step.SLIP, Light.RED).to, SOURCE,
        unit=town.district.path,
    )  # fmt: skip
    in_force(own, quick, since=date(2025, 6, 9), at=june(9), town=town)
    story = unsigned(town)
    supervision.sweep(june(12))
    warning = the_warning(story)
    assert (warning.rule, warning.climbs) == (f"sign:red:{town.district.path}", False)
    assert (warning.wants, warning.due_at) == (Wants.ACKNOWLEDGEMENT, june(12, 10))


def test_an_event_goes_by_the_row_that_wins_for_each_order(town: Town) -> None:
    """An order of arrears of wages warns at the first return, one of another matter as always at the second."""
    own = Rung(Cause.BOUNCED, Light.YELLOW, Wants.ACKNOWLEDGEMENT, SOURCE, at=1, matter="wage_arrears")
    in_force(own, since=date(2025, 6, 9), at=june(9), town=town)
    stories = [
        Story(town, urgency="ordinary", matter=matter, caller_phone=phone).dispatched()
        for matter, phone in (("wage_arrears", "13900000001"), ("social_insurance", "13900000002"))
    ]
    owner = town.other_district_union.pk
    for story in stories:
        story.act("杨帆", office.request_return, "not_our_area", "基本履职清单第十二项", owner)
        story.act("周敏", office.reassign)
    supervision.sweep(june(10, 11))
    found = [[row[:2] for row in warnings_of(story) if row[0] == "bounced"] for story in stories]
    assert found == [[("bounced", Light.YELLOW)], []]
    assert the_warning(stories[0], Cause.BOUNCED, Light.YELLOW).rule == "bounced:yellow:wage_arrears"
    supervision.sweep(june(10, 12))
    assert EarlyWarning.objects.filter(cause="bounced").count() == 1


@pytest.mark.parametrize(("lead", "warns"), [("江北区总工会", True), ("渝中区总工会", False)])
def test_an_event_goes_by_the_row_of_the_unit_that_has_the_order_in_hand(
    town: Town, lead: str, warns: bool
) -> None:
    own = Rung(
        Cause.BOUNCED, Light.YELLOW, Wants.ACKNOWLEDGEMENT, SOURCE, at=1, level=Level.DISTRICT,
        unit=town.unit(lead).path,
    )  # fmt: skip
    in_force(own, since=date(2025, 6, 9), at=june(9), town=town)
    story = unsigned(town)
    story.act(
        "杨帆", office.request_return, "not_our_area", "基本履职清单第十二项", town.other_district_union.pk
    )
    story.act("周敏", office.reassign)
    supervision.sweep(june(10, 11))
    assert [row[1] for row in warnings_of(story) if row[0] == "bounced"] == [Light.YELLOW] * warns


@pytest.mark.parametrize("cause", sorted(EVENTS))
def test_every_event_can_be_asked_for_a_row_of_all_keys(town: Town, cause: Cause) -> None:
    """The row of everything gives way to it, and neither question names a column the database does not know."""
    keys = (Urgency.ORDINARY, Level.DISTRICT, "wage_arrears", town.district.path)
    own = replace(
        SHIPPED.rungs_of(cause)[0],
        urgency=keys[0],
        level=keys[1],
        matter=keys[2],
        unit=keys[3],
        source=SOURCE,
    )
    in_force(own, since=date(2025, 6, 9), at=june(9), town=town)
    for rung in (own, SHIPPED.rungs_of(cause)[0]):
        asked = not_warned_of(rung, june(12))
        assert "lead" in str(asked.query)
        assert list(asked) == []


def test_a_light_taken_out_of_the_ladder_warns_nobody_any_more(town: Town) -> None:
    in_force(since=date(2025, 6, 9), at=june(9), town=town, without="sign:red")
    story = unsigned(town)
    supervision.sweep(june(12))
    assert [row[1] for row in warnings_of(story) if row[0] == "sign"] == [Light.ORANGE]


def test_whether_it_ends_by_itself_is_as_its_row_said(town: Town) -> None:
    lapsing = replace(SHIPPED.rungs_of(Cause.SIGN)[1], climbs=False, lapses=True)
    story, warning = warned(town)
    in_force(lapsing, since=date(2025, 6, 12), at=june(12, 10), town=town)
    later = unsigned(town, june(12, 11))
    supervision.sweep(june(16))
    for each in (story, later):
        office.sign(town.actor("杨帆"), each.number, at=june(16, 10))
    supervision.sweep(june(16, 11))
    warning.refresh_from_db()
    assert warning.state != "closed", "the version it was issued under says it is answered for in any case"
    assert the_warning(later).outcome == "lapsed"


def test_the_own_clock_goes_by_the_hours_of_the_unit_warned(town: Town) -> None:
    """渝中区总工会 begins at 10 in summer: four working hours from its 9 o'clock end at 16:00, not at 15:00."""
    hours = f"unit,periods\n{town.district_union.code},10:00-12:00 14:00-18:00".encode()
    calendar_office.import_hours(
        None, "hours.csv", hours, "渝中府办〔2025〕1号", date(2025, 6, 9), at=june(9)
    )
    forget()
    _, warning = warned(town)
    assert warning.unit_id == town.district_union.pk
    assert warning.due_at == june(12, 16)


def test_warnings_from_before_there_were_versions_get_the_rows_they_were_issued_by(town: Town) -> None:
    story, _ = warned(town)
    supervision.sweep(june(30))
    told = ("pk", "rule", "climbs", "lapses")
    issued = list(EarlyWarning.objects.filter(order__number=story.number).order_by("pk").values_list(*told))
    assert {rule for _, rule, *_ in issued} >= {"sign:red", "handle:yellow", "total:blue"}
    EarlyWarning.objects.update(rule="", climbs=False, lapses=True)
    import_module("bihuan.supervision.migrations.0005_rows_warnings_keep").keep_their_rows(apps, None)
    assert list(EarlyWarning.objects.order_by("pk").values_list(*told)) == issued
