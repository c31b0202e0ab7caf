"""What is paid when employment ends, and for having no written contract.

劳动合同法 40, 46, 47, 48, 82, 85, 87, 97; 实施条例 6, 7, 20, 25, 27.
"""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bihuan.rules.laws import Cited, cite
from bihuan.rules.local_figures import LocalFigure
from bihuan.rules.reckoning import Line, Reckoning, in_order, money, plain, rounded, yuan
from bihuan.rules.wages import MONTHLY
from bihuan.rules.words import Words

#: Day the Labour Contract Law came into force; earlier years count by the rules of their time (97).
CONTRACT_LAW = date(2008, 1, 1)
CAP_YEARS = 12
CAP_WAGES = 3
_SERVICE = Words("入职和离职日期", "the days of joining and leaving")


class Ending(StrEnum):
    """How employment ended, as far as it decides what is due."""

    LAWFUL = "lawful"
    NO_NOTICE = "no_notice"
    UNLAWFUL = "unlawful"


ENDING_WORDS = {
    Ending.LAWFUL: Words("应付经济补偿（N）", "Compensation is due (N)"),
    Ending.NO_NOTICE: Words("第四十条解除且未提前30日通知（N+1）", "Dismissal under art. 40 without 30 days' notice (N+1)"),
    Ending.UNLAWFUL: Words("违法解除或终止（2N）", "Unlawful dismissal (2N)"),
}  # fmt: skip


class Service(NamedTuple):
    """Length of service: whole years, whole months beyond them, days beyond those."""

    years: int
    months: int
    days: int

    @property
    def compensated(self) -> Fraction:
        """N, in months of wages: a year one, six months and more one, less a half (劳动合同法 47)."""
        if self.months >= 6:
            return Fraction(self.years + 1)
        return self.years + (Fraction(1, 2) if self.months or self.days else Fraction(0))


def service(joined_on: date, last_day: date) -> Service:
    """Length of service, first and last day included. Raises: ``Refused`` days_reversed."""
    in_order(joined_on, last_day, _SERVICE, "last_day")
    end = last_day + timedelta(days=1)
    months = (end.year - joined_on.year) * 12 + end.month - joined_on.month
    if after_months(joined_on, months) > end:
        months -= 1
    return Service(*divmod(months, 12), (end - after_months(joined_on, months)).days)


def after_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def severance(
    monthly_fen: int,
    joined_on: date,
    last_day: date,
    ending: Ending = Ending.LAWFUL,
    *,
    average: LocalFigure | None = None,
    last_month_fen: int | None = None,
) -> Reckoning:
    """N, N+1 or 2N.

    Parameters: ``monthly_fen`` the average of the twelve months before the end, overtime and bonuses included;
    ``average`` the local average wage of the year before, by which high wages are capped; ``last_month_fen`` the
    wage of the last month, for the +1 (default: the average).
    Raises: ``Refused`` amount_out_of_range, days_reversed.
    """
    money(monthly_fen, MONTHLY, "monthly_wage")
    length = service(joined_on, last_day)
    years = length.compensated
    per_year, lines = monthly_fen, [_service_line(length, years)]
    if average and monthly_fen > CAP_WAGES * average.fen:
        per_year, capped = CAP_WAGES * average.fen, min(years, Fraction(CAP_YEARS))
        lines.append(Line(Words("月工资按平均工资三倍封顶", "Wage capped at three times the average"), f"{yuan(average.fen)} × 3", per_year))  # fmt: skip
        if capped != years:
            years = capped
            lines.append(Line(Words("年限最高十二年", "At most twelve years"), "", text=_months(years)))
    n = rounded(per_year * years)
    lines.append(Line(Words("经济补偿（N）", "Compensation (N)"), f"{yuan(per_year)} × {plain(years)}", n))
    total, label = n, Words("经济补偿（N）", "Compensation (N)")
    if ending is Ending.NO_NOTICE:
        plus = money(last_month_fen or monthly_fen, Words("上月工资", "last month's wage"), "last_month_wage")
        lines.append(
            Line(Words("代通知金（上月工资）", "In place of notice: last month's wage"), yuan(plus), plus)
        )
        total, label = n + plus, Words("经济补偿加代通知金（N+1）", "Compensation and notice (N+1)")
    elif ending is Ending.UNLAWFUL:
        # Of the exact amount: a half fen is rounded once, not twice.
        total, label = (
            rounded(2 * per_year * years),
            Words("违法解除赔偿金（2N）", "Damages for unlawful dismissal (2N)"),
        )
        lines.append(Line(label, f"{yuan(per_year)} × {plain(years)} × 2", total))
    return Reckoning(
        Words(f"{label.zh}{yuan(total)}", f"{label.en}: {yuan(total)}"),
        total,
        tuple(lines),
        _BASIS[ending],
        _conditions(ending, joined_on, average),
        average.warning if average else (),
        figures={"n": n, "halves": int(2 * years)},
    )


