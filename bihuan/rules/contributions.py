"""The late fee on social insurance contributions: 0.05 per cent a day (社会保险法 86)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from bihuan.rules.laws import cite
from bihuan.rules.reckoning import Line, Reckoning, in_order, money, quantity, rounded, yuan
from bihuan.rules.words import Words

DAILY = Fraction(5, 10_000)
_LONGEST = 36_500


def late_days(due_since: date, paid_on: date) -> int:
    """Days in arrears: from the first day in arrears to the day of payment, both included.

    Raises: ``Refused`` days_reversed.
    """
    in_order(due_since, paid_on, Words("欠缴和缴清日期", "the days of default and payment"), "paid_on")
    return (paid_on - due_since).days + 1


def late_fee(owed_fen: int, days: int) -> Reckoning:
    """The late fee after so many days.

    Raises: ``Refused`` amount_out_of_range, quantity_out_of_range.
    """
    money(owed_fen, Words("欠缴金额", "the contributions owed"), "owed")
    quantity(Decimal(days), Words("欠缴天数", "the days in arrears"), "days", most=_LONGEST)
    fen = rounded(owed_fen * DAILY * days)
    return Reckoning(
        Words(f"滞纳金{yuan(fen)}", f"Late fee: {yuan(fen)}"),
        fen,
        (
            Line(Words("滞纳金", "Late fee"), f"{yuan(owed_fen)} × 0.05% × {days} d", fen),
            Line(Words("逾期仍不缴纳，可处罚款1倍至3倍", "Still unpaid after the time set: a fine of one to three times"), f"{yuan(owed_fen)} × 1 … 3", text=Words(f"{yuan(owed_fen)}至{yuan(3 * owed_fen)}", f"{yuan(owed_fen)} to {yuan(3 * owed_fen)}")),
        ),
        cite("社会保险法", 63, 86),
        (
            Words("滞纳金由用人单位承担，缴入社保基金，不是付给职工的。", "The employer bears it; it goes to the fund, not to the worker."),
            Words("自欠缴之日起至缴清之日，首尾都计。", "From the first day in arrears to the day of payment, both counted."),
        ),
    )  # fmt: skip
