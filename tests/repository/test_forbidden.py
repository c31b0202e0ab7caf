"""What the rules on government apps forbid stays impossible (国办函〔2026〕12号): no sign-in stamps for attendance, no
points, no counting of time online, no tracks, and no ranking of people. Units may be compared by outcomes.
"""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from bihuan.organisations.models import Person
from tests.repository.conftest import ROOT

#: Parts of names in code, joined by ``_``, ``-`` or ``/``, that would be such a feature.
NAMES = re.compile(
    r"(?:^|[_\-/<:])(?:check_?in|clock_?in|attendance|punch|points?|score_?board|leader_?board|ranking|rank|badge|streak|likes?"
    r"|online_?(?:time|seconds|minutes)|time_?online|step_?count|steps_walked|tracks|track(?:ing)?_?(?:points?|lines?|logs?)"
    r"|trajectory|gps|latitude|longitude|geo_?point|location_?log|activity_?score)(?:$|[_\-/>])",
    re.IGNORECASE,
)
#: The same in the words of a page, in both languages.
WORDS = re.compile(
    r"打卡|签到|积分|排行榜|个人排名|人员排名|在线时长|在线时间|轨迹|步数|点赞"
    r"|\b(?:check-?in|points earned|leaderboard|ranking of people|time online|online time|GPS track|step count)\b",
    re.IGNORECASE,
)
#: Endings of the names of measures.
PERSONAL_MEASURES = re.compile(
    r"_count$|_total$|_rate$|_score$|_minutes$|_seconds$|^last_seen|^seen_at|^active_"
)


def _urls(resolver: URLResolver, prefix: str = "") -> list[tuple[str, str]]:
    found = []
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append((pattern.name or "", route))
        else:
            found += _urls(pattern, route)
    return found


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_no_table_has_a_place_for_it(model):
    names = [model._meta.model_name, *(field.name for field in model._meta.get_fields())]
    assert [name for name in names if NAMES.search(name)] == []


def test_no_address_leads_to_it():
    suspicious = [
        (name, route) for name, route in _urls(get_resolver()) if (NAMES.search(name) or NAMES.search(route))
    ]
    assert suspicious == []


def test_no_page_speaks_of_it(files: list[Path]):
    spoken = [
        f for f in files if f.is_relative_to(ROOT / "bihuan") and f.suffix in {".html", ".po", ".js", ".txt"}
    ]
    assert spoken
    found = {
        str(f.relative_to(ROOT)): hits
        for f in spoken
        if (hits := WORDS.findall(f.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_no_words_of_the_office_speak_of_it(modules: list[Path]):
    found = {
        str(f.relative_to(ROOT)): hits
        for f in modules
        if (hits := WORDS.findall(f.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_a_person_carries_no_measure():
    """A count, a rate or a time on a person would be the first step towards ranking people."""
    fields = [field.name for field in Person._meta.get_fields() if field.concrete]
    assert [name for name in fields if PERSONAL_MEASURES.search(name)] == []


def test_statistics_never_counts_by_person(modules: list[Path]):
    """Grouping by a person is how a ranking of people would begin."""
    grouped = re.compile(
        r"values(?:_list)?\([^)]*\b(?:person|operator|signed_by|registered_by|holder_person|discharged_by|by)(?:_id|__\w+)?['\"]"
    )
    counting = [
        f for f in modules if {"statistics", "supervision"} & set(f.relative_to(ROOT / "bihuan").parts)
    ]
    assert counting
    assert [str(f) for f in counting if grouped.search(f.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "name",
    ["check_in_at", "points", "online_seconds", "gps", "rank", "person-ranking", "step_count", "tracks"],
)
def test_the_watch_would_notice(name):
    assert NAMES.search(name)


@pytest.mark.parametrize(
    "name", ["checked", "appointments", "rungs", "track", "order-track", "start", "checking"]
)
def test_the_watch_is_no_nuisance(name):
    assert not NAMES.search(name)
