"""What in a call calls for a closer look: gatherings, extreme words, danger to life, exposure, calling again."""

import re

from bihuan.rules.risk import RISK_WORDS, Risk
from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import Read
from bihuan.triage.reading.texts import Text

_SELF_HARM = (
    r"不想活|活不下去|活不成|不活了|跳楼|跳下去|跳桥|跳江|爬上?(?:塔吊|楼顶|去)|自杀|轻生|寻短见|寻死|喝(?:农|毒)?药|割腕|一了百了|死给|去死|上吊|"
    r"自焚|了断|没意思活|死了算|死在"
)
_VIOLENCE = r"同归于尽|砍(?:死|人|他)|杀(?:人|了|死)|拼(?:命|了)|汽油|炸(?:了|掉)|弄死|捅(?:死|人|他)|放火|烧了|鱼死网破|打断|动刀"
_WORDS = (
    (Risk.GATHERING, re.compile(
        r"堵(?:门|路|厂|大门|到|住|在)|守(?:到|在|着|住).{0,6}(?:门|厂|工地)|(?:大门|厂门|门口|工地).{0,4}(?:守|堵|围)|聚集|拉(?:起)?横幅|打横幅|罢工|集体停工|静坐|"
        r"(?:集体|一起|都)(?:去|到).{0,8}(?:政府|信访|上访|门口)|围(?:在|住|到|堵|了)(?!着转)|上街|游行|闹起来|冲突"
    )),
    (Risk.EXTREME_WORDS, re.compile(f"{_SELF_HARM}|{_VIOLENCE}")),
    (Risk.DANGER_TO_LIFE, re.compile(
        rf"{_SELF_HARM}|抢救|热射病|icu|重症监护|昏迷|晕倒|昏倒|中毒|早产|流产|大出血|生命危险|危及生命|窒息|被困|塌方|坍塌|漏电|触电|爆炸|气体泄漏|"
        r"煤气泄漏|起火|着火|坠落|摔下来|安全绳|安全带都没"
    )),
    (Risk.MEDIA_EXPOSURE, re.compile(
        r"曝光|记者|媒体|电视台|热搜|(?:发|传|放|挂|捅)(?:到|上|在)?.{0,8}(?:网上|抖音|微博|短视频|朋友圈|快手|小红书|平台上|网络)|网上发|上网发|发视频|发帖|拍视频|自媒体|直播出去"
    )),
    (Risk.REPEATED, re.compile(
        r"(?:打过|打了).{0,6}(?:热线|电话|12351|次)|第.{1,2}次(?:打|来电|反映|致电)|(?:再|再次|多次|反复|又)(?:次)?(?:来电|致电|打12351|打热线|打进来)|"
        r"(?:上次|上回|之前|上周|上个月|前面|前几天|曾).{0,8}(?:来电|打(?:过|了|的)?(?:这个)?(?:电话|热线|12351)|致电)|(?:热线|12351).{0,6}(?:反映过|投诉过)|没人(?:回|回复|理)我?(?:电话)?,?(?:又|再)"
    )),
)  # fmt: skip


def read_risks(text: Text) -> tuple[Read[Risk], ...]:
    """The risks a caller's words speak of, in the order of the table; proposals to a person, never findings."""
    found = []
    for risk, words in _WORDS:
        match = words.search(text.said)
        if match:
            said = text.raw[match.start() : match.end()]
            found.append(
                Read(
                    risk,
                    match.span(),
                    Words(f"{RISK_WORDS[risk].zh}：“{said}”", f"{RISK_WORDS[risk].en}: “{said}”"),
                )
            )
    return tuple(found)
