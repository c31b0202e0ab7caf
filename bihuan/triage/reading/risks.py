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
_VIOLENCE = r"同归于尽|砍(?:死|人|他)|杀(?:人|了|死)|拼(?:命(?![加干做工赶])|了)|汽油|炸(?:了|掉)|弄死|捅(?:死|人|他)|放火|烧了|鱼死网破|打断|动刀|拿刀|持刀|绑(?:了|架)(?:老板|他|人)?|(?:老板|他|人)绑了"
_WORDS = (
    (Risk.GATHERING, re.compile(
        r"堵了(?!车)|把.{0,2}(?:路|路口|门|大门|工地|厂).{0,4}堵|堵(?:门|路|厂|大门|(?:到|住|在|了).{0,6}(?:门|路|厂|工地|项目|公司|政府))|(?:门|路|项目部|工地|公司)(?:给|都|被)?(?:我们)?堵|守(?:到|在|着|住).{0,6}(?:门|厂|工地)|(?:大门|厂门|门口|工地).{0,4}(?:守|堵|围)|聚集|聚在|集合起来|(?:拉|打|扯|挂|举)(?:起|了|着|出)?(?:横幅|条幅|牌子|标语)|喊口号|罢工|罢运|停运|(?:集体|全部|都|一起)(?:停工|停单|停摆|请愿|不干)|静坐|坐在.{0,6}不走|打地铺|讨(?:个)?说法|"
        r"(?:集体|一起|都)(?:去|到).{0,8}(?:政府|信访|上访|门口)|围(?:在|住|到|堵|了).{0,4}(?:门|厂|工地|办公|老板|公司|项目|政府|广场)|上街|游行|闹起来|冲突"
    )),
    (Risk.EXTREME_WORDS, re.compile(f"{_SELF_HARM}|{_VIOLENCE}")),
    (Risk.DANGER_TO_LIFE, re.compile(
        rf"{_SELF_HARM}|抢救|热射病|icu|重症监护|昏迷|晕倒|昏倒|中毒|早产|流产|大出血|生命危险|危及生命|窒息|被困|塌方|坍塌|漏电|触电|爆炸|气体泄漏|"
        r"煤气泄漏|起火|着火|坠落|摔下来|休克|心梗|呼吸困难|血流不止|流血不止|失去意识|不省人事|重伤|快不行了|命悬|绝食|缺氧|保胎|见红|(?:有|已|都|人|个).{0,3}中暑|中暑(?:倒|晕|了)|漏气|高压电|"
        r"(?:护栏|防护栏?|安全网).{0,3}(?:没有|没得|都没)|没.{0,4}安全[绳带]|随时(?:会|可能|要).{0,3}(?:垮|塌|倒|掉|死|爆|出事)|出人命|(?<![热累气急冷吵烦笑])死人|快[垮塌]"
    )),
    (Risk.MEDIA_EXPOSURE, re.compile(
        r"曝光|记者|媒体|电视台|热搜|(?:发|传|放|挂|捅)(?:到|上|在)?.{0,8}(?:网上|抖音|微博|短视频|朋友圈|快手|小红书|平台上|网络)|网上发|上网发|发(?:抖音|微博|视频|帖)|找(?:个)?(?:记者|媒体)|发帖|拍视频|自媒体|直播出去"
    )),
    (Risk.REPEATED, re.compile(
        r"打[过了].{0,6}(?:热线|12351)|打[过了].{1,4}次(?:电话)?(?!给|电话给)|第.{1,2}次(?:打|来电|反映|致电)|(?:再|再次|多次|反复|又)(?:次)?(?:来电|致电|打12351|打热线|打进来)|"
        r"(?:打|反映|投诉|催|来)(?:了|过)?(?:好)?[几多两二三四五六七八九十\d](?:次|遍|回)(?!电话给)|第[二三四五六七八九两\d]次(?:了|反映|打|来)|"
        r"(?:上次|上回)(?:你们|坐席|话务员|工会|那个|接电话|说|答复|登记)|你们(?:上次|上回|上周|上个?月)|又打来|"
        r"(?:上次|上回|之前|上周|上个月|前面|前几天|曾).{0,8}(?:来电|打(?:过|了|的)?(?:这个)?(?:电话|热线|12351)|致电)|(?:热线|12351).{0,6}(?:反映过|投诉过)|没人(?:回|回复|理)我?(?:电话)?,?(?:又|再)"
    )),
)  # fmt: skip


#: What makes the same words harmless: a wish that courses be online, calls to the boss.
_HARMLESS = {
    Risk.MEDIA_EXPOSURE: re.compile(r"希望|建议|能不能|能否|可以|课程|报名|通知|招聘|公示"),
    Risk.DANGER_TO_LIFE: re.compile(r"去世|死亡|身亡|不治|已故|上个?月|去年|前年|年前|以前|当年"),
    Risk.REPEATED: re.compile(
        r"(?:给|向|跟|找)(?:老板|公司|单位|厂|人事|主管|经理|他|学校|项目|物业|站长|平台)"
    ),
}


def read_risks(text: Text) -> tuple[Read[Risk], ...]:
    """The risks a caller's words speak of, in the order of the table; proposals to a person, never findings."""
    found = []
    for risk, words in _WORDS:
        harmless = _HARMLESS.get(risk)
        for match in words.finditer(text.said):
            start, end = text.clause(match.start())
            if harmless and harmless.search(text.said, start, end):
                continue
            said, name = text.raw[match.start() : match.end()], RISK_WORDS[risk]
            found.append(Read(risk, match.span(), Words(f"{name.zh}：“{said}”", f"{name.en}: “{said}”")))
            break
    return tuple(found)
