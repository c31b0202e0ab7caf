"""Days off and make-up working days, 2018–2026, as the State Council announced them.

One row per holiday as in the yearly notice 国务院办公厅关于节假日安排的通知: its name, the days off from first to last
(weekends inside included, as the notices count them) and the weekend days worked instead (调休). A holiday
belongs to the year of the notice that orders it, so 元旦 may begin in the December before.
"""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from bihuan.rules.words import Words

#: The notices below speak for these days, first and last included; outside them nobody has said yet.
COVERED_FROM = date(2018, 1, 1)
COVERED_UNTIL = date(2026, 12, 31)

NEW_YEAR = Words("元旦", "New Year")
SPRING_FESTIVAL = Words("春节", "Spring Festival")
QINGMING = Words("清明节", "Qingming Festival")
LABOUR_DAY = Words("劳动节", "Labour Day")
DRAGON_BOAT = Words("端午节", "Dragon Boat Festival")
MID_AUTUMN = Words("中秋节", "Mid-Autumn Festival")
NATIONAL_DAY = Words("国庆节", "National Day")
NATIONAL_DAY_AND_MID_AUTUMN = Words("国庆节、中秋节", "National Day and Mid-Autumn Festival")


class Holiday(NamedTuple):
    """One row: ``off`` as "first/last" and ``makeup`` as days apart by a space, all in ISO form."""

    name: Words
    off: str
    makeup: str = ""

    def days_off(self) -> tuple[date, ...]:
        """Every day off, first to last."""
        first, last = map(date.fromisoformat, self.off.split("/"))
        return tuple(first + timedelta(days) for days in range((last - first).days + 1))

    def makeup_days(self) -> tuple[date, ...]:
        """The weekend days worked instead."""
        return tuple(map(date.fromisoformat, self.makeup.split()))


class Notice(NamedTuple):
    """What was announced for one year, with the address of each notice (a later one amends the first)."""

    year: int
    references: tuple[str, ...]
    holidays: tuple[Holiday, ...]


