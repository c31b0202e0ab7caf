"""What the list of letters can be narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.rules.letters import LETTER_WORDS, STATES
from bihuan.work_orders.forms.base import choices_of


class LetterFilter(forms.Form):
    """A kind and a state."""

    kind = forms.ChoiceField(
        label=_("文书"), required=False, choices=[("", _("全部文书")), *choices_of(LETTER_WORDS)]
    )
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部状态")), *choices_of(STATES)]
    )
