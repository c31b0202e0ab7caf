"""What stands in the way of a union letter."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_I, _C, _H = Kind.INVALID, Kind.CONFLICT, Kind.HIDDEN

SENTENCES: dict[str, tuple[Kind, Words]] = {
    "letter_not_found": (
        _H,
        Words(
            "没有找到这份函书。请核对地址，或从函书列表中打开。",
            "There is no such letter. Check the address, or open it from the list of letters.",
        ),
    ),
    "letter_living": (
        _C,
        Words(
            "本单位就这张工单发出的{kind}还在办理中，不能再拟一份。请先办结它，或转下一文书。",
            "A {kind} of your union on this order is still under way. Close it first, or go on to the next letter.",
        ),
    ),
    "letter_stale": (
        _C,
        Words(
            "您打开页面之后，这份函书已有新的进展，本次操作没有保存。请查看最新内容后再办理。",
            "This letter has gone on since you opened the page, so nothing was saved. Look at it as it is now and act again.",
        ),
    ),
    "letter_not_investigated": (
        _C,
        Words(
            "意见书、建议书送签前，须有两名以上持证的劳动法律监督员调查。请先登记调查。",
            "Before an opinion or a recommendation goes for signature, two or more certified supervisors must have investigated. Record the investigation first.",
        ),
    ),
    "investigators_too_few": (
        _I,
        Words(
            "调查须由 {least} 名以上持证监督员共同进行。请补选参加调查的监督员。",
            "At least {least} certified supervisors investigate together. Choose those who took part.",
        ),
    ),
    "certificate_invalid": (
        _I,
        Words(
            "所选监督员中有人在 {day} 没有本工会的有效证件。请核对证件有效期，或改选他人。",
            "One of those chosen held no valid certificate of this union on {day}. Check the dates, or choose somebody else.",
        ),
    ),
    "investigator_recused": (
        _I,
        Words(
            "{name} 已就此函回避，不能参加调查。请改选他人。",
            "{name} stands aside from this letter and cannot investigate. Choose somebody else.",
        ),
    ),
    "certificates_not_shown": (
        _I,
        Words(
            "调查时没有出示证件，调查不能作为送签的依据。请重新调查，或据实勾选。",
            "Without showing their certificates the supervisors' investigation does not count. Investigate again, or tick it if they did.",
        ),
    ),
    "investigated_in_future": (
        _I,
        Words(
            "调查日期晚于今天。请填写实际调查的日期。",
            "The day of the investigation lies ahead. Enter the day it was held.",
        ),
    ),
    "certificate_of_nobody": (
        _I,
        Words(
            "此人没有在本工会承担办函或签发的岗位。请先任命，再登记证件。",
            "This person neither writes nor signs for the union. Appoint them first, then enter the certificate.",
        ),
    ),
    "certificate_dates": (
        _I,
        Words(
            "有效期止早于起。请核对证件上的日期。", "The certificate ends before it begins. Check its dates."
        ),
    ),
    "certificate_number_taken": (
        _I,
        Words(
            "证号 {number} 已经登记过。请核对证号。",
            "The number {number} is entered already. Check the number.",
        ),
    ),
    "demand_in_future": (
        _I,
        Words("提出请求的日期晚于今天。请核对。", "The day of the demand lies ahead. Check it."),
    ),
    "demand_taken_up": (
        _C,
        Words(
            "本单位就这张工单已有{kind}在办，说明请求已经受理。确不应受理的，请先撤稿或办结它。",
            "A {kind} of your union on this order is under way, so the demand was taken up. If it should not have been, withdraw or close that first.",
        ),
    ),
    "letter_without_grounds": (
        _C,
        Words(
            "对方没有拒收，回复期限未到，也没有核查为未整改，不能转下一文书。请等待回复，或先登记核查结果。",
            "Receipt was not refused, the answer is not overdue and no check found it uncorrected. Wait for the answer, or record the check first.",
        ),
    ),
    "letter_is_the_last": (
        _C,
        Words(
            "建议书之后没有下一文书。请跟踪主管部门的处理结果，写明情况后办结此函。",
            "No letter follows a recommendation. Follow what the department does, then close the letter with what came of it.",
        ),
    ),
    "letter_unsettled": (
        _C,
        Words(
            "此函还没有结果，不能办结。请登记整改核查；未整改的转下一文书。",
            "Nothing has come of this letter yet. Record the check; where it was not put right, go on to the next letter.",
        ),
    ),
    "letter_has_blanks": (
        _I,
        Words(
            "文稿中还有“____”没有填写，不能送签。请先修改文稿，补齐或删去。",
            "The text still has a blank “____”. Revise it first: fill it in, or take it out.",
        ),
    ),
    "letter_names_caller": (
        _I,
        Words(
            "文稿中出现了诉求人的姓名或电话，不能送签。请改用“有关职工”等说法。",
            "The text names the caller or the caller's telephone. Revise it first: say “workers concerned” instead.",
        ),
    ),
    "letterhead_missing": (
        _C,
        Words(
            "{union}还没有设置发文字号，不能签发。请系统管理员在“函书模板”中填写。",
            "{union} has no letterhead yet, so nothing can be numbered. Ask the administrator to enter it under “Letter templates”.",
        ),
    ),
    "placeholder_unknown": (
        _I,
        Words(
            "模板中的“{{{name}}}”不是可用的填充项。可用的有：{known}。请改正后保存。",
            "“{{{name}}}” is no placeholder of a letter. There are: {known}. Correct it and save again.",
        ),
    ),
    "braces_unpaired": (
        _I,
        Words(
            "模板中的花括号不成对。填充项写作“{{employer}}”这样，请检查后保存。",
            "The braces in the template do not pair. A placeholder is written like “{{employer}}”; check and save again.",
        ),
    ),
    "served_too_early": (
        _I,
        Words(
            "送达时间早于签发时间或晚于现在。请核对送达日期。",
            "The service lies before the signing or after now. Check its date.",
        ),
    ),
    "recused_already": (
        _C,
        Words("{name}已经回避此函。", "{name} already stands aside from this letter."),
    ),
    "recusal_of_nobody": (
        _I,
        Words(
            "请从本工会现任承办人员、主席和副主席中选择回避的人。",
            "Choose somebody who handles orders for this union, or its chair or vice-chair.",
        ),
    ),
}
