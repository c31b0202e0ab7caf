"""Taking a notice in: from a table or a phone's calendar, looked through first, all or nothing, once."""

from datetime import date, datetime, time, timedelta

import pytest

from bihuan.calendars import actions as office
from bihuan.calendars.models import Day, Hours, Notice, UnitDay
from bihuan.calendars.queries import calendar_of, calendars, calendars_at, calendars_before, forget, national
from bihuan.ledger.chain import Head
from bihuan.ledger.models import Event
from bihuan.ledger.queries import verify
from bihuan.rules.office_hours import DayType
from bihuan.rules.refusal import Refused
from bihuan.rules.workdays import PUBLISHED, SHANGHAI
from tests.calendars.notices import event, ics, rows, table
from tests.town import Town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_calendar")]
NOW = datetime(2026, 11, 10, 10, tzinfo=SHANGHAI)
REFERENCE = "国办发明电〔2026〕7号"


#: A zone the file itself describes, with an hour more in summer.
SUMMER_TIME = "\r\n".join(
    [
        "BEGIN:VTIMEZONE", "TZID:Own",
        "BEGIN:STANDARD", "DTSTART:20001029T030000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0800",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:20000326T020000", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0900",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT", "END:VTIMEZONE",
    ]
)  # fmt: skip


def take_in(
    content: bytes | None = None, year: int = 2027, name: str = "2027.csv", at: datetime = NOW
) -> office.Checked:
    found = office.import_days(None, name, table() if content is None else content, year, REFERENCE, at=at)
    forget()
    return found


def everything() -> list[int]:
    return [model.objects.count() for model in (Notice, Day, UnitDay, Hours, Event)]


def refused(code: str, content: bytes, year: int = 2027, name: str = "2027.csv") -> Refused:
    before = everything()
    with pytest.raises(Refused) as refusal:
        take_in(content, year, name)
    assert refusal.value.code == code, refusal.value.sentence.zh
    assert everything() == before, "a refusal left a trace"
    assert "{" not in "".join(refusal.value.sentence)
    return refusal.value


def faults(content: bytes, year: int = 2027, name: str = "2027.csv") -> list[tuple[int, str]]:
    """Rows at fault with the sentence for each; importing them leaves no trace."""
    found = office.check(name, content, year, on=NOW.date())
    refused("table_has_errors", content, year, name)
    return [(error.row, error.sentence.zh) for error in found.errors]


@pytest.mark.parametrize(("name", "content"), [("2027.csv", table()), ("2027.ics", ics())])
def test_a_notice_covers_its_year_from_then_on(name: str, content: bytes) -> None:
    assert national() == PUBLISHED
    looked = office.check(name, content, 2027, on=NOW.date())
    assert (looked.errors, looked.covered_until, looked.amends) == ([], date(2027, 12, 31), False)
    assert everything() == [0, 0, 0, 0, 0], "looking changes nothing"
    take_in(content, name=name)
    known = national()
    assert known.covered_until == date(2027, 12, 31)
    assert known.day_type(date(2027, 2, 14)) is DayType.MAKEUP
    assert known.day_type(date(2027, 2, 12)) is DayType.OFF
    assert known.names[date(2027, 2, 14)].zh == "春节"
    assert known.due_after(datetime(2027, 2, 4, 10, tzinfo=SHANGHAI), 1).at.date() == date(2027, 2, 14)
    assert known.is_working_day(date(2026, 10, 10)), "what shipped is still known"


def test_the_two_forms_say_the_same_and_the_same_is_taken_in_once() -> None:
    take_in(table())
    refusal = refused("notice_known", ics(), name="phone.ics")
    assert "2026-11-10" in refusal.sentence.zh
    refused("notice_known", table(), name="renamed.csv")


def test_it_is_one_event_with_a_chain_that_holds() -> None:
    take_in()
    notice, recorded = Notice.objects.get(), Event.objects.get()
    assert (recorded.act, recorded.subject, recorded.facts["year"]) == ("import_notice", notice.subject, 2027)
    head = Head(notice.ledger_length, bytes(notice.ledger_digest))
    assert list(verify([(notice.subject, head)])) == [(notice.subject, None)]


