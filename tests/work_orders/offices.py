"""Offices at random: for every act a way to do it with plausible or with nonsensical values."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Level, Standing
from bihuan.rules.checklist import passing
from bihuan.rules.cohandling import COHANDLING, SupportAct
from bihuan.rules.lifecycle import MATTER, Act, Matter
from bihuan.rules.responsibility import RESPONSIBILITY, DutyAct
from bihuan.work_orders import actions as office
from bihuan.work_orders.change import facts_of
from bihuan.work_orders.models import Promise, WorkOrder
from bihuan.work_orders.standings import standings_in
from tests.town import Town
from tests.work_orders.course import FAULTY

_LEVELS = [Level.CITY, Level.DISTRICT, Level.STREET]


class Offices:
    """Plays any act of the office on an order, with values drawn from ``chance``."""

    def __init__(self, town: Town, chance: Random) -> None:
        self.town = town
        self.chance = chance
        self.actors = [town.actor(name) for name in town.people]
        #: Organs somebody works in; now and then the hand slips to any unit of the town.
        self.staffed = [held.unit_id for actor in self.actors for held in actor.posts]

    def register(self, at: datetime) -> str:
        demand = office.Demand(
            content="被拖欠工资", place=self.chance.choice([self.town.street, self.town.district]).pk,
            matter="wage_arrears", employer="砺合劳务", urgency=self.chance.choice(["ordinary", "urgent", "critical"]),
            people=self.chance.choice([None, 3, 12]), amount_fen=self.chance.choice([None, 50_000_00]),
            caller_phone="13800001234", risks=self.chance.choice([(), ("gathering",)]),
        )  # fmt: skip
        return office.register(
            self.town.actor("陈晓"), demand, at=at, to_check=self.chance.random() < 0.2
        ).number

    def possible(self, order: WorkOrder, at: datetime) -> list[tuple[Act | DutyAct | SupportAct, Actor]]:
        """Who may do what to ``order`` now, by the tables; a step that only fails on what is entered is among them."""
        assignments = list(order.assignments.filter(ended_at=None).select_related("unit"))
        duties = list(order.responsibilities.filter(released_at=None).select_related("unit"))
        found: list[tuple[Act | DutyAct | SupportAct, Actor]] = []
        for actor in self.actors:
            standings = standings_in(order, actor, assignments, duties)
            facts = facts_of(order, assignments, duties, at)
            offers = MATTER.offers(Matter(order.state), standings, facts)
            found += [(offer.act, actor) for offer in offers if not offer.missing]
            found += [
                (row.act, actor)
                for duty in duties
                for row in RESPONSIBILITY.rows
                if duty.unit_id in actor.unit_ids()
                and Standing.ACCOUNTABLE in standings
                and duty.state in row.sources
                and all(
                    need.holds(facts_of(order, assignments, duties, at, Level(duty.level)))
                    for need in row.needs
                )
            ]
            found += [
                (row.act, actor)
                for row in COHANDLING.rows
                if any(a.state in row.sources for a in assignments) and not row.by.isdisjoint(standings)
            ]
        return found

    def choose(
        self, possible: list[tuple[Act | DutyAct | SupportAct, Actor]], done: Counter[str]
    ) -> tuple[Act | DutyAct | SupportAct, Actor]:
        """One of the possible steps: rather an act that was seldom done so far, then somebody who may do it."""
        acts = sorted({act for act, _ in possible})
        (act,) = self.chance.choices(acts, [1 / (1 + done[act]) for act in acts])
        return act, self.chance.choice([actor for possible_act, actor in possible if possible_act is act])

    def play(self, act: Act | DutyAct | SupportAct, actor: Actor, number: str, at: datetime) -> None:
        """Do ``act``. Raises ``Refused`` exactly as the action does."""
        if isinstance(act, DutyAct):
            self._duty(act, actor, number, at)
        elif isinstance(act, SupportAct):
            self._task(act, actor, number, at)
        else:
            self._matter()[act](actor, number, at)

    def _unit(self) -> int:
        if self.chance.random() < 0.1:
            return self.chance.choice(list(self.town.units.values())).pk
        return self.chance.choice(self.staffed)

    def _of_kind(self, kind: str) -> list[int]:
        """Two staffed units of a kind; one slip in ten, as in :meth:`_unit`."""
        units = sorted({h.unit_id for a in self.actors for h in a.posts if h.unit_kind == kind})
        return [self._unit()] if self.chance.random() < 0.1 else self.chance.sample(units, 2)

    def _matter(self) -> dict[Act, Callable[[Actor, str, datetime], object]]:
        chance = self.chance
        return {
            Act.CONFIRM: lambda a, n, t: office.confirm(a, n, at=t),
            Act.DISPATCH: lambda a, n, t: office.dispatch(a, n, self._of_kind("union")[0], at=t),
            Act.MERGE: lambda a, n, t: office.merge(a, n, chance.choice(self._numbers()), "又来电", at=t),
            Act.REDIRECT: lambda a, n, t: office.redirect(a, n, "court", "请向法院起诉", at=t),
            Act.TRANSFER_110: lambda a, n, t: office.transfer_110(a, n, "有人受伤", at=t),
            Act.TAKE_BACK_110: lambda a, n, t: office.take_back_110(a, n, "已控制", at=t),
            Act.CONCLUDE_110: lambda a, n, t: office.conclude_110(a, n, "已处置", at=t),
            Act.SIGN: lambda a, n, t: office.sign(a, n, at=t),
            Act.START: lambda a, n, t: office.start(a, n, "已联系", at=t),
            Act.PASS_DOWN: lambda a, n, t: office.pass_down(a, n, self._of_kind("union")[0], at=t),
            Act.REQUEST_RETURN: lambda a, n, t: office.request_return(a, n, "not_our_area", "配合清单第3项", self._unit(), at=t),
            Act.REASSIGN: lambda a, n, t: office.reassign(a, n, chance.choice([None, self._unit()]), at=t),
            Act.REFUSE_RETURN: lambda a, n, t: office.refuse_return(a, n, "属地明确", at=t),
            Act.VERIFY: lambda a, n, t: office.verify(
                a, n, truth="true", mood="tense", gathering_risk=chance.random() < 0.3, text="属实", at=t
            ),
            Act.CALL_IN: lambda a, n, t: office.call_in(a, n, self._of_kind("department"), "协办", at=t),
            Act.HOLD_SESSION: lambda a, n, t: office.hold_session(a, n, "现场办公", at=t),
            Act.AGREE: lambda a, n, t: office.agree(
                a, n, "分两期", [office.Payment(t.date() + timedelta(d), 500) for d in (7, 21)], at=t
            ),
            Act.RAISE_RISK: lambda a, n, t: office.raise_risk(a, n, "gathering", "有人聚集", at=t),
            Act.CONFER: lambda a, n, t: office.call_conferral(a, n, "职责交叉", at=t),
            Act.NAME_LEAD: lambda a, n, t: office.name_lead(a, n, self._unit(), "会商决定", at=t),
            Act.KEEP_LEAD: lambda a, n, t: office.keep_lead(a, n, "会商决定", at=t),
            Act.REQUEST_EXTENSION: lambda a, n, t: office.request_extension(a, n, chance.choice([1, 3]), "取证", at=t),
            Act.GRANT_EXTENSION: lambda a, n, t: office.grant_extension(a, n, at=t),
            Act.REFUSE_EXTENSION: lambda a, n, t: office.refuse_extension(a, n, "理由不足", at=t),
            Act.PARK: lambda a, n, t: office.park(a, n, t.date() + timedelta(chance.choice([-1, 7])), "等判决", at=t),
            Act.UNPARK: lambda a, n, t: office.unpark(a, n, at=t),
            Act.RESOLVE: lambda a, n, t: office.resolve(a, n, "paid_in_full", "已付清", at=t),
            Act.REPLY: lambda a, n, t: office.reply(a, n, "已付清", at=t),
            Act.BEGIN_VISIT: lambda a, n, t: office.begin_visit(a, n, at=t),
            Act.MISS_VISIT: lambda a, n, t: office.visit(a, n, contacted=False, at=t),
            Act.PASS_VISIT: lambda a, n, t: office.visit(a, n, contacted=True, solved="yes", satisfied="very", at=t),
            Act.GIVE_UP_VISIT: lambda a, n, t: office.visit(a, n, contacted=False, at=t),
            Act.REDO: lambda a, n, t: chance.choice([self._visit_badly, self._send_back])(a, n, t),
            Act.REMOVE_RISK: lambda a, n, t: office.remove_risk(a, n, "已疏导", at=t),
            Act.PASS_INSPECTION: lambda a, n, t: office.inspect(a, n, passing(), at=t),
            Act.FAIL_INSPECTION: lambda a, n, t: office.inspect(a, n, FAULTY, send_back=int(n[-1]) % 2 == 0, at=t),
            Act.CONFIRM_PAYMENT: self._pay,
            Act.RENEGOTIATE: self._renegotiate,
            Act.FOLLOW_UP: lambda a, n, t: office.follow_up(a, n, "已约谈", t.date() + timedelta(chance.choice([-1, 2, 3])), at=t),
            Act.RELEASE_PROMISE: self._release,
            Act.ARCHIVE: lambda a, n, t: office.archive(a, n, at=t),
            Act.NOTE: lambda a, n, t: office.note(a, n, "记事", at=t),
            Act.ATTACH: lambda a, n, t: office.attach(a, n, "回单.pdf", b"%PDF-1.7 paid", at=t),
            Act.URGE: lambda a, n, t: office.urge(a, n, "请尽快", at=t),
        }  # fmt: skip

    def _duty(self, act: DutyAct, actor: Actor, number: str, at: datetime) -> None:
        own = [held.unit_level for held in actor.posts if held.unit_level in _LEVELS]
        level = self.chance.choice(own or _LEVELS)
        match act:
            case DutyAct.TRACK:
                office.track(actor, number, level, at=at)
            case DutyAct.SUPERVISE:
                office.supervise(actor, number, level, "已电话督促", at=at)
            case DutyAct.REPORT_BACK:
                office.report_back(actor, number, level, "材料齐全", at=at)
            case DutyAct.TAKE_BACK_REPORT:
                office.take_back_report(actor, number, level, at=at)
            case DutyAct.DISCHARGE:
                office.discharge(actor, number, level, at=at)

    def _task(self, act: SupportAct, actor: Actor, number: str, at: datetime) -> None:
        order = WorkOrder.objects.get(number=number)
        units = list(
            order.assignments.filter(role="supporting", ended_at=None).values_list("unit", flat=True)
        )
        unit = self.chance.choice(units or [self._unit()])
        match act:
            case SupportAct.SIGN_SUPPORT:
                office.sign_task(actor, number, unit, at=at)
            case SupportAct.ANSWER_SUPPORT:
                office.answer_task(actor, number, unit, "已办", at=at)
            case SupportAct.RETURN_SUPPORT:
                office.return_task(actor, number, unit, "other", "不属本单位", self._unit(), at=at)
            case SupportAct.REASSIGN_SUPPORT:
                office.reassign_task(actor, number, unit, at=at)
            case SupportAct.KEEP_SUPPORT:
                office.keep_task(actor, number, unit, "属本单位", at=at)
            case SupportAct.WAIVE_SUPPORT:
                office.waive_task(actor, number, unit, "无需", at=at)
            case SupportAct.ASK_AGAIN:
                office.ask_again(actor, number, unit, "请补充", at=at)

    def _numbers(self) -> list[str]:
        return list(WorkOrder.objects.values_list("number", flat=True))

    def _visit_badly(self, actor: Actor, number: str, at: datetime) -> None:
        office.visit(actor, number, contacted=True, solved="no", satisfied="dissatisfied", at=at)

    def _send_back(self, actor: Actor, number: str, at: datetime) -> None:
        office.redo(actor, number, "new_facts", "材料不全", at=at)

    def _pay(self, actor: Actor, number: str, at: datetime) -> None:
        promise = self._promise(number)
        instalment = promise.instalments.filter(paid_fen=0).first() if promise else None
        office.confirm_payment(
            actor,
            number,
            instalment.pk if instalment else 0,
            self.chance.choice([500, 200, 9999]),
            "回单",
            at=at,
        )

    def _release(self, actor: Actor, number: str, at: datetime) -> None:
        promise = self._promise(number)
        paper = WorkOrder.objects.get(number=number).attachments.first()
        given = (promise.pk if promise else 0, "职工书面同意", paper.pk if paper else 0)
        office.release_promise(actor, number, *given, at=at)

    def _renegotiate(self, actor: Actor, number: str, at: datetime) -> None:
        promise = self._promise(number)
        payments = [office.Payment(at.date() + timedelta(d), self.chance.choice([50, 500])) for d in (3, 9)]
        office.renegotiate(actor, number, promise.pk if promise else 0, "重新分期", payments, at=at)

    def _promise(self, number: str) -> Promise | None:
        return Promise.objects.filter(order__number=number, state="open").first()
