"""A few short laws of our own making, so that tests need no text of a real one."""

import json
from datetime import date, datetime

from bihuan.knowledge.actions import Checked, import_entries, import_laws
from bihuan.knowledge.entry_tables import read_toml
from bihuan.knowledge.law_texts import LawText, read_law
from bihuan.knowledge.models import Entry
from tests.town import AT

TEAHOUSE_2020 = """# 茶馆管理条例

2020年3月1日 市人民代表大会常务委员会通过

<!-- INFO END -->

## 第一章 总 则

第一条 为了规范茶馆，制定本条例。

第二条 茶馆应当有下列器具：

（一）茶壶；

（二）茶碗。

器具应当清洁。

## 第二章 待客

第三条 茶馆老板不得拖欠伙计的工钱。
"""
TEAHOUSE_2024 = (
    TEAHOUSE_2020.replace("2020年3月1日", "2024年5月6日").replace(
        "不得拖欠伙计的工钱", "应当按月支付伙计的工钱"
    )
    + "\n第四条 本条例自2024年7月1日起施行。\n"
)


def law(name: str, text: str, since: date | None = None) -> LawText:
    """The law in a text that has no faults."""
    found, errors = read_law(name, text.encode(), since)
    assert errors == []
    assert found is not None
    return found


def teahouses() -> list[LawText]:
    """Both versions: of 2020, and of 2024 in force from July."""
    return [
        law("茶馆管理条例(2020-03-01).md", TEAHOUSE_2020),
        law("茶馆管理条例(2024-05-06).md", TEAHOUSE_2024, date(2024, 7, 1)),
    ]


def stock(*texts: LawText) -> Checked:
    """Import texts, by default the teahouses."""
    return import_laws(texts or teahouses(), at=AT)


ENTRY = {
    "code": "tea", "matter": "wage_arrears", "question": "茶馆不给工钱怎么办", "variants": "掌柜不给钱|工钱呢",
    "answer": "掌柜应当按月支付工钱，先向茶馆工会反映。", "steps": "写清楚欠了哪几个月", "papers": "工牌", "body": "茶馆工会",
    "phone": "12351", "basis": "茶馆管理条例(2020-03-01) 3", "calculator": "", "visibility": "public",
    "valid_from": "2025-01-01", "valid_to": "", "owner": "茶馆工会", "review_on": "2099-01-01",
}  # fmt: skip


def shelve(at: datetime = AT, **changed: str) -> Entry:
    """Import one entry, published; what is not named is a good one."""
    values = ENTRY | changed
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    rows, errors = read_toml(("[[entry]]\n" + "\n".join(lines)).encode())
    assert errors == []
    import_entries(rows, publish=True, at=at)
    return Entry.objects.get(code=values["code"])
