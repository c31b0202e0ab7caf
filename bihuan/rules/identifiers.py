"""Numbers that lead to one person, found in any text: telephones, identity numbers, bank cards, number plates, addresses of mail.

What is found is what a person would take for one: an identity number by its check digit, a card by Luhn's, so that an
amount, an order's number or a docket number is none.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.words import Words


class Identifier(StrEnum):
    """What kind of trace it is."""

    PHONE = "phone"
    ID_NUMBER = "id_number"
    BANK_CARD = "bank_card"
    PLATE = "plate"
    MAIL = "mail"
    NAME = "name"
    ADDRESS = "address"
    ACCOUNT = "account"


IDENTIFIER_WORDS = {
    Identifier.PHONE: Words("电话号码", "telephone number"),
    Identifier.ID_NUMBER: Words("身份证号", "identity number"),
    Identifier.BANK_CARD: Words("银行卡号", "bank card"),
    Identifier.PLATE: Words("车牌号", "number plate"),
    Identifier.MAIL: Words("电子邮箱", "address of mail"),
    Identifier.NAME: Words("姓名", "name"),
    Identifier.ADDRESS: Words("详细地址", "address"),
    Identifier.ACCOUNT: Words("社交账号", "account name"),
}


class Trace(NamedTuple):
    """One identifier in a text: its kind, where it stands, and its plain value without spaces and dashes."""

    kind: Identifier
    start: int
    end: int
    value: str


# Digits as people write them: full width, and with a space or a dash between.
_GAP = r"[ \-—–·　]?"
_ALONE, _ENDS = r"(?<![0-9０-９A-Za-z])", r"(?![0-9０-９A-Za-z])"
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def _digits(first: str, *more: str) -> str:
    """A pattern of these digits one after the other, each in either width."""
    return _GAP.join(each.translate(_BOTH_WIDTHS) for each in (first, *more))


_BOTH_WIDTHS = str.maketrans(
    {"d": "[0-9０-９]", "x": "[0-9０-９Xx]", "0": "[0０]", "1": "[1１]", "m": "[3-9３-９]"}
)
#: Said to be one, it is one whatever its check digit: people misspeak, and operators mistype.
_SAID = (
    (Identifier.ID_NUMBER, re.compile(r"(?:身份证|证件)(?:号码|号)?[：:是为 ]{0,3}([0-9０-９]{14,18}[Xx]?)")),
    (Identifier.BANK_CARD, re.compile(r"(?:卡号|账号|账户|银行卡)[：:是为 ]{0,3}([0-9０-９]{10,21})")),
)
_PATTERNS = (
    (Identifier.ID_NUMBER, re.compile(f"{_ALONE}{_digits(*'d' * 17, 'x')}{_ENDS}")),
    *(
        (Identifier.BANK_CARD, re.compile(f"{_ALONE}{_digits(*'d' * length)}{_ENDS}"))
        for length in (19, 18, 17, 16)
    ),
    (Identifier.PHONE, re.compile(rf"{_ALONE}(?:\+?86{_GAP})?{_digits('1', 'm', *'d' * 9)}{_ENDS}")),
    (Identifier.PHONE, re.compile(f"{_ALONE}{_digits('0', *'d' * 11)}{_ENDS}")),
    (Identifier.PHONE, re.compile(f"{_ALONE}{_digits('0', *'d' * 10)}{_ENDS}")),
    (
        Identifier.PLATE,
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·. ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
        ),
    ),
    (Identifier.MAIL, re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
)
_LANDLINE = re.compile(r"0(?:10|2\d)[2-9]\d{7}|0[3-9]\d{2}[2-9]\d{6,7}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def find_identifiers(text: str, names: Iterable[str] = ()) -> list[Trace]:
    """Every identifier of a text, in order, none over another.

    Parameters: ``names`` people whose names are to be found as well; names of one character are none.
    """
    found = [
        Trace(kind, match.start(), match.end(), value)
        for kind, pattern in _PATTERNS
        for match in pattern.finditer(text)
        if _is_one(kind, value := _plain(kind, match.group()))
    ]
    found += [
        Trace(kind, *match.span(1), _plain(kind, match.group(1)))
        for kind, pattern in _SAID
        for match in pattern.finditer(text)
    ]
    for name in {name.strip() for name in names}:
        if len(name) > 1:
            found += [
                Trace(Identifier.NAME, m.start(), m.end(), name) for m in re.finditer(re.escape(name), text)
            ]
    found.sort(key=lambda trace: (trace.start, -trace.end))
    kept: list[Trace] = []
    for trace in found:
        if not kept or trace.start >= kept[-1].end:
            kept.append(trace)
    return kept


def redacted(text: str, names: Iterable[str] = ()) -> str:
    """The text with every identifier replaced by its kind in brackets: 〔电话号码〕."""
    parts, at = [], 0
    for trace in find_identifiers(text, names):
        parts += [text[at : trace.start], f"〔{IDENTIFIER_WORDS[trace.kind].zh}〕"]
        at = trace.end
    return "".join([*parts, text[at:]])


HOUSE = re.compile(
    r"(?:(?!街道|[道镇乡区县市在住于])[一-龥]){1,5}?(?:大道|路|街(?!道)|巷|胡同)(?:[东南西北中一二三四五六]段)?[0-9０-９]{1,5}(?:附[0-9]{1,4})?号(?:附[0-9]{1,4}号)?[院楼]?"
    r"|(?:(?!街道|[道镇乡区县市在住于])[一-龥]){2,6}?(?:小区|花园|家园|公寓|新村)"
    r"|[0-9A-Za-z一二三四五六七八九十]{1,4}(?:栋|幢|号楼|号院|单元|室)"
    r"|(?:(?!街道|[道镇乡区县市在住于])[一-龥]){1,3}村[0-9一二三四五六七八九十]{1,3}组"
    r"|(?<![0-9])[0-9]{1,3}(?:-[0-9]{1,4}){2}(?![0-9])"
)


def without_house(text: str) -> str:
    """The text with every address cut off beneath the street office: roads with their numbers, estates, houses, rooms."""
    return HOUSE.sub(f"〔{IDENTIFIER_WORDS[Identifier.ADDRESS].zh}〕", text)


def _plain(kind: Identifier, written: str) -> str:
    if kind in (Identifier.PLATE, Identifier.MAIL):
        return written
    digits = re.sub(r"[^0-9Xx]", "", written.translate(_WIDE)).upper()
    return digits[-11:] if kind is Identifier.PHONE and digits.startswith("86") else digits


def _is_one(kind: Identifier, value: str) -> bool:
    """Whether digits that look like it are it."""
    if kind is Identifier.ID_NUMBER:
        return _is_id_number(value)
    if kind is Identifier.BANK_CARD:
        return _is_bank_card(value)
    return kind is not Identifier.PHONE or value[0] == "1" or bool(_LANDLINE.fullmatch(value))


def _is_id_number(digits: str) -> bool:
    """GB 11643: seventeen digits with a birthday in them, and the check digit of ISO 7064."""
    if not re.fullmatch(
        r"[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]", digits
    ):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return "10X98765432"[total % 11] == digits[-1]


def _is_bank_card(digits: str) -> bool:
    """Sixteen to nineteen digits that begin as cards do and pass Luhn's test."""
    if not re.fullmatch(r"[3-6]\d{15,18}", digits):
        return False
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
