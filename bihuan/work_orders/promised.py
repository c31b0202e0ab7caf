"""Which agreed payments are due soon, and which are late: the facts that warnings, queues, lists and the wall read."""

from datetime import datetime

from django.db.models import F, QuerySet

from bihuan.calendars.queries import national
from bihuan.rules.promises import PromiseState, last_lapsed, soon_until
from bihuan.work_orders.models import Instalment


def promises_open() -> QuerySet[Instalment]:
    """Instalments under open agreements that are not paid in full."""
    return Instalment.objects.filter(promise__state=PromiseState.OPEN, paid_fen__lt=F("amount_fen"))


def promises_overdue(at: datetime) -> QuerySet[Instalment]:
    """Unpaid instalments whose last working day has passed at ``at`` (``rules.promises.lapses_at``)."""
    return promises_open().filter(due_on__lte=last_lapsed(at, national()))


def promises_due_soon(at: datetime) -> QuerySet[Instalment]:
    """Unpaid instalments that are due within the watch of ``rules.promises.SOON``, today's included, and not late."""
    late = last_lapsed(at, national())
    return promises_open().filter(due_on__gt=late, due_on__lte=soon_until(at, national()))
