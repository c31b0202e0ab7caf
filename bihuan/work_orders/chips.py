"""The filter of the order list in words: one chip for each thing asked for, with the filter that is left without it.

Links from the home page, the wall and the figures ask for more than the filter bar has fields for; nothing they ask for
is hidden from the reader.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bihuan.organisations.models import Unit
from bihuan.rules.alerts import LIGHT_WORDS, Light
from bihuan.rules.lifecycle import STATES, Matter
from bihuan.rules.matters import CLOSURE_WORDS, MATTERS, SOURCE_WORDS, URGENCY_WORDS, Closure, Source, Urgency
from bihuan.rules.returns import REDO_CAUSE_WORDS, RETURN_CAUSE_WORDS, RedoCause, ReturnCause
from bihuan.rules.waiting import QUEUE
from bihuan.rules.words import Words
from bihuan.work_orders.filters import LONGEST_HANDLED, NO_GRID, NUMBERS, PERIODS, OrderFilter

#: Of a key with many values the chip names this many.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing asked for, in words, and the query string without it."""

    words: Words
    query_string: str


def chips_of(asked: OrderFilter) -> list[Chip]:
    """What the filter asks for, in the order of its keys; at most one statement, for the names of units."""
    units = _units(asked)
    chips = []
    for key, values in asked.values.items():
        if key in _FLAGS:
            words = _FLAGS[key]
        elif key in NUMBERS:
            words = _LABELLED.fill(label=_LABELS[key], value=units.get(int(values[0]), _UNKNOWN))
        elif key in _LABELS:
            words = _LABELLED.fill(
                label=_LABELS[key], value=_joined([_VALUES[key](value) for value in values])
            )
        else:
            continue
        chips.append(Chip(words, asked.without(key).query_string()))
    return chips + [_period(asked, name) for name in PERIODS if any(asked.one(day) for day in _days(name))]


def _period(asked: OrderFilter, name: str) -> Chip:
    first, last = (asked.one(day) for day in _days(name))
    words = _SPANS[bool(first), bool(last)].fill(first=first, last=last)
    return Chip(_LABELLED.fill(label=_LABELS[name], value=words), asked.without(*_days(name)).query_string())


def _days(name: str) -> tuple[str, str]:
    return f"{name}_from", f"{name}_until"


def _units(asked: OrderFilter) -> dict[int, Words]:
    ids = [int(asked.one(key)) for key in NUMBERS if asked.one(key)]
    if not ids:
        return {}
    return {pk: Words(name, name) for pk, name in Unit.objects.filter(pk__in=ids).values_list("pk", "name")}


def _joined(words: Iterable[Words]) -> Words:
    words = list(words)
    zh, en = "、".join(one.zh for one in words[:_NAMED]), ", ".join(one.en for one in words[:_NAMED])
    if len(words) <= _NAMED:
        return Words(zh, en)
    return Words(f"{zh}等 {len(words)} 项", f"{en} and {len(words) - _NAMED} more")


def _handled(days: str) -> Words:
    if int(days) == LONGEST_HANDLED:
        return Words("{days} 个工作日以上", "{days} working days or more").fill(days=days)
    return Words("{days}–{next} 个工作日", "{days}–{next} working days").fill(days=days, next=int(days) + 1)


