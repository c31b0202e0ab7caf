"""Every act of the office on an order: where it belongs, who of the cast may do it there, and what it is given."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from bihuan.rules.actors import Level
from bihuan.rules.checklist import passing
from bihuan.rules.cohandling import SupportAct
from bihuan.rules.lifecycle import Act, Matter
from bihuan.rules.responsibility import DutyAct
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from tests.work_orders import course
from tests.work_orders.course import WORDS, Station
from tests.work_orders.stories import FEN, Story

Entered = Callable[[Story], tuple[Any, ...]]


class Play(NamedTuple):
    """One act. Whoever of the cast is not named in ``by`` may not do it there; the first one named does it."""

    act: StrEnum
    verb: Callable[..., Any]
    station: Station
    by: str
    entered: Entered = lambda story: ()
    more: dict[str, Any] = {}
    target: Matter | None = None

    @property
    def people(self) -> list[str]:
        return self.by.split()

    def do(self, story: Story, name: str = "", **more: Any) -> Any:
        """Do it, five minutes after the last act."""
        verb, actor = self.verb, story.town.actor(name or self.people[0])
        at = story.now + timedelta(minutes=5)
        return verb(actor, story.number, *self.entered(story), at=at, **self.more, **more)


def _words(story: Story) -> tuple[str]:
    return (WORDS,)


def _labour(story: Story) -> tuple[int]:
    return (story.town.labour.pk,)


def _labour_and_words(story: Story) -> tuple[int, str]:
    return (story.town.labour.pk, WORDS)


def _agreement(story: Story) -> tuple[str, list[office.Payment]]:
    return WORDS, [office.Payment(story.now.date() + timedelta(days=21), FEN)]


def _payment(story: Story) -> tuple[int, int, str]:
    promise = story.order.promises.first()
    return (promise.instalments.first().pk if promise else 0, FEN // 2, WORDS)


def _promise(story: Story) -> tuple[int, str, int]:
    promise, paper = story.order.promises.first(), story.order.attachments.first()
    return (promise.pk if promise else 0, WORDS, paper.pk if paper else 0)


def _new_agreement(story: Story) -> tuple[int, str, list[office.Payment]]:
    promise = story.order.promises.first()
    return (promise.pk if promise else 0, *_agreement(story))


def _followed(story: Story) -> tuple[str, date]:
    return (WORDS, story.now.date() + timedelta(days=3))


def _other(story: Story) -> tuple[str]:
    other = WorkOrder.objects.exclude(number=story.number).first()
    return (other.number if other else story.number,)


_FINDING = {"truth": "true", "mood": "tense", "gathering_risk": True, "text": WORDS, "people": 10}
_PLEASED = {"contacted": True, "solved": "yes", "satisfied": "very", "remark": WORDS}
A, D, S, M = Act, DutyAct, SupportAct, Matter

PLAYS = [
    # Loop 1, the straight way
    Play(A.CONFIRM, office.confirm, course.accepted, "周敏 陈晓", target=M.AWAITING_DISPATCH),
    Play(A.DISPATCH, office.dispatch, course.registered, "周敏", lambda s: (s.town.district_union.pk,), {"task": WORDS}, M.DISPATCHED),
    Play(A.SIGN, office.sign, course.dispatched, "杨帆", target=M.SIGNED),
    Play(A.PASS_DOWN, office.pass_down, course.signed, "杨帆", lambda s: (s.town.street_union.pk,), {"task": WORDS}, M.DISPATCHED),
    Play(A.START, office.start, course.signed, "杨帆", _words, target=M.HANDLING),
    Play(A.VERIFY, office.verify, course.in_hand, "张琪", more=_FINDING),
    Play(A.HOLD_SESSION, office.hold_session, course.called_in, "张琪 吴迪 马俊 许慧", _words),
    Play(A.RAISE_RISK, office.raise_risk, course.in_hand, "张琪 杨帆 周敏", lambda s: ("gathering", WORDS)),
    Play(A.REMOVE_RISK, office.remove_risk, course.at_risk, "张琪 杨帆 周敏", _words),
    Play(A.RESOLVE, office.resolve, course.in_hand, "张琪", lambda s: ("paid_in_full", WORDS), target=M.RESOLVED),
    Play(A.REPLY, office.reply, course.resolved, "张琪 周敏", _words, {"leak_confirmed": True}),
    Play(A.BEGIN_VISIT, office.begin_visit, course.replied, "陈晓", target=M.VISITING),
    Play(A.PASS_VISIT, office.visit, course.visiting, "陈晓", more=_PLEASED, target=M.CLOSED),
    Play(A.MISS_VISIT, office.visit, course.visiting, "陈晓", more={"contacted": False, "remark": WORDS}),
    Play(A.PASS_INSPECTION, office.inspect, course.closed, "何静", lambda s: (passing(),)),
    Play(A.FAIL_INSPECTION, office.inspect, course.closed, "何静", lambda s: (course.FAULTY,)),
    Play(A.REDO, office.redo, course.closed, "何静 唐毅 邓宁", lambda s: ("new_facts", WORDS), target=M.HANDLING),
    Play(A.ARCHIVE, office.archive, course.discharged, "周敏 唐毅 邓宁", target=M.ARCHIVED),
    # Aside
    Play(A.MERGE, office.merge, course.repeated, "周敏 陈晓", _other, target=M.MERGED),
    Play(A.REDIRECT, office.redirect, course.registered, "周敏 陈晓", lambda s: ("court", WORDS), target=M.REDIRECTED),
    Play(A.TRANSFER_110, office.transfer_110, course.registered, "陈晓 周敏", _words, target=M.TRANSFERRED_110),
    Play(A.TAKE_BACK_110, office.take_back_110, course.with_110, "陈晓 周敏", _words, target=M.AWAITING_DISPATCH),
    Play(A.CONCLUDE_110, office.conclude_110, course.with_110, "周敏", _words, target=M.RESOLVED),
    Play(A.REQUEST_RETURN, office.request_return, course.dispatched, "杨帆", lambda s: ("not_our_matter", WORDS, s.town.labour.pk), target=M.RETURN_REVIEW),
    Play(A.REASSIGN, office.reassign, course.asked_back, "周敏", target=M.DISPATCHED),
    Play(A.REFUSE_RETURN, office.refuse_return, course.asked_back, "周敏", _words, target=M.SIGNED),
    Play(A.CONFER, office.call_conferral, course.in_hand, "张琪 杨帆 周敏", _words, target=M.CONFERRING),
    Play(A.NAME_LEAD, office.name_lead, course.conferring, "杨帆 周敏", _labour_and_words, target=M.DISPATCHED),
    Play(A.KEEP_LEAD, office.keep_lead, course.conferring, "杨帆 周敏", _words, target=M.HANDLING),
    Play(A.REQUEST_EXTENSION, office.request_extension, course.in_hand, "张琪", lambda s: (3, WORDS), target=M.EXTENSION_REVIEW),
    Play(A.GRANT_EXTENSION, office.grant_extension, course.asking_for_time, "杨帆 周敏 邓宁 唐毅", target=M.HANDLING),
    Play(A.REFUSE_EXTENSION, office.refuse_extension, course.asking_for_time, "杨帆 周敏 邓宁 唐毅", _words, target=M.HANDLING),
    Play(A.PARK, office.park, course.in_hand, "杨帆 周敏 邓宁 唐毅", lambda s: (s.now.date() + timedelta(days=20), WORDS), target=M.PARKED),
    Play(A.UNPARK, office.unpark, course.parked, "张琪 杨帆 周敏 邓宁 唐毅", target=M.HANDLING),
    # Promises
    Play(A.AGREE, office.agree, course.in_hand, "张琪", _agreement),
    Play(A.CONFIRM_PAYMENT, office.confirm_payment, course.agreed, "张琪 杨帆 周敏", _payment),
    Play(A.RENEGOTIATE, office.renegotiate, course.agreed, "张琪 杨帆 周敏", _new_agreement),
    Play(A.FOLLOW_UP, office.follow_up, course.lapsed, "张琪 杨帆 周敏 邓宁 唐毅", _followed),
    Play(A.RELEASE_PROMISE, office.release_promise, course.agreed, "张琪 杨帆 周敏", _promise),
    # Co-handling
    Play(A.CALL_IN, office.call_in, course.in_hand, "张琪", lambda s: ([s.town.labour.pk], WORDS)),
    Play(S.SIGN_SUPPORT, office.sign_task, course.called_in, "吴迪", _labour),
    Play(S.ANSWER_SUPPORT, office.answer_task, course.task_signed, "吴迪", _labour_and_words),
    Play(S.RETURN_SUPPORT, office.return_task, course.called_in, "吴迪", lambda s: (s.town.labour.pk, "not_our_area", WORDS, s.town.other_district_union.pk)),
    Play(S.REASSIGN_SUPPORT, office.reassign_task, course.task_asked_back, "张琪 杨帆 周敏", _labour),
    Play(S.KEEP_SUPPORT, office.keep_task, course.task_asked_back, "张琪 杨帆 周敏", _labour_and_words),
    Play(S.WAIVE_SUPPORT, office.waive_task, course.called_in, "张琪 杨帆 周敏", _labour_and_words),
    Play(S.ASK_AGAIN, office.ask_again, course.task_answered, "张琪 杨帆 周敏", _labour_and_words),
    # Loop 2
    Play(D.TRACK, office.track, course.passed_over, "杨帆", lambda s: (Level.DISTRICT,)),
    Play(D.SUPERVISE, office.supervise, course.in_hand, "杨帆 邓宁 唐毅", lambda s: (Level.DISTRICT, WORDS)),
    Play(D.REPORT_BACK, office.report_back, course.inspected, "张琪", lambda s: (Level.STREET, WORDS)),
    Play(D.TAKE_BACK_REPORT, office.take_back_report, course.reported, "张琪", lambda s: (Level.STREET,)),
    Play(D.DISCHARGE, office.discharge, course.reported, "张琪", lambda s: (Level.STREET,)),
    # At any time
    Play(A.NOTE, office.note, course.called_in, "张琪 陈晓 周敏 何静 唐毅 杨帆 邓宁 吴迪 马俊 许慧 秦川", _words),
    Play(A.ATTACH, office.attach, course.called_in, "张琪 陈晓 周敏 何静 唐毅 杨帆 邓宁 吴迪 马俊 许慧 秦川", lambda s: (f"{WORDS}.pdf", b"%PDF-1.7 " + WORDS.encode())),
    Play(A.URGE, office.urge, course.dispatched, "周敏 陈晓 唐毅", _words),
]  # fmt: skip
