"""The firm a claim is against: the names of firms in a call, and the one the claim speaks of.

A name is made of a core nobody else bears and of the trade (梧川 电子): the trade is found by a list of trades, the core
begins where something ends that is no part of a name: a place, a sentence, a word such as 在 or 投诉.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import rjieba

from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import Read
from bihuan.triage.reading.texts import Text

_LONGEST_CORE = 6
_FORMS = "有限责任公司|股份有限公司|有限公司|分公司|总公司|公司|集团|总厂|分厂|厂|旗舰店|总店|分店|门店|店|站点|站|中心|工作室|经营部|部|合作社|所|园|馆|城|队|行|坊|铺|院"
_OWN_FORMS = "有限责任公司|股份有限公司|有限公司|公司|集团|总厂|厂|酒楼|商行|门诊部|经营部|合作社|工作室"
#: Trades that are ordinary words too: what stands before them has to be a name for certain.
_ORDINARY = frozenset(
    [
        "服务",
        "管理",
        "工程",
        "设计",
        "咨询",
        "投资",
        "发展",
        "数据",
        "信息",
        "网络",
        "智能",
        "培训",
        "教育",
        "保险",
        "设备",
        "材料",
        "制造",
        "文化",
        "艺术",
        "体育",
        "出行",
        "配送",
        "快递",
        "外包",
        "劳务",
        "人力",
        "人力资源",
        "装修",
        "装饰",
        "保安",
        "保洁",
        "家政",
        "环卫",
        "物业",
        "食堂",
        "医院",
        "学校",
        "中学",
        "小学",
        "学院",
        "建设",
        "建筑",
        "运输",
        "消防",
        "防水",
        "工程",
        "停车",
        "直播",
        "娱乐",
        "游戏",
        "金融",
        "担保",
        "资产",
        "产业",
        "企业",
        "生物",
        "生态",
        "医疗",
        "护理",
        "养老",
        "美容",
        "健身",
        "旅游",
        "绿化",
        "清洁",
        "后勤",
        "回收",
        "检测",
        "监理",
        "电力",
        "公交",
        "出租",
        "中介",
        "地产",
        "租赁",
        "装备",
        "包装",
        "印刷",
        "仓储",
        "物流",
        "超市",
        "百货",
        "门诊",
        "诊所",
        "影视",
        "广告",
        "传媒",
        "数字",
        "通信",
        "软件",
        "科技",
        "律师",
        "会计",
        "安保",
        "饭店",
        "酒店",
        "餐饮",
        "农业",
        "养殖",
        "水利",
        "水电",
        "公司",
        "集团",
        "厂",
        "驾校",
        "代驾",
        "跑腿",
        "搬家",
        "维保",
        "照明",
        "门窗",
        "家具",
        "汽车",
        "电梯",
        "电器",
        "电子",
        "机械",
        "服装",
        "食品",
        "水泥",
        "云",
    ]
)
_BORDER_SIGNS = "的了是在叫跟与和由被给到从为向去来对于把将让因称现原就也都还又及或这那我你他她它们有没不个某啥每各另几啊嘛呢吧说喊帮找告进做当该此跑请问"
_BORDER_WORDS = re.compile(
    r"(?:举报|投诉|表扬|反映|咨询|入职|就职|供职|任职|应聘|单位|公司|企业|老板|厂名|店名|名称|名字|全称|承包|总包|分包|劳务方?|业主|甲方|"
    r"乙方|项目|工地|雇主|拖欠|起诉|隶属|来自|属于|挂靠|签约|派遣|外派|以及|原来|现在|目前|之前|曾在|长期|一直|工作|上班|职工|员工|工人|"
    r"女工|同事|要求|请求|希望|督促|责令|包工头|承建方?|施工方?|用人|本市|附近|这边|那边|一家|一个|旗下|下属|园区|工业园|开发区|名叫|叫做|"
    r"系统|镇上|街上|路上|区内|街道|社区|来电|市民|老家|经过|通过|认为|关于|因为|由于|听说|城区|村里|街|路|号|镇|区|县|巷|大道|广场)$"
)
_ENDS = re.compile(r"[^\u4e00-\u9fffa-z0-9]")
_PARTS = re.compile(rf"[{_BORDER_SIGNS}]")
_BEFORE_GOOD = re.compile(
    r"(?:举报|投诉|反映|拖欠|被|告|起诉|单位|公司|名称|厂名|店名|叫做?|名叫|全称|入职|就职于|在|的|跟|与|由|是|[:：(（])$"
)
_BEFORE_BAD = re.compile(
    r"(?:原与|原来在|原来是|以前在|之前在|先前在|买了?|购买|住|新单位|送到|送往|转到|保险公司|银行)[^,，。;；!！?？\n]{0,3}$"
)
_AFTER_GOOD = re.compile(
    r"[,，]?(?:拖欠|欠|不发|不给|不签|没有|克扣|扣|拒|违法|以|要求|强制|公司|未|停发|辞退|开除|单方|安排|上班|工作|做|当|打工|干|的?(?:老)?(?:职工|员工|工人|骑手|工程师|销售|护士))"
)
_AFTER_BAD = re.compile(r"(?:买|购|办卡|充值|消费|检查|住院|治疗|做手术)")
_NAMED_SO = re.compile(
    r"(?:公司|单位|厂|店|企业|厂名|店名|酒店|工厂|餐馆|馆子|平台|老板的?店|项目部|物业|学校|幼儿园|劳务公司)(?:的?(?:名称|名字|全称|招牌))?(?:名叫|叫做|叫|是叫|是|为|[:：])\s?"
    r"(?P<name>[\u4e00-\u9fffa-z0-9]{2,14}?)(?=[,，。;；!！?？\s\n()（）、]|的|这家|那家|这个|做|上班|当|干了|$)"
)
_NO_NAME = re.compile(
    r"[一这那我你他她们哪什啥谁不没有]|老板|个体|私人|小作坊|私企|国企|关门|倒闭|统一|违法|合法|故意|按|要|说|想|让"
)


@cache
def _trades() -> re.Pattern[str]:
    listed = (files("bihuan.triage.reading") / "trades.txt").read_text("utf-8").split()
    words = sorted({*listed, *_OWN_FORMS.split("|")}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?P<first>{'|'.join(words)})(?:{'|'.join(words)})*(?:{_FORMS})?")


class Name(NamedTuple):
    """A name of a firm in a text, and how sure it is one and the one the claim is against."""

    start: int
    end: int
    weight: float


def read_employer(text: Text, place_ends: Iterable[int]) -> Read[str] | None:
    """The firm as the text calls it; ``None`` where none is named. ``place_ends``: where names of places end."""
    names = names_of_firms(text, frozenset(place_ends))
    if not names:
        return None
    by_name: dict[str, list[Name]] = {}
    for name in names:
        by_name.setdefault(text.plain[name.start : name.end], []).append(name)
    # Named again and again, it is whom the call is about.
    best = max(
        by_name.values(), key=lambda same: (max(n.weight for n in same) + len(same) / 4, -same[0].start)
    )[0]
    said = text.raw[best.start : best.end]
    return Read(
        said, (best.start, best.end), Words(f"单位写作“{said}”", f"the employer is given as “{said}”")
    )


def names_of_firms(text: Text, place_ends: frozenset[int]) -> list[Name]:
    """Every name of a firm, left to right."""
    said = text.said
    found = []
    for trade in _trades().finditer(said):
        start, sure = _beginning(said, trade.start(), place_ends)
        if start is None:
            continue
        core = said[start : trade.start()]
        if trade["first"] in _ORDINARY and _is_word(core):
            sure -= 2
        if sure < 2:
            continue
        found.append(Name(start, trade.end(), sure + _bearing(said, start, trade.end())))
    for called in _NAMED_SO.finditer(said):
        start, end = called.span("name")
        if not _NO_NAME.search(called["name"]) and not any(n.start < end and start < n.end for n in found):
            found.append(Name(start, end, 2.5))
    return found


def _beginning(said: str, trade: int, place_ends: frozenset[int]) -> tuple[int | None, float]:
    """Where the name whose trade stands at ``trade`` begins, and how sure that is."""
    best: tuple[float, int] | None = None
    for start in range(trade - 1, max(trade - _LONGEST_CORE, 0) - 1, -1):
        if _ENDS.match(said, start):
            break
        core = said[start:trade]
        border = _border(said, start, place_ends)
        if border:
            length = trade - start
            sure = border + (0, -2, 2, 1.5, 0.5, -0.5, -1)[length] - 1.5 * len(_PARTS.findall(core))
            if best is None or sure > best[0]:
                best = sure, start
        if start in place_ends:
            break
    return (best[1], best[0]) if best else (None, 0.0)


def _border(said: str, start: int, place_ends: frozenset[int]) -> float:
    """How clearly something ends before ``start`` that is no part of a name."""
    if start == 0 or start in place_ends or _ENDS.match(said, start - 1):
        return 2
    if _BORDER_WORDS.search(said, max(0, start - 4), start):
        return 2
    return 1.5 if said[start - 1] in _BORDER_SIGNS else 0


@cache
def _is_word(core: str) -> bool:
    """Whether the dictionary knows it: 社会, 职业 — then it is no invented name."""
    return len(rjieba.cut(core, False)) == 1


def _bearing(said: str, start: int, end: int) -> float:
    """How much the words around speak of the claim."""
    before = said[max(0, start - 10) : start]
    weight = 0.5 if _BEFORE_GOOD.search(before) else 0.0
    weight -= 2 if _BEFORE_BAD.search(before) else 0
    weight += 0.5 if _AFTER_GOOD.match(said, end) else 0
    return weight - (2 if _AFTER_BAD.match(said, end) else 0)
