"""The tabs over what a centre watches and prepares for."""

from django.urls import reverse

from bihuan.organisations.models import Unit
from bihuan.rules.words import Words

TABS = (
    ("vitals", Words("体征", "Vital signs")),
    ("limits", Words("阈值", "Limits")),
    ("plans", Words("预案", "Plans")),
    ("emergencies", Words("平急转换", "Emergency")),
)


def tabs_for(current: str, centre: Unit | None) -> list[tuple[Words, str, bool]]:
    """Each tab with its address; the place that was asked for is kept."""
    kept = f"?place={centre.parent_id}" if centre else ""
    return [
        (words, reverse(name) + ("" if name == "emergencies" else kept), name == current)
        for name, words in TABS
    ]
