"""Wage arithmetic: overtime, what may be deducted, what is added when an order to pay is not obeyed.

劳动法 44, 50; 工资支付暂行规定 16; 劳动合同法 85; 劳社部发〔2008〕3号.
"""

from decimal import Decimal
from fractions import Fraction

from bihuan.rules.laws import cite
from bihuan.rules.local_figures import LocalFigure
from bihuan.rules.reckoning import (
    Line,
    Reckoning,
    day_wage,
    hour_wage,
    joined,
    money,
    plain,
    quantity,
    rounded,
    yuan,
)
from bihuan.rules.words import Words

MONTHLY = Words("月工资", "the monthly wage")
#: Rates of overtime (劳动法 44), and what each is for.
RATES = {
    "workday": (Fraction(3, 2), Words("工作日延时加班", "Overtime on working days")),
    "rest_day": (Fraction(2), Words("休息日加班（未补休）", "Work on rest days without time off")),
    "holiday": (Fraction(3), Words("法定休假日加班", "Work on statutory holidays")),
}
#: Overtime a month may have (劳动法 41).
MOST_OVERTIME = 36
_ALL_HOURS = 24 * 31


def overtime(
    monthly_fen: int,
    *,
    workday_hours: Decimal = Decimal(0),
    rest_day_hours: Decimal = Decimal(0),
    holiday_hours: Decimal = Decimal(0),
) -> Reckoning:
    """Overtime pay of one month.

    Parameters: ``monthly_fen`` the month's wage overtime is reckoned from; hours of each kind.
    Raises: ``Refused`` amount_out_of_range, quantity_out_of_range.
    """
    money(monthly_fen, MONTHLY, "monthly_wage")
    hour = hour_wage(monthly_fen)
    asked = {"workday": workday_hours, "rest_day": rest_day_hours, "holiday": holiday_hours}
    lines = [_hour_line(monthly_fen)]
    for kind, hours in asked.items():
        rate, what = RATES[kind]
        exact = quantity(hours, what, f"{kind}_hours", most=_ALL_HOURS)
        if exact:
            fen = rounded(hour * exact * rate)
            lines.append(
                Line(what, f"{yuan(monthly_fen)} ÷ 21.75 ÷ 8 × {plain(exact)} h × {plain(rate * 100)}%", fen)
            )
    total = joined(lines[1:])
    hours_in_all = quantity(
        sum(asked.values(), Decimal(0)), Words("加班时数", "the hours"), "", most=_ALL_HOURS
    )
    conditions = [
        Words("适用标准工时制；综合计算工时、不定时工作制另有规定。", "For standard working hours; comprehensive and flexible hours have rules of their own."),
        Words("休息日加班已安排补休的，不再支付200%。", "Rest-day work made up for by time off earns no 200%."),
        Words("加班费的计算基数有约定的，从约定，但不得低于当地最低工资。", "Where a basis for overtime was agreed it is that, but never below the minimum wage."),
    ]  # fmt: skip
    if hours_in_all - Fraction(holiday_hours) > MOST_OVERTIME:
        conditions.insert(
            0,
            Words(f"每月加班超过{MOST_OVERTIME}小时，超过部分本身违反工时规定，加班费仍须支付。", f"More than {MOST_OVERTIME} hours a month: that itself breaks the rules on hours, and is paid all the same."),
        )  # fmt: skip
    return Reckoning(
        Words(f"应付加班费{yuan(total)}", f"Overtime pay due: {yuan(total)}"),
        total,
        tuple(lines),
        cite("劳动法", 41, 44)
        + cite("劳动合同法", 31)
        + cite("职工全年月平均工作时间和工资折算问题的通知", 2),
        tuple(conditions),
        figures={"hour": rounded(hour), "day": rounded(day_wage(monthly_fen))},
    )


def deduction_limit(monthly_fen: int, minimum: LocalFigure) -> Reckoning:
    """The most an employer may deduct from a month's wage for a loss the worker caused.

    Parameters: ``minimum`` the minimum wage that holds in that place and month.
    Raises: ``Refused`` amount_out_of_range.
    """
    money(monthly_fen, MONTHLY, "monthly_wage")
    fifth = monthly_fen // 5
    above = max(monthly_fen - minimum.fen, 0)
    most = min(fifth, above)
    lines = (
        Line(Words("当月工资的20%", "20% of the month's wage"), f"{yuan(monthly_fen)} × 20%", fifth),
        Line(Words("扣除后不得低于最低工资", "What is left may not be below the minimum wage"), f"{yuan(monthly_fen)} − {yuan(minimum.fen)}", above),
        Line(Words("两者取低", "The lower of the two"), f"min({yuan(fifth)}, {yuan(above)})", most),
    )  # fmt: skip
    return Reckoning(
        Words(f"当月最多可扣{yuan(most)}", f"At most {yuan(most)} may be deducted this month"),
        most,
        lines,
        cite("工资支付暂行规定", 15, 16),
        (
            Words("只有劳动者本人原因造成经济损失、且劳动合同约定赔偿的，才可以扣。", "Only for a loss the worker caused, and only where the contract provides for it."),
            Words("单位规章中的“罚款”没有法律依据的，不能从工资中扣。", "“Fines” of a company's own making may not be taken from wages."),
        ),
        minimum.warning,
    )  # fmt: skip


def late_pay(owed_fen: int) -> Reckoning:
    """What is added when the employer does not pay within the time a labour bureau set: 50 to 100 per cent.

    Raises: ``Refused`` amount_out_of_range.
    """
    money(owed_fen, Words("应付金额", "the amount owed"), "owed")
    least, most = rounded(Fraction(owed_fen, 2)), owed_fen
    return Reckoning(
        Words(f"应付{yuan(owed_fen)}之外，可加付{yuan(least)}至{yuan(most)}", f"Beyond {yuan(owed_fen)} owed, {yuan(least)} to {yuan(most)} may be added"),
        least,
        (
            Line(Words("加付50%", "50% added"), f"{yuan(owed_fen)} × 50%", least),
            Line(Words("加付100%", "100% added"), f"{yuan(owed_fen)} × 100%", most),
        ),
        cite("劳动合同法", 85) + cite("劳动保障监察条例", 26),
        (Words("须先由劳动行政部门责令限期支付，逾期仍不支付。", "Only after a labour bureau has ordered payment by a day that passed."),),
        figures={"least": least, "most": most},
    )  # fmt: skip


def _hour_line(monthly_fen: int) -> Line:
    return Line(
        Words("小时工资", "Wage of an hour"),
        f"{yuan(monthly_fen)} ÷ 21.75 ÷ 8",
        rounded(hour_wage(monthly_fen)),
    )
