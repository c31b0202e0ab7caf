"""Take out of a text what leads to a person, and look a second time, with other eyes, for what survived.

The first look knows forms: telephones, identity numbers, cards, plates, accounts, names that are known or said to be
names, addresses down to the door. The second one knows none of them: it looks for long figures in any writing and for
known names in any cut. What it finds is not taken out but said, so that nobody believes a text clean that is not.
"""

import re
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple
from unicodedata import normalize

from bihuan.rules.identifiers import HOUSE, IDENTIFIER_WORDS, Identifier, find_identifiers

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑"
    "薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾"
    "路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊甄曲封"
    "储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓"
    "蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居"
    "衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩聂晁勾敖融冷辛阚那简饶空曾沙养鞠须丰巢关蒯相查后荆红游权盖益桓公肖付闫覃涂代税敬"
)
_PLACE_OR_TRADE = "区县市镇乡街厂司村工队的在被从做干"
#: Words that begin as names do.
_NOBODY = re.compile(
    r"安全|安装|包工|项目|司机|农民|钟点|计时|计件|(?:于|从|时|和)[0-9一二三四五六七八九十今去上年月]"
)
#: Said to be a name.
_CALLED = re.compile(
    rf"(?:我叫|名叫|叫做|姓名(?:是|为)?|我是|联系人(?:是|为)?|本人|当事人|工友|同事|老板叫|负责人叫?)[：: ]?"
    rf"([{_SURNAMES}][一-龥]{{1,2}}?)(?=[，,。；;、！!？?\s（(：:〔]|电话|手机|身份证|$)"
)
#: Before a title only names that are no other word: 包工头 and 项目经理 are nobody's name.
_COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范廖贾夏韦付"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤"
)
_GIVEN = r"(?:(?![找向和跟说问对要让叫给被是的在了去到与上温铁路多由包项没不老])[一-龥]){0,2}?"
#: Spoken to as somebody: 王老板, 李某某.
_TITLED = re.compile(
    rf"([{_COMMON}]{_GIVEN})(?=先生|女士|小姐|老板|经理|工头|师傅|主任|队长|同志|班长|厂长|会计|某某?)|(?<=姓)([{_SURNAMES}])(?![一-龥]?[氏])"
)
_ACCOUNT = re.compile(
    r"(?:微信|QQ|抖音|支付宝)(?:账?号|名)?(?:是|为)?[：: ]?([A-Za-z0-9_\-]{5,30})", re.IGNORECASE
)
_PLATE = re.compile(r"[一-龥][A-Za-z][·.\- ]?[A-Za-z0-9]{5,6}(?![A-Za-z0-9])")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_FIGURE = "0-9零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_LONG = re.compile(rf"(?:[{_FIGURE}][\s\-—–·.,，、_*]{{0,2}}){{7,}}[{_FIGURE}Xx]?")
_DATE = re.compile(r"^(?:19|20)\d{2}[-.—–]?\d{1,2}[-.—–]?\d{1,2}$")
_MONEY = re.compile(r"^\s*(?:多|余)?(?:元|万|块|人民币)")
_LEFT_OPEN = re.compile(r"〔[^〕]*〕")
_LEAST_FIGURES = 7
#: Figures and letters of full width; the signs of a Chinese text stay.
_NARROW = {ord("！") + at: chr(ord("!") + at) for at in range(94) if chr(ord("!") + at).isalnum()}


class Taken(NamedTuple):
    """One thing that leads to a person, and where it stands."""

    kind: Identifier
    start: int
    end: int


def deidentified(text: str, names: Iterable[str] = ()) -> tuple[str, list[Identifier]]:
    """The text with everything that leads to a person replaced by its kind in brackets, and the kinds replaced.

    Parameters: ``names`` people known to belong to the case. What is said in ways nobody foresaw may be left: ask
    :func:`survivors`.
    """
    text = text.translate(_NARROW)
    # Of two that begin alike the one that knows its form speaks first.
    found = sorted(_found(text, list(names)), key=lambda each: each.start)
    parts, kinds, at = [], [], 0
    for each in found:
        if each.start < at:
            if each.end > at:  # what overlaps goes as well
                at = each.end
            continue
        parts += [text[at : each.start], f"〔{IDENTIFIER_WORDS[each.kind].zh}〕"]
        kinds.append(each.kind)
        at = each.end
    return "".join([*parts, text[at:]]), kinds


def survivors(text: str, names: Iterable[str] = ()) -> list[Identifier]:
    """What still leads to a person in a text called clean; empty where a second look finds nothing."""
    plain = _LEFT_OPEN.sub("，", normalize("NFKC", text))
    found = [trace.kind for trace in find_identifiers(plain)]
    found += [Identifier.PHONE for _ in _long_figures(plain)]
    found += [Identifier.PLATE for match in _PLATE.finditer(plain) if match.group()[0] in _PROVINCES]
    found += [Identifier.ACCOUNT for _ in _ACCOUNT.finditer(plain)]
    found += [Identifier.ADDRESS for _ in HOUSE.finditer(plain)]
    tight = re.sub(r"[\W_]", "", plain)
    for name in names:
        name = re.sub(r"[\W_]", "", normalize("NFKC", name))
        parts = [name, name[1:]] if len(name) == 3 else [name]
        found += [Identifier.NAME for part in parts if len(part) > 1 and part in tight]
    return list(dict.fromkeys(found))


def _found(text: str, names: list[str]) -> Iterable[Taken]:
    known = chain(names, (name[1:] for name in names if len(name) == 3))
    for trace in find_identifiers(text, known):
        yield Taken(trace.kind, trace.start, trace.end)
    for pattern in (_CALLED, _TITLED):
        for match in pattern.finditer(text):
            group = 1 if match.group(1) else 2
            name = match.group(group)
            if name[-1] not in _PLACE_OR_TRADE and not _NOBODY.match(name):
                yield Taken(Identifier.NAME, *match.span(group))
    for match in _ACCOUNT.finditer(text):
        yield Taken(Identifier.ACCOUNT, *match.span(1))
    for match in _PLATE.finditer(text):
        if match.group()[0] in _PROVINCES:
            yield Taken(Identifier.PLATE, *match.span())
    for match in HOUSE.finditer(text):
        yield Taken(Identifier.ADDRESS, *match.span())
    for start, end in _long_figures(text):
        yield Taken(Identifier.PHONE, start, end)


def _long_figures(text: str) -> Iterable[tuple[int, int]]:
    """Runs of seven figures and more, in any writing; a date and a sum of money are none."""
    for match in _LONG.finditer(text):
        said = match.group().strip(" -—–·.,，、_*")
        figures = re.sub(rf"[^{_FIGURE}]", "", said)
        money = _MONEY.match(text[match.end() :]) and "," not in said.replace(",", "", 3)
        if len(figures) >= _LEAST_FIGURES and not _DATE.match(said) and not money:
            yield match.start(), match.start() + len(match.group().rstrip())
