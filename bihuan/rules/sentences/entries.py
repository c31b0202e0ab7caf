"""What is said when something entered cannot be right, at the desk, by a caller or on the command line."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _I = Kind.CONFLICT, Kind.INVALID

SENTENCES: dict[str, tuple[Kind, Words]] = {
    # What was entered
    "position_no_degrees": (
        _I,
        Words(
            "坐标无效：经度须在 -180 至 180 之间，纬度须在 -90 至 90 之间。请核对，或不填坐标。",
            "The position is not valid: longitude lies between -180 and 180 degrees, latitude between -90 and 90. Check it, or leave it out.",
        ),
    ),
    "position_far_away": (
        _I,
        Words(
            "坐标离“{place}”约 {km} 千米。请核对地点和坐标，或不填坐标。",
            "The position lies about {km} km from “{place}”. Check the place and the position, or leave the position out.",
        ),
    ),
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
    "promise_undated": (
        _I,
        Words(
            "第{n}期没有约定付款日。没有日期的承诺到期无人提醒、逾期无从督办：请与双方约定日期后再登记。",
            "Instalment {n} has no day. Nobody can be reminded of a promise without a date, and it is never overdue: agree on a day with both sides, then record it.",
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
    # Phone numbers
    "phone_invalid": (
        _I,
        Words(
            "这不是有效的电话号码。请填写 11 位手机号码，或带区号的固定电话，例如 023-63851234。",
            "This is not a phone number. Enter a mobile number of 11 digits, or a landline with its area code, for example 023-63851234.",
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
    "reply_tells_who": (
        _I,
        Words(
            "答复中写出了能认出个人的信息，办理各单位都会看到。请删去；确须写出的，请核对后勾选再发。",
            "The reply tells who somebody is, and every unit on the order will read it. Take it out, or tick that it has to be there.",
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
