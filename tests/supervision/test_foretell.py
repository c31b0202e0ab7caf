"""Orders likely to be late: learnt from each unit's own orders, listed for whoever oversees them, and never acted upon."""

import json
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.ledger.models import Event
from bihuan.rules import survival
from bihuan.rules.foretelling import Report
from bihuan.supervision.actions import foretell, proved
from bihuan.supervision.models import EarlyWarning, Foretelling, HandlingTable, LateForecast
from bihuan.supervision.queries import AfterLikely, likely_late, tables_of
from bihuan.supervision.scopes import scope_of
from bihuan.work_orders import actions as office
from bihuan.work_orders.spells import spells
from tests.town import SHANGHAI, Town

pytestmark = pytest.mark.django_db
SLOW, QUICK = ("渝中区总工会", "杨帆", "渝中区"), ("江北区总工会", "蒋悦", "江北区")


def june(day: int, hour: int = 9) -> datetime:
    return datetime(2025, 6, day, hour, tzinfo=SHANGHAI)


NOW = june(20)


def take(town: Town, at: datetime, where: tuple[str, str, str], *, matter: str = "wage_arrears") -> str:
    union, clerk, place = where
    demand = office.Demand(content="拖欠工资", place=town.unit(place).pk, matter=matter)
    number = office.register(town.actor("陈晓"), demand, at=at).number
    office.dispatch(town.actor("周敏"), number, town.unit(union).pk, at=at)
    office.sign(town.actor(clerk), number, at=at)
    office.start(town.actor(clerk), number, "已联系", at=at)
    return number


def resolve(town: Town, number: str, at: datetime, where: tuple[str, str, str]) -> None:
    office.resolve(town.actor(where[1]), number, "paid_in_full", "已付清", at=at)


