"""What an order asks, element by element, and the phrases that say nothing: the tables behind the check of a reply.

The rows are what people of the office agreed on; an office changes them as it changes its matters. The two thresholds
are defaults that nobody published.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.limits import Grade
from bihuan.rules.words import Words


class Element(NamedTuple):
    """One thing an order may ask.

    Attributes:
        code: its name in what is stored.
        matters: asked by every order about these matters, whatever its text says.
        asked: what in the caller's words asks it.
        said: what in a reply speaks of it.
    """

    code: str
    words: Words
    matters: frozenset[str]
    asked: "re.Pattern[str]"
    said: "re.Pattern[str]"


def _row(code: str, zh: str, en: str, matters: str, asked: str, said: str = "") -> Element:
    found = re.compile(f"{asked}|{said}" if said else asked)
    return Element(code, Words(zh, en), frozenset(matters.split()), re.compile(asked), found)


# fmt: off
ELEMENTS = (
    _row("pay", "欠付的钱", "The money owed", "wage_arrears pay_standard", "工资|工钱|薪水|欠薪|讨薪|劳务费|血汗钱|提成|奖金|克扣|罚款", "薪|欠款|款项|付清|结清|到账|补发|支付"),
    _row("contract", "劳动合同", "The labour contract", "contract", "(?:没|未)(?:有)?(?:签|订)[^，。]{0,6}合同|劳动合同|[双二两]倍工资", "合同|[双二两]倍"),
    _row("termination", "解除与补偿", "Dismissal and compensation", "termination", "补偿|赔偿金|[Nn] ?\\+ ?1|辞退|开除|裁员|炒鱿鱼|被辞", "解除|终止|恢复劳动关系|离职"),
    _row("insurance", "社会保险", "Social insurance", "social_insurance", "社保|社会保险|五险|养老保险|医保|失业金|失业保险|生育津贴", "养老|医疗保险|失业|生育保险|参保|补缴"),
    _row("fund", "住房公积金", "The housing fund", "housing_fund", "公积金"),
    _row("overtime", "加班与工时", "Overtime and hours", "overtime_hours", "加班|超时|996|工作时间|工时", "调休|休息日"),
    _row("leave", "休假", "Leave", "leave", "年休假|年假|病假|产假|婚假|丧假|请假|休假", "假期|休息"),
    _row("injury", "工伤", "The injury at work", "work_injury", "工伤|受伤|摔伤|砸伤|职业病|尘肺|伤残|医疗费", "劳动能力鉴定|治疗|救治"),
    _row("safety", "安全与防护", "Safety and protection", "safety_health", "高温|安全帽|防护|中暑|隐患|粉尘", "安全|降温|整改"),
    _row("women", "女职工和未成年工", "Women and minors", "women_minors", "怀孕|孕期|哺乳|产检|童工|未成年", "女职工|孕"),
    _row("dignity", "人格尊严", "Dignity", "dignity", "骚扰|歧视|辱骂|殴打|打人"),
    _row("membership", "入会与会费", "Membership", "union_membership", "入会|建会|会费|会员"),
    _row("aid", "帮扶", "Aid", "hardship_aid", "困难|救助|帮扶|大病|助学", "补助|慰问"),
    _row("when", "什么时候", "When", "", "什么时候|啥时候|何时|多久|哪天|几号", "[0-9一二三四五六七八九十]+ ?(?:月|日|号|个?工作日|天)|月底|年底"),
    _row("where", "找谁、怎么办", "Whom to turn to", "", "找谁|找哪|去哪|上哪|哪里办|怎么办理|如何办理|怎么申请|如何申请|什么材料|什么手续", "地址|电话|窗口|材料|携带|仲裁|法院|(?:可|请)(?:到|向|拨打|登录|凭)"),
)
# fmt: on


class Why(StrEnum):
    """Why a phrase says nothing."""

    NO_DAY = "no_day"
    NO_DEED = "no_deed"
    NO_BODY = "no_body"


WHY_WORDS = {
    Why.NO_DAY: Words("没有说到哪一天", "it names no day"),
    Why.NO_DEED: Words("没有说做了什么", "it names no deed"),
    Why.NO_BODY: Words("没有说是哪个单位", "it names no body"),
}
#: Phrases that say nothing, each with what is missing. One that names no day is in order beside a day.
EMPTY: tuple[tuple["re.Pattern[str]", Why], ...] = tuple(
    (re.compile(pattern), why)
    for why, patterns in {
        Why.NO_DAY: (
            "(?:尽快|尽早|抓紧|第一时间|及时|适时|近期|择日|稍后)(?:为您|给您|予以|进行|将)?(?:处理|办理|答复|回复|解决|落实|核实|支付|发放|结清|协调|联系|跟进|反馈)",
            "(?:尽快|尽早|抓紧)",
        ),
        Why.NO_DEED: (
            "高度重视",
            "(?:正在|已在|积极|正积极|正在积极|正在抓紧)(?:协调|处理|办理|推进|沟通|核实|跟进|研究|配合)(?:处理|解决|办理|之中|中)?",
            "(?:依法依规|妥善|认真)(?:处理|办理|解决|对待)",
            "(?:将|会)?(?:持续|继续|密切)(?:关注|跟进|跟踪)",
            "(?:进一步|不断|切实)(?:加强|加大|完善|提升|改进)",
            "(?:已|均已|业已)?(?:收悉|知悉)",
            "(?:敬请|望您?|请您?)(?:谅解|理解|知悉|放心|耐心等待)",
        ),
        Why.NO_BODY: (
            "(?:有关|相关|责任)(?:职能)?(?:部门|单位|科室|人员)",
        ),
    }.items()
    for pattern in patterns
)  # fmt: skip


class Share(NamedTuple):
    """One row: from which share of a text found in another it counts as copied."""

    least: float
    grade: Grade
    source: Words


_CONFIGURED = Words("默认配置，待本地确认", "A default, to be confirmed by the office")
#: Of the reply's own text, found in what the caller said.
COPIED_FROM_DEMAND = Share(0.6, Grade.UNVERIFIED, _CONFIGURED)
#: Of the reply's own text, found in the reply to another order.
COPIED_FROM_REPLY = Share(0.85, Grade.UNVERIFIED, _CONFIGURED)
