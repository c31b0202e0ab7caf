"""What the rules on government apps forbid stays impossible (国办函〔2026〕12号): no sign-in stamps for attendance, no
points, no counting of time online, no tracks, and no ranking of people. Units may be compared by outcomes.

Each watch is a function of what it is given, so that the last part of this file can plant what it must notice.
"""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model
from django.urls import URLPattern, URLResolver, get_resolver

from bihuan.api.wiring import api
from bihuan.organisations.models import Person
from tests.repository.conftest import ROOT

#: Parts of names in code, joined by ``_``, ``-`` or ``/``, that would be such a feature.
NAMES = re.compile(
    r"(?:^|[_\-/<:])(?:check_?ins?|clock_?(?:in|out)|sign_?in_?(?:count|days?|streak)|attendance|punch(?:_?card)?|points?|credits?|coins?"
    r"|score_?board|leader_?board|ranking|rank|top_?(?:people|workers|reporters)|badges?|medals?|stars?|streaks?|likes?|merits?|rewards?"
    r"|online_?(?:time|seconds|minutes|hours)|time_?online|last_?(?:seen|active|online|position|location)|active_?(?:days|minutes|hours)"
    r"|(?:log_?in|photo|report|visit|patrol)_?counts?|steps?_?(?:count|walked)|mileage|tracks|track(?:ing)?_?(?:points?|lines?|logs?)"
    r"|trajector(?:y|ies)|gps|latitude|longitude|geo_?point|location_?logs?|(?:activity|performance)_?(?:score|level|rank)s?)(?:$|[_\-/>])",
    re.IGNORECASE,
)
#: The same in the words of a page, in both languages.
WORDS = re.compile(
    r"打卡|签到|签退|补卡|考勤(?:统计|排名|通报)|积分|光荣榜|红黑榜|龙虎榜|排行榜|英雄榜|勋章|徽章|奖牌|连续(?:登录|上报)天数"
    r"|(?:个人|人员|网格员|经办人|坐席|干部|员工)(?:上报|办理|走访|活跃|登录)?(?:量|数)?(?:排名|排行|榜|得分)"
    r"|在线(?:时长|时间|率)|登录次数|上线率|活跃度|活跃天数|轨迹|步数|里程|点赞"
    r"|\b(?:check(?:ed)?-?in (?:today|count|streak)|check-in|clock-in|clocked in|attendance (?:sheet|record|rate)|points earned|earn points|credit points|leaderboard|hall of fame"
    r"|ranking of (?:people|workers|persons)|(?:workers|people|persons|staff) ranking|top (?:workers|performers|reporters)|most active|activity score"
    r"|time online|online time|hours online|days active|daily active|log-?in count|GPS track|step count|steps walked|mileage|badges? earned|your streak)\b",
    re.IGNORECASE,
)
#: Endings of the names of measures.
PERSONAL_MEASURES = re.compile(
    r"_count$|_total$|_rate$|_score$|_minutes$|_seconds$|^last_seen|^seen_at|^active_|^last_login$"
)
#: Aggregates that make a measure out of rows.
AGGREGATES = {"Count", "Sum", "Avg", "Max", "Min", "Rank", "DenseRank", "RowNumber"}
#: Where a table that names a person may also have a position, and why that is no track of anybody.
POSITIONS = {
    "command_centre.Plan": "its rank among the plans of its place",
    "command_centre.Event": "the place of the event, given once with its report",
    "work_orders.WorkOrder": "the place of the matter, given once when it is registered",
}
#: What programs send under such a name, and why it is none.
SENT = {
    "longitude": "of the place of an event or a matter; neither is kept with whoever sent it",
    "latitude": "as above",
}
#: Law, working texts and what callers say speak of employers' time sheets; they are no feature of ours.
OTHERS_WORDS = ("bihuan/knowledge/data", "bihuan/demo/data", "bihuan/triage/examples/data")


# The watches ---------------------------------------------------------------------------------------------------------


def bad_names(names: Iterable[str]) -> list[str]:
    return [name for name in names if NAMES.search(name)]


def bad_words(text: str) -> list[str]:
    return WORDS.findall(text)


