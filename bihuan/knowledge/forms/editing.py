"""Forms of the editors: one entry, and the filter over the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.knowledge.entry_tables import BasisRow, basis_of
from bihuan.knowledge.forms.asking import said
from bihuan.knowledge.models import Entry
from bihuan.rules.calculators import CALCULATORS
from bihuan.rules.matters import MATTERS
from bihuan.rules.publishing import STATES, VISIBILITY_WORDS
from bihuan.rules.refusal import SENTENCES

_LINES = ("variants", "steps", "papers")


class EntryForm(forms.Form):
    """One entry. Lists are written a line each; the basis as 劳动合同法 30 85, one law a line."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]{0,59}$", label=_("编码"), help_text=_("小写字母、数字和短横，建立后不再改"),
    )  # fmt: skip
    matter = forms.ChoiceField(
        label=_("事项"), choices=lambda: [(code, said(words)) for code, words in MATTERS.items()]
    )
    question = forms.CharField(label=_("问题"), max_length=120)
    variants = forms.CharField(
        label=_("问法"), help_text=_("来电人会怎么说，每行一种"), required=False, widget=forms.Textarea
    )
    answer = forms.CharField(label=_("答复"), max_length=4000, widget=forms.Textarea)
    steps = forms.CharField(label=_("步骤"), help_text=_("每行一步"), required=False, widget=forms.Textarea)
    papers = forms.CharField(label=_("材料"), help_text=_("每行一种"), required=False, widget=forms.Textarea)
    body = forms.CharField(label=_("办理机构"), max_length=120, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    basis = forms.CharField(
        label=_("法律依据"), help_text=_("每行一部法律，后面写条号"), widget=forms.Textarea
    )
    calculator = forms.ChoiceField(
        label=_("计算器"), required=False,
        choices=lambda: [("", "—")] + [(key, said(row.words)) for key, row in CALCULATORS.items()],
    )  # fmt: skip
    visibility = forms.ChoiceField(
        label=_("公开范围"),
        choices=lambda: [(each.value, said(words)) for each, words in VISIBILITY_WORDS.items()],
    )
    valid_from = forms.DateField(label=_("生效日期"), widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(
        label=_("失效日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    owner = forms.CharField(label=_("维护人"), help_text=_("谁提供、谁维护、谁更新"), max_length=80)
    review_on = forms.DateField(label=_("复核日期"), widget=forms.DateInput(attrs={"type": "date"}))

    @classmethod
    def of(cls, entry: Entry) -> "EntryForm":
        """The form filled with an entry."""
        initial: dict[str, Any] = {name: getattr(entry, name) for name in cls.base_fields if name != "basis"}
        for name in _LINES:
            initial[name] = "\n".join(initial[name])
        initial["basis"] = "\n".join(_basis_lines(entry))
        return cls(initial=initial)

    def clean_variants(self) -> list[str]:
        """One a line, each at most 120 characters."""
        return self._lines("variants", 120)

    def clean_steps(self) -> list[str]:
        """One a line, each at most 300 characters."""
        return self._lines("steps", 300)

    def clean_papers(self) -> list[str]:
        """One a line, each at most 120 characters."""
        return self._lines("papers", 120)

    def clean_basis(self) -> list[BasisRow]:
        """Articles of laws the catalogue knows, or of others by their full title and day."""
        text = self.cleaned_data["basis"]
        found = basis_of(text)
        if not found:
            raise forms.ValidationError(said(SENTENCES["row_law_unknown"][1].fill(text=text.strip()[:40])))
        return found

    def clean(self) -> dict[str, Any]:
        """An entry ends after it begins."""
        entered = self.cleaned_data
        begins, ends = entered.get("valid_from"), entered.get("valid_to")
        if begins and ends and ends < begins:
            self.add_error(
                "valid_to",
                said(SENTENCES["days_reversed"][1].fill(what=_("有效期"), first=begins, last=ends)),
            )
        return entered

    def _lines(self, name: str, most: int) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
        longest = max(map(len, lines), default=0)
        if longest > most:
            raise forms.ValidationError(
                said(
                    SENTENCES["cell_too_long"][1].fill(
                        column=self.fields[name].label, length=longest, most=most
                    )
                )
            )
        return lines


class EntryFilter(forms.Form):
    """What of the list is shown."""

    q = forms.CharField(label=_("查找"), required=False)
    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=lambda: [("", said_all())] + [(state.value, said(words)) for state, words in STATES.items()],
    )  # fmt: skip
    matter = forms.ChoiceField(
        label=_("事项"), required=False,
        choices=lambda: [("", said_all())] + [(code, said(words)) for code, words in MATTERS.items()],
    )  # fmt: skip


def said_all() -> str:
    """The first choice of a filter."""
    return str(_("全部"))


def _basis_lines(entry: Entry) -> list[str]:
    lines: dict[str, list[str]] = {}
    for row in entry.basis.all():
        number = f"{row.article}-{row.sub}" if row.sub else str(row.article)
        lines.setdefault(row.law, []).append(number)
    return [f"{law} {' '.join(numbers)}" for law, numbers in lines.items()]
