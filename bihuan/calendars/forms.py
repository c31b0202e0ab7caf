"""The form with which a notice is handed in."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 512 KB，不像一份放假安排。请核对。"))
        return file
