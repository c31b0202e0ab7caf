"""What a caller wants: to ask, to be helped, to complain, to report, to suggest, to praise."""

import re

from bihuan.rules.matters import NATURE_WORDS, Nature
from bihuan.rules.words import Words
from bihuan.triage.reading.kinds import Read
from bihuan.triage.reading.texts import Text

#: What speaks for each nature, and how much; each row counts once.
_SIGNS = (
    (Nature.REPORT, 4, re.compile(r"举报(?!信|过|到|了|电话|热线|渠道)")),
    (Nature.SUGGESTION, 4, re.compile(r"(?:^|[,，。;；!！?？\n：: ]|来电|想|提(?:个|点|几点|一个)?|我|有个|几点|些)(?:人)?建议")),
    (Nature.PRAISE, 4, re.compile(r"表扬|锦旗|夸一下|夸奖|(?:来电|特意|专门|专程|就是想|想).{0,8}(?:感谢|道谢|谢谢)")),
    (Nature.COMPLAINT, 3, re.compile(r"(?<!监察)(?<!大队)(?<!人社局)(?<!12345)投诉(?!过|热线|电话|渠道|平台|无门|记录|还是)")),
    (Nature.COMPLAINT, 1, re.compile(r"(?:来电|要|现在|现)投诉")),
    (Nature.HELP, 3, re.compile(r"求助(?!热线|电话)")),
    (Nature.HELP, 2, re.compile(r"请求|恳请|求求|救救")),
    (Nature.HELP, 2, re.compile(r"帮(?:帮)?(?:我|忙|个忙|下忙|催|助)|帮一下|作主|做主|主持公道")),
    (Nature.HELP, 2, re.compile(r"(?:快点|赶紧|马上|赶快)?(?:派|喊|叫)个?人(?:来|过来|到)")),
    (Nature.HELP, 1, re.compile(r"请(?:工会|你们|区总|领导)")),
    (Nature.HELP, 1, re.compile(r"尿毒症|透析|癌|瘫痪|花光|揭不开锅|没有着落|无依无靠|走投无路|救命")),
    (Nature.INQUIRY, 3, re.compile(r"(?<!还是)咨询(?!公司|费|师|服务|热线|有限)")),
    (Nature.INQUIRY, 2, re.compile(r"想问|请问|问一下|问下|问哈|问一哈|请教|了解|想知道")),
    (Nature.INQUIRY, 1, re.compile(
        r"[?？]|[吗么不没](?:[,，。]|$)|怎么|咋个?|啷个|如何|能不能|可不可以|可以.{1,12}吗|是不是|有没有|要不要|会不会|算不算|合不合|多少|几倍|几天|几级|几年|"
        r"哪[里儿家个些点]|该(?:打|找|去)|什么|啥子"
    )),
)  # fmt: skip


def read_nature(text: Text) -> Read[Nature]:
    """What the caller wants, and by which words; help where nothing says it."""
    weights: dict[Nature, int] = {}
    firsts: dict[Nature, re.Match[str]] = {}
    for nature, weight, words in _SIGNS:
        found = words.search(text.said)
        if found:
            weights[nature] = weights.get(nature, 0) + weight
            firsts.setdefault(nature, found)
    if not weights:
        return Read(Nature.HELP, (0, 0), Words("没有写明，按求助", "not said; taken as a request for help"))
    # Of what weighs the same, what a person has to act upon comes before a mere question.
    nature = max(weights, key=lambda each: (weights[each], each is not Nature.INQUIRY))
    found, name = firsts[nature], NATURE_WORDS[nature]
    said = text.raw[found.start() : found.end()]
    return Read(nature, found.span(), Words(f"{name.zh}：“{said}”", f"{name.en}: “{said}”"))
