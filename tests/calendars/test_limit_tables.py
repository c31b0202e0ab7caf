"""Tables of limits taken in: looked through first, all or nothing, in force from a day, withdrawn again."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bihuan.calendars import actions as office
from bihuan.calendars.asking import asked, explained, table_in_force, versions_at
from bihuan.calendars.limit_rows import as_table
from bihuan.calendars.limits import read_shares
from bihuan.calendars.models import LimitRow, LimitTable
from bihuan.calendars.queries import forget, limit_of_version, limits_at, percents_of, rule_of
from bihuan.calendars.versions import State
from bihuan.ledger.chain import Head
from bihuan.ledger.models import Event
from bihuan.ledger.queries import verify
from bihuan.rules.deadlines import TimeType
from bihuan.rules.limits import LIMITS, VERSION, Clock, Grade, Limit, Question
from bihuan.rules.matters import Urgency
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from tests.town import Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_calendar")]
NOW = datetime(2026, 11, 10, 10, tzinfo=SHANGHAI)
DECEMBER = date(2026, 12, 1)
IN_DECEMBER = datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)
SHORTER = tuple(
    replace(row, value=6, shares=(40, 60, 80), source=Words("本市办法第9条", "the city's rules, article 9"))
    if row.code == "handle:ordinary" else row
    for row in LIMITS
)  # fmt: skip
TOTAL = Question(Clock.HANDLE, Urgency.ORDINARY)


def table(*rows: Limit, more: str = "", codes: dict[str, str] | None = None) -> bytes:
    lines = [",".join(cells) for cells in as_table(rows or SHORTER, codes or {})]
    return "\n".join([*lines, *([more] if more else [])]).encode()


def take_in(
    content: bytes | None = None, version: str = "2026-2", since: date = DECEMBER, at: datetime = NOW
) -> office.CheckedLimits:
    found = office.import_limits(
        None,
        "limits.csv",
        table() if content is None else content,
        version,
        "渝工办〔2026〕3号",
        since,
        at=at,
    )
    forget()
    return found


def refused(code: str, content: bytes | None = None, **given: object) -> Refused:
    before = [model.objects.count() for model in (LimitTable, LimitRow, Event)]
    with pytest.raises(Refused) as refusal:
        take_in(content, **given)  # type: ignore[arg-type]
    assert refusal.value.code == code, refusal.value.sentence.zh
    assert [model.objects.count() for model in (LimitTable, LimitRow, Event)] == before
    assert "{" not in "".join(refusal.value.sentence)
    return refusal.value


def test_a_version_holds_from_its_day_and_what_was_made_before_keeps_its_own() -> None:
    looked = office.check_limits("limits.csv", table(), DECEMBER, at=NOW)
    assert (looked.errors, looked.instead_of, LimitTable.objects.count()) == ([], VERSION, 0)
    assert [(before and before.value, after and after.value) for before, after in looked.differences] == [
        (8, 6)
    ]
    take_in()
    assert limits_at(NOW).version == VERSION
    assert limits_at(IN_DECEMBER).version == "2026-2"
    assert limit_of_version("2026-2", TOTAL).value == 6
    assert limit_of_version(VERSION, TOTAL).value == 8
    assert rule_of("2026-2", "handle:ordinary").source.zh == "本市办法第9条"  # type: ignore[union-attr]
    assert percents_of("2026-2", "handle:ordinary") == (40, 60, 80, 100)
    assert percents_of("2026-2", "no such rule") == (50, 70, 90, 100)


def test_withdrawn_the_one_before_holds_again_and_orders_still_know_theirs() -> None:
    take_in()
    later = IN_DECEMBER + timedelta(days=3)
    office.withdraw_limits(None, "2026-2", "市里另行通知", at=later)
    forget()
    assert limits_at(later).version == VERSION
    assert limits_at(IN_DECEMBER).version == "2026-2", "it held until it was withdrawn"
    assert limit_of_version("2026-2", TOTAL).value == 6
    with pytest.raises(Refused) as twice:
        office.withdraw_limits(None, "2026-2", "again", at=later)
    assert twice.value.code == "limits_withdrawn"
    take_in(version="2026-3", since=later.date(), at=later)
    assert limits_at(later).version == "2026-3", "the same rows may come again once they were withdrawn"


@pytest.mark.parametrize(
    ("version", "reason", "code"), [(VERSION, "x", "limits_unknown"), ("2026-2", " ", "withdrawal_without_reason")]
)  # fmt: skip
def test_what_cannot_be_withdrawn(version: str, reason: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        office.withdraw_limits(None, version, reason, at=NOW)
    assert refusal.value.code == code


def test_it_is_one_chain_that_holds() -> None:
    take_in()
    office.withdraw_limits(None, "2026-2", "市里另行通知", at=IN_DECEMBER)
    kept = LimitTable.objects.get()
    assert [event.act for event in Event.objects.order_by("seq")] == ["import_limits", "withdraw_limits"]
    head = Head(kept.ledger_length, bytes(kept.ledger_digest))
    assert list(verify([(kept.subject, head)])) == [(kept.subject, None)]


def test_only_an_administrator_may(town: Town) -> None:
    for act in (
        lambda: office.import_limits(town.actor("邓宁"), "x.csv", table(), "x", "y", DECEMBER, at=NOW),
        lambda: office.withdraw_limits(town.actor("邓宁"), "2026-2", "x", at=NOW),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "limits_not_yours"


def test_a_unit_may_have_its_own_row_and_the_page_says_which_wins(town: Town) -> None:
    own = Limit(
        Clock.HANDLE, 24, Grade.PRIMARY, Words("区里规定", "the district's"), Urgency.ORDINARY,
        time=TimeType.URGENT_HOUR, unit=town.district.path, matter="wage_arrears",
    )  # fmt: skip
    take_in(table(*SHORTER, own, codes={town.district.path: town.district.code}))
    keys = {"clock": "主办单位办理", "urgency": "ordinary", "level": "", "matter": "拖欠工资"}
    question, version = asked(keys | {"unit": town.street_union.code}, "2026-2", NOW)
    found = explained(version, question)
    assert (found.winner, found.runner_up and found.runner_up.code) == (own, "handle:ordinary")
    elsewhere, _ = asked(keys | {"unit": town.other_district_union.code}, "2026-2", NOW)
    assert explained(version, elsewhere).winner.value == 6
    forget()
    written = table_in_force(IN_DECEMBER)
    assert [town.district.code] == [row[5] for row in written[1:] if row[5]]
    unknown = [(keys | {"unit": "nowhere"}, "", "limit_unit_unknown"), (keys | {"unit": "", "urgency": "soon"}, "", "limit_key_unknown"), (keys | {"unit": ""}, "2019", "limits_unknown")]  # fmt: skip
    for wrong, named, code in unknown:
        with pytest.raises(Refused) as refusal:
            asked(wrong, named, NOW)
        assert refusal.value.code == code
    extension, _ = asked(
        {"clock": "extension", "urgency": "", "level": "", "matter": "", "unit": ""}, "", NOW
    )
    with pytest.raises(Refused) as refusal:
        explained(version, extension)
    assert refusal.value.code == "limit_unanswered"


def test_every_version_is_listed_with_where_it_stands() -> None:
    take_in()
    take_in(table(*(replace(row, value=5) if row.code == "handle:ordinary" else row for row in LIMITS)), "2026-3", date(2026, 12, 20))  # fmt: skip
    stands = [(each.table.version, each.state) for each in versions_at(IN_DECEMBER)]
    assert stands == [("2026-3", State.TO_COME), ("2026-2", State.IN_FORCE), (VERSION, State.BEFORE)]
    office.withdraw_limits(None, "2026-2", "市里另行通知", at=IN_DECEMBER)
    forget()
    assert [each.state for each in versions_at(IN_DECEMBER)] == [State.TO_COME, State.WITHDRAWN, State.IN_FORCE]  # fmt: skip


def test_what_is_written_out_reads_back_as_it_was() -> None:
    content = "\n".join(",".join(row) for row in table_in_force(NOW)).encode()
    refused("limits_change_nothing", content)


LAST = len(LIMITS) + 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("下班,3 工作日,,,,,,,,", "“clock”一栏的“下班”无法识别。请从规则说明所列的词中选用。"),
        (",3 工作日,,,,,,,,", "“clock”一栏的“”无法识别。请从规则说明所列的词中选用。"),
        ("sign,soon,housing_fund,,,,,,,", "看不懂期限“soon”。请写成“3 工作日”“24 紧急工作时”“15 自然日”或“当日”。"),
        ("sign,1000 工作日,housing_fund,,,,,,,", "期限“1000 工作日”超过 999，不像一个时限。请核对。"),
        ("sign,1 工作日,weather,,,,,,,", "“matter”一栏的“weather”无法识别。请从规则说明所列的词中选用。"),
        ("sign,1 工作日,,soon,,,,,,", "“urgency”一栏的“soon”无法识别。请从规则说明所列的词中选用。"),
        ("sign,1 工作日,,,,nowhere,,,,", "没有代码为“nowhere”的单位。请核对单位代码。"),
        ("sign,1 工作日,housing_fund,,,,90/70/50,,,", "看不懂预警比例“90/70/50”：应为蓝、黄、橙三个递增的百分比，如 50/70/90。请改正。"),
        ("sign,1 工作日,housing_fund,,,,half,,,", "看不懂预警比例“half”：应为蓝、黄、橙三个递增的百分比，如 50/70/90。请改正。"),
        ("sign,1 工作日,housing_fund,,,,,official,,", "“grade”一栏的“OFFICIAL”无法识别。请从规则说明所列的词中选用。"),
        (f"sign,1 工作日,housing_fund,,,,,,{'长' * 121},", "名称超过 120 个字。请缩短。"),
        ("sign,2 工作日,,ordinary,,,,,,", "与第 2 行的签收条件完全相同，无法判断以哪一行为准。请删去一行。"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_named_with_its_number(row: str, said: str) -> None:
    found = office.check_limits("limits.csv", table(more=row), DECEMBER, at=NOW)
    assert [(error.row, error.sentence.zh) for error in found.errors] == [(LAST, said)]
    refused("table_has_errors", table(more=row))


def test_a_table_that_leaves_orders_without_a_limit_is_turned_away() -> None:
    gap = table(*(row for row in SHORTER if row.clock is not Clock.VISIT))
    found = office.check_limits("limits.csv", gap, DECEMBER, at=NOW)
    assert {error.sentence.zh for error in found.errors} == {
        f"缺少{urgency}的回访诉求人时限：有的工单将没有时限。请补上一行。" for urgency in ("一般", "紧急", "特急")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("limits_backdated", {"since": date(2026, 11, 9)}),
        ("limits_unnamed", {"version": "  "}),
        ("limits_unnamed", {"version": "x" * 25}),
        ("limits_named_twice", {"version": VERSION}),
        ("file_empty", {"content": b""}),
        ("table_header", {"content": b"clock,days\nsign,3"}),
    ],
)
def test_what_cannot_be_is_one_sentence(code: str, given: dict[str, object]) -> None:
    refused(code, **given)  # type: ignore[arg-type]


def test_the_same_table_is_taken_in_once_and_needs_its_reference() -> None:
    take_in()
    refused("limits_known", version="2026-9")
    refused("limits_named_twice", table(*(replace(row, value=9) if row.code == "handle:ordinary" else row for row in LIMITS)))  # fmt: skip
    with pytest.raises(Refused) as refusal:
        office.import_limits(None, "x.csv", table(), "x", " ", DECEMBER, at=NOW)
    assert refusal.value.code == "notice_without_reference"


def test_taken_in_for_today_it_holds_from_now_and_not_from_this_morning() -> None:
    take_in(since=NOW.date())
    assert limits_at(NOW - timedelta(minutes=1)).version == VERSION
    assert limits_at(NOW).version == "2026-2"


@pytest.mark.parametrize(
    "text", ["50/70", "50/70/90/95", "0/70/90", "50/50/90", "50/90/70", "50/70/100", "a/b/c"]
)
def test_what_are_no_shares_of_a_light(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_shares(text)
    assert (read_shares(""), read_shares("1/2/99")) == ((), (1, 2, 99))
