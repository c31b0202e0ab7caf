"""The five figures, worked out by hand for a month of six orders."""

from datetime import datetime
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from bihuan.intake.actions import Taken, end_call
from bihuan.rules.matters import MATTERS
from bihuan.rules.satisfaction import SCORE_10_50_40
from bihuan.statistics import charts, comparison, queries
from bihuan.statistics.figures import Part
from bihuan.statistics.periods import Choice, Period
from bihuan.statistics.summary import Summary, closing_of, span_of, summary_of
from bihuan.supervision.scopes import Scope, scope_of, unions_below
from bihuan.work_orders import actions as office
from bihuan.work_orders.lists import OrderFilter, count_of_orders
from bihuan.work_orders.models import Involvement, Responsibility
from tests.town import Town
from tests.work_orders.busy import make_busy

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
DISTRICTS = {"渝中区": ("渝中区总工会", "杨帆"), "江北区": ("江北区总工会", "蒋悦")}


def june(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2025, 6, day, hour, minute, tzinfo=SHANGHAI)


def may(day: int) -> datetime:
    return datetime(2025, 5, day, 9, 0, tzinfo=SHANGHAI)


NOW = june(30, 18)


class Office:
    """Plays orders from the call to the return visit."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.operator, self.dispatcher = town.actor("陈晓"), town.actor("周敏")

    def take(self, at: datetime, place: str = "渝中区", *, urgency: str = "ordinary") -> str:
        """An order in the hands of the district's clerk."""
        union, clerk = DISTRICTS[place]
        demand = office.Demand(
            content="拖欠工资", place=self.town.unit(place).pk, matter="wage_arrears", urgency=urgency
        )
        number = office.register(self.operator, demand, at=at).number
        office.dispatch(self.dispatcher, number, self.town.unit(union).pk, at=at)
        office.sign(self.town.actor(clerk), number, at=at)
        office.start(self.town.actor(clerk), number, "已联系", at=at)
        return number

    def resolve(self, number: str, at: datetime, place: str = "渝中区") -> None:
        clerk = self.town.actor(DISTRICTS[place][1])
        office.resolve(clerk, number, "paid_in_full", "已付清", at=at)
        office.reply(clerk, number, "已付清", at=at)

    def visit(self, number: str, at: datetime, satisfied: str) -> None:
        office.begin_visit(self.operator, number, at=at)
        office.visit(self.operator, number, contacted=True, solved="yes", satisfied=satisfied, at=at)


@pytest.fixture
def months(town: Town) -> Town:
    """Six orders. 2 June 2025 is a holiday; working days below are counted by hand from the published calendar."""
    play = Office(town)
    number = play.take(may(12))  # May: 2 working days, on time, satisfied
    play.resolve(number, may(14))
    play.visit(number, may(15), "satisfied")
    number = play.take(june(3))  # 3 to 5 June: 2 working days, on time, very satisfied
    play.resolve(number, june(5))
    play.visit(number, june(6), "very")
    number = play.take(june(4, 13, 30))  # 4, 5, 6 June: 3 working days, on time, basically satisfied
    play.resolve(number, june(9, 13, 30))
    play.visit(number, june(10), "basically")
    number = play.take(
        june(3), urgency="critical"
    )  # limit 6 June; redone; 3–6, 9–11 June: 7 working days, late
    play.resolve(number, june(10))
    play.visit(number, june(11), "dissatisfied")
    play.resolve(number, june(12))
    play.visit(number, june(13), "satisfied")
    play.take(june(10))  # limit 24 June; still open and late on the 30th
    number = play.take(june(11), "江北区")  # 1 working day, on time, very satisfied
    play.resolve(number, june(12), "江北区")
    play.visit(number, june(13), "very")
    return town


def scope_for(town: Town, name: str, unit: str = "") -> Scope:
    return scope_of(town.actor(name, NOW), NOW, town.unit(unit).pk if unit else None)


def this_month(scope: Scope) -> Summary:
    return summary_of(scope, span_of(Choice.THIS_MONTH, NOW.date()))


def compared(scope: Scope, period: Period) -> list[comparison.Band]:
    below = unions_below(scope)
    outcomes, answers = queries.outcomes_of(scope, below, period), queries.answers_of(scope, below, period)
    return comparison.bands(below, period, outcomes, answers)


def values(summary: Summary) -> dict[str, Decimal | None]:
    return {figure.code: figure.value for figure in summary.five}


