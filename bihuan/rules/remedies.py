"""Where a matter goes and until when (去哪儿解决): one row for each way, with body, deadline, papers and basis.

Deadlines run from the day of the facts through the working calendar: calendar days and years end on the day of the
same number, a last day that is not worked gives way to the next working day (民法典 201–203).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from bihuan.rules.compensation import after_months
from bihuan.rules.laws import Cited, cite
from bihuan.rules.words import NO_WORDS, Words
from bihuan.rules.workdays import PUBLISHED, Due, WorkCalendar


class Way(StrEnum):
    """A way to go."""

    MEDIATION = "mediation"
    ARBITRATION = "arbitration"
    ARBITRATION_WAGES = "arbitration_wages"
    INSPECTION = "inspection"
    COURT = "court"
    COURT_IOU = "court_iou"
    PAYMENT_ORDER = "payment_order"
    SET_ASIDE = "set_aside"
    LEGAL_AID = "legal_aid"
    INJURY_EMPLOYER = "injury_employer"
    INJURY_WORKER = "injury_worker"
    PETITION_REVIEW = "petition_review"
    PETITION_REREVIEW = "petition_rereview"
    PETITION = "petition"
    UNION = "union"
    POLICE = "police"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One row.

    Attributes:
        body: who decides it.
        begins: what the deadline runs from; empty words where there is none.
        days, months: how long, in calendar days or months; both 0 where nothing lapses.
        then: how long the body has, in words.
        papers: what to bring.
        basis: the articles.
        note: what else has to be known.
    """

    way: Way
    words: Words
    body: Words
    begins: Words
    days: int
    months: int
    then: Words
    papers: tuple[Words, ...]
    basis: tuple[Cited, ...]
    note: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when a way is open.

    Attributes:
        due: the last instant in time; ``None`` where nothing lapses.
        passed: whether it lies before the day asked.
    """

    remedy: Remedy
    due: Due | None
    passed: bool
    since: date | None = None

    @property
    def formula(self) -> str:
        """From when, how long."""
        if not self.due:
            return ""
        remedy = self.remedy
        return f"{self.since} + {f'{remedy.months} m' if remedy.months else f'{remedy.days} d'}"

    @property
    def words(self) -> Words:
        """Until when, or what is wanted to tell."""
        if not self.due:
            begins = self.remedy.begins
            if not begins.zh:
                return Words("没有申请期限", "No deadline to apply")
            return Words(f"期限未起算，或不知道{begins.zh}", f"Not running, or not known: {begins.en}")
        on = self.due.at.date()
        late = Words("（已过）", " (passed)") if self.passed else Words("", "")
        guess = Words("（当年放假安排公布后可能顺延）", " (may move with a notice of holidays yet to come)") if self.due.provisional else Words("", "")  # fmt: skip
        return Words(f"{on}{late.zh}{guess.zh}", f"{on}{late.en}{guess.en}")


_ID = Words("身份证", "identity card")
_RELATION = Words(
    "劳动关系证明：合同、工资流水、工牌、考勤、社保记录、工友证言",
    "proof of employment: contract, bank record of wages, badge, attendance, insurance record, fellow workers",
)
_WAGES = Words(
    "欠薪凭证：欠条、结算单、工资条、聊天记录", "evidence of arrears: IOU, settlement, payslips, messages"
)
_CLAIM = Words(
    "仲裁申请书（按被申请人人数备副本）", "application for arbitration, a copy for each respondent"
)
_AWARD = Words("裁决书和送达凭证", "the award and proof of when it was received")
_KNEW = Words("知道或应当知道权利被侵害之日", "the day the infringement was or should have been known")
_LEFT = Words("劳动关系终止之日", "the day employment ended")
_GOT_AWARD = Words("收到裁决书之日", "the day the award was received")
_ARBITRATION = Words(
    "劳动合同履行地或用人单位所在地的劳动人事争议仲裁委员会",
    "the labour arbitration commission where the work is done or the employer is seated",
)
_ARBITRATION_TIME = Words(
    "5日内决定受理，受理后45日内裁决，复杂的延长15日；不收费",
    "admitted within 5 days, decided within 45, 15 more if complex; free of charge",
)
_MEDIATION_LAW = "劳动争议调解仲裁法"

REMEDIES: dict[Way, Remedy] = {row.way: row for row in (
    Remedy(Way.UNION, Words("工会协商和监督", "Negotiation and supervision by the union"), Words("企业工会或当地总工会", "the union of the company or of the place"), NO_WORDS, 0, 0,
           Words("工会可要求单位纠正；单位应当研究并书面答复", "the union may demand correction; the employer has to answer in writing"), (_ID, _RELATION), cite("工会法", 22, 23, 30) + cite("劳动合同法", 43, 78)),
    Remedy(Way.MEDIATION, Words("申请调解", "Mediation"), Words("企业调解委员会、人民调解组织或乡镇街道调解组织", "the company's, the people's or the street's mediators"), NO_WORDS, 0, 0,
           Words("15日内未达成协议的，可以申请仲裁", "with no agreement in 15 days arbitration is open"), (_ID, _RELATION), cite(_MEDIATION_LAW, 10, 14)),
    Remedy(Way.ARBITRATION, Words("申请劳动仲裁", "Labour arbitration"), _ARBITRATION, _KNEW, 0, 12, _ARBITRATION_TIME, (_ID, _CLAIM, _RELATION), cite(_MEDIATION_LAW, 21, 27, 28, 29, 43, 53),
           Words("向对方主张、向有关部门投诉或对方同意履行，时效中断后重新计算。", "A demand to the other side, a complaint to an office or a promise to pay starts the year anew.")),
    Remedy(Way.ARBITRATION_WAGES, Words("申请劳动仲裁（追索工资，已离职）", "Labour arbitration for wages after leaving"), _ARBITRATION, _LEFT, 0, 12, _ARBITRATION_TIME, (_ID, _CLAIM, _RELATION, _WAGES), cite(_MEDIATION_LAW, 21, 27, 28, 29, 43, 53),
           Words("在职期间追索劳动报酬不受一年限制；离职后须在一年内提出。", "While employed wage claims do not lapse; after leaving there is one year.")),
    Remedy(Way.INSPECTION, Words("向劳动保障监察投诉", "Complaint to the labour inspectorate"), Words("用工所在地的劳动保障监察机构（人社部门，12333）", "the labour inspectorate where the work is done (12333)"), Words("违法行为发生或终了之日", "the day the violation happened or ended"), 0, 24,
           Words("立案后60个工作日内办结，复杂的延长30个工作日", "concluded within 60 working days, 30 more if complex"), (_ID, _RELATION, _WAGES), cite("劳动保障监察条例", 9, 17, 20, 21),
           Words("已经申请仲裁或起诉的同一事项，监察不再受理。", "What is already in arbitration or court is not taken up.")),
    Remedy(Way.COURT, Words("不服裁决，向法院起诉", "To court against an award"), Words("人民法院", "the people's court"), _GOT_AWARD, 15, 0, Words("按民事诉讼程序审理", "tried by civil procedure"), (_ID, _AWARD, Words("起诉状", "statement of claim")), cite(_MEDIATION_LAW, 48, 50),
           Words("期满不起诉，裁决书发生法律效力。", "After that the award is final.")),
    Remedy(Way.SET_ASIDE, Words("用人单位申请撤销终局裁决", "The employer asks to set a final award aside"), Words("仲裁委所在地的中级人民法院", "the intermediate court at the commission's seat"), _GOT_AWARD, 30, 0, Words("合议庭审查", "examined by a panel"), (_AWARD,), cite(_MEDIATION_LAW, 47, 49)),
    Remedy(Way.COURT_IOU, Words("持工资欠条直接起诉", "Sue on a wage IOU"), Words("人民法院", "the people's court"), NO_WORDS, 0, 0, Words("按普通民事纠纷受理", "taken as an ordinary civil case"), (_ID, Words("工资欠条原件", "the IOU itself")), cite("劳动争议司法解释一", 15),
           Words("诉讼请求不能涉及劳动关系的其他争议；请尽早起诉，普通诉讼时效见民法典。", "Only where nothing else is in dispute; sue early, the Civil Code's limitation applies.")),
    Remedy(Way.PAYMENT_ORDER, Words("申请支付令", "Payment order"), Words("有管辖权的人民法院", "the competent court"), NO_WORDS, 0, 0, Words("单位提出书面异议的，转为申请仲裁或起诉", "if the employer objects in writing, arbitration or suit follow"), (_ID, Words("欠薪事实清楚的凭证或调解协议", "clear evidence of the arrears, or the mediation agreement")), cite("劳动合同法", 30) + cite(_MEDIATION_LAW, 16)),
    Remedy(Way.LEGAL_AID, Words("申请法律援助", "Legal aid"), Words("法律援助机构（12348）", "the legal aid office (12348)"), NO_WORDS, 0, 0, Words("7日内决定，决定后3日内指派人员", "decided in 7 days, somebody appointed in 3 more"), (_ID, Words("案件材料", "papers of the case")), cite("法律援助法", 42, 43, 44),
           Words("农民工追索劳动报酬、工伤赔偿免予核查经济困难；距时效不足七日的可先行援助。", "Migrant workers claiming pay or injury compensation need no means test; with fewer than seven days left aid may come first.")),
    Remedy(Way.INJURY_EMPLOYER, Words("单位申请工伤认定", "The employer applies for recognition of an injury"), Words("统筹地区社会保险行政部门（人社局）", "the social insurance authority (labour bureau)"), Words("事故发生或诊断职业病之日", "the day of the accident or the diagnosis"), 30, 0, Words("60日内认定，清楚的15日内", "decided in 60 days, 15 if clear"), (Words("工伤认定申请表", "application form"), _RELATION, Words("医疗诊断证明", "medical diagnosis")), cite("工伤保险条例", 17, 18, 20)),
    Remedy(Way.INJURY_WORKER, Words("职工、近亲属或工会申请工伤认定", "Worker, kin or union apply for recognition of an injury"), Words("统筹地区社会保险行政部门（人社局）", "the social insurance authority (labour bureau)"), Words("事故发生或诊断职业病之日", "the day of the accident or the diagnosis"), 0, 12, Words("60日内认定，清楚的15日内；单位不认的由单位举证", "decided in 60 days, 15 if clear; the employer bears the proof"), (Words("工伤认定申请表", "application form"), _RELATION, Words("医疗诊断证明", "medical diagnosis")), cite("工伤保险条例", 17, 18, 19, 20),
           Words("单位在30日内没有申请的，职工一方可以在一年内直接申请。", "Where the employer did not apply within 30 days, the worker's side may within a year.")),
    Remedy(Way.PETITION, Words("信访", "Petition"), Words("有权处理的机关或信访部门", "the body with power to deal with it, or the petitions office"), NO_WORDS, 0, 0, Words("15日内告知是否受理，60日内办结，可延长30日", "told within 15 days, concluded within 60, 30 more if need be"), (_ID, Words("书面材料", "a written statement")), cite("信访工作条例", 20, 22, 23, 34),
           Words("多人反映同一事项应推选代表，不超过五人；应当通过仲裁、诉讼解决的，会引导到法定途径。", "For a common matter at most five representatives; what belongs in arbitration or court is sent there.")),
    Remedy(Way.PETITION_REVIEW, Words("不服信访处理意见，申请复查", "Review of a petition's outcome"), Words("原办理机关的上一级机关", "the body above the one that decided"), Words("收到处理意见书之日", "the day the written opinion was received"), 30, 0, Words("30日内提出复查意见", "reviewed within 30 days"), (_ID, Words("处理意见书", "the written opinion")), cite("信访工作条例", 35)),
    Remedy(Way.PETITION_REREVIEW, Words("不服复查意见，申请复核", "Second review"), Words("复查机关的上一级机关", "the body above the reviewing one"), Words("收到复查意见书之日", "the day the review was received"), 30, 0, Words("30日内提出复核意见，可延长30日", "within 30 days, 30 more if need be"), (_ID, Words("复查意见书", "the review")), cite("信访工作条例", 36),
           Words("复核后以同一事实和理由再提出的，不再受理。", "After it the same facts and reasons are not taken up again.")),
    Remedy(Way.POLICE, Words("报案：涉嫌拒不支付劳动报酬罪或有人身危险", "Report to the police"), Words("公安机关（110）", "the police (110)"), NO_WORDS, 0, 0, Words("一般由人社部门责令支付后移送", "usually passed on by the labour bureau after an order to pay"), (_ID, _WAGES), cite("保障农民工工资支付条例", 7, 41) + cite("拒不支付劳动报酬司法解释", 3, 4)),
)}  # fmt: skip


def deadline(way: Way, since: date | None, on: date, calendar: WorkCalendar = PUBLISHED) -> Deadline:
    """Until when a way is open.

    Parameters: ``since`` the day :attr:`Remedy.begins` speaks of, ``None`` where it is not known; ``on`` the day asked.
    """
    remedy = REMEDIES[way]
    if since is None or not (remedy.days or remedy.months):
        return Deadline(remedy, None, passed=False)
    start = datetime.combine(since, time(12), calendar.zone)
    last = after_months(since, remedy.months) if remedy.months else None
    due = calendar.add_calendar_days(start, (last - since).days if last else remedy.days)
    return Deadline(remedy, due, passed=on > due.at.date(), since=since)


class Elsewhere(StrEnum):
    """Where the same matter already is."""

    ARBITRATION = "arbitration"
    COURT = "court"
    INSPECTION = "inspection"
    PETITION = "petition"


ELSEWHERE_WORDS = {
    Elsewhere.ARBITRATION: Words("已申请劳动仲裁", "In arbitration already"),
    Elsewhere.COURT: Words("已起诉或已有判决", "In court already"),
    Elsewhere.INSPECTION: Words("劳动监察已立案", "With the labour inspectorate already"),
    Elsewhere.PETITION: Words("已在信访办理", "Being handled as a petition already"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides where to go; each only as far as it is known.

    ``matter`` a code of ``rules.matters``; ``happened_on`` day of the wrong or accident; ``left_on`` last day of work;
    ``award_on``, ``opinion_on``, ``review_on`` days such a paper was received.
    """

    matter: str = ""
    happened_on: date | None = None
    left_on: date | None = None
    award_on: date | None = None
    opinion_on: date | None = None
    review_on: date | None = None
    iou: bool = False
    mediated: bool = False
    migrant: bool = False
    group: bool = False
    danger: bool = False
    elsewhere: Elsewhere | None = None


