"""What is claimed in all: of all sums a call names, the one that is owed; not what was paid, offered, earned or spent."""

import re
from decimal import Decimal
from typing import NamedTuple

from bihuan.rules.spoken_numbers import Said, numbers_in
from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import Read
from bihuan.triage.reading.texts import Text

#: The largest sum that is one; more is a slip of the keyboard or a number of something else.
MOST_FEN = 10**14
_LEAST_BARE = 1000
_UNIT = re.compile(r"\s?(?:[多余来]?(?:元|块钱?|圆)|人民币|rmb|¥)(?:[整正](?!常))?")
_MARK = re.compile(r"(?:¥|rmb|人民币)\s?$")
_OTHER_UNIT = re.compile(
    r"\s?[多余来几]?(?:个|名|位|人|号|年|月|日|天|点|时|分|秒|岁|度|%|％|‰|倍|级|次|件|单|台|套|张|条|份|期|栋|楼|层|户|家|辆|"
    r"吨|斤|公斤|千克|克|米|公里|里|平|亩|小时|分钟|季|届|班|路|医院|街|℃|-|/\d|\.\d|:|,\d)"
)
_FIGURE_BEFORE = re.compile(
    r"(?:[\d.\-/:第]|电话|手机|身份证|编号|工号|卡号|账号|单号|热线|qq|微信)[号码是为:：]{0,2}$"
)

_RATE_BEFORE = re.compile(
    r"(?:每个?月|一个?月|月薪|月工资|月收入|月均|底薪|日薪|日工资|每天|一天|时薪|每小时|一小时|一个小时|每人|人均|每个人|一个人|"
    r"单价|年薪|每年|一年|基数|基本工资|保底|应发|每单|一单|每平方?|每次|一次|每张|从|降到|降为|降至|涨到|调到|工资是|工资才|"
    r"工资只有|病假工资|实发|社保补贴|生活费|余额|每台|每件|一件|一桌|每桌|标准是|标准为)[^共欠差少没,，。;；!！?？\n]{0,8}$"
)
_RATE_AFTER = re.compile(
    r"[^,，。;；!！?？\n]{0,2}?(?:/|每|一)(?:个?月|天|小时|个小时|人|单|年|件|个|位|平)|(?:的?月薪|的?底薪|的基数|的标准|包干|包月)"
)
_SETTLED = re.compile(
    r"(?:(?:已经?|只|才|先|就|总共|陆续)(?:给|付|发|支付|结|打|转|拿|领|赔|补|退|预支|借支|收)(?:了|过|到)?|"
    r"(?:付|给|发|打|结|预支|借支|支付|垫付|收|领|转|退)(?:了|过|到)|收到|拿到|领到|到手|"
    r"打发|只肯|只愿|答应|同意|愿意|私了|协商|最多)[^共欠差剩,，。;；!！?？\n]{0,8}$"
)
_SPENT = re.compile(
    r"(?:车费|路费|房租|学费|花了|花费|借了|生活费|存款|低保|补助|补贴|报名费|奖励|会费|贷款|开销|成本|罚我|交了?|违约金|"
    r"(?:要|让|喊|叫|逼)(?:我|我们|他|她)?(?:赔|交|付)|不.{0,5}就[扣罚]|次[扣罚]|[就要]扣|[就要]罚)[^共欠差,，。;；!！?？\n]{0,7}$"
)
_TOTAL = re.compile(
    r"(?:合计|共计|总计|一共|总共|拢共|拢总|加起来|累计|总额|总数|全部|共|算下来|算起来|大约是?|按.{1,8}算)[^,，。;；!！?？\n]{0,8}$"
)
_LEFT = re.compile(
    r"(?:还差|还欠|尚欠|剩下?|剩余|尾款|余款|还有|至今|仍欠|差|尚有)[^付,，。;；!！?？\n]{0,8}$"
)
_OWED = re.compile(
    r"(?:拖欠|欠|克扣|扣发|扣着|扣了|被扣|扣除|罚了|罚款|少发|少缴|少给|未付|未发|未支付|未结|没给|没发|没付|没结|压着|压起|押着|押金|保证金|"
    r"索赔|赔偿|补偿|请求|要求|主张|追讨|讨要|追索|工钱|工资|劳务费|工程款|加班费|提成|奖金|年终奖|差额|金额|应有|应得|判决|判|裁决|"
    r"医药费|医疗费|欠条|报酬|运费|货款|款)[^,，。;；!！?？\n]{0,14}$"
)
_UNPAID_AFTER = re.compile(
    r"[^。;；!！?？\n]{0,14}?(?:没给|没付|没发|没结|未付|未结|未发|未支付|不给|不发|不退|不付|没退|没拿|没得到|没到|没有给|没有发|没有付|没兑现|"
    r"要不到|拿不到|拖着|拖起|至今|欠|找不到人|没着落|没下文)"
)
_ASKED_TOTAL = re.compile(r"(?:一共|总共|总数|合计|欠|金额|多少钱|差)")
_ASKED_OTHER = re.compile(r"(?:每个人|每人|人均|每月|一个月|月薪|工资是多少|给多少|赔多少|底薪|补偿多少)")


