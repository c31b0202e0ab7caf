"""Numbers as people say and write them: 400000, 40万, 3.6万, 三万六, 两千五, 壹拾捌万, 40多, 两百来万, 万把块.

:func:`fen` and :func:`people` read a field that holds nothing else; :func:`numbers_in` finds them in a text.
"""

import re
from decimal import Decimal
from typing import NamedTuple
from unicodedata import normalize

from bihuan.rules.refusal import refuse

_DIGITS = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
}
_UNITS = {
    **{"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8},
    **{"拾": 10, "佰": 100, "仟": 1000, "萬": 10**4, "k": 1000, "w": 10**4},
}
_TOKEN = re.compile(
    rf"(?P<figure>\d+(?:\.\d+)?)|(?P<digit>[{''.join(_DIGITS)}])|(?P<unit>[{''.join(_UNITS)}])"
)
_AROUND_MONEY = re.compile(r"[\s,¥]|元|块钱?|人民币|rmb|整$")
_AROUND_PEOPLE = re.compile(r"[\s,]|个?人|名|个$")
_LONGEST = 24

_SPOKEN = f"{''.join(_DIGITS)}十百千万亿拾佰仟萬"
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?(?:[kw](?![a-z]))?"
#: A number in a text: what leaves it open stands before it (几, 数), inside it or behind it (多, 来, 余, 把, 几).
_IN_TEXT = re.compile(
    rf"(?P<open>[几数])?(?P<number>(?:{_FIGURE}|[{_SPOKEN}])+)"
    rf"(?:(?P<about>[多来余把几])(?P<unit>[百千万亿]+)?(?P<more>[多来余])?)?"
)


class Said(NamedTuple):
    """A number in a text: its characters, and its value; ``None`` where it is left open (几万, 十几, 三四十)."""

    start: int
    end: int
    value: Decimal | None


def fen(text: str) -> int | None:
    """An amount of money said in yuan, in fen; None for nothing. Raises ``Refused`` ``amount_unclear``."""
    said = _AROUND_MONEY.sub("", normalize("NFKC", text).lower())
    if not text.strip():
        return None
    value = _number(said)
    if value is None or (value * 100) % 1:
        refuse("amount_unclear", field="amount", text=text.strip()[:_LONGEST])
    return int(value * 100)


def people(text: str) -> int | None:
    """A number of people; None for nothing. Raises ``Refused`` ``people_unclear``."""
    said = _AROUND_PEOPLE.sub("", normalize("NFKC", text).lower())
    if not text.strip():
        return None
    value = _number(said)
    if value is None or value % 1:
        refuse("people_unclear", field="people", text=text.strip()[:_LONGEST])
    return int(value)


def numbers_in(text: str) -> list[Said]:
    """Every number of a text, left to right; 多, 来, 余 and 把 are dropped (两万三千多 is 23,000).

    Parameters: ``text`` in lower case, with figures of normal width.
    """
    return [Said(found.start(), found.end(), _value(found)) for found in _IN_TEXT.finditer(text)]


def _value(found: re.Match[str]) -> Decimal | None:
    if found["open"] or found["about"] == "几":
        return None
    said = f"{found['number'].replace(',', '')}{found['unit'] or ''}"
    # 万把块 is ten thousand, 百把人 a hundred.
    return _number(f"一{said}" if found["about"] == "把" and found["number"] in _UNITS else said)


def _number(said: str) -> Decimal | None:
    """The number said, or None for what is none.

    ``above`` is what stands before 万 or 亿, ``section`` what is counted below it, ``loose`` the digit without a unit.
    """
    above, section, loose = Decimal(0), Decimal(0), None
    last_unit, after_zero, at = 0, False, 0
    while at < len(said):
        token = _TOKEN.match(said, at)
        if token is None or len(said) > _LONGEST:
            return None
        at = token.end()
        if unit := _UNITS.get(token["unit"] or ""):
            if loose is None and not section and unit != 10:
                return None
            if unit < 10**4:
                section += (1 if loose is None else loose) * unit
            else:
                above = (
                    (above + section + (loose or 0)) * unit
                    if unit == 10**8
                    else above + (section + (loose or 0)) * unit
                )
                section = Decimal(0)
            loose, last_unit, after_zero = None, unit, False
        elif token["digit"] in ("零", "〇") and (last_unit or loose is not None) and at < len(said):
            after_zero = True
        elif loose is not None:
            return None
        else:
            loose = Decimal(token["figure"] or _DIGITS[token["digit"]])
    if loose is None and not last_unit:
        return None
    # 三万六 is 36,000: the unit after a last single digit is left unsaid.
    unsaid = loose is not None and loose < 10 and not loose % 1 and last_unit >= 100 and not after_zero
    return above + section + (loose or 0) * (last_unit // 10 if unsaid else 1)