def person_columns(models: Iterable[type[Model]]) -> set[str]:
    """Names of all columns that point at a person."""
    return {
        field.name
        for model in models
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | ManyToManyField) and field.related_model is Person
    }


def measured_by_person(source: str, columns: set[str]) -> list[str]:
    """Groupings by a person with a measure beside them, and SQL that groups by one: how a ranking of people would begin."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "annotate"
        ):
            named = {
                n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)
            }
            if named & AGGREGATES:
                found += [each for each in _grouped_by(node.func.value) if _is_person(each, columns)]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for clause in re.findall(
                r"\bGROUP\s+BY\s+([\w.,\s\"]+)|\bPARTITION\s+BY\s+([\w.,\s\"]+)", node.value, re.IGNORECASE
            ):
                words = re.findall(r"\w+", " ".join(clause))
                found += [word for word in words if _is_person(word, columns)]
    return found


def _grouped_by(chain: ast.expr) -> Iterator[str]:
    while isinstance(chain, ast.Call) and isinstance(chain.func, ast.Attribute):
        if chain.func.attr in {"values", "values_list"}:
            yield from (
                arg.value
                for arg in chain.args
                if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            )
        chain = chain.func.value


def _is_person(name: str, columns: set[str]) -> bool:
    return any(part.removesuffix("_id") in columns for part in name.split("__"))


def positions_of_people(tables: Iterable[tuple[str, set[str], bool]]) -> set[str]:
    """Tables (label, columns, whether one points at a person) that hold a position and a person."""
    return {
        label
        for label, columns, has_person in tables
        if has_person and columns & {"east", "north", "position", "location"}
    }


def _urls(resolver: URLResolver, prefix: str = "") -> list[tuple[str, str]]:
    found = []
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append((pattern.name or "", route))
        else:
            found += _urls(pattern, route)
    return found


# What is watched -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_no_table_has_a_place_for_it(model):
    fields = [field for field in model._meta.get_fields() if field.concrete]
    names = [
        model._meta.model_name,
        model._meta.db_table,
        *(field.name for field in model._meta.get_fields()),
    ]
    names += [str(value) for field in fields for value, _ in field.choices or ()]
    assert bad_names(names) == []
    said = " ".join(f"{field.verbose_name} {field.help_text}" for field in fields)
    assert bad_words(said) == []


def test_no_table_keeps_where_anybody_went():
    columns = person_columns(apps.get_models())
    tables = [
        (
            model._meta.label,
            names := {field.name for field in model._meta.get_fields() if field.concrete},
            bool(names & columns),
        )
        for model in apps.get_models()
    ]
    assert positions_of_people(tables) == set(POSITIONS)


def test_no_address_leads_to_it():
    addresses = _urls(get_resolver())
    assert [(name, route) for name, route in addresses if bad_names([name, route])] == []


def test_no_program_is_asked_for_it_or_told_it():
    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    assert bad_names(schema["paths"]) == []
    names = {name for each in schema["components"]["schemas"].values() for name in each.get("properties", ())}
    assert set(bad_names(names)) == set(SENT)


def test_no_page_speaks_of_it(files: list[Path]):
    kinds = {".html", ".po", ".js", ".txt", ".json", ".csv", ".webmanifest", ".svg"}
    spoken = [
        f for f in files
        if f.is_relative_to(ROOT / "bihuan") and f.suffix in kinds and not str(f.relative_to(ROOT)).startswith(OTHERS_WORDS)
    ]  # fmt: skip
    assert {f.suffix for f in spoken} >= {".html", ".po", ".js"}
    found = {
        str(f.relative_to(ROOT)): hits for f in spoken if (hits := bad_words(f.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_no_words_of_the_office_speak_of_it(modules: list[Path]):
    found = {
        str(f.relative_to(ROOT)): hits for f in modules if (hits := bad_words(f.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_a_person_carries_no_measure():
    """A count, a rate or a time on a person would be the first step towards ranking people."""
    fields = [field.name for field in Person._meta.get_fields() if field.concrete]
    assert [name for name in fields if PERSONAL_MEASURES.search(name)] == ["last_login"], (
        "Django's own column of the account; nothing of ours reads it"
    )


def test_nothing_reads_when_somebody_last_signed_in(modules: list[Path]):
    reading = [
        str(f)
        for f in modules
        if "migrations" not in f.parts and "last_login" in f.read_text(encoding="utf-8")
    ]
    assert reading == []


def test_nothing_is_measured_by_person(modules: list[Path]):
    columns = person_columns(apps.get_models())
    assert {"reporter", "handler", "operator", "person"} <= columns
    found = {
        str(f.relative_to(ROOT)): hits
        for f in modules
        if "migrations" not in f.parts
        and (hits := measured_by_person(f.read_text(encoding="utf-8"), columns))
    }
    assert found == {}


# The watches are watched: each notices what is planted ---------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "check_in_at", "checkins", "clock_out_at", "points", "credits", "online_seconds", "last_seen_at", "last_position", "gps",
        "gps_longitude", "rank", "person-ranking", "worker/leaderboard", "step_count", "tracks", "track_points", "trajectory",
        "mileage", "login_count", "photo_count", "patrol_counts", "badges", "streak_days", "activity_score", "top_workers",
        "sign_in_days", "location_log", "performance_level",
    ],
)  # fmt: skip
def test_a_planted_name_is_noticed(name):
    assert bad_names([name]) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "checked", "appointments", "rungs", "track", "order-track", "start", "checking", "sign_in", "signed_in", "redo_count",
        "reported_back", "visits", "standing", "standpoint", "creditor", "restart", "visit_at", "reports", "positions", "scores",
    ],
)  # fmt: skip
def test_an_honest_name_is_let_pass(name):
    assert bad_names([name]) == []


@pytest.mark.parametrize(
    "text",
    [
        "今日打卡", "网格员签到", "积分商城", "网格员上报量排名", "个人排行榜", "人员活跃度", "在线时长 3 小时", "巡查轨迹", "步数 8000",
        "登录次数", "经办人办理数排名", "红黑榜", "连续上报天数", "Check-in", "Leaderboard", "ranking of workers", "Most active",
        "hours online", "GPS track", "Earn points", "Top reporters", "Your streak: 5 days", "Login count",
    ],
)  # fmt: skip
def test_a_planted_text_is_noticed(text):
    assert bad_words(text)
    assert bad_words(f'<p class="x">{{% translate "{text}" %}}</p>')


@pytest.mark.parametrize(
    "text",
    [
        "各单位按期办结率", "签收", "部门排名按办结率", "收到登录信息后签收", "上报事件", "核对考勤、组织调解", "Sign in", "a point on the map",
        "the first that fits", "checked in full", "units compared by outcome",
    ],
)  # fmt: skip
def test_an_honest_text_is_let_pass(text):
    assert bad_words(text) == []


@pytest.mark.parametrize(
    "source",
    [
        'Event.objects.values("reporter").annotate(n=Count("pk")).order_by("-n")',
        'Event.objects.filter(x=1).values_list("handler__name").annotate(Count("pk"))',
        'Call.objects.values("operator_id").order_by().annotate(longest=Max("seconds"))',
        'Event.objects.values("place", "reporter").annotate(Avg("waited"))',
        'SQL = "SELECT reporter_id, count(*) FROM command_centre_event GROUP BY reporter_id ORDER BY 2 DESC"',
        'SQL = "SELECT rank() OVER (PARTITION BY e.handler_id ORDER BY n)"',
    ],
)
def test_a_planted_measure_of_people_is_noticed(source):
    assert measured_by_person(source, {"reporter", "handler", "operator"})


@pytest.mark.parametrize(
    "source",
    [
        'Event.objects.values("centre").annotate(n=Count("pk"))',
        'Event.objects.values("reporter", "text")',
        'Event.objects.annotate(n=Count("tasks")).values("reporter")',
        'SQL = "SELECT unit_id, count(*) FROM x GROUP BY unit_id"',
    ],
)
def test_a_measure_of_units_is_let_pass(source):
    assert measured_by_person(source, {"reporter", "handler"}) == []


def test_a_planted_track_is_noticed():
    planted = ("field.Position", {"person", "at", "east", "north"}, True)
    assert positions_of_people([planted, ("x.Unit", {"east", "north"}, False)]) == {"field.Position"}
