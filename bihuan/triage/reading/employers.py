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
_LEAST = 2.5
#: How much a length of the core speaks for a name: two characters are the rule.
_BY_LENGTH = (0, -2, 2, 1.5, 0.5, -0.5, -1)
_FORM = (
    r"(?:有限责任公司|股份有限公司|有限公司|分公司|总公司|公司|集团|总厂|分厂|厂(?![长里区方房家门头外子])|旗舰店|总店|分店|门店|店(?![长员里内主面铺])|"
    r"经营部|工作室|合作社|门诊部|门市部|酒楼|火锅馆|馆|城(?!区)|中心|院(?![长里方]))"
)
#: Trades that follow another without a form behind them: 金属制品, 物业服务.
_SECOND = r"(?:科技|实业|集团|制品|制造|工程(?![师款量部队])|服务(?![员站区生费期部])|管理(?![员层人费处局])|股份|连锁|设备|材料(?![费员款]))"
_BORDER_SIGNS = "的了是在叫跟与和由被给到从为向去来对于把将让因称现就也都还又及或这那我你他她它们有没不个某啥每各另几一啊嘛呢吧说喊帮找告进入做当该此跑请问两着买交缴办搞签拿收要想"
#: What hardly stands in a name: 上过 保险, 打了差评.
_EVERYDAY = re.compile(
    "[过后前里外去出回打干活吃喝睡住走坐站跑看听讲写读字差评分组条块辆件根次遍今昨现以已曾再才刚只最更很太挺越比如但所若虽然而且并则即受令者些什怎样种点钟"
    "时候事情钱死病痛伤骂罚欠薪资工班岗职员假期证费税险款账退赔补扣停断拖拆换改调查谈骗偷抢发借还用带拉推送接找等靠倒掉完得地上下多少]"
)
_BORDER_WORDS = re.compile(
    r"(?:举报|投诉|表扬|反映|咨询|入职|进入|就职|供职|任职|应聘|单位|公司|企业|老板|厂名|店名|名称|名字|全称|承包|总包|分包|劳务方?|业主|甲方|"
    r"乙方|项目|工地|雇主|拖欠|起诉|隶属|来自|属于|挂靠|签约|派遣|外派|以及|原来|现在|目前|之前|曾在|长期|一直|工作|上班|职工|员工|工人|"
    r"女工|同事|要求|请求|希望|督促|责令|包工头|承建方?|施工方?|用人|本市|附近|这边|那边|[一这那哪大人别我]家|一个|旗下|下属|园区|工业园|开发区|名叫|叫做|"
    r"镇上|街上|路上|区内|街道|社区|来电|市民|老家|经过|通过|认为|关于|因为|由于|听说|城区|村里|街|路|号|镇|区|县|巷|大道|广场|原系|系|原)$"
)
#: Tags of proper names.
_PROPER = ("nr", "ns", "nz", "nt")
#: What the segmenter hardly ever met (同创, 环城) is a name, unless it is a word of work (骑手, 班组, 工伤).
_RARE = 100
_OF_THE_TRADE = re.compile("[工班岗手站楼房病员户薪社保险属医农公县]")
#: Houses that are often called by a word of the language (桃源大酒店, 蓝天驾校), and words that say only what sort of house it is.
_HOUSE = re.compile(
    r"(?:大?酒店|宾馆|民宿|客栈|超市|驾校|养老院|敬老院|大?药房|药店|饭店|餐厅|老?火锅|茶楼|茶馆|幼儿园|托育|百货|商场|健身|影城|网吧|加油站|农庄|山庄|采石场|家政|洗车|足浴|美容|培训)"
)
_SORT_OF_HOUSE = re.compile(
    r"学校|小区|员工|职工|社会|工地|公司|单位|医院|农村|乡村|城市|附近|楼下|社区|街道|商场|机关|企业|学生|老人|老年|儿童|民办|民营|私人|私立|公办|公立|国营|连锁|大型|小型|高档|中档|"
    r"星级|快捷|商务|主题|情侣|中心|本地|当地|外地|普通|正规|专业|职业|岗前|技能|技术|安全|电工|焊工|政府|工厂|车间|宿舍|同学|老乡|女子|成人|少儿|特色|网红|生鲜|便民|平价|"
    r"大众点评|汽车|摩托|地下|室内|露天|国际|品牌|全国|自助|中式|西式|海鲜|家庭|老板"
)
_END = re.compile(r"[^\u4e00-\u9fffa-z0-9]")
_SIGN = re.compile(rf"[{_BORDER_SIGNS}]")
_BEFORE_GOOD = re.compile(
    r"(?:举报|投诉|反映|拖欠|被|告|起诉|单位|公司|名称|厂名|店名|叫做?|名叫|全称|入职|就职于|在|的|跟|与|由|是|到|[:：(（])$"
)
_BEFORE_BAD = re.compile(
    r"(?:原与|原来在|原来是|以前在|之前在|先前在|买了?|购买|住|新单位|送到|送往|转到|保险公司|银行)[^,，。;；!！?？\n]{0,3}$"
)
_AFTER_GOOD = re.compile(
    r"[,，]?(?:没有|以|要求|强制|公司|未|单方|安排|上班|工作|做|当|打工|干|"
    r"的?(?:老)?(?:职工|员工|工人|骑手|工程师|销售|护士))"
)
#: What a firm does that is called about.
_AFTER_WRONG = re.compile(
    r"[,，]?(?:就|又|还|一直|仍|长期|无故|单方面?|突然|故意)?(?:拖欠|欠|不发|不给|不签|不交|不缴|不买|不退|不认|不批|不让|没给|没发|没缴|没交|没买|克扣|扣|拒|违法|停发|辞退|开除|"
    r"解除|裁|逼|骗|赖|压|要裁|要求.{0,6}(?:加班|签|交|赔))"
)
_AFTER_BAD = re.compile(r"(?:买|购|办卡|充值|消费|检查|住院|治疗|做手术)")
_NAMED_SO = re.compile(
    r"(?:公司|单位|厂|店|企业|厂名|店名|酒店|工厂|餐馆|馆子|平台|项目部|物业|学校|幼儿园)(?:的?(?:名称|名字|全称|招牌))?(?:名叫|叫做|叫|是叫|[:：])\s?"
    r"(?P<name>[\u4e00-\u9fffa-z0-9]{2,20}?)(?=[,，。;；!！?？\s\n()（）、]|的|这家|那家|这个|做|上班|当|干了|嘛|$)"
)
#: 一家叫云朵的幼儿园, 一个叫华腾的装修公司.
_CALLED = re.compile(
    r"(?:[一有那这]个?|[一有那这]家)(?:名叫|叫做|叫)[“\"「]?(?P<name>[\u4e00-\u9fffa-z0-9]{2,8}?)[”\"」]?的"
)
#: A name whose trade is not on the list, where somebody works at it or is wronged by it.
_WORKED_AT = re.compile(
    r"(?:在|跟|由|被|是|叫|举报|投诉|与|和|入职|进入?|给|为)(?P<name>[\u4e00-\u9fff]{4,5}?)"
    r"(?=上班|工作|做|当|打工|的(?:老?职工|员工|工人|骑手|保安|护士|老师|工地|项目|工程|车间|厂里|店里|门店|站点|楼盘)|签|招聘|拖欠|辞退|解除|开除|干了|公司)"
)
#: A shop one bought from, or the noise downstairs, is no employer where nothing is said of work.
_OF_A_CUSTOMER = re.compile(
    r"买了?|购|消费|退货|退款|充值|办卡|会员卡|顾客|吵|噪|油烟|扰民|质量|假货|点了|订了|下单"
)
_OF_WORK = re.compile(
    r"工资|工钱|薪|欠|上班|工作|职工|员工|工人|打工|做工|入职|离职|辞|开除|劳动|社保|公积金|加班|工伤|岗|骑手|司机|招聘|面试|工友|同事|老师|主播|"
    r"学徒|实习|工会|合同|干活|保安|保洁|护士|厂|车间|机器|干了|买断|改制|底薪|提成|竞业|夜班|值班"
)
#: What stands behind a place and before what somebody does there, where the trade is not on the list.
_BEHIND_PLACE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{4,6}?)(?<![山路街坡桥湖镇村区园场地目站处点栋楼])(?=(?:的|做|当|上班|工作|打工|干|老?职工|员工|工人|拖欠|欠|强制|不给|不发|没有|要求|从|[,，。(（]))"
)


