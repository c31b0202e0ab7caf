"""What the worker does here."""

from threading import Event

from django.utils import timezone

from bihuan.triage.actions import look_for_clusters


def find_clusters(_stop: Event) -> bool:
    """Read a portion of new orders; when all are read, find clusters. True while there is more to read."""
    return look_for_clusters(timezone.now()).more
