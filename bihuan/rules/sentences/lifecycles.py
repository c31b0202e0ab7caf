"""What is said when a step of an order is refused."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _I = Kind.CONFLICT, Kind.INVALID

SENTENCES: dict[str, tuple[Kind, Words]] = {
    "order_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这张工单：编号不存在，或不在您的职责范围内。请核对编号，或请派单席查询。",
            "No such order: the number does not exist or lies outside your duties. Check the number, or ask the dispatching desk.",
        ),
    ),
    # The lifecycles
    "act_not_now": (
        _C,
        Words(
            "{about}现为「{state}」，不能{act}：此步只能在「{next}」时进行。请刷新页面查看最新进展。",
            "{about} is “{state}”, so “{act}” is not possible: it belongs to “{next}”. Reload the page to see how things stand.",
        ),
    ),
    "act_not_yours": (
        _C,
        Words(
            "{act}由{who}办理，您在这张工单中没有这个身份。请联系其经办人。",
            "“{act}” is for {who}; you have no such standing in this order. Ask the person in charge there.",
        ),
    ),
    "stale_page": (
        _C,
        Words(
            "您打开页面之后，这张工单已由别人更新，本次操作没有保存。请查看最新内容后再办理。",
            "Somebody else has changed this order since you opened it, so nothing was saved. Look at its present state and act again.",
        ),
    ),
    "supports_open": (
        _C,
        Words(
            "还有协办单位没有反馈。请等其反馈，或写明理由豁免后再办理。",
            "A supporting unit has not answered yet. Wait for its answer, or waive its task with a reason.",
        ),
    ),
    "return_refused_before": (
        _C,
        Words(
            "退单申请已被驳回，本单位不能再次退单。请办理，或提请会商。",
            "A return by your unit has been refused, so it cannot be returned again. Handle it, or call a conferral.",
        ),
    ),
    "return_window_over": (
        _C,
        Words(
            "退单须在派单后规定的工作时内提出，现已超过。请办理，或提请会商。",
            "A return must be asked within its window of working hours after dispatch, and that is over. Handle it, or call a conferral.",
        ),
    ),
    "return_after_conferral": (
        _C,
        Words(
            "主办单位是会商指定的，不能再退单。请办理；有新的事实，请再次提请会商。",
            "A conferral named your unit as the lead, so the order cannot be returned. Handle it; if there are new facts, call a conferral again.",
        ),
    ),
    "conferral_of_one": (
        _I,
        Words(
            "会商至少有两个单位参加。请选择参加会商的单位。",
            "A conferral has at least two units. Choose the units that took part.",
        ),
    ),
    "evidence_unknown": (
        _I,
        Words(
            "没有找到这份附件：它不在本工单中。请先上传，再选为凭据。",
            "No such file: it is not among those of this order. Attach it first, then choose it as evidence.",
        ),
    ),
    "extension_after_due": (
        _C,
        Words(
            "工单已超过办理时限，延期须在到期前申请。请尽快办结，或由督办员挂账。",
            "The limit has passed, and an extension must be asked before that. Resolve the order soon, or have a supervisor park it.",
        ),
    ),
    "extension_beyond_level": (
        _I,
        Words(
            "本级最多可批准延期{days}个工作日。请减少天数，或报上级批准。",
            "Your level may grant at most {days} working days. Ask for fewer, or have the level above decide.",
        ),
    ),
    "reply_missing": (
        _C,
        Words(
            "还没有答复诉求人，不能开始回访。请主办单位先答复。",
            "The caller has not been replied to, so the visit cannot begin. Ask the lead unit to reply first.",
        ),
    ),
    "visit_attempts_missing": (
        _C,
        Words(
            "未接通的回访次数不够，不能按无法联系结案。请换个时段再拨。",
            "There were too few attempts to close as unreachable. Call again at another hour.",
        ),
    ),
    "redo_after_discharge": (
        _C,
        Words(
            "已有层级完成责任闭环，不能再退回重办。请登记新的诉求并关联本单。",
            "A level has already discharged its responsibility, so the order cannot be redone. Register a new demand and link this order.",
        ),
    ),
    "responsibility_open": (
        _C,
        Words(
            "责任还没有闭环，不能归档。请各级自下而上完成责任闭环。",
            "The responsibility loop is still open, so the order cannot be archived. Let every level discharge, from the bottom up.",
        ),
    ),
    "risk_open": (
        _C,
        Words(
            "风险还没有消除，不能归档。请核实后消除风险。",
            "The risk is still open, so the order cannot be archived. Check it and remove the risk first.",
        ),
    ),
    "risk_absent": (
        _C,
        Words(
            "这张工单没有未消除的风险。无需操作。",
            "This order has no open risk. There is nothing to remove.",
        ),
    ),
    "matter_open": (
        _C,
        Words(
            "事项还没有结案，责任不能先行闭环。请等回访结案后再办理。",
            "The matter is not closed, so no level can be discharged. Wait until the return visit has closed it.",
        ),
    ),
    "inspection_missing": (
        _C,
        Words(
            "还没有通过质检，责任不能闭环。请质检员先行质检。",
            "The quality inspection has not been passed, so no level can be discharged. Ask the inspector to inspect it.",
        ),
    ),
    "inspection_done": (
        _C,
        Words(
            "质检已经通过。无需再次质检。",
            "The inspection has been passed already. There is nothing more to inspect.",
        ),
    ),
    "promises_open": (
        _C,
        Words(
            "支付协议还没有履行完毕，责任不能闭环。请确认付款，或凭职工书面意见解除协议。",
            "An agreement is neither kept nor released, so no level can be discharged. Confirm the payment, or release it on the worker's written word.",
        ),
    ),
    "promise_absent": (
        _C,
        Words(
            "没有待履行的协议。请先登记支付协议。",
            "There is no agreement to be kept. Record an agreement first.",
        ),
    ),
    "follow_up_absent": (
        _C,
        Words(
            "没有逾期未付的约定付款，无需跟进。可以查看支付协议的到期日。",
            "No agreed payment is overdue, so there is nothing to follow up. See the agreement for what is due when.",
        ),
    ),
    "renegotiation_forgives": (
        _I,
        Words(
            "新协议的总额少于原协议尚欠的{left}元。减免须由职工书面同意：请补足金额，或先凭职工书面意见解除原协议。",
            "The new agreement comes to less than the ¥{left} still owed under the old one. Only the workers can forgive, in writing: raise the amounts, or release the old agreement on their written word.",
        ),
    ),
    "too_many_representatives": (
        _I,
        Words(
            "职工代表最多{most}人。请推选代表后再登记。",
            "There are at most {most} representatives. Let the workers choose them first.",
        ),
    ),
    "received_in_future": (
        _I,
        Words(
            "到账日期在今天之后。请核对日期，到账后再确认。",
            "The day of arrival lies in the future. Check the day; confirm once the money is there.",
        ),
    ),
    "instalment_settled": (
        _C,
        Words(
            "这一期已经足额确认。请核对期次。",
            "This instalment has been confirmed in full. Check which instalment you mean.",
        ),
    ),
    "payment_too_large": (
        _I,
        Words(
            "确认的金额超过这一期尚欠的{left}元。请核对金额。",
            "The amount is more than the ¥{left} still owed for this instalment. Check the amount.",
        ),
    ),
    "lower_level_open": (
        _C,
        Words(
            "下级责任还没有闭环。责任自下而上闭环，请下级先行办理。",
            "A level below has not been discharged. Levels discharge from the bottom up; ask the level below first.",
        ),
    ),
    "lead_not_in_hand": (
        _C,
        Words(
            "工单已不在办理中，不能再要求协办单位补充。请先退回重办。",
            "The order is no longer in hand, so the task cannot be opened again. Send the order back to be redone first.",
        ),
    ),
    "caller_closed": (
        _C,
        Words(
            "您无需联系诉求人，或诉求人要求保密，不能查看其身份。请由热线话务席联系。",
            "You need not speak to the caller, or the caller asked for confidence, so this stays closed. Let the hotline desk make contact.",
        ),
    ),
}
