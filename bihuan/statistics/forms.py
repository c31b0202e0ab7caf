"""Which period and unit the figures are for."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from bihuan.organisations.models import Unit
from bihuan.statistics.periods import CHOICE_WORDS, LONGEST, Choice, Period


class FiguresForm(forms.Form):
    """The filter of the figures page. What is wrong with it is said, and this month is shown meanwhile."""

    period = forms.ChoiceField(label=gettext_lazy("统计期"), required=False)
    since = forms.DateField(label=gettext_lazy("自"), required=False, widget=forms.DateInput)
    until = forms.DateField(label=gettext_lazy("至"), required=False, widget=forms.DateInput)
    unit = forms.ChoiceField(label=gettext_lazy("单位"), required=False)

    def __init__(self, asked: QueryDict, units: Iterable[Unit]) -> None:
        super().__init__(asked)
        language = get_language() or "zh-hans"
        fields: dict[str, Any] = self.fields
        fields["period"].choices = [
            (choice.value, words.in_language(language)) for choice, words in CHOICE_WORDS.items()
        ]
        fields["unit"].choices = [(str(unit.pk), unit.name) for unit in units]

    def clean(self) -> dict:
        """Chosen days come in order, and are not too many."""
        chosen = super().clean() or {}
        if chosen.get("period") == Choice.CUSTOM:
            since, until = chosen.get("since"), chosen.get("until")
            if not since or not until:
                raise ValidationError(_("自选日期须填写起止两天。现按本月显示。"))
            if until < since:
                raise ValidationError(_("止日早于起日。请改正，现按本月显示。"))
            if Period(since, until).days > LONGEST:
                raise ValidationError(_("统计期最长三年。请缩短，现按本月显示。"))
        return chosen
