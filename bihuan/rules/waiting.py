"""What waits for whom (待办): one row per thing an office has to do, with the post it waits for and the acts that end it.

The rows say nothing the lifecycles do not say: each names the standing through which its post would act, the states in
which the order waits, and at least one act the lifecycle permits that standing in each of them. Home pages, counts and
the list behind a count all read this table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from bihuan.rules.actors import HANDLING_POSTS, Post
from bihuan.rules.actors import Standing as By
from bihuan.rules.cohandling import COHANDLING, Support, SupportAct
from bihuan.rules.lifecycle import DONE, MATTER, OPEN, Act, Matter
from bihuan.rules.responsibility import RESPONSIBILITY, Duty, DutyAct
from bihuan.rules.transitions import Table
from bihuan.rules.words import Words


class Loop(Enum):
    """Whose state the row speaks of: the matter's, one level's responsibility, or one supporting task's."""

    MATTER = MATTER
    DUTY = RESPONSIBILITY
    TASK = COHANDLING

    @property
    def table(self) -> Table[Any, Any, Any]:
        """The lifecycle of that state."""
        return self.value


class When(StrEnum):
    """What else must hold for the order to wait; the conditions of the acts, as far as a state does not imply them."""

    REPLIED = "replied"
    NOT_REPLIED = "not_replied"
    NOT_INSPECTED = "not_inspected"
    INSPECTION_FAILED = "inspection_failed"
    NONE_DISCHARGED = "none_discharged"
    RISK_OPEN = "risk_open"
    MAY_BE_ARCHIVED = "may_be_archived"
    MATTER_DONE = "matter_done"
    MAY_BE_DISCHARGED = "may_be_discharged"
    PAYMENT_DUE = "payment_due"
    FOLLOW_UP_DUE = "follow_up_due"
    REVIEW_DUE = "review_due"


@dataclass(frozen=True, slots=True)
class Queue:
    """One row.

    Attributes:
        code: its name in addresses.
        words: what there is to do, as the post would say it.
        posts: for whom it waits.
        by: the standing through which the post acts, which also binds the order to the post's unit.
        loop, states: which state the order waits in.
        acts: what ends the waiting, the usual one first.
        when: conditions besides the state.
    """

    code: str
    words: Words
    posts: frozenset[Post]
    by: By
    loop: Loop
    acts: tuple[StrEnum, ...]
    states: frozenset[StrEnum]
    when: frozenset[When] = frozenset()


_AT_A_UNION = {Post.ORDER_CLERK, Post.INFORMANT}


def _row(
    code: str, words: Words, posts: Iterable[Post], by: By, acts: Iterable[StrEnum], states: str, *when: When
) -> Queue:
    acts = tuple(acts)
    loop, kind = {Act: (Loop.MATTER, Matter), DutyAct: (Loop.DUTY, Duty), SupportAct: (Loop.TASK, Support)}[
        type(acts[0])
    ]
    return Queue(
        code,
        words,
        frozenset(posts),
        by,
        loop,
        acts,
        frozenset(kind(s) for s in states.split()),
        frozenset(when),
    )