def test_the_city_leader_sees_the_figures_of_the_city(months: Town) -> None:
    assert values(this_month(scope_for(months, "罗岚"))) == {
        "calls": 0,
        "orders": 5,
        "handling": Decimal("3.25"),  # (2 + 3 + 7 + 1) / 4
        "on_time": 75,  # three of four; the one still open is no part of it
        "satisfied": Decimal("97.5"),  # (3 + 0.9 × 1) / 4; the redone order counts by its last answer
    }


def test_calls_answered_at_once_are_a_share_of_all_calls_and_open_them(months: Town) -> None:
    operator = months.actor("陈晓")
    for day, ending in ((3, False), (4, False), (5, False), (6, True)):
        taken = Taken(token=uuid4(), seconds=60, matter="leave", about="年休假怎么算")
        end_call(operator, taken, broken_off=ending, at=june(day))
    answered = this_month(scope_for(months, "罗岚")).answered
    assert (answered.value, answered.before) == (75, None)
    assert [(part.words.zh, part.count) for part in answered.parts] == [("当场解答", 3), ("来电", 4)]
    assert answered.url == "/calls/?since=2025-06-01&until=2025-06-30&ending=answered"
    district = this_month(scope_for(months, "冯涛")).answered
    assert (district.value, district.parts) == (None, ())


def test_each_figure_is_compared_with_the_same_days_a_month_before(months: Town) -> None:
    before = {figure.code: figure.before for figure in this_month(scope_for(months, "罗岚")).five}
    assert before == {"calls": 0, "orders": 1, "handling": 2, "on_time": 100, "satisfied": 100}


def test_a_district_leader_sees_only_the_district(months: Town) -> None:
    found = values(this_month(scope_for(months, "冯涛")))
    assert found["calls"] is None  # the hotline is the city's
    assert (found["orders"], found["handling"]) == (4, 4)
    assert round(found["on_time"] or 0, 2) == Decimal("66.67")
    assert round(found["satisfied"] or 0, 2) == Decimal("96.67")


def test_a_city_leader_may_look_at_one_district(months: Town) -> None:
    assert values(this_month(scope_for(months, "罗岚", "江北区总工会"))) == {
        "calls": None, "orders": 1, "handling": 1, "on_time": 100, "satisfied": 100,
    }  # fmt: skip


def test_what_is_late_and_still_open_stands_beside_the_rate_and_cannot_polish_it(months: Town) -> None:
    summary = this_month(scope_for(months, "罗岚"))
    assert {part.words.en: part.count for part in summary.apart} == {
        "Late and still open": 1, "Parked, clock stopped": 0, "Redone, not archived": 1,
    }  # fmt: skip
    assert "1 more are late" in summary.five[3].reading.en


def test_a_granted_extension_moves_the_limit_the_order_is_measured_by(town: Town) -> None:
    play = Office(town)
    number = play.take(june(3), urgency="critical")  # limit 6 June
    clerk = town.actor("杨帆")
    office.request_extension(clerk, number, 3, "取证", at=june(5))
    office.grant_extension(town.actor("周敏"), number, at=june(5, 10))  # limit 11 June
    play.resolve(number, june(10))
    assert values(this_month(scope_for(town, "罗岚")))["on_time"] == 100


def test_a_visit_that_reached_nobody_is_no_part_of_satisfaction(town: Town) -> None:
    play = Office(town)
    number = play.take(june(3))
    play.resolve(number, june(4))
    office.begin_visit(play.operator, number, at=june(5))
    office.visit(play.operator, number, contacted=False, at=june(5))
    satisfied = this_month(scope_for(town, "罗岚")).five[4]
    assert (satisfied.value, satisfied.parts[0].count, satisfied.shown) == (None, 0, "—")


def test_an_empty_month_has_no_rates_and_says_so(town: Town) -> None:
    summary = this_month(scope_for(town, "罗岚"))
    assert [figure.shown for figure in summary.five] == ["0", "0", "—", "—", "—"]
    assert summary.five[2].reading.en == "Nothing to count in the period."


def test_each_figure_names_the_version_of_the_rules_that_made_it(months: Town) -> None:
    versions = {figure.code: figure.version for figure in this_month(scope_for(months, "罗岚")).five}
    assert versions["satisfied"] == SCORE_10_50_40.version
    assert versions["on_time"]


# Every figure opens exactly its orders


def behind(scope: Scope, url: str) -> int:
    path, _, query = url.partition("?")
    assert path == "/orders/"
    return count_of_orders(scope.actor, OrderFilter.of(QueryDict(query)), scope.at).number


