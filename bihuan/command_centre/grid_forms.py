"""Forms of the grids: looking for them, drawing them from a file, and filling their teams."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.command_centre.forms import choices_of, spoken
from bihuan.organisations.models import Person
from bihuan.rules.grids import GRID_KIND_WORDS, TeamPattern
from bihuan.rules.refusal import SENTENCES


class GridFilter(forms.Form):
    """What to look for, and as things stood on which day."""

    q = forms.CharField(label=_("编号、名称或别名"), required=False, max_length=60)
    kind = forms.ChoiceField(
        label=_("类型"), required=False, choices=lambda: choices_of(GRID_KIND_WORDS, blank=True)
    )
    on = forms.DateField(label=_("截至"), required=False, widget=forms.DateInput)


class DrawForm(forms.Form):
    """A file of outlines, from which day it holds, and whether it is only looked at."""

    file = forms.FileField(
        label=_("GeoJSON 文件"), help_text=_("每个要素一个网格：code、name、kind、parent，别名可选")
    )
    on = forms.DateField(label=_("自哪一天起"), widget=forms.DateInput)
    whole = forms.BooleanField(
        label=_("文件是本地全部网格"), required=False, help_text=_("勾选后，不在文件里的网格自那一天起终止")
    )
    only_check = forms.BooleanField(label=_("只检查，不写入"), required=False, initial=True)


class JoinForm(forms.Form):
    """Who joins a team, in which role, from when."""

    role = forms.ChoiceField(label=_("角色"))
    name = forms.CharField(label=_("姓名"), max_length=40, required=False)
    username = forms.CharField(
        label=_("账号"), max_length=40, required=False, help_text=_("有本系统账号的填账号，其他成员只填姓名")
    )
    since = forms.DateField(label=_("自哪一天起"), widget=forms.DateInput)

    fields: dict[str, Any]

    def __init__(self, pattern: TeamPattern, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.code, spoken(role.words)) for role in pattern.roles]

    def clean_username(self) -> Person | None:
        """The person with that account; None where none is named."""
        username = self.cleaned_data["username"].strip()
        person = Person.objects.filter(username=username, is_active=True).first() if username else None
        if username and person is None:
            sentence = SENTENCES["team_person_unknown"][1].fill(username=username)
            raise forms.ValidationError(spoken(sentence))
        return person


class PatternForm(forms.Form):
    """What the teams of a place consist of, as a table of roles."""

    file = forms.FileField(
        label=_("角色表"), help_text=_("CSV 或 XLSX：代码、名称、英文名称、部分、至少、至多")
    )
    code = forms.CharField(label=_("模式名称"), max_length=20, help_text=_("例如 1+3+N、5+3+N"))
    since = forms.DateField(label=_("自哪一天起"), widget=forms.DateInput)
