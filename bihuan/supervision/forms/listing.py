"""The filter over the list of cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.rules.ladder import CAUSE_WORDS, COLOURS
from bihuan.supervision.queries import CaseFilter
from bihuan.work_orders.forms.base import choices_of

_ANY: list[tuple[str, Any]] = [("", _("全部"))]


class CaseBar(forms.Form):
    """Cause and colour."""

    light = forms.ChoiceField(
        label=_("颜色"),
        required=False,
        choices=[
            *_ANY,
            *(
                (light.name.lower(), words)
                for light, (_code, words) in zip(COLOURS, choices_of(COLOURS), strict=True)
            ),
        ],
    )
    cause = forms.ChoiceField(label=_("情形"), required=False, choices=[*_ANY, *choices_of(CAUSE_WORDS)])

    def __init__(self, asked: CaseFilter) -> None:
        super().__init__(initial={"light": asked.light, "cause": asked.cause}, auto_id="asked_%s")