class Name(NamedTuple):
    """A name of a firm in a text: how sure it is one, how much the words around speak of a claim against it, and whether
    what it did is said right behind."""

    start: int
    end: int
    sure: float
    bearing: float = 0
    wrongs: bool = False


def read_employer(text: Text, place_ends: Iterable[int], cities: Iterable[str] = ()) -> Read[str] | None:
    """The firm as the text calls it; ``None`` where none is named.

    Parameters: ``place_ends`` where names of places end; ``cities`` names of cities, with which whole names begin.
    """
    if _OF_A_CUSTOMER.search(text.said) and not _OF_WORK.search(text.said):
        return None
    by_name: dict[str, list[Name]] = {}
    for name in names_of_firms(text, frozenset(place_ends), tuple(cities)):
        by_name.setdefault(text.plain[name.start : name.end], []).append(name)
    if not by_name:
        return None
    best = max(by_name.values(), key=lambda same: (_weight(same), -same[0].start))[0]
    said = text.raw[best.start : best.end]
    return Read(
        said, (best.start, best.end), Words(f"单位写作“{said}”", f"the employer is given as “{said}”")
    )


def _weight(same: list[Name]) -> float:
    """Named again and again, it is whom the call is about; a former employer stays one, however often it is named, unless
    it did what is called about."""
    bearings = [name.bearing for name in same]
    return (
        max(name.sure for name in same)
        + min(max(bearings), 1)
        + (min(min(bearings), 0) if not any(name.wrongs for name in same) else 0)
        + min(len(same), 4) / 4
    )


