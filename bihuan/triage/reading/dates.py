"""Days a call names, written or spoken, reckoned from the day of the call: 2025年3月8日, 9月30日, 上周五, 11天前, 本周日."""

import re
from datetime import date, timedelta

from bihuan.rules.spoken_numbers import numbers_in
from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import Read
from bihuan.triage.reading.texts import Text

_MOST = 40
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_WRITTEN = re.compile(
    rf"(?P<year>(?:19|20)\d\d|[一二]?[九〇零][〇零一二三四五六七八九]{{2}}|今|去|前|明)?(?:年|/|-|\.)?(?P<month>{_N})(?:月份?|/|-|\.)(?P<day>{_N})(?:[日号]|(?=/|-|\D|$))"
)
_RELATIVE = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "今晚": 0, "今早": 0, "今下午": 0,
    "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_NEAR = re.compile("|".join(sorted(_RELATIVE, key=len, reverse=True)))
_WEEKDAY = re.compile(
    r"(?P<week>上上|上个?|这个?|本|下下|下个?)(?:周|星期|礼拜)(?P<day>[一二三四五六日末天])"
)
_WEEKS = {"上上": -2, "上": -1, "上个": -1, "这": 0, "这个": 0, "本": 0, "下": 1, "下个": 1, "下下": 2}
_AGO = re.compile(rf"(?P<count>{_N})天(?:之?(?P<side>前|后)|(?P<within>之?内))")


def read_dates(text: Text, on: date) -> tuple[Read[date], ...]:
    """The days a call names, left to right, ``on`` being the day of the call; a day that does not exist is left out.

    A day and month without a year are the nearest ones: of the last nine months or the next three.
    """
    found: dict[int, tuple[int, date]] = {}
    said = text.plain
    for pattern, reckon in ((_WRITTEN, _written), (_NEAR, _near), (_WEEKDAY, _weekday), (_AGO, _ago)):
        for match in pattern.finditer(said):
            day = reckon(match, on)
            if day is not None:
                found.setdefault(match.start(), (match.end(), day))
    return tuple(
        Read(
            day,
            (start, end),
            Words(f"“{text.raw[start:end]}”即 {day}", f"“{text.raw[start:end]}” is {day}"),
        )
        for start, (end, day) in sorted(found.items())[:_MOST]
    )


def _number(said: str) -> int:
    value = numbers_in(said)[0].value
    return int(value) if value is not None else 0


def _written(match: re.Match[str], on: date) -> date | None:
    # 8-12 and 3.5 are numbers; with a year, or with 月 and 日, they are days.
    plain = match[0]
    if "月" not in plain and not (match["year"] and len(match["year"]) == 4):
        return None
    month, day = _number(match["month"]), _number(match["day"])
    said = match["year"]
    if said in ("今", "去", "前", "明"):
        years = [on.year + {"今": 0, "去": -1, "前": -2, "明": 1}[said]]
    elif said:
        years = [int(said)] if said.isdigit() else []
    else:
        years = [on.year - 1, on.year, on.year + 1]
    days = [made for year in years if (made := _day(year, month, day))]
    if said:
        return days[0] if days else None
    near = [each for each in days if timedelta(-275) <= each - on <= timedelta(91)]
    return near[0] if near else None


def _near(match: re.Match[str], on: date) -> date | None:
    return _plus(on, _RELATIVE[match[0]])


def _weekday(match: re.Match[str], on: date) -> date | None:
    weekday = "一二三四五六日".find(match["day"].replace("天", "日").replace("末", "六"))
    return _plus(on, weekday - on.weekday() + 7 * _WEEKS[match["week"]])


def _ago(match: re.Match[str], on: date) -> date | None:
    days = _number(match["count"])
    return _plus(on, -days if match["side"] == "前" else days) if days else None


def _plus(on: date, days: int) -> date | None:
    try:
        return on + timedelta(days)
    except OverflowError:
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
