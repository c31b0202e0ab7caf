"""What a calculator hands back: the amount to the fen, and everything needed to check it by hand.

Amounts are whole fen; in between they are exact fractions, rounded once, half up, where an amount is stated. A result
without its basis, the version that was read and the conditions it holds under is no result (facts 7.4).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bihuan.rules.laws import Cited
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words

#: Paid days of a month (劳社部发〔2008〕3号) and hours of a day.
PAID_DAYS = Fraction("21.75")
HOURS = 8
#: More than anybody is paid: ten thousand million yuan. What lies above is a slip of the hand.
MOST_FEN = 10**12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the reckoning: what it is, how it was worked out, and what came out."""

    what: Words
    formula: str
    fen: int | None = None
    text: Words | None = None

    @property
    def result(self) -> Words:
        """What came out, in words."""
        return self.text or Words(yuan(self.fen or 0), yuan(self.fen or 0))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A calculator's result.

    Attributes:
        result: one sentence with the figure, never a promise.
        fen: the amount in fen; ``None`` where the result is none.
        lines: how it came about, each line checkable by hand.
        basis: the articles it rests on, with the version read.
        conditions: what has to hold for it to apply.
        unofficial: figures in it that are not official here, each said.
        figures, days: named parts of the result, for programs.
    """

    result: Words
    fen: int | None
    lines: tuple[Line, ...]
    basis: tuple[Cited, ...]
    conditions: tuple[Words, ...] = ()
    unofficial: tuple[Words, ...] = ()
    figures: dict[str, int] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)


def rounded(exact: Fraction) -> int:
    """An exact amount in whole fen, half up."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def yuan(fen: int) -> str:
    """Fen as ``¥1,234.50``."""
    return f"¥{fen // 100:,}.{fen % 100:02d}"


def day_wage(monthly_fen: int) -> Fraction:
    """The wage of a day: a month's by 21.75."""
    return Fraction(monthly_fen) / PAID_DAYS


def hour_wage(monthly_fen: int) -> Fraction:
    """The wage of an hour: a day's by 8."""
    return day_wage(monthly_fen) / HOURS


def money(fen: int, what: Words, field: str, *, least: int = 1) -> int:
    """``fen`` if it can be an amount here. Raises: ``Refused`` amount_out_of_range."""
    if not least <= fen <= MOST_FEN:
        refuse("amount_out_of_range", field=field, what=what, least=yuan(least), most=yuan(MOST_FEN))
    return fen


def quantity(number: Decimal, what: Words, field: str, *, most: int) -> Fraction:
    """A number of hours, days or people, exactly. Raises: ``Refused`` quantity_out_of_range."""
    if not number.is_finite() or not 0 <= number <= most:
        refuse("quantity_out_of_range", field=field, what=what, most=most)
    return Fraction(number)


def in_order(earlier: date, later: date, what: Words, field: str) -> None:
    """Refuse days that lie the wrong way round. Raises: ``Refused`` days_reversed."""
    if later < earlier:
        refuse("days_reversed", field=field, what=what, first=earlier, last=later)


def plain(number: Fraction) -> str:
    """A number as one writes it by hand: 2.5, 3, 0.05; at most four decimals."""
    text = f"{Decimal(number.numerator) / Decimal(number.denominator):.4f}"
    return text.rstrip("0").rstrip(".")


def unofficial(what: Words, source: Words) -> Words:
    """A figure that is not official, said with where it comes from."""
    return Words(
        f"{what.zh}：{UNOFFICIAL.zh}（来源：{source.zh}）",
        f"{what.en}: {UNOFFICIAL.en} (source: {source.en})",
    )


def joined(lines: Sequence[Line]) -> int:
    """The sum of the lines' amounts."""
    return sum(line.fen or 0 for line in lines)
