"""What a caller wants: to ask, to be helped, to complain, to report, to suggest, to praise."""

import re

from bihuan.rules.matters import NATURE_WORDS, Nature
from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import Read
from bihuan.triage.reading.texts import Text

#: In order: the first that is said decides.
_SAID = (
    (
        Nature.REPORT,
        re.compile(r"(?:来电|现|要|想|匿名|^)?(?:人|来电人)?(?:匿名)?(?:来电)?举报(?!信|过|到|了)"),
    ),
    (Nature.SUGGESTION, re.compile(r"(?:^|[,，。;；!！?？\n：:]|来电|想|提个?|我)(?:人)?建议")),
    (Nature.PRAISE, re.compile(r"表扬|锦旗|夸一下|夸奖|(?:来电|特意|专门|专程).{0,8}感谢")),
    (Nature.COMPLAINT, re.compile(r"投诉")),
    (Nature.HELP, re.compile(r"求助|请求")),
    (Nature.INQUIRY, re.compile(r"咨询|想问|请问|问一下|问哈|了解|想知道")),
    (Nature.HELP, re.compile(r"帮(?:帮)?(?:我|忙|个忙|催)|请工会|请帮|请你们|你们(?:快点|帮)|救")),
    (Nature.INQUIRY, re.compile(r"[?？]|吗|怎么办|咋办|合法不")),
)


def read_nature(text: Text) -> Read[Nature]:
    """What the caller wants, and by which word; help where nothing says it."""
    for nature, words in _SAID:
        found = words.search(text.said)
        if found:
            said = text.raw[found.start() : found.end()]
            name = NATURE_WORDS[nature]
            return Read(nature, found.span(), Words(f"{name.zh}：“{said}”", f"{name.en}: “{said}”"))
    return Read(Nature.HELP, (0, 0), Words("没有写明，按求助", "not said; taken as a request for help"))
