"""How calls end, in words, and the tone each is shown in."""

from bihuan.intake.models import Ending
from bihuan.rules.words import Words

ENDING_WORDS = {
    Ending.ORDER: Words("登记工单", "Order registered"),
    Ending.ATTACHED: Words("并入在办工单", "Attached to an order"),
    Ending.ANSWERED: Words("当场解答", "Answered at once"),
    Ending.TRANSFERRED_110: Words("转110", "Put through to 110"),
    Ending.ABANDONED: Words("通话中断", "Broke off"),
}
ENDING_TONES = {
    Ending.ORDER: "active",
    Ending.ATTACHED: "active",
    Ending.ANSWERED: "done",
    Ending.TRANSFERRED_110: "orange",
    Ending.ABANDONED: "neutral",
}
