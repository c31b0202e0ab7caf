"""What a reading, a limit and the look at the vital signs ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.command_centre.forms import choices_of
from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.events import KINDS, SEVERITY_WORDS, URGENCY_WORDS
from bihuan.rules.words import Words

SHOW_WORDS = {
    "passed": Words("超出阈值", "Beyond a limit"),
    "none": Words("没有读数", "No reading"),
    "computed": Words("自动统计", "Computed"),
}


class VitalFilter(forms.Form):
    """Which indicators are shown."""

    show = forms.ChoiceField(
        label=_("显示"), required=False, choices=lambda: choices_of(SHOW_WORDS, blank=True)
    )
    lane = forms.ChoiceField(label=_("跑道"), required=False)

    def __init__(self, lanes: dict[int, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lane"].choices = [("", "—"), *((str(pk), name) for pk, name in lanes.items())]  # type: ignore[attr-defined]


class ReadingForm(forms.Form):
    """A reading entered by hand."""

    period = forms.CharField(label=_("统计期"), max_length=12)
    value = forms.DecimalField(
        label=_("读数"),
        max_digits=16,
        decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    reason = forms.CharField(
        label=_("更正理由"), required=False, max_length=200, help_text=_("改正已报读数时必填；原读数保留")
    )


class LimitForm(forms.Form):
    """A limit, laid down anew or in place of the one that holds."""

    name = forms.CharField(label=_("名称"), max_length=80)
    above = forms.DecimalField(
        label=_("高于此值报警"), required=False, max_digits=14, decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    below = forms.DecimalField(
        label=_("低于此值报警"), required=False, max_digits=14, decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip
    in_a_row = forms.IntegerField(label=_("连续几期"), initial=1, widget=forms.NumberInput)
    window_minutes = forms.IntegerField(
        label=_("去重窗口（分钟）"), initial=60, widget=forms.NumberInput,
        help_text=_("窗口内再次越限并入同一事件，不另立事件"),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("事件类型"), choices=lambda: choices_of({code: kind.words for code, kind in KINDS.items()})
    )
    severity = forms.ChoiceField(label=_("严重程度"), choices=lambda: choices_of(SEVERITY_WORDS))
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=lambda: choices_of(URGENCY_WORDS))
    handling_level = forms.ChoiceField(
        label=_("处置层级"), initial=Level.STREET,
        choices=lambda: choices_of({level: LEVEL_WORDS[level] for level in reversed(Level)}),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("数值由谁、凭什么定；没有官方数值时请写明")
    )


class DeviceLimitForm(LimitForm):
    """The same for a measure of devices, whose readings are not kept and so are not counted in a row."""

    code = forms.CharField(label=_("编号"), max_length=40, help_text=_("写已有编号即替换该阈值"))
    measure = forms.CharField(
        label=_("测量项"), max_length=40, help_text=_("设备上报时用的代码，例如 water_pressure")
    )
    in_a_row = None  # type: ignore[assignment]
    field_order = ("code", "name", "measure")
