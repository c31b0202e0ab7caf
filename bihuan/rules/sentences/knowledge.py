"""What is said when something cannot be reckoned, cited, imported or published."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _I, _H = Kind.CONFLICT, Kind.INVALID, Kind.HIDDEN

SENTENCES: dict[str, tuple[Kind, Words]] = {
    # Calculators
    "amount_out_of_range": (
        _I,
        Words(
            "{what}不在可计算的范围内（{least}至{most}）。请核对金额，以元为单位填写。",
            "{what} is outside what can be reckoned ({least} to {most}). Check the amount; enter yuan.",
        ),
    ),
    "quantity_out_of_range": (
        _I,
        Words(
            "{what}应在0到{most}之间。请核对后再算。",
            "{what} must lie between 0 and {most}. Check it and try again.",
        ),
    ),
    "days_reversed": (
        _I,
        Words(
            "{what}前后颠倒：{first} 晚于 {last}。请核对日期。",
            "{what} are the wrong way round: {first} is later than {last}. Check the dates.",
        ),
    ),
    "figure_unknown": (
        _I,
        Words(
            "没有{day}有效的{what}，不能用其他日期的数值代替。请向人社部门核实后，把数值和生效日期一起填写，或由知识库管理员补录。",
            "No {what} is known that holds on {day}, and one of another time will not do. Ask the labour bureau and enter the figure with its date, or have the editors add it.",
        ),
    ),
    "figure_undated": (
        _I,
        Words(
            "{what}必须同时填写生效日期，且不晚于计算日：没有日期的数值不能用来计算。",
            "{what} needs the day it came into force, not later than the day asked: a figure without a date is not used.",
        ),
    ),
    "calculator_unknown": (
        _I,
        Words(
            "没有名为“{name}”的计算器。可用：{names}。",
            "There is no calculator “{name}”. There are: {names}.",
        ),
    ),
    "field_unknown": (
        _I,
        Words(
            "“{name}”不是这个计算器的项目。可填：{names}。",
            "“{name}” is no field of this calculator. There are: {names}.",
        ),
    ),
    "figure_unclear": (
        _I,
        Words(
            "没有看懂“{what}”的值“{text}”。请按“{example}”的样子填写。",
            "The value “{text}” of “{what}” cannot be read. Write it like “{example}”.",
        ),
    ),
    "field_missing": (
        _I,
        Words("还没有填写“{what}”。请补上再算。", "“{what}” is not filled in. Add it and try again."),
    ),
}