def double_pay(
    monthly_fen: int, began: date, *, signed_on: date | None = None, ended_on: date | None = None, on: date
) -> Reckoning:
    """The second wage for months without a written contract: from the day after the first month, eleven months at most.

    Parameters: ``began`` first day of work; ``signed_on`` day a contract was signed, ``ended_on`` last day of work,
    each if there was one; ``on`` the day of asking.
    Raises: ``Refused`` amount_out_of_range, days_reversed.
    """
    money(monthly_fen, MONTHLY, "monthly_wage")
    for later, what in ((signed_on, "signed_on"), (ended_on, "ended_on"), (on, "on")):
        if later:
            in_order(
                began, later, Words("用工和签约、离职日期", "the days of work, contract and leaving"), what
            )
    since, full_year = after_months(began, 1), after_months(began, 12)
    # 实施条例 6, 7: until the day before the contract, and never beyond the day before a full year.
    last_days = [full_year - timedelta(days=1), on]
    if signed_on:
        last_days.append(signed_on - timedelta(days=1))
    if ended_on:
        last_days.append(ended_on)
    until = min(last_days)
    months, extra, part = _months_of_double_pay(began, until)
    fen = rounded(monthly_fen * (months + part))
    lines = []
    if until >= since:
        lines.append(Line(Words("应付二倍工资的期间", "Period of double pay"), f"{since} — {until}", text=Words(f"{months}个月又{extra}天", f"{months} months and {extra} days")))  # fmt: skip
        lines.append(Line(Words("二倍工资的差额", "The second wage"), f"{yuan(monthly_fen)} × {plain(months + part)}", fen))  # fmt: skip
    else:
        lines.append(Line(Words("尚在一个月宽限期内", "Still within the month of grace"), f"{began} + 1", text=Words("不产生二倍工资", "No double pay")))  # fmt: skip
    conditions = [
        Words("这里是每月“第二倍”工资；原本那一倍未付的另行追索。", "This is the second wage; the first, if unpaid, is claimed besides."),
        Words("不足整月的按当月日历天数折算；裁决以各月应得工资为准。", "Part of a month by its calendar days; an award goes by each month's wage."),
        Words("仲裁时效一年，逐月起算的地方较多，请尽早主张。", "A claim lapses after a year, in many places month by month: claim early."),
    ]  # fmt: skip
    if (
        on >= full_year
        and not (signed_on and signed_on < full_year)
        and not (ended_on and ended_on < full_year)
    ):
        conditions.insert(0, Words("满一年未签的，视为已订立无固定期限劳动合同，不再继续计二倍工资。", "After a full year an open-ended contract is deemed made; double pay runs no further."))  # fmt: skip
    return Reckoning(
        Words(f"二倍工资差额{yuan(fen)}", f"Second wage: {yuan(fen)}"),
        fen,
        tuple(lines),
        cite("劳动合同法", 10, 14, 82) + cite("劳动合同法实施条例", 6, 7),
        tuple(conditions),
        figures={"months": months, "days": extra},
    )


def _months_of_double_pay(began: date, until: date) -> tuple[int, int, Fraction]:
    """Whole months after the first, days beyond them, and those days as part of the month they lie in.

    Months are counted from the first day of work, so that one that begins on the 30th has eleven of them and no day more.
    """
    end, months = until + timedelta(days=1), 0
    if end <= after_months(began, 1):
        return 0, 0, Fraction(0)
    while after_months(began, months + 2) <= end:
        months += 1
    start, following = after_months(began, months + 1), after_months(began, months + 2)
    return months, (end - start).days, Fraction((end - start).days, (following - start).days)


def _service_line(length: Service, years: Fraction) -> Line:
    return Line(
        Words("工作年限", "Length of service"),
        f"{length.years} y {length.months} m {length.days} d",
        text=_months(years),
    )


def _months(years: Fraction) -> Words:
    return Words(f"N = {plain(years)}", f"N = {plain(years)}")


_BASIS: dict[Ending, tuple[Cited, ...]] = {
    Ending.LAWFUL: cite("劳动合同法", 46, 47) + cite("劳动合同法实施条例", 27),
    Ending.NO_NOTICE: cite("劳动合同法", 40, 46, 47) + cite("劳动合同法实施条例", 20, 27),
    Ending.UNLAWFUL: cite("劳动合同法", 47, 48, 87) + cite("劳动合同法实施条例", 25, 27),
}


def _conditions(ending: Ending, joined_on: date, average: LocalFigure | None) -> tuple[Words, ...]:
    found = [
        Words("月工资是离职前十二个月应得工资的平均数，含奖金、津贴；不满十二个月按实际月数。", "The wage is the average due over the twelve months before, bonuses included; over the months worked if fewer."),
    ]  # fmt: skip
    if average is None:
        found.append(Words("没有核对三倍封顶：月工资高于当地上年度职工月平均工资三倍的，按三倍计、最高十二年。", "The cap was not checked: wages above three times the local average count as three times it, for twelve years at most."))  # fmt: skip
    if joined_on < CONTRACT_LAW:
        found.append(Words("2008年1月1日前的年限，是否支付、如何计算按当时的规定。", "Years before 1 January 2008 follow the rules of their time."))  # fmt: skip
    if ending is Ending.UNLAWFUL:
        found.append(Words("付了赔偿金的不再付经济补偿；劳动者也可以要求继续履行合同。", "Damages replace compensation; the worker may ask for the job back instead."))  # fmt: skip
    if ending is Ending.LAWFUL:
        found.append(Words("只有第四十六条所列情形才有经济补偿；主动辞职且单位无过错的没有。", "Only in the cases of article 46; who resigns without fault of the employer has none."))  # fmt: skip
    return tuple(found)
