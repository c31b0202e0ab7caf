"""The last three weeks of the demo's supervision: the ladder is swept every half day, and people answer or leave it.

The sweep and the answers come after the lives of the orders have been played. What still runs then has been running since,
so that every warning is issued when it would have been; only orders that somebody acted on later are warned of later.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from bihuan.calendars.queries import national
from bihuan.demo.city import HOME, City
from bihuan.demo.populating import Plan
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import HANDLING_POSTS, Post
from bihuan.rules.bulletins import week_of
from bihuan.rules.ladder import Wants
from bihuan.rules.warnings import LIVING, Slip, Talk, Warned
from bihuan.rules.workdays import SHANGHAI
from bihuan.supervision import actions as supervision
from bihuan.supervision.cases import slip_of, talk_of
from bihuan.supervision.queries import cases_visible_to

if TYPE_CHECKING:
    from bihuan.supervision.models import EarlyWarning

#: Working days that are swept, and the working hours between two sweeps.
DAYS, STEP = 13, timedelta(hours=3.5)
#: Working time before the end in which no supervisor decides any more.
DAYS_LEFT = 2
#: How many of those asked do what they are asked, by what it is.
HEED = {"acknowledge": 0.75, "dispose": 0.8, "verify": 0.85, "answer": 0.7, "close": 0.8, "talk": 0.5}

_MEASURES = (
    "承办人出差未及时签收，已改由同岗人员办理；今日联系诉求人并约定现场核实时间。",
    "用人单位负责人失联，已会同劳动监察上门，下一步由总包单位先行垫付。",
    "材料不齐导致延误，已一次性告知诉求人补充材料，三日内办结。",
    "已电话联系双方，约定明日到街道调解室协商。",
)
_ANSWERS = (
    "经查，主办人员交接不清造成逾期。已明确专人负责，当日联系诉求人致歉；本周内组织双方协商并反馈结果。",
    "逾期原因为协办部门意见未及时汇总。已召开协调会明确分工，预计三个工作日内办结。",
)
_VERDICTS = ("已电话核实，情况属实，同意销号。", "已查阅办理记录，措施到位。")
_TALK = "与单位负责人面谈，指出签收、联系两个环节均超时；对方承诺建立双人备岗，一周内将积压工单办结。"
_REMARK = "本周预警集中在签收和首次联系两个环节。请各单位落实备岗，红色预警当日确认、次日处置。"


def supervise(plan: Plan) -> None:
    """Sweep the last three weeks before the end of the plan, let people answer, and issue the bulletin of its first week."""
    city = City.on(plan.until.date())
    city.meet(plan.until)
    watching = city.people[city.desk.id, Post.SUPERVISOR][0]
    for at in _moments(plan):
        supervision.sweep(at)
        for case in _living(watching):
            left = national().working_time(at, plan.until) >= DAYS_LEFT * national().day_length
            _answer(city, case, Random(f"{plan.seed}/{_told_apart(case)}"), at, deciding=left)
    supervision.sweep(plan.until)
    first, last = week_of(plan.until.astimezone(SHANGHAI).date() - timedelta(14))
    issued_at = datetime.combine(last + timedelta(1), time(9, 30), SHANGHAI)
    home = next(district for district in city.districts if district.name == HOME)
    for unit in (city.desk.id, city.union(home).id):
        supervisor = city.people[unit, Post.SUPERVISOR][0]
        supervision.issue_bulletin(supervisor, first, _REMARK, at=issued_at)


def _moments(plan: Plan) -> Iterator[datetime]:
    worked = national().working_time(plan.first, plan.until)
    begins = national().after_working_time(
        plan.first, max(worked - DAYS * national().day_length, timedelta())
    )
    at = begins
    while at <= plan.until:
        yield at
        at = national().after_working_time(at, STEP)


def _living(watching: Actor) -> "list[EarlyWarning]":
    cases = cases_visible_to(watching).filter(state__in=LIVING).select_related("order", "slip__talk")
    return list(cases.order_by("order__registered_at", "order__title", "cause", "light", "generation", "pk"))


def _told_apart(case: "EarlyWarning") -> str:
    """What tells a case apart in any database: numbers and ids depend on what was there before."""
    order = case.order
    return f"{order.registered_at.isoformat()}/{order.title}/{case.cause}/{case.light}/{case.generation}"


def _answer(city: City, case: "EarlyWarning", random: Random, at: datetime, *, deciding: bool) -> None:
    """What somebody does about a case at ``at``, if it is their turn, they heed it and have had the time.

    ``deciding``: supervisors too; in the end they are left something to decide.
    """
    heeds = {what: random.random() < share for what, share in HEED.items()}
    hours = {what: timedelta(hours=random.uniform(0.5, 6)) for what in HEED}
    slip, talk = slip_of(case), talk_of(case)
    at += timedelta(minutes=random.randrange(1, 25))

    def ready(what: str, since: datetime | None) -> bool:
        return since is not None and heeds[what] and national().working_time(since, at) >= hours[what]

    unit, overseer = _of_the_unit(city, case), city.people.get((case.overseer_id, Post.SUPERVISOR), [])
    overseer = overseer if deciding else []
    if talk and talk.state == Talk.DUE:
        if overseer and ready("talk", talk.called_at):
            supervision.hold_talk(overseer[0], case.pk, _TALK, at=at)
    elif slip and slip.state == Slip.ISSUED:
        if unit and ready("answer", slip.issued_at):
            supervision.answer_slip(unit, case.pk, random.choice(_ANSWERS), at=at)
    elif slip and slip.state == Slip.ANSWERED:
        if overseer and ready("close", slip.answered_at):
            supervision.close_slip(overseer[0], case.pk, random.choice(_VERDICTS), at=at)
    elif case.state == Warned.ISSUED:
        if unit and ready("acknowledge", case.issued_at):
            supervision.acknowledge(unit, case.pk, at=at)
    elif case.state == Warned.ACKNOWLEDGED and case.wants == Wants.DISPOSAL:
        if unit and ready("dispose", case.acknowledged_at):
            supervision.dispose(unit, case.pk, random.choice(_MEASURES), at=at)
    elif case.state == Warned.DISPOSED and overseer and ready("verify", case.disposed_at):
        supervision.close_warning(overseer[0], case.pk, random.choice(_VERDICTS), at=at)


def _of_the_unit(city: City, case: "EarlyWarning") -> Actor | None:
    posts = [Post(case.to_post), *sorted(HANDLING_POSTS), Post.LEADER]
    seats = [(case.to_unit_id, Post(case.to_post)), *((case.unit_id, post) for post in posts)]
    return next((city.people[seat][0] for seat in seats if city.people.get(seat)), None)
