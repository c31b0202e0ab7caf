"""Small marks: what the filters and chips say, in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from bihuan.rules.alerts import Light
from bihuan.rules.words import Words
from bihuan.website import deadlines, holder_bar

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # Monday 10:00 in Chongqing


def shown(source: str, **context: object) -> str:
    return Template("{% load website %}" + source).render(Context(context)).strip()


def test_say_picks_the_language():
    words = Words("派单", "Dispatch")
    assert shown("{{ words|say }}", words=words) == "派单"
    with translation.override("en"):
        assert shown("{{ words|say }}", words=words) == "Dispatch"
    assert shown("{{ words|say }}", words=None) == ""


def test_what_is_said_is_escaped():
    assert shown("{{ words|say }}", words=Words("<b>", "<b>")) == "&lt;b&gt;"
    assert "<b>" not in shown("{% status words %}", words="<b>")


def test_money_is_counted_in_fen():
    assert shown("{{ fen|yuan }}", fen=40_000_000) == "¥400,000.00"
    assert shown("{{ fen|yuan }}", fen=7) == "¥0.07"
    assert shown("{{ fen|yuan }}", fen=-1_234_567) == "-¥12,345.67"


def test_times_are_the_offices_times():
    assert shown("{{ at|day }}", at=datetime(2026, 11, 22, 17, tzinfo=UTC)) == "2026-11-23 周一"
    assert shown("{{ at|local_time }}", at=datetime(2020, 1, 1, 17, tzinfo=UTC)) == "2020-01-02 01:00"
    with translation.override("en"):
        assert shown("{{ at|day }}", at=date(2026, 11, 26)) == "Thu 26 Nov 2026"


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        (2.5, "2.5 个工作日", "2.5 working days"),
        (1, "1 个工作日", "1 working day"),
        (-3, "3 个工作日", "3 working days"),
        (timedelta(hours=3), "3 小时", "3 hours"),
        (timedelta(hours=14), "2 个工作日", "2 working days"),
        (timedelta(minutes=25), "25 分钟", "25 min"),
    ],
)
def test_working_time_is_said_in_the_largest_fitting_unit(amount, chinese, english):
    assert shown("{{ amount|working_days }}", amount=amount) == chinese
    with translation.override("en"):
        assert shown("{{ amount|working_days }}", amount=amount) == english


def test_personal_data_is_masked_until_shown():
    assert "13812345678" not in shown('{% person name="13812345678" kind="phone" reveal_url="/r/" %}')
    assert "13812345678" in shown('{% person name="13812345678" kind="phone" shown=True %}')
    assert "建国" not in shown("{{ name|masked }}", name="张建国")


def test_a_chip_says_how_long_until_when_and_how_serious():
    due = {"due_at": NOW + timedelta(days=3), "left": 2.5, "level": Light.BLUE, "at": NOW}
    chip = deadlines.chip(due)
    assert (chip.words, chip.until, chip.tone, chip.icon) == (
        "还剩 2.5 个工作日",
        "11-26 10:00 到期",
        "blue",
        "info",
    )


def test_what_is_over_is_red_whatever_the_light_says():
    chip = deadlines.chip({"due_at": NOW - timedelta(days=1), "left": -1, "level": "blue", "at": NOW})
    assert (chip.words, chip.tone) == ("已超 1 个工作日", "red")


def test_every_tone_of_a_chip_has_a_shape_of_its_own():
    assert len(set(deadlines.ICONS.values())) == len(deadlines.ICONS)


def test_a_chip_counts_on_only_where_working_time_runs_like_the_clock():
    soon = {"due_at": NOW + timedelta(minutes=90), "left": timedelta(minutes=90), "at": NOW}
    tomorrow = {"due_at": NOW + timedelta(days=1), "left": 1, "at": NOW}
    assert deadlines.chip(soon).ticks_to
    assert not deadlines.chip(tomorrow).ticks_to


def test_holders_share_the_bar_by_working_time_and_even_a_minute_can_be_pressed():
    rows = [{"unit": "甲", "working": working, "until": NOW} for working in (timedelta(minutes=1), 4, 4)]
    laid = holder_bar.segments(rows)
    assert sum(segment.width for segment in laid) == pytest.approx(100, abs=0.01)
    assert laid[0].width > 2
    assert laid[1].width == laid[2].width
    assert holder_bar.segments([]) == []
