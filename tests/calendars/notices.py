"""A notice for 2027 as it might be announced, in the forms in which it is handed in. Invented: none is published yet."""

from datetime import date, timedelta

#: Holiday, first and last day off, make-up days.
HOLIDAYS_2027 = [
    ("元旦", "2027-01-01", "2027-01-03", []),
    ("春节", "2027-02-05", "2027-02-12", ["2027-01-31", "2027-02-14"]),
    ("清明节", "2027-04-03", "2027-04-05", []),
    ("劳动节", "2027-05-01", "2027-05-05", ["2027-05-08"]),
    ("端午节", "2027-06-09", "2027-06-09", []),
    ("中秋节", "2027-09-15", "2027-09-15", []),
    ("国庆节", "2027-10-01", "2027-10-07", ["2027-10-09"]),
]
NEW_YEAR = ("2027-01-01,放假,元旦",)


def rows() -> list[str]:
    """Every row of the table, without its header."""
    found = []
    for name, first, last, makeup in HOLIDAYS_2027:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            found.append(f"{day},放假,{name}")
            day += timedelta(1)
        found += [f"{day},调休上班,{name}" for day in makeup]
    return found


def table(*more: str, header: str = "day,kind,name") -> bytes:
    """The notice as CSV, with rows added."""
    return "\n".join([header, *rows(), *more]).encode()


def ics(*more: str) -> bytes:
    """The same as ICS, as calendars on phones have it."""
    events = []
    for name, first, last, makeup in HOLIDAYS_2027:
        end = date.fromisoformat(last) + timedelta(1)
        events.append(
            event(
                f"{name} 假期",
                f"DTSTART;VALUE=DATE:{first.replace('-', '')}",
                f"DTEND;VALUE=DATE:{end:%Y%m%d}",
            )
        )
        events += [event(f"{name}（补班）", f"DTSTART;VALUE=DATE:{day.replace('-', '')}") for day in makeup]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//", *events, *more, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def event(title: str, *lines: str) -> str:
    """One event of an ICS file."""
    return "\r\n".join(
        [
            "BEGIN:VEVENT",
            f"UID:{hash((title, lines))}",
            "DTSTAMP:20261101T000000Z",
            f"SUMMARY:{title}",
            *lines,
            "END:VEVENT",
        ]
    )
