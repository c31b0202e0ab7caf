"""What is said when a step of supervision is refused."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _I = Kind.CONFLICT, Kind.INVALID

SENTENCES: dict[str, tuple[Kind, Words]] = {
    "cluster_not_found": (
        Kind.HIDDEN,
        Words("没有这条聚集预警，或者您不能查看。", "There is no such cluster, or you may not see it."),
    ),
    "warning_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这条预警：它不存在，或不在您的职责范围内。请从预警列表中打开。",
            "No such warning: it does not exist or lies outside your duties. Open it from the list of warnings.",
        ),
    ),
    "slip_open": (
        _C,
        Words(
            "这条预警已转为督办单，尚未销号。请先答复督办单，由督办员销号后一并了结。",
            "This warning has become a supervision slip that is not closed yet. Answer the slip; closing it ends both.",
        ),
    ),
    "slip_issued_before": (
        _C,
        Words(
            "这条预警已经签发过督办单，不能重复签发。请查看已有的督办单。",
            "A slip was issued on this warning before, and there is only one. Look at the slip that is there.",
        ),
    ),
    "warning_cause_stands": (
        _C,
        Words(
            "预警的情况仍然存在，或该级预警必须处置，不能自行解除。请处置后由督办员核实销号。",
            "The cause still stands, or a warning of this light must be answered for, so it cannot lapse. Dispose of it.",
        ),
    ),
    "talk_called_before": (
        _C,
        Words(
            "这张督办单已经提请过约谈，不能重复提请。请记录或取消已有的约谈。",
            "A talk was called on this slip before, and there is only one. Record or cancel the talk that is there.",
        ),
    ),
    "talk_due": (
        _C,
        Words(
            "约谈尚未进行。请先记录约谈，或写明理由取消，再办理督办单。",
            "The talk has not been held. Record it, or cancel it with a reason, before going on with the slip.",
        ),
    ),
    "bulletin_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这期周报：它不存在，或不是您所在责任链上的单位签发的。请从周报列表中打开。",
            "No such bulletin: it does not exist or was issued outside your line. Open it from the list of bulletins.",
        ),
    ),
    "bulletin_week_not_over": (
        _C,
        Words(
            "{first}这一周还没有结束，不能签发周报。请在{last}之后签发。",
            "The week of {first} is not over, so its bulletin cannot be issued. Issue it after {last}.",
        ),
    ),
    "bulletin_issued_before": (
        _C,
        Words(
            "{first}这一周的周报已经签发，不能重复签发或更改。请查看已签发的周报。",
            "The bulletin of the week of {first} was issued and cannot be issued again or changed. Open the one that was issued.",
        ),
    ),
    "bulletin_not_yours": (
        _C,
        Words(
            "周报由工会的督办员或领导签发，您没有这个岗位。请联系本级督办员。",
            "A bulletin is issued by a supervisor or leader of a union; you hold no such post. Ask the supervisor of your level.",
        ),
    ),
}
