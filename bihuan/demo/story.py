"""The story: ten carpenters' wages, from the call to the archive, step by step through the acts of the office.

One table of steps, played by the command line, the tests and (its texts) the browser. Nothing here writes a state:
whatever the order becomes, it becomes by the acts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bihuan.calendars.queries import national
from bihuan.demo.founding import FOUNDED
from bihuan.organisations.actions.cast import engage_cast
from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import actor_for, unit_named
from bihuan.rules.actors import Level
from bihuan.rules.checklist import passing
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders import actions as office
from bihuan.work_orders.queries import order_seen_by

OPERATOR, DISPATCHER, INSPECTOR = "陈晓", "周敏", "何静"
CLERK, DISTRICT_SUPERVISOR, INFORMANT = "杨帆", "邓宁", "张琪"
#: Who comes from which department.
DEPARTMENTS = {
    "吴迪": "渝中区人力资源和社会保障局",
    "马俊": "渝中区住房和城乡建设委员会",
    "许慧": "渝中区信访办公室",
}
STREET, STREET_UNION = "南纪门街道", "南纪门街道总工会"
DISTRICT_UNION, COMMAND_CENTRE = "渝中区总工会", "南纪门街道基层治理指挥中心"
#: Units and people without which the story cannot be played.
UNITS = (STREET, STREET_UNION, DISTRICT_UNION, COMMAND_CENTRE, *DEPARTMENTS.values())

PEOPLE = 10
FEN = 400_000_00
INSTALMENT_FEN = FEN // 2
FIRST_PART_FEN = 120_000_00
#: Days after the agreement by which the two instalments are due: the second within three weeks.
FIRST_DUE, SECOND_DUE = 10, 21

CALLER, PHONE, EMPLOYER, ADDRESS = "张建国", "13800001234", "砺合劳务", "旧改项目工地三号门"
CALL = (
    "来电人是木工班组长，班组共10人在渝中区南纪门街道旧改项目支模板。项目部要求班组立即退场，承诺第二天结清工资，"
    "至今未付，合计约40万元。大家守在项目部门口，情绪很激动，请求尽快派人协调付款。"
)
CONTACT = "与来电人通话，约定当日到项目部门口见面；请大家先不要与保安争执。"
FINDING = (
    "到场核实：10人均为砺合劳务木工班组，退场属实，欠薪合计40万元属实；部分人员聚集在项目部，存在冲突风险。"
)
TASK = "请派员到现场联合处置：核对用工与工资台账，督促企业书面承诺付款期限。"
SESSION = "人社、住建、信访与街道在项目部现场办公，企业与班组当面核对工资表，10人共40万元双方确认。"
TERMS = "企业承诺三周内分两期结清10人工资共40万元，到期未付由总包单位先行清偿。"
ANSWERS = {
    "吴迪": "已责令用人单位提交工资台账，告知拒不支付劳动报酬的法律责任。",
    "马俊": "已约谈总包单位，工资专用账户余额足以先行清偿。",
    "许慧": "已向班组说明协议与后续渠道，人员自愿散去，无越级信访苗头。",
}
RESULT = "双方签订书面支付协议，三周内分两期结清；到期情况由本单位继续盯办。"
FIRST_PART, FIRST_REST = "银行回单：首期到账12万元。", "银行回单：首期余款8万元到账。"
URGING = "首期尚欠8万元，已约谈企业与总包单位，限次日付清。"
SECOND = "银行回单：第二期20万元到账，十人逐一签字确认。"
REPLY = "您反映的10人工资40万元已全部支付到账，请查收；如有出入请随时拨打12351。"
CALMED = "款项全部付清，聚集人员已散，回访未见反复。"
REPORTS = {
    Level.STREET: "现场核实、联合处置、协议履行材料齐全，报请核验。",
    Level.DISTRICT: "已督促协议履行，街道材料审核无误。",
    Level.CITY: "工单办结、回访、质检均已完成，三级材料齐全。",
}
ACCOUNTABLE = {Level.STREET: INFORMANT, Level.DISTRICT: CLERK, Level.CITY: DISPATCHER}


@dataclass
class Stage:
    """Where the story stands: the cast and units, the instant, and the order once it is registered."""

    now: datetime
    number: str = ""
    agreed_on: date = date.max
    people: dict = field(default_factory=lambda: engage_cast(FOUNDED))

    def actor(self, name: str) -> Actor:
        """Somebody of the cast, with the posts held now."""
        return actor_for(self.people[name], self.now)

    def unit(self, name: str) -> int:
        """The id of a unit by its name of today."""
        return unit_named(name, self.now.date()).pk

    def instalment(self, place: int) -> int:
        """The id of the agreement's first (0) or second (1) instalment."""
        order = order_seen_by(self.actor(DISPATCHER), self.number)
        return order.promises.get().instalments.all()[place].pk

    def due(self, days: int) -> date:
        """The last working day within ``days`` of the agreement."""
        day = self.agreed_on + timedelta(days)
        while not national().is_working_day(day):
            day -= timedelta(1)
        return day


