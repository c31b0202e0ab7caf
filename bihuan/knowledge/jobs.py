"""What the worker does here."""

from threading import Event

from django.utils import timezone

from bihuan.knowledge.actions import keep_in_date as keep


def keep_in_date(_stop: Event) -> bool:
    """Let entries expire that have run out, and remind of those that fall due; true while there may be more."""
    return keep(timezone.now()).more
