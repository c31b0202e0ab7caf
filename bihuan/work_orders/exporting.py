"""Orders as lines of a spreadsheet. Personal data is never among them, nor the text in which it may have been typed."""

from datetime import datetime

from bihuan.rules.lifecycle import STATES, Matter
from bihuan.rules.matters import (
    CLOSURE_WORDS,
    MATTERS,
    NATURE_WORDS,
    SOURCE_WORDS,
    URGENCY_WORDS,
    Closure,
    Nature,
    Source,
    Urgency,
)
from bihuan.rules.satisfaction import SATISFIED_WORDS, Satisfied
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.models import WorkOrder

HEAD = (
    Words("编号", "Number"),
    Words("登记时间", "Registered"),
    Words("状态", "State"),
    Words("紧急程度", "Urgency"),
    Words("事项", "Matter"),
    Words("性质", "Nature"),
    Words("来源", "Source"),
    Words("标题", "Title"),
    Words("所在地", "Place"),
    Words("用人单位", "Employer"),
    Words("人数", "People"),
    Words("金额（元）", "Amount (yuan)"),
    Words("主办单位", "Lead"),
    Words("持有单位", "Holder"),
    Words("办理时限", "Due"),
    Words("办结时间", "Resolved"),
    Words("办结方式", "Outcome"),
    Words("结案时间", "Closed"),
    Words("责任闭环时间", "Responsibility closed"),
    Words("满意度", "Satisfaction"),
    Words("重办次数", "Redone"),
    Words("退单次数", "Returned"),
)

#: A cell that begins with one of these is run as a formula by spreadsheets; an apostrophe makes it text again.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def cells_of(order: WorkOrder, chinese: bool) -> list[str]:
    """One order as cells, in the order of :data:`HEAD`."""

    def say(words: Words | None) -> str:
        return "" if words is None else words.zh if chinese else words.en

    amount = "" if order.amount_fen is None else f"{order.amount_fen // 100}.{order.amount_fen % 100:02d}"
    cells = [
        order.number,
        _time(order.registered_at),
        say(STATES[Matter(order.state)]),
        say(URGENCY_WORDS[Urgency(order.urgency)]),
        say(MATTERS.get(order.matter)),
        say(NATURE_WORDS[Nature(order.nature)]),
        say(SOURCE_WORDS[Source(order.channel)]),
        order.title,
        order.place.name,
        order.employer,
        "" if order.people is None else str(order.people),
        amount,
        order.lead.name if order.lead else "",
        order.holder.name,
        _time(order.due_at),
        _time(order.resolved_at),
        say(CLOSURE_WORDS[Closure(order.outcome)]) if order.outcome else "",
        _time(order.closed_at),
        _time(order.responsibility_closed_at),
        say(SATISFIED_WORDS[Satisfied(order.satisfied)]) if order.satisfied else "",
        str(order.redo_count),
        str(order.return_count),
    ]
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]


def _time(at: datetime | None) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if at else ""
