"""The form with which thresholds are set."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.organisations.forms import spoken
from bihuan.rules.matters import MATTERS
from bihuan.rules.words import Words
from bihuan.triage.queries.thresholds import Keeper

_FOR_ALL = Words("其余全部事项", "All other matters")


class ThresholdForm(forms.Form):
    """A row for one matter, or for all that have none of their own."""

    matter = forms.ChoiceField(
        label=_("事项"), required=False, choices=lambda: [("", spoken(_FOR_ALL)), *((code, spoken(words)) for code, words in MATTERS.items())]
    )  # fmt: skip
    fill_in = forms.IntegerField(
        label=_("填入阈值（%）"), help_text=_("把握不低于此，一键填入"), min_value=1, max_value=100
    )
    propose = forms.IntegerField(
        label=_("提议阈值（%）"), help_text=_("把握不低于此，提请确认；再低就请坐席问清"), min_value=1, max_value=100
    )  # fmt: skip
    alarm_below = forms.IntegerField(
        label=_("警戒线（%）"), help_text=_("一周准确率低于此，通知负责人"), min_value=0, max_value=100
    )
    least_cases = forms.IntegerField(
        label=_("最少件数"), help_text=_("一周不足此数不报警"), min_value=1, max_value=10_000
    )
    keeper = forms.TypedChoiceField(label=_("负责人"), coerce=int)
    since = forms.DateField(label=_("生效日"), widget=forms.DateInput)
    reason = forms.CharField(label=_("理由"), max_length=200)

    def __init__(self, *args: Any, keepers: list[Keeper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["keeper"]
        field.choices = [(each.person_id, each.name) for each in keepers]
