"""How much waiting would harm: what is hard to put right later is urgent, with serious harm likely it is critical."""

import re
from collections.abc import Iterable

from bihuan.rules.matters import Urgency
from bihuan.rules.risk import Risk
from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import Read
from bihuan.triage.reading.texts import Text

_DAY = r"(?:今天|今日|今晚|今夜|今下午|今早|明天|明日|明早|明晚|后天|这两天|这几天|(?:本|这个?|下个?)(?:周|星期|礼拜)[一二三四五六日末天]|(?:周|星期|礼拜)[一二三四五六日末天](?:之?前|必须|就)|本周|这周|月底前)"
_EVENT = (
    r"(?:截止|到期|期满|开庭|最后一天|最后期限|必须|签字|签|搬|拆|拉走|运走|拖走|走人|清退|关门|报到|交(?!通)|返岗|到岗|上夜班|排了|腾|注销|"
    r"逾期|作废|手术|就要|办完|之前|以前|前(?![台面天年几段])|不来就|不去就|赶走|赶出)"
)
_SOON = re.compile(
    rf"{_DAY}[^。！？!?\n]{{0,14}}?{_EVENT}|(?:只剩|还剩|仅剩|就剩|只有|还有|剩下?|不到)下?(?:最后)?.{{1,3}}?(?:天|个?小时|个?钟头)(?![班制工多])|"
    r"(?:[一二两三四五六七]|[1-7])(?:天|日)(?:之?[后内]|以内)(?:就|要|必须|不|开庭|到期|截止|[,，。]|$)|"
    r"限(?:我们?|期|令|在|于)?[^,，。]{0,8}(?:前|内)(?:办|搬|签|交|离|腾|完)|期满|时效.{0,4}(?:快|要|马上|只|就)|(?:快|马上|就|将)(?:要)?(?:过期|超期|过时效)|来不及|错过"
)
_VANISHING = re.compile(
    r"(?:拉|搬|运|拖)走|搬空|(?:搬|拉|拆)(?:机器|设备)|转移(?:财产|资产|设备|机器|资金|钱)|(?:财产|资产|设备|资金).{0,4}转移|跑路|跑了|跑掉|卷款|失联|"
    r"联系不上|找不到(?:人|老板|他)|人去楼空|(?:电话|手机).{0,3}(?:关机|打不通|停机)|覆盖|删(?:除|掉|了)|销毁|(?:只|仅)(?:能)?保存|"
    r"(?:正在|准备|马上|快要?|就要|在办)(?:办理?)?注销|粉尘.{0,4}(?:大|呛|重)|有毒|泄漏|停药|手术费|没钱(?:治|交|动|做|吃)|欠费|断水断电|赶出|没地方住|露宿|"
    r"(?:今天|今晚|明天|后天|马上|正要?|准备)[^。！？!?\n]{0,8}(?:取走|取钱|转走|卖掉|过户|出国|要跑|去烧|烧掉)|(?:烧|撕|销)(?:毁|掉|了)?[^。！？!?\n]{0,4}(?:账本|合同|证据|工资表)|"
    r"过户|连夜(?:走|搬|跑|拉|转)|往外(?:拖|拉|搬|运)|(?:租|买|用|吃)不起(?:了)?(?:药|氧|呼吸|医)|(?:氧气|呼吸)机|"
    r"(?:[一二两三四五六七八九十]|\d{1,2})(?:天|日)(?:之?内|以内)[^。！？!?\n]{0,4}(?:补|交|提交|答复|申请|起诉|上诉)|"
    r"童工|未满十六|不满十六|(?:十[三四五]|1[345])岁"
)

