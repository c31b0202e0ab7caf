"""What a supervisor watches: one row per signal, in the words of the office, with the orders it counts.

The orders of a signal are a filter of the order list, so that the number on the wall and the list it opens are the
same question asked twice.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from bihuan.organisations.actors import Actor
from bihuan.rules.words import Words
from bihuan.work_orders.filters import OrderFilter
from bihuan.work_orders.matching import conditions_of


@dataclass(frozen=True, slots=True)
class Signal:
    """One column of the wall. ``tone`` is a warning colour or empty; ``meaning`` is its one-sentence explanation."""

    code: str
    words: Words
    meaning: Words
    asked: dict[str, str]
    tone: str = ""

    def filter(self, **scope: str) -> OrderFilter:
        """The orders of this signal within a scope."""
        return OrderFilter.of({**self.asked, "living": "1", **scope})

    def condition(self, actor: Actor, now: datetime) -> Q:
        """What an order of this signal is like."""
        return conditions_of(self.filter(), actor, now)


SIGNALS = (
    Signal("red", Words("红色超期", "Red"), Words("办理时限已用完。", "The limit is used up."),
           {"light": "red"}, "red"),
    Signal("orange", Words("橙色", "Orange"), Words("时限已用九成以上。", "90 % or more of the limit is used."),
           {"light": "orange"}, "orange"),
    Signal("yellow", Words("黄色", "Yellow"), Words("时限已用七成以上。", "70 % or more of the limit is used."),
           {"light": "yellow"}, "yellow"),
    Signal("blue", Words("蓝色", "Blue"), Words("时限已用过半。", "Half of the limit is used."),
           {"light": "blue"}, "blue"),
    Signal("unsigned", Words("待签收", "Unsigned"), Words("已派单，尚未签收。", "Dispatched and not yet signed for."),
           {"state": "dispatched"}),
    Signal("returned", Words("退过单", "Returned"), Words("申请过退单。", "A return has been asked for."),
           {"returned": "1"}),
    Signal("urged", Words("多次催办", "Urged"), Words("催办两次以上。", "Urged twice or more."),
           {"urged": "1"}),
    Signal("review", Words("挂账到期", "Review"), Words("挂账已到复核日。", "Parked, and the review date has come."),
           {"review": "overdue"}, "yellow"),
    Signal("promise_late", Words("协议逾期", "Pay late"), Words("约定的付款逾期未到。", "An agreed payment has not come."),
           {"promise": "overdue"}, "red"),
    Signal("promise_soon", Words("协议将到期", "Pay soon"), Words("三个工作日内有约定的付款到期。", "An agreed payment is due within 3 working days."),
           {"promise": "soon"}, "yellow"),
    Signal("risk", Words("风险未消", "Risk"), Words("风险尚未消除。", "A risk is not removed yet."),
           {"risk": "1"}, "orange"),
    Signal("dissatisfied", Words("回访不满意", "Dissatisfied"), Words("最近一次回访不满意。", "The last return visit found the caller dissatisfied."),
           {"satisfied": "no"}),
    Signal("redo", Words("重办", "Redone"), Words("退回重办过。", "Sent back to be redone."),
           {"redo": "1"}),
)  # fmt: skip

#: The four lights, most pressing first.
LIGHTS = SIGNALS[:4]
