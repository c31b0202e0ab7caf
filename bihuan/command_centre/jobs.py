"""What the worker does here."""

from threading import Event

from django.utils import timezone

from bihuan.command_centre.actions.planning import alarm_the_leader, call_substitutes
from bihuan.command_centre.actions.vitals import compute_readings
from bihuan.duties.queries.indicators import computed_indicators

_IN_A_TURN = 50


def answer_for_the_silent(_stop: Event) -> bool:
    """Call the substitutes of those who did not answer in time; where there is none left, tell the leader on duty."""
    called = call_substitutes(timezone.now(), _IN_A_TURN)
    return max(called, alarm_the_leader(timezone.now(), _IN_A_TURN)) == _IN_A_TURN


def compute_vitals(stop: Event) -> bool:
    """Compute the indicators that have a query of our own data."""
    for indicator in computed_indicators():
        if stop.is_set():
            break
        compute_readings(indicator, timezone.now())
    return False
