"""What is said when an inspection, its plan or its checklist is refused."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _I = Kind.CONFLICT, Kind.INVALID

SENTENCES: dict[str, tuple[Kind, Words]] = {
    "inspection_spared": (
        _C,
        Words(
            "这张工单未被抽中，已经免检。如发现问题，请直接退回重办。",
            "This order was not drawn and has been spared inspection. If something is wrong with it, send it back to be redone.",
        ),
    ),
    "inspection_desk_unknown": (
        Kind.HIDDEN,
        Words(
            "没有找到由您设置质检的热线。请核对岗位，或请管理员设置。",
            "There is no such hotline desk whose inspection you set. Check your posts, or ask its administrator.",
        ),
    ),
    "checklist_changed": (
        _C,
        Words(
            "您打开页面之后，质检清单换了新版，本次质检没有保存。请按新版清单重新填写。",
            "The checklist has a new edition since you opened the page, so the inspection was not saved. Answer the new items.",
        ),
    ),
    "checklist_item_unknown": (
        _I,
        Words(
            "现行质检清单里没有“{item}”这一项。请按现行清单逐项填写。",
            "The checklist in force has no item “{item}”. Answer its items.",
        ),
    ),
    "item_unanswered": (
        _I,
        Words("“{item}”还没有结论。请逐项选择。", "“{item}” has no answer yet. Choose one for every item."),
    ),
    "item_required": (
        _I,
        Words(
            "“{item}”是必检项，不能选不适用。请选合格或不合格。",
            "“{item}” is required and cannot be left out. Choose passed or failed.",
        ),
    ),
    "item_without_reason": (
        _I,
        Words(
            "“{item}”不合格，但没有写原因，主办单位无从改起。请写明。",
            "“{item}” failed without a reason, so the lead cannot mend it. Say what is wrong.",
        ),
    ),
    "checklist_empty": (
        _I,
        Words(
            "清单里没有必检项，质检就什么也不查。请至少设一个必检项。",
            "The checklist has no required item, so an inspection would look at nothing. Make at least one required.",
        ),
    ),
    "item_twice": (
        _I,
        Words(
            "第 {row} 项与第 {first} 项相同。请合并成一项。",
            "Item {row} is the same as item {first}. Keep one of them.",
        ),
    ),
    "plan_amount_wrong": (
        _I,
        Words(
            "第 {row} 行的数不对：比例为 0 至 100 的整数，每若干件抽一件为 2 至 1000。请改正。",
            "The figure of row {row} is wrong: a share is a whole number from 0 to 100, one in so many from 2 to 1000. Correct it.",
        ),
    ),
    "plan_row_twice": (
        _I,
        Words(
            "第 {row} 行与第 {first} 行的范围相同，不知按哪一行抽。请删去一行，或改范围。",
            "Row {row} is about the same orders as row {first}, so it is not known which holds. Remove one, or change what it is for.",
        ),
    ),
    "plan_without_rest": (
        _I,
        Words(
            "没有一行管其余的工单。请留一行不限事项、层级和单位。",
            "No row is for all other orders. Keep one that names no matter, level or unit.",
        ),
    ),
    "plan_changed": (
        _C,
        Words(
            "您打开页面之后，别人已经启用了新版，本次修改没有保存。请在新版基础上修改。",
            "Somebody has put a new version into force since you opened the page, so nothing was saved. Begin from the new version.",
        ),
    ),
}
