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
    # Tables of limits
    "row_limit_twice": _row(
        "与第 {first} 行的{what}条件完全相同，无法判断以哪一行为准。请删去一行。",
        "This row of {what} has the same keys as row {first}; nobody could say which holds. Remove one of them.",
    ),
    "limits_incomplete": _row(
        "缺少{of}的{what}时限：有的工单将没有时限。请补上一行。",
        "There is no limit of {what} for {of}: some orders would have none. Add a row.",
    ),
    # Who may
    "calendar_not_yours": (
        Kind.HIDDEN,
        Words(
            "只有系统管理员可以导入放假安排。请联系管理员。",
            "Only an administrator may import a calendar. Ask yours.",
        ),
    ),
}
