"""The life of an order in the demo, act by act. Each ``yield`` names the moment of the next act."""

from collections.abc import Iterator
from datetime import datetime

from bihuan.demo.case import Case
from bihuan.demo.closing import closed, discharged
from bihuan.demo.handling import handled
from bihuan.demo.texts import CONTACTS
from bihuan.rules.actors import Post
from bihuan.rules.matters import STATUTORY_CHANNELS
from bihuan.work_orders import actions as office

Moments = Iterator[datetime]


def life(case: Case) -> Moments:
    """Everything that happens to one order after the call."""
    entry = case.course.entry
    if entry == "to_check":
        yield case.later(0.8)
        case.do(office.confirm, case.desk(Post.OPERATOR))
    if entry in ("redirect", "merge"):
        yield from _at_the_desk(case)
        yield from discharged(case)
        return
    if entry.startswith("police"):
        yield from _police(case)
    if entry != "police_done":
        yield from _on_the_way(case)
        yield from handled(case)
    yield from closed(case)
    yield from discharged(case)


def _at_the_desk(case: Case) -> Moments:
    """Not ours to handle: a statutory channel, or an order there is already."""
    yield case.later(0.6)
    if case.course.entry == "merge" and (earlier := case.city.earlier(case)):
        facts = "同一班组另一名工友来电，补充反映情况。"
        case.do(office.merge, case.desk(Post.DISPATCHER), earlier.number, facts)
    else:
        channel = "hotline_12345" if case.demand.matter == "out_of_scope" else "labour_arbitration"
        case.do(office.redirect, case.desk(Post.OPERATOR), channel, STATUTORY_CHANNELS[channel].tell.zh)


def _police(case: Case) -> Moments:
    yield case.later(0.1)
    case.do(office.transfer_110, case.desk(Post.OPERATOR), "通话中听到打斗声，现场有人身危险，已转接110。")
    yield case.later(3)
    if case.course.entry == "police_back":
        case.do(
            office.take_back_110, case.desk(Post.DISPATCHER), "民警已到场平息，双方同意继续协商工资事项。"
        )
    else:
        case.do(
            office.conclude_110, case.desk(Post.DISPATCHER), "民警到场处置完毕，双方已当场和解，无后续诉求。"
        )


def _on_the_way(case: Case) -> Moments:
    """From the dispatching desk into the hands of the unit that will handle it."""
    course, hurry = case.course, {"ordinary": 1.0, "urgent": 0.5, "critical": 0.15}[case.demand.urgency]
    direct = {
        "street": case.street_union,
        "department": case.department(case.call.trade or "labour"),
    }
    first = direct.get(course.route, case.district_union)
    yield case.later(0.4 * hurry)
    case.lead = first
    case.do(office.dispatch, case.desk(Post.DISPATCHER), first.id)
    if course.back:
        yield from _asked_back(case)
    elif course.urge:
        yield case.later(1.0)
        case.do(office.urge, case.desk(Post.OPERATOR), "来电人再次来电询问进度，请尽快签收办理。")
    if course.back != "refuse":
        yield case.later(1.2 * hurry)
        case.do(office.sign, case.at(case.lead))
    if case.lead == case.district_union and course.route != "district":
        yield case.later(0.6 * hurry)
        case.do(office.pass_down, case.at(case.lead), case.street_union.id)
        case.lead = case.street_union
        yield case.later(1.5 * hurry)
        case.do(office.sign, case.at(case.lead))
    yield case.later(2.0 * hurry)
    case.do(office.start, case.at(case.lead), case.random.choice(CONTACTS))


def _asked_back(case: Case) -> Moments:
    """The unit says the order is not its own; the desk decides."""
    yield case.later(2.0)
    others = [district for district in case.city.districts if district != case.district]
    proposed = case.random.choice(others) if case.course.back == "reassign" else others[0]
    case.do(
        office.request_return, case.at(case.lead), "not_our_area",
        "履职事项清单第12项：按项目所在地办理，经核对项目不在本辖区。", case.city.union(proposed).id,
    )  # fmt: skip
    yield case.later(2.0)
    if case.course.back == "reassign":
        case.do(office.reassign, case.desk(Post.DISPATCHER))
        case.district, case.street, _ = case.city.place(case.random, proposed)
        case.lead = case.district_union
    else:
        case.do(
            office.refuse_return,
            case.desk(Post.DISPATCHER),
            "项目用地跨两区，登记地址在贵区，仍由贵单位主办。",
        )
