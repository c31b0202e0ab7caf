"""The form of an inspection: the desk's checklist, item by item."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.rules.checklist import VERDICT_WORDS, Checklist, Item, ItemAnswer, Verdict
from bihuan.work_orders import actions as office
from bihuan.work_orders.actions.inspecting import MOST_REASON
from bihuan.work_orders.forms.base import ActForm, choices_of, spoken
from bihuan.work_orders.inspecting import checklist_in_force
from bihuan.work_orders.models import WorkOrder


class Inspect(ActForm):
    """质检."""

    explains = _("逐项检查。有一项不合格，质检即不通过，不合格项和原因作为理由告知主办单位。")
    checklist = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    send_back = forms.BooleanField(
        label=_("不通过时立即退回重办"), required=False, initial=True,
        help_text=_("不勾选则保持结案，由质检员或督办员另行决定。"),
    )  # fmt: skip

    def prepare(self) -> None:
        """Two fields for every item of the checklist in force."""
        self.asked: Checklist = checklist_in_force(self.dossier.order.desk_id)
        self.initial["checklist"] = self.asked.edition
        for item in self.asked.items:
            self.fields[f"item_{item.code}"] = forms.ChoiceField(
                label=spoken(item.words), choices=choices_of(VERDICT_WORDS, _possible(item)), widget=forms.RadioSelect
            )  # fmt: skip
            self.fields[f"reason_{item.code}"] = forms.CharField(
                label=_("原因或说明"), max_length=MOST_REASON, required=False,
            )  # fmt: skip
        self.order_fields(["version", "seen", "checklist", *self.item_names, "send_back"])

    @property
    def checked_items(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Verdict and reason of every item, for the page."""
        return [(self[f"item_{item.code}"], self[f"reason_{item.code}"]) for item in self.asked.items]

    @property
    def item_names(self) -> list[str]:
        """Names of the fields that belong to items."""
        return [f"{part}_{item.code}" for item in self.asked.items for part in ("item", "reason")]

    #: The page shows them apart from the other fields.
    row_names = item_names

    def clean(self) -> dict[str, Any]:
        """Whatever fails has its reason."""
        given = super().clean() or {}
        for item in self.asked.items:
            failed = given.get(f"item_{item.code}") == Verdict.FAILED
            if failed and not given.get(f"reason_{item.code}", "").strip():
                self.add_error(f"reason_{item.code}", gettext("不合格须写明原因。"))
        return given

    def perform(self, at: datetime) -> WorkOrder:
        """Inspect."""
        given = self.cleaned_data
        answers = [
            ItemAnswer(item.code, given[f"item_{item.code}"], given[f"reason_{item.code}"])
            for item in self.asked.items
        ]
        return office.inspect(
            self.dossier.actor, self.number, answers, checklist=given["checklist"], send_back=given["send_back"],
            at=at, **self.page,
        )  # fmt: skip


def _possible(item: Item) -> list[Verdict]:
    return [verdict for verdict in Verdict if verdict is not Verdict.NOT_APPLICABLE or not item.required]
