"""What a reply promises by a day: read from its text, proposed as an agreement, decided by a person."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bihuan.rules.chinese_numbers import from_chinese
from bihuan.rules.spoken_numbers import numbers_in
from bihuan.rules.workdays import PUBLISHED

_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_COMMITS = re.compile(r"承诺|保证|答应|同意|约定|将|拟|定于|确保|分(?:两|二|三|四|五|六)[次期]")
_DEED = re.compile(
    r"支付|付清|结清|发放|补发|补缴|缴清|到账|还清|退还|赔付|兑付|付款|付|给付|整改|完成|签订|安排|办结"
)
_PAST = re.compile(
    r"已(?:经|于|全部|全额)?[^，,]{0,14}(?:支付|付清|结清|发放|补发|补缴|到账|还清|退还|完成|签订|付)"
)
_NUMBER = r"[0-9０-９零〇一二两三四五六七八九十]{1,3}"
_DAY = re.compile(
    rf"(?:(?P<year>\d{{4}}|今|本|明) ?年 ?)?(?:(?P<month>{_NUMBER}|本|下个?|这个) ?月 ?(?:份)?)(?:(?P<day>{_NUMBER}) ?[日号]|(?P<end>底|末)|(?P<mid>中旬)|(?P<early>[上初]旬|初))?"
)
_ISO = re.compile(r"(?P<year>20\d{2})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_YEAR_END = re.compile(r"(?P<which>今|本)?年(?:底|末)")
_WITHIN = re.compile(rf"(?P<count>{_NUMBER}) ?(?:个)?(?P<unit>工作日|自然日|日|天|周|星期|月)(?:之)?[内后]")
#: Behind a number: that it is money, and that it is something else.
_YUAN, _COUNTED = re.compile(r" ?(?:元|块)"), re.compile(r" ?(?:人|名|个|户|家|件|平|吨|次)")
_NARROW = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


class Promised(NamedTuple):
    """One promise: the day it is due, how much (fen; None where no sum is named), and the sentence it was read from."""

    due_on: date
    amount_fen: int | None
    start: int
    end: int


def promises_in(text: str, on: date) -> list[Promised]:
    """Every promise with a day in a text written on ``on``, in order of their days, one a day.

    What is said to be done already is none, nor is a day that is past. A sum belongs to the day before which or after
    which it stands in the same sentence.
    """
    found: dict[date, Promised] = {}
    for sentence in _SENTENCE.finditer(text):
        said, at = sentence.group(), sentence.start()
        if not _DEED.search(said) or not (_COMMITS.search(said) or re.search(r"前|内", said)):
            continue
        done = [match.span() for match in _PAST.finditer(said)]
        days = [
            (day, start, end)
            for day, start, end in days_in(said, on)
            if day >= on and not any(first <= start < last for first, last in done)
        ]
        sums = [
            span for span in _amounts_in(said) if not any(first <= span[1] < last for first, last in done)
        ]
        for index, (day, start, end) in enumerate(days):
            following = days[index + 1][1] if index + 1 < len(days) else len(said)
            behind = [fen for fen, first, _ in sums if end <= first < following]
            before = [fen for fen, _, last in sums if last <= start] if len(days) == 1 else []
            fen = next(iter(behind or before[-1:]), None)
            found.setdefault(day, Promised(day, fen, at, sentence.end()))
    return [found[day] for day in sorted(found)]


def days_in(text: str, on: date) -> list[tuple[date, int, int]]:
    """Days a text written on ``on`` names, each with its span; a month and day without a year is the next such day."""
    found: list[tuple[date, int, int]] = []
    for pattern, read in ((_ISO, _absolute), (_DAY, _absolute), (_YEAR_END, _year_end), (_WITHIN, _within)):
        for match in pattern.finditer(text):
            taken = any(start < match.end() and match.start() < end for _, start, end in found)
            day = None if taken else read(match, on)
            if day:
                found.append((day, *match.span()))
    return sorted(found, key=lambda each: each[1])


def _absolute(match: "re.Match[str]", on: date) -> date | None:
    groups = match.groupdict()
    said_year, said_month = groups["year"], groups["month"]
    year = {None: 0, "今": on.year, "本": on.year, "明": on.year + 1}.get(said_year, 0)
    year = year or (int(said_year) if said_year and said_year.isdecimal() else on.year)
    if said_month in ("本", "这个"):
        month = on.month
    elif said_month.startswith("下"):
        year, month = (on.year + 1, 1) if on.month == 12 else (on.year, on.month + 1)
    else:
        month = from_chinese(said_month) or 0
    if not 1 <= month <= 12 or not 2000 <= year <= 2100:
        return None
    last = monthrange(year, month)[1]
    if groups.get("day"):
        day = from_chinese(groups["day"]) or 0
    elif groups.get("end"):
        day = last
    elif groups.get("mid"):
        day = 20
    elif groups.get("early"):
        day = 10
    else:
        # "12月" alone is no day; "下个月" neither.
        return None
    if not 1 <= day <= last:
        return None
    found = date(year, month, day)
    early = found < on and not said_year and not said_month.startswith("本")
    return (
        found.replace(year=year + 1)
        if early and (month, day) != (2, 29) and on - found > timedelta(120)
        else found
    )


def _year_end(match: "re.Match[str]", on: date) -> date:
    return date(on.year, 12, 31)


def _within(match: "re.Match[str]", on: date) -> date | None:
    count = from_chinese(match["count"].translate(str.maketrans("０１２３４５６７８９", "0123456789"))) or 0
    if not 0 < count <= 400:
        return None
    unit = match["unit"]
    if unit == "工作日":
        return PUBLISHED.due_after(datetime.combine(on, time(12), PUBLISHED.zone), count).at.date()
    return on + timedelta(count * {"周": 7, "星期": 7, "月": 30}.get(unit, 1))


def _amounts_in(text: str) -> Iterator[tuple[int, int, int]]:
    """Sums of money in fen, each with its span; a number that is not said to be money is none, nor is one left open."""
    plain = text.lower().translate(_NARROW)
    for said in numbers_in(plain):
        unit = _YUAN.match(plain, said.end)
        sign = plain[max(said.start - 2, 0) : said.start].rstrip()[-1:] in ("¥", "￥")
        wan = "万" in plain[said.start : said.end] and not _COUNTED.match(plain, said.end)
        if said.value is not None and (unit or sign or wan) and 0 < said.value < 10**11:
            yield int(said.value * 100), said.start, unit.end() if unit else said.end
