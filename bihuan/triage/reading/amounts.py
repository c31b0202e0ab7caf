"""What is claimed in all: of all sums a call names, the one that is owed; not what was paid, offered, earned or spent."""

import re
from typing import NamedTuple

from bihuan.rules.spoken_numbers import Said, numbers_in
from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import Read
from bihuan.triage.reading.texts import Text

#: The largest sum that is one; more is a slip of the keyboard or a number of something else.
MOST_FEN = 10**14
#: From so many yuan on a number without a unit may be money; after 欠我 from fewer on.
_LEAST_BARE, _LEAST_OWED = 1000, 100
_OWED_JUST_BEFORE = re.compile(r"(?:欠|差|扣|罚)(?:了|我|我们|你)?$")
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
    r"(?:每个?月|(?<![欠拖压差扣后发])一个月(?!.{0,4}[欠拖没])|月薪|月工资|月收入|月均|底薪|日薪|日工资|每天|一天|时薪|每小时|一小时|一个小时|每人|人均|每个人|一个人|"
    r"单价|年薪|每年|一年(?!下来|多|半|总|共|的)|基数|基本工资|保底|每单|一单|每平方?|每次|一次|每张|降到|降为|降至|涨到|调到|工资是|工资才|"
    r"工资只有|病假工资|实发|社保.?补贴|余额|每台|每件|一件|一桌|每桌|标准是|标准为)(?:(?!差(?!不多))[^共欠少没,，。;；!！?？\n]){0,8}$|(?:从|由)(?:原来的?)?$"
)
_RATE_AFTER = re.compile(
    r"[^,，。;；!！?？\n]{0,2}?(?:/|每|一)(?:个?月|天|小时|个小时|人|单|年|件|个|位|平)|(?:的?月薪|的?底薪|的基数|的标准|包干|包月)"
)
_SETTLED = re.compile(
    r"(?:(?:已经?|只|才|先|就|总共|陆续)(?:给|付|发|支付|结|打|转|拿|领|赔|补|退|预支|借支|收)(?:了|过|到)?|"
    r"(?:付|给|发|打|结|预支|借支|支付|收|领|转|退)(?:了|过|到)(?!.{0,2}[欠借]条|我|押金|每人|服装)|收到|拿到|领到|到手|"
    r"打发|其中|包括|只肯|只愿|答应|同意|愿意|私了|协商|最多)[^共欠差剩,，。;；!！?？\n]{0,8}$"
)
_SPENT = re.compile(
    r"(?:车费|路费|房租|学费|花了|花费|借了|生活费|存款|低保|报名费|会费|贷款|开销|成本|罚我|交了?|违约金|"
    r"(?:要|让|喊|叫|逼)(?:我|我们|他|她|人)(?:赔|交|付)|不.{0,5}就[扣罚]|次[扣罚]|[就要]扣|[就要]罚)[^共欠差,，。;；!！?？\n]{0,7}$"
)
_TOTAL = re.compile(
    r"(?:合计|共计|总计|一共|总共|拢共|拢总|加起来|累计|总额|总数|全部|共|算下来|算起来|大约是?|大概(?:有|是)?|估计(?:有|是)?|约(?:有|为)?|按.{1,8}算)[^,，。;；!！?？\n]{0,8}$"
)
_LEFT = re.compile(
    r"(?:还差|还欠|尚欠|剩下?|剩余|尾款|余款|至今|还有|仍欠|差(?!不多)|尚有)[^付,，。;；!！?？\n]{0,8}$"
)
_OWED = re.compile(
    r"(?:欠|拖|差|克扣|扣(?:发|着|了|走|掉|我|除|留|押)|被扣|罚了|罚款|罚我|少[发缴给付算补]|未[付发结]|未支付|没[给发付结]|[压押][着起我了]|押金|保证金|骗|垫|报销|"
    r"索赔|赔偿|补偿|补助金|津贴|抚恤金|失业金|生活费|请求|要求|主张|追讨|讨要|追索|要回|讨回|退还?|工资|工钱|劳务费|工程款|加班费|提成|奖金|年终奖|奖励|差额|"
    r"金额|应有|应得|应(?:该)?(?:是|有|给|付|补|赔|支付)|判决|判|裁决|医药费|医疗费|欠条|借条|报酬|运费|货款|款|费)[^,，。;；!！?？\n]{0,18}$"
)
#: What the sum is for, said behind it: 三万多的赔偿, 五千块押金.
_FOR = re.compile(
    r"的?(?:工资|工钱|加班费|提成|奖金|赔偿|补偿|差额|押金|保证金|培训费|服装费|体检费|中介费|医药费|医疗费|货款|欠款|工程款|劳务费|尾款)"
)
_UNPAID_AFTER = re.compile(
    r"[^。;；!！?？\n]{0,14}?(?:没给|没付|没发|没结|未付|未结|未发|未支付|不给|不发|不退|不付|没退|没拿|没得到|没到|没有给|没有发|没有付|没兑现|"
    r"要不到|拿不到|没出|没管|不管|不认|不报|没报|没补|不补|不退|拖|赖|未到账|没有到账|还没|都没|一分|拖着|拖起|至今|欠|找不到人|没着落|没下文)"
)
#: A sum said by itself after what it is for: 还压起一个半月的工资，万把块。
_APART_BEFORE = re.compile(r"(?:欠|工资|工钱|押金|提成|加班费|压|扣)[^。;；!！?？\n]{0,10}[,，]$")
_APART_AFTER = re.compile(r"(?:左右|上下)?(?:[,，。;；!！?？\n]|$)")
_ASKED_TOTAL = re.compile(r"(?:一共|总共|总数|合计|欠|金额|多少钱|差)")
_ASKED_OTHER = re.compile(r"(?:每个人|每人|人均|每月|一个月|月薪|工资是多少|给多少|赔多少|底薪|补偿多少)")


_WAGES = re.compile(r"工资|工钱|薪|劳务费|加班费|提成|工时费|报酬|血汗钱")


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
    # Of two that fit equally well the later one counts: what is left after what it came from, the sum after its parts.
    eligible = [(weight, each.start, each) for weight, each in rated if weight >= 1]
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
    least = _LEAST_OWED if _OWED_JUST_BEFORE.search(before) else _LEAST_BARE
    bare = said.value >= least and not _OTHER_UNIT.match(text, said.end)
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
    weight = 0.5 if text.plain[end - 1] in "元块钱整正" else 0.0
    if _LEFT.search(before) or _TOTAL.search(before):
        weight += 5
    else:
        weight += 2 if _OWED.search(before) else 0
        weight += 2 if _UNPAID_AFTER.match(after) else 0
        weight += 2 if _FOR.match(after) else 0
        weight += 1 if _APART_BEFORE.search(before) and _APART_AFTER.match(after) else 0
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


def is_of_wages(text: Text) -> bool:
    """Whether the call is about pay for work at all, which alone the criminal amounts are about."""
    return bool(_WAGES.search(text.said))
