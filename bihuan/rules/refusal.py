"""Refusals: one exception, and one sentence each that says what, why and what next, in both languages."""

from enum import StrEnum
from typing import NoReturn

from bihuan.rules.words import Words


class Kind(StrEnum):
    """What sort of refusal it is; pages and the API choose their status code by it."""

    INVALID = "invalid"  # what was entered cannot be right
    CONFLICT = "conflict"  # right in itself, but not now
    HIDDEN = "hidden"  # not there, or not for this actor: the two look the same
    THROTTLED = "throttled"  # too many tries

    @property
    def status(self) -> int:
        """The status code a page or the API answers with."""
        return _STATUS[self]


_STATUS = {Kind.INVALID: 422, Kind.CONFLICT: 409, Kind.HIDDEN: 404, Kind.THROTTLED: 429}


class Refused(Exception):
    """An act that was not done. Nothing of it has been saved.

    Attributes:
        code: the stable name of the refusal, for programs.
        kind: what sort of refusal.
        sentence: what, why and what next, for the person.
        field: the form field it belongs to, or ``""``.
    """

    def __init__(self, code: str, kind: Kind, sentence: Words, field: str = "") -> None:
        super().__init__(sentence.en)
        self.code = code
        self.kind = kind
        self.sentence = sentence
        self.field = field


_C, _I = Kind.CONFLICT, Kind.INVALID

