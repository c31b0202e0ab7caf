"""All readings of one text."""

from datetime import date

from bihuan.rules.place_names import Gazetteer
from bihuan.rules.risk import flags
from bihuan.triage.reading.amounts import read_amount, sums_in
from bihuan.triage.reading.channels import read_elsewhere
from bihuan.triage.reading.employers import read_employer
from bihuan.triage.reading.headcounts import read_people
from bihuan.triage.reading.kinds import Reading
from bihuan.triage.reading.natures import read_nature
from bihuan.triage.reading.places import named_places, read_place
from bihuan.triage.reading.risks import read_risks
from bihuan.triage.reading.texts import Text
from bihuan.triage.reading.urgencies import read_urgency


def read(text: str, *, on: date, places: Gazetteer) -> Reading:
    """What a text says of place, employer, people, money, time, risk and want.

    Parameters: ``on`` the day of the call: places are those of that day, and 上周五 is reckoned from it; ``places`` the
    names of the city. Of a text the first ``texts.LONGEST`` characters are read. It never raises.
    """
    made = Text.of(text)
    named = named_places(made, on, places)
    place = read_place(made, named, on, places)
    people, collective = read_people(made)
    amount = read_amount(made, sums_in(made.said))
    risks = read_risks(made)
    return Reading(
        nature=read_nature(made),
        urgency=read_urgency(made, risks),
        place=place,
        employer=read_employer(made, (each.end for each in named)),
        people=people,
        amount=amount,
        collective=collective,
        elsewhere=read_elsewhere(made),
        risks=risks,
        flags=flags(
            on=on,
            people=people.value if people else None,
            amount_fen=amount.value if amount else None,
            observed=[each.value for each in risks],
        ),
    )