_INJURY = frozenset({"work_injury"})
_PAY = frozenset({"wage_arrears", "pay_standard", "overtime_hours"})
_DISPUTED = _PAY | {"leave", "contract", "termination", "dispatch_outsourcing", "platform_work", "women_minors", "dignity", "social_insurance"}  # fmt: skip
#: Matters this table knows ways for.
DISPUTES = tuple(sorted(_DISPUTED | _INJURY))
_INSPECTED = _PAY | {"leave", "contract", "social_insurance", "women_minors", "dispatch_outsourcing", "safety_health", "other_labour"}  # fmt: skip


def ways(facts: Facts) -> tuple[Way, ...]:
    """The ways open by the facts, the one to try first first."""
    if facts.danger:
        return (Way.POLICE, *ways(replace(facts, danger=False)))
    if facts.elsewhere:
        return _further(facts)
    found: list[Way] = []
    if facts.award_on:
        found.append(Way.COURT)
    if facts.review_on or facts.opinion_on:
        found.append(Way.PETITION_REREVIEW if facts.review_on else Way.PETITION_REVIEW)
    if facts.matter in _INJURY:
        found += [Way.INJURY_EMPLOYER, Way.INJURY_WORKER]
    if facts.matter in _PAY and facts.iou:
        found.append(Way.COURT_IOU)
    if facts.matter in _PAY and (facts.mediated or facts.iou):
        found.append(Way.PAYMENT_ORDER)
    if facts.matter in _INSPECTED and not facts.award_on:
        found.append(Way.INSPECTION)
    if facts.matter in _DISPUTED and not facts.award_on:
        found.append(Way.ARBITRATION_WAGES if facts.matter in _PAY and facts.left_on else Way.ARBITRATION)
    if facts.matter in DISPUTES:
        found += [Way.MEDIATION, Way.UNION]
    if facts.migrant or facts.matter in _PAY | _INJURY:
        found.append(Way.LEGAL_AID)
    return tuple(dict.fromkeys(found)) or (Way.UNION, Way.PETITION)


