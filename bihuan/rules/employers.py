"""Names of employers: what tells one from another, and where a text writes one in full."""

import re
from collections.abc import Iterable

_FORMS = ("有限责任公司", "股份有限公司", "有限公司", "分公司", "公司", "项目部", "集团")
_FORMAL = re.compile(r"[一-龥A-Za-z0-9（）()·]{2,24}?(?:有限责任公司|股份有限公司|有限公司|集团公司|分公司)")
#: What stands before a name in a sentence and belongs to none.
_BEFORE = re.compile(
    r"^.*?(?:联系|告知|通知|责令|督促|要求|约谈|协调|会同|反映的|投诉的|举报的|所在的|关于|经查|核实|目前|现由|系|是|由|向|与|对|请|该|贵|到|在|为)(?=[一-龥A-Za-z0-9（）()·]{4,})"
)


def core_of(employer: str, places: Iterable[str] = ()) -> str:
    """What tells one employer from another: its name without the places it lies in and without its legal form."""
    name = employer.strip()
    for place in places:
        name = name.removeprefix(place).removeprefix(place[:-1] if len(place) > 2 else place).strip("市区县")
    for form in _FORMS:
        name = name.removesuffix(form)
    return name.strip()


def formal_names(text: str) -> list[tuple[int, int]]:
    """Where a text writes an employer with its legal form, as spans; what leads up to a name is left out."""
    found = []
    for match in _FORMAL.finditer(text):
        start, written = match.start(), match.group()
        while before := _BEFORE.match(written):
            start, written = start + before.end(), written[before.end() :]
        found.append((start, match.end()))
    return found
