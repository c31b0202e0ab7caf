"""The examples behind the classifier of matters that ships: written by us, sentence by sentence, and put together anew.

Every sentence in ``data/`` was written for this purpose; no call, order or data set is among them. A text is one core
sentence of a matter, told in one of four ways (an operator's note, a web form, a dialogue, a single line), with what
callers add: where, for whom, since when, whom they asked already, what else is wrong, what they want.
"""

import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

from bihuan.knowledge.entry_tables import packaged_entries
from bihuan.rules.matters import MATTERS
from bihuan.triage.classifier.learning import Example

Bank = dict[str, list[str]]
_DATA = Path(__file__).parent / "data"
SEED = 12351
#: How many texts are told around one core sentence.
TELLINGS = 8

_FIRMS = ("远", "启", "恒", "鼎", "川", "岳", "嘉", "宏", "凯", "瑞", "锦", "沐")
_TRADES = (
    "建筑劳务",
    "电子",
    "餐饮",
    "物流",
    "物业",
    "服装厂",
    "机械",
    "酒店",
    "教育",
    "科技",
    "超市",
    "家政",
)
_WORKERS = (
    "木工",
    "服务员",
    "操作工",
    "保洁员",
    "司机",
    "文员",
    "保安",
    "厨师",
    "销售",
    "护士",
    "老师",
    "仓管",
)
_PLACES = (
    "渝中区", "南岸区南坪街道", "江北", "九龙坡区石坪桥", "沙坪坝", "巴南区鱼洞街道", "北碚", "綦江区", "万州",
    "涪陵区", "永川", "合川区", "江津区", "长寿", "大足区", "璧山区", "开州", "忠县", "两江新区", "渝北",
)  # fmt: skip
_KIN = ("丈夫", "妻子", "弟弟", "儿子", "父亲", "女儿")
_WANTS = ("咨询", "求助", "投诉", "举报", "反映")


@cache
def bank(name: str) -> Bank:
    """The sentences of one file of ``data/`` under their headings."""
    found: Bank = {}
    heading = "facts"
    for line in (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            heading = line[1:]
        elif line:
            found.setdefault(heading, []).append(line)
    return found


def examples() -> list[Example]:
    """All examples, the same at every call: several thousand, each kin to those around the same core sentence."""
    dice = random.Random(SEED)
    told = [
        Example(_filled(text, dice), matter, kin) for matter in MATTERS for text, kin in _told(matter, dice)
    ]
    asked = [
        Example(phrase, entry.matter, entry.question)
        for entry in packaged_entries()[0]
        for phrase in (entry.question, *entry.variants)
    ]
    return told + asked


def _told(matter: str, dice: random.Random) -> list[tuple[str, str]]:
    own = bank(matter)
    ways = (_note, _web, _dialogue, _line)
    found = [(line, line) for line in own["short"]]
    for fact in own["facts"]:
        found += [(_way(ways, dice)(matter, fact, dice), fact) for _ in range(TELLINGS)]
    return found


def _way(
    ways: tuple[Callable[[str, str, random.Random], str], ...], dice: random.Random
) -> Callable[[str, str, random.Random], str]:
    return dice.choices(ways, weights=(35, 25, 30, 10))[0]


def _line(matter: str, fact: str, dice: random.Random) -> str:
    return dice.choice(
        (fact, f"{fact}，{dice.choice(bank(matter)['asks'])}", f"咨询：{fact}", f"{fact}，怎么办？")
    )


def _note(matter: str, fact: str, dice: random.Random) -> str:
    return "".join(
        (dice.choice(bank("shared")["openings"]), *(f"{each}。" for each in _parts(matter, fact, dice)))
    )


def _web(matter: str, fact: str, dice: random.Random) -> str:
    start = dice.choice(("", "你好，", "您好。", "我在{地点}{单位}做{工种}。", "{单位}，{地点}。"))
    return start + "，".join(_parts(matter, fact, dice)) + dice.choice(("。", "！", "，谢谢。", "？"))


def _dialogue(matter: str, fact: str, dice: random.Random) -> str:
    shared = bank("shared")
    first, *more = _parts(matter, fact, dice)
    lines = [f"坐席：{dice.choice(shared['hellos'])}", f"来电人：{dice.choice(shared['callers'])}{first}。"]
    for each in more:
        lines += [
            f"坐席：{dice.choice(shared['replies'])}",
            f"来电人：{each}{dice.choice(('', '嘛', '撒', '。'))}",
        ]
    if dice.random() < 0.5:
        lines.append(f"坐席：{dice.choice(shared['closings'])}")
    return "\n".join(lines)


def _parts(matter: str, fact: str, dice: random.Random) -> list[str]:
    """The core sentence, what is added to it and what is wanted, in order."""
    own, shared = bank(matter), bank("shared")
    added = dice.sample(shared["details"], dice.choice((0, 1, 1, 2)))
    if dice.random() < 0.3:
        added.append(dice.choice(own["facts"]))
    if dice.random() < 0.3:  # what else is wrong there; not what the call is about
        other = dice.choice([each for each in MATTERS if each != matter and bank(each).get("aside")])
        added.append(dice.choice(bank(other)["aside"]))
    dice.shuffle(added)
    asks = [dice.choice(own["asks"])] if dice.random() < 0.75 else []
    return [fact, *added, *asks]


def _filled(text: str, dice: random.Random) -> str:
    values = {
        "单位": "".join(dice.sample(_FIRMS, 2)) + dice.choice(_TRADES),
        "地点": dice.choice(_PLACES),
        "工种": dice.choice(_WORKERS),
        "亲人": dice.choice(_KIN),
        "性": dice.choice(_WANTS),
        "钱": dice.choice((f"{dice.randint(1, 90)}00元", f"{dice.randint(2, 60)}万", f"{dice.choice('两三四五六')}万{dice.choice('二三五六八')}")),
        "月": dice.choice("两三四五六"),
        "人": str(dice.randint(2, 60)),
    }  # fmt: skip
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
