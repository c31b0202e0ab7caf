"""What is said when something about an event, its tasks or a report from the street is refused."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

_C, _I = Kind.CONFLICT, Kind.INVALID

SENTENCES: dict[str, tuple[Kind, Words]] = {
    "event_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这个事件：编号不存在，或不在您的职责范围内。请核对编号，或请指挥中心查询。",
            "No such event: the number does not exist or lies outside your duties. Check it, or ask the command centre.",
        ),
    ),
    "event_task_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这项任务：不存在，或不在您的职责范围内。请从事件页重新进入。",
            "No such task: it does not exist or lies outside your duties. Start again from the event.",
        ),
    ),
    "event_stale": (
        _C,
        Words(
            "您打开页面之后，这个事件已由别人更新，本次操作没有保存。请查看最新内容后再办理。",
            "Somebody else has changed this event since you opened it, so nothing was saved. Look at it as it is now and act again.",
        ),
    ),
    "event_tasks_open": (
        _C,
        Words(
            "还有单位的任务没有完成。请等其完成，或写明理由免除后再办理。",
            "A unit's task is still open. Wait for it, or release the unit with a reason.",
        ),
    ),
    "event_planned_already": (
        _C,
        Words(
            "这个事件已启动预案。需要增加力量时，请用分拨交办或吹哨。",
            "A plan runs for this event already. For more help, send tasks out or whistle.",
        ),
    ),
    "plan_does_not_fit": (
        _I,
        Words(
            "“{plan}”不适用于这个事件。请选择列出的预案，或先更正研判和属性。",
            "“{plan}” is not for this event. Choose one of those listed, or correct the grading and attributes first.",
        ),
    ),
    "attribute_bad": (
        _I,
        Words(
            "属性“{said}”无效：写成 名称=数字，例如 pipe_mm=400。请改正。",
            "The attribute “{said}” is not valid: write name=number, such as pipe_mm=400.",
        ),
    ),
    "event_alarmed_already": (
        _C,
        Words(
            "已经报告过带班领导。请直接联系该单位，或免除任务另派单位。",
            "The leader on duty has been told already. Ring the unit, or release it and call another.",
        ),
    ),
    "plan_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这个预案：不存在、已停用，或不在您的职责范围内。请从预案列表重新进入。",
            "No such plan: it does not exist, holds no longer, or lies outside your duties. Start again from the list.",
        ),
    ),
    "plan_not_yours": (
        _C,
        Words(
            "预案没有保存：“{place}”的预案由其指挥中心的值守人员或领导制定。请联系该中心。",
            "The plan was not saved: plans of “{place}” are laid down by the officers or leader of its command centre. Ask them.",
        ),
    ),
    "plan_without_steps": (
        _I,
        Words(
            "预案没有任何角色，启动后无人可叫，没有保存。请至少写一个角色、单位和任务。",
            "The plan has no role, so that starting it would call nobody; it was not saved. Give at least one role with its unit and task.",
        ),
    ),
    "plan_bounds_crossed": (
        _I,
        Words(
            "属性范围从 {least} 到 {below} 没有任何数，预案永不适用，没有保存。请核对两个数值。",
            "No number lies between {least} and {below}, so the plan would never fit; it was not saved. Check both.",
        ),
    ),
    "plan_substitute_same": (
        _I,
        Words(
            "“{role}”的替补与承担单位相同，没有保存。请换一个单位，或不设替补。",
            "The substitute for “{role}” is the unit itself, so the plan was not saved. Name another, or none.",
        ),
    ),
    "emergency_in_force": (
        _C,
        Words(
            "“{place}”已处于应急状态（{since} 起）。请先转回平时。",
            "“{place}” is in emergency since {since}. Switch it back first.",
        ),
    ),
    "emergency_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这次应急：不存在，或不在您的职责范围内。请从列表重新进入。",
            "No such emergency: it does not exist or lies outside your duties. Start again from the list.",
        ),
    ),
    "emergency_not_yours": (
        _C,
        Words(
            "平急转换由本级指挥中心的领导决定。请报值班领导。",
            "Switching to emergency is decided by the leader of the place's command centre. Ask the leader on duty.",
        ),
    ),
    "event_at_the_top": (
        _C,
        Words(
            "已在最高一级中心，不能再上报。请在本级处置。",
            "This is the highest centre already. Deal with it here.",
        ),
    ),
    "event_duty_decided": (
        _C,
        Words(
            "职责已由上级中心裁定，不能再提异议。请按裁定办理。",
            "The centre above has decided whose duty it is, so it cannot be disputed again. Carry it out.",
        ),
    ),
    "event_no_whistle": (
        _C,
        Words(
            "到场和互评只用于吹哨任务。请直接完成任务。",
            "Arriving and scoring belong to a whistle. Finish the task instead.",
        ),
    ),
    "event_scored_already": (
        _C,
        Words("本方已经评过，不能重复评价。", "Your side has scored already; once is enough."),
    ),
    "severity_is_no_number": (
        _I,
        Words(
            "“{said}”是数字等级，不同平台一级的含义相反，不能据此判断轻重。请用文字等级：日常事项、一般、较大、重大、特别重大。",
            "“{said}” is a grade by number, and level one means the gravest on some platforms and the least on others. Name the severity: everyday, ordinary, large, major, extreme.",
        ),
    ),
    "severity_unknown": (
        _I,
        Words(
            "没有“{said}”这个严重程度，可用：{known}。请改正。",
            "There is no severity “{said}”; use one of {known}.",
        ),
    ),
    "event_place_unknown": (
        _I,
        Words(
            "没有这个地点，或该地点没有指挥中心。请从列表选择网格、村社区或镇街。",
            "There is no such place, or no command centre serves it. Choose a grid, community or street from the list.",
        ),
    ),
    "event_place_not_yours": (
        _I,
        Words(
            "“{place}”不在您负责的范围内。请选择本镇街的网格或村社区。",
            "“{place}” is outside the area you work in. Choose a grid or community of your street.",
        ),
    ),
    "event_far_away": (
        _C,
        Words(
            "定位在约 {km} 公里以外，与所选的“{place}”不符，还没有提交。请核对：确是这里就再点一次“仍按所选地点上报”，否则改选地点。",
            "The position is about {km} km away from “{place}”, so nothing was sent yet. Check it: if the chosen place is right, report it all the same, else choose another.",
        ),
    ),
    "event_photo_needed": (
        _I,
        Words(
            "“{kind}”需要现场照片：{why}。请拍一张；现在没有网络也可以，联网后自动上传。",
            "“{kind}” needs a photo: {why}. Take one; without a network it is sent later.",
        ),
    ),
    "event_photo_not_needed": (
        _I,
        Words(
            "“{kind}”不需要照片，为减负不收取。请去掉照片后提交。",
            "“{kind}” needs no photo, and what is not needed is not collected. Remove it and send again.",
        ),
    ),
    "event_result_missing": (
        _I,
        Words("当场解决的，请写明怎样解决的。", "Solved on the spot: say in a few words how."),
    ),
    "event_report_changed": (
        _C,
        Words(
            "这份上报已按先前的内容收到（{number}），这次的内容不同，没有覆盖。请查看已收到的内容，需要时补充情况。",
            "This report was received before with other words ({number}), and was not overwritten. Look at what was received and add what is new.",
        ),
    ),
    "photo_too_large": (
        _I,
        Words(
            "照片有 {size} MB，最多 {most} MB。请用相机的普通画质重拍，或裁剪后再传；文字已保留。",
            "The photo has {size} MB; at most {most} MB are taken. Take it again in normal quality or crop it; your text is kept.",
        ),
    ),
    "photo_kind": (
        _I,
        Words(
            "“{name}”不是照片（JPEG、PNG、WebP 或 HEIC）。请重新拍照或选择照片。",
            "“{name}” is no photo (JPEG, PNG, WebP or HEIC). Take or choose one again.",
        ),
    ),
    "photo_offset": (
        _C,
        Words(
            "照片已收到 {have} 字节，请从那里继续上传。",
            "{have} bytes of the photo have arrived; go on from there.",
        ),
    ),
    "event_unit_not_reached": (
        _I,
        Words(
            "“{unit}”不是本中心可以调度的单位。请选择本级部门，或下级指挥中心。",
            "“{unit}” is not within this centre's reach. Choose a department of its level, or a centre below.",
        ),
    ),
    "event_handler_not_here": (
        _I,
        Words(
            "{person}不在本中心任职。请选择本中心的人员。",
            "{person} holds no post in this centre. Choose somebody who does.",
        ),
    ),
    "unit_has_a_task": (
        _C,
        Words(
            "{unit}在这个事件中已有未完成的任务。请选择其他单位。",
            "{unit} has an open task in this event already. Choose another unit.",
        ),
    ),
    "event_post_not_here": (
        _I,
        Words(
            "“{post}”不是本中心的岗位，或现在没有人在岗。请选择有人的岗位，或直接指定人员。",
            "“{post}” is no post of this centre, or nobody holds it now. Choose a post that is held, or name a person.",
        ),
    ),
    "score_out_of_range": (
        _I,
        Words("评分为 1 至 {best} 分。请重新选择。", "A score runs from 1 to {best}. Choose again."),
    ),
}
