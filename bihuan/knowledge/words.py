"""Words of a text, as the index holds and a question asks them."""

import re
from collections.abc import Iterable

import rjieba

#: What says nothing about what is asked. Kept short: the index itself knows which words are common.
_SILENT = """
的 了 是 我 你 他 她 它 们 我们 你们 他们 公司 单位 吗 呢 啊 吧 呀 嘛 么 请问 你好 您好 怎么办 怎么 什么 如何 可以 能 会
要 想 想问 问 一下 一个 这个 那个 这 那 和 与 及 或 在 到 从 对 就 也 都 还 又 被 把 给 让 有 没 不 很 现在 应该 多少 哪 哪里
是否 因为 所以 但是 如果 而且 然后 之前 之后 以后 时候 情况 问题 律师 谢谢 人 个 来 去 上 下 第 条 款 项 应当 规定 依照 本法
根据 按照 以及 其他 进行
"""
SILENT = frozenset(_SILENT.split())
_KEPT = re.compile(r"[\w+]")
MOST_CHARACTERS = 20_000


def words_of(text: str) -> list[str]:
    """Words of a text for the index: those found and the smaller ones within them, in order, each as often as it stands."""
    words = rjieba.cut_for_search(text[:MOST_CHARACTERS].lower())
    return [word for word in words if _KEPT.search(word) and word not in SILENT and len(word) <= 40]


def asked_words(text: str) -> list[str]:
    """Words of a question, each once, in order."""
    return list(dict.fromkeys(words_of(text)))


def lexemes(words: Iterable[str], weight: str = "") -> str:
    """Words as a ``tsvector`` literal, each with its places."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words, 1):
        places.setdefault(word, []).append(min(place, 16_383))
    return " ".join(
        f"{quoted(word)}:{','.join(f'{p}{weight}' for p in at[:32])}" for word, at in places.items()
    )


def quoted(word: str) -> str:
    """A word as a literal of a ``tsvector`` or ``tsquery``."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
