"""What laying down a plan asks for, and trying which plan an event would choose."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.command_centre.actions.defining import Fits, Step
from bihuan.command_centre.actions.planning import attributes_of
from bihuan.command_centre.forms import choices_of, spoken
from bihuan.command_centre.models import Plan
from bihuan.organisations.models import Unit
from bihuan.rules.events import KINDS, SEVERITY_WORDS, URGENCY_WORDS
from bihuan.rules.plans import Happening
from bihuan.rules.refusal import Refused

_KIND_WORDS = {code: kind.words for code, kind in KINDS.items()}
#: Empty rows a form offers beside those there are.
SPARE = 3


def _many(label: Any, table: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, choices=lambda: choices_of(table), widget=forms.CheckboxSelectMultiple,
        help_text=_("不选即不限"),
    )  # fmt: skip


def _number(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, max_digits=14, decimal_places=3, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )  # fmt: skip


class PlanConditions(forms.Form):
    """For which events a plan is meant."""

    code = forms.CharField(label=_("编号"), max_length=24)
    name = forms.CharField(label=_("名称"), max_length=80)
    basis = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("哪份预案文件、哪次会议；改动时写明为何改")
    )
    kinds = _many(_("类型"), _KIND_WORDS)
    severities = _many(_("严重程度"), SEVERITY_WORDS)
    urgencies = _many(_("紧急程度"), URGENCY_WORDS)
    attribute = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,23}$", label=_("属性"), required=False, help_text=_("例如 pipe_mm；不写即不限"),
        error_messages={"invalid": _("属性用小写字母、数字和下划线，例如 pipe_mm。")},
    )  # fmt: skip
    least = _number(_("属性不小于"))
    below = _number(_("属性小于"))

    @property
    def fits(self) -> Fits:
        """As the action takes it."""
        given = self.cleaned_data
        return Fits(
            given["kinds"], given["severities"], given["urgencies"], given["attribute"], given["least"], given["below"]
        )  # fmt: skip


class StepForm(forms.Form):
    """One role of a plan. A row without a role is no row."""

    role = forms.CharField(label=_("角色"), max_length=40, required=False)
    unit = forms.TypedChoiceField(label=_("承担单位"), required=False, coerce=int, empty_value=None)
    substitute = forms.TypedChoiceField(label=_("替补"), required=False, coerce=int, empty_value=None)
    minutes = forms.IntegerField(label=_("应答时限（分钟）"), required=False, initial=5)
    text = forms.CharField(label=_("任务"), max_length=400, required=False)

    def __init__(self, *args: Any, units: dict[int, Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = units
        choices = [("", "—"), *((pk, unit.name) for pk, unit in units.items())]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        self.fields["substitute"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("role") and not given.get("unit"):
            self.add_error("unit", _("请选择承担单位。"))
        if given.get("unit") and not given.get("role"):
            self.add_error("role", _("请写明角色。"))
        return given

    @property
    def step(self) -> Step | None:
        """As the action takes it; None for an empty row."""
        given = self.cleaned_data
        if not given.get("role"):
            return None
        return Step(
            given["role"], self._units[given["unit"]], given["text"], self._units.get(given["substitute"]), given["minutes"] or 5
        )  # fmt: skip


StepForms = forms.formset_factory(StepForm, extra=SPARE, max_num=40)


def initial_of(plan: Plan) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A version as the forms show it, to be changed."""
    names = ("code", "name", "kinds", "severities", "urgencies", "attribute")
    bounds = {"least": plan.least, "below": plan.below}
    conditions = {name: getattr(plan, name) for name in names} | {
        name: Decimal(f"{bound.normalize():f}") for name, bound in bounds.items() if bound is not None
    }
    steps = [
        {
            "role": step.role, "unit": step.unit_id, "substitute": step.substitute_id, "text": step.text,
            "minutes": step.answer_within_minutes,
        }
        for step in plan.steps.all()
    ]  # fmt: skip
    return conditions, steps


class TryForm(forms.Form):
    """An event that might be: which plan would it choose?"""

    kind = forms.ChoiceField(label=_("类型"), choices=lambda: choices_of(_KIND_WORDS))
    severity = forms.ChoiceField(label=_("严重程度"), choices=lambda: choices_of(SEVERITY_WORDS))
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=lambda: choices_of(URGENCY_WORDS))
    attributes = forms.CharField(
        label=_("属性"), required=False, max_length=200, help_text=_("名称=数字，例如 pipe_mm=400")
    )

    def clean_attributes(self) -> dict[str, Decimal]:
        try:
            return attributes_of(self.cleaned_data["attributes"])
        except Refused as refused:
            raise forms.ValidationError(spoken(refused.sentence)) from refused

    @property
    def happening(self) -> Happening:
        """As the rule book reads it."""
        return Happening(**self.cleaned_data)