@dataclass(frozen=True)
class Step:
    """One step: what happens, who of the cast does it (empty: the days pass), and how long after the step before.

    ``wait`` is working time, or says the instant itself.
    """

    words: Words
    by: str
    act: Callable[[Stage, Actor], object] | None
    wait: timedelta | Callable[[Stage], datetime] = timedelta(minutes=20)


def play(start: datetime) -> Iterator[tuple[Step, Stage]]:
    """Play the story from ``start``, a moment of office hours; after every step, yield it and where the story stands.

    Needs the cast's units (:data:`UNITS`) to exist by then. Raises ``Refused`` where an act is refused.
    """
    stage = Stage(national().after_working_time(start, timedelta(0)))
    for step in STEPS:
        wait = step.wait
        later = national().after_working_time(stage.now, wait) if isinstance(wait, timedelta) else wait(stage)
        stage.now = max(stage.now, later)
        if step.act:
            step.act(stage, stage.actor(step.by))
        yield step, stage


def _register(stage: Stage, operator: Actor) -> None:
    demand = office.Demand(
        content=CALL, place=stage.unit(STREET), matter="wage_arrears", nature="complaint", urgency="urgent",
        employer=EMPLOYER, employer_kind="construction", address=ADDRESS, people=PEOPLE, amount_fen=FEN, caller_name=CALLER, caller_phone=PHONE,
    )  # fmt: skip
    stage.number = office.register(operator, demand, at=stage.now).number


def _verify(stage: Stage, informant: Actor) -> None:
    office.verify(
        informant, stage.number, truth="true", mood="heated", gathering_risk=True, people=PEOPLE, amount_fen=FEN,
        text=FINDING, at=stage.now,
    )  # fmt: skip


def _call_in(stage: Stage, informant: Actor) -> None:
    departments = [stage.unit(name) for name in DEPARTMENTS.values()]
    inform = [stage.unit(COMMAND_CENTRE)]
    office.call_in(informant, stage.number, departments, TASK, inform=inform, at=stage.now)


def _agree(stage: Stage, informant: Actor) -> None:
    stage.agreed_on = stage.now.astimezone(SHANGHAI).date()
    payments = [office.Payment(stage.due(days), INSTALMENT_FEN) for days in (FIRST_DUE, SECOND_DUE)]
    office.agree(informant, stage.number, TERMS, payments, at=stage.now)


def _visit(stage: Stage, operator: Actor) -> None:
    office.visit(operator, stage.number, contacted=True, solved="yes", satisfied="very", at=stage.now)


def _pay(place: int, fen: int, evidence: str) -> Callable[[Stage, Actor], object]:
    return lambda s, who: office.confirm_payment(who, s.number, s.instalment(place), fen, evidence, at=s.now)


def _on_due_day(days: int, before: int = 0) -> Callable[[Stage], datetime]:
    """Half past nine on the day an instalment is due, or so many days before."""
    return lambda s: (
        datetime.combine(s.due(days) - timedelta(before), datetime.min.time(), SHANGHAI)
        + timedelta(hours=9, minutes=30)
    )


def _sign_task(name: str) -> Step:
    unit = DEPARTMENTS[name]
    words = Words("部门签收协办任务，各自计时", "The department signs for its task; its own clock runs")
    return Step(words, name, lambda s, who: office.sign_task(who, s.number, s.unit(unit), at=s.now))


def _answer_task(name: str) -> Step:
    unit = DEPARTMENTS[name]
    words = Words("部门反馈办理情况", "The department answers")
    return Step(
        words, name, lambda s, who: office.answer_task(who, s.number, s.unit(unit), ANSWERS[name], at=s.now)
    )


def _report(level: Level) -> Step:
    words = Words("向上一级回复反馈", "Reports back to the level above")
    name = ACCOUNTABLE[level]
    return Step(
        words, name, lambda s, who: office.report_back(who, s.number, level, REPORTS[level], at=s.now)
    )


def _discharge(level: Level) -> Step:
    words = Words("本级责任闭环", "Discharges the responsibility of this level")
    return Step(words, ACCOUNTABLE[level], lambda s, who: office.discharge(who, s.number, level, at=s.now))


