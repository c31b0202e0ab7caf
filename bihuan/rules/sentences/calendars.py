"""What is said about calendars and limits handed in."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_I = Kind.INVALID


def _row(zh: str, en: str) -> tuple[Kind, Words]:
    return (_I, Words(zh, en))


SENTENCES: dict[str, tuple[Kind, Words]] = {
    # The file as a whole
    "notice_known": _row(
        "这份放假安排已由{by}于 {on} 导入，内容相同。无须再次导入。",
        "The same notice was imported by {by} on {on}. There is nothing more to do.",
    ),
    "notice_changes_nothing": _row(
        "{year} 年的放假安排已经生效，这份文件没有任何不同。请核对文件和年份。",
        "The calendar of {year} is in force, and this file changes no day of it. Check the file and the year.",
    ),
    "notice_gap": _row(
        "还没有 {missing} 年的放假安排，不能先导入 {year} 年的。请先导入 {missing} 年。",
        "The notice for {missing} is not there yet, so that for {year} cannot be imported. Import {missing} first.",
    ),
    "notice_too_old": _row(
        "日历从 {first} 年起，不含 {year} 年。请核对年份。",
        "The calendar begins with {first}; {year} lies before it. Check the year.",
    ),
    "notice_too_short": _row(
        "这份 {year} 年放假安排只有 {days} 天放假，少于 {least} 天，不像一份完整的年度通知。请核对文件。",
        "This notice for {year} has {days} days off, fewer than {least}: that is no whole year. Check the file.",
    ),
    "notice_without_reference": _row(
        "没有填写文号或网址，日后无法核对依据。请填写。",
        "Without its number or address nobody can check the notice later. Enter it.",
    ),
    # Row by row
    "row_day_bad": _row(
        "“{day}”不是日期。请写成 2027-02-06。", "“{day}” is no date. Write it as 2027-02-06."
    ),
    "row_kind_unknown": _row(
        "看不懂类型“{kind}”：应为放假或调休上班。请改正。",
        "“{kind}” is no kind of day: it is off or makeup. Correct it.",
    ),
    "row_name_long": _row(
        "名称超过 {limit} 个字。请缩短。", "The name has more than {limit} characters. Shorten it."
    ),
    "row_day_twice": _row(
        "{day} 与第 {first} 行重复。请删去一行。", "{day} stands in row {first}, too. Remove one of the rows."
    ),
    "row_day_contradicts": _row(
        "{day} 在本行是{kind}，在第 {first} 行是{other}，互相矛盾。请核对通知，保留一行。",
        "{day} is a {kind} here and a {other} in row {first}. Check the notice and keep one of them.",
    ),
    "row_day_outside_year": _row(
        "{day} 不在 {year} 年的放假安排范围内。请核对日期和年份。",
        "{day} is outside what a notice for {year} can speak of. Check the day and the year.",
    ),
    "row_makeup_on_weekday": _row(
        "{day} 本来就是工作日，不会调休上班。请核对日期。",
        "{day} is worked anyhow and cannot be a make-up day. Check the day.",
    ),
    "row_unit_unknown": _row(
        "没有代码为“{code}”的单位。请核对单位代码。",
        "There is no unit with the code “{code}”. Check the code.",
    ),
    "row_zone_summer_time": _row(
        "时区 {zone} 实行夏令时，一天的长短不固定，不能用作工作日历。请按北京时间重新导出。",
        "The zone {zone} has summer time, so that days have no fixed length. Export it again in Beijing time.",
    ),
    "row_span_long": _row(
        "一次放假长达 {days} 天，超过 {most} 天。请核对起止日期。",
        "That is {days} days at a stretch, more than {most}. Check its first and last day.",
    ),
    # Timetables
    "row_periods_bad": _row(
        "看不懂上班时间“{periods}”。请写成“09:00-12:00 13:30-17:30”。",
        "“{periods}” are no working periods. Write them as “09:00-12:00 13:30-17:30”.",
    ),
    "row_hours_kind": _row(
        "看不懂类型“{kind}”：上班时间只分平日和调休上班。请改正。",
        "“{kind}” has no hours of its own: only ordinary days and make-up days do. Correct it.",
    ),
    "row_season_bad": _row(
        "看不懂起止“{season}”：应同时写明起、止，如 06-01 和 08-31。请改正。",
        "“{season}” is no season: give its first and its last day, as 06-01 and 08-31. Correct it.",
    ),
    "row_season_makeup": _row(
        "调休上班日的上班时间不分季节。请删去起止，或改为平日。",
        "Make-up days have the same hours all year. Remove the season, or make it ordinary days.",
    ),
    "row_hours_twice": _row(
        "与第 {first} 行说的是同一单位的同样日子，无法判断以哪一行为准。请删去一行。",
        "This row speaks of the same days of the same unit as row {first}; nobody could say which holds. Remove one.",
    ),
    "row_hours_contradict": _row(
        "上班时间“{periods}”先后颠倒、相互重叠，或与同一单位的另一季节重叠。请改正。",
        "The periods “{periods}” are out of order or overlap, or the season meets another of the same unit. Correct them.",
    ),
    "hours_backdated": _row(
        "生效日 {since} 早于今天（{today}）：已经过去的上班时间不能倒改。请选今天或以后。",
        "{since} lies before today ({today}): hours that have passed stay as they were. Choose today or a later day.",
    ),
    "hours_change_nothing": _row(
        "与当日生效的上班时间没有任何不同。请核对文件。",
        "Nothing differs from the hours that would hold on that day. Check the file.",
    ),
    "hours_in_force": _row(
        "这份上班时间自 {since} 起已经生效，时限已按它计算，不能撤回。请导入原来的上班时间。",
        "These hours hold since {since} and limits were reckoned by them. To go back, import the earlier ones.",
    ),
    "hours_unknown": (
        Kind.HIDDEN,
        Words(
            "没有这份上班时间，或已经撤回。请刷新页面。",
            "There is no such timetable, or it was withdrawn. Load the page again.",
        ),
    ),
    # Tables of limits
    "row_limit_bad": _row(
        "看不懂期限“{limit}”。请写成“3 工作日”“24 紧急工作时”“15 自然日”或“当日”。",
        "“{limit}” is no limit. Write it as “3 working days”, “24 urgent hours” or “15 calendar days”.",
    ),
    "row_limit_long": _row(
        "期限“{limit}”超过 {most}，不像一个时限。请核对。",
        "“{limit}” is more than {most}, which is no limit to work by. Check it.",
    ),
    "row_shares_bad": _row(
        "看不懂预警比例“{shares}”：应为蓝、黄、橙三个递增的百分比，如 50/70/90。请改正。",
        "“{shares}” are no shares of the lights: three rising per cents of blue, yellow and orange, as 50/70/90. Correct it.",
    ),
    "row_limit_twice": _row(
        "与第 {first} 行的{what}条件完全相同，无法判断以哪一行为准。请删去一行。",
        "This row of {what} has the same keys as row {first}; nobody could say which holds. Remove one of them.",
    ),
    "limits_incomplete": _row(
        "缺少{of}的{what}时限：有的工单将没有时限。请补上一行。",
        "There is no limit of {what} for {of}: some orders would have none. Add a row.",
    ),
    "limits_backdated": _row(
        "生效日 {since} 早于今天（{today}）：已登记的工单按登记时的版本，不能倒改。请选今天或以后。",
        "{since} lies before today ({today}); orders keep the version they were made under. Choose today or a later day.",
    ),
    "limits_known": _row(
        "这些时限与版本“{version}”完全相同。无须再次导入；要重新启用，请先撤回其后的版本。",
        "These limits are those of version “{version}”. There is nothing to import; to return to it, withdraw what came after.",
    ),
    "limits_change_nothing": _row(
        "与当日生效的版本“{version}”没有任何不同。请核对文件。",
        "Nothing differs from “{version}”, which would hold on that day. Check the file.",
    ),
    "limits_unnamed": _row(
        "版本名称应为 1 至 {most} 个字符，工单凭它记住所用的时限。请填写。",
        "A version needs a name of 1 to {most} characters, by which orders remember it. Enter one.",
    ),
    "limits_named_twice": _row(
        "已有名为“{version}”的版本，工单将分不清所用的是哪一个。请换一个名称。",
        "There is a version called “{version}” already; orders could not tell them apart. Choose another name.",
    ),
    "limit_key_unknown": _row(
        "不认识“{value}”。可用：{known}。", "“{value}” is not known. Use one of: {known}."
    ),
    "limit_unit_unknown": _row(
        "没有代码为“{unit}”的单位。请核对单位代码。",
        "There is no unit with the code “{unit}”. Check the code.",
    ),
    "limit_unanswered": _row(
        "没有一行时限适用。延期按审批人的层级：请选市级、区县或镇街。",
        "No row holds. An extension goes by the level of its approver: choose city, district or street.",
    ),
    "limits_withdrawn": _row(
        "版本“{version}”已于 {on} 撤回。无须再次撤回。",
        "Version “{version}” was withdrawn on {on}. There is nothing more to do.",
    ),
    "limits_unknown": _row(
        "没有名为“{version}”的导入版本；随产品附带的版本不能撤回。请核对名称。",
        "No version “{version}” was imported, and the one that comes with the product cannot be withdrawn. Check the name.",
    ),
    "withdrawal_without_reason": _row(
        "没有写明撤回的理由，日后无法核对。请填写。",
        "Without a reason nobody can understand the withdrawal later. Enter it.",
    ),
    # The ladder of supervision
    "row_cell_idle": _row(
        "“{what}”不看“{column}”一栏：填了不起作用。请清空这一格。",
        "“{what}” takes nothing from column “{column}”; it would have no effect. Empty the cell.",
    ),
    "row_count_bad": _row(
        "“{column}”一栏的“{value}”不是 {least} 至 {most} 的整数。请改正。",
        "“{value}” in column “{column}” is no whole number from {least} to {most}. Correct it.",
    ),
    "row_posts_bad": _row(
        "送达对象“{value}”无法识别或没有填写。请按先后填写岗位，以“/”分隔，如“工单办理员/领导”。",
        "“{value}” names no posts. Write them in their order with “/” between, as order_clerk/leader.",
    ),
    "row_step_no_time": _row(
        "这一步没有时间可用，一发出就会逾期。请填写至少 1 个工作时。",
        "The step would be late as soon as it begins. Give it at least 1 working hour.",
    ),
    "row_rung_twice": _row(
        "与第 {first} 行的{what}条件完全相同，无法判断以哪一行为准。请删去一行。",
        "This row of “{what}” has the same keys as row {first}; nobody could say which holds. Remove one of them.",
    ),
    "row_rung_never": _row(
        "{what}要写明达到几次才预警，可填 {least} 至 {most}，否则从不预警或随时预警。请改正“at”一栏。",
        "“{what}” has to say how often it must happen, from {least} to {most}; else it warns never or always. Correct column “at”.",
    ),
    "row_rung_of_a_clock": _row(
        "{what}按时限的比例预警，比例写在时限表中。请清空“at”一栏。",
        "“{what}” goes by the share of its limit, which stands in the table of limits. Empty column “at”.",
    ),
    "row_rung_within": _row(
        "只有“同一诉求人多件工单”要写明在几日内，且必须写明；{what}不符。请改正“within”一栏。",
        "Only several orders of one caller are counted within some days, and have to be; “{what}” differs. Correct column “within”.",
    ),
    "row_rung_climbs": _row(
        "{what}要转督办单，就须要求“确认并处置”，并且不能自行解除。请改正。",
        "“{what}” can become a slip only if it asks for a disposal and does not end by itself. Correct it.",
    ),
    "row_rung_falls": _row(
        "{what}比{below}要求更低，或更早达到：颜色越高，要求不能越低，也不能更早。请改正。",
        "“{what}” asks for less than {below}, or is reached no later. A higher light asks for no less. Correct it.",
    ),
    "ladder_incomplete": _row(
        "缺少{what}在{of}时对全部工单适用的一行：有的预警将没有时限。请补上。",
        "There is no row of “{what}” at {of} that holds for all: some warnings would have no limit. Add one.",
    ),
    "ladder_backdated": _row(
        "生效日 {since} 早于今天（{today}）：已发出的预警按发出时的版本，不能倒改。请选今天或以后。",
        "{since} lies before today ({today}); warnings keep the version they were issued under. Choose today or a later day.",
    ),
    "ladder_known": _row(
        "这些规则与版本“{version}”完全相同。无须再次导入；要重新启用，请先撤回其后的版本。",
        "These rules are those of version “{version}”. There is nothing to import; to return to it, withdraw what came after.",
    ),
    "ladder_change_nothing": _row(
        "与当日生效的预警规则“{version}”没有任何不同。请核对文件。",
        "Nothing differs from the rules “{version}”, which would hold on that day. Check the file.",
    ),
    "ladder_unnamed": _row(
        "版本名称应为 1 至 {most} 个字符，预警凭它记住所依的规则。请填写。",
        "A version needs a name of 1 to {most} characters, by which warnings remember it. Enter one.",
    ),
    "ladder_named_twice": _row(
        "已有名为“{version}”的预警规则，预警将分不清所依的是哪一个。请换一个名称。",
        "There are rules called “{version}” already; warnings could not tell them apart. Choose another name.",
    ),
    "ladder_unanswered": _row(
        "没有一行适用：该情形到这一颜色时不发预警。请选别的颜色。",
        "No row holds: that light of the cause warns nobody. Choose another light.",
    ),
    "ladder_withdrawn": _row(
        "预警规则“{version}”已于 {on} 撤回。无须再次撤回。",
        "The rules “{version}” were withdrawn on {on}. There is nothing more to do.",
    ),
    "ladder_unknown": _row(
        "没有导入过名为“{version}”的预警规则；随产品附带的不能撤回。请核对名称。",
        "No rules “{version}” were imported, and those that come with the product cannot be withdrawn. Check the name.",
    ),
    # Who may
    "ladder_not_yours": (
        Kind.HIDDEN,
        Words(
            "只有系统管理员可以导入或撤回预警规则。请联系管理员。",
            "Only an administrator may import or withdraw the warning rules. Ask yours.",
        ),
    ),
    "limits_not_yours": (
        Kind.HIDDEN,
        Words(
            "只有系统管理员可以导入或撤回时限。请联系管理员。",
            "Only an administrator may import or withdraw limits. Ask yours.",
        ),
    ),
    "calendar_not_yours": (
        Kind.HIDDEN,
        Words(
            "只有系统管理员可以导入放假安排。请联系管理员。",
            "Only an administrator may import a calendar. Ask yours.",
        ),
    ),
}
