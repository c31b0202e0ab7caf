"""Quality inspection: the checklist answered item by item; one item that fails, fails the order."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Post
from bihuan.rules.checklist import ItemAnswer, Verdict, check_answers, reasons_of
from bihuan.rules.lifecycle import Act
from bihuan.rules.refusal import refuse
from bihuan.rules.returns import RedoCause
from bihuan.work_orders.actions.closing import redo
from bihuan.work_orders.change import changing
from bihuan.work_orders.entries import REASON, optional
from bihuan.work_orders.inspecting import checklist_in_force
from bihuan.work_orders.models import Inspection, WorkOrder

#: Signs of one reason; it is one line of what the lead reads.
MOST_REASON = 200


def inspect(
    actor: Actor,
    number: str,
    answers: Iterable[ItemAnswer],
    *,
    checklist: int | None = None,
    send_back: bool = False,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Inspect a closed order, item by item. Passed, its levels may be discharged; failed, it can be sent back at once.

    Parameters: ``checklist`` the edition the actor's page showed; ``send_back`` give a failed order back to its lead
    to be redone, with the failed items as the reasons. Else it stays closed until somebody sends it back.
    Raises ``Refused`` besides the usual: ``inspection_done``, ``inspection_spared``, ``checklist_changed``, and what
    ``rules.checklist.check_answers`` says of the answers.
    """
    answers = [
        answer._replace(
            reason=optional(answer.reason, REASON, field=f"reason_{answer.item}", most=MOST_REASON)
        )
        for answer in answers
    ]
    failed = any(answer.verdict == Verdict.FAILED for answer in answers)
    with transaction.atomic():
        with changing(actor, number, at=at, version=version) as change:
            change.step(Act.FAIL_INSPECTION if failed else Act.PASS_INSPECTION)
            asked = checklist_in_force(change.order.desk_id)
            if checklist not in (None, asked.edition):
                refuse("checklist_changed")
            given = check_answers(asked, answers)
            reasons = reasons_of(asked, given)
            change.order.inspection = "failed" if failed else "passed"
            change.keep(
                Inspection, passed=not failed, checklist=asked.edition, answers=[list(a) for a in given],
                reasons=reasons,
            )  # fmt: skip
            change.tell(
                checklist=asked.edition, failed=[a.item for a in given if a.verdict == Verdict.FAILED]
            )
            if not failed:
                change.hold(post=Post.DISPATCHER)
        if failed and send_back:
            return redo(actor, number, RedoCause.FAILED_INSPECTION, reasons, at=at)
    return change.order
