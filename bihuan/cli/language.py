"""Which of its two languages the command line speaks."""

from collections.abc import Mapping, Sequence

from bihuan.rules.words import Words

LANGUAGES = {"zh": "zh-hans", "en": "en"}
_OPTION = "--language"
_chosen = "en"


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """Choose by ``--language zh|en`` anywhere among the arguments, else by the locale; returns the other arguments.

    Raises ``ValueError``, saying which languages there are.
    """
    global _chosen
    locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    _chosen = "zh" if locale.lower().startswith("zh") else "en"
    others: list[str] = []
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if name != _OPTION:
            others.append(word)
            continue
        _chosen = value if equals else next(words, "")
        if _chosen not in LANGUAGES:
            raise ValueError("--language zh|en")
    return others


def code() -> str:
    """The chosen language as Django calls it."""
    return LANGUAGES[_chosen]


def say(zh: str | Words, en: str = "") -> str:
    """The phrase in the chosen language: of :class:`Words`, or of a Chinese and an English text."""
    return (zh if isinstance(zh, Words) else Words(zh, en)).in_language(code())
