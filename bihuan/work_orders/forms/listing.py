"""The filter bar of the order list. It only shows what the query string says; the meaning is ``filters``' own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.organisations.models import Unit
from bihuan.rules.lifecycle import STATES, Matter
from bihuan.rules.matters import MATTERS, SOURCE_WORDS, URGENCY_WORDS
from bihuan.work_orders.filters import OrderFilter
from bihuan.work_orders.forms.base import choices_of

_ANY = [("", _("全部"))]


class FilterBar(forms.Form):
    """What a list is usually narrowed by. Other keys of the filter travel along unseen."""

    q = forms.CharField(label=_("搜索"), required=False)
    state = forms.ChoiceField(
        label=_("状态"),
        choices=[*_ANY, *choices_of(STATES, (m for m in Matter if m is not Matter.DRAFT))],
        required=False,
    )
    due = forms.ChoiceField(
        label=_("时限"),
        choices=[*_ANY, ("late", _("已超期")), ("soon", _("即将到期")), ("ok", _("未临期"))],
        required=False,
    )
    urgency = forms.ChoiceField(
        label=_("紧急程度"), choices=[*_ANY, *choices_of(URGENCY_WORDS)], required=False
    )
    matter = forms.ChoiceField(label=_("事项"), choices=[*_ANY, *choices_of(MATTERS)], required=False)
    channel = forms.ChoiceField(label=_("来源"), choices=[*_ANY, *choices_of(SOURCE_WORDS)], required=False)
    place = forms.IntegerField(label=_("所在地"), widget=forms.HiddenInput, required=False)
    registered_from = forms.DateField(label=_("登记自"), widget=forms.DateInput, required=False)
    registered_until = forms.DateField(label=_("登记至"), widget=forms.DateInput, required=False)

    def __init__(self, asked: OrderFilter) -> None:
        super().__init__(initial={name: asked.one(name) for name in self.base_fields}, auto_id="filter_%s")
        self.asked = asked

    @property
    def travelling(self) -> list[tuple[str, str]]:
        """What the filter asks for beside the fields of the bar, for hidden inputs."""
        return [
            (key, value)
            for key, values in self.asked.values.items()
            for value in (values if key not in self.fields else values[1:])
        ]

    @property
    def place_shown(self) -> str:
        """Name of the place that is filtered by."""
        place: Any = (
            Unit.objects.filter(pk=self.asked.one("place")).first() if self.asked.one("place") else None
        )
        return place.name if place else ""
