"""Citations of law in any text: found, read, and judged against the articles that were in force on a day.

Read are 《劳动合同法》第八十五条第一款第（一）项, 劳动合同法85条, 法释〔2020〕26号第十五条, abbreviations the catalogue of laws knows, and
lists (第三十八条、第四十六条). What is only quoted as "本合同第三条" is no citation of law.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bihuan.rules.chinese_numbers import from_chinese, in_chinese
from bihuan.rules.laws import law_named, names_of, plain_title
from bihuan.rules.words import Words

_NUMBER = r"[0-9０-９零〇一二两三四五六七八九十百千]{1,9}"
_ARTICLE = re.compile(
    rf"第?\s*({_NUMBER})\s*条(?:之\s*({_NUMBER}))?(?:\s*第?\s*({_NUMBER})\s*款)?(?:\s*第?\s*[（(]?({_NUMBER})[）)]?\s*项)?"
)
#: What may stand between a law and its article, and between one article and the next of a list.
_GAP = re.compile(r"[\s，,：:的]*(?:[（(][^（()）]{0,24}[)）])?[\s，,：:的]*(?:中|里|规定)?")
_LIST = re.compile(r"\s*(?:、|，|,|和|及|以及|与|或|或者|至|到|—|-|~)\s*(?=第|[0-9])")
_TITLED = re.compile(r"《([^《》\n]{2,60})》")
#: How titles of law end: other things in book marks are books.
_LAWLIKE = re.compile(r"(?:法|法典|条例|规定|办法|解释|决定|细则|通知|规则|意见|宪法)(?:[（(][^）)]*[）)])?$")


def _name_pattern() -> "re.Pattern[str]":
    """Any name of the catalogue, its brackets in any of their shapes."""
    brackets = {"〔": r"[〔［\[【(（]", "〕": r"[〕］\]】)）]", "(": "[(（]", ")": "[)）]"}
    names = ["".join(brackets.get(sign, re.escape(sign)) for sign in name) for name in names_of()]
    return re.compile("(?:中华人民共和国)?(?:" + "|".join(names) + ")")


_NAMED = _name_pattern()


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation.

    Attributes:
        start, end: the characters it was read from.
        name: the law as it was written; ``law`` its title as it is compared.
        article: 0 where the law alone is named; ``sub`` the 之一; ``paragraph`` the 款, ``item`` the 项, 0 where not named.
    """

    start: int
    end: int
    name: str
    law: str
    article: int = 0
    sub: int = 0
    paragraph: int = 0
    item: int = 0

    @property
    def words(self) -> Words:
        """The citation in its full form."""
        zh = self.name if self.name.startswith("法释") else f"《{self.name}》"
        en = zh
        if self.article:
            zh += f"第{in_chinese(self.article)}条" + (f"之{in_chinese(self.sub)}" if self.sub else "")
            en += f" art. {self.article}" + (f"-{self.sub}" if self.sub else "")
        if self.paragraph:
            zh += f"第{in_chinese(self.paragraph)}款"
            en += f" para. {self.paragraph}"
        if self.item:
            zh += f"第（{in_chinese(self.item)}）项"
            en += f" item {self.item}"
        return Words(zh, en)


def find_citations(text: str) -> list[Citation]:
    """Every citation of law in a text, in order. Linear in its length; never fails."""
    found: list[Citation] = []
    at = 0
    for name, start, end in _laws_in(text):
        if start < at:
            continue
        law = law_named(name)
        title = plain_title(law.title) if law else plain_title(name)
        articles = _articles_after(text, end)
        for index, (first, match, numbers) in enumerate(articles):
            found.append(Citation(start if index == 0 else first, match.end(), name, title, *numbers))
        if articles:
            at = articles[-1][1].end()
        elif law or _LAWLIKE.search(name):
            found.append(Citation(start, end, name, title))
            at = end
    return found


def _laws_in(text: str) -> list[tuple[str, int, int]]:
    titled = [(m.group(1).strip(), m.start(), m.end()) for m in _TITLED.finditer(text)]
    covered = [(start, end) for _, start, end in titled]
    bare = [
        (m.group(), m.start(), m.end())
        for m in _NAMED.finditer(text)
        if not any(start <= m.start() < end for start, end in covered)
    ]
    return sorted(titled + bare, key=lambda found: found[1])


def _articles_after(text: str, at: int) -> list[tuple[int, "re.Match[str]", tuple[int, int, int, int]]]:
    found = []
    gap = _GAP.match(text, at)
    at = gap.end() if gap else at
    while match := _ARTICLE.match(text, at):
        numbers = tuple(from_chinese(group) if group else 0 for group in match.groups())
        if None in numbers or not numbers[0]:
            break
        found.append(
            (match.start(), match, (numbers[0] or 0, numbers[1] or 0, numbers[2] or 0, numbers[3] or 0))
        )
        following = _LIST.match(text, match.end())
        if not following:
            break
        at = following.end()
    return found


class Verdict(StrEnum):
    """What became of a citation."""

    IN_FORCE = "in_force"
    NOT_IN_FORCE = "not_in_force"
    NO_SUCH_LAW = "no_such_law"
    NO_SUCH_ARTICLE = "no_such_article"
    NO_SUCH_PART = "no_such_part"
    #: The law is known, the text that held on that day is not in the library.
    NOT_HELD = "not_held"


VERDICT_WORDS = {
    Verdict.IN_FORCE: Words("当日有效", "In force that day"),
    Verdict.NOT_IN_FORCE: Words("当日不在有效期内", "Not in force that day"),
    Verdict.NO_SUCH_LAW: Words("没有这部法律法规", "No such law is known"),
    Verdict.NO_SUCH_ARTICLE: Words("没有这一条", "It has no such article"),
    Verdict.NO_SUCH_PART: Words("没有这一款或这一项", "It has no such paragraph or item"),
    Verdict.NOT_HELD: Words("该日适用的文本未入库，无法核对", "The text of that day is not in the library"),
}
#: Verdicts under which a text may not go out.
WRONG = frozenset({Verdict.NOT_IN_FORCE, Verdict.NO_SUCH_LAW, Verdict.NO_SUCH_ARTICLE, Verdict.NO_SUCH_PART})

_ITEM = re.compile(r"^\s*[（(]([零一二三四五六七八九十百]+)[）)]")


def parts_of(article: str) -> list[set[int]]:
    """The paragraphs (款) of an article's text, each with the numbers of its items (项)."""
    paragraphs: list[set[int]] = []
    for line in article.splitlines():
        if not line.strip():
            continue
        item = _ITEM.match(line)
        number = from_chinese(item.group(1)) if item else None
        if number and paragraphs:
            paragraphs[-1].add(number)
        else:
            paragraphs.append(set())
    return paragraphs


def has_part(article: str, paragraph: int, item: int) -> bool:
    """Whether an article's text has the paragraph and item named; an item alone may stand in any paragraph."""
    paragraphs = parts_of(article)
    if paragraph > len(paragraphs):
        return False
    items = paragraphs[paragraph - 1] if paragraph else set().union(*paragraphs)
    return not item or item in items
