"""Reading with the names of the packaged city, as the tests do it."""

from datetime import date

from bihuan.organisations.packaged_places import packaged_gazetteer
from bihuan.triage.reading import Reading, read

ON = date(2026, 11, 27)


def reading(text: str, on: date = ON) -> Reading:
    """What the text says, on a day after the reform."""
    return read(text, on=on, places=packaged_gazetteer())
