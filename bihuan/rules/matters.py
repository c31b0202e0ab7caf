"""What an order is about: its matter, nature, urgency, source, how it may be redirected and how it ended.

The list of matters is a default. The national taxonomy of the union hotline (one province publishes 81 sub-items) is
not public, so an office replaces these rows with its own.
"""

from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.words import Words

MATTERS_VERSION = "2026-11-1"

MATTERS = {
    "wage_arrears": Words("拖欠工资", "Wage arrears"),
    "pay_standard": Words("工资标准与扣罚", "Pay standards and deductions"),
    "overtime_hours": Words("加班与工时", "Overtime and working hours"),
    "leave": Words("休息休假", "Rest and leave"),
    "contract": Words("劳动合同订立与履行", "Making and keeping labour contracts"),
    "termination": Words("解除终止与经济补偿", "Termination and compensation"),
    "social_insurance": Words("社会保险", "Social insurance"),
    "housing_fund": Words("住房公积金", "Housing provident fund"),
    "work_injury": Words("工伤与职业病", "Work injury and occupational disease"),
    "safety_health": Words("劳动安全卫生", "Safety and health at work"),
    "women_minors": Words("女职工和未成年工保护", "Protection of women and minors"),
    "dignity": Words("人格尊严与公平就业", "Dignity and fair employment"),
    "dispatch_outsourcing": Words("劳务派遣与外包", "Labour dispatch and outsourcing"),
    "platform_work": Words("新就业形态", "Platform work"),
    "democratic_management": Words("民主管理与集体协商", "Workplace democracy and collective bargaining"),
    "union_membership": Words("建会入会与会费", "Founding and joining a union, dues"),
    "union_benefits": Words("工会福利与服务", "Union benefits and services"),
    "hardship_aid": Words("困难帮扶", "Hardship aid"),
    "facilities": Words("服务阵地", "Service stations and facilities"),
    "skills_training": Words("技能培训与学历", "Skills training and schooling"),
    "retirement": Words("退休", "Retirement"),
    "suggestion_praise": Words("意见建议与表扬", "Suggestions and praise"),
    "other_labour": Words("其他劳动事务", "Other labour matters"),
    "out_of_scope": Words("非工会职责", "Outside the union's duties"),
}


class Nature(StrEnum):
    """What the caller wants of us."""

    INQUIRY = "inquiry"
    HELP = "help"
    COMPLAINT = "complaint"
    REPORT = "report"
    SUGGESTION = "suggestion"
    PRAISE = "praise"


NATURE_WORDS = {
    Nature.INQUIRY: Words("咨询", "Inquiry"),
    Nature.HELP: Words("求助", "Request for help"),
    Nature.COMPLAINT: Words("投诉", "Complaint"),
    Nature.REPORT: Words("举报", "Report of wrongdoing"),
    Nature.SUGGESTION: Words("建议", "Suggestion"),
    Nature.PRAISE: Words("表扬", "Praise"),
}


class Urgency(StrEnum):
    """How much waiting would harm, least first."""

    ORDINARY = "ordinary"
    URGENT = "urgent"  # hard to put right later
    CRITICAL = "critical"  # hard to put right later, and serious harm likely


URGENCY_WORDS = {
    Urgency.ORDINARY: Words("一般", "Ordinary"),
    Urgency.URGENT: Words("紧急", "Urgent"),
    Urgency.CRITICAL: Words("特急", "Critical"),
}


class EmployerKind(StrEnum):
    """What sort of employer a matter is about, as far as it was told. A default: no official division is known (grade U)."""

    CONSTRUCTION = "construction"
    MANUFACTURING = "manufacturing"
    SERVICES = "services"
    PLATFORM = "platform"
    DISPATCH_AGENCY = "dispatch_agency"
    PUBLIC_BODY = "public_body"
    OTHER = "other"


EMPLOYER_WORDS = {
    EmployerKind.CONSTRUCTION: Words("工程建设", "Construction"),
    EmployerKind.MANUFACTURING: Words("生产制造", "Manufacturing"),
    EmployerKind.SERVICES: Words("商贸服务", "Trade and services"),
    EmployerKind.PLATFORM: Words("平台企业", "Platform business"),
    EmployerKind.DISPATCH_AGENCY: Words("劳务派遣", "Labour agency"),
    EmployerKind.PUBLIC_BODY: Words("机关事业单位", "Public body"),
    EmployerKind.OTHER: Words("其他", "Other"),
}


class Source(StrEnum):
    """How the matter arrived."""

    PHONE = "phone"
    WEB = "web"
    GRID = "grid"
    PLATFORM = "platform"
    LETTER = "letter"


SOURCE_WORDS = {
    Source.PHONE: Words("电话", "Phone"),
    Source.WEB: Words("网络", "Web"),
    Source.GRID: Words("网格上报", "Grid worker"),
    Source.PLATFORM: Words("其他平台转来", "Another platform"),
    Source.LETTER: Words("来信来访", "Letter or visit"),
}


class StatutoryChannel(NamedTuple):
    """A body the law sends a matter to.

    Attributes:
        body: its name.
        tell: what the caller needs to hear: where to go, until when, with what.
        emergency: whether the call itself is put through, rather than the route told.
    """

    body: Words
    tell: Words
    emergency: bool = False


