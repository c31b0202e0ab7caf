"""Loop 2, level by level: track, supervise, report back, discharge."""

from datetime import datetime

from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Level
from bihuan.rules.responsibility import DutyAct
from bihuan.rules.words import Words
from bihuan.work_orders.change import changing
from bihuan.work_orders.entries import required
from bihuan.work_orders.models import Note, WorkOrder


def track(actor: Actor, number: str, level: Level, *, at: datetime, version: int | None = None) -> WorkOrder:
    """Begin tracking: for a level the order was only copied to, which dispatched nothing itself."""
    with changing(actor, number, at=at, version=version) as change:
        change.step_duty(DutyAct.TRACK, level).save(update_fields=["state"])
    return change.order


def supervise(
    actor: Actor, number: str, level: Level, text: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Supervise and warn: what was checked, urged or warned of at this level."""
    text = required(text, Words("监督情况", "what was supervised"))
    with changing(actor, number, at=at, version=version) as change:
        change.step_duty(DutyAct.SUPERVISE, level).save(update_fields=["state"])
        change.keep(
            Note,
            kind="supervision",
            text=text,
        )
    return change.order


def report_back(
    actor: Actor, number: str, level: Level, text: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Report back to the level above, with the evidence this level signs off with."""
    text = required(text, Words("反馈内容", "the report"))
    with changing(actor, number, at=at, version=version) as change:
        duty = change.step_duty(DutyAct.REPORT_BACK, level)
        duty.report, duty.reported_at = text, change.at
        duty.save(update_fields=["state", "report", "reported_at"])
    return change.order


def take_back_report(
    actor: Actor, number: str, level: Level, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Take a report back, because the matter went on after it."""
    with changing(actor, number, at=at, version=version) as change:
        change.step_duty(DutyAct.TAKE_BACK_REPORT, level).save(update_fields=["state"])
    return change.order


def discharge(
    actor: Actor, number: str, level: Level, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Discharge a level: the matter is closed, inspected, every promise settled and every lower level discharged."""
    with changing(actor, number, at=at, version=version) as change:
        duty = change.step_duty(DutyAct.DISCHARGE, level)
        duty.discharged_at, duty.discharged_by_id = change.at, actor.person_id
        duty.save(update_fields=["state", "discharged_at", "discharged_by"])
    return change.order
