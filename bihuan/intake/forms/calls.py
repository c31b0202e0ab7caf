"""Which calls to list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.intake.endings import ENDING_WORDS
from bihuan.intake.forms.choices import choices_of


class CallsFilter(forms.Form):
    """Which days, and which endings."""

    since = forms.DateField(label=_("自"), required=False, widget=forms.DateInput)
    until = forms.DateField(label=_("至"), required=False, widget=forms.DateInput)
    ending = forms.ChoiceField(
        label=_("结果"), required=False, choices=lambda: [("", _("全部")), *choices_of(ENDING_WORDS)()]
    )
