"""Why and by whom orders are given back and sent back, and the rate by limits with parked orders taken out."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import Client

from bihuan.statistics import returns
from bihuan.statistics.falling_due import fallen_due
from bihuan.statistics.periods import Period
from bihuan.statistics.returns import Line
from bihuan.supervision.scopes import Scope, scope_of
from bihuan.work_orders import actions as office
from bihuan.work_orders.lists import OrderFilter, count_of_orders
from bihuan.work_orders.parked import parked_page
from tests.statistics.test_figures import NOW, Office, june, months
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.conftest import sign_in, stop_clock
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db
__all__ = ["months", "sign_in", "stop_clock"]
JUNE = Period(june(1).date(), june(30).date())


def scope(town: Town) -> Scope:
    return scope_of(town.actor("罗岚", NOW), NOW)


def numbers(lines: list[Line]) -> dict[str, list[int]]:
    return {line.words.en: [part.count for part in line.parts] for line in lines}


@pytest.fixture
def bounced(town: Town) -> Town:
    """Four returns of three orders in June: allowed, then refused at the next unit; refused; still open."""
    back = course.asked_back(town)
    back.act("周敏", office.reassign)
    back.act("吴迪", office.request_return, "not_our_area", "不在本区", town.other_district_union.pk)
    back.act("周敏", office.refuse_return, "在本区")
    refused = Story(town, june(11)).dispatched()
    refused.act("杨帆", office.request_return, "not_our_area", "不在本区", town.other_district_union.pk)
    refused.act("周敏", office.refuse_return, "在本区")
    course.asked_back(town)
    return town


def test_returns_are_counted_by_cause_and_by_unit(bounced: Town) -> None:
    by_cause = returns.returns_by_cause(scope(bounced), JUNE)
    # asked, allowed, refused, to be decided
    assert numbers(by_cause) == {"Not our area": [2, 0, 2, 0], "Not our matter": [2, 1, 0, 1]}
    assert numbers(returns.returns_by_unit(scope(bounced), JUNE)) == {
        "渝中区总工会": [3, 1, 1, 1],
        "渝中区人力资源和社会保障局": [1, 0, 1, 0],
    }


def test_every_number_opens_exactly_its_orders(bounced: Town) -> None:
    town, whole = bounced, JUNE
    course.closed(town).act("唐毅", office.redo, "new_facts", "又有三人未付")
    course.visiting(town).act("陈晓", office.visit, contacted=True, solved="no", satisfied="dissatisfied")
    course.resolved(town)
    all_lines = [
        line
        for count in (
            returns.returns_by_cause, returns.returns_by_unit, returns.redos_by_cause, returns.redos_by_unit,
            returns.resolved_by_outcome,
        )
        for line in count(scope(town), whole)
    ]  # fmt: skip
    opened = [
        count_of_orders(town.actor("罗岚"), OrderFilter.of(QueryDict(part.url.partition("?")[2])), NOW).number
        for line in all_lines
        for part in line.parts
    ]
    assert opened == [part.count for line in all_lines for part in line.parts]
    assert sum(opened) > 15


def test_parked_orders_are_taken_out_of_what_the_rate_is_divided_by(town: Town) -> None:
    play = Office(town)
    in_time, late, never, parked = (play.take(june(3)) for _ in range(4))  # due on 17 June
    play.resolve(in_time, june(10))
    play.resolve(late, june(19))
    office.park(town.actor("周敏"), parked, june(27).date(), "等仲裁裁决", at=june(5))
    found = fallen_due(scope(town), JUNE)
    assert (found.count, found.parked, found.in_time) == (4, 1, 1)
    assert found.rate == Decimal(100) / 3
    assert never


def test_with_nothing_but_parked_orders_there_is_no_rate(town: Town) -> None:
    parked = Office(town).take(june(3))
    office.park(town.actor("周敏"), parked, june(27).date(), "等仲裁裁决", at=june(5))
    assert fallen_due(scope(town), JUNE).rate is None


def test_the_parked_are_listed_by_the_day_somebody_looks_again(town: Town) -> None:
    play = Office(town)
    for day in (20, 12, 27):
        number = play.take(june(3))
        office.park(town.actor("周敏"), number, june(day).date(), f"等到{day}日", at=june(5))
    actor, now = town.actor("唐毅"), june(20, 12)
    page = parked_page(actor, now, size=2)
    assert [row["reason"] for row in page.rows] == ["等到12日", "等到20日"]
    assert (page.due, [row["days"] for row in page.rows]) == (2, [-8, 0])
    rest = parked_page(actor, now, page.next, size=2)
    assert ([row["reason"] for row in rest.rows], rest.next) == (["等到27日"], None)
    assert parked_page(town.actor("蒋悦"), now).rows == []


@pytest.mark.parametrize("who", ["罗岚", "唐毅", "邓宁"])
def test_the_page_opens_for_overseers(bounced: Town, sign_in: Callable[..., Client], who: str) -> None:
    page = sign_in(who, NOW).get("/figures/given-back/").content.decode()
    assert "不属本辖区" in page
    assert "return_cause=not_our_area" in page


def test_nobody_else_sees_who_returned(bounced: Town, sign_in: Callable[..., Client]) -> None:
    assert sign_in("杨帆", NOW).get("/figures/given-back/").status_code in (302, 403, 404)
    assert "挂账" in sign_in("杨帆", NOW).get("/orders/parked/").content.decode()
