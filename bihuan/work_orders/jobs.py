"""What the worker does here, turn by turn."""

from threading import Event

from django.utils import timezone

from bihuan.work_orders.actions import reopen_follow_ups
from bihuan.work_orders.actions.reprojecting import reproject

#: Most orders whose follow-up is reopened in one turn.
AT_ONCE = 200


def work_limits_out_again(_stop: Event) -> bool:
    """Work limits out again that a new notice touches; true while there is more."""
    return reproject(at=timezone.now()).more


def follow_up_overdue_promises(_stop: Event) -> bool:
    """Reopen the follow-up of orders with a lapsed instalment; true while there may be more."""
    return reopen_follow_ups(at=timezone.now(), most=AT_ONCE) >= AT_ONCE
