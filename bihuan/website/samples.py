"""Invented data for the living page: each component in each of its states. Nobody's order, nobody's telephone."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bihuan.organisations.actors import Actor, HeldPost
from bihuan.rules.actors import Level, Post
from bihuan.rules.words import Words

UNITS = (
    Words("渝中区总工会", "Yuzhong District Union"),
    Words("南纪门街道总工会", "Nanjimen Street Union"),
    Words("渝中区人力资源和社会保障局", "Yuzhong Labour Bureau"),
    Words("渝中区住房和城乡建设委员会", "Yuzhong Housing Commission"),
    Words("渝中区信访办公室", "Yuzhong Petitions Office"),
)
MATTER_STEPS = (
    Words("登记", "Register"), Words("受理", "Accept"), Words("派单", "Dispatch"), Words("签收", "Sign for"), Words("办理", "Handle"),
    Words("办结", "Resolve"), Words("回访", "Visit"), Words("结案", "Close"), Words("归档", "Archive"),
)  # fmt: skip
DUTIES = (
    Words("受理派单", "accept and dispatch"), Words("跟踪协同", "track and coordinate"),
    Words("监督预警", "supervise and warn"), Words("回复反馈", "reply and report back"),
)  # fmt: skip
LEVELS = (Words("镇街", "Street"), Words("区县", "District"), Words("市级", "City"))


class SampleForm(forms.Form):
    """One field of each kind."""

    caller = forms.CharField(label=_("来电人姓名"), help_text=_("按来电人自报填写"))
    phone = forms.CharField(label=_("联系电话"))
    matter = forms.ChoiceField(label=_("诉求类别"))
    story = forms.CharField(label=_("诉求内容"), widget=forms.Textarea)
    amount = forms.CharField(label=_("涉及金额"), required=False)
    people = forms.IntegerField(label=_("涉及人数"), required=False)
    unit = forms.CharField(label=_("主办单位"))
    due_on = forms.DateField(label=_("约定日期"), required=False, widget=forms.DateInput)
    urgency = forms.ChoiceField(label=_("紧急程度"), widget=forms.RadioSelect)
    paper = forms.FileField(
        label=_("附件"), required=False, help_text=_("图片、PDF 或表格，每个不超过 10 MB")
    )
    agreed = forms.BooleanField(label=_("来电人同意将信息转交承办单位"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = [  # type: ignore[attr-defined]
            ("", _("请选择")), ("wages", _("拖欠工资")), ("injury", _("工伤待遇")), ("contract", _("劳动合同")),
        ]  # fmt: skip
        self.fields["urgency"].choices = [  # type: ignore[attr-defined]
            ("ordinary", _("一般")), ("urgent", _("紧急")), ("critical", _("特急")),
        ]  # fmt: skip


def rings(matter: int, duties: int, *, closed: bool = False) -> dict[str, Any]:
    """Rings with that many steps done in each loop; ``closed`` leaves no step present."""
    level_duties = [
        Words(f"{level.zh}·{duty.zh}", f"{level.en}: {duty.en}") for level in LEVELS for duty in DUTIES
    ]

    def arcs(steps: Any, done: int) -> list[dict[str, Any]]:
        def state(place: int) -> str:
            return "done" if place < done else "present" if place == done else "open"

        return [{"words": words, "state": state(place)} for place, words in enumerate(steps)]

    return {
        "matter": arcs(MATTER_STEPS, matter),
        "responsibility": arcs(level_duties, duties),
        "holder": UNITS[0].in_language(get_language() or "zh-hans"),
        "holder_note": Words("已持有 2.5 个工作日", "Held for 2.5 working days"),
        "locked": closed,
    }


def deadlines(now: datetime) -> list[dict[str, Any]]:
    """A deadline in each of its states."""
    why = Words("劳动报酬类诉求，区县办理时限 5 个工作日", "Wage matters: a district has 5 working days")
    due = {"reason": why, "at": now}
    return [
        {**due, "due_at": now + timedelta(days=6), "left": 4.5, "level": ""},
        {**due, "due_at": now + timedelta(days=3), "left": 2.5, "level": "blue"},
        {**due, "due_at": now + timedelta(days=1), "left": 1, "level": "yellow"},
        {**due, "due_at": now + timedelta(minutes=95), "left": timedelta(minutes=95), "level": "orange"},
        {**due, "due_at": now - timedelta(days=1), "left": -1.2, "level": "red"},
        {**due, "due_at": now + timedelta(days=9), "paused": True},
        {**due, "due_at": now - timedelta(days=2), "met": True},
        {"due_at": None},
    ]


def orders(now: datetime) -> list[dict[str, Any]]:
    """Rows of the sample table."""
    states = (
        (Words("办理中", "Being handled"), "active"), (Words("待签收", "Awaiting signature"), "waiting"),
        (Words("挂账", "Parked"), "paused"), (Words("待回访", "Awaiting visit"), "active"),
        (Words("退单审核", "Return under review"), "orange"), (Words("已归档", "Archived"), "done"),
    )  # fmt: skip
    titles = (
        Words(
            "木工班组十人被要求离场，工资约 40 万元未付",
            "Ten carpenters told to leave, about ¥400,000 unpaid",
        ),
        Words("外卖站点停发保底工资", "Delivery station stopped the guaranteed wage"),
        Words("工伤认定后停发停工留薪", "Pay stopped after a work injury was recognised"),
        Words("试用期未签劳动合同", "No contract in the trial period"),
        Words("加班费按底薪计算有异议", "Overtime counted on base pay disputed"),
        Words("女职工哺乳期被调岗", "Moved to another job while nursing"),
    )
    progress = ((4, 5), (2, 1), (4, 3), (6, 6), (3, 2), (9, 12))
    limits = deadlines(now)
    order = (4, 3, 5, 2, 1, 6)
    return [
        {
            "number": f"12351-2026-{1187 - place:06d}", "rings": rings(*progress[place], closed=place == 5),
            "title": titles[place], "unit": UNITS[place % len(UNITS)], "state": states[place][0],
            "tone": states[place][1], "due": limits[order[place]], "at": now - timedelta(hours=7 * place + 2),
            "fen": (40_000_000, 1_260_000, 3_410_050, 0, 482_000, 0)[place],
        }
        for place in range(6)
    ]  # fmt: skip


def holders(now: datetime) -> list[dict[str, Any]]:
    """Who held the sample order."""
    spans = (
        (Words("市总工会热线", "City hotline"), Words("话务员", "Operator"), "陈晓", 0.1, False),
        (Words("市总工会", "City union"), Words("派单员", "Dispatcher"), "周敏", 0.4, False),
        (UNITS[0], Words("工单办理员", "Order clerk"), "杨帆", 1.2, False),
        (UNITS[1], Words("劳动关系信息员", "Informant"), "张琪", 2.8, True),
        (UNITS[0], Words("工单办理员", "Order clerk"), "杨帆", 2.5, False),
    )
    start = now - timedelta(days=10)
    rows = []
    for place, (unit, post, person, days, over) in enumerate(spans):
        until = start + timedelta(days=days * 1.4)
        rows.append(
            {"unit": unit, "post": post, "person": person, "since": start, "working": days, "over": over,
             "until": None if place == len(spans) - 1 else until}
        )  # fmt: skip
        start = until
    return rows


def timeline(now: datetime) -> list[dict[str, Any]]:
    """What happened to the sample order."""
    return [
        {"at": now - timedelta(hours=2), "loop": "responsibility", "tone": "yellow", "unit": UNITS[0],
         "words": Words("黄色预警", "Yellow warning"), "note": Words("距办理时限剩 1 个工作日", "One working day left")},
        {"at": now - timedelta(hours=20), "loop": "matter", "tone": "done", "unit": UNITS[0], "who": "杨帆",
         "words": Words("签订支付协议", "Payment agreement signed"), "href": "#promises",
         "note": Words("分两期支付，共 40 万元", "Two instalments, ¥400,000 in all")},
        {"at": now - timedelta(days=2), "loop": "matter", "tone": "", "unit": UNITS[1], "who": "张琪",
         "words": Words("转 141 协同", "Called in through 141"), "note": Words("人社、住建、信访", "Labour, housing, petitions")},
        {"at": now - timedelta(days=3), "loop": "responsibility", "tone": "done", "unit": UNITS[1], "who": "张琪",
         "words": Words("现场核实：属实，集体，有聚集风险", "Verified on the spot: true, collective, may gather")},
    ]  # fmt: skip


def instalments(now: datetime) -> list[dict[str, Any]]:
    """A payment agreement, an instalment in each state."""
    day = now.date()
    return [
        {"due_on": day - timedelta(days=8), "fen": 20_000_000, "state": "kept", "confirmed_at": now - timedelta(days=8), "confirmed_by": "张琪"},
        {"due_on": day - timedelta(days=1), "fen": 5_000_000, "state": "late", "action_url": "#promises", "action_words": Words("确认到账", "Confirm payment")},
        {"due_on": day, "fen": 5_000_000, "state": "due", "action_url": "#promises", "action_words": Words("确认到账", "Confirm payment")},
        {"due_on": day + timedelta(days=13), "fen": 10_000_000, "state": "waiting"},
    ]  # fmt: skip


def charts() -> dict[str, Any]:
    """Bars and a trend."""
    causes = (("拖欠工资", "Unpaid wages", 412), ("劳动合同", "Contracts", 168), ("工伤待遇", "Injuries", 121), ("社会保险", "Insurance", 97), ("女职工权益", "Women's rights", 24))  # fmt: skip
    months = (5.8, 5.4, 5.9, 5.1, 4.6, 4.9, 4.4, 4.1, 3.9, 4.2, 3.8)
    last = (6.1, 6.3, 6.0, 5.9, 6.2, 5.8, 5.7, 5.9, 5.5, 5.6, 5.4)
    return {
        "causes": {
            "title": Words("诉求类别", "What people ask for"), "unit": Words("件", "orders"),
            "reading": Words("一半诉求是拖欠工资。", "Half of all orders are about unpaid wages."),
            "points": [{"words": Words(zh, en), "value": value, "href": "#charts"} for zh, en, value in causes],
        },
        "months": {
            "title": Words("平均办理用时", "Average handling time"), "unit": Words("工作日", "working days"), "words": Words("今年", "This year"),
            "reading": Words("平均办理用时从 5.8 降到 3.8 个工作日，低于 5 个工作日的目标。", "Average handling fell from 5.8 to 3.8 working days, below the target of 5."),
            "points": [{"words": Words(f"{month} 月", f"{month:02d}"), "value": value} for month, value in enumerate(months, 1)],
            "second": {"words": Words("去年", "Last year"), "values": last}, "target": 5,
        },
    }  # fmt: skip


def units(text: str) -> list[dict[str, Any]]:
    """Units whose name contains ``text``, as the combobox is answered."""
    return [
        {"value": place, "words": unit, "hint": Words("重庆市 / 渝中区", "Chongqing / Yuzhong")}
        for place, unit in enumerate(UNITS, 1)
        if text.casefold() in unit.zh or text.casefold() in unit.en.casefold()
    ]


def shown(now: datetime, asked: QueryDict) -> dict[str, Any]:
    """Everything the living page shows."""
    wrong = SampleForm(
        {"caller": "", "phone": "1380", "story": "木工班组十人", "people": "十", "urgency": "urgent"}
    )
    wrong.add_error("phone", _("电话号码不完整：应为 11 位手机号或带区号的固定电话。请与来电人核对后重填。"))
    posts = (Post.OPERATOR, Post.SUPERVISOR, Post.LEADER, Post.ADMINISTRATOR)
    held = tuple(
        HeldPost(1, "重庆市总工会", "union", Level.CITY, "/500000/500000:union/", post) for post in posts
    )
    return {
        "form": SampleForm(initial={"caller": "张建国", "urgency": "ordinary"}),
        "wrong": wrong,
        "caller": {"name": "张建国", "phone": "13800138000"},
        "deadlines": deadlines(now),
        "rings_shown": [rings(1, 0), rings(4, 5), rings(9, 6), rings(9, 12, closed=True)],
        "orders": orders(now),
        "columns": [
            {"key": "rings", "words": Words("双环", "Rings"), "kind": "narrow"},
            {"key": "number", "words": Words("编号", "Number"), "kind": "narrow", "fixed": True},
            {"key": "title", "words": Words("诉求", "What is asked")},
            {"key": "unit", "words": Words("持有单位", "Held by")},
            {"key": "state", "words": Words("状态", "State"), "kind": "narrow"},
            {"key": "money", "words": Words("金额", "Amount"), "kind": "number"},
            {"key": "due", "words": Words("时限", "Limit"), "kind": "narrow"},
        ],
        "filters": SampleForm(asked or None),
        "holders": holders(now),
        "timeline": timeline(now),
        "instalments": instalments(now),
        "charts": charts(),
        "tones": [
            (Words("已受理", "Accepted"), "neutral"), (Words("办理中", "Being handled"), "active"),
            (Words("已归档", "Archived"), "done"), (Words("待签收", "Awaiting signature"), "waiting"),
            (Words("挂账", "Parked"), "paused"), (Words("蓝色提醒", "Blue reminder"), "blue"),
            (Words("黄色预警", "Yellow warning"), "yellow"), (Words("橙色预警", "Orange warning"), "orange"),
            (Words("红色督办", "Red supervision"), "red"),
        ],
        "sample_actor": Actor(0, "陈晓", held),
    }  # fmt: skip
