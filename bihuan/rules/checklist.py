"""What a quality inspector looks at, item by item, and what follows from the answers.

The items are data in editions; :data:`STANDARD` serves a desk that has set none of its own. Each item is answered: it
passes, it fails with a reason, or it does not apply, which nobody may say of a required one. One item that fails, fails
the inspection, and what the lead is told are the items that failed with their reasons.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words


class Verdict(StrEnum):
    """What the inspector found of one item."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


VERDICT_WORDS = {
    Verdict.PASSED: Words("合格", "Passed"),
    Verdict.FAILED: Words("不合格", "Failed"),
    Verdict.NOT_APPLICABLE: Words("不适用", "Does not apply"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. ``code`` is its name within all editions, so that its failures can be counted."""

    code: str
    words: Words
    required: bool = True


class Checklist(NamedTuple):
    """One edition of a desk's items; 0 is the product's own."""

    edition: int
    items: tuple[Item, ...]


STANDARD = Checklist(
    0,
    (
        Item("contact", Words("按时联系了诉求人，有记录", "The caller was contacted in time, on the record")),
        Item("facts", Words("事实核查清楚，结论有依据", "The facts were established, and the finding has its evidence")),
        Item("answered", Words("答复针对诉求，逐项回应", "The reply answers what was asked, point by point")),
        Item("basis", Words("引用的法律政策准确、现行有效", "Laws and policies are cited rightly and are in force")),
        Item("coding", Words("事项分类、办结方式与实际一致", "Category and way of closing agree with what was done")),
        Item("wording", Words("文字规范，没有泄露诉求人信息", "The wording is proper and gives away nobody who called")),
        Item("evidence", Words("现场、协商、付款等材料齐全", "Papers of visits, talks and payments are complete"), required=False),
        Item("promises", Words("承诺事项有期限、有人跟进", "What was promised has a date and somebody who follows it up"), required=False),
    ),
)  # fmt: skip


class ItemAnswer(NamedTuple):
    """The inspector's answer to one item."""

    item: str
    verdict: str
    reason: str = ""


def check_answers(checklist: Checklist, answers: Iterable[ItemAnswer]) -> list[ItemAnswer]:
    """The answers in the order of the checklist, each in whole.

    Raises ``Refused``: ``checklist_item_unknown``, ``item_unanswered``, ``item_required``, ``item_without_reason``; its field is
    ``item_`` or ``reason_`` with the item's code.
    """
    given: Mapping[str, ItemAnswer] = {answer.item: answer for answer in answers}
    if unknown := given.keys() - {item.code for item in checklist.items}:
        refuse("checklist_item_unknown", item=sorted(unknown)[0])
    found = []
    for item in checklist.items:
        answer = given.get(item.code)
        if answer is None or answer.verdict not in set(Verdict):
            refuse("item_unanswered", field=f"item_{item.code}", item=item.words)
        if item.required and answer.verdict == Verdict.NOT_APPLICABLE:
            refuse("item_required", field=f"item_{item.code}", item=item.words)
        reason = answer.reason.strip()
        if answer.verdict == Verdict.FAILED and not reason:
            refuse("item_without_reason", field=f"reason_{item.code}", item=item.words)
        found.append(ItemAnswer(item.code, answer.verdict, reason))
    return found


def reasons_of(checklist: Checklist, answers: Sequence[ItemAnswer]) -> str:
    """The items that failed with their reasons, a line each, as the lead reads them; empty where none failed."""
    words = {item.code: item.words for item in checklist.items}
    failed = [answer for answer in answers if answer.verdict == Verdict.FAILED]
    return "\n".join(f"{n}. {words[a.item].zh}：{a.reason}" for n, a in enumerate(failed, 1))


def check_items(items: Sequence[Item]) -> None:
    """Refuse an edition that asks nothing, or asks the same twice.

    Raises ``Refused``: ``checklist_empty``, ``item_twice``; its field is that of the item, ``zh_0`` and on.
    """
    if not any(item.required for item in items):
        refuse("checklist_empty", field="required_0")
    first: dict[str, int] = {}
    for place, item in enumerate(items):
        if (before := first.setdefault(item.words.zh, place)) != place:
            refuse("item_twice", field=f"zh_{place}", row=place + 1, first=before + 1)


def passing(checklist: Checklist = STANDARD) -> list[ItemAnswer]:
    """The answers of an order without a fault: what is required passes, the rest does not apply."""
    return [
        ItemAnswer(item.code, Verdict.PASSED if item.required else Verdict.NOT_APPLICABLE)
        for item in checklist.items
    ]
