"""Paid annual leave: how many days, how many in a part of a year, and what is paid for those not taken.

职工带薪年休假条例 2, 3, 5; 企业职工带薪年休假实施办法 5, 10, 11, 12.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from bihuan.rules.laws import cite
from bihuan.rules.reckoning import Line, Reckoning, day_wage, money, plain, quantity, rounded, yuan
from bihuan.rules.wages import MONTHLY
from bihuan.rules.words import Words

#: From how many years of work in all: days a year.
STEPS = ((20, 15), (10, 10), (1, 5), (0, 0))
_YEAR = 365


def entitlement(years_worked: int) -> int:
    """Days a year, by years of work in all, whatever the employer."""
    return next(days for years, days in STEPS if years_worked >= years)


def in_year_of_joining(joined_on: date, days_a_year: int) -> tuple[int, Fraction, int]:
    """Days for the rest of the year of joining: whole days, the exact share, calendar days left (the first included)."""
    left = (date(joined_on.year, 12, 31) - joined_on).days + 1
    return _shared(left, days_a_year)


def in_year_of_leaving(last_day: date, days_a_year: int) -> tuple[int, Fraction, int]:
    """Days earned in the year of leaving: whole days, the exact share, calendar days passed (the last included)."""
    passed = (last_day - date(last_day.year, 1, 1)).days + 1
    return _shared(passed, days_a_year)


def leave_days(
    years_worked: int, *, joined_on: date | None = None, last_day: date | None = None, taken: int = 0
) -> Reckoning:
    """How many days are due in a year, or in the part of it between joining and leaving.

    Parameters: ``years_worked`` full years of work in all; ``joined_on`` if it was this year; ``last_day`` if it is
    this year; ``taken`` days already arranged.
    Raises: ``Refused`` quantity_out_of_range.
    """
    quantity(Decimal(years_worked), Words("累计工作年限", "the years of work"), "years_worked", most=60)
    quantity(Decimal(taken), Words("已休天数", "the days taken"), "taken", most=60)
    full = entitlement(years_worked)
    days = full
    lines = [Line(Words("全年应休", "Days a year"), _step(years_worked), text=_days(full))]
    for day, share, what in (
        (joined_on, in_year_of_joining, Words("入职当年折算", "In the year of joining")),
        (last_day, in_year_of_leaving, Words("离职当年折算", "In the year of leaving")),
    ):
        if day:
            days, exact, calendar_days = share(day, full)
            lines.append(Line(what, f"{calendar_days} ÷ 365 × {full} = {_cut(exact)}", text=_days(days)))
    left = max(days - taken, 0)
    if taken:
        lines.append(Line(Words("减去已休", "Less those taken"), f"{days} − {taken}", text=_days(left)))
    return Reckoning(
        Words(f"应休未休{left}天", f"{left} days still due"),
        None,
        tuple(lines),
        cite("职工带薪年休假条例", 2, 3) + cite("企业职工带薪年休假实施办法", 3, 4, 5, 12),
        (
            Words("须连续工作满十二个月；工龄把在不同单位的时间合并计算。", "After twelve months of unbroken work; years with different employers count together."),
            Words("不足一整天的部分不计；离职时已多休的不扣回。", "Parts of a day do not count; days taken beyond are not taken back."),
        ),
        figures={"days": left, "full": full},
    )  # fmt: skip


def unused_leave(monthly_fen: int, days: Decimal, *, normal_pay_given: bool = True) -> Reckoning:
    """What is paid for days of leave that were not given: 300 per cent, of which 100 is the normal wage.

    Parameters: ``monthly_fen`` average of the twelve months before, without overtime; ``normal_pay_given`` whether the
    days were paid as normal work, so that 200 per cent are still owed.
    Raises: ``Refused`` amount_out_of_range, quantity_out_of_range.
    """
    money(monthly_fen, MONTHLY, "monthly_wage")
    exact = quantity(days, Words("未休天数", "the days not taken"), "days", most=60)
    rate = 2 if normal_pay_given else 3
    fen = rounded(day_wage(monthly_fen) * exact * rate)
    return Reckoning(
        Words(f"还应支付未休年休假工资{yuan(fen)}", f"Still due for leave not taken: {yuan(fen)}"),
        fen,
        (
            Line(Words("日工资", "Wage of a day"), f"{yuan(monthly_fen)} ÷ 21.75", rounded(day_wage(monthly_fen))),
            Line(Words("未休年休假工资", "Pay for leave not taken"), f"{yuan(monthly_fen)} ÷ 21.75 × {plain(exact)} × {rate * 100}%", fen),
        ),
        cite("职工带薪年休假条例", 5) + cite("企业职工带薪年休假实施办法", 10, 11, 12),
        (
            Words("300%中含正常工资100%；已照常发工资的，再付200%。", "300% includes the normal 100%; where that was paid, 200% remain."),
            Words("职工因本人原因且书面提出不休的，只付正常工资。", "Who in writing chose not to take it has only the normal wage."),
        ),
        figures={"day": rounded(day_wage(monthly_fen))},
    )  # fmt: skip


def _shared(calendar_days: int, days_a_year: int) -> tuple[int, Fraction, int]:
    exact = Fraction(min(calendar_days, _YEAR) * days_a_year, _YEAR)
    return exact.numerator // exact.denominator, exact, calendar_days


def _cut(exact: Fraction) -> str:
    """Two decimals, not rounded up: 2.52."""
    hundredths = exact.numerator * 100 // exact.denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _days(days: int) -> Words:
    return Words(f"{days}天", f"{days} days")


def _step(years: int) -> str:
    return f"{years} y"