STATUTORY_CHANNELS = {
    "labour_arbitration": StatutoryChannel(
        Words("劳动人事争议仲裁委员会", "Labour arbitration commission"),
        Words(
            "请向劳动合同履行地或用人单位所在地的仲裁委申请，不收费；自知道权利被侵害之日起一年内提出，在职期间追索劳动报酬不受此限，离职后须在一年内提出。请带身份证、劳动关系证明和欠薪等证据。",
            "Apply where the work is done or the employer is seated; it is free. Apply within one year of knowing of the infringement; wage claims are not limited while employed, but must follow within one year of leaving. Bring identity card, proof of employment and evidence of the claim.",
        ),
    ),
    "court": StatutoryChannel(
        Words("人民法院", "People's court"),
        Words(
            "对仲裁裁决不服的，请在收到裁决书之日起十五日内起诉；持工资欠条且不涉及其他争议的，可以直接起诉；拖欠工资的调解协议到期不履行的，可以申请支付令。请带裁决书、欠条或协议原件和身份证。",
            "Sue within 15 days of receiving an arbitration award you do not accept. With a wage IOU and no other dispute you may sue directly; for a mediation agreement on wages left unpaid you may apply for a payment order. Bring the award, IOU or agreement and your identity card.",
        ),
    ),
    "labour_inspection": StatutoryChannel(
        Words("劳动保障监察机构", "Labour inspectorate"),
        Words(
            "请在违法行为发生之日起两年内，向用工所在地的人社部门投诉；已经申请仲裁或起诉的事项监察不再受理。立案后六十个工作日内办结，复杂的可延长三十个工作日。请带身份证和用工、欠薪证据。",
            "Complain to the labour bureau where the work is done, within two years of the violation; what is already in arbitration or court is not taken up. A case is concluded within 60 working days, 30 more if complex. Bring identity card and evidence of the work and the claim.",
        ),
    ),
    "petition": StatutoryChannel(
        Words("信访部门", "Petitions office"),
        Words(
            "信访事项十五日内告知受理情况，六十日内办结，可延长三十日；对处理意见不服的，三十日内申请复查。多人反映同一事项请推选代表，不超过五人。请带书面材料和身份证。",
            "You are told within 15 days who takes it up; it is concluded within 60 days, 30 more if need be; ask for a review within 30 days if you disagree. For a common matter choose at most five representatives. Bring a written statement and identity card.",
        ),
    ),
    "legal_aid": StatutoryChannel(
        Words("法律援助机构（12348）", "Legal aid office (12348)"),
        Words(
            "农民工追索劳动报酬、工伤赔偿申请法律援助免予审查经济困难状况；七日内决定，决定后三日内指派人员。临近时效不足七日的，可以先行援助。请带身份证和案件材料。",
            "Migrant workers claiming pay or injury compensation need no means test. A decision takes 7 days, appointing a lawyer 3 more; with fewer than 7 days left to a time limit, aid may come first. Bring identity card and case papers.",
        ),
    ),
    "hotline_12345": StatutoryChannel(
        Words("12345政务服务便民热线", "Government hotline 12345"),
        Words(
            "此事由政府部门办理，请拨打12345或在其网上平台提交，说明时间、地点和诉求，并记下受理编号。",
            "This is for a government department: dial 12345 or use its website, give time, place and request, and note the number you receive.",
        ),
    ),
    "hotline_12333": StatutoryChannel(
        Words("12333人力资源和社会保障热线", "Human resources and social security hotline 12333"),
        Words(
            "社会保险缴费、待遇和退休手续由人社部门办理，请拨打12333或到参保地经办机构查询，请带身份证或社会保障卡。",
            "Contributions, benefits and retirement procedure lie with the labour bureau: dial 12333 or ask the office where you are insured, with identity card or social-security card.",
        ),
    ),
    "police_110": StatutoryChannel(
        Words("公安机关（110）", "Police (110)"),
        Words(
            "现场有人身危险或违法犯罪，现在为您转接110，请说明所在位置并先确保自身安全。",
            "There is danger to people or a crime: you are being put through to 110. Say where you are and keep yourself safe first.",
        ),
        emergency=True,
    ),
    "ambulance_120": StatutoryChannel(
        Words("医疗急救（120）", "Ambulance (120)"),
        Words(
            "有人受伤或发病，现在为您转接120，请说明所在位置和伤者情况。",
            "Somebody is hurt or ill: you are being put through to 120. Say where you are and how the person is.",
        ),
        emergency=True,
    ),
}


class Closure(StrEnum):
    """How a matter ended, as a code, so that endings can be counted."""

    PAID_IN_FULL = "paid_in_full"
    AGREEMENT_REACHED = "agreement_reached"
    PUT_RIGHT = "put_right"
    EXPLAINED = "explained"
    NOT_SUPPORTED = "not_supported"
    WITHDRAWN = "withdrawn"
    NOT_REACHABLE = "not_reachable"
    REDIRECTED = "redirected"
    MERGED = "merged"


CLOSURE_WORDS = {
    Closure.PAID_IN_FULL: Words("款项已全部支付", "Paid in full"),
    Closure.AGREEMENT_REACHED: Words("达成协议", "Agreement reached"),
    Closure.PUT_RIGHT: Words("问题已解决", "Put right"),
    Closure.EXPLAINED: Words("已解释说明", "Explained"),
    Closure.NOT_SUPPORTED: Words("诉求不予支持", "Not supported"),
    Closure.WITHDRAWN: Words("诉求人撤回", "Withdrawn by the caller"),
    Closure.NOT_REACHABLE: Words("无法联系诉求人", "Caller not reachable"),
    Closure.REDIRECTED: Words("转法定渠道", "Redirected to a statutory channel"),
    Closure.MERGED: Words("重复件并单", "Merged with an earlier order"),
}
