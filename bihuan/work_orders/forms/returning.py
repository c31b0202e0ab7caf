"""Forms of the return, of the order or of a task in it, and of the one decision on it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.rules.limits import UNOFFICIAL, Clock
from bihuan.rules.returns import RETURN_CAUSE_WORDS, RETURN_CAUSES
from bihuan.rules.words import Words
from bihuan.work_orders import actions as office
from bihuan.work_orders.change import return_window
from bihuan.work_orders.clocks import limit_of
from bihuan.work_orders.dossier import Dossier
from bihuan.work_orders.forms.base import (
    ActForm,
    ItemField,
    ReasonForm,
    UnitField,
    choices_of,
    spoken,
    text_field,
)
from bihuan.work_orders.forms.cohandling import TaskForm
from bihuan.work_orders.forms.evidence import EvidenceForm
from bihuan.work_orders.models import Assignment, WorkOrder

_SHOWS = {cause.value: row.shows for cause, row in RETURN_CAUSES.items()}
_ORDER = ("version", "seen", "cause", "basis", "item", "proposes", "unit", "file", "attached", "reason")


class ReturnForm(EvidenceForm):
    """What every return says: why, resting on what, and whose it is."""

    cause = forms.ChoiceField(
        label=_("退单原因"), choices=choices_of(RETURN_CAUSE_WORDS), widget=forms.RadioSelect
    )
    basis = text_field(_("退单依据（履职事项清单条目）"), rows=3)
    item = ItemField(label=_("清单事项"), required=False)
    field_order = _ORDER

    #: What the basis of each cause has to show, beside its choice.
    hints = {"cause": _SHOWS}

    def prepare(self) -> None:
        """Say until when it may be asked."""
        super().prepare()
        if (assignment := self.returned) is not None:
            self.explains = window_words(self.dossier, assignment)

    @property
    def returned(self) -> Assignment | None:
        """What would be given back."""
        return self.dossier.lead

    @property
    def asked(self) -> dict[str, Any]:
        """What the action is told, besides the evidence."""
        return {name: self.cleaned_data[name] for name in ("cause", "basis", "item", "proposes")}


class RequestReturn(ReturnForm):
    """申请退单."""

    proposes = UnitField(label=_("建议承办单位"))

    def perform(self, at: datetime) -> WorkOrder:
        """Ask to return the order."""
        with self.shown_evidence(at) as evidence:
            return office.request_return(
                self.dossier.actor, self.number, **self.asked, evidence=evidence, at=at, **self.page
            )


class Reassign(ActForm):
    """同意退单，改派."""

    unit = UnitField(label=_("改派给"))
    reason = text_field(_("理由"), rows=2, required=False)

    def prepare(self) -> None:
        """Suggest the unit the return proposes."""
        if asked := getattr(self.dossier.lead, "return_asked", None):
            self.fields["unit"].suggest(asked.proposes, _("退单单位的建议"))

    def perform(self, at: datetime) -> WorkOrder:
        """Allow the return and reassign."""
        given = self.cleaned_data
        return office.reassign(
            self.dossier.actor, self.number, given["unit"], given["reason"], at=at, **self.page
        )


class RefuseReturn(ReasonForm):
    """驳回退单."""

    explains = _("驳回即视为该单位签收，且不能再次退单。")

    def perform(self, at: datetime) -> WorkOrder:
        """Refuse the return."""
        return office.refuse_return(
            self.dossier.actor, self.number, self.cleaned_data["reason"], at=at, **self.page
        )


class ReturnSupport(ReturnForm, TaskForm):
    """协办退单."""

    proposes = UnitField(label=_("建议协办单位"))

    @property
    def returned(self) -> Assignment | None:
        """The task."""
        return self.task

    def perform(self, at: datetime) -> WorkOrder:
        """Ask to return the task."""
        with self.shown_evidence(at) as evidence:
            return office.return_task(
                self.dossier.actor, self.number, self.unit_id, **self.asked, evidence=evidence, at=at,
                **self.page,
            )  # fmt: skip


class ReassignSupport(TaskForm):
    """同意协办退单，改派."""

    unit = UnitField(label=_("改派给"))
    reason = text_field(_("理由"), rows=2, required=False)

    def prepare(self) -> None:
        """Suggest the unit the return proposes."""
        if asked := getattr(self.task, "return_asked", None):
            self.fields["unit"].suggest(asked.proposes, gettext("退单单位的建议"))

    def perform(self, at: datetime) -> WorkOrder:
        """Allow the return and reassign the task."""
        given = self.cleaned_data
        return office.reassign_task(
            self.dossier.actor, self.number, self.unit_id, given["unit"], given["reason"], at=at, **self.page
        )


def window_words(dossier: Dossier, assignment: Assignment) -> str:
    """Until when a return may be asked, by which limit, and that it is decided once."""
    limit = limit_of(dossier.order, Clock.RETURN, assignment.unit)
    until = return_window(dossier.order, assignment).at
    tag = Words("", "") if limit.official else Words(f"（{UNOFFICIAL.zh}）", f" ({UNOFFICIAL.en})")
    words = Words(
        "须在派单后{within}内提出，即 {until} 前{tag}。写明依据和应由谁承办；裁定一次为准，驳回后不能再退。",
        "To be asked within {within} of dispatch, that is by {until}{tag}. Name the basis and whose it is; one decision is final.",
    )
    shown = formats.date_format(until, "m-d H:i")
    return str(spoken(words.fill(within=limit.words, until=shown, tag=tag)))