@pytest.mark.parametrize(("name", "unit"), [("罗岚", ""), ("罗岚", "渝中区总工会"), ("冯涛", "")])
def test_every_number_opens_as_many_orders_as_it_says(months: Town, name: str, unit: str) -> None:
    scope = scope_for(months, name, unit)
    span = span_of(Choice.THIS_MONTH, NOW.date())
    summary = summary_of(scope, span)
    counted = (*summary.five[1:], closing_of(scope, span))
    parts = [part for figure in counted for part in figure.parts] + list(summary.apart)
    for band in compared(scope, span.now):
        parts += [part for one in band.outcomes for part in (one.resolved, one.on_time, one.visited)]
    counted = [
        charts.registered_by_week(scope, span.now, summary.registered),
        charts.handling_days(scope, span.now, summary.handling),
        charts.by_source(scope, span.now, summary.registered),
        charts.by_matter(scope, span.now, summary.registered),
    ]
    points = [point for chart in counted if chart for point in chart["points"]]
    parts += [Part(point["words"], point["value"], point["href"]) for point in points]
    assert len(parts) > 25
    assert [(p.words, p.count) for p in parts] == [(p.words, behind(scope, p.url)) for p in parts]


def test_rare_matters_stand_together_and_open_together(town: Town) -> None:
    for place, matter in enumerate(list(MATTERS)[:12]):
        demand = office.Demand(content="诉求", place=town.street.pk, matter=matter)
        for _ in range(3 if place < 9 else 1):
            office.register(town.actor("陈晓"), demand, at=june(3))
    scope = scope_for(town, "罗岚")
    chart = charts.by_matter(scope, span_of(Choice.THIS_MONTH, NOW.date()).now, this_month(scope).registered)
    assert chart is not None
    rest = chart["points"][-1]
    assert (len(chart["points"]), rest["value"], behind(scope, rest["href"])) == (10, 3, 3)


def test_a_weeks_average_is_that_of_the_orders_it_opens(months: Town) -> None:
    scope = scope_for(months, "罗岚")
    summary = this_month(scope)
    period = span_of(Choice.THIS_MONTH, NOW.date()).now
    chart = charts.handling_by_week(scope, period, summary.handling.by_week)
    assert chart is not None
    # 2 to 8 June: 2 days; 9 to 15 June: (3 + 7 + 1) / 3
    assert [(p["value"], behind(scope, p["href"])) for p in chart["points"]] == [
        (Decimal("2.0"), 1),
        (Decimal("3.7"), 3),
    ]


def test_the_spread_says_how_long_half_and_nine_in_ten_took(months: Town) -> None:
    handling = this_month(scope_for(months, "罗岚")).handling
    assert (handling.within(Decimal("0.5")), handling.within(Decimal("0.9"))) == (2, 7)  # of 1, 2, 3, 7


def test_the_districts_stand_beside_each_other_by_outcome_in_bands_of_volume(months: Town) -> None:
    scope = scope_for(months, "罗岚")
    period = span_of(Choice.THIS_MONTH, NOW.date()).now
    (band,) = compared(scope, period)
    assert band.words.en == "Fewer than 10, for reference only"
    assert [
        (o.unit.name, o.resolved.count, o.on_time_rate, o.average, o.satisfied_rate) for o in band.outcomes
    ] == [
        ("江北区总工会", 1, "100.0", "1.0", "100.0"),
        ("渝中区总工会", 3, "66.7", "4.0", "96.7"),
    ]


def test_everything_on_the_page_is_at_most_eleven_statements(months: Town) -> None:
    actor = months.actor("罗岚", NOW)
    with CaptureQueriesContext(connection) as asked:
        scope = scope_of(actor, NOW)
        span = span_of(Choice.THIS_MONTH, NOW.date())
        summary_of(scope, span)
        closing_of(scope, span)
        compared(scope, span.now)
    assert len(asked) == 11


def test_whoever_answers_for_an_order_takes_part_in_it(town: Town) -> None:
    """What the figures of the own unit rest on: they ask who answers, and not once more who sees."""
    make_busy(town, seed=11, orders=40, steps=14)
    answering = Responsibility.objects.filter(released_at=None)
    seen = Involvement.objects.filter(order=OuterRef("order"), unit=OuterRef("unit"))
    assert answering.filter(Exists(seen)).count() == answering.count() > 40
