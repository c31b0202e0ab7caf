"""Numbers as people say them on the telephone: 400000, 40万, 3.6万, 三万六, 两千五."""

import re
from decimal import Decimal
from unicodedata import normalize

from bihuan.rules.refusal import refuse

_DIGITS = {"零": 0, "〇": 0, **{digit: value for value, digit in enumerate("一二三四五六七八九", 1)}, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "k": 1000, "万": 10**4, "w": 10**4, "亿": 10**8}
_TOKEN = re.compile(
    r"(?P<figure>\d+(?:\.\d+)?)|(?P<digit>[零〇一二两三四五六七八九])|(?P<unit>[十百千万亿kw])"
)
_AROUND_MONEY = re.compile(r"[\s,¥]|元|块钱?|人民币|rmb|整$")
_AROUND_PEOPLE = re.compile(r"[\s,]|个?人|名|个$")
_LONGEST = 24


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
