"""The end of an order's life: back to the caller, money watched, inspection, discharge from the bottom up, archive."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bihuan.calendars.queries import national
from bihuan.demo import texts
from bihuan.demo.case import Case
from bihuan.rules.actors import Level, Post
from bihuan.rules.checklist import passing
from bihuan.rules.responsibility import Duty
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders import actions as office

Moments = Iterator[datetime]
_BOTTOM_UP = (Level.STREET, Level.DISTRICT, Level.CITY)
#: Times of day at which a caller who was not reached is tried again.
_TRIES = (time(9, 40), time(11, 20), time(15, 30), time(17, 10))


def closed(case: Case) -> Moments:
    """From the resolution to the inspection passed, through a redo where the caller or the inspector wants one."""
    course = case.course
    if course.entry != "police_done":
        yield from _replied(case)
    yield case.days_later(0.8)
    case.do(office.begin_visit, case.desk(Post.OPERATOR))
    for attempt in range(course.missed):
        yield _next_try(case, attempt)
        case.do(office.visit, case.desk(Post.OPERATOR), contacted=False)
    if course.missed < 3:
        yield _next_try(case, course.missed)
        if course.dissatisfied and course.entry != "police_done":
            yield from _done_again(case)
        _visit(case)
    yield from _paid(case)
    if case.order and case.order.risk_open and case.lead.kind == "union":
        yield case.later(1.0)
        case.do(office.remove_risk, case.at(case.lead), "事项已办妥，人员情绪平稳，风险解除。")
    yield case.days_later(0.7)
    if course.inspection_fails and course.entry != "police_done":
        case.do(office.inspect, case.desk(Post.INSPECTOR), texts.FAULTY)
        yield case.days_later(0.5)
        case.do(office.redo, case.desk(Post.INSPECTOR), "failed_inspection", "请补充办理过程材料。")
        yield from _again_until_visit(case)
        _visit(case)
        yield case.days_later(0.5)
    case.do(office.inspect, case.desk(Post.INSPECTOR), passing())


def discharged(case: Case) -> Moments:
    """Every level reports and is discharged from the bottom up; then the order goes to the archive."""
    assert case.order is not None
    if case.order.open_promises or case.order.risk_open:
        return
    for level in _BOTTOM_UP:
        duty = case.order.responsibilities.filter(level=level, released_at=None).first()
        if duty is None:
            continue
        yield case.later(1.5)
        actor = case.at(case.city.offices[duty.unit_id])
        if duty.state == Duty.ACCEPTING:
            case.do(office.track, actor, level)
            yield case.later(0.3)
        case.do(office.report_back, actor, level, case.random.choice(texts.REPORTS))
        yield case.later(0.8)
        case.do(office.discharge, actor, level)
    yield case.later(1.0)
    case.do(office.archive, case.desk(Post.DISPATCHER))


def _replied(case: Case) -> Moments:
    yield case.later(1.0)
    case.do(office.reply, case.at(case.lead), case.random.choice(texts.REPLIES))


def _visit(case: Case) -> None:
    satisfied = case.random.choices(("very", "satisfied", "basically"), (66, 31, 3))[0]
    case.do(office.visit, case.desk(Post.OPERATOR), contacted=True, solved="yes", satisfied=satisfied)


def _done_again(case: Case) -> Moments:
    case.do(
        office.visit, case.desk(Post.OPERATOR), contacted=True, solved="partly", satisfied="dissatisfied",
        remark="来电人表示款项未足额到账。",
    )  # fmt: skip
    yield from _again_until_visit(case)


def _again_until_visit(case: Case) -> Moments:
    yield case.days_later(0.6)
    case.do(office.resolve, case.at(case.lead), case.call.closure, f"复办：{case.call.result}")
    yield from _replied(case)
    yield case.days_later(0.5)
    case.do(office.begin_visit, case.desk(Post.OPERATOR))
    yield case.later(1.0)


def _next_try(case: Case, attempt: int) -> datetime:
    """Soon, if the caller will be reached; else day after day, each time at another time of day."""
    if not case.course.missed:
        return case.later(0.7)
    local = case.now.astimezone(SHANGHAI)
    day = local.date() + timedelta(1)
    while not national().is_working_day(day):
        day += timedelta(1)
    return datetime.combine(day, _TRIES[attempt % len(_TRIES)], SHANGHAI)


def _paid(case: Case) -> Moments:
    """The instalments, each on its day; what does not come stays open and is watched."""
    if not case.course.promise:
        return
    assert case.order is not None
    lead = case.at(case.lead)
    promise = case.order.promises.get()
    if case.course.promise == "released":
        yield case.days_later(2)
        case.do(office.attach, lead, "职工书面意见.txt", texts.WRITTEN_WORD)
        paper = case.order.attachments.latest("pk")
        yield case.later(0.2)
        words = "职工书面表示企业以实物与调休抵付，同意解除协议。"
        case.do(office.release_promise, lead, promise.pk, words, paper.pk)
        return
    for place, instalment in enumerate(promise.instalments.all()):
        due = datetime.combine(instalment.due_on, time(15), SHANGHAI)
        yield max(case.later(0.5), due - timedelta(hours=case.random.uniform(0, 30)))
        if case.course.promise == "overdue":
            return
        fen = instalment.amount_fen
        if case.course.promise == "part":
            fen = fen * 6 // 10
        case.do(office.confirm_payment, lead, instalment.pk, fen, f"银行回单：第{place + 1}期到账。")
        if case.course.promise == "part":
            return
