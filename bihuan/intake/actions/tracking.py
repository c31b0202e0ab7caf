"""The caller comes in by number and code, and says what the handling was worth."""

import hmac
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import normalize

from django.db import transaction
from django.db.models import Min

from bihuan.intake.models import Evaluation, WrongCode
from bihuan.intake.queries import may_evaluate
from bihuan.privacy.ciphers import blind_index, code_for
from bihuan.rules.refusal import refuse
from bihuan.rules.satisfaction import SATISFIED_WORDS, SOLVED_WORDS, Satisfied, Solved
from bihuan.rules.throttle import WINDOW
from bihuan.rules.words import Words
from bihuan.work_orders import actions as office
from bihuan.work_orders.entries import one_of, optional
from bihuan.work_orders.queries import order_of_caller

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder

#: Wrong tries within the window after which a number, or an address, waits.
MOST_WRONG = 5


def prove(number: str, code: str, *, address: str, at: datetime) -> "WorkOrder":
    """The order with this number, to whoever knows its code. An unknown number and a wrong code are the same refusal.

    The try is written before it is read, so that tries sent all at once count each other.
    Raises ``Refused``: ``track_wait``, ``track_refused``.
    """
    number, code = _plain(number), _plain(code)
    number_index, address_index = blind_index(f"track {number}"), blind_index(f"address {address}")
    WrongCode.objects.filter(at__lt=at - WINDOW).delete()
    attempt = WrongCode.objects.create(number_index=number_index, address_index=address_index, at=at)
    for column in ({"number_index": number_index}, {"address_index": address_index}):
        _wait_if_too_many(attempt, column, at)
    order = order_of_caller(number)
    # The same work for a number that is none: how long it takes tells nothing.
    if (
        not hmac.compare_digest(code_for("caller", order.pk if order else number).encode(), code.encode())
        or not order
    ):
        refuse("track_refused")
    attempt.delete()
    return order


def evaluate(
    number: str, *, contacted: bool, solved: str, satisfied: str, remark: str = "", at: datetime
) -> Evaluation:
    """Keep the caller's own three answers about the last reply, and show them to the office as a note.

    The return visit remains the office's own: it decides what follows, and may begin from what was said here.
    Raises ``Refused``: ``evaluation_not_now``, ``evaluation_given``, ``choice_unknown``, ``caller_too_late``.
    """
    one_of(solved, Solved, Words("是否解决", "whether it is solved"), field="solved")
    one_of(satisfied, Satisfied, Words("是否满意", "whether you are satisfied"), field="satisfied")
    remark = optional(remark, Words("意见", "the remark"), field="remark", most=500)
    answers = [
        "已联系" if contacted else "未联系",
        SOLVED_WORDS[Solved(solved)].zh,
        SATISFIED_WORDS[Satisfied(satisfied)].zh,
    ]
    with transaction.atomic():
        text = "诉求人网上评价：" + "，".join(answers) + (f"。{remark}" if remark else "。")
        order = office.hear(number, text, kind="contact", at=at)
        if order.replied_at is None:
            refuse("evaluation_not_now")
        if not may_evaluate(order):
            refuse("evaluation_given")
        return Evaluation.objects.create(
            order=order, at=max(at, order.replied_at), contacted=contacted, solved=solved, satisfied=satisfied
        )


def _wait_if_too_many(attempt: WrongCode, column: dict[str, str], at: datetime) -> None:
    tries = WrongCode.objects.filter(**column, at__gte=at - WINDOW)
    if tries.count() <= MOST_WRONG:
        return
    attempt.delete()
    oldest = tries.aggregate(at=Min("at"))["at"] or at
    left = max(oldest + WINDOW - at, timedelta(minutes=1))
    refuse("track_wait", minutes=ceil(left.total_seconds() / 60))


def _plain(text: str) -> str:
    return normalize("NFKC", text).strip().replace(" ", "")[:40]