_LABELLED = Words("{label}：{value}", "{label}: {value}")
_UNKNOWN = Words("未知", "unknown")
_SPANS = {
    (True, True): Words("{first} 至 {last}", "{first} to {last}"),
    (True, False): Words("{first} 起", "from {first}"),
    (False, True): Words("{last} 止", "until {last}"),
}
_LABELS = {
    "q": Words("搜索", "Search"),
    "state": Words("状态", "State"),
    "matter": Words("事项", "Matter"),
    "urgency": Words("紧急程度", "Urgency"),
    "channel": Words("来源", "Source"),
    "due": Words("时限", "Limit"),
    "light": Words("预警", "Warning"),
    "waiting": Words("等待", "Waiting"),
    "review": Words("挂账", "Parked"),
    "promise": Words("付款协议", "Payment agreement"),
    "inspection": Words("质检", "Inspection"),
    "satisfied": Words("回访", "Return visit"),
    "on_time": Words("办结", "Resolved"),
    "handled": Words("办理用时", "Handling took"),
    "living": Words("归档", "Archive"),
    "unit": Words("持有单位", "Holder"),
    "place": Words("所在地", "Place"),
    "grid": Words("网格", "Grid"),
    "line": Words("责任单位", "Unit answering"),
    "outcome": Words("办结方式", "Outcome"),
    "return_cause": Words("退单原因", "Cause of the return"),
    "return_state": Words("退单裁定", "Return"),
    "return_by": Words("退单单位", "Returned by"),
    "redo_cause": Words("重办原因", "Cause of the redo"),
    "redo_by": Words("被重办单位", "Redone by"),
    "asked": Words("退单申请日", "Return asked"),
    "sent_back": Words("重办日", "Sent back"),
    "registered": Words("登记日", "Registered"),
    "resolved": Words("办结日", "Resolved"),
    "visited": Words("回访日", "Visited"),
}
_CLOSED: Mapping[str, Mapping[str, Words]] = {
    "due": {
        "late": Words("已超期", "overdue"),
        "soon": Words("即将到期", "due soon"),
        "ok": Words("未临期", "not due soon"),
    },
    "review": {"overdue": Words("已到复核日", "review date has come")},
    "promise": {
        "open": Words("履行中", "running"),
        "overdue": Words("逾期未付", "payment overdue"),
        "soon": Words("即将到期", "payment due soon"),
        "followed": Words("逾期跟进中", "overdue, followed up"),
    },
    "inspection": {
        "passed": Words("合格", "passed"),
        "failed": Words("不合格", "failed"),
        "spared": Words("免检", "spared"),
        "missing": Words("待质检", "still to do"),
    },
    "satisfied": {
        "yes": Words("满意", "satisfied"),
        "basically": Words("基本满意", "basically satisfied"),
        "no": Words("不满意", "dissatisfied"),
    },
    "on_time": {
        "yes": Words("按时", "on time"),
        "no": Words("超期", "late"),
        "met": Words("按期结案", "done by the limit"),
    },
    "return_state": {
        "open": Words("待裁定", "to be decided"),
        "allowed": Words("已同意", "allowed"),
        "refused": Words("已驳回", "refused"),
    },
    "living": {"1": Words("未归档", "not archived"), "0": Words("已归档", "archived")},
}
_VALUES: Mapping[str, Callable[[str], Words]] = {
    "q": lambda text: Words(text, text),
    "grid": lambda code: Words("未落到网格", "in no known grid") if code == NO_GRID else Words(code, code),
    "state": lambda code: STATES[Matter(code)],
    "matter": lambda code: MATTERS[code],
    "urgency": lambda code: URGENCY_WORDS[Urgency(code)],
    "channel": lambda code: SOURCE_WORDS[Source(code)],
    "light": lambda name: LIGHT_WORDS[Light[name.upper()]],
    "waiting": lambda code: QUEUE[code].words,
    "handled": _handled,
    "outcome": lambda code: CLOSURE_WORDS[Closure(code)],
    "return_cause": lambda code: RETURN_CAUSE_WORDS[ReturnCause(code)],
    "redo_cause": lambda code: REDO_CAUSE_WORDS[RedoCause(code)],
    **{key: words.__getitem__ for key, words in _CLOSED.items()},
}
#: What is asked for by a "1" says all in its own words.
_FLAGS = {
    "risk": Words("风险未消", "Risk not removed"),
    "redo": Words("退回重办过", "Sent back to be redone"),
    "returned": Words("申请过退单", "Return asked for"),
    "bounced": Words("退单两次以上", "Returned twice or more"),
    "parked": Words("挂账", "Parked"),
    "urged": Words("催办两次以上", "Urged twice or more"),
    "collective": Words("集体争议", "Collective dispute"),
    "mine": Words("待我办理", "For me to do"),
    "task": Words("协办任务", "Supporting tasks"),
    "duty": Words("待责任闭环", "To discharge"),
}
