"""From which probability a matter is filled in or proposed, and below which accuracy its owner is alarmed.

One row a matter, or one for all that have none of their own. The rows are the office's; those here hold until an office
writes its own, and are nobody's official figures.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bihuan.rules.refusal import refuse
from bihuan.rules.suggesting import Band
from bihuan.rules.words import Words

UNOFFICIAL = Words("本系统默认值，非官方数值", "a default of this system, not an official figure")
#: A class with fewer cases a week proves nothing; an office may ask for more, not for less.
LEAST_CASES = 5


class Threshold(NamedTuple):
    """What holds for a matter, in per cent; ``least_cases`` how many of a week make its accuracy worth an alarm."""

    fill_in: int = 85
    propose: int = 40
    alarm_below: int = 75
    least_cases: int = 20

    def band(self, probability: float) -> Band:
        """The band of a probability between 0 and 1."""
        if probability * 100 >= self.fill_in:
            return Band.FILL
        return Band.PROPOSE if probability * 100 >= self.propose else Band.ASK

    def alarms(self, cases: int, right: int) -> bool:
        """Whether ``right`` of ``cases`` is below the line, with cases enough to say so."""
        return cases >= self.least_cases and right * 100 < self.alarm_below * cases


#: Ours, until somebody owns the rows.
DEFAULT = Threshold()


def checked(fill_in: int, propose: int, alarm_below: int, least_cases: int) -> Threshold:
    """The row, if it can be so. Raises: ``Refused`` thresholds_crossed, threshold_alarm_off, threshold_cases_few."""
    if not 0 < propose < fill_in <= 100:
        refuse("thresholds_crossed", field="fill_in", fill_in=fill_in, propose=propose)
    if not 0 <= alarm_below <= 100:
        refuse("threshold_alarm_off", field="alarm_below", alarm_below=alarm_below)
    if least_cases < LEAST_CASES:
        refuse("threshold_cases_few", field="least_cases", least=LEAST_CASES)
    return Threshold(fill_in, propose, alarm_below, least_cases)


class Dated(NamedTuple):
    """A row from its instant on; ``matter`` "" for all that have none of their own."""

    matter: str
    in_force_from: datetime
    row: Threshold


class Thresholds(NamedTuple):
    """Every row there ever was, the newest first."""

    rows: tuple[Dated, ...] = ()

    def of(self, matter: str, at: datetime) -> Threshold:
        """What holds for a matter at an instant: its own newest row, else the newest for all, else ours."""
        return _first(self.rows, matter, at) or _first(self.rows, "", at) or DEFAULT


def _first(rows: Iterable[Dated], matter: str, at: datetime) -> Threshold | None:
    return next((each.row for each in rows if each.matter == matter and each.in_force_from <= at), None)