SENTENCES: dict[str, tuple[Kind, Words]] = {
    "order_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这张工单：编号不存在，或不在您的职责范围内。请核对编号，或请派单席查询。",
            "No such order: the number does not exist or lies outside your duties. Check the number, or ask the dispatching desk.",
        ),
    ),
    # The lifecycles
    "act_not_now": (
        _C,
        Words(
            "工单现为「{state}」，不能{act}：此步只能在「{next}」时进行。请刷新页面查看最新进展。",
            "The order is “{state}”, so “{act}” is not possible: it belongs to “{next}”. Reload the page to see where the order stands.",
        ),
    ),
    "act_not_yours": (
        _C,
        Words(
            "{act}由{who}办理，您在这张工单中没有这个身份。请联系其经办人。",
            "“{act}” is for {who}; you have no such standing in this order. Ask the person in charge there.",
        ),
    ),
    "stale_page": (
        _C,
        Words(
            "您打开页面之后，这张工单已由别人更新，本次操作没有保存。请查看最新内容后再办理。",
            "Somebody else has changed this order since you opened it, so nothing was saved. Look at its present state and act again.",
        ),
    ),
    "supports_open": (
        _C,
        Words(
            "还有协办单位没有反馈。请等其反馈，或写明理由豁免后再办理。",
            "A supporting unit has not answered yet. Wait for its answer, or waive its task with a reason.",
        ),
    ),
    "return_refused_before": (
        _C,
        Words(
            "退单申请已被驳回，本单位不能再次退单。请办理，或提请会商。",
            "A return by your unit has been refused, so it cannot be returned again. Handle it, or call a conferral.",
        ),
    ),
    "return_window_over": (
        _C,
        Words(
            "退单须在派单后{days}个工作日内提出，现已超过。请办理，或提请会商。",
            "A return must be asked within {days} working days of dispatch, and they are over. Handle it, or call a conferral.",
        ),
    ),
    "extension_after_due": (
        _C,
        Words(
            "工单已超过办理时限，延期须在到期前申请。请尽快办结，或由督办员挂账。",
            "The limit has passed, and an extension must be asked before that. Resolve the order soon, or have a supervisor park it.",
        ),
    ),
    "extension_beyond_level": (
        _I,
        Words(
            "本级最多可批准延期{days}个工作日。请减少天数，或报上级批准。",
            "Your level may grant at most {days} working days. Ask for fewer, or have the level above decide.",
        ),
    ),
    "reply_missing": (
        _C,
        Words(
            "还没有答复诉求人，不能开始回访。请主办单位先答复。",
            "The caller has not been replied to, so the visit cannot begin. Ask the lead unit to reply first.",
        ),
    ),
    "visit_attempts_missing": (
        _C,
        Words(
            "未接通的回访次数不够，不能按无法联系结案。请换个时段再拨。",
            "There were too few attempts to close as unreachable. Call again at another hour.",
        ),
    ),
    "redo_after_discharge": (
        _C,
        Words(
            "已有层级完成责任闭环，不能再退回重办。请登记新的诉求并关联本单。",
            "A level has already discharged its responsibility, so the order cannot be redone. Register a new demand and link this order.",
        ),
    ),
    "responsibility_open": (
        _C,
        Words(
            "责任还没有闭环，不能归档。请各级自下而上完成责任闭环。",
            "The responsibility loop is still open, so the order cannot be archived. Let every level discharge, from the bottom up.",
        ),
    ),
    "risk_open": (
        _C,
        Words(
            "风险还没有消除，不能归档。请核实后消除风险。",
            "The risk is still open, so the order cannot be archived. Check it and remove the risk first.",
        ),
    ),
    "risk_absent": (
        _C,
        Words(
            "这张工单没有未消除的风险。无需操作。",
            "This order has no open risk. There is nothing to remove.",
        ),
    ),
    "matter_open": (
        _C,
        Words(
            "事项还没有结案，责任不能先行闭环。请等回访结案后再办理。",
            "The matter is not closed, so no level can be discharged. Wait until the return visit has closed it.",
        ),
    ),
    "inspection_missing": (
        _C,
        Words(
            "还没有通过质检，责任不能闭环。请质检员先行质检。",
            "The quality inspection has not been passed, so no level can be discharged. Ask the inspector to inspect it.",
        ),
    ),
    "inspection_done": (
        _C,
        Words(
            "质检已经通过。无需再次质检。",
            "The inspection has been passed already. There is nothing more to inspect.",
        ),
    ),
    "promises_open": (
        _C,
        Words(
            "支付协议还没有履行完毕，责任不能闭环。请确认付款，或凭职工书面意见解除协议。",
            "An agreement is neither kept nor released, so no level can be discharged. Confirm the payment, or release it on the worker's written word.",
        ),
    ),
    "promise_absent": (
        _C,
        Words(
            "没有待履行的协议。请先登记支付协议。",
            "There is no agreement to be kept. Record an agreement first.",
        ),
    ),
    "instalment_settled": (
        _C,
        Words(
            "这一期已经足额确认。请核对期次。",
            "This instalment has been confirmed in full. Check which instalment you mean.",
        ),
    ),
    "payment_too_large": (
        _I,
        Words(
            "确认的金额超过这一期尚欠的{left}元。请核对金额。",
            "The amount is more than the ¥{left} still owed for this instalment. Check the amount.",
        ),
    ),
    "lower_level_open": (
        _C,
        Words(
            "下级责任还没有闭环。责任自下而上闭环，请下级先行办理。",
            "A level below has not been discharged. Levels discharge from the bottom up; ask the level below first.",
        ),
    ),
    "lead_not_in_hand": (
        _C,
        Words(
            "工单已不在办理中，不能再要求协办单位补充。请先退回重办。",
            "The order is no longer in hand, so the task cannot be opened again. Send the order back to be redone first.",
        ),
    ),
    "caller_closed": (
        _C,
        Words(
            "您无需联系诉求人，或诉求人要求保密，不能查看其身份。请由热线话务席联系。",
            "You need not speak to the caller, or the caller asked for confidence, so this stays closed. Let the hotline desk make contact.",
        ),
    ),
    # What was entered
    "place_unknown": (
        _I,
        Words(
            "没有这个地点，或该地点已撤销，或不在本市。请从列表中选择项目所在地。",
            "There is no such place, or it has been abolished or lies outside the city. Choose the place of the project from the list.",
        ),
    ),
    "unit_not_beneath": (
        _I,
        Words(
            "{unit}不在本单位的下级，不能向其派单。请选择下级工会。",
            "{unit} is not beneath your unit, so the order cannot go there. Choose a union below yours.",
        ),
    ),
    "unit_takes_part": (
        _I,
        Words(
            "{unit}已在办理这张工单。请选择其他单位。",
            "{unit} already takes part in this order. Choose another unit.",
        ),
    ),
    "limit_in_past": (
        _I,
        Words(
            "时限不能早于今天。请填写今天或以后的日期。",
            "A limit cannot lie before today. Enter today or a later day.",
        ),
    ),
    "limit_too_far": (
        _I,
        Words(
            "日期超过了允许的最晚日期{latest}。请填写更早的日期。",
            "The day is later than {latest}, the last one permitted. Enter an earlier day.",
        ),
    ),
    "text_missing": (_I, Words("请填写{what}，不能为空。", "Enter {what}; it cannot be empty.")),
    "text_too_long": (
        _I,
        Words(
            "{what}有{length}个字，最多{most}个字。请精简，或把全文作为附件上传。",
            "{what} has {length} characters; at most {most} are kept. Shorten it, or attach the whole text as a file.",
        ),
    ),
    "number_out_of_range": (
        _I,
        Words(
            "{what}须在{least}到{most}之间。请核对。",
            "{what} must lie between {least} and {most}. Check the number.",
        ),
    ),
    "choice_unknown": (
        _I,
        Words(
            "{what}不在可选范围内。请从列表中选择。",
            "{what} is not one of the choices. Choose one from the list.",
        ),
    ),
    "merge_into_self": (
        _I,
        Words(
            "不能把工单并入自身或已归档的工单。请选择另一张在办工单。",
            "An order cannot be merged into itself or into an archived one. Choose another living order.",
        ),
    ),
    "instalments_wrong": (
        _I,
        Words(
            "协议至少要有一期，每期须有今天或以后的日期和大于零的金额，且日期依次递增。请核对各期。",
            "An agreement needs at least one instalment, each with an amount above zero and a day that is not past, in order of time. Check them.",
        ),
    ),
    "visit_answers_wrong": (
        _I,
        Words(
            "请分别记录是否联系上、是否解决、是否满意；联系上时三项都要填。",
            "Record contacted, solved and satisfied each by itself; all three are needed once the caller was reached.",
        ),
    ),
    "attachment_type": (
        _I,
        Words(
            "不能上传{name}：其内容不是允许的类型（图片、PDF、Word、Excel、录音、文本）。请转换格式后再传。",
            "{name} cannot be attached: its content is none of the permitted kinds (picture, PDF, Word, Excel, recording, text). Convert it first.",
        ),
    ),
    "attachment_too_large": (
        _I,
        Words(
            "{name}有{size} MB，最大{most} MB。请压缩或拆分后再传。",
            "{name} is {size} MB; at most {most} MB are taken. Compress or split it.",
        ),
    ),
    "attachment_empty": (
        _I,
        Words("{name}是空文件。请核对后再传。", "{name} is empty. Check the file and try again."),
    ),
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
    # Phone numbers
    "phone_invalid": (
        _I,
        Words(
            "这不是有效的电话号码。请填写 11 位手机号码，或带区号的固定电话，例如 023-63851234。",
            "This is not a phone number. Enter a mobile number of 11 digits, or a landline with its area code, for example 023-63851234.",
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
    # Importing divisions and reforms
    "file_type": (
        _I,
        Words(
            "无法读取“{filename}”：只接受 CSV 或 XLSX 文件。请在表格软件中另存为其中一种。",
            "“{filename}” cannot be read: only CSV and XLSX files are accepted. Save it as one of these in your spreadsheet.",
        ),
    ),
    "file_unreadable": (
        _I,
        Words(
            "“{filename}”已损坏，或不是 UTF-8、GB18030 编码的文本。请重新导出后再上传。",
            "“{filename}” is damaged, or is not text in UTF-8 or GB18030. Export it again and upload that.",
        ),
    ),
    "file_empty": (
        _I,
        Words(
            "“{filename}”没有内容。请上传含表头和至少一行数据的文件。",
            "“{filename}” is empty. Upload a file with a header and at least one row.",
        ),
    ),
    "file_too_large": (
        _I,
        Words(
            "“{filename}”超过 {limit} 行。请分批导入。",
            "“{filename}” has more than {limit} rows. Import it in parts.",
        ),
    ),
    "table_header": (
        _I,
        Words(
            "首行须为表头：{columns}；缺少：{missing}。请补全表头后再导入。",
            "The first row must be the header {columns}; missing: {missing}. Complete the header and import again.",
        ),
    ),
    "row_code_bad": (
        _I,
        Words(
            "代码“{code}”无效：须为 1 至 30 个字母、数字、点或短横。请改正代码。",
            "The code “{code}” is not valid: 1 to 30 letters, digits, dots or dashes. Correct it.",
        ),
    ),
    "row_code_twice": (
        _I,
        Words(
            "代码“{code}”与第 {first} 行重复。请删去一行或改正代码。",
            "The code “{code}” also stands in row {first}. Remove one of the rows or correct the code.",
        ),
    ),
    "row_name_bad": (
        _I,
        Words(
            "名称为空或超过 {limit} 字。请填写完整名称。",
            "The name is empty or longer than {limit} characters. Enter the full name.",
        ),
    ),
    "row_level_unknown": (
        _I,
        Words(
            "级别“{level}”无法识别。请填写：{levels}。",
            "The level “{level}” is not known. Use one of: {levels}.",
        ),
    ),
    "row_parent_missing": (
        _I,
        Words(
            "上级代码“{parent}”在文件和系统中都不存在。请先导入上级，或改正代码。",
            "The parent code “{parent}” is neither in the file nor in the system. Import the parent first, or correct the code.",
        ),
    ),
    "row_level_skips": (
        _I,
        Words(
            "{level}的上级应为{expected}，而“{parent}”是{found}。请改正级别或上级代码。",
            "A unit of level {level} belongs under level {expected}, but “{parent}” is of level {found}. Correct the level or the parent code.",
        ),
    ),
    "row_root_not_city": (
        _I,
        Words(
            "只有市级可以没有上级；本行是{level}。请填写上级代码。",
            "Only a city may have no parent; this row is of level {level}. Enter the parent code.",
        ),
    ),
    "row_moved": (
        _I,
        Words(
            "“{code}”现属“{parent}”，导入不能改变隶属或级别。区划调整请用“改革”功能并写明日期。",
            "“{code}” belongs under “{parent}”; an import does not move a unit or change its level. Use a reform, with its date.",
        ),
    ),
    "table_has_errors": (
        _I,
        Words(
            "共 {count} 处错误，未导入任何数据。第 {row} 行：{first}",
            "{count} errors, so nothing was imported. Row {row}: {first}",
        ),
    ),
    "row_old_unknown": (
        _I,
        Words(
            "没有代码为“{code}”的现存单位：代码有误，或这次调整已经执行过。请核对后再试。",
            "No unit with the code “{code}” exists now: the code is wrong, or this reform has already been carried out. Check and try again.",
        ),
    ),
    "row_old_name_differs": (
        _I,
        Words(
            "代码“{code}”在系统中是“{found}”，表中写的是“{name}”。请核对代码与名称。",
            "The code “{code}” is “{found}” in the system, but the table says “{name}”. Check code and name.",
        ),
    ),
    "row_neither_old_nor_new": (
        _I,
        Words(
            "本行既无原单位也无新单位。请填写其中至少一个。",
            "The row names neither an old unit nor a new one. Fill in at least one.",
        ),
    ),
    "row_code_held": (
        _I,
        Words(
            "新代码“{code}”正由“{unit}”使用。请换一个代码。",
            "The new code “{code}” belongs to “{unit}”. Choose another.",
        ),
    ),
    "row_too_early": (
        _I,
        Words(
            "“{unit}”自 {since} 起设立，不能在 {on} 撤销。请改用更晚的日期。",
            "“{unit}” exists since {since} and cannot end on {on}. Use a later date.",
        ),
    ),
    # The demo and the story
    "city_there": (
        _C,
        Words(
            "数据库中已有机构。演示城市只能建在空数据库中：请另建一个数据库，或用 BIHUAN_DATA 指定新的数据目录。",
            "There are units in this database already. The demo city needs an empty one: make another database, or name a new data folder in BIHUAN_DATA.",
        ),
    ),
    "story_in_real_city": (
        _C,
        Words(
            "数据库中是一座真实的城市，没有演示人员。演示故事会登记一件虚构工单，因此只在空数据库或演示城市中讲述。",
            "This database holds a real city without the demo cast. The story registers an invented order, so it is told only in an empty database or in the demo city.",
        ),
    ),
    # Intake: the hotline desk and the caller's own page
    "amount_unclear": (
        _I,
        Words(
            "没有看懂金额“{text}”。请以元为单位填写，例如 400000、40万、3.6万 或 三万六。",
            "“{text}” cannot be read as an amount. Enter yuan, for example 400000, 40万, 3.6万 or 三万六.",
        ),
    ),
    "people_unclear": (
        _I,
        Words(
            "没有看懂人数“{text}”。请填写数字，例如 10 或 十二；不清楚可以不填。",
            "“{text}” cannot be read as a number of people. Enter a number, for example 10; leave it empty if it is not known.",
        ),
    ),
    "call_recorded": (
        _C,
        Words(
            "这通电话已经登记过，没有重复登记。请从通话记录查看，或开始下一通。",
            "This call has been recorded already; nothing was recorded twice. Find it in the list of calls, or begin the next one.",
        ),
    ),
    "track_refused": (
        _I,
        Words(
            "编号或查询码不对。请照话务员告知的编号和六位查询码填写；忘记了可拨打12351询问。",
            "The number or the code is not right. Enter the number and the six-digit code the operator told you, or dial 12351 to ask.",
        ),
    ),
    "track_wait": (
        Kind.THROTTLED,
        Words(
            "错误次数过多，为保护诉求人信息，请{minutes}分钟后再试，或拨打12351查询。",
            "Too many wrong tries. To protect callers, wait {minutes} minutes and try again, or dial 12351.",
        ),
    ),
    "caller_too_late": (
        _C,
        Words(
            "这件诉求已经办结，不能再在网上补充。如有新情况，请拨打12351，由话务员为您登记。",
            "This matter has been dealt with, so nothing can be added here. If something is new, dial 12351 and the operator will write it down.",
        ),
    ),
    "evaluation_not_now": (
        _C,
        Words(
            "还没有答复，暂不能评价。收到答复后请再来评价。",
            "There is no reply yet, so it cannot be evaluated. Come back when you have the reply.",
        ),
    ),
    "evaluation_given": (
        _C,
        Words(
            "您已评价过这次答复，感谢。如有新的意见，请在回访时告诉我们，或拨打12351。",
            "You have evaluated this reply already; thank you. Tell us anything more at the return visit, or dial 12351.",
        ),
    ),
}


def refuse(code: str, field: str = "", **values: object) -> NoReturn:
    """Raise the refusal named ``code`` with its sentence filled in.

    Parameters: ``field`` the form field at fault, if any; ``values`` the ``{name}`` fields of the sentence.
    Raises: :class:`Refused`, always. ``KeyError`` if the catalogue has no such sentence (a programming error).
    """
    kind, sentence = SENTENCES[code]
    raise Refused(code, kind, sentence.fill(**values), field)
