"""How suggestions do, the thresholds they go by and the models behind them."""

from django.urls import reverse

from bihuan.rules.words import Words

_TABS = {
    "triage": Words("每周情况", "Week by week"),
    "triage-thresholds": Words("阈值", "Thresholds"),
    "triage-models": Words("模型", "Models"),
}


def tabs(current: str) -> list[tuple[Words, str, bool]]:
    """The pages, each with its address and whether it is the present one."""
    return [(words, reverse(name), name == current) for name, words in _TABS.items()]
