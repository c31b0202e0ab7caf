"""The forms with which notices and limits are handed in, and by which a limit is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.organisations.forms import choices_of, spoken
from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.ladder import CAUSE_WORDS, COLOURS, STEP_WORDS
from bihuan.rules.limits import CLOCK_WORDS
from bihuan.rules.matters import MATTERS, URGENCY_WORDS
from bihuan.rules.words import Words

#: A notice is a page; anything longer is something else.
MOST_BYTES = 512 * 1024


class NoticeForm(forms.Form):
    """A file with the days of a year, and where they are ordered."""

    file = forms.FileField(
        label=_("文件"), help_text=_("CSV、XLSX（列：日期、类型、名称，可加单位代码）或 ICS"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ics"}),
    )  # fmt: skip
    year = forms.IntegerField(label=_("年份"), min_value=2018, max_value=2199)
    reference = forms.CharField(
        label=_("文号或网址"), max_length=200, help_text=_("例：国办发明电〔2026〕7号")
    )

    def clean_file(self) -> object:
        """Refuse what is too long for a notice."""
        return _short(self.cleaned_data["file"])


def _short(file: Any) -> object:
    if file.size > MOST_BYTES:
        raise forms.ValidationError(_("文件超过 512 KB，不像这样的一张表。请核对。"))
    return file


class VersionForm(forms.Form):
    """A whole table, what its version is called, and from when it holds."""

    file = forms.FileField(
        label=_("文件"), help_text=_("CSV 或 XLSX；先下载现行版本，改好再导入"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )  # fmt: skip
    version = forms.CharField(label=_("版本名称"), max_length=24)
    since = forms.DateField(label=_("生效日"), widget=forms.DateInput)
    reference = forms.CharField(label=_("文号或网址"), max_length=200)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["version"].help_text, self.fields["since"].help_text = self.helps

    #: What the name is for, and what the day decides.
    helps: tuple[Any, Any]

    def clean_file(self) -> object:
        """Refuse what is too long for such a table."""
        return _short(self.cleaned_data["file"])


class LimitsForm(VersionForm):
    """A version of all limits."""

    helps = (_("工单凭它记住所用的时限，例：2027-1"), _("当日起登记的工单适用；已登记的仍按原版本"))


class LadderForm(VersionForm):
    """A version of the ladder."""

    helps = (_("预警凭它记住所依的规则，例：2027-1"), _("当日起发出的预警适用；已发出的仍按原版本"))


_ANY = [("", spoken(Words("不限", "any")))]
_COLOURS = {light.name.lower(): words for light, words in COLOURS.items()}
_LEVELS = (Level.CITY, Level.DISTRICT, Level.STREET)


class HoursForm(forms.Form):
    """A timetable, and from when it holds."""

    file = forms.FileField(
        label=_("文件"), help_text=_("CSV 或 XLSX（列：上班时间，可加单位代码、类型、起、止）；先下载现行的，改好再导入"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )  # fmt: skip
    since = forms.DateField(
        label=_("生效日"), widget=forms.DateInput, help_text=_("自当日起按它计算；未办结的时限逐件重算")
    )
    reference = forms.CharField(label=_("文号或网址"), max_length=200)

    def clean_file(self) -> object:
        """Refuse what is too long for a timetable."""
        return _short(self.cleaned_data["file"])


class CaseForm(forms.Form):
    """The case a row of a version is asked for."""

    urgency = forms.ChoiceField(label=_("紧急程度"), choices=choices_of(URGENCY_WORDS), required=False)
    level = forms.ChoiceField(
        label=_("层级"), choices=[*_ANY, *choices_of(LEVEL_WORDS, _LEVELS)], required=False
    )
    matter = forms.ChoiceField(label=_("事项"), choices=[*_ANY, *choices_of(MATTERS)], required=False)
    unit = forms.CharField(label=_("单位代码"), max_length=40, required=False)
    version = forms.CharField(label=_("版本"), max_length=24, required=False, widget=forms.HiddenInput)

    def __init__(self, asked: Any = None) -> None:
        # The form beside it that hands a version in has fields of the same names.
        super().__init__(asked, auto_id="asked_%s")


class QuestionForm(CaseForm):
    """What a limit is asked for."""

    clock = forms.ChoiceField(label=_("时限"), choices=choices_of(CLOCK_WORDS), required=False)


class RungForm(CaseForm):
    """What a row of the ladder is asked for."""

    what = forms.ChoiceField(
        label=_("情形或步骤"), choices=choices_of(CAUSE_WORDS | STEP_WORDS), required=False
    )
    light = forms.ChoiceField(label=_("颜色"), choices=choices_of(_COLOURS), required=False)
    urgency = forms.ChoiceField(
        label=_("紧急程度"), choices=[*_ANY, *choices_of(URGENCY_WORDS)], required=False
    )