NOTICES = (
    Notice(
        2018,
        ("https://www.gov.cn/zhengce/zhengceku/2017-11/30/content_5243579.htm",),
        (
            Holiday(NEW_YEAR, "2018-01-01/2018-01-01"),
            Holiday(SPRING_FESTIVAL, "2018-02-15/2018-02-21", "2018-02-11 2018-02-24"),
            Holiday(QINGMING, "2018-04-05/2018-04-07", "2018-04-08"),
            Holiday(LABOUR_DAY, "2018-04-29/2018-05-01", "2018-04-28"),
            Holiday(DRAGON_BOAT, "2018-06-18/2018-06-18"),
            Holiday(MID_AUTUMN, "2018-09-24/2018-09-24"),
            Holiday(NATIONAL_DAY, "2018-10-01/2018-10-07", "2018-09-29 2018-09-30"),
        ),
    ),
    Notice(
        2019,
        (
            "https://www.gov.cn/zhengce/zhengceku/2018-12/06/content_5346276.htm",
            "https://www.gov.cn/zhengce/zhengceku/2019-03/22/content_5375877.htm",
        ),
        (
            Holiday(NEW_YEAR, "2018-12-30/2019-01-01", "2018-12-29"),
            Holiday(SPRING_FESTIVAL, "2019-02-04/2019-02-10", "2019-02-02 2019-02-03"),
            Holiday(QINGMING, "2019-04-05/2019-04-05"),
            Holiday(LABOUR_DAY, "2019-05-01/2019-05-04", "2019-04-28 2019-05-05"),
            Holiday(DRAGON_BOAT, "2019-06-07/2019-06-07"),
            Holiday(MID_AUTUMN, "2019-09-13/2019-09-13"),
            Holiday(NATIONAL_DAY, "2019-10-01/2019-10-07", "2019-09-29 2019-10-12"),
        ),
    ),
    Notice(
        2020,
        (
            "https://www.gov.cn/zhengce/zhengceku/2019-11/21/content_5454164.htm",
            "https://www.gov.cn/zhengce/zhengceku/2020-01/27/content_5472352.htm",
        ),
        (
            Holiday(NEW_YEAR, "2020-01-01/2020-01-01"),
            # Lengthened because of the epidemic: Saturday 1 February, a make-up day at first, became a day off.
            Holiday(SPRING_FESTIVAL, "2020-01-24/2020-02-02", "2020-01-19"),
            Holiday(QINGMING, "2020-04-04/2020-04-06"),
            Holiday(LABOUR_DAY, "2020-05-01/2020-05-05", "2020-04-26 2020-05-09"),
            Holiday(DRAGON_BOAT, "2020-06-25/2020-06-27", "2020-06-28"),
            Holiday(NATIONAL_DAY_AND_MID_AUTUMN, "2020-10-01/2020-10-08", "2020-09-27 2020-10-10"),
        ),
    ),
    Notice(
        2021,
        ("https://www.gov.cn/zhengce/zhengceku/2020-11/25/content_5564127.htm",),
        (
            Holiday(NEW_YEAR, "2021-01-01/2021-01-03"),
            Holiday(SPRING_FESTIVAL, "2021-02-11/2021-02-17", "2021-02-07 2021-02-20"),
            Holiday(QINGMING, "2021-04-03/2021-04-05"),
            Holiday(LABOUR_DAY, "2021-05-01/2021-05-05", "2021-04-25 2021-05-08"),
            Holiday(DRAGON_BOAT, "2021-06-12/2021-06-14"),
            Holiday(MID_AUTUMN, "2021-09-19/2021-09-21", "2021-09-18"),
            Holiday(NATIONAL_DAY, "2021-10-01/2021-10-07", "2021-09-26 2021-10-09"),
        ),
    ),
    Notice(
        2022,
        ("https://www.gov.cn/zhengce/zhengceku/2021-10/25/content_5644835.htm",),
        (
            Holiday(NEW_YEAR, "2022-01-01/2022-01-03"),
            Holiday(SPRING_FESTIVAL, "2022-01-31/2022-02-06", "2022-01-29 2022-01-30"),
            Holiday(QINGMING, "2022-04-03/2022-04-05", "2022-04-02"),
            Holiday(LABOUR_DAY, "2022-04-30/2022-05-04", "2022-04-24 2022-05-07"),
            Holiday(DRAGON_BOAT, "2022-06-03/2022-06-05"),
            Holiday(MID_AUTUMN, "2022-09-10/2022-09-12"),
            Holiday(NATIONAL_DAY, "2022-10-01/2022-10-07", "2022-10-08 2022-10-09"),
        ),
    ),
    Notice(
        2023,
        ("https://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm",),
        (
            Holiday(NEW_YEAR, "2022-12-31/2023-01-02"),
            Holiday(SPRING_FESTIVAL, "2023-01-21/2023-01-27", "2023-01-28 2023-01-29"),
            Holiday(QINGMING, "2023-04-05/2023-04-05"),
            Holiday(LABOUR_DAY, "2023-04-29/2023-05-03", "2023-04-23 2023-05-06"),
            Holiday(DRAGON_BOAT, "2023-06-22/2023-06-24", "2023-06-25"),
            Holiday(NATIONAL_DAY_AND_MID_AUTUMN, "2023-09-29/2023-10-06", "2023-10-07 2023-10-08"),
        ),
    ),
    Notice(
        2024,
        ("https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm",),
        (
            Holiday(NEW_YEAR, "2024-01-01/2024-01-01"),
            Holiday(SPRING_FESTIVAL, "2024-02-10/2024-02-17", "2024-02-04 2024-02-18"),
            Holiday(QINGMING, "2024-04-04/2024-04-06", "2024-04-07"),
            Holiday(LABOUR_DAY, "2024-05-01/2024-05-05", "2024-04-28 2024-05-11"),
            Holiday(DRAGON_BOAT, "2024-06-10/2024-06-10"),
            Holiday(MID_AUTUMN, "2024-09-15/2024-09-17", "2024-09-14"),
            Holiday(NATIONAL_DAY, "2024-10-01/2024-10-07", "2024-09-29 2024-10-12"),
        ),
    ),
    Notice(
        2025,
        ("https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm",),
        (
            Holiday(NEW_YEAR, "2025-01-01/2025-01-01"),
            Holiday(SPRING_FESTIVAL, "2025-01-28/2025-02-04", "2025-01-26 2025-02-08"),
            Holiday(QINGMING, "2025-04-04/2025-04-06"),
            Holiday(LABOUR_DAY, "2025-05-01/2025-05-05", "2025-04-27"),
            Holiday(DRAGON_BOAT, "2025-05-31/2025-06-02"),
            Holiday(NATIONAL_DAY_AND_MID_AUTUMN, "2025-10-01/2025-10-08", "2025-09-28 2025-10-11"),
        ),
    ),
    Notice(
        2026,
        ("https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",),
        (
            Holiday(NEW_YEAR, "2026-01-01/2026-01-03", "2026-01-04"),
            Holiday(SPRING_FESTIVAL, "2026-02-15/2026-02-23", "2026-02-14 2026-02-28"),
            Holiday(QINGMING, "2026-04-04/2026-04-06"),
            Holiday(LABOUR_DAY, "2026-05-01/2026-05-05", "2026-05-09"),
            Holiday(DRAGON_BOAT, "2026-06-19/2026-06-21"),
            Holiday(NATIONAL_DAY, "2026-10-01/2026-10-07", "2026-09-20 2026-10-10"),
            Holiday(MID_AUTUMN, "2026-09-25/2026-09-27"),
        ),
    ),
)


def days_off() -> frozenset[date]:
    """All days off of all notices."""
    return frozenset(day for notice in NOTICES for holiday in notice.holidays for day in holiday.days_off())


def makeup_days() -> frozenset[date]:
    """All weekend days worked instead, of all notices."""
    return frozenset(
        day for notice in NOTICES for holiday in notice.holidays for day in holiday.makeup_days()
    )


@cache
def names() -> dict[date, Words]:
    """What each day off and each make-up day is for."""
    return {
        day: holiday.name
        for notice in NOTICES
        for holiday in notice.holidays
        for day in holiday.days_off() + holiday.makeup_days()
    }


def name_of(day: date) -> Words | None:
    """The holiday that makes ``day`` a day off or a make-up working day; ``None`` on any other day."""
    return names().get(day)
