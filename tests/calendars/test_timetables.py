"""Timetables taken in: looked through first, whole, in force from a day, running limits worked out again by them."""

from datetime import date, datetime, time, timedelta

import pytest

from bihuan.calendars import actions as office
from bihuan.calendars.models import Hours, Timetable
from bihuan.calendars.queries import (
    calendar_of,
    calendars_at,
    calendars_before,
    forget,
    national,
    timetable_at,
)
from bihuan.calendars.timetables import as_table, lines_of
from bihuan.ledger.chain import Head
from bihuan.ledger.models import Event
from bihuan.ledger.queries import verify
from bihuan.rules.refusal import Refused
from bihuan.rules.workdays import PUBLISHED, SHANGHAI
from tests.town import Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_calendar")]
#: Before the present of the database, which decides what is in force.
NOW = datetime(2026, 5, 11, 10, tzinfo=SHANGHAI)
TODAY = NOW.date()
HEADER = "unit,kind,first,last,periods"
SHORT = "09:00-12:00 14:00-17:00"


def table(*rows: str) -> bytes:
    return "\n".join([HEADER, *(rows or (f",,,,{SHORT}",))]).encode()


def take_in(content: bytes, since: date = TODAY, at: datetime = NOW) -> office.CheckedHours:
    found = office.import_hours(None, "hours.csv", content, "渝府办〔2026〕8号", since, at=at)
    forget()
    return found


def refused(code: str, content: bytes, **given: object) -> None:
    before = [model.objects.count() for model in (Timetable, Hours, Event)]
    with pytest.raises(Refused) as refusal:
        take_in(content, **given)  # type: ignore[arg-type]
    assert refusal.value.code == code, refusal.value.sentence.zh
    assert [model.objects.count() for model in (Timetable, Hours, Event)] == before


def test_hours_hold_for_everybody_by_season_and_for_a_unit_until_the_next_timetable(town: Town) -> None:
    code = town.district.code
    summer = table(
        f",,,,{SHORT}", f"{code},平日,06-01,08-31,08:00-12:00、15:00-18:00", f"{code},调休上班,,,09:00-12:00"
    )
    looked = office.check_hours("hours.csv", summer, TODAY, at=NOW)
    assert [(words.zh, before, after) for words, before, after in looked.changes] == [
        ("全部单位 · 平日", "09:00-12:00 13:30-17:30", SHORT),
        (f"{town.district.name} · 平日 06-01—08-31", "", "08:00-12:00 15:00-18:00"),
        (f"{town.district.name} · 调休上班", "", "09:00-12:00"),
    ]  # fmt: skip
    assert (looked.errors, Timetable.objects.count()) == ([], 0)
    take_in(summer)
    street = calendar_of(town.street_union.path)
    assert national().periods_on(date(2026, 6, 10)) == ((time(9), time(12)), (time(14), time(17)))
    assert street.periods_on(date(2026, 6, 10)) == ((time(8), time(12)), (time(15), time(18)))
    assert street.periods_on(date(2026, 10, 10)) == ((time(9), time(12)),)
    assert calendars_at(NOW - timedelta(days=1)).national.periods == PUBLISHED.periods
    kept = Timetable.objects.get()
    assert calendars_before(kept).national.periods == PUBLISHED.periods
    refused("hours_change_nothing", summer)
    written = "\n".join(",".join(row) for row in as_table(lines_of(kept))).encode()
    refused("hours_change_nothing", written)
    take_in(table(",,,,08:30-12:00 14:00-17:30"), at=NOW + timedelta(hours=1))
    assert calendar_of(town.street_union.path) == national(), "a timetable replaces the one before whole"
    assert calendars_before(Timetable.objects.latest("pk")).national.periods_on(TODAY) == ((time(9), time(12)), (time(14), time(17)))  # fmt: skip
    take_in(summer, at=NOW + timedelta(hours=2))
    assert national().periods[0] == (time(9), time(12)), "handed in again, the earlier hours are back"


def test_what_does_not_hold_yet_may_be_taken_back_and_what_holds_may_not() -> None:
    take_in(table(), since=date(2099, 6, 1))
    assert national().periods == PUBLISHED.periods
    to_come = Timetable.objects.get()
    office.withdraw_hours(None, to_come.pk, at=NOW)
    assert timetable_at(datetime(2099, 7, 1, tzinfo=SHANGHAI)) is None
    to_come.refresh_from_db()
    head = Head(to_come.ledger_length, bytes(to_come.ledger_digest))
    assert list(verify([(to_come.subject, head)])) == [(to_come.subject, None)]
    take_in(table())
    with pytest.raises(Refused) as refusal:
        office.withdraw_hours(None, Timetable.objects.latest("pk").pk, at=NOW)
    assert refusal.value.code == "hours_in_force"
    with pytest.raises(Refused) as refusal:
        office.withdraw_hours(None, to_come.pk, at=NOW)
    assert refusal.value.code == "hours_unknown"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",,,,nine to five", "看不懂上班时间“nine to five”。请写成“09:00-12:00 13:30-17:30”。"),
        (",,,,25:00-26:00", "看不懂上班时间“25:00-26:00”。请写成“09:00-12:00 13:30-17:30”。"),
        (",放假,,,09:00-12:00", "看不懂类型“放假”：上班时间只分平日和调休上班。请改正。"),
        (",,06-01,,09:00-12:00", "看不懂起止“06-01—”：应同时写明起、止，如 06-01 和 08-31。请改正。"),
        (",,06-31,08-31,09:00-12:00", "看不懂起止“06-31—08-31”：应同时写明起、止，如 06-01 和 08-31。请改正。"),
        (",调休,06-01,08-31,09:00-12:00", "调休上班日的上班时间不分季节。请删去起止，或改为平日。"),
        ("nowhere,,,,09:00-12:00", "没有代码为“nowhere”的单位。请核对单位代码。"),
        (",平日,,,09:00-12:00", "与第 2 行说的是同一单位的同样日子，无法判断以哪一行为准。请删去一行。"),
        (",调休,,,13:00-17:00 09:00-12:00", "上班时间“13:00-17:00 09:00-12:00”先后颠倒、相互重叠，或与同一单位的另一季节重叠。请改正。"),
        (",,07-01,09-30,09:00-12:00", "上班时间“09:00-12:00”先后颠倒、相互重叠，或与同一单位的另一季节重叠。请改正。"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_named_with_its_number(row: str, said: str) -> None:
    content = table(f",,,,{SHORT}", ",,06-01,08-31,08:00-12:00", row)
    found = office.check_hours("hours.csv", content, TODAY, at=NOW)
    assert [(error.row, error.sentence.zh) for error in found.errors] == [(4, said)]
    refused("table_has_errors", content)


def test_what_cannot_be_is_one_sentence(town: Town) -> None:
    refused("hours_backdated", table(), since=TODAY - timedelta(days=1))
    refused("table_header", b"unit,hourly\n,9")
    refused("file_empty", b"")
    for act in (
        lambda: office.import_hours(town.actor("邓宁"), "x.csv", table(), "x", TODAY, at=NOW),
        lambda: office.withdraw_hours(town.actor("邓宁"), 1, at=NOW),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "calendar_not_yours"
    with pytest.raises(Refused) as refusal:
        office.import_hours(None, "x.csv", table(), " ", TODAY, at=NOW)
    assert refusal.value.code == "notice_without_reference"