def names_of_firms(text: Text, place_ends: frozenset[int], cities: tuple[str, ...] = ()) -> list[Name]:
    """Every name of a firm: those with a trade, those that are called so, those that stand behind a place."""
    said = text.said
    found = []
    for trade in _trades().finditer(said):
        start, sure = _beginning(said, trade.start(), place_ends | _city_ends(said, trade.start(), cities))
        if start is not None:
            core = said[start : trade.start()]
            house = _HOUSE.match(trade["trade"]) and not _SORT_OF_HOUSE.search(core)
            sure -= _wordiness(core) * (2.5 if trade["trade"] in _ordinary() and not house else 1)
            start = _with_city(said, start, trade, cities)
            if sure >= _LEAST:
                found.append(Name(start, trade.end(), sure, *_bearing(said, start, trade.end())))
    others = [called.span("name") for words in (_NAMED_SO, _CALLED) for called in words.finditer(said)]
    others += [worked.span("name") for worked in _WORKED_AT.finditer(said) if _is_noun(worked["name"][-2:])]
    others += [behind.span("name") for end in place_ends if (behind := _BEHIND_PLACE.match(said, end))]
    for start, end in others:
        core = said[start:end]
        free = not any(name.start < end and start < name.end for name in found)
        if (
            free
            and not rjieba.has_word(core[:2])
            and not _broken(core)
            and not _trades().match(core)
            and not _wordiness(core)
        ):
            found.append(Name(start, end, _LEAST))
    return found


def _city_ends(said: str, trade: int, cities: tuple[str, ...]) -> frozenset[int]:
    near = range(max(trade - _LONGEST_CORE, 0), trade)
    return frozenset(end for end in near for city in cities if said.endswith(city, 0, end))


def _with_city(said: str, start: int, trade: re.Match[str], cities: tuple[str, ...]) -> int:
    """Where the name begins, the city counted in where it is a whole one: 重庆启拓劳务派遣有限公司."""
    if not trade[0].endswith("公司") or trade["trade"] == "公司":
        return start
    return next((start - len(city) for city in cities if said.endswith(city, 0, start)), start)