def test_only_an_administrator_may(town: Town) -> None:
    with pytest.raises(Refused) as refusal:
        office.import_days(town.actor("邓宁"), "2027.csv", table(), 2027, REFERENCE, at=NOW)
    assert refusal.value.code == "calendar_not_yours"
    with pytest.raises(Refused) as refusal:
        office.import_days(None, "2027.csv", table(), 2027, "  ", at=NOW)
    assert refusal.value.code == "notice_without_reference"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2027-13-01,放假,", "“2027-13-01”不是日期。请写成 2027-02-06。"),
        ("soon,放假,", "“soon”不是日期。请写成 2027-02-06。"),
        ("2027-03-01,补课,", "看不懂类型“补课”：应为放假或调休上班。请改正。"),
        ("2027-02-05,放假,春节", "2027-02-05 与第 5 行重复。请删去一行。"),
        ("2027-02-06,调休上班,春节", "2027-02-06 在本行是调休上班，在第 6 行是放假，互相矛盾。请核对通知，保留一行。"),
        ("2028-01-01,放假,元旦", "2028-01-01 不在 2027 年的放假安排范围内。请核对日期和年份。"),
        ("2026-11-30,放假,", "2026-11-30 不在 2027 年的放假安排范围内。请核对日期和年份。"),
        ("2027-03-01,调休上班,", "2027-03-01 本来就是工作日，不会调休上班。请核对日期。"),
        (f"2027-03-01,放假,{'长' * 41}", "名称超过 40 个字。请缩短。"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_named_with_its_number(row: str, said: str) -> None:
    assert faults(table(row)) == [(len(rows()) + 2, said)]


def test_every_fault_is_told_at_once_in_the_order_of_the_rows() -> None:
    numbers = [row for row, _ in faults(table("soon,放假,", "2027-03-01,上班,", "2027-02-05,放假,"))]
    assert numbers == [len(rows()) + 2, len(rows()) + 3, len(rows()) + 4]


@pytest.mark.parametrize(
    ("code", "content", "year", "name"),
    [
        ("notice_gap", table(), 2028, "2028.csv"),
        ("notice_too_old", table(), 2017, "2017.csv"),
        ("notice_too_short", b"day,kind,name\n2027-01-01,off,New Year", 2027, "2027.csv"),
        ("notice_changes_nothing", b"day,kind,name\n2026-10-10,makeup,National Day", 2026, "2026.csv"),
        ("table_header", b"day,name\n2027-01-01,New Year", 2027, "2027.csv"),
        ("file_type", b"%PDF-1.7", 2027, "2027.pdf"),
        ("file_empty", b"", 2027, "2027.csv"),
        ("file_empty", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", 2027, "2027.ics"),
        ("file_unreadable", b"\x00\x01\x02", 2027, "2027.ics"),
        ("file_unreadable", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", 2027, "2027.ics"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_is_one_sentence(code: str, content: bytes, year: int, name: str) -> None:
    refused(code, content, year, name)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (event("春节 假期", "DTSTART;TZID=America/New_York:20270205T000000"), "时区 America/New_York 实行夏令时，一天的长短不固定，不能用作工作日历。请按北京时间重新导出。"),
        (f"{SUMMER_TIME}\r\n{event('春节 假期', 'DTSTART;TZID=Own:20270205T000000')}", "时区 Own 实行夏令时，一天的长短不固定，不能用作工作日历。请按北京时间重新导出。"),
        (event("团建", "DTSTART;VALUE=DATE:20270301"), "看不懂类型“团建”：应为放假或调休上班。请改正。"),
        (event("假期", "DTSTART;VALUE=DATE:20270601", "DTEND;VALUE=DATE:20270801"), "一次放假长达 61 天，超过 30 天。请核对起止日期。"),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_is_named_with_its_number(more: str, said: str) -> None:
    assert [sentence for _, sentence in faults(ics(more), name="2027.ics")] == [said]


def test_an_event_in_beijing_time_or_in_none_is_its_day() -> None:
    more = [
        event("校庆放假", "DTSTART;TZID=Asia/Shanghai:20270301T000000"),
        event("厂庆放假", "DTSTART:20270302T000000"),
    ]
    take_in(ics(*more), name="2027.ics")
    assert [national().day_type(date(2027, 3, day)) for day in (1, 2)] == [DayType.OFF] * 2


def test_an_amendment_has_the_last_word_on_its_days_and_takes_one_back() -> None:
    """As in January 2020, when a make-up Saturday became a day off."""
    take_in()
    found = take_in(
        b"day,kind,name\n2027-02-14,ordinary,\n2027-02-15,off,Spring Festival", at=NOW + timedelta(days=90)
    )
    assert found.amends
    assert [(str(day), then, will) for day, then, will, _ in found.changes] == [
        ("2027-02-14", DayType.MAKEUP, DayType.ORDINARY), ("2027-02-15", DayType.ORDINARY, DayType.OFF),
    ]  # fmt: skip
    assert not national().is_working_day(date(2027, 2, 14))
    latest = Notice.objects.latest("pk")
    assert (latest.changed_from, latest.changed_until) == (date(2027, 2, 14), date(2027, 2, 15))
    assert calendars_before(latest).national.is_working_day(date(2027, 2, 14))
    assert calendars_at(NOW).national.is_working_day(date(2027, 2, 14))
    assert calendars_at(NOW - timedelta(days=1)).national == PUBLISHED


def test_a_units_own_days_hold_for_it_and_all_beneath_it(town: Town) -> None:
    code = town.district.code
    own = table(
        f"2027-03-03,放假,区庆,{code}", f"2027-05-01,调休上班,值班,{code}", header="day,kind,name,unit"
    )
    found = take_in(own)
    assert [(unit.code, str(said.day)) for unit, said in found.of_units] == [
        (code, "2027-03-03"),
        (code, "2027-05-01"),
    ]
    street, elsewhere = calendar_of(town.street_union.path), calendar_of(town.other_district_union.path)
    assert not street.is_working_day(date(2027, 3, 3))
    assert street.is_working_day(date(2027, 5, 1))
    assert elsewhere.is_working_day(date(2027, 3, 3))
    assert not elsewhere.is_working_day(date(2027, 5, 1))
    said = [
        sentence for _, sentence in faults(table("2027-03-04,放假,,nowhere", header="day,kind,name,unit"))
    ]
    assert said == ["没有代码为“nowhere”的单位。请核对单位代码。"]
    assert "平日" in faults(table(f"2027-03-04,平日,,{code}", header="day,kind,name,unit"))[0][1]
    assert "2029-03-04" in faults(table(f"2029-03-04,放假,,{code}", header="day,kind,name,unit"))[0][1]


def test_hours_hold_by_season_for_everybody_or_for_a_unit(town: Town) -> None:
    Hours.objects.create(kind="ordinary", periods="08:30-12:00 14:00-17:30")
    Hours.objects.create(
        unit=town.district, kind="ordinary", first="06-01", last="08-31", periods="08:00-12:00、15:00-18:00"
    )
    Hours.objects.create(unit=town.district, kind="makeup", periods="09:00-12:00")
    forget()
    street = calendar_of(town.street_union.path)
    assert national().periods_on(date(2026, 6, 10)) == ((time(8, 30), time(12)), (time(14), time(17, 30)))
    assert street.periods_on(date(2026, 6, 10)) == ((time(8), time(12)), (time(15), time(18)))
    assert street.periods_on(date(2026, 10, 10)) == ((time(9), time(12)),)
    assert street.periods_on(date(2026, 10, 12)) == national().periods_on(date(2026, 10, 12))
    assert calendar_of(town.street_union.path) is street, "laid over each other once, not for every question"


@pytest.mark.parametrize("text", ["", "nine to five", "09:00-12:00 and more", "9-5"])
def test_what_are_no_working_periods(text: str) -> None:
    from bihuan.calendars.queries import read_periods

    with pytest.raises(ValueError, match="not working periods"):
        read_periods(text)


def test_a_process_looks_again_after_a_while(settings: object, django_assert_num_queries: object) -> None:
    known = calendars()
    settings.CALENDAR_LOOK_AGAIN = 0  # type: ignore[attr-defined]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert calendars() is known, "nothing was imported: what is known is kept"
    settings.CALENDAR_LOOK_AGAIN = None  # type: ignore[attr-defined]
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert calendars() is known