#: In the order in which a desk would take them up.
QUEUES = (
    # The hotline and the dispatching desk
    _row("confirm", Words("待核对送派", "To check and send for dispatch"), {Post.OPERATOR}, By.OPERATOR,
         [Act.CONFIRM], "accepted"),
    _row("police", Words("110处置待跟进", "With 110, to follow up"), {Post.DISPATCHER}, By.DISPATCHER,
         [Act.TAKE_BACK_110, Act.CONCLUDE_110], "transferred_110"),
    _row("dispatch", Words("待派单", "To dispatch"), {Post.DISPATCHER}, By.DISPATCHER,
         [Act.DISPATCH], "awaiting_dispatch"),
    _row("adjudicate", Words("退单、会商待裁定", "Returns and conferrals to decide"), {Post.DISPATCHER}, By.DISPATCHER,
         [Act.REASSIGN, Act.REFUSE_RETURN, Act.NAME_LEAD, Act.KEEP_LEAD], "return_review conferring"),
    # In the hands of a unit
    _row("sign", Words("待签收", "To sign for"), HANDLING_POSTS, By.HOLDER, [Act.SIGN], "dispatched"),
    _row("task_sign", Words("协办待签收", "Supporting tasks to sign for"), HANDLING_POSTS, By.SUPPORTING,
         [SupportAct.SIGN_SUPPORT], "assigned"),
    _row("handle", Words("在办", "In hand"), HANDLING_POSTS, By.HOLDER,
         [Act.START, Act.VERIFY, Act.RESOLVE, Act.PASS_DOWN], "signed handling"),
    _row("task_answer", Words("协办待反馈", "Supporting tasks to answer"), HANDLING_POSTS, By.SUPPORTING,
         [SupportAct.ANSWER_SUPPORT], "signed"),
    _row("task_decide", Words("协办退单待裁定", "Returned tasks to decide"), HANDLING_POSTS, By.LEAD,
         [SupportAct.REASSIGN_SUPPORT, SupportAct.KEEP_SUPPORT], "return_review"),
    _row("reply", Words("办结待答复", "Resolved, to reply to the caller"), HANDLING_POSTS, By.LEAD,
         [Act.REPLY], "resolved", When.NOT_REPLIED),
    _row("payment", Words("到期付款待核实", "Payments due, to confirm"), HANDLING_POSTS, By.LEAD,
         [Act.CONFIRM_PAYMENT, Act.RELEASE_PROMISE], "handling parked resolved visiting closed", When.PAYMENT_DUE),
    _row("follow_up", Words("逾期付款待跟进", "Overdue payments to follow up"), HANDLING_POSTS, By.LEAD,
         [Act.FOLLOW_UP, Act.CONFIRM_PAYMENT, Act.RENEGOTIATE, Act.RELEASE_PROMISE],
         "handling parked resolved visiting closed", When.FOLLOW_UP_DUE),
    _row("risk", Words("风险待消除", "Risks to remove"), HANDLING_POSTS, By.LEAD,
         [Act.REMOVE_RISK], "resolved visiting closed", When.RISK_OPEN),
    _row("decide", Words("下级退单、延期、会商待审", "Requests from below to decide"), _AT_A_UNION, By.UPPER,
         [Act.GRANT_EXTENSION, Act.REFUSE_EXTENSION, Act.REASSIGN, Act.REFUSE_RETURN, Act.NAME_LEAD, Act.KEEP_LEAD],
         "extension_review return_review conferring"),
    _row("extend", Words("延期待审", "Extensions to decide"), {Post.DISPATCHER}, By.UPPER,
         [Act.GRANT_EXTENSION, Act.REFUSE_EXTENSION], "extension_review"),
    _row("extend_line", Words("延期待审（督办）", "Extensions to decide, as supervisor"), {Post.SUPERVISOR}, By.SUPERVISOR,
         [Act.GRANT_EXTENSION, Act.REFUSE_EXTENSION], "extension_review"),
    _row("review", Words("挂账到期待复核", "Parked orders to review"), {Post.SUPERVISOR}, By.SUPERVISOR,
         [Act.UNPARK], "parked", When.REVIEW_DUE),
    # Back to the caller
    _row("visit", Words("待回访", "Return visits to make"), {Post.OPERATOR}, By.OPERATOR,
         [Act.BEGIN_VISIT, Act.PASS_VISIT, Act.MISS_VISIT], "resolved visiting", When.REPLIED),
    _row("inspect", Words("待质检", "To inspect"), {Post.INSPECTOR}, By.INSPECTOR,
         [Act.PASS_INSPECTION, Act.FAIL_INSPECTION], "closed", When.NOT_INSPECTED),
    _row("redo", Words("质检不通过，待退回", "Failed inspection, to send back"), {Post.INSPECTOR}, By.INSPECTOR,
         [Act.REDO, Act.PASS_INSPECTION], "closed", When.INSPECTION_FAILED, When.NONE_DISCHARGED),
    # Loop 2
    _row("report", Words("待回复反馈", "To report back"), HANDLING_POSTS, By.ACCOUNTABLE,
         [DutyAct.REPORT_BACK, DutyAct.TRACK], "accepting tracking supervising", When.MATTER_DONE),
    _row("discharge", Words("可责任闭环", "Ready to discharge"), HANDLING_POSTS, By.ACCOUNTABLE,
         [DutyAct.DISCHARGE], "reporting", When.MAY_BE_DISCHARGED),
    _row("archive", Words("待归档", "To archive"), {Post.DISPATCHER}, By.DISPATCHER,
         [Act.ARCHIVE], " ".join(sorted(DONE)), When.MAY_BE_ARCHIVED),
    # To know
    _row("informed", Words("知会", "For information"), {Post.COMMAND_OFFICER}, By.INFORMED,
         [Act.NOTE], " ".join(sorted(OPEN))),
)  # fmt: skip

QUEUE = {queue.code: queue for queue in QUEUES}


def queues_of(posts: Iterable[Post]) -> list[Queue]:
    """The queues of somebody who holds ``posts``, in the order of the table."""
    held = frozenset(posts)
    return [queue for queue in QUEUES if queue.posts & held]