_JUST_NOW = r"(?:刚刚?|刚才|现在|正在|眼下|今天|今早|今晨|今晚|昨天|昨晚|昨夜|前天|这会儿|当场|还在)"
_ACCIDENT = r"(?:掉下去|掉下来|掉进|摔下去|坠下|坠井|滚落|卷进|绞进|夹住|压在|压住|埋在|埋住|砸中|砸到|砸倒|烧伤|烫伤|电倒|电到|淹|触电|溺)"
_MANY = r"(?:[好几多两三四五六七八九十百\d]{1,4}(?:来|多|几)?[个名位]?(?:工友|工人|同事|职工|员工|人)?)"
_SICK = r"(?:呕吐|上吐下泻|拉肚子|头晕|恶心|昏|输液|送医|送到?(?:了)?医院|送去医院|进了?医院|急救)"
#: Somebody is being harmed, or was just now where it goes on.
_HARM = re.compile(
    rf"{_JUST_NOW}[^。！？!?\n]{{0,12}}{_ACCIDENT}|{_ACCIDENT}[^。！？!?\n]{{0,8}}(?:没人|还没|正在|现在|救)|"
    rf"{_MANY}[^。！？!?\n]{{0,10}}{_SICK}|{_SICK}[^。！？!?\n]{{0,4}}{_MANY}人|"
    r"遗书|(?:隧道|矿井|井下|基坑|房子|厂房|楼板|墙|支架|脚手架|模板|边坡)[^。！？!?\n]{0,4}(?:塌|垮|倒)了|(?:还有|还)[^。！？!?\n]{0,8}(?:没出来|没救出来|在里面|出不来)|"
    r"(?:锁|关)[^。！？!?\n]{0,10}(?:出不来|出不去)|(?:头|脸|手|腿|人)[^。！？!?\n]{0,4}打(?:破|断|伤|昏)|流了?(?:好多|很多|一地)血|要(?:爆|炸)(?!单)|(?:罐|桶|炉|箱|管)[^。！？!?\n]{0,4}(?:冒烟|起火|鼓包|漏)|"
    r"(?:卷|绞|夹)(?:到|进|在)[^。！？!?\n]{0,6}(?:机器|滚筒|皮带|里面)[^。！？!?\n]{0,10}(?:正|还|刚|送)|(?:正在|正|刚)(?:往|去|送)[^。！？!?\n]{0,4}医院|电线[^。！？!?\n]{0,6}(?:水里|裸露)[^。！？!?\n]{0,10}(?:还要|还在|照样)|"
    r"(?:还在|正在|现在).{0,4}(?:医院|icu)?(?:抢救|急救)|(?:打|喊|叫|拨)(?:了|打)?120(?!\d)|"
    r"热晕(?!过)|晕(?:过去|死)|(?:已经|刚才?|都|快)(?:动手|打起来|打架)了?|(?:关|锁|扣)(?:在|起).{0,8}(?:不让|不准|不许|不放)|限制人身自由|非法拘禁|(?:不让|不准)(?:我们?|他们?|人)?(?:出来|出门|离开|走出)"
)
#: Where people gather: blows.
_BLOWS = re.compile(
    r"打人|打伤|打起来|动手|推搡|抓扯|拉扯|肢体|冲突|快?压不住|控制不住|失控|械斗|见血|拿(?:着)?(?:棍|钢管|铁棒)"
)
_HARMED = Words("有人正受伤害：“{said}”", "somebody is being harmed: “{said}”")
_CANNOT_PAY = r"(?:没钱|没得钱|没有钱|无钱|交不起|付不起|拿不出|凑不(?:齐|够|到)|等着?(?:钱|交))"
_TREATMENT = r"(?:化疗|放疗|透析|手术|移植|住院|治病|治疗|救命|医药费|医疗费|买药|吃药)"
_ILL_UNPAID = re.compile(
    rf"{_CANNOT_PAY}[^。！？!?\n]{{0,8}}{_TREATMENT}|{_TREATMENT}[^。！？!?\n]{{0,12}}{_CANNOT_PAY}|"
    r"(?:停|断)(?:了)?(?:药|透析|化疗|治疗)"
)


def read_urgency(text: Text, risks: Iterable[Read[Risk]]) -> Read[Urgency]:
    """How urgent a call is, and by which words."""
    by_risk = {each.value: each for each in risks}
    harm = _HARM.search(text.said) or (_BLOWS.search(text.said) if Risk.GATHERING in by_risk else None)
    if harm and not {Risk.DANGER_TO_LIFE, Risk.EXTREME_WORDS} & by_risk.keys():
        return Read(Urgency.CRITICAL, harm.span(), _HARMED.fill(said=text.raw[harm.start() : harm.end()]))
    for risk, urgency in (
        (Risk.DANGER_TO_LIFE, Urgency.CRITICAL),
        (Risk.EXTREME_WORDS, Urgency.CRITICAL),
        (Risk.GATHERING, Urgency.URGENT),
    ):
        if risk in by_risk:
            return Read(urgency, by_risk[risk].span, by_risk[risk].because)
    for words, why in (
        (_SOON, Words("时限将至：“{said}”", "time is running out: “{said}”")),
        (_ILL_UNPAID, Words("病等不得：“{said}”", "an illness that cannot wait: “{said}”")),
        (_VANISHING, Words("日后难以补救：“{said}”", "hard to put right later: “{said}”")),
    ):
        found = words.search(text.said)
        if found:
            return Read(Urgency.URGENT, found.span(), why.fill(said=text.raw[found.start() : found.end()]))
    return Read(Urgency.ORDINARY, (0, 0), Words("没有紧急的迹象", "nothing says it is urgent"))
