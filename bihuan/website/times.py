"""Times and lengths of time as the office writes them. Shown in the office's zone, whatever is stored."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import ngettext

from bihuan.calendars.queries import day_length

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

#: Working time: a length of time counted by the working calendar, or a number of working days.
Working = timedelta | Decimal | float | int


def short_time(at: datetime, now: datetime) -> str:
    """``11-26 18:00``; with the year when it is not this one."""
    local = timezone.localtime(at)
    pattern = "%m-%d %H:%M" if local.year == timezone.localtime(now).year else "%Y-%m-%d %H:%M"
    return local.strftime(pattern)


def day_words(day: date, language: str) -> str:
    """``2026-11-26 周四`` or ``Thu 26 Nov 2026``. An instant is taken as the day it is in the office."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    if language.startswith("zh"):
        return f"{day.isoformat()} {_WEEKDAYS[day.weekday()]}"
    return f"{_ENGLISH_WEEKDAYS[day.weekday()]} {day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def in_working_days(amount: Working) -> float:
    """``amount`` as a number of working days; a length of time is divided by the calendar's working day."""
    return amount / day_length() if isinstance(amount, timedelta) else float(amount)


def working_words(amount: Working) -> str:
    """``2.5 个工作日``; under a day in hours, under an hour in minutes. The sign is dropped: the sentence around it says which way."""
    days = abs(in_working_days(amount))
    if days >= 1:
        shown = f"{days:.1f}".removesuffix(".0")
        return ngettext("%(n)s 个工作日", "%(n)s 个工作日", 1 if shown == "1" else 2) % {"n": shown}
    minutes = round(days * day_length() / timedelta(minutes=1))
    if minutes >= 60:
        shown = f"{minutes / 60:.1f}".removesuffix(".0")
        return ngettext("%(n)s 小时", "%(n)s 小时", 1 if shown == "1" else 2) % {"n": shown}
    return ngettext("%(n)s 分钟", "%(n)s 分钟", minutes) % {"n": minutes}
