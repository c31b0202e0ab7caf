"""The form by which a bulletin is issued."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.work_orders.forms.base import text_field


class IssueBulletin(forms.Form):
    """The week it counts, and what the office adds in words."""

    week = forms.DateField(widget=forms.HiddenInput)
    remark = text_field(
        _("编者按"), rows=3, required=False, help_text=_("可写本周情况和要求；签发后不能更改。")
    )
