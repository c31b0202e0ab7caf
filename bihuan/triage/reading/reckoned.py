"""What a call lets one work out although it does not say it: months unpaid times the monthly wage, heads times the share."""

import re

from bihuan.rules.spoken_numbers import numbers_in
from bihuan.rules.words import Words
from bihuan.triage.reading.amounts import MOST_FEN, Sum
from bihuan.triage.reading.kinds import Read
from bihuan.triage.reading.texts import Text

#: Nobody works so long for nothing; what is said beyond it is something else.
_MOST_MONTHS = 120
_MONTHS = re.compile(r"个(?P<half>半)?月(?!子|饼|前|后|内|大|身孕)")
_UNPAID_BEFORE = re.compile(r"(?:欠|拖|差|压|扣)[^。;；!！?？\n]{0,12}$")
_UNPAID_AFTER = re.compile(
    r"的?[^。;；!！?？\n]{0,8}?(?:没[发给付领拿结]|未[发付结]|不发|没有发|没得到|一分(?:钱)?(?:都|也)?没|(?:的?(?:工资|工钱|薪水))[^。;；\n]{0,6}(?:没|不|未|欠|拖))"
)
_MONTHLY_BEFORE = re.compile(
    r"(?:每个?月|一个?月|月薪|月工资|月收入)(?:工资|收入)?(?:是|为|有|大概|大约|约|差不多|应发|说好)*$"
)
_MONTHLY_AFTER = re.compile(r"\s?(?:/|每|一个?)月")
_EACH_BEFORE = re.compile(
    r"(?:每个?人|一个人|人均|平均(?:每人|一个人)?)(?:都?(?:是|欠|有|大概|大约|约|差不多|差|左右))*$"
)


def read_months(text: Text) -> Read[int] | None:
    """For how many whole months wages are unpaid."""
    said = text.said
    for number in numbers_in(said):
        unit = _MONTHS.match(said, number.end)
        if not unit or number.value is None or number.value % 1 or not 0 < number.value <= _MOST_MONTHS:
            continue
        start = text.sentence(number.start)[0]
        if _UNPAID_BEFORE.search(said, start, number.start) or _UNPAID_AFTER.match(said, unit.end()):
            span = (number.start, unit.end())
            shown = text.raw[slice(*span)]
            return Read(int(number.value), span, Words(f"欠薪月数写作“{shown}”", f"months unpaid: “{shown}”"))
    return None


def read_reckoned(
    text: Text, sums: list[Sum], months: Read[int] | None, people: Read[int] | None
) -> Read[int] | None:
    """What is claimed in all, in fen, where only a share of it is said; a proposal to check, never what was said.

    两个月工资每月5500 is 11,000; 14个人，一个人差不多五千二 is 72,800.
    """
    for each in sums:
        monthly = _MONTHLY_BEFORE.search(
            text.said, max(0, each.start - 16), each.start
        ) or _MONTHLY_AFTER.match(text.said, each.end)
        apiece = _EACH_BEFORE.search(text.said, max(0, each.start - 16), each.start)
        if apiece and people and people.value > 1:
            return _product(text, each, people, Words("人", "people"))
        if monthly and months and not (people and people.value > 1):
            return _product(text, each, months, Words("个月", "months"))
    return None


def _product(text: Text, each: Sum, times: Read[int], unit: Words) -> Read[int] | None:
    total = each.fen * times.value
    if total > MOST_FEN:
        return None
    yuan, all_yuan = f"{each.fen / 100:,.0f}", f"{total / 100:,.0f}"
    return Read(
        total,
        (each.start, each.end),
        Words(
            f"{times.value} {unit.zh} × {yuan} 元 = {all_yuan} 元，请核对",
            f"{times.value} {unit.en} × ¥{yuan} = ¥{all_yuan}, please check",
        ),
    )
