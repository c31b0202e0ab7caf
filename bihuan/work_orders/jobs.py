"""What the worker does here, turn by turn."""

from threading import Event

from django.utils import timezone

from bihuan.work_orders.actions.reprojecting import reproject


def work_limits_out_again(_stop: Event) -> bool:
    """Work limits out again that a new notice touches; true while there is more."""
    return reproject(at=timezone.now()).more
