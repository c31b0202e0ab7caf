"""Every calculator as one row: what it asks and what it does with the answers. Pages, API and command line read this."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from unicodedata import normalize

from bihuan.rules import annual_leave, compensation, contributions, remedies, wage_crime, wages
from bihuan.rules.local_figures import Figure, LocalFigure, figure_on, stated
from bihuan.rules.matters import MATTERS
from bihuan.rules.reckoning import Line, Reckoning
from bihuan.rules.refusal import refuse
from bihuan.rules.words import NO_WORDS, Words


class Kind(StrEnum):
    """What a field takes."""

    MONEY = "money"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    YES = "yes"
    CHOICE = "choice"


_EXAMPLES = {
    Kind.MONEY: "6000",
    Kind.NUMBER: "3.5",
    Kind.WHOLE: "12",
    Kind.DAY: "2026-03-01",
    Kind.YES: "yes",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a calculator asks. ``choices`` only where it is a choice: value → words."""

    name: str
    words: Words
    kind: Kind
    required: bool = True
    help: Words = NO_WORDS
    choices: Mapping[str, Words] | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when it is asked: the day, the division codes from the place upwards, and the local figures known."""

    on: date
    places: tuple[str, ...] = ()
    figures: tuple[LocalFigure, ...] = ()


Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Calculator:
    """One calculator. ``matters`` are the matters it is offered beside; ``said`` what callers say when they mean it."""

    key: str
    words: Words
    fields: tuple[Field, ...]
    reckon: Callable[[Values, Setting], Reckoning]
    matters: tuple[str, ...]
    said: tuple[str, ...] = ()


def _overtime(values: Values, _setting: Setting) -> Reckoning:
    hours = {f"{kind}_hours": values.get(f"{kind}_hours") or Decimal(0) for kind in wages.RATES}
    return wages.overtime(values["monthly_wage"], **hours)


def _severance(values: Values, setting: Setting) -> Reckoning:
    average = None
    if typed := values.get("average_wage"):
        average = LocalFigure(Figure.AVERAGE_WAGE, "", typed, setting.on, None, _GIVEN, official=False)
    else:
        last = values["last_day"]
        rows = [row for row in setting.figures if row.kind is Figure.AVERAGE_WAGE]
        holding = [row for row in rows if row.since <= last and (row.until is None or last <= row.until)]
        if any(row.place in setting.places for row in holding):
            average = figure_on(rows, Figure.AVERAGE_WAGE, setting.places, last)
    return compensation.severance(
        values["monthly_wage"], values["joined_on"], values["last_day"], compensation.Ending(values["ending"]),
        average=average, last_month_fen=values.get("last_month_wage"),
    )  # fmt: skip


def _double_pay(values: Values, setting: Setting) -> Reckoning:
    return compensation.double_pay(
        values["monthly_wage"], values["began"], signed_on=values.get("signed_on"), ended_on=values.get("ended_on"),
        on=setting.on,
    )  # fmt: skip


def _leave_days(values: Values, _setting: Setting) -> Reckoning:
    return annual_leave.leave_days(
        values["years_worked"], joined_on=values.get("joined_on"), last_day=values.get("last_day"),
        taken=values.get("taken") or 0,
    )  # fmt: skip


def _unused_leave(values: Values, _setting: Setting) -> Reckoning:
    return annual_leave.unused_leave(
        values["monthly_wage"], values["days"], normal_pay_given=not values.get("normal_pay_unpaid")
    )


def _deduction(values: Values, setting: Setting) -> Reckoning:
    month = values.get("on") or setting.on
    if values.get("minimum_wage"):
        minimum = stated(Figure.MINIMUM_WAGE, values["minimum_wage"], values.get("minimum_since"), month)
    else:
        minimum = figure_on(setting.figures, Figure.MINIMUM_WAGE, setting.places, month)
    return wages.deduction_limit(values["monthly_wage"], minimum)


def _late_pay(values: Values, _setting: Setting) -> Reckoning:
    return wages.late_pay(values["owed"])


def _deadlines(values: Values, setting: Setting) -> Reckoning:
    facts = remedies.Facts(
        values["matter"], values.get("happened_on"), values.get("left_on"), values.get("award_on"),
        values.get("opinion_on"), values.get("review_on"),
    )  # fmt: skip
    found = remedies.deadlines(facts, setting.on)
    basis = tuple(dict.fromkeys(cited for each in found for cited in each.remedy.basis))
    lines = tuple(Line(each.remedy.words, each.formula, text=each.words) for each in found)
    notes = tuple(each.remedy.note for each in found if each.remedy.note.zh)
    days = {each.remedy.way.value: each.due.at.date() for each in found if each.due}
    first = min(days.values(), default=None)
    result = Words(f"最早的期限是{first}", f"The first deadline is {first}") if first else _NO_DEADLINE
    return Reckoning(result, None, lines, basis, notes, days=days)


def _late_fee(values: Values, setting: Setting) -> Reckoning:
    days = values.get("days")
    if days is None:
        if not values.get("due_since"):
            refuse(
                "field_missing",
                field="days",
                what=Words("欠缴天数或欠缴首日", "Days in arrears, or the first of them"),
            )
        days = contributions.late_days(values["due_since"], values.get("paid_on") or setting.on)
    return contributions.late_fee(values["owed"], days)


def _wage_crime(values: Values, setting: Setting) -> Reckoning:
    local = {
        kind: figure_on(setting.figures, kind, setting.places, setting.on)
        for kind in (Figure.CRIME_SINGLE, Figure.CRIME_GROUP)
        if any(
            row.kind is kind and row.place in setting.places and row.since <= setting.on
            and (row.until is None or setting.on <= row.until)
            for row in setting.figures
        )
    }  # fmt: skip
    return wage_crime.wage_crime(
        values["owed"], values["people"], setting.on, months=values.get("months"), ordered=bool(values.get("ordered")),
        local=local,
    )  # fmt: skip


_NO_DEADLINE = Words("按所填情况没有到期日", "By what was entered nothing lapses")
_GIVEN = Words("填写人提供", "given by the person")
_MONTHLY = Field("monthly_wage", Words("月工资（元）", "Monthly wage (yuan)"), Kind.MONEY)
_AVERAGED = Field(
    "monthly_wage",
    Words("月平均工资（元）", "Average monthly wage (yuan)"),
    Kind.MONEY,
    help=Words("离职前十二个月应得工资平均数", "average due over the twelve months before leaving"),
)
_OWED = Field("owed", Words("拖欠金额（元）", "Amount owed (yuan)"), Kind.MONEY)
_OPTIONAL_HOURS = tuple(
    Field(f"{kind}_hours", Words(f"{what.zh}（小时）", f"{what.en} (hours)"), Kind.NUMBER, required=False)
    for kind, (_, what) in wages.RATES.items()
)

CALCULATORS: dict[str, Calculator] = {row.key: row for row in (
    Calculator("overtime", Words("加班费", "Overtime pay"), (_MONTHLY, *_OPTIONAL_HOURS), _overtime, ("overtime_hours", "pay_standard"),
               ("加班", "三倍工资", "三薪", "节假日上班", "双休", "周末上班", "加点", "996")),
    Calculator("severance", Words("经济补偿与赔偿金（N、N+1、2N）", "Compensation and damages (N, N+1, 2N)"), (
        _AVERAGED,
        Field("joined_on", Words("入职日期", "Joined on"), Kind.DAY),
        Field("last_day", Words("最后工作日", "Last day of work"), Kind.DAY),
        Field("ending", Words("怎样结束的", "How it ended"), Kind.CHOICE, choices={ending.value: words for ending, words in compensation.ENDING_WORDS.items()}),
        Field("average_wage", Words("当地上年度月平均工资（元）", "Local average wage of the year before (yuan)"), Kind.MONEY, required=False, help=Words("用于核对三倍封顶", "to check the cap of three times")),
        Field("last_month_wage", Words("上月工资（元）", "Last month's wage (yuan)"), Kind.MONEY, required=False, help=Words("只用于代通知金", "only for pay in place of notice")),
    ), _severance, ("termination",), ("辞退", "开除", "炒鱿鱼", "赔偿", "补偿", "n+1", "2n", "裁员", "裁掉", "不续签", "被裁", "解雇", "优化")),
    Calculator("double-pay", Words("未签合同二倍工资", "Double pay without a contract"), (
        _MONTHLY,
        Field("began", Words("入职日期", "Began work on"), Kind.DAY),
        Field("signed_on", Words("补签合同日期", "Contract signed on"), Kind.DAY, required=False),
        Field("ended_on", Words("离职日期", "Last day of work"), Kind.DAY, required=False),
    ), _double_pay, ("contract",), ("没签合同", "未签", "不签合同", "双倍工资", "二倍工资", "两倍工资", "没有合同", "没合同")),
    Calculator("leave-days", Words("年休假天数", "Days of annual leave"), (
        Field("years_worked", Words("累计工作满几年", "Full years of work in all"), Kind.WHOLE),
        Field("joined_on", Words("今年入职的，入职日期", "Joined on, if this year"), Kind.DAY, required=False),
        Field("last_day", Words("今年离职的，最后工作日", "Last day of work, if this year"), Kind.DAY, required=False),
        Field("taken", Words("今年已休天数", "Days taken this year"), Kind.WHOLE, required=False),
    ), _leave_days, ("leave",), ("年假", "年休假", "几天假")),
    Calculator("unused-leave", Words("未休年休假工资", "Pay for leave not taken"), (
        Field("monthly_wage", Words("月平均工资（元，不含加班费）", "Average monthly wage without overtime (yuan)"), Kind.MONEY),
        Field("days", Words("应休未休天数", "Days not taken"), Kind.NUMBER),
        Field("normal_pay_unpaid", Words("这些天的正常工资也没发", "Their normal wage was not paid either"), Kind.YES, required=False),
    ), _unused_leave, ("leave",), ("没休年假", "年假工资", "年假不休", "年假没休")),
    Calculator("deduction", Words("扣工资的限度", "Limit of deductions"), (
        _MONTHLY,
        Field("on", Words("哪个月（任一天）", "Which month (any day of it)"), Kind.DAY, required=False),
        Field("minimum_wage", Words("当地月最低工资（元）", "Local minimum wage (yuan)"), Kind.MONEY, required=False, help=Words("本系统没有当日有效数值时填写", "where none is recorded for that day")),
        Field("minimum_since", Words("该最低工资的生效日期", "In force since"), Kind.DAY, required=False),
    ), _deduction, ("pay_standard",), ("扣钱", "扣工资", "罚款", "罚钱", "赔损失")),
    Calculator("late-pay", Words("逾期不付的加付赔偿金", "Damages for late payment"), (_OWED,), _late_pay, ("wage_arrears",),
               ("加付", "赔偿金")),
    Calculator("late-fee", Words("社保滞纳金", "Late fee on contributions"), (
        Field("owed", Words("欠缴社保费（元）", "Contributions owed (yuan)"), Kind.MONEY),
        Field("days", Words("欠缴天数", "Days in arrears"), Kind.WHOLE, required=False),
        Field("due_since", Words("欠缴首日", "First day in arrears"), Kind.DAY, required=False),
        Field("paid_on", Words("缴清日期", "Paid on"), Kind.DAY, required=False, help=Words("默认今天", "today unless given")),
    ), _late_fee, ("social_insurance",), ("滞纳金", "补缴社保", "补交社保", "社保断", "欠缴")),
    Calculator("wage-crime", Words("欠薪入罪数额", "Amounts of criminal wage refusal"), (
        _OWED,
        Field("people", Words("人数", "Workers"), Kind.WHOLE),
        Field("months", Words("拖欠几个月", "Months unpaid"), Kind.WHOLE, required=False, help=Words("一人时填写", "for one worker")),
        Field("ordered", Words("人社部门已责令支付且逾期未付", "An order to pay passed unpaid"), Kind.YES, required=False),
    ), _wage_crime, ("wage_arrears",), ("恶意欠薪", "跑路", "报警", "坐牢", "犯罪", "老赖", "失联", "报案")),
    Calculator("deadlines", Words("维权期限", "Deadlines"), (
        Field("matter", Words("事项", "Matter"), Kind.CHOICE, choices={code: MATTERS[code] for code in remedies.DISPUTES}),
        Field("happened_on", Words("侵权行为或事故发生日", "Day of the wrong or accident"), Kind.DAY, required=False),
        Field("left_on", Words("离职日期", "Employment ended on"), Kind.DAY, required=False),
        Field("award_on", Words("收到仲裁裁决书日期", "Award received on"), Kind.DAY, required=False),
        Field("opinion_on", Words("收到信访处理意见书日期", "Petition opinion received on"), Kind.DAY, required=False),
        Field("review_on", Words("收到信访复查意见书日期", "Petition review received on"), Kind.DAY, required=False),
    ), _deadlines, (), ("时效", "过期", "超过一年", "期限", "多久之内", "还来得及", "几天内")),
)}  # fmt: skip


def calculate(name: str, typed: Mapping[str, str], setting: Setting) -> Reckoning:
    """Reckon from what was typed.

    Raises: ``Refused`` calculator_unknown, field_unknown, field_missing, figure_unclear, and what the calculator refuses.
    """
    calculator = CALCULATORS.get(name) or refuse(
        "calculator_unknown", name=name[:40], names=", ".join(CALCULATORS)
    )
    fields = {field.name: field for field in calculator.fields}
    if unknown := [given for given in typed if given not in fields]:
        refuse("field_unknown", name=unknown[0][:40], names=", ".join(fields))
    values = {field.name: read(field, typed.get(field.name, "")) for field in calculator.fields}
    return calculator.reckon({name: value for name, value in values.items() if value is not None}, setting)


def read(field: Field, text: str) -> Any:
    """What was typed, as the field's kind; ``None`` for an optional field left empty; money in fen.

    Raises: ``Refused`` field_missing, figure_unclear.
    """
    said = normalize("NFKC", text).strip()
    if not said:
        return None if not field.required else refuse("field_missing", field=field.name, what=field.words)
    try:
        return _READERS[field.kind](said, field)
    except (ValueError, InvalidOperation, KeyError):
        example = _EXAMPLES.get(field.kind) or ", ".join(field.choices or ())
        refuse("figure_unclear", field=field.name, what=field.words, text=said[:24], example=example)


def fitting(text: str, matter: str = "") -> Calculator | None:
    """The calculator that fits what was said: by its words, else by the matter."""
    said = normalize("NFKC", text).lower()
    hits = {
        key: max((len(words) for words in row.said if words in said), default=0)
        for key, row in CALCULATORS.items()
    }
    best = max(hits, key=lambda key: (hits[key], matter in CALCULATORS[key].matters))
    if hits[best]:
        return CALCULATORS[best]
    return next((row for row in CALCULATORS.values() if matter in row.matters), None)


def _money(said: str, _field: Field) -> int:
    bare = said.removeprefix("¥").removesuffix("元").replace(",", "").strip()
    times = 10_000 if bare.endswith(("万", "w", "W")) else 1
    fen = _decimal(bare.rstrip("万wW").strip()) * times * 100
    if fen % 1 or fen < 0:
        raise ValueError(said)
    return int(fen)


def _decimal(said: str) -> Decimal:
    if len(said) > 24 or not said.replace(".", "", 1).isascii() or not said.replace(".", "", 1).isdigit():
        raise ValueError(said)
    return Decimal(said)


def _whole(said: str, _field: Field) -> int:
    if not said.isascii() or not said.isdigit() or len(said) > 9:
        raise ValueError(said)
    return int(said)


def _yes(said: str, _field: Field) -> bool:
    return {"yes": True, "on": True, "true": True, "1": True, "是": True, "no": False, "false": False, "0": False, "否": False}[said.lower()]  # fmt: skip


def _choice(said: str, field: Field) -> str:
    choices = field.choices or {}
    named = {words.zh: value for value, words in choices.items()}
    return said if said in choices else named[said]


_READERS: dict[Kind, Callable[[str, Field], Any]] = {
    Kind.MONEY: _money,
    Kind.NUMBER: lambda said, _field: _decimal(said),
    Kind.WHOLE: _whole,
    Kind.DAY: lambda said, _field: date.fromisoformat(said.replace("/", "-").replace(".", "-")),
    Kind.YES: _yes,
    Kind.CHOICE: _choice,
}
