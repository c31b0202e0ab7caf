"""What the worker does here."""

from threading import Event

from django.utils import timezone

from bihuan.command_centre.actions.planning import call_substitutes

_IN_A_TURN = 50


def answer_for_the_silent(_stop: Event) -> bool:
    """Call the substitutes of those who did not answer in time."""
    return call_substitutes(timezone.now(), _IN_A_TURN) == _IN_A_TURN
