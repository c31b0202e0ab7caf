"""What speaks for a name at each character of a sentence: the characters around, the words they are part of, what is known.

Words and their kinds come from the segmenter, which knows many surnames and places; what endings a firm, an authority or a
place has is a short table; names are known from the sentences that were learned from.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import rjieba

#: Names of two to so many characters are remembered.
LONGEST_NAME = 14
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛"
    "邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
#: How names of each sort end; what may stand before such an ending is learned.
ENDINGS = {
    ending: sort
    for sort, endings in {
        "company": "公司 集团 银行 证券 基金 股份 保险 控股 有限公司 出版社 酒店 商场 汽车",
        "government": "局 部 委员会 法院 政府 委 厅 署 办公室 检察院 公安局",
        "organization": "队 大学 学院 协会 俱乐部 联盟 学校 中学 医院 组织 联赛 乐队",
        "address": "省 市 区 县 镇 村 路 街 街道 小区 大厦 广场 楼",
        "scene": "公园 寺 山 湖 景区 岛 古城 博物馆 海 峡谷",
    }.items()
    for ending in endings.split()
}
_PAUSES = frozenset("，。、；！？,.;!? ")
_BOOK_MARKS = frozenset("《》“”‘’（）()【】")
_WORDS_AHEAD = 5

Known = Mapping[str, Mapping[str, int]]


class _Word(NamedTuple):
    said: str
    kind: str


def known_names(sentences: Iterable[tuple[str, Iterable[tuple[int, int, str]]]]) -> dict[str, Counter[str]]:
    """How often each name of a set of sentences was of which sort."""
    known: dict[str, Counter[str]] = defaultdict(Counter)
    for text, spans in sentences:
        for start, end, sort in spans:
            if end - start > 1:
                known[text[start:end]][sort] += 1
    return dict(known)


def signs(text: str, known: Known, own: Iterable[tuple[int, int, str]] = ()) -> list[list[str]]:
    """The signs of each character.

    Parameters: ``own`` the names of this very sentence where it is one of those the ``known`` ones were taken from: they
    count once less, so that what is learned is how much a name seen elsewhere proves.
    """
    words = [_Word(word, kind) for word, kind in rjieba.tag(text, True)]
    of_words = [_of_word(words, place) for place in range(len(words))]
    of_names = _of_names(text, known, Counter((text[start:end], sort) for start, end, sort in own))
    shapes = [_shape(sign) for sign in text]
    found, at, in_book = [], 0, False
    for word, signs_of_word in zip(words, of_words, strict=True):
        for place in range(len(word.said)):
            in_book = (in_book or text[at] == "《") and text[at] != "》"
            part = _part(place, len(word.said))
            found.append(
                [
                    *_around(text.lower(), at),
                    *signs_of_word,
                    *of_names[at],
                    *(f"surname{off}" for off in (0, -1, -2) if at + off >= 0 and text[at + off] in SURNAMES),
                    f"part={part}",
                    f"part={part}{word.kind}",
                    f"part={part}{word.said}",
                    f"shape={shapes[at]}",
                    f"shapes3={''.join(shapes[max(0, at - 1) : at + 2])}",
                    f"shapes5={''.join(shapes[max(0, at - 2) : at + 3])}",
                    f"book={in_book}",
                ]
            )
            at += 1
    return found


def _around(text: str, at: int) -> list[str]:
    def run(first: int, last: int) -> str:
        return "".join(text[i] if 0 <= i < len(text) else "^$"[i > at] for i in range(at + first, at + last))

    places = (
        (0, 1), (-1, 0), (1, 2), (-2, -1), (2, 3), (-1, 1), (0, 2), (-2, 0), (1, 3),
        (-2, 1), (-1, 2), (0, 3), (1, 4), (-3, 0),
    )  # fmt: skip
    return ["always", f"beside={run(-1, 0)}{run(1, 2)}", *(f"{a}:{b}={run(a, b)}" for a, b in places)]


def _of_word(words: list[_Word], place: int) -> list[str]:
    word = words[place]
    found = [f"kind={word.kind}", f"word={word.said}", f"length={min(len(word.said), 4)}", f"last={word.said[-1]}"]  # fmt: skip
    for off in (-3, -2, -1, 1, 2, 3):
        if not 0 <= place + off < len(words):
            found.append(f"word{off}=")
            continue
        other = words[place + off]
        found.append(f"word{off}={other.said}")
        if abs(off) < 3:
            found.append(f"kind{off}={other.kind}")
        if abs(off) == 1:
            found += [f"kinds{off}={word.kind}{other.kind}", f"words{off}={word.said}/{other.said}", f"last{off}={other.said[-1]}"]  # fmt: skip
    for off, ahead in enumerate(words[place : place + _WORDS_AHEAD]):
        if ahead.said in _PAUSES:
            break
        sort = ENDINGS.get(ahead.said) or (
            ENDINGS.get(ahead.said[-2:]) or ENDINGS.get(ahead.said[-1]) if len(ahead.said) > 1 else None
        )
        if sort:
            found += [f"ending={sort}", f"ending={sort}{off}"]
            break
    return found


def _of_names(text: str, known: Known, own: Counter[tuple[str, str]]) -> list[list[str]]:
    """The longest known name that begins at each character, told at each of its characters."""
    found: list[set[str]] = [set() for _ in text]
    for start in range(len(text)):
        for end in range(min(start + LONGEST_NAME, len(text)), start + 1, -1):
            name = text[start:end]
            sorts = {sort: count - own[name, sort] for sort, count in known.get(name, {}).items()}
            sorts = {sort: count for sort, count in sorts.items() if count > 0}
            for sort, count in sorts.items():
                often = "+" if count > 2 else ""
                found[start] |= {f"known={sort}{often}", f"known={sort}{min(end - start, 5)}"}
                found[end - 1].add(f"known_end={sort}{often}")
                for inside in range(start + 1, end - 1):
                    found[inside].add(f"known_in={sort}{often}")
            if sorts:
                break
    return [sorted(each) for each in found]


def _part(place: int, length: int) -> str:
    if length == 1:
        return "whole"
    return "first" if place == 0 else "last" if place == length - 1 else "inner"


def _shape(sign: str) -> str:
    if sign.isdigit():
        return "0"
    if sign.isascii():
        return ("A" if sign.isupper() else "a") if sign.isalpha() else "p"
    if "一" <= sign <= "鿿":
        return "c"
    return sign if sign in _BOOK_MARKS else "P"
