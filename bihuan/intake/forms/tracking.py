"""Forms of the caller's page: large, few, in plain words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.intake.forms.choices import choices_of
from bihuan.rules.satisfaction import SATISFIED_WORDS, SOLVED_WORDS


class TrackForm(forms.Form):
    """Number and code, as the operator read them out."""

    number = forms.CharField(label=_("工单编号"), help_text=_("例如 20250610-000123"), max_length=60)
    code = forms.CharField(
        label=_("查询码"), help_text=_("话务员告知的六位数字"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class AddForm(forms.Form):
    """New facts, a file, or both."""

    text = forms.CharField(label=_("补充情况"), required=False, widget=forms.Textarea)
    file = forms.FileField(
        label=_("证据材料"), required=False, help_text=_("照片、PDF、录音或 Office 文件，不超过 20 MB")
    )


class EvaluationForm(forms.Form):
    """Contacted, solved, satisfied: three questions, three answers."""

    contacted = forms.ChoiceField(
        label=_("承办单位联系过您吗"),
        choices=[("yes", _("联系过")), ("no", _("没有联系"))],
        widget=forms.RadioSelect,
    )
    solved = forms.ChoiceField(
        label=_("问题解决了吗"), choices=choices_of(SOLVED_WORDS), widget=forms.RadioSelect
    )
    satisfied = forms.ChoiceField(
        label=_("您对办理满意吗"), choices=choices_of(SATISFIED_WORDS), widget=forms.RadioSelect
    )
    remark = forms.CharField(label=_("还想说的"), required=False, widget=forms.Textarea)
