"""Whole numbers as Chinese law writes them: 第四十七条, 第二百七十六条, 第（一）项."""

_DIGITS = "零一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
#: One more than the largest number that is written: no law has ten thousand articles.
BOUND = 10_000


def in_chinese(number: int) -> str:
    """``47`` as 四十七. Raises: ``ValueError`` below 1 and from :data:`BOUND` on."""
    if not 0 < number < BOUND:
        raise ValueError(f"no article has the number {number}")
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return written.removeprefix("一") if written.startswith("一十") else written


def from_chinese(text: str) -> int | None:
    """A number written in figures (full width too) or in Chinese; ``None`` for what is none or out of bounds."""
    if text.isdecimal():
        return int(text) if len(text) < 5 else None
    total, digit = 0, None
    for sign in text:
        if sign in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[sign]
            digit = None
        elif sign in _VALUES and digit in (None, 0):
            digit = _VALUES[sign]
        else:
            return None
    found = total + (digit or 0)
    return found if text and 0 < found < BOUND else None
