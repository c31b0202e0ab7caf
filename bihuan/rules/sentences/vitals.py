"""What is said when something about an indicator, its readings or a limit is refused."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _I, _H = Kind.CONFLICT, Kind.INVALID, Kind.HIDDEN

SENTENCES: dict[str, tuple[Kind, Words]] = {
    "vital_not_found": (
        _H,
        Words(
            "没有找到这项指标：不存在，或不在您的职责范围内。请从体征列表重新进入。",
            "No such indicator: it does not exist or lies outside your duties. Start again from the list of vital signs.",
        ),
    ),
    "vital_not_yours": (
        _C,
        Words(
            "读数没有保存：“{centre}”的读数由该中心或其上级部门报送。请联系该中心。",
            "The reading was not saved: readings of “{centre}” come from that centre or a department above it. Ask the centre.",
        ),
    ),
    "vital_is_computed": (
        _C,
        Words(
            "读数没有保存：“{name}”由本系统按业务数据统计，不接受报送。数据有误请更正业务记录，下次统计自动更新。",
            "The reading was not saved: “{name}” is computed from our own records. If it is wrong, correct the records; the next count follows them.",
        ),
    ),
    "vital_place_outside": (
        _I,
        Words(
            "“{place}”不在“{of}”范围内，读数没有保存。请填写其下的村社区，或留空表示全域。",
            "“{place}” does not lie in “{of}”, so the reading was not saved. Name a community in it, or leave it empty for the whole.",
        ),
    ),
    "vital_value_bad": (
        _I,
        Words(
            "“{value}”太大，读数没有保存。整数部分最多 13 位，请核对单位后重填。",
            "“{value}” is too large, so the reading was not saved. It may have 13 digits before the point; check the unit.",
        ),
    ),
    "vital_period_bad": (
        _I,
        Words(
            "“{said}”不是这项指标的统计期，读数没有保存。请写成 {sample} 的形式。",
            "“{said}” is no period of this indicator, so the reading was not saved. Write it like {sample}.",
        ),
    ),
    "vital_period_not_over": (
        _I,
        Words(
            "{period} 到 {last} 才结束，读数没有保存。请在统计期结束后报送。",
            "{period} ends on {last} only, so the reading was not saved. Hand it in once the period is over.",
        ),
    ),
    "limit_not_yours": (
        _C,
        Words(
            "阈值没有保存：“{centre}”的阈值由该中心的值守人员或领导设定。请联系该中心。",
            "The limit was not saved: limits of “{centre}” are laid down by its officers or leader. Ask the centre.",
        ),
    ),
    "limit_not_found": (
        _H,
        Words(
            "没有找到这条阈值：不存在、已停用，或不属于本中心。请从列表重新进入。",
            "No such limit: it does not exist, holds no longer, or is another centre's. Start again from the list.",
        ),
    ),
    "limit_of_another": (
        _C,
        Words(
            "编号“{limit}”已由另一个中心使用，阈值没有保存。请换一个编号。",
            "The code “{limit}” is another centre's, so the limit was not saved. Choose another code.",
        ),
    ),
    "limit_without_bound": (
        _I,
        Words(
            "没有写上限或下限，阈值没有保存。请至少填写一个。",
            "Neither bound was given, so the limit was not saved. Give at least one of them.",
        ),
    ),
    "limit_bounds_crossed": (
        _I,
        Words(
            "下限 {below} 高于上限 {above}，任何读数都会报警，没有保存。请核对两个数值。",
            "The lower bound {below} lies above the upper bound {above}, so every reading would be an alarm; it was not saved. Check both.",
        ),
    ),
}
