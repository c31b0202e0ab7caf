"""How a suggestion at the desk is offered: filled in at one key, proposed by itself, or asked of the caller.

What was read stands in a band by its field; the rows are the office's, which may move a field down when its weekly
figure falls. A band never decides: nothing is filled in before a key is pressed.
"""

from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.words import Words

#: Of the rules that read; kept beside every suggestion, so that figures are told apart by it.
READING_VERSION = "reading-2026-11"


class Band(StrEnum):
    """How sure a suggestion is."""

    FILL = "fill"
    PROPOSE = "propose"
    ASK = "ask"


BAND_WORDS = {
    Band.FILL: Words("可直接填入", "Ready to fill in"),
    Band.PROPOSE: Words("请确认", "To be confirmed"),
    Band.ASK: Words("请问清", "Ask the caller"),
}


class Field(NamedTuple):
    """One field of the desk: its words, the key that accepts it (with Alt), and the band of what is read for it."""

    words: Words
    key: str
    band: Band


FIELDS = {
    "matter": Field(Words("事项", "Matter"), "Q", Band.PROPOSE),
    "nature": Field(Words("性质", "Nature"), "W", Band.PROPOSE),
    "urgency": Field(Words("紧急程度", "Urgency"), "E", Band.PROPOSE),
    "employer": Field(Words("用人单位", "Employer"), "R", Band.FILL),
    "place": Field(Words("地点", "Place"), "T", Band.FILL),
    "address": Field(Words("详细地址", "Address"), "Y", Band.FILL),
    "people": Field(Words("人数", "People"), "U", Band.FILL),
    "amount": Field(Words("金额", "Amount"), "I", Band.FILL),
    "risks": Field(Words("风险", "Risk"), "O", Band.PROPOSE),
    "criminal": Field(Words("入罪金额线", "Criminal amount line"), "", Band.ASK),
    "elsewhere": Field(Words("已在其他渠道", "Already elsewhere"), "", Band.ASK),
}

#: From which probability the likeliest matter is worth a question, and a further one a word.
WORTH_ASKING, FURTHER = 0.3, 0.1
BECAUSE = Words("因为：{reasons}", "Because of: {reasons}")
ASK_MATTER = Words("把握不足，请问清诉求再选", "Not sure enough; ask what is wanted, then choose")

#: What to ask where the words leave it open.
ASK_WHICH_PLACE = Words(
    "有几处同名，请问清是哪一处：{places}", "Several places are called so; ask which one: {places}"
)
ASK_STREET = Words(
    "只说到区县，请问清街道或工地", "Only the district was named; ask for the street or the site"
)
ASK_AMOUNT = Words("按所说推算，请与来电人核对", "Worked out from what was said; check it with the caller")
ASK_ELSEWHERE = Words(
    "说到已在{body}，请问清进展并告知路径", "Said to be with the {body}; ask how far it is and tell the route"
)


def plain_yuan(fen: int) -> str:
    """An amount as the desk's field takes it and as suggestions are compared: 400000, 36000.50."""
    return f"{fen // 100}" + (f".{fen % 100:02d}" if fen % 100 else "")
