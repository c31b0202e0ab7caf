"""How much waiting would harm: what is hard to put right later is urgent, with serious harm likely it is critical."""

import re
from collections.abc import Iterable

from bihuan.rules.matters import Urgency
from bihuan.rules.risk import Risk
from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import Read
from bihuan.triage.reading.texts import Text

_SOON = re.compile(
    r"(?:只剩|还剩|仅剩|只有|就剩|还有).{1,4}?(?:天|小时)(?!班|制|工)|[一二两三四五六七\d]天[后内](?:就|要|必须|开庭|到期|,|，|。)?|"
    r"(?:今天|今晚|今日|明天|明早|明晚|后天|今下午|下午|这周|本周|周[一二三四五六日末]).{0,14}?(?:之前|前|必须|要把|要走|拉走|搬走|截止|到期|开庭|签|交上去|不来就|排了|就要)|"
    r"限.{0,10}(?:前|内|办完|搬)|期满|时效|马上(?:就)?(?:要|到期|过期)|来不及|错过"
)
_VANISHING = re.compile(
    r"拉走|搬走|搬空|搬机器|转移|跑路|跑了|跑了路|失联|联系不上|找不到人|人去楼空|电话关机|手机关机|关机|覆盖|删(?:除|掉)|销毁|保存\d+天|只保存|"
    r"关门|注销|粉尘|有毒|泄漏|化疗|手指|压断|断了|骨折"
)


def read_urgency(text: Text, risks: Iterable[Read[Risk]]) -> Read[Urgency]:
    """How urgent a call is, and by which words."""
    by_risk = {each.value: each for each in risks}
    for risk, urgency in (
        (Risk.DANGER_TO_LIFE, Urgency.CRITICAL),
        (Risk.EXTREME_WORDS, Urgency.CRITICAL),
        (Risk.GATHERING, Urgency.URGENT),
    ):
        if risk in by_risk:
            return Read(urgency, by_risk[risk].span, by_risk[risk].because)
    for words, why in (
        (_SOON, Words("时限将至：“{said}”", "time is running out: “{said}”")),
        (_VANISHING, Words("日后难以补救：“{said}”", "hard to put right later: “{said}”")),
    ):
        found = words.search(text.said)
        if found:
            return Read(Urgency.URGENT, found.span(), why.fill(said=text.raw[found.start() : found.end()]))
    return Read(Urgency.ORDINARY, (0, 0), Words("没有紧急的迹象", "nothing says it is urgent"))