@pytest.fixture
def history(town: Town, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """In May a district that resolves on the twelfth working day and one that does on the second; in June one order each."""
    monkeypatch.setattr(survival, "LEAST_DONE", 4)
    monkeypatch.setattr(survival, "LENT", 1)
    for day in (6, 7, 8, 9):
        at = datetime(2025, 5, day, 9, tzinfo=SHANGHAI)
        for where, took in ((SLOW, 17), (QUICK, 1)):
            resolve(town, take(town, at, where), at + timedelta(days=took, hours=2), where)
    return {"slow": take(town, june(13), SLOW), "quick": take(town, june(19), QUICK)}


def listed(town: Town, name: str, at: datetime = NOW, **asked: object) -> list[str]:
    return [order.number for order in likely_late(scope_of(town.actor(name, at), at), **asked).orders]  # type: ignore[arg-type]


def test_an_order_of_a_slow_unit_is_likely_late_and_one_of_a_quick_unit_is_not(
    town: Town, history: dict[str, str]
) -> None:
    done = foretell(NOW)
    assert done is not None
    assert done.orders == 2
    found = dict(LateForecast.objects.values_list("order__number", "permille"))
    assert found[history["slow"]] > 400 > found[history["quick"]]
    forecast = LateForecast.objects.get(order__number=history["slow"])
    # Dispatched on Friday the 13th at nine, looked at on the 20th at nine; ten working days in all, to the 27th.
    assert forecast.used == pytest.approx(5)
    assert forecast.left == pytest.approx(6)
    assert listed(town, "唐毅") == [history["slow"]]


def test_only_ones_own_line_is_listed(town: Town, history: dict[str, str]) -> None:
    foretell(NOW)
    assert listed(town, "邓宁") == [history["slow"]]
    assert listed(town, "石磊") == []


def test_what_is_resolved_parked_or_late_already_is_listed_no_more(
    town: Town, history: dict[str, str]
) -> None:
    foretell(NOW)
    assert listed(town, "唐毅", june(27, 18)) == []
    parked = take(town, june(13), SLOW)
    foretell(NOW)
    assert len(listed(town, "唐毅")) == 2
    office.park(town.actor("唐毅"), parked, june(30).date(), "等待判决", at=NOW)
    resolve(town, history["slow"], NOW, SLOW)
    assert listed(town, "唐毅") == []
    foretell(NOW)
    assert LateForecast.objects.count() == 1


def test_it_touches_no_order_and_warns_nobody(town: Town, history: dict[str, str]) -> None:
    events = Event.objects.count()
    foretell(NOW)
    foretell(NOW + timedelta(hours=1))
    assert Event.objects.count() == events
    assert not EarlyWarning.objects.exists()
    assert Foretelling.objects.count() == 1


def test_a_spell_ends_where_the_unit_gave_the_order_on_and_a_pause_is_not_counted(town: Town) -> None:
    number = take(town, june(3), SLOW)
    office.park(town.actor("唐毅"), number, june(20).date(), "等待判决", at=june(5))
    office.unpark(town.actor("杨帆"), number, at=june(12))
    (held,) = spells(june(13))
    assert held.running
    assert held.spell.used(june(13)) == pytest.approx(3)
    assert held.spell.moved_at == june(12)
    resolve(town, number, june(13), SLOW)
    (held,) = spells(june(14))
    assert (held.spell.done, held.spell.until, held.spell.late, held.running) == (
        True,
        june(13),
        False,
        False,
    )


def test_pages_follow_each_other_without_gap_or_repeat(town: Town, history: dict[str, str]) -> None:
    numbers = {history["slow"], *(take(town, june(13 - n), SLOW) for n in (0, 1, 2))}
    foretell(NOW)
    scope = scope_of(town.actor("唐毅", NOW), NOW)
    paged, after = [], None
    while True:
        page = likely_late(scope, after, most=1)
        paged += [order.number for order in page.orders]
        if page.next is None:
            break
        after = AfterLikely.of(str(page.next))
        assert after is not None
    assert set(paged) == numbers
    assert len(paged) == 4
    assert AfterLikely.of("昨天_x") is None
    assert AfterLikely.of("99999999999999_" + "0" * 32) is None


def test_the_tables_read_again_are_those_learnt(town: Town, history: dict[str, str]) -> None:
    foretell(NOW)
    kind = next(each.spell.kind for each in spells(NOW) if each.running)
    read = tables_of([kind])
    assert [read.tables[key].orders for key in kind.tables] == [10, 10, 10, 5]
    assert HandlingTable.objects.filter(unit=None).count() == 3


def test_the_report_that_is_kept_is_the_one_that_is_proved(town: Town, history: dict[str, str]) -> None:
    foretell(NOW)
    kept = Foretelling.objects.get()
    assert Report.of(kept.report).told == kept.report == json.loads(json.dumps(proved(NOW).told))


# The page


def open_page(client: Client, town: Town, name: str, query: str = "") -> str:
    client.force_login(town.person(name))
    answer = client.get(f"/wall/likely/{query}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.fixture
def recent(town: Town, monkeypatch: pytest.MonkeyPatch) -> str:
    """As :func:`history`, but as of today, for pages that read the clock."""
    monkeypatch.setattr(survival, "LEAST_DONE", 4)
    now = datetime.now(SHANGHAI)
    for days in (60, 59, 58, 57):
        at = now - timedelta(days=days)
        resolve(town, take(town, at, SLOW), at + timedelta(days=24), SLOW)
    number = take(town, now - timedelta(days=6), SLOW)
    foretell(now)
    return number


def test_the_page_says_how_likely_why_and_how_true_it_is_in_both_languages(
    client: Client, town: Town, recent: str
) -> None:
    chinese = open_page(client, town, "唐毅")
    assert recent in chinese
    assert "个工作日办结率" in chinese
    assert "据本单位同类 5 件" in chinese
    assert "样本太少" in chinese
    assert 'class="trend"' in chinese
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(f"/wall/likely/?curve={recent}").content.decode()
    assert "Of such matters the unit resolves" in english
    assert "Too few cases" in english


def test_before_anything_is_foretold_the_page_says_so(client: Client, town: Town) -> None:
    assert "还没有估计过" in open_page(client, town, "唐毅")


@pytest.mark.parametrize("name", ["杨帆", "高远", "陈晓"])
def test_nobody_but_overseers_has_the_list(client: Client, town: Town, name: str) -> None:
    client.force_login(town.person(name))
    assert client.get("/wall/likely/").status_code == 404


def test_the_wall_leads_there_and_the_page_costs_the_same_however_many_are_listed(
    client: Client, town: Town, recent: str
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            open_page(client, town, "唐毅")
        return len(asked)

    statements()
    few = statements()
    now = datetime.now(SHANGHAI)
    for _ in range(3):
        take(town, now - timedelta(days=6), SLOW)
    foretell(now)
    assert statements() == few
    assert few <= 14
    assert 'href="/wall/likely/"' in client.get("/wall/").content.decode()
