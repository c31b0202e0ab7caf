"""What somebody is told: one line that says what happened, and one that says what comes next.

Beside it always stands the number of the order. Fields: ``{matter}`` its category, or the kind of event, ``{by}`` the unit that acted,
``{unit}`` the unit the act is about, ``{due}`` the limit. Nothing of the caller and nothing anybody typed: a mail
leaves the house.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from bihuan.rules.events import KINDS
from bihuan.rules.matters import MATTERS
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED

#: The only fields a notice may speak of. A test compares them with :data:`NOTICES`.
FIELDS = frozenset({"matter", "by", "unit", "due"})
_NOTHING = Words("—", "—")
_SYSTEM = Words("系统", "the system")


class Notice(NamedTuple):
    """What happened, and what comes next."""

    what: Words
    next: Words


def _notice(zh: str, en: str, next_zh: str, next_en: str) -> Notice:
    return Notice(Words(zh, en), Words(next_zh, next_en))


# fmt: off
NOTICES = {
    # Yours to do
    "to_check": _notice("新登记待核：{matter}", "Registered, to be checked: {matter}", "请核对内容后送派单。", "Check what was taken down and confirm it for dispatch."),
    "to_dispatch": _notice("待派单：{matter}", "To be dispatched: {matter}", "请按项目所在地派单，办理时限{due}。", "Dispatch it by the place of the project; it is due {due}."),
    "to_sign": _notice("{by}派来工单：{matter}", "{by} sent you an order: {matter}", "请签收办理。时限自派单时起算，{due}到期。", "Sign for it. Its clock has been running since it was sent; it is due {due}."),
    "task_given": _notice("请{unit}协办：{matter}", "{unit} is asked to support: {matter}", "请签收协办任务并反馈。时限自转来时起算。", "Sign for the task and answer it. Its clock has been running since it was given."),
    "task_again": _notice("协办反馈被退回补充", "Your answer was sent back to be completed", "请查看{by}的要求，补充后重新反馈。", "See what {by} asks for, and answer again."),
    "return_to_decide": _notice("退单待审核：{unit}", "A return to decide: {unit}", "请裁定：同意改派，或驳回。裁定一次为准。", "Decide: reassign it, or refuse the return. One decision is final."),
    "task_return_to_decide": _notice("协办退单待审核：{unit}", "The return of a task to decide: {unit}", "请裁定：同意改派，或驳回。", "Decide: reassign the task, or refuse the return."),
    "extension_to_decide": _notice("延期待审批：{unit}", "An extension to decide: {unit}", "审批期间时限照常计算，现为{due}到期，请尽快审批。", "The clock runs on meanwhile and the order is due {due}. Decide soon."),
    "to_confer": _notice("{by}提请会商", "{by} called a conferral", "请召集有关单位，明确主办单位。", "Bring the units together and name the lead."),
    "to_redo": _notice("工单退回重办：{matter}", "Sent back to be redone: {matter}", "请查看原因，联系诉求人后重新办理，{due}到期。", "See why, speak to the caller and handle it again; it is due {due}."),
    "urged": _notice("{by}催办：{matter}", "{by} urges: {matter}", "请说明进展并抓紧办理，{due}到期。", "Say how far it has come and get on with it; it is due {due}."),
    "supervised": _notice("{by}监督预警：{matter}", "{by} supervises and warns: {matter}", "请查看监督意见并落实，{due}到期。", "See what was found and act on it; the order is due {due}."),
    "to_visit": _notice("可以回访：{matter}", "Ready for the return visit: {matter}", "已办结并答复诉求人，请回访。", "It is resolved and the caller has been replied to. Visit the caller."),
    "to_inspect": _notice("待质检：{matter}", "To be inspected: {matter}", "工单已结案，请质检。", "The order is closed. Inspect it."),
    "inspection_failed": _notice("质检不通过", "Inspection failed", "请查看原因，决定是否退回重办。", "See the reasons and decide whether to send it back to be redone."),
    "spared_to_report_back": _notice("未抽中质检，已免检", "Not drawn: spared inspection", "请自下而上回复反馈，责任闭环。", "Report back and discharge your level, from the bottom up."),
    "to_report_back": _notice("质检通过", "Inspection passed", "请自下而上回复反馈，责任闭环。", "Report back and discharge your level, from the bottom up."),
    "lower_discharged": _notice("{by}已责任闭环", "{by} has discharged its responsibility", "下级已闭环，请办理本级回复反馈和责任闭环。", "The level below is done. Report back and discharge yours."),
    "to_archive": _notice("双闭环完成，可以归档", "Both loops closed, ready for the archive", "请核对风险已消除后归档。", "Archive it once no risk is open."),
    "succeeded": _notice("因机构承继转来：{matter}", "Passed on to you by a reform: {matter}", "原单位已撤销，请继续办理，{due}到期。", "The unit before you no longer exists. Carry on; it is due {due}."),
    "limit_moved": _notice("放假安排公布，时限已重算：{matter}", "A new calendar moved a limit: {matter}", "请按新的时限办理，{due}到期。", "Go by the new limit; it is due {due}."),
    "rule_failed": _notice("分派规则异常", "A routing rule has failed", "规则所指单位、事项或岗位已变化，请到分派规则页面处理。", "A unit, item or post it names has changed. Settle it on the page of the routing rules."),
    "entries_to_review": _notice("知识条目将到复核日期", "Knowledge entries are to be reviewed", "请到知识库“到期待复核”逐条复核、修订，或使失效；到期的不再引用。", "Confirm, revise or end each of them in the knowledge base; what has run out is quoted no more."),
    "entries_expired": _notice("知识条目已过有效期", "Knowledge entries have run out", "已自动失效，不再引用；仍然有效的请修订后重新发布。", "They are quoted no more. What still holds is revised and published again."),
    "items_unclaimed": _notice("有履职事项未认领：{unit}", "Duty items nobody has claimed: {unit}", "请到“待落实”页面查看清单，落实到岗位。", "See the list on the page “Still open” and let posts claim them."),
    "accuracy_fell": _notice("识别准确率低于警戒线：{matter}", "The suggested matter fell below its line: {matter}", "请到“识别与建议”看改成了什么，调整阈值或重新训练。", "See on the page “Suggestions” what people chose instead; move the thresholds or train anew."),
    "nobody_there": _notice("{unit}无人可通知：{matter}", "Nobody to be told in {unit}: {matter}", "该单位没有在岗人员。请联系该单位，或改派。", "The unit has nobody in post. Ring it, or send the order elsewhere."),
    "warned": _notice("{unit}被预警：{matter}", "{unit} is warned: {matter}", "请在{due}前确认，并处置；逾期将转督办单。", "Acknowledge it by {due} and dispose of it; left unanswered it becomes a supervision slip."),
    "warning_disposed": _notice("{unit}已处置预警", "{unit} disposed of its warning", "请核实处置情况，销号或退回。", "Verify what was done; close the warning or send it back."),
    "warning_sent_back": _notice("预警处置被退回：{matter}", "Your disposal was sent back: {matter}", "请查看意见，{due}前重新处置。", "See what is missing and dispose of it again by {due}."),
    "slip_issued": _notice("督办单：{unit}，{matter}", "A supervision slip to {unit}: {matter}", "请在{due}前书面答复；逾期将提请约谈。", "Answer it in writing by {due}; left unanswered a talk is called."),
    "slip_answered": _notice("{unit}已答复督办单", "{unit} answered its supervision slip", "请核实答复，销号或退回。", "Verify the answer; close the slip or send the answer back."),
    "slip_refused": _notice("督办单答复被退回：{matter}", "The answer to a slip was sent back: {matter}", "请查看意见，{due}前重新答复。", "See what is missing and answer again by {due}."),
    "talk_called": _notice("提请约谈：{unit}", "A talk is called: {unit}", "督办单逾期未答复，约谈应于{due}前进行。", "A slip was left unanswered; the talk is to be held by {due}."),
    "talk_to_hold": _notice("待约谈：{unit}", "A talk to hold: {unit}", "请于{due}前约谈并记录。", "Hold the talk by {due} and record it."),
    "cluster_found": _notice("{unit}出现聚集性诉求：{matter}", "A cluster of orders for {unit}: {matter}", "请到“聚集预警”页面确认，统一处置。", "Acknowledge it on the page “Clusters” and deal with it as one."),
    "cluster_disposed": _notice("{unit}已处置聚集预警：{matter}", "{unit} disposed of a cluster: {matter}", "请核实，销号或退回。", "Verify it; close it or send it back."),
    "cluster_sent_back": _notice("聚集预警处置被退回：{matter}", "The disposal of a cluster was sent back: {matter}", "请查看意见，重新处置。", "See what is missing and dispose of it again."),
    "letter_to_sign": _notice("待签发的函书：{matter}", "A letter to sign: {matter}", "请审阅文稿，签发或退回修改。", "Read the draft; sign it or send it back."),
    "letter_sent_back": _notice("函书文稿被退回：{matter}", "A draft letter was sent back: {matter}", "请按意见修改后再送签。", "Revise it as asked and submit it again."),
    "letter_to_serve": _notice("函书已签发：{matter}", "A letter was signed: {matter}", "请送达并登记送达情况，回复期限自送达起算。", "Serve it and record the service; the time for the answer begins then."),
    "event_called": _notice("{by}叫应：{matter}", "{by} calls you: {matter}", "请立即应答，到场或办理后反馈。", "Answer at once, then act and report back."),
    "event_stand_in": _notice("{unit}未应答，改由本单位替补：{matter}", "{unit} did not answer; you stand in: {matter}", "请立即应答并接手任务。", "Answer at once and take the task over."),
    "event_nobody_answers": _notice("{unit}未应答，已无替补可叫：{matter}", "{unit} does not answer and nobody is left to call: {matter}", "请直接联系该单位，或另派单位。", "Ring the unit, or send another."),
    "event_assigned": _notice("事件分派给您：{matter}", "An event was assigned to you: {matter}", "请接单处置。", "Take it on and deal with it."),
    "event_escalated": _notice("{by}上报事件：{matter}", "{by} passes an event up: {matter}", "请受理，结案由本中心负责。", "Accept it; your centre now sees it closed."),
    # Good to know
    "event_closed": _notice("您上报的事件已结案：{matter}", "The event you reported is closed: {matter}", "处置结果见事件页。", "The result stands on its page."),
    "event_declined": _notice("您上报的事件不予受理：{matter}", "The event you reported was declined: {matter}", "理由见事件页；情况有变请重新上报。", "The reason stands on its page; report it anew if things change."),
    "event_turned": _notice("您上报的事件已转为工单：{matter}", "The event you reported became a work order: {matter}", "后续按工单办理，编号见事件页。", "It goes on as an order, whose number stands on its page."),
    "letter_refused": _notice("对方拒收函书：{matter}", "Receipt of a letter was refused: {matter}", "可以转下一文书。", "It may go on to the next letter."),
    "letter_uncorrected": _notice("函书所指问题未整改：{matter}", "What a letter asked for was not put right: {matter}", "可以转下一文书。", "It may go on to the next letter."),
    "reminded": _notice("提示：{unit}的{matter}", "A reminder to {unit}: {matter}", "请留意时限，抓紧办理。", "Mind the limit and get on with it."),
    "warned_below": _notice("{unit}被红色预警：{matter}", "{unit} has a red warning: {matter}", "请跟踪处置；未按时处置将转督办单。", "Follow what is done; left unanswered it becomes a supervision slip."),
    "slip_issued_below": _notice("已向{unit}签发督办单：{matter}", "A supervision slip was issued to {unit}: {matter}", "答复期限{due}，请跟踪。", "It is to be answered by {due}; keep track of it."),
    "cluster_found_below": _notice("{unit}出现聚集性诉求：{matter}", "{unit} has a cluster of orders: {matter}", "请跟踪处置；如属误报，请认定。", "Follow what is done; if it is none, call it a false alarm."),
    "warning_closed": _notice("预警已销号：{matter}", "The warning was closed: {matter}", "处置已核实，无须再办。", "The disposal was verified; nothing more to do."),
    "warning_withdrawn": _notice("预警已撤销：{matter}", "The warning was withdrawn: {matter}", "请查看理由，无须处置。", "See the reason; nothing to dispose of."),
    "slip_closed": _notice("督办单已销号：{matter}", "The supervision slip was closed: {matter}", "答复已核实，预警一并了结。", "The answer was verified, and the warning is closed with it."),
    "slip_withdrawn": _notice("督办单已撤销：{matter}", "The supervision slip was withdrawn: {matter}", "请查看理由；预警仍须处置。", "See the reason; the warning itself is still to be disposed of."),
    "talk_held": _notice("约谈已记录：{unit}", "The talk was recorded: {unit}", "请查看约谈记录并落实。", "Read the record and carry it out."),
    "talk_cancelled": _notice("约谈已取消：{unit}", "The talk was cancelled: {unit}", "请查看理由；督办单仍须答复。", "See the reason; the slip is still to be answered."),
    "copied": _notice("工单直达下级，本级同时负责：{matter}", "Sent past you, and you answer too: {matter}", "请跟踪协同。", "Keep track of it and help where needed."),
    "informed": _notice("知会：{matter}", "For your information: {matter}", "本单位无须签收，请留意现场情况。", "Nothing to sign for; keep an eye on the place."),
    "verified": _notice("{by}已现场核实", "{by} verified it on the spot", "请查看核实情况。", "See what was found."),
    "risk_raised": _notice("发现风险：{matter}", "A risk was raised: {matter}", "请查看风险说明，必要时到场或会商。", "See what the risk is; go there or call a conferral if need be."),
    "risk_removed": _notice("{by}报告风险已消除", "{by} reports the risk removed", "请核对，如不属实请重新标记。", "Check it, and raise it again if it is not so."),
    "session_held": _notice("{by}登记了现场办公", "{by} recorded an on-site session", "请查看议定事项中本单位的部分。", "See what was agreed for your unit."),
    "agreed": _notice("已登记支付协议", "A payment agreement was recorded", "协议到期前责任不闭环，请关注履行。", "The responsibility stays open until it is kept. Watch the dates."),
    "payment_confirmed": _notice("{by}确认了一笔付款", "{by} confirmed a payment", "请核对协议履行情况。", "Check how far the agreement has been kept."),
    "payment_overdue": _notice("约定的付款逾期未到：{matter}", "An agreed payment is overdue: {matter}", "请跟进付款；付清或依法解除之前，责任不闭环。", "Follow it up; the responsibility stays open until it is paid or released."),
    "followed_up": _notice("{by}跟进了逾期付款", "{by} followed an overdue payment up", "请查看跟进情况和下次复核日。", "See what was done and when they look again."),
    "renegotiated": _notice("支付协议已重新约定", "A payment agreement was made anew", "请核对新的期次；原协议留存备查。", "Check the new instalments; the old agreement is kept."),
    "promise_released": _notice("支付协议已解除", "A payment agreement was released", "请核对职工书面意见。", "Check the worker's written word."),
    "task_answered": _notice("{unit}已反馈协办情况", "{unit} answered its task", "请查看反馈；如不完整，可退回补充。", "Read the answer; ask again if it is not complete."),
    "task_waived": _notice("协办任务已豁免", "Your task was waived", "本单位无须再办。", "Nothing more to do for your unit."),
    "task_return_allowed": _notice("协办退单已同意", "The return of your task was allowed", "任务已改派，本单位无须再办。", "The task went elsewhere; nothing more to do for your unit."),
    "task_return_refused": _notice("协办退单被驳回", "The return of your task was refused", "请办理并反馈，不能再次退单。", "Handle and answer it; it cannot be returned again."),
    "return_allowed": _notice("退单已同意，工单改派", "Your return was allowed, the order reassigned", "本单位无须再办。", "Nothing more to do for your unit."),
    "return_refused": _notice("退单被驳回：{matter}", "Your return was refused: {matter}", "请办理，不能再次退单，{due}到期。", "Handle it; it cannot be returned again and is due {due}."),
    "conferral_called": _notice("{by}对工单提请会商", "{by} called a conferral on the order", "会商期间请配合说明情况，等待明确主办单位。", "Explain how matters stand; the conferral will name the lead."),
    "lead_passed": _notice("会商另行指定主办单位", "The conferral named another lead", "本单位不再主办。", "Your unit leads no longer."),
    "lead_kept": _notice("会商明确仍由本单位主办", "The conferral kept you as the lead", "请继续办理，{due}到期。", "Carry on; it is due {due}."),
    "extension_granted": _notice("延期已批准", "Your extension was granted", "新的时限：{due}。", "The new limit is {due}."),
    "extension_refused": _notice("延期被驳回", "Your extension was refused", "时限不变，{due}到期，请抓紧办理。", "The limit stays: {due}. Get on with it."),
    "parked": _notice("工单已挂账", "The order was parked", "挂账期间停止计时，到复核日期再办。", "Its clock stands still until the day of review."),
    "unparked": _notice("工单恢复办理", "The order was taken up again", "恢复计时，{due}到期。", "Its clock runs again; it is due {due}."),
    "new_fact": _notice("工单补充了新情况", "New facts were added", "请查看是否影响办理。", "See whether they change what has to be done."),
    "resolved": _notice("{by}已办结：{matter}", "{by} resolved it: {matter}", "待答复诉求人并回访。", "The reply to the caller and the return visit come next."),
    "visit_passed": _notice("回访通过，已结案", "The visit passed, the order is closed", "质检或免检之后责任闭环。", "After inspection, unless it is spared, comes discharge."),
    "redone": _notice("工单退回重办", "The order was sent back to be redone", "请跟踪重办情况。", "Keep track of it."),
    "reported_back": _notice("{by}已回复反馈", "{by} reported back", "请查看反馈材料。", "Read the report."),
    "report_taken_back": _notice("{by}撤回了反馈", "{by} took its report back", "请等待其重新反馈。", "Wait for its new report."),
    "merged": _notice("您登记的工单已并入另一张", "An order you registered was merged into another", "诉求人可凭原编号查询进展。", "The caller can follow it by the same number."),
    "merged_here": _notice("另有一件重复诉求并入：{matter}", "A repeated demand was merged into yours: {matter}", "请查看有无新情况；答复时一并告知。", "See whether it brings new facts; reply to that caller too."),
    "redirected": _notice("已转法定渠道：{matter}", "Redirected to a statutory channel: {matter}", "已告知诉求人受理机关和期限。", "The caller has been told the body and its limit."),
    "transferred_110": _notice("已转110：{matter}", "Transferred to 110: {matter}", "请关注处置情况；工单在收回或办结前不关闭。", "Watch how it goes; the order stays open until taken back or concluded."),
    "archived": _notice("双闭环完成，已归档", "Both loops closed, archived", "无须再办，可随时查阅。", "Nothing more to do; it can be read at any time."),
}
# fmt: on


def about_event(code: str) -> bool:
    """Whether a notice is about an event of the street, whose page is another than an order's."""
    return code.startswith("event_")


#: What a notice may be about: the matter of an order, or the kind of an event.
_ABOUT = {**{code: kind.words for code, kind in KINDS.items()}, **MATTERS}


def speak(code: str, fields: Mapping[str, object]) -> Notice:
    """The notice ``code`` with its fields filled in.

    Parameters: ``fields`` as stored: ``matter`` a code, ``due`` an ISO instant, the others plain text; what is missing
    is shown as a dash. Raises ``KeyError`` for an unknown code.
    """
    due = fields.get("due")
    filled = {
        "matter": _ABOUT.get(str(fields.get("matter")), _NOTHING),
        "by": fields.get("by") or _SYSTEM,
        "unit": fields.get("unit") or _NOTHING,
        "due": _local(str(due)) if due else _NOTHING,
    }
    what, next_ = NOTICES[code]
    return Notice(what.fill(**filled), next_.fill(**filled))


def _local(instant: str) -> str:
    return datetime.fromisoformat(instant).astimezone(PUBLISHED.zone).strftime("%m-%d %H:%M")
