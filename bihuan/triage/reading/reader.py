"""All readings of one text."""

from collections.abc import Callable, Iterable
from datetime import date

from bihuan.rules.local_figures import LocalFigure
from bihuan.rules.place_names import Gazetteer
from bihuan.rules.risk import THRESHOLDS, flags
from bihuan.rules.wage_crime import lines_of
from bihuan.triage.reading.amounts import is_of_wages, read_amount, sums_in
from bihuan.triage.reading.channels import read_elsewhere
from bihuan.triage.reading.dates import read_dates
from bihuan.triage.reading.employers import read_employer
from bihuan.triage.reading.headcounts import read_people
from bihuan.triage.reading.kinds import PlaceRead, Read, Reading
from bihuan.triage.reading.natures import read_nature
from bihuan.triage.reading.places import named_places, read_place
from bihuan.triage.reading.reckoned import read_months, read_reckoned
from bihuan.triage.reading.risks import read_risks
from bihuan.triage.reading.texts import Text
from bihuan.triage.reading.urgencies import read_urgency


def read(
    text: str, *, on: date, places: Gazetteer, figures: Callable[[], Iterable[LocalFigure]] = tuple
) -> Reading:
    """What a text says of place, employer, people, money, time, risk and want.

    Parameters: ``on`` the day of the call: places are those of that day, and 上周五 is reckoned from it; ``places`` the
    names of the city; ``figures`` gives what provinces set for themselves, asked only where a sum of wages is read (without
    it the lower end of the national range holds). Of a text the first ``texts.LONGEST`` characters are read. It never raises.
    """
    made = Text.of(text)
    named = named_places(made, on, places)
    place = read_place(made, named, on, places)
    people, collective = read_people(made)
    sums, months = sums_in(made.said), read_months(made)
    amount = read_amount(made, sums)
    reckoned = None if amount else read_reckoned(made, sums, months, people)
    owed = amount or reckoned
    unpaid = owed.value if owed and is_of_wages(made) else None
    risks = read_risks(made)
    return Reading(
        nature=read_nature(made),
        urgency=read_urgency(made, risks),
        place=place,
        employer=read_employer(made, (each.end for each in named if each.certain), places.cities),
        people=people,
        amount=amount,
        reckoned=reckoned,
        months=months,
        collective=collective,
        elsewhere=read_elsewhere(made),
        dates=read_dates(made, on),
        risks=risks,
        flags=flags(
            on=on,
            # Who says of nobody else speaks for one.
            people=people.value if people else None if collective else 1,
            amount_fen=unpaid,
            months_unpaid=months.value if months else None,
            observed=[each.value for each in risks],
            thresholds=lines_of(figures(), _codes(place), on) if unpaid else THRESHOLDS,
        ),
    )


def _codes(place: Read[PlaceRead] | None) -> tuple[str, ...]:
    """The division codes of a place, its own first; of several that fit, those above all of them."""
    if place is None:
        return ()
    fitting = [place.value.place] if place.value.place else [*place.value.candidates]
    lines = [each.path.strip("/").split("/") for each in fitting]
    shared = [codes[0] for codes in zip(*lines, strict=False) if len(set(codes)) == 1]
    return tuple(reversed(shared))