def begins(way: Way, facts: Facts) -> date | None:
    """The day a way's deadline runs from, by the facts; ``None`` where it is not known or nothing lapses.

    A wage claim of who still works there does not lapse (劳动争议调解仲裁法 27).
    """
    if way is Way.ARBITRATION and facts.matter in _PAY and not facts.left_on:
        return None
    return {
        Way.ARBITRATION: facts.happened_on,
        Way.ARBITRATION_WAGES: facts.left_on,
        Way.INSPECTION: facts.happened_on,
        Way.INJURY_EMPLOYER: facts.happened_on,
        Way.INJURY_WORKER: facts.happened_on,
        Way.COURT: facts.award_on,
        Way.SET_ASIDE: facts.award_on,
        Way.PETITION_REVIEW: facts.opinion_on,
        Way.PETITION_REREVIEW: facts.review_on,
    }.get(way)


def deadlines(facts: Facts, on: date, calendar: WorkCalendar = PUBLISHED) -> tuple[Deadline, ...]:
    """Every open way with its deadline; those that have lapsed come last, and say so."""
    found = [deadline(way, begins(way, facts), on, calendar) for way in ways(facts)]
    return tuple(sorted(found, key=lambda each: each.passed))


#: Where a matter goes on that is already there, and what this hotline says of it.
_FURTHER: dict[Elsewhere, tuple[tuple[Way, ...], tuple[Cited, ...], Words]] = {
    Elsewhere.ARBITRATION: (
        (Way.COURT, Way.LEGAL_AID),
        cite("劳动保障监察条例", 21) + cite(_MEDIATION_LAW, 43, 50),
        Words("您反映的事项已由劳动人事争议仲裁委员会处理，请在仲裁程序中提出请求和证据，等待裁决；对裁决不服的，可以起诉。", "The matter is before the labour arbitration commission: put claims and evidence forward there and await the award, against which you may sue."),
    ),
    Elsewhere.COURT: (
        (Way.LEGAL_AID,),
        cite("劳动保障监察条例", 21) + cite(_MEDIATION_LAW, 50, 51),
        Words("您反映的事项已由人民法院处理，请按法院通知参加诉讼；判决、裁决生效后对方不履行的，向法院申请执行。", "The matter is before the court: follow its summons; once a judgment or award is final and not obeyed, apply to the court for enforcement."),
    ),
    Elsewhere.INSPECTION: (
        (Way.ARBITRATION, Way.LEGAL_AID),
        cite("劳动保障监察条例", 17, 18, 21),
        Words("您反映的事项已由劳动保障监察机构立案，请向该机构补充证据、查询进展；六十个工作日内办结，复杂的可延长三十个工作日。", "The labour inspectorate has opened a case: give it further evidence and ask it for progress; it concludes within 60 working days, 30 more if complex."),
    ),
    Elsewhere.PETITION: (
        (Way.PETITION_REVIEW, Way.PETITION_REREVIEW),
        cite("信访工作条例", 34, 35, 36),
        Words("您反映的事项正在信访程序中办理，六十日内办结，可延长三十日；对处理意见不服的，可以依次申请复查、复核。", "The matter is being handled as a petition, within 60 days, 30 more if need be; if you disagree with the outcome, ask for review and second review."),
    ),
}  # fmt: skip


def route(elsewhere: Elsewhere) -> tuple[Words, tuple[Cited, ...]]:
    """What the written route notice says of a matter that is already elsewhere, and on which articles."""
    _, basis, told = _FURTHER[elsewhere]
    return told, basis


def _further(facts: Facts) -> tuple[Way, ...]:
    return _FURTHER[facts.elsewhere][0] if facts.elsewhere else ()
