"""What is said about duty lists, the structure of command centres, and routing rules."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _H, _I = Kind.CONFLICT, Kind.HIDDEN, Kind.INVALID

SENTENCES: dict[str, tuple[Kind, Words]] = {
    # Seeing and keeping
    "duty_not_found": (
        _H,
        Words(
            "没有这个事项或岗位，或不在您可以查看的范围内。请从清单中打开。",
            "There is no such item or post, or it is not yours to see. Open it from the list.",
        ),
    ),
    "duty_not_yours": (
        _C,
        Words(
            "“{act}”由{who}办理，您的岗位不能办理。请联系该单位。",
            "“{act}” is done by {who}; your post does not allow it. Ask that unit.",
        ),
    ),
    "item_unknown": (
        _I,
        Words(
            "清单中没有这个事项，或已取消。请在清单中搜索并选择，也可以不选，只写依据。",
            "The lists have no such item, or it was withdrawn. Search the list and choose one, or leave it out and give the basis in words.",
        ),
    ),
    # Tables of a list
    "row_list_unknown": (
        _I,
        Words(
            "清单类型“{kind}”无法识别：须为基本履职、配合履职或上级部门收回。请改正。",
            "The kind “{kind}” is unknown: it must be basic, cooperative or recalled. Correct it.",
        ),
    ),
    "row_counterpart_missing": (
        _I,
        Words(
            "配合履职和收回事项须写明对应上级部门。请补填部门名称。",
            "A cooperative or recalled item needs its department above. Enter the department.",
        ),
    ),
    "row_counterpart_unknown": (
        _I,
        Words(
            "没有名为“{name}”的上级部门，或该部门已撤销。请核对名称。",
            "There is no department above called “{name}”, or it was abolished. Check the name.",
        ),
    ),
    "row_lane_unknown": (
        _I,
        Words(
            "本中心没有名为“{name}”的跑道。请先设立跑道，或改正名称。",
            "This centre has no lane called “{name}”. Establish the lane first, or correct the name.",
        ),
    ),
    "row_post_unknown": (
        _I,
        Words(
            "本中心没有名为“{name}”的岗位。请先设立岗位，或改正名称。",
            "This centre has no post called “{name}”. Establish the post first, or correct the name.",
        ),
    ),
    "row_text_too_long": (
        _I,
        Words(
            "“{column}”一栏有 {length} 字，最多 {most} 字。请精简。",
            "Column “{column}” has {length} characters; at most {most}. Shorten it.",
        ),
    ),
    # Tables of the structure
    "row_post_without_person": (
        _I,
        Words(
            "岗位“{post}”没有填写人员。请填写姓名；岗位暂时无人的，删去这一行，它会列在空岗中。",
            "No person is named for the post “{post}”. Enter a name; if nobody holds it yet, remove the row and it stands among the vacant posts.",
        ),
    ),
    "row_account_unknown": (
        _I,
        Words(
            "没有账号“{username}”。请核对；没有账号的人员只填姓名。",
            "There is no account “{username}”. Check it; whoever has none is entered by name alone.",
        ),
    ),
    "row_board_missing": (
        _I,
        Words(
            "没有填写板块或跑道。每个跑道须属于一个板块，每个岗位须属于一个跑道。请补填。",
            "Board or lane is missing. Every lane belongs to a board, every post to a lane. Fill it in.",
        ),
    ),
    "row_holder_twice": (
        _I,
        Words(
            "{name}已在“{post}”任职，不能重复登记。请删去重复的一行。",
            "{name} already holds “{post}” and cannot be entered twice. Remove the row.",
        ),
    ),
    "row_number_bad": (
        _I,
        Words(
            "“{column}”一栏的“{value}”不是有效的数字。请填写不小于 0 的整数。",
            "“{value}” in column “{column}” is not a valid number. Enter a whole number, 0 or more.",
        ),
    ),
    # Tables of indicators
    "row_indicator_word": (
        _I,
        Words(
            "“{column}”一栏的“{value}”无法识别，可用：{known}。请改用其中一个。",
            "“{value}” in column “{column}” is not known. Use one of: {known}.",
        ),
    ),
    "row_due_days": (
        _I,
        Words(
            "报送天数“{value}”太长，最多 {most} 天。请改短。",
            "“{value}” days until a reading is due are too many; at most {most}. Shorten it.",
        ),
    ),
    "row_about_unknown": (
        _I,
        Words(
            "“{value}”不能限定这个数据来源。事件类来源用事件类型代码，工单类来源用事项类别代码；不限定请留空。",
            "“{value}” does not narrow this source. Use the code of a kind of event, or of a matter for orders; leave it empty for all.",
        ),
    ),
    # Tables of rules
    "row_target_bad": (
        _I,
        Words(
            "“{value}”不能作为承办单位：请写“职能@层级”（如 labour@district）或“=单位代码”。",
            "“{value}” names no unit: write “role@level” (as labour@district) or “=code of the unit”.",
        ),
    ),
    "row_word_unknown": (
        _I,
        Words(
            "“{column}”一栏的“{value}”无法识别。请从规则说明所列的词中选用。",
            "“{value}” in column “{column}” is not known. Use one of the words listed in the guide.",
        ),
    ),
    "row_range_backwards": (
        _I,
        Words(
            "“{column}”的下限大于上限，没有任何诉求符合。请改正。",
            "In “{column}” the least is more than the most, so nothing fits. Correct it.",
        ),
    ),
    "row_hours_bad": (
        _I,
        Words(
            "时段“{value}”无法识别：请写“22:00-06:00”的形式。",
            "The hours “{value}” cannot be read: write them as “22:00-06:00”.",
        ),
    ),
    "row_owner_unknown": (
        _I,
        Words(
            "没有名为“{name}”的单位，规则须有维护单位。请核对名称。",
            "There is no unit called “{name}”; a rule needs its owner. Check the name.",
        ),
    ),
    "row_place_unknown": (
        _I,
        Words(
            "地点代码“{code}”不存在。请核对区划代码。",
            "There is no place with the code “{code}”. Check the division code.",
        ),
    ),
    "row_place_abolished": (
        _I,
        Words(
            "地点“{name}”（{code}）已撤销，规则不会再适用。请改为承继它的地点。",
            "“{name}” ({code}) was abolished, so the rule would never fit. Name the place that succeeded it.",
        ),
    ),
    # Claims and answers
    "item_led_already": (
        _C,
        Words(
            "该事项已由“{post}”牵头。请先取消原认领，或以协同认领。",
            "“{post}” leads this item already. Release that claim first, or claim it as assisting.",
        ),
    ),
    "post_elsewhere": (
        _I,
        Words(
            "“{post}”不是本中心的岗位。请选择本中心的岗位认领。",
            "“{post}” is not a post of this centre. Choose one of its posts.",
        ),
    ),
    "item_not_mirrored": (
        _C,
        Words(
            "基本履职事项不需要上级部门认可。",
            "A basic duty needs no answer of a department above. Nothing is left to do.",
        ),
    ),
    # Changing a list
    "change_without_law": (
        _C,
        Words(
            "上级部门提出新增或修改事项须写明法定依据，否则不得准入。请退回补充或不予准入。",
            "A department above that wants to add or amend an item must name the law; without it nothing is admitted. Send it back or refuse it.",
        ),
    ),
    "change_empty": (
        _I,
        Words(
            "申请与清单现有内容相同，没有需要调整的地方。请修改后再提交。",
            "The request asks for what the list already says. Change something, then ask again.",
        ),
    ),
    # Rules
    "rules_stale": (
        _C,
        Words(
            "规则有 {count} 处失效，不能启用。第一处：规则 {rule}，{trouble}。请改正后重新导入。",
            "{count} rules name what no longer exists, so the set cannot be activated. The first: rule {rule}, {trouble}. Correct it and import again.",
        ),
    ),
    "rules_active_already": (
        _C,
        Words("这个版本正在使用。无须再次启用。", "This version is in force already; nothing is left to do."),
    ),
    "rules_changed_meanwhile": (
        _C,
        Words(
            "您试运行之后，正在使用的规则已换成版本 {number}。请重新试运行，再决定是否启用。",
            "Since your dry run, version {number} has come into force. Run it again, then decide.",
        ),
    ),
    "rules_missing": (
        _H,
        Words("没有这个规则版本。请从规则页面打开。", "There is no such version of the rules. Open it from the rules' page."),
    ),
    # Duty roster
    "shift_overlaps": (
        _C,
        Words(
            "{centre}在{day}已有值班安排。请修改已有安排，或选择其他日期。",
            "{centre} already has a shift on {day}. Change that one, or choose other days.",
        ),
    ),
    "roster_needs_people": (
        _C,
        Words(
            "{centre}没有可以带班的指挥长或副指挥长，或没有可以值守的人员，排不出值班表。请先落实岗位人员。",
            "{centre} has nobody to lead a shift, or nobody to sit at the desk, so no roster can be made. Fill its posts first.",
        ),
    ),
}  # fmt: skip
