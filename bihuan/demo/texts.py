"""What callers say and what offices write, in the demo: rows of a table filled with names, places and sums."""

import csv
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from random import Random

from bihuan.rules.checklist import Verdict, passing
from bihuan.work_orders.actions import Demand

_DATA = files("bihuan.demo") / "data"
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁"
_GIVEN = "建国|秀英|志强|小燕|永红|丽华|开军|春梅|兴富|素芬|国平|玉兰|晓东|光明|洪波|静|磊|勇|敏|丹|波|婷|俊杰|雨桐|子涵|梦琪|浩|燕"

#: Said by offices on the way, one of each is drawn.
CONTACTS = (
    "电话联系来电人，了解详情并告知办理流程。",
    "已与来电人通话，约定次日上门。",
    "电话核对单位名称与金额，来电人补发了材料照片。",
)
FINDINGS = (
    "到单位核实，来电人反映情况属实，单位同意协商。",
    "查看考勤与工资表，与来电人所述基本一致。",
    "现场走访并询问同事，情况属实，人员情绪平稳。",
)
TASKS = ("请核对用工台账并依法督促单位履行义务。", "请派员参加联合处置，反馈处理意见。")
ANSWERS = (
    "已到单位核查并责令限期改正，情况反馈如附。",
    "已约谈单位负责人，单位书面承诺限期履行。",
    "已核对有关材料，建议按协商意见办理。",
)
REPLIES = ("您反映的事项已办结，结果已电话告知，如有疑问请拨12351。", "已将办理结果当面向您说明并书面答复。")
REPORTS = ("办理、答复、回访材料齐全，报请核验。", "已督促办理并核对材料，情况属实。")
SESSIONS = ("部门与街道现场办公，单位与职工当面核对，形成一致意见。",)
WRITTEN_WORD = "本人同意用人单位以调休和实物抵付尚欠部分，自愿解除原支付协议。\n（职工签名、日期）\n".encode()
_FAULTS = {
    "answered": "答复未回应加班工资如何计算。",
    "evidence": "答复记录缺少协商过程，请补充后重新办结。",
}
#: What an inspector answers of an order that does not stand up to it.
FAULTY = [
    answer._replace(verdict=Verdict.FAILED, reason=reason) if (reason := _FAULTS.get(answer.item)) else answer
    for answer in passing()
]
URGES = ("来电人再次来电询问进度，请尽快办理并联系本人。", "临近时限，请抓紧办理。")


@dataclass(frozen=True)
class Call:
    """One row: what is asked, which department it concerns, how it usually ends."""

    weight: int
    matter: str
    nature: str
    urgency: str
    trade: str
    people: str
    yuan: str
    closure: str
    title: str
    content: str
    result: str


@cache
def calls() -> tuple[Call, ...]:
    """Every row of the table."""
    return tuple(Call(weight=int(row.pop("weight")), **row) for row in _rows("calls.csv"))


@cache
def employers() -> tuple[tuple[str, str], ...]:
    """Employers, all invented: name and kind."""
    return tuple((row["name"], row["kind"]) for row in _rows("employers.csv"))


def draw_call(random: Random) -> Call:
    """A call, the frequent ones more often."""
    return random.choices(calls(), [call.weight for call in calls()])[0]


def name_of_a_person(random: Random) -> str:
    """An invented name."""
    return random.choice(_SURNAMES) + random.choice(_GIVEN.split("|"))


def a_phone(random: Random) -> str:
    """A mobile number of a block nobody is given; ten thousand of them, so that some callers call again."""
    return f"1380000{random.randrange(10_000):04d}"


def filled(call: Call, random: Random, *, place: str) -> tuple[Call, Demand]:
    """The call with its gaps filled, and the demand an operator makes of it (its ``place`` id still to be set)."""
    people = _drawn(call.people, random)
    yuan = _drawn(call.yuan, random, step=100)
    employer, kind = random.choice(employers())
    gaps = {
        "place": place,
        "employer": employer,
        "people": people,
        "months": random.choice("两三四五六"),
        "money": _money(yuan),
    }
    said = replace(
        call,
        title=call.title.format_map(gaps),
        content=call.content.format_map(gaps),
        result=call.result.format_map(gaps),
    )
    demand = Demand(
        content=said.content, title=said.title, place=0, matter=call.matter, nature=call.nature,
        urgency=call.urgency, employer=employer, employer_kind=kind, people=people, amount_fen=yuan * 100 if yuan else None,
        channel=random.choices(("phone", "web", "letter", "platform", "grid"), (80, 8, 3, 6, 3))[0],
        caller_name=name_of_a_person(random), caller_phone=a_phone(random),
        confidential=random.random() < 0.04,
    )  # fmt: skip
    return said, demand


def _drawn(span: str, random: Random, step: int = 1) -> int | None:
    if not span:
        return None
    low, _, high = span.partition("-")
    return random.randrange(int(low), int(high or low) + 1, step)


def _money(yuan: int | None) -> str:
    if not yuan:
        return ""
    return f"{yuan / 10_000:g}万元" if yuan >= 10_000 else f"{yuan}元"


def _rows(name: str) -> list[dict]:
    with (_DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))
