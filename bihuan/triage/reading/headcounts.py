"""How many share the claim: not the firm's headcount, not the family, not those who were merely there."""

import re
from typing import NamedTuple

from bihuan.rules.spoken_numbers import Said, numbers_in
from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import Read, Span
from bihuan.triage.reading.texts import Text

#: From so many on it is a collective dispute (劳动争议调解仲裁法 7).
COLLECTIVE = 10
_WHO = (
    "人|工人|员工|职工|工友|同事|兄弟|弟兄|老乡|骑手|保洁|师傅|司机|女工|民工|农民工|家政|保安|护士|老师|教师|主播|劳动者|"
    "服务员|阿姨|嬢嬢|学生|实习生|伙计|伙伴|环卫|快递|外卖|临时工|小工|大工|工匠|女职工|派遣|村民|姐妹|妇女|辅警|协管|教练|操作工|电工|焊工|技师"
)
_COUNTED = re.compile(rf"(?:个|名|位|号)?(?:(?:左右|上下)?的?(?:{_WHO}))")
#: 名 and 位 count people alone; 个 needs a trade behind it.
_TRADE = re.compile(
    r"[名位](?!义|置|额|单|字)|个[^,，。;；!！?？\n的了月]{0,4}?(?:工|员|师|手|生|长|妹|哥|姐|嫂|伙子|销售|厨子|崽儿|娃儿)(?![作地厂资程])"
)
_OURS = re.compile(
    r"(?:我们|咱们|咱|一共|总共|共|加上我|连我|带我|包括我|弟兄|姐妹|兄弟|工友|同事|组|班组|队|车间|班上|大家)$"
)
_PAIR = re.compile(
    r"(?:我们|咱们?|我|夫妻|夫妇|两口子|姐妹|兄弟|父子|母女|姐弟|爷俩|娘俩)(?:夫妻|两口子|姐妹|兄弟|父子)?(?P<number>[俩仨])"
)
_MEASURE = re.compile(r"(?:个|名|位|号)(?:人)?")
_CARRIER = re.compile(
    r"个人(?:原因|所得|账户|部分|信息|隐私|承担|缴纳|自愿|意愿|申请|名义|简历|感觉|行为|档案|独资)"
)
_FIRM_BEFORE = re.compile(
    r"(?:公司(?:一共|总共|共)?有|厂里?头?(?:一共|总共|共)?有|单位(?:一共|总共|共)?有|规模|手下有?|管理|编制|"
    r"招(?:了|聘)?|在册|在职|总人数|会员|限|约有职工|满|超过|不足|少于)[^我,，。;；!！?？\n]{0,6}$"
)
_WHOLE_BEFORE = re.compile(r"(?:全厂|全公司|全校|全院|全店|全园|全车间|整个.{1,4})[^,，。;；!！?？\n]{0,5}$")
_ALL_AFTER = re.compile(r"[^,，。;；!！?？\n]{0,8}?(?:都|均|没|全部|一起)")
_OTHERS_BEFORE = re.compile(
    r"(?:其中|另外?|别的|有|还有|来了|进来|换了|家里|家头|屋头|一家|养|供|近期|带了|走了|开除了|裁了?|死|伤|每|每个|平均|第|前|后|"
    r"抚养|照顾|我和|我跟|上有|下有|生了|剩)$"
)
_FAMILY_AFTER = re.compile(
    r"(?:口|的活|一组|一班|一间|一个?宿舍|一个班|轮流|顶|干[^,，。]{0,6}的(?:活|工作)|的工作|的量|的事|住)"
)
_SHARED = re.compile(
    r"(?:我们|咱们|我和|我跟|其与|其和|与|和|连我|带我|连同|一共|总共|共|拢共|涉及|代表|受|等|组|班|队|工友|同事|一起|大家|全部|加起来|都是|"
    r"职工|工人|员工|拖欠|欠|收走|把)[^。;；!！?？\n]{0,14}$"
)
_SHARED_AFTER = re.compile(
    r"[^,，。;；!！?？\n]{0,8}(?:的?工资|工钱|都|均|来电|投诉|反映|联名|集体|委托|要求|没|被|想|不|求助)"
)
_ASKED = re.compile(
    r"(?:多少|几个?|几名|几位)(?:个)?(?:人|工人|职工|同事|工友)|人数|几个人|多少人|只有您|就您|就你一个|还有其他"
)
_ASKED_OF_FIRM = re.compile(
    r"(?:单位|公司|厂里?|企业)[^没欠]{0,12}(?:多少|几)[^,，。？?没欠]{0,3}(?:人|职工|员工)(?=[,，。？?]|$)"
)
_ALONE = re.compile(r"(?:就|只有|只得|仅)(?:我|本人)(?:自己)?(?:一|1)个?(?:人)?")
_BARE_AFTER = re.compile(r"[，,。;；!！?？ \n嘛哦吧的都人没被在要想全]|$")
_MOST = 10**6
_ROUGHLY_MANY = re.compile(r"[十百千]")


