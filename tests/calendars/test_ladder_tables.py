"""Ladders taken in: looked through first, all or nothing, in force from a day, withdrawn again."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bihuan.calendars import actions as office
from bihuan.calendars.asking_ladder import answered, asked_of_ladder, ladder_to_edit, ladders_at
from bihuan.calendars.ladder_rows import as_table
from bihuan.calendars.models import LadderRow, LadderTable
from bihuan.calendars.queries import forget, ladder_at, ladder_of_version
from bihuan.calendars.versions import State
from bihuan.ledger.chain import Head
from bihuan.ledger.models import Event
from bihuan.ledger.queries import verify
from bihuan.rules.alerts import Light
from bihuan.rules.deadlines import Budget, TimeType
from bihuan.rules.keyed import Case
from bihuan.rules.ladder import Cause, Row, Rung, Step, Wants
from bihuan.rules.ladder_rows import SHIPPED, TREADS, VERSION
from bihuan.rules.limits import Grade
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from tests.town import Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_calendar")]
NOW = datetime(2026, 11, 10, 10, tzinfo=SHANGHAI)
DECEMBER = date(2026, 12, 1)
IN_DECEMBER = datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)
#: Acknowledged within two working hours, by the city's own paper.
QUICKER = (
    *SHIPPED.rungs,
    replace(TREADS[0], limit=Budget(2, TimeType.WORK_HOUR), grade=Grade.PRIMARY, source=Words("本市办法第12条", "article 12")),
    *TREADS[1:],
)  # fmt: skip


def ladder_file(*rows: Row, more: str = "", codes: dict[str, str] | None = None) -> bytes:
    return written(as_table(rows or QUICKER, codes or {})) + more.encode()


def written(table: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode()


def take_in_ladder(
    content: bytes | None = None, version: str = "2026-2", since: date = DECEMBER, at: datetime = NOW
) -> office.CheckedLadder:
    content = ladder_file() if content is None else content
    found = office.import_ladder(None, "ladder.csv", content, version, "渝工办〔2026〕5号", since, at=at)
    forget()
    return found


def refused(code: str, content: bytes | None = None, **given: object) -> None:
    before = [model.objects.count() for model in (LadderTable, LadderRow, Event)]
    with pytest.raises(Refused) as refusal:
        take_in_ladder(content, **given)  # type: ignore[arg-type]
    assert refusal.value.code == code, refusal.value.sentence.zh
    assert [model.objects.count() for model in (LadderTable, LadderRow, Event)] == before
    assert "{" not in "".join(refusal.value.sentence)


def test_a_ladder_holds_from_its_day_and_the_one_before_until_then() -> None:
    looked = office.check_ladder("ladder.csv", ladder_file(), DECEMBER, at=NOW)
    assert (looked.errors, looked.instead_of, LadderTable.objects.count()) == ([], VERSION, 0)
    assert [(change.before.code, change.after.code) for change in looked.differences] == [
        ("acknowledge",) * 2
    ]
    take_in_ladder()
    assert (ladder_at(NOW).version, ladder_at(IN_DECEMBER).version) == (VERSION, "2026-2")
    kept = ladder_of_version("2026-2").rows
    assert kept.rows == QUICKER, "what is stored is what was handed in"
    assert ladder_of_version("of an older release").rows is SHIPPED


def test_withdrawn_the_one_before_holds_again_and_warnings_still_know_theirs() -> None:
    take_in_ladder()
    later = IN_DECEMBER + timedelta(days=3)
    office.withdraw_ladder(None, "2026-2", "市里另行通知", at=later)
    forget()
    assert ladder_at(later).version == VERSION
    assert ladder_of_version("2026-2").rows.tread(Step.ACKNOWLEDGE, Light.BLUE).limit.amount == 2
    with pytest.raises(Refused) as twice:
        office.withdraw_ladder(None, "2026-2", "again", at=later)
    assert twice.value.code == "ladder_withdrawn"
    with pytest.raises(Refused) as shipped:
        office.withdraw_ladder(None, VERSION, "x", at=later)
    assert shipped.value.code == "ladder_unknown"
    assert [each.state for each in ladders_at(later)] == [State.WITHDRAWN, State.IN_FORCE]
    assert [event.act for event in Event.objects.order_by("seq")] == ["import_ladder", "withdraw_ladder"]
    table = LadderTable.objects.get()
    head = Head(table.ledger_length, bytes(table.ledger_digest))
    assert list(verify([(table.subject, head)])) == [(table.subject, None)]


def test_only_an_administrator_may(town: Town) -> None:
    for act in (
        lambda: office.import_ladder(town.actor("邓宁"), "x.csv", ladder_file(), "x", "y", DECEMBER, at=NOW),
        lambda: office.withdraw_ladder(town.actor("邓宁"), "2026-2", "x", at=NOW),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "ladder_not_yours"


def test_a_unit_may_have_its_own_row_and_it_says_which_would_answer_without(town: Town) -> None:
    own = Rung(
        Cause.HANDLE, Light.RED, Wants.ACKNOWLEDGEMENT, Words("区里规定", "the district's"),
        unit=town.district.path, matter="wage_arrears", lapses=False,
    )  # fmt: skip
    take_in_ladder(ladder_file(*QUICKER, own, codes={town.district.path: town.district.code}))
    keys = {"what": "主办办理时限", "light": "red", "urgency": "", "level": "", "matter": "拖欠工资"}
    question, table = asked_of_ladder(keys | {"unit": town.street_union.code}, "2026-2", NOW)
    found = answered(table, question)
    assert (found.winner, found.runner_up and found.runner_up.code) == (own, "handle:red")
    elsewhere, _ = asked_of_ladder(keys | {"unit": town.other_district_union.code}, "2026-2", NOW)
    assert answered(table, elsewhere).winner.code == "handle:red"
    step, _ = asked_of_ladder(keys | {"what": "slip", "unit": ""}, "", NOW)
    assert answered(table, step).winner.code == "slip"
    assert [town.district.code] == [row[12] for row in ladder_to_edit(IN_DECEMBER)[1:] if row[12]]
    for wrong, version, code in [
        (keys | {"unit": "nowhere"}, "", "limit_unit_unknown"),
        (keys | {"unit": "", "what": "weather"}, "", "limit_key_unknown"),
        (keys | {"unit": ""}, "2019", "ladder_unknown"),
    ]:
        with pytest.raises(Refused) as refusal:
            asked_of_ladder(wrong, version, NOW)
        assert refusal.value.code == code
    unwarned, _ = asked_of_ladder(keys | {"unit": "", "what": "sign", "light": "blue"}, "", NOW)
    with pytest.raises(Refused) as refusal:
        answered(table, unwarned)
    assert refusal.value.code == "ladder_unanswered"


def test_what_is_written_out_reads_back_as_it_was() -> None:
    refused("ladder_change_nothing", written(ladder_to_edit(NOW)))


LAST = len(QUICKER) + 2
#: what, light, at, within, wants, climbs, lapses, limit, posts, matter, urgency, level, unit, grade, source, source_en
#: A row of its own matter, where it does not matter otherwise.
OWN = "housing_fund,,,,,,"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("weather,red,,,disposal,no,no,,," + OWN, "“what”一栏的“weather”无法识别。请从规则说明所列的词中选用。"),
        ("sign,pink,,,disposal,no,no,,," + OWN, "“light”一栏的“pink”无法识别。请从规则说明所列的词中选用。"),
        ("sign,,,,disposal,no,no,,," + OWN, "“light”一栏的“”无法识别。请从规则说明所列的词中选用。"),
        ("sign,red,,,soon,no,no,,," + OWN, "“wants”一栏的“soon”无法识别。请从规则说明所列的词中选用。"),
        ("sign,red,,,disposal,perhaps,no,,," + OWN, "“climbs”一栏的“perhaps”无法识别。请从规则说明所列的词中选用。"),
        ("sign,red,,,disposal,no,no,1 工作日,," + OWN, "“未按时签收”不看“limit”一栏：填了不起作用。请清空这一格。"),
        ("slip,red,2,,,,,3 工作日,leader," + OWN, "“督办单答复”不看“at”一栏：填了不起作用。请清空这一格。"),
        ("bounced,red,often,,disposal,no,no,,," + OWN, "“at”一栏的“often”不是 -999 至 999 的整数。请改正。"),
        ("bounced,red,1000,,disposal,no,no,,," + OWN, "“at”一栏的“1000”不是 -999 至 999 的整数。请改正。"),
        ("slip,red,,,,,,soon,leader," + OWN, "看不懂期限“soon”。请写成“3 工作日”“24 紧急工作时”“15 自然日”或“当日”。"),
        ("slip,red,,,,,,当日,leader," + OWN, "这一步没有时间可用，一发出就会逾期。请填写至少 1 个工作时。"),
        ("slip,red,,,,,,3 工作日,," + OWN, "送达对象“”无法识别或没有填写。请按先后填写岗位，以“/”分隔，如“工单办理员/领导”。"),
        ("slip,red,,,,,,3 工作日,leader/boss," + OWN, "送达对象“boss”无法识别或没有填写。请按先后填写岗位，以“/”分隔，如“工单办理员/领导”。"),
        ("sign,red,,,disposal,no,no,,,,,,nowhere,,,", "没有代码为“nowhere”的单位。请核对单位代码。"),
        ("sign,red,,,disposal,yes,no,,,,,,,,,", "与第 3 行的未按时签收（红色预警）条件完全相同，无法判断以哪一行为准。请删去一行。"),
        ("bounced,red,,,disposal,no,no,,," + OWN, "多次退单（红色预警）要写明达到几次才预警，可填 1 至 999，否则从不预警或随时预警。请改正“at”一栏。"),
        ("handle,red,,,none,yes,no,,," + OWN, "“wants”一栏的“none”无法识别。请从规则说明所列的词中选用。"),
        ("handle,red,,,nothing,yes,no,,," + OWN, "主办办理时限（红色预警）要转督办单，就须要求“确认并处置”，并且不能自行解除。请改正。"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_named_with_its_number(row: str, said: str) -> None:
    found = office.check_ladder("ladder.csv", ladder_file(more=row), DECEMBER, at=NOW)
    assert [(error.row, error.sentence.zh) for error in found.errors] == [(LAST, said)]
    refused("table_has_errors", ladder_file(more=row))


def test_a_ladder_that_leaves_a_step_without_a_limit_is_turned_away() -> None:
    gap = ladder_file(*(row for row in QUICKER if row is not QUICKER[-1]))
    found = office.check_ladder("ladder.csv", gap, DECEMBER, at=NOW)
    assert len(found.errors) == 4
    assert "缺少约谈在蓝色时对全部工单适用的一行" in found.errors[0].sentence.zh


def test_posts_may_be_written_by_name_and_headings_in_chinese() -> None:
    content = "情形或步骤,颜色,时限,送达,事项\n督办单答复,,2 工作日,领导 → 工单办理员,住房公积金\n".encode()
    found = office.check_ladder("ladder.csv", content, DECEMBER, at=NOW)
    assert [error.sentence.zh for error in found.errors if "无法识别" in error.sentence.zh] == []
    assert [(row.code, row.to) for row in found.rows] == [("slip:housing_fund", ("leader", "order_clerk"))]


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("ladder_backdated", {"since": date(2026, 11, 9)}),
        ("ladder_unnamed", {"version": "  "}),
        ("ladder_named_twice", {"version": VERSION}),
        ("file_empty", {"content": b""}),
        ("table_header", {"content": b"cause,days\nsign,3"}),
    ],
)
def test_what_cannot_be_is_one_sentence(code: str, given: dict[str, object]) -> None:
    refused(code, **given)  # type: ignore[arg-type]


def test_the_same_ladder_is_taken_in_once() -> None:
    take_in_ladder()
    refused("ladder_known", version="2026-9")
    assert ladder_at(IN_DECEMBER).rows.rungs_of(Cause.SIGN, Case()) == SHIPPED.rungs_of(Cause.SIGN)
