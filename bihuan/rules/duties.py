"""The three lists of duties (三张清单), and how far an item has come on its way to a post.

A national reform gave every town and street three lists: what it must do, what it helps others to do, and what the
departments above took back (facts 5). An item reaches somebody in three steps: 进平台, it stands in the list; 上跑道, it
belongs to a lane; 到岗位, a post has claimed it.
"""

from enum import StrEnum

from bihuan.rules.words import Words


class DutyKind(StrEnum):
    """Which of the three lists an item stands in."""

    BASIC = "basic"
    COOPERATIVE = "cooperative"
    RECALLED = "recalled"


DUTY_KIND_WORDS = {
    DutyKind.BASIC: Words("基本履职", "Basic duty"),
    DutyKind.COOPERATIVE: Words("配合履职", "Cooperative duty"),
    DutyKind.RECALLED: Words("上级部门收回", "Taken back by the department above"),
}

DUTY_KIND_MEANS = {
    DutyKind.BASIC: Words("镇街负全责，应当做", "The street must do it and answers for all of it"),
    DutyKind.COOPERATIVE: Words(
        "上级部门主责，镇街按清单配合", "A department above leads; the street helps as the list says"
    ),
    DutyKind.RECALLED: Words("由上级部门承担，镇街不承担", "A department above does it; the street does not"),
}

#: Kinds that name a department above, and are shown to it to be accepted or disputed.
MIRRORED = frozenset({DutyKind.COOPERATIVE, DutyKind.RECALLED})


class Load(StrEnum):
    """How a post is manned for what it has claimed."""

    VACANT = "vacant"
    SHORT = "short"
    OVERLOADED = "overloaded"
    FINE = "fine"


LOAD_WORDS = {
    Load.VACANT: Words("空岗", "Vacant"),
    Load.SHORT: Words("缺员", "Short of people"),
    Load.OVERLOADED: Words("任务偏重", "Overloaded"),
    Load.FINE: Words("正常", "Manned"),
}

#: Items per person above which a post counts as overloaded. A default of ours, not an official figure.
MOST_ITEMS_PER_PERSON = 8


def load_of(people: int, strength: int, items: int) -> Load:
    """How a post is manned: nobody there, fewer than meant to be, more items a person than is wise, or fine."""
    if not people:
        return Load.VACANT
    if items > people * MOST_ITEMS_PER_PERSON:
        return Load.OVERLOADED
    return Load.SHORT if people < strength else Load.FINE