class _Count(NamedTuple):
    weight: float
    value: int | None
    span: Span
    many: bool


def read_people(text: Text) -> tuple[Read[int] | None, Read[bool] | None]:
    """How many share the claim, and whether they are ten or more; a vague number says only the latter."""
    counts = [count for count in _counts(text) if count.weight >= 1]
    alone = _alone(text)
    if not counts:
        return alone, None
    best = max(counts, key=lambda count: (count.weight, -count.span[0]))
    said = text.raw[slice(*best.span)]
    collective = None
    if best.many:
        collective = Read(
            True,
            best.span,
            Words(f"“{said}”，十人以上为集体争议", f"“{said}”: ten and more are a collective dispute"),
        )
    if best.value is None:
        return None, collective
    people = Read(
        best.value, best.span, Words(f"共同诉求人数写作“{said}”", f"those who share the claim: “{said}”")
    )
    return people, collective


def _counts(text: Text) -> list[_Count]:
    found = []
    for said in numbers_in(text.said):
        number = text.said[said.start : said.end]
        unit = _COUNTED.match(text.said, said.end) or _MEASURE.match(text.said, said.end)
        if unit is None or number in ("一", "1") or _CARRIER.match(text.said, said.end):
            continue
        if said.value is not None and (said.value % 1 or said.value > _MOST):
            continue
        value = None if said.value is None else int(said.value)
        many = value >= COLLECTIVE if value is not None else bool(_ROUGHLY_MANY.search(number))
        weight = _weight(text, said, unit.end())
        if weight is not None and (many or value is not None):
            end = said.end + len(_span_unit(text.said[said.end : unit.end()]))
            found.append(_Count(weight, value, (said.start, end), many))
    for pair in _PAIR.finditer(text.said):
        found.append(_Count(2.0, 2 if pair["number"] == "俩" else 3, pair.span("number"), False))
    return found


def _weight(text: Text, said: Said, end: int) -> float | None:
    """How well a counted number fits as those who share the claim; ``None`` where it does not count people."""
    soon = said.start - text.turn_at(said.start).start < 40
    asked = soon and bool(_ASKED.search(text.asked_before(said.start)))
    if not _COUNTED.match(text.said, said.end) and not _TRADE.match(text.said, said.end):
        # 十四个 alone stands for people where they were asked for, or after 我们.
        ours = _OURS.search(text.said, max(0, said.start - 6), said.start)
        if not (asked or ours) or not _BARE_AFTER.match(text.said, end):
            return None
    if asked and _ASKED_OF_FIRM.search(text.asked_before(said.start)):
        return None
    before = text.said[max(text.sentence(said.start)[0], said.start - 24) : said.start]
    weight = 1.0 + 2 * asked + bool(_SHARED.search(before)) + bool(_SHARED_AFTER.match(text.said, end))
    whole = _WHOLE_BEFORE.search(before) and not _ALL_AFTER.match(text.said, end)
    if whole or _FIRM_BEFORE.search(before) or _FAMILY_AFTER.match(text.said, end):
        weight -= 4
    return weight - 3 * bool(_OTHERS_BEFORE.search(before))


def _span_unit(unit: str) -> str:
    """Of what counts them, what belongs to the number: 个人, 名, 人."""
    found = re.match(r"(?:个人|个|名|位|号人|人)", unit)
    return found[0] if found else ""


def _alone(text: Text) -> Read[int] | None:
    for found in _ALONE.finditer(text.said):
        if _ASKED.search(text.asked_before(found.start())):
            said = text.raw[found.start() : found.end()]
            return Read(1, found.span(), Words(f"“{said}”", f"“{said}”: alone"))
    return None
