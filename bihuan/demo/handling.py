"""The middle of an order's life: in the hands of its lead, and of those it calls in."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bihuan.calendars.queries import national
from bihuan.demo import texts
from bihuan.demo.case import Case
from bihuan.rules.actors import Level, Post
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders import actions as office

Moments = Iterator[datetime]
_WAGE_LIST = "工人,月份,应发,已发,欠发\n甲,八月,8200,0,8200\n乙,八月,7600,0,7600\n".encode()
#: Days after the agreement by which the instalments are due.
_INSTALMENTS = ((12, 20), (10, 21), (14,))


def handled(case: Case) -> Moments:
    """From the first contact to the resolution, and what may come between."""
    course, random = case.course, case.random
    if course.confer:
        yield from _conferred(case)
    if course.verify or course.halt == "verify":
        yield case.towards_goal(0.12)
        _verify(case)
    if course.attach:
        yield case.towards_goal(0.05)
        case.do(office.attach, case.at(case.lead), "工资明细.csv", _WAGE_LIST)
    if course.supports:
        yield from _together(case)
    if course.supervise:
        yield case.towards_goal(0.3)
        supervisor = case.city.person(case.district_union.id, Post.SUPERVISOR, random)
        if case.lead.level == Level.STREET:
            case.do(office.supervise, supervisor, Level.DISTRICT, "调阅办理记录，提醒按期办结。")
    if course.extension:
        yield from _extended(case)
    if course.park:
        yield from _parked(case)
    if course.promise:
        yield case.towards_goal(0.6)
        _agree(case)
    yield max(case.goal, case.later(0.5))
    closure = "agreement_reached" if course.promise else case.call.closure
    case.do(office.resolve, case.at(case.lead), closure, case.call.result)


def _verify(case: Case) -> None:
    risk = case.course.risk
    case.do(
        office.verify, case.at(case.lead), truth=case.random.choices(("true", "partly", "false"), (85, 13, 2))[0],
        mood="heated" if risk else case.random.choice(("calm", "calm", "tense")), gathering_risk=risk,
        text=case.random.choice(texts.FINDINGS), people=case.demand.people, amount_fen=case.demand.amount_fen,
    )  # fmt: skip


def _together(case: Case) -> Moments:
    """Through 141: departments join, each answers for its own task."""
    trades = ["labour", "petitions"] if case.call.trade in ("", "labour") else ["labour", case.call.trade]
    if case.demand.people and case.demand.people > 9:
        trades.append("housing")
    departments = [
        one for one in (case.department(trade) for trade in dict.fromkeys(trades)) if one != case.lead
    ]
    centre = case.city.organs[case.street.id, "command_centre", ""]
    lead, random = case.at(case.lead), case.random
    yield case.towards_goal(0.1)
    case.do(
        office.call_in, lead, [one.id for one in departments], random.choice(texts.TASKS), inform=[centre.id]
    )
    first, way = departments[0], case.course.supports
    if way == "waived":
        yield case.towards_goal(0.2)
        case.do(office.waive_task, lead, first.id, "单位已自行整改，不再需要该部门到场。")
        departments.remove(first)
    if way in ("returned", "kept"):
        owner = case.department("emergency")
        yield case.towards_goal(0.1)
        case.do(
            office.return_task,
            case.at(first),
            first.id,
            "not_our_matter",
            "权责清单：该事项主管部门为应急管理局。",
            owner.id,
        )
        yield case.towards_goal(0.1)
        if way == "returned":
            case.do(office.reassign_task, lead, first.id)
            departments[0] = owner
        else:
            case.do(office.keep_task, lead, first.id, "涉及工资支付，仍需贵单位参加。")
    for department in departments:
        if (way, department) != ("kept", first):
            yield case.towards_goal(0.06)
            case.do(office.sign_task, case.at(department), department.id)
    yield case.towards_goal(0.2)
    case.do(office.hold_session, lead, random.choice(texts.SESSIONS))
    for department in departments:
        yield case.towards_goal(0.08)
        case.do(office.answer_task, case.at(department), department.id, random.choice(texts.ANSWERS))
    if way == "again":
        yield case.towards_goal(0.1)
        case.do(office.ask_again, lead, departments[0].id, "请补充工资台账核对结果。")
        yield case.towards_goal(0.3)
        case.do(office.answer_task, case.at(departments[0]), departments[0].id, "台账核对结果已补充。")


def _conferred(case: Case) -> Moments:
    yield case.towards_goal(0.1)
    case.do(office.call_conferral, case.at(case.lead), "涉及两个部门的职责，提请明确主办单位。")
    yield case.towards_goal(0.15)
    dispatcher, reason = case.desk(Post.DISPATCHER), "会商意见：由本单位主办，相关部门配合。"
    named = case.department("labour")
    if case.course.confer == "keep" or named == case.lead:
        case.do(office.keep_lead, dispatcher, reason)
        return
    case.do(office.name_lead, dispatcher, named.id, "会商意见：由区人社局主办，街道配合。")
    case.lead = named
    yield case.later(2.0)
    case.do(office.sign, case.at(named))
    yield case.later(1.0)
    case.do(office.start, case.at(named), case.random.choice(texts.CONTACTS))


def _extended(case: Case) -> Moments:
    yield case.towards_goal(0.6)
    case.do(office.request_extension, case.at(case.lead), 3, "单位负责人在外地，约定下周面谈。")
    yield case.later(3.0)
    if case.course.extension == "grant":
        case.do(office.grant_extension, case.above_lead)
        case.goal = national().after_working_time(case.goal, 2 * national().day_length)
    else:
        case.do(office.refuse_extension, case.above_lead, "可先行电话协商，不予延期。")


def _parked(case: Case) -> Moments:
    yield case.towards_goal(0.3)
    review_on = (case.now + timedelta(days=14)).date()
    case.do(office.park, case.above_lead, review_on, "等待工伤认定结论，双方同意暂缓。")
    yield case.days_later(5)
    case.do(office.unpark, case.at(case.lead))
    case.goal = national().after_working_time(case.goal, 5 * national().day_length)


def _agree(case: Case) -> None:
    """A written agreement: each instalment due on a working day."""
    today = case.now.astimezone(SHANGHAI).date()
    days = (5,) if case.course.promise == "overdue" else case.random.choice(_INSTALMENTS)
    whole = case.demand.amount_fen or 20_000_00
    share = whole // len(days)
    due = [national().add_calendar_days(case.now, count).at.date() for count in days]
    payments = [office.Payment(day, share) for day in sorted(set(due))]
    payments[-1] = payments[-1]._replace(amount_fen=whole - share * (len(payments) - 1))
    terms = (
        f"单位承诺自{today:%m月%d日}起分{len(payments)}期支付共{whole / 100:,.0f}元，逾期由总包单位先行清偿。"
    )
    case.do(office.agree, case.at(case.lead), terms, payments)
