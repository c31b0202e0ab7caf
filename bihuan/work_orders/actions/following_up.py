"""An instalment lapsed: the follow-up of the matter is opened again, and stays open until the money is settled."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from bihuan.calendars.queries import national
from bihuan.organisations.actors import Actor
from bihuan.rules.lifecycle import Act
from bihuan.rules.promises import LOOK_AGAIN
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import required
from bihuan.work_orders.models import FollowUp, Note, WorkOrder
from bihuan.work_orders.promised import promises_overdue


class _NothingToOpen(Exception):
    """Somebody else was quicker, or the money came meanwhile."""


def reopen_follow_ups(*, at: datetime, most: int = 200) -> int:
    """Open the follow-up of every order with an instalment that lapsed: the system's own act, one event for an order.

    An instalment lapses once, whatever the number of workers and however long they were away. Returns how many orders
    were opened; ``most`` bounds one turn.
    """
    lapsed = promises_overdue(at).filter(follow_up=None).order_by("due_on", "pk")
    numbers = list(dict.fromkeys(lapsed.values_list("promise__order__number", flat=True)[:most]))
    return sum(_reopen(number, at) for number in numbers)


def follow_up(
    actor: Actor, number: str, text: str, next_on: date, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Follow an overdue agreement up: what was done about it, and when somebody looks again.

    Raises ``Refused`` besides the usual: ``follow_up_absent``, ``limit_in_past``, ``limit_too_far``.
    """
    text = required(text, Words("跟进情况", "what was done"))
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.FOLLOW_UP)
        if next_on <= change.at.astimezone(SHANGHAI).date():
            refuse("limit_in_past", field="next_on")
        latest = national().due_after(change.at, LOOK_AGAIN.working_days).at.date()
        if next_on > latest:
            refuse("limit_too_far", field="next_on", latest=latest.isoformat())
        FollowUp.objects.filter(order=change.order, settled_at=None).update(next_on=next_on)
        change.keep(Note, kind="follow_up", text=text)
        change.tell(next_on=next_on.isoformat())
    return change.order


def settle_follow_ups(change: Change, instalments: Iterable[int]) -> None:
    """End the follow-ups of these instalments: nothing is owed under them any more."""
    order = change.order
    if order.open_follow_ups:
        ended = FollowUp.objects.filter(order=order, instalment__in=list(instalments), settled_at=None)
        order.open_follow_ups -= ended.update(settled_at=change.at)


def _reopen(number: str, at: datetime) -> bool:
    try:
        with changing(None, number, at=at) as change:
            lapsed = _lapsed(change.order.pk, change.at)
            if not lapsed:
                raise _NothingToOpen
            change.step(Act.REOPEN_FOLLOW_UP)
            FollowUp.objects.bulk_create(
                FollowUp(order=change.order, instalment_id=instalment, opened_at=change.at)
                for instalment in lapsed
            )
            change.order.open_follow_ups += len(lapsed)
            change.tell(instalment_ids=lapsed)
    except _NothingToOpen:
        return False
    return True


def _lapsed(order: UUID, at: datetime) -> list[int]:
    lapsed = promises_overdue(at).filter(follow_up=None, promise__order=order)
    return list(lapsed.order_by("due_on", "pk").values_list("pk", flat=True))
