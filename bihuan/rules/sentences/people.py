"""What is said when something about units, people, posts or signing in is refused."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _I = Kind.CONFLICT, Kind.INVALID

SENTENCES: dict[str, tuple[Kind, Words]] = {
    # Units, people and their posts
    "unit_unknown": (
        _I,
        Words(
            "没有找到单位“{name}”：名称不存在，或不在您的管理范围内。请从搜索结果中选择单位。",
            "No unit “{name}”: there is no such name, or it lies outside what you administer. Choose one from the search results.",
        ),
    ),
    "unit_ambiguous": (
        _I,
        Words(
            "有 {count} 个单位都叫“{name}”，无法确定是哪一个。请写明所属区县后再选。",
            "{count} units are called “{name}”, so it is not clear which is meant. Name the district it belongs to.",
        ),
    ),
    "unit_not_standing": (
        _C,
        Words(
            "“{unit}”在这段时间并非一直存续（设立于 {since}，撤销于 {until}）。请改选其承继单位，或调整起止日期。",
            "“{unit}” does not exist throughout that period (from {since} to {until}). Choose its successor, or change the dates.",
        ),
    ),
    "post_does_not_fit": (
        _I,
        Words(
            "“{unit}”不设“{post}”岗位。该单位可任命：{posts}。",
            "“{unit}” has no post of {post}. It may appoint: {posts}.",
        ),
    ),
    "period_backwards": (
        _I,
        Words(
            "结束日期须晚于开始日期（{since}）。请重新选择日期。",
            "The end must come after the beginning ({since}). Choose another day.",
        ),
    ),
    "appointment_overlaps": (
        _C,
        Words(
            "{person}在“{unit}”的“{post}”任职与已有任职时间重叠。请先结束原任职，或调整起止日期。",
            "{person} already holds the post of {post} in “{unit}” for part of that time. End that appointment first, or change the dates.",
        ),
    ),
    "appointment_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这项任职：不存在，或不在您的管理范围内。请从人员列表重新进入。",
            "No such appointment: it does not exist or lies outside what you administer. Start again from the list of people.",
        ),
    ),
    "appointment_already_ended": (
        _C,
        Words(
            "这项任职已于 {until} 结束，不能再延后或重复结束。如需继续任职，请重新任命。",
            "This appointment already ended on {until}; it cannot be ended again or later. Appoint the person anew if needed.",
        ),
    ),
    "last_administrator": (
        _C,
        Words(
            "{person}是最后一名系统管理员，结束后将无人能任命他人。请先任命另一名管理员。",
            "{person} is the last administrator; after this nobody could appoint anyone. Appoint another administrator first.",
        ),
    ),
    "deputy_needs_end": (
        _I,
        Words(
            "代理必须有结束日期，到期自动失效。请填写结束日期。",
            "A deputy needs an end date, on which the deputising lapses by itself. Enter one.",
        ),
    ),
    "deputy_is_self": (
        _I,
        Words(
            "不能由本人代理本人。请选择另一位人员。", "Nobody deputises for themself. Choose another person."
        ),
    ),
    "deputy_of_deputy": (
        _I,
        Words(
            "代理人不能再找人代理。请从原任职者处重新指定代理人。",
            "A deputy cannot be deputised for. Name the new deputy from the original appointment.",
        ),
    ),
    "deputy_outside": (
        _I,
        Words(
            "代理期间超出了被代理人的任职期间（{since} 至 {until}）。请调整起止日期。",
            "The period lies outside the appointment it stands in for ({since} to {until}). Change the dates.",
        ),
    ),
    "person_unknown": (
        _I,
        Words(
            "没有用户名为“{username}”的人员，或其账号已停用。请核对用户名，或先添加人员。",
            "Nobody has the user name “{username}”, or the account is closed. Check the user name, or add the person first.",
        ),
    ),
    "person_name_missing": (
        _I,
        Words("请填写姓名（不超过 40 字）。", "Enter the person's name (up to 40 characters)."),
    ),
    "username_bad": (
        _I,
        Words(
            "用户名须为 3 至 40 个小写字母、数字或 . _ -，并以字母开头。请修改后再试。",
            "A user name is 3 to 40 small letters, digits or . _ - and begins with a letter. Change it and try again.",
        ),
    ),
    "username_taken": (
        _C,
        Words(
            "用户名“{username}”已被使用。请换一个用户名。",
            "The user name “{username}” is taken. Choose another.",
        ),
    ),
    "not_administrator": (
        Kind.HIDDEN,
        Words(
            "没有找到，或不在您的管理范围内。请联系上级系统管理员。",
            "Not found, or outside what you administer. Ask the administrator above you.",
        ),
    ),
    # Signing in
    "sign_in_refused": (
        _I,
        Words(
            "用户名或密码不正确，或账号已停用。请重新输入；忘记密码请联系本单位系统管理员。",
            "User name and password do not match, or the account is closed. Try again, or ask your administrator for a new password.",
        ),
    ),
    "sign_in_wait": (
        Kind.THROTTLED,
        Words(
            "尝试次数过多，为保护账号已暂停登录。请在 {minutes} 分钟后再试，或联系本单位系统管理员。",
            "Too many attempts; signing in is paused to protect the account. Try again in {minutes} minutes, or ask your administrator.",
        ),
    ),
}
