"""The pages of suggestions: the week by matter with its orders, the thresholds set by hand, the models with their cards."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from bihuan.triage import actions
from bihuan.triage.examples import examples
from bihuan.triage.models import ThresholdRow
from bihuan.triage.queries import week_of
from tests.town import Town
from tests.triage.weeks import MINDER, set_threshold, suggested, with_minder
from tests.work_orders.stories import Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_model")]
Enter = Callable[[str], Client]


@pytest.fixture
def enter(town: Town) -> Enter:
    """The browser of somebody of the cast, of whom one minds suggestions."""
    with_minder(town)

    def signed_in(name: str) -> Client:
        browser = Client()
        browser.force_login(town.person(name), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return signed_in


def test_each_number_of_the_week_opens_the_suggestions_behind_it(enter: Enter, town: Town) -> None:
    now = timezone.now()
    order = Story(town).dispatched().order
    suggested("leave", "leave", 3, now, order=order.pk)
    suggested("leave", "contract", 2, now, order=None)
    browser = enter("邓宁")
    page = browser.get("/suggestions/").text
    week = week_of(timezone.localdate(now))
    links = {
        unescape(url): int(count)
        for url, count in re.findall(r'href="(/suggestions/cases/[^"]*)">(?:[^<]*\s)?(\d+)</a>', page)
    }
    assert links[f"/suggestions/cases/?week={week}&suggested=leave"] == 5
    assert links[f"/suggestions/cases/?week={week}&suggested=leave&chosen=contract"] == 2
    for url, count in links.items():
        assert browser.get(url).text.count("matters/x") == count, url
    behind = browser.get(f"/suggestions/cases/?week={week}&suggested=leave").text
    assert behind.count("当场答复，无工单") == 2
    assert behind.count(f'<a class="number" href="/orders/{order.number}/">') == 3


def test_an_administrator_sees_the_figures_but_not_the_orders(enter: Enter, town: Town) -> None:
    order = Story(town).dispatched().order
    suggested("leave", "leave", 1, timezone.now(), order=order.pk)
    page = enter(MINDER).get("/suggestions/cases/?suggested=leave").text
    assert "不在您的查看范围" in page
    assert order.number not in page


def test_a_quiet_house_says_so_and_odd_questions_do_no_harm(enter: Enter) -> None:
    browser = enter("邓宁")
    assert "还没有可对照的建议" in browser.get("/suggestions/?week=2020-13-99").text
    assert browser.get("/suggestions/cases/?week=x&least=abc&band=' OR 1=1&right=maybe").status_code == 200


def test_thresholds_are_set_with_owner_and_reason_and_keep_their_history(enter: Enter, town: Town) -> None:
    browser = enter(MINDER)
    page = browser.get("/suggestions/thresholds/").text
    assert page.count("本系统默认值，非官方数值") >= 24
    entered = {
        "matter": "leave", "fill_in": "92", "propose": "50", "alarm_below": "80", "least_cases": "20",
        "keeper": town.person(MINDER).pk, "since": timezone.localdate().isoformat(), "reason": "首月从严",
    }  # fmt: skip
    refused = browser.post("/suggestions/thresholds/", entered | {"fill_in": "40"})
    assert refused.status_code == 422
    assert "要高于提议阈值" in refused.text
    assert 'value="40"' in refused.text
    assert not ThresholdRow.objects.exists()
    assert browser.post("/suggestions/thresholds/", entered).status_code == 302
    page = browser.get("/suggestions/thresholds/").text
    assert "92 / 50 / 80 / 20" in page
    assert "首月从严" in page


def test_who_minds_a_district_looks_and_sets_nothing(enter: Enter) -> None:
    browser = enter("邓宁")
    assert 'name="fill_in"' not in browser.get("/suggestions/thresholds/").text
    assert browser.post("/suggestions/thresholds/", {}).status_code == 404


def test_the_models_say_what_they_are_and_who_put_them_in_force(enter: Enter) -> None:
    known = [each for each in examples() if each.label in ("leave", "contract", "facilities")][::4]
    model = actions.train(known, name="matters", source="历史.csv", at=timezone.now())
    actions.promote(model.version, "本市数据", by="陈工", at=timezone.now())
    browser = enter(MINDER)
    page = browser.get("/suggestions/models/").text
    for said in (model.version, "本市数据", "陈工", "历史.csv"):
        assert said in page
    card = browser.get(f"/suggestions/models/{model.pk}/").text
    assert "休息休假" in card
    assert "不得据此自动派单" in card
    assert browser.get("/suggestions/models/shipped/").status_code == 200
    assert browser.get("/suggestions/models/999999/").status_code == 404


def test_an_alarm_stands_on_the_page_and_the_desk_does_not_see_it(enter: Enter, town: Town) -> None:
    now = timezone.now()
    set_threshold(town, now)
    suggested("leave", "contract", 25, now - timedelta(7))
    assert actions.raise_alarms(now)
    assert "已通知负责人" in enter(MINDER).get("/suggestions/").text
    assert enter("陈晓").get("/suggestions/").status_code == 404
