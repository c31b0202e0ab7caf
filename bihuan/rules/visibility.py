"""How personal data looks to those who need not see all of it, and how a phone number is written."""

import re
from unicodedata import normalize

from bihuan.rules.refusal import refuse

_COMPOUND_SURNAME = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|"
    "太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|子车|亓官|司寇|巫马|公西|颛孙|壤驷|公良|"
    "漆雕|乐正|宰父|谷梁|拓跋|轩辕|令狐|段干|百里|呼延|东郭|南门|羊舌|微生|梁丘|左丘|东门|西门|第五"
)
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
#: Area codes: 010 and 02x have three digits and eight after them; all others four, and seven or eight after them.
_LANDLINE = re.compile(r"(010|02\d)([2-9]\d{7})|(0[3-9]\d{2})([2-9]\d{6,7})", re.ASCII)
_STORED_LANDLINE = re.compile(r"(\d{3,4})-(\d{7,8})", re.ASCII)
_COUNTRY = re.compile(r"^(?:(?:\+|00)86|86(?=1\d{10}$))", re.ASCII)
_SEPARATORS = re.compile(r"[\s()\-.·—–‐‑]+")


def mask_name(name: str) -> str:
    """A name with only its surname left: 张三丰 → 张**, 欧阳锋 → 欧阳*. One character alone is hidden."""
    name = name.strip()
    kept = 2 if len(name) > 2 and _COMPOUND_SURNAME.match(name) else min(1, len(name) - 1)
    return name[:kept] + "*" * (len(name) - kept) if name else ""


def mask_phone(phone: str) -> str:
    """A phone number with its middle hidden: 138****5678, 023-****5678; what is neither shows two digits at most."""
    if _MOBILE.fullmatch(phone):
        return f"{phone[:3]}****{phone[-4:]}"
    if landline := _STORED_LANDLINE.fullmatch(phone):
        area, number = landline.groups()
        return f"{area}-{'*' * (len(number) - 4)}{number[-4:]}"
    shown = min(2, len(phone) // 3)
    return "*" * (len(phone) - shown) + phone[len(phone) - shown :]


def mask_id_number(number: str) -> str:
    """An identity number with birthday and place hidden: 500***********1234; anything short is hidden altogether."""
    number = number.strip()
    if len(number) < 15:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def normal_phone(text: str, field: str = "phone") -> str:
    """A phone number as it is stored and compared: 13812345678, or 023-63851234 for a landline with its area code.

    Takes what people write: +86, spaces, brackets, dashes, full-width digits.
    Raises: ``Refused`` ``phone_invalid`` at ``field``.
    """
    digits = _SEPARATORS.sub("", normalize("NFKC", text))
    national = _COUNTRY.sub("", digits)
    if _MOBILE.fullmatch(national):
        return national
    if national != digits and not national.startswith("0"):
        national = "0" + national  # behind +86 people drop the nought of the area code
    landline = _LANDLINE.fullmatch(national)
    if landline is None:
        refuse("phone_invalid", field=field)
    area, number = filter(None, landline.groups())
    return f"{area}-{number}"
