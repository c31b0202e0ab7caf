"""What the worker does here."""

from threading import Event

from django.utils import timezone

from bihuan.duties.actions.tallies import tally


def count_what_is_open(_stop: Event) -> bool:
    """Once a day, list by list: items nobody claimed, posts nobody holds, items disputed; and rules gone stale."""
    tally(timezone.localdate(), at=timezone.now())
    return False
