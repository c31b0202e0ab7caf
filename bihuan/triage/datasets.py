"""A data set of confirmed examples: de-identified, looked through a second time, with a card that says what it is."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from bihuan.privacy.ciphers import blind_index
from bihuan.rules.agreement import Agreement
from bihuan.rules.deidentifying import deidentified, survivors
from bihuan.rules.identifiers import IDENTIFIER_WORDS, Identifier
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.triage.queries import Confirmed

VERSION = "dataset-2026-11"
_SHOWN = 5


class Example(NamedTuple):
    """One example as it leaves the house; the id leads back to the order only with this house's key."""

    id: str
    text: str
    label: str
    nature: str


class Made(NamedTuple):
    """A data set: its examples, how often each kind of identifier was taken out, and orders left out as doubtful."""

    examples: list[Example]
    taken: Counter[Identifier]
    left_out: int


def made_of(orders: Iterable[Confirmed], *, leave_out: bool = False) -> Made:
    """The examples of these orders.

    Parameters: ``leave_out`` leave those out in which something may have survived, instead of refusing the whole.
    Raises ``Refused`` ``identifier_survived`` with the orders and the kinds, ``nothing_confirmed`` where there is none.
    """
    examples: list[Example] = []
    taken: Counter[Identifier] = Counter()
    doubtful: list[tuple[str, list[Identifier]]] = []
    for each in orders:
        text, kinds = deidentified(each.text, each.names)
        if left := survivors(text, each.names):
            doubtful.append((each.number, left))
            continue
        taken.update(kinds)
        examples.append(Example(blind_index(f"dataset {each.order}")[:16], text, each.matter, each.nature))
    if doubtful and not leave_out:
        left = list(dict.fromkeys(kind for _, found in doubtful for kind in found))
        refuse(
            "identifier_survived",
            count=len(doubtful),
            kinds=Words(
                "、".join(IDENTIFIER_WORDS[k].zh for k in left),
                ", ".join(IDENTIFIER_WORDS[k].en for k in left),
            ),
            orders="、".join(number for number, _ in doubtful[:_SHOWN]),
        )
    if not examples:
        refuse("nothing_confirmed")
    return Made(examples, taken, len(doubtful))


def lines(examples: Iterable[Example]) -> Iterator[str]:
    """The examples as lines of JSON."""
    for each in examples:
        yield json.dumps(each._asdict(), ensure_ascii=False)


def card(made: Made, agreed: Agreement, on: date, version: str) -> str:
    """The data card, in both languages: what, when, how many of each class, how de-identified, how far readers agree."""
    classes = Counter(each.label for each in made.examples)
    kappa = "—" if agreed.kappa is None else f"{agreed.kappa:.2f}"
    return "\n".join(
        [
            "# 数据卡 · Data card",
            "",
            f"- 内容 What: 已办结工单的诉求正文及其事项、性质，{len(made.examples)}条。Texts of closed orders with their matter and nature.",
            f"- 时间 When: {on}；规则 rules {VERSION}，Bihuan {version}",
            "- 标签由坐席登记、经办理至结案未改。Labels: chosen at the desk and confirmed by the order's way to its end.",
            "- 不含保密诉求和并入他单的诉求。Without confidential and merged orders.",
            "- 格式 Format: `examples.jsonl`，每行 id, text, label, nature",
            "",
            "## 去标识 De-identified",
            "",
            "姓名、电话、身份证、银行卡、车牌、邮箱、社交账号、门牌以下地址换成类别；另以不同规则复查，复查有疑的不导出。",
            "Names, telephones, identity numbers, cards, plates, mail, accounts and addresses below the street are replaced by",
            "their kind; a second look by other rules keeps back whatever is doubtful.",
            "",
            "| 类别 kind | 处 replaced |",
            "| --- | --- |",
            *(
                f"| {IDENTIFIER_WORDS[kind].zh} {IDENTIFIER_WORDS[kind].en} | {made.taken[kind]} |"
                for kind in Identifier
            ),
            "",
            f"复查有疑未导出 Kept back as doubtful: {made.left_out}",
            "",
            "## 第二人复读 Second reading",
            "",
            f"- 复读 Read again: {agreed.texts}",
            f"- 一致 Same answer: {agreed.observed:.0%}" if agreed.texts else "- 一致 Same answer: —",
            f"- Cohen's kappa: {kappa}（{agreed.words.zh} {agreed.words.en}）",
            "",
            "## 各类 Classes",
            "",
            "| 事项 matter | 名称 | n |",
            "| --- | --- | --- |",
            *(f"| {code} | {MATTERS[code].zh} | {classes[code]} |" for code in MATTERS if classes[code]),
            "",
            "用途 Use: 训练和评测给坐席的建议；不得用于识别个人。For suggestions to operators; never to find out who somebody is.",
            "",
        ]
    )
