"""What the worker does here."""

from threading import Event

from django.utils import timezone

from bihuan.triage.actions import raise_alarms


def watch_accuracy(_stop: Event) -> bool:
    """Alarm the owner of each matter that was told wrongly too often in the week that ended last."""
    raise_alarms(timezone.now())
    return False