class Sum(NamedTuple):
    """A sum of money in a text."""

    start: int
    end: int
    fen: int


def sums_in(text: str) -> list[Sum]:
    """Every sum of money a text names, left to right; ``text`` is in lower case with figures of normal width."""
    return [each for said in numbers_in(text) if (each := _as_sum(text, said))]


def read_amount(text: Text, sums: list[Sum]) -> Read[int] | None:
    """The sum claimed in all, in fen, as said; ``None`` where none is."""
    rated = [(_weight(text, each), each) for each in sums]
    eligible = [(weight, each.fen, each) for weight, each in rated if weight >= 1]
    if not eligible:
        return None
    _, _, best = max(eligible)
    said = text.raw[best.start : best.end]
    return Read(
        best.fen,
        (best.start, best.end),
        Words(f"诉求金额写作“{said}”", f"the amount claimed is given as “{said}”"),
    )


def _as_sum(text: str, said: Said) -> Sum | None:
    if said.value is None or not 0 < said.value * 100 <= MOST_FEN or (said.value * 100) % 1:
        return None
    before, number = text[max(0, said.start - 6) : said.start], text[said.start : said.end]
    unit = _UNIT.match(text, said.end)
    if unit or _MARK.search(before):
        end = unit.end() if unit else said.end
        # 一块 is as often "together" as it is money.
        return None if number == "一" else Sum(said.start, end, int(said.value * 100))
    bare = said.value >= _LEAST_BARE and not _OTHER_UNIT.match(text, said.end)
    if not bare or _FIGURE_BEFORE.search(before) or number in ("千万", "万一", "一千零一"):
        return None
    if number.isdigit() and (len(number) > 7 or 1950 <= said.value <= 2050):
        return None
    return Sum(said.start, said.end, int(said.value * 100))


def _weight(text: Text, each: Sum) -> float:
    """How well it fits as what is claimed in all; less than one where it does not."""
    start, end = each.start, each.end
    before = text.said[max(text.sentence(start)[0], start - 24) : start]
    after = text.said[end : end + 20]
    weight = 0.0
    if text.plain[start:end][-1] in "元块钱整正":
        weight += 0.5
    if _LEFT.search(before):
        weight += 4
    elif _TOTAL.search(before):
        weight += 3
    elif _OWED.search(before):
        weight += 2
    if _UNPAID_AFTER.match(after):
        weight += 2
    if start - text.turn_at(start).start < 24:
        asked = text.asked_before(start)
        if _ASKED_OTHER.search(asked):
            weight -= 4
        elif _ASKED_TOTAL.search(asked):
            weight += 2
    if _RATE_BEFORE.search(before) or _RATE_AFTER.match(after):
        weight -= 4
    if _SETTLED.search(before) and not _LEFT.search(before):
        weight -= 4
    if _SPENT.search(before):
        weight -= 3
    return weight


def yuan_of(fen: int) -> Decimal:
    """An amount in yuan."""
    return Decimal(fen) / 100
