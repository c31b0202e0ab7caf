"""The states of an order in the words a caller understands: what is being done now, and what comes next."""

from bihuan.rules.lifecycle import Matter
from bihuan.rules.words import Words

PLAIN = {
    Matter.ACCEPTED: Words("已经登记，正在核对内容。", "It has been written down and is being checked."),
    Matter.AWAITING_DISPATCH: Words("已经登记，正在安排承办单位。", "It has been written down; a unit is being chosen to handle it."),
    Matter.DISPATCHED: Words("已交给承办单位，等待其签收。", "It has been given to a unit, which still has to sign for it."),
    Matter.SIGNED: Words("承办单位已签收，将与您联系。", "The unit has signed for it and will contact you."),
    Matter.HANDLING: Words("承办单位正在办理。", "The unit is dealing with it."),
    Matter.RETURN_REVIEW: Words("正在核定由哪个单位承办。", "It is being decided which unit is to handle it."),
    Matter.CONFERRING: Words("几个单位正在会商怎样办理。", "Several units are conferring on how to handle it."),
    Matter.EXTENSION_REVIEW: Words("正在办理，承办单位申请延长期限。", "It is in hand; the unit has asked for more time."),
    Matter.PARKED: Words("暂时不能办结，已约定时间复查。", "It cannot be settled yet; a day has been set to look at it again."),
    Matter.TRANSFERRED_110: Words("情况紧急，已转公安机关处置。", "As an emergency it has been passed to the police."),
    Matter.RESOLVED: Words("已经办结，我们将回访您。", "It has been dealt with; we shall call you back about it."),
    Matter.VISITING: Words("已经办结，正在回访。", "It has been dealt with; you are being called back about it."),
    Matter.CLOSED: Words("已经结案。", "It is closed."),
    Matter.REDIRECTED: Words("此事由法定渠道受理，办法见答复。", "It belongs to another body by law; the reply says which and how."),
    Matter.MERGED: Words("已并入同一事项的工单一起办理，进展见下。", "It is handled together with an earlier order on the same matter, shown below."),
    Matter.ARCHIVED: Words("已经办完并归档。", "It is finished and filed."),
}  # fmt: skip
