"""Forms of the public page: a question, a calculator's fields, the facts a remedy depends on."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bihuan.rules.calculators import Calculator, Kind
from bihuan.rules.matters import MATTERS
from bihuan.rules.remedies import DISPUTES, ELSEWHERE_WORDS, Elsewhere, Facts
from bihuan.rules.words import Words

_INPUT = {
    Kind.MONEY: {"inputmode": "decimal"},
    Kind.NUMBER: {"inputmode": "decimal"},
    Kind.WHOLE: {"inputmode": "numeric"},
}


def said(words: Words) -> str:
    """The phrase in the reader's language."""
    return words.in_language(get_language() or "zh-hans")


class AskForm(forms.Form):
    """One question, in any words."""

    q = forms.CharField(
        label=_("您想问什么"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class CalculatorForm(forms.Form):
    """The fields of one calculator, as its row of the table asks them. What is typed is read by the rule book alone."""

    def __init__(self, calculator: Calculator, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calculator = calculator
        for field in calculator.fields:
            self.fields[field.name] = self._field(field)

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by field."""
        return {name: str(self.data.get(name, "")) for name in self.fields}

    def _field(self, field: Any) -> forms.Field:
        common: dict[str, Any] = {
            "label": said(field.words),
            "required": False,
            "help_text": said(field.help),
        }
        if field.kind is Kind.CHOICE:
            choices = [(value, said(words)) for value, words in field.choices.items()]
            return forms.ChoiceField(choices=choices, **common)
        if field.kind is Kind.YES:
            return forms.BooleanField(**common)
        if field.kind is Kind.DAY:
            return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), **common)
        return forms.CharField(
            widget=forms.TextInput(attrs={"autocomplete": "off", **_INPUT[field.kind]}), **common
        )


class WhereForm(forms.Form):
    """What decides where to go; each only as far as it is known."""

    matter = forms.ChoiceField(
        label=_("是什么事"),
        required=False,
        choices=lambda: [("", "—")] + [(code, said(MATTERS[code])) for code in DISPUTES],
    )
    happened_on = forms.DateField(
        label=_("发生的日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    left_on = forms.DateField(
        label=_("离职日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("还在职不用填"),
    )
    award_on = forms.DateField(
        label=_("收到仲裁裁决书的日期"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    iou = forms.BooleanField(label=_("手里有工资欠条"), required=False)
    mediated = forms.BooleanField(label=_("达成过调解协议，对方没有履行"), required=False)
    migrant = forms.BooleanField(label=_("是农民工"), required=False)
    danger = forms.BooleanField(label=_("有人身危险"), required=False)
    elsewhere = forms.ChoiceField(
        label=_("是否已经在别处办理"), required=False,
        choices=lambda: [("", said(Words("没有", "No")))] + [(each.value, said(words)) for each, words in ELSEWHERE_WORDS.items()],
    )  # fmt: skip

    @property
    def facts(self) -> Facts:
        """The facts of a valid form."""
        entered = dict(self.cleaned_data)
        elsewhere = entered.pop("elsewhere")
        return Facts(**entered, elsewhere=Elsewhere(elsewhere) if elsewhere else None)