#: A day of work.
_DAY = timedelta(hours=7)
_QUICK, _HOURS = timedelta(minutes=10), timedelta(hours=2)
#: Levels in the order in which they are discharged.
_BOTTOM_UP = (Level.STREET, Level.DISTRICT, Level.CITY)

# fmt: off
STEPS: tuple[Step, ...] = (
    Step(Words("接听来电，边听边登记", "Takes the call and registers it while listening"), OPERATOR, _register),
    Step(Words("按项目所在地派单到区总工会", "Dispatches by the project's address to the district union"), DISPATCHER,
         lambda s, who: office.dispatch(who, s.number, s.unit(DISTRICT_UNION), at=s.now), _QUICK),
    Step(Words("签收", "Signs for the order"), CLERK, lambda s, who: office.sign(who, s.number, at=s.now)),
    Step(Words("下派到项目所在街道", "Passes it down to the street of the project"), CLERK,
         lambda s, who: office.pass_down(who, s.number, s.unit(STREET_UNION), at=s.now), _QUICK),
    Step(Words("签收", "Signs for the order"), INFORMANT, lambda s, who: office.sign(who, s.number, at=s.now)),
    Step(Words("首次联系来电人", "Contacts the caller"), INFORMANT,
         lambda s, who: office.start(who, s.number, CONTACT, at=s.now), _QUICK),
    Step(Words("现场核实：集体欠薪属实，有聚集风险", "Verifies on the spot: collective, true, a gathering looms"), INFORMANT,
         _verify, _HOURS),
    Step(Words("转141协同：人社、住建、信访加入，告知指挥中心", "One act calls in three departments and informs the centre"), INFORMANT,
         _call_in, _QUICK),
    *(_sign_task(name) for name in DEPARTMENTS),
    Step(Words("现场联合办公", "Holds a joint session on the site"), INFORMANT,
         lambda s, who: office.hold_session(who, s.number, SESSION, at=s.now), _HOURS),
    Step(Words("达成支付协议：两期，三周内付清", "Records the agreement: two instalments within three weeks"), INFORMANT, _agree),
    *(_answer_task(name) for name in DEPARTMENTS),
    Step(Words("办结：工单闭环走到回访前，责任仍在", "Resolves; the responsibility stays open"), INFORMANT,
         lambda s, who: office.resolve(who, s.number, "agreement_reached", RESULT, at=s.now)),
    Step(Words("首期明日到期", "The first instalment falls due in a day"), "", None, _on_due_day(FIRST_DUE, before=1)),
    Step(Words("到期当日，首期只到账一部分", "On the day, only a part of the first instalment arrives"), INFORMANT,
         _pay(0, FIRST_PART_FEN, FIRST_PART), _on_due_day(FIRST_DUE)),
    Step(Words("首期余款逾期，监督预警", "The rest is overdue; the district supervises and warns"), DISTRICT_SUPERVISOR,
         lambda s, who: office.supervise(who, s.number, Level.DISTRICT, URGING, at=s.now), _DAY),
    Step(Words("首期余款到账", "The rest of the first instalment arrives"), INFORMANT,
         _pay(0, INSTALMENT_FEN - FIRST_PART_FEN, FIRST_REST), _DAY),
    Step(Words("第二期按期到账，协议履行完毕", "The second instalment arrives in time; the agreement is kept"), INFORMANT,
         _pay(1, INSTALMENT_FEN, SECOND), _on_due_day(SECOND_DUE)),
    Step(Words("答复来电人", "Replies to the caller"), INFORMANT,
         lambda s, who: office.reply(who, s.number, REPLY, at=s.now)),
    Step(Words("开始回访", "Begins the return visit"), OPERATOR,
         lambda s, who: office.begin_visit(who, s.number, at=s.now), _DAY),
    Step(Words("回访：已联系、已解决、非常满意", "Return visit: contacted, solved, very satisfied"), OPERATOR, _visit, _QUICK),
    Step(Words("消除聚集风险", "Removes the risk of a gathering"), CLERK,
         lambda s, who: office.remove_risk(who, s.number, CALMED, at=s.now)),
    Step(Words("质检通过", "Passes the quality inspection"), INSPECTOR,
         lambda s, who: office.inspect(who, s.number, passing(), at=s.now)),
    *(_report(level) for level in _BOTTOM_UP),
    *(_discharge(level) for level in _BOTTOM_UP),
    Step(Words("归档：两个环都闭合", "Archives: both loops are closed"), DISPATCHER,
         lambda s, who: office.archive(who, s.number, at=s.now)),
)
# fmt: on
