"""Readings come in once, are corrected on the record, are counted from our own data, and become events beyond a limit."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bihuan.command_centre.actions import handling
from bihuan.command_centre.actions.limits import Laid, end_limit, lay_limit
from bihuan.command_centre.actions.vitals import compute_readings, report_reading
from bihuan.command_centre.models import Event, Reading, Threshold
from bihuan.command_centre.queries.measures import _MEASURES, Asked, measured
from bihuan.command_centre.queries.vitals import trend_of, vitals_of
from bihuan.command_centre.trends import chart_of, reading_of
from bihuan.duties.actions.indicators import define
from bihuan.duties.actions.structure import establish_structure
from bihuan.duties.queries.indicators import Indicator, indicators_of
from bihuan.rules.refusal import Refused
from bihuan.rules.vitals import Every, Source, Stretch, stretch_of
from tests.command_centre.plays import OFFICER, accepted, officer, reported, worker
from tests.town import AT, Town
from tests.work_orders.conftest import sign_in, stop_clock

__all__ = ["sign_in", "stop_clock"]
MAY = stretch_of(Every.MONTH, date(2025, 5, 1))
HEADER = ["lane", "name", "measure", "definition", "better", "source", "about", "owner"]
ROWS = [
    HEADER,
    ["综合", "办结率", "%", "办结的比例", "越高越好", "", "", "综合岗"],
    ["综合", "纠纷数", "件", "上报的纠纷", "越低越好", "events_reported", "dispute", ""],
    ["综合", "到场用时", "分钟", "吹哨到场", "lower", "whistle_arrival_minutes", "", ""],
]


@pytest.fixture
def lane(town: Town) -> dict[str, Indicator]:
    establish_structure(
        town.command_centre,
        [["board", "lane", "post", "came_from", "strength"], ["平安法治", "综合", "综合岗", "", "2"]],
    )
    define(town.command_centre, ROWS)
    return {each.name: each for each in indicators_of(town.command_centre.pk)}


def read(
    town: Town, indicator: Indicator, value: str, stretch: Stretch = MAY, name: str = OFFICER, **more: object
):
    return report_reading(town.actor(name), indicator, stretch, Decimal(value), at=more.pop("at", AT), **more)  # type: ignore[arg-type]


def test_a_reading_sent_twice_is_one_and_another_value_corrects_it_and_both_stay(
    town: Town, lane: dict[str, Indicator]
) -> None:
    rate = lane["办结率"]
    first = read(town, rate, "91.5")
    assert (first.new, first.reading.late) == (True, True)  # due on the fifth of June
    assert read(town, rate, "91.500").new is False
    with pytest.raises(Refused) as refused:
        read(town, rate, "92")
    assert refused.value.code == "text_missing"
    read(town, rate, "92", reason="漏计一个社区")
    (point,) = trend_of(rate, town.street.pk, AT.date(), most=1)
    assert (point.reading.value, [each.value for each in point.corrected]) == (92, [Decimal("91.5")])
    assert Reading.objects.count() == 2


def test_in_time_is_not_late_and_a_part_of_the_place_is_read_by_itself(
    town: Town, lane: dict[str, Indicator]
) -> None:
    rate = lane["办结率"]
    community = town.unit("南纪门街道").children.filter(level="community").first()
    assert not read(town, rate, "90", at=AT - timedelta(days=6)).reading.late
    assert read(town, rate, "80", place=community).new
    assert vitals_of(town.command_centre, AT.date())[0].reading.value == 90
    with pytest.raises(Refused) as refused:
        read(town, rate, "80", place=town.unit("大石坝街道"))
    assert refused.value.code == "vital_place_outside"


def test_others_readings_and_computed_ones_are_refused(town: Town, lane: dict[str, Indicator]) -> None:
    stranger = officer(town, "外人", "大石坝街道基层治理指挥中心")
    for actor, name, code in (
        (stranger, "办结率", "vital_not_yours"),
        (town.actor("马俊"), "纠纷数", "vital_is_computed"),
    ):
        with pytest.raises(Refused) as refused:
            report_reading(actor, lane[name], MAY, Decimal(1), at=AT)
        assert refused.value.code == code
    assert not Reading.objects.exists()


def test_no_reading_is_said_and_never_drawn_as_nought(town: Town, lane: dict[str, Indicator]) -> None:
    rate = lane["办结率"]
    assert [vital.reading for vital in vitals_of(town.command_centre, AT.date())] == [None] * 3
    read(town, rate, "90", MAY)
    read(town, rate, "88", MAY.before(2))
    points = trend_of(rate, town.street.pk, AT.date(), most=4)
    chart = chart_of(rate, points, [])
    assert [point["value"] for point in chart["points"]] == [None, 88, None, 90]
    assert reading_of(points, "%").zh == "2025-05 为 90 %，比上次高 2；4 期中有 2 期没有读数。"


def test_beyond_the_limit_so_many_periods_in_a_row_makes_one_event(
    town: Town, lane: dict[str, Indicator]
) -> None:
    rate = lane["办结率"]
    laid = Laid(
        "办结率偏低",
        "hazard",
        "街道办公会",
        indicator=rate,
        below=Decimal(80),
        in_a_row=2,
        window_minutes=60 * 24 * 31,
    )
    limit = lay_limit(town.actor(OFFICER), town.command_centre, "low", laid, at=AT)
    assert read(town, rate, "70", MAY.before()).event is None
    event = read(town, rate, "75", MAY).event
    assert (event.threshold, event.device, event.source, event.centre) == (
        limit,
        town.street.code,
        "sensor",
        town.command_centre,
    )
    assert "2025-05 = 75 %" in event.text
    assert read(town, rate, "76", MAY, reason="更正").event == event  # within the window it is the same event
    again = lay_limit(
        town.actor(OFFICER),
        town.command_centre,
        "low",
        Laid(**{**vars_of(laid), "below": Decimal(78)}),
        at=AT,
    )
    assert (again.number, Threshold.objects.get(code="low", active=True)) == (2, again)
    assert read(town, rate, "77", MAY, reason="再更正").event == event  # a new limit does not begin another
    assert Event.objects.get().readings == 3
    handling.decline(town.actor(OFFICER), event.number, "数据问题", at=AT)
    assert read(town, rate, "74", MAY, reason="又更正").new
    assert Event.objects.count() == 2


def vars_of(laid: Laid) -> dict[str, object]:
    return {name: getattr(laid, name) for name in laid.__slots__}


def test_correcting_the_past_alarms_nobody(town: Town, lane: dict[str, Indicator]) -> None:
    rate = lane["办结率"]
    laid = Laid("办结率偏低", "hazard", "街道办公会", indicator=rate, below=Decimal(80))
    lay_limit(town.actor(OFFICER), town.command_centre, "low", laid, at=AT)
    read(town, rate, "90", MAY)
    assert read(town, rate, "10", MAY.before()).event is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"above": None}, "limit_without_bound"),
        ({"above": Decimal(1), "below": Decimal(2)}, "limit_bounds_crossed"),
        ({"in_a_row": 2}, "number_out_of_range"),
        ({"window_minutes": 0}, "number_out_of_range"),
        ({"basis": " "}, "text_missing"),
        ({"kind": "nothing"}, "choice_unknown"),
        ({"measure": ""}, "text_missing"),
    ],
)
def test_a_limit_that_says_nothing_sensible_is_not_laid_down(
    town: Town, changed: dict[str, object], code: str
) -> None:
    given = {
        "name": "压力",
        "kind": "water_supply",
        "basis": "规程",
        "measure": "pressure",
        "above": Decimal(1),
    }
    with pytest.raises(Refused) as refused:
        lay_limit(town.actor(OFFICER), town.command_centre, "p", Laid(**given | changed), at=AT)  # type: ignore[arg-type]
    assert refused.value.code == code
    assert not Threshold.objects.exists()


def test_limits_are_the_centres_own(town: Town) -> None:
    laid = Laid("压力", "water_supply", "规程", measure="pressure", above=Decimal(1))
    stranger = officer(town, "外人", "大石坝街道基层治理指挥中心")
    lay_limit(town.actor(OFFICER), town.command_centre, "p", laid, at=AT)
    for actor, centre, code in (
        (stranger, town.command_centre, "limit_not_yours"),
        (stranger, town.unit("大石坝街道基层治理指挥中心"), "limit_of_another"),
    ):
        with pytest.raises(Refused) as refused:
            lay_limit(actor, centre, "p", laid, at=AT)
        assert refused.value.code == code
    end_limit(town.actor(OFFICER), town.command_centre, "p", at=AT)
    with pytest.raises(Refused):
        end_limit(town.actor(OFFICER), town.command_centre, "p", at=AT)
    assert not Threshold.objects.filter(active=True).exists()


def test_every_query_of_the_table_counts_and_says_nothing_where_there_is_nothing(town: Town) -> None:
    assert set(_MEASURES) == set(Source)
    asked = Asked(town.street.path, stretch_of(Every.MONTH, AT.date()))
    empty = {source: measured(source, asked) for source in Source}
    counts = {Source.EVENTS_REPORTED, Source.ORDERS_REGISTERED, Source.ORDERS_RESOLVED}
    assert {source for source, value in empty.items() if value == 0} == counts
    assert {value for source, value in empty.items() if source not in counts} == {None}
    grid = worker(town)
    accepted(town, grid, urgent=True)
    reported(grid, settled=True, result="当场劝和")
    found = {source: measured(source, asked) for source in Source}
    assert found[Source.EVENTS_REPORTED] == 2
    assert found[Source.EVENTS_ON_THE_SPOT_SHARE] == found[Source.EVENTS_CLOSED_SHARE] == 50
    assert found[Source.URGENT_ACCEPTED_MINUTES] == 3


def test_what_is_computed_is_counted_by_the_worker_and_counted_anew_when_it_moved(
    town: Town, lane: dict[str, Indicator]
) -> None:
    grid, june = worker(town), AT + timedelta(days=25)
    reported(grid)
    disputes = lane["纠纷数"]
    assert compute_readings(disputes, june) == 2  # May and June
    assert compute_readings(disputes, june) == 0
    reported(grid, at=AT + timedelta(days=2), text="另一起纠纷")
    assert compute_readings(disputes, june) == 1
    *_, point = trend_of(disputes, town.street.pk, june.date())
    assert (str(point.stretch), point.reading.value, point.reading.number) == ("2025-06", 2, 2)
    assert compute_readings(lane["到场用时"], june) == 0  # nobody was whistled for: that is no reading


def test_the_pages_show_them_and_take_a_reading_by_hand(
    town: Town, lane: dict[str, Indicator], sign_in
) -> None:
    rate, browser = lane["办结率"], sign_in(OFFICER)
    shown = browser.get("/vitals/").content.decode()
    assert shown.count("没有读数") >= 3
    assert "综合岗" in shown
    address = f"/vitals/{rate.pk}/"
    assert browser.post(address, {"period": "2025-06", "value": "70"}).status_code == 422
    assert browser.post(address, {"period": "2025-05", "value": "70"}).status_code == 302
    limit = {
        "name": "偏低", "below": "80", "in_a_row": "1", "window_minutes": "60", "kind": "hazard", "severity": "everyday",
        "urgency": "normal", "handling_level": "street", "basis": "办公会",
    }  # fmt: skip
    assert browser.post(f"{address}limit/", limit).status_code == 302
    assert browser.post(f"{address}limit/", limit | {"basis": ""}).status_code == 422
    page = browser.get(address).content.decode()
    assert "&lt; 80" in page
    assert "超出阈值" in page
    assert "非官方数值" in page
    assert "超出阈值" in browser.get("/vitals/?show=passed").content.decode()
    code = Threshold.objects.get().code
    assert code in browser.get("/limits/").content.decode()
    device = limit | {"code": "water", "measure": "water_pressure"}
    assert browser.post("/limits/lay/", device).status_code == 302
    assert browser.get("/limits/lay/?code=water").status_code == 200
    assert browser.post(f"/limits/{code}/end/").status_code == 302
    assert Threshold.objects.filter(active=True).get().code == "water"
    stranger = sign_in("马俊")
    assert stranger.post(f"{address}limit/", limit).status_code == 404


def test_a_whole_centre_is_read_in_few_statements(
    town: Town, lane: dict[str, Indicator], django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(3):
        vitals_of(town.command_centre, AT.date())
