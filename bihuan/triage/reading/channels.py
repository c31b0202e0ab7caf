"""Whether a matter is with arbitration, a court, the inspectorate or the petitions office already; a plan does not count."""

import re

from bihuan.rules.matters import STATUTORY_CHANNELS
from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import Read
from bihuan.triage.reading.texts import Text

#: The channel, and the words that name it; the furthest step first.
_NAMED = (
    ("court", re.compile(r"法院|起诉|一审|二审|判决|上诉|强制执行|支付令|诉讼|法庭|打官司")),
    ("labour_arbitration", re.compile(r"仲裁|裁决书")),
    (
        "labour_inspection",
        re.compile(r"劳动?监察|监察(?:大队|支队|部门|局|总队)|劳监|劳动局|人社局|人社部门|劳动保障"),
    ),
    ("petition", re.compile(r"信访|上访")),
)
_DONE = re.compile(
    r"已|了|过|立案|受理|开庭|裁决|判决|上诉|案号|通知书|正在|排期|回执|登记|申请后|中止|庭审|胜诉|败诉|终审|调解书|执行中|审理|在走|期间|案子|案件"
)
_PLANNED = re.compile(
    r"准备|打算|想(?:要|去)?|要不要|可以|可不可以|能不能|能否|是不是|是否|怎么|如何|应该|该去|考虑|如果|不行就|要是|还没|没有?去|没.{0,4}(?:仲裁|起诉|投诉|信访)|"
    r"未(?:申请|提起|起诉)|需要|建议|让我(?:去|们去)|喊我(?:去|们去)|叫我(?:去|们去)|有权|再不|哪里|(?:现在|要|再|该|直接)去|晚不晚|来得及|会不会|之前要|先.{0,3}再|不想|不懂|希望|要求|请求|联合|打官司请"
)


def read_elsewhere(text: Text) -> Read[str] | None:
    """The channel the matter was lodged with, a key of ``STATUTORY_CHANNELS``; the furthest where several are said."""
    for code, named in _NAMED:
        for found in named.finditer(text.said):
            start, end = text.clause(found.start())
            clause = text.said[start:end]
            if _DONE.search(clause) and not _PLANNED.search(clause):
                body = STATUTORY_CHANNELS[code].body
                said = clause.strip(" ,，。;；!！?？\n")
                at = start + clause.index(said)
                return Read(
                    code,
                    (at, at + len(said)),
                    Words(f"称已在{body.zh}：“{said}”", f"said to be with it already: {body.en} (“{said}”)"),
                )
    return None