def _beginning(said: str, trade: int, place_ends: frozenset[int]) -> tuple[int | None, float]:
    """Where the name whose trade stands at ``trade`` begins, and how sure that is."""
    best: tuple[float, int] | None = None
    if trade in place_ends:
        return None, 0.0
    for start in range(trade - 1, max(trade - _LONGEST_CORE, 0) - 1, -1):
        if _END.match(said, start):
            break
        border = _border(said, start, place_ends)
        if border:
            sure = border + _BY_LENGTH[trade - start] - _broken(said[start:trade])
            if best is None or sure > best[0]:
                best = sure, start
        if start in place_ends:
            break
    return (best[1], best[0]) if best else (None, 0.0)


def _broken(core: str) -> float:
    """How much the signs inside speak against a name; 和顺 and 向阳 are names although they begin as other words do."""
    inside = core[1:] if _is_noun(core[:2]) else core
    if len(core) == 2 and core[1] in "和来为" and not _SIGN.match(core):
        return 1.0 + 1.5 * len(_EVERYDAY.findall(core))
    return 2.5 * len(_SIGN.findall(inside)) + 1.5 * len(_EVERYDAY.findall(core))


def _border(said: str, start: int, place_ends: frozenset[int]) -> float:
    """How clearly something ends before ``start`` that is no part of a name."""
    if start == 0 or start in place_ends or _END.match(said, start - 1):
        return 2
    if _BORDER_WORDS.search(said, max(0, start - 4), start):
        return 2
    if said[start - 1] not in _BORDER_SIGNS:
        return 0
    return 0.5 if _is_noun(said[start - 1 : start + 1]) else 1.5


@cache
def _trades() -> re.Pattern[str]:
    first = "|".join(sorted(_listed(), key=lambda word: (-len(word), word)))
    return re.compile(
        rf"(?P<trade>{first})(?:(?:(?:{first}){{1,3}}(?=有限|股份|公司|集团|总厂|厂)|{_SECOND})?{_FORM}|[\u4e00-\u9fff]{{1,6}}?(?:有限责任公司|股份有限公司|有限公司)|{_SECOND})?"
    )


@cache
def _listed() -> dict[str, bool]:
    """Every trade, and whether it is an ordinary word too, so that what stands before it has to be a name for certain."""
    lines = (files("bihuan.triage.reading") / "trades.txt").read_text("utf-8").splitlines()
    words: dict[str, bool] = {}
    for line in lines:
        if not line.startswith("#"):
            words |= {word.removesuffix("*"): word.endswith("*") for word in line.split()}
    return words


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(word for word, ordinary in _listed().items() if ordinary)


def _wordiness(core: str) -> float:
    """How much it is made of words of the language: 社会, 操作; none for a proper name and for what falls into characters."""
    words = rjieba.tag(core, False)
    if any(len(word) > 2 and tag[:2] not in _PROPER for word, tag in words):
        return 2
    if any(
        len(word) == 1 or tag[:2] in _PROPER or (tag[0] in "jn" and _is_rare(word)) for word, tag in words
    ):
        return 0
    return 1 if all(tag[0] in "na" for _, tag in words) else 2


def _is_rare(word: str) -> bool:
    return not _OF_THE_TRADE.search(word) and rjieba.suggest_freq(word) < _RARE


def _is_noun(word: str) -> bool:
    return rjieba.has_word(word) and rjieba.tag(word, False)[0][1][0] == "n"


def _bearing(said: str, start: int, end: int) -> tuple[float, bool]:
    """How much the words around speak of the claim, and whether they say what the firm did."""
    before = said[max(0, start - 10) : start]
    weight = 0.5 if _BEFORE_GOOD.search(before) else 0.0
    if _AFTER_WRONG.match(said, end):
        return weight + 0.5, True  # a former employer too, where it is what the call is about
    weight -= 2 if _BEFORE_BAD.search(before) else 0
    weight += 0.5 if _AFTER_GOOD.match(said, end) else 0
    return weight - (2 if _AFTER_BAD.match(said, end) else 0), False
