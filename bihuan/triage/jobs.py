"""What the worker does here."""

from threading import Event

from django.utils import timezone

from bihuan.triage.actions import look_for_clusters, raise_alarms


def watch_accuracy(_stop: Event) -> bool:
    """Alarm the owner of each matter that was told wrongly too often in the week that ended last."""
    raise_alarms(timezone.now())
    return False


def find_clusters(_stop: Event) -> bool:
    """Read a portion of new orders; when all are read, find clusters. True while there is more to read."""
    return look_for_clusters(timezone.now()).more
