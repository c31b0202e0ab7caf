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
