"""Forms of co-handling: calling in, and the tasks of the supporting units. ``about`` is the unit of the task."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.work_orders import actions as office
from bihuan.work_orders.forms.base import ActForm, ReasonForm, UnitField, text_field
from bihuan.work_orders.forms.units import command_centre, departments_of_district
from bihuan.work_orders.models import Assignment, WorkOrder
from bihuan.work_orders.proposing import proposal_of

#: Where no rule says who helps: for unpaid wages these three come together.
_USUAL_TRADES = {"wage_arrears": frozenset({"labour", "housing", "petitions"})}


class CallIn(ActForm):
    """转141协同."""

    explains = _("各协办单位同时收到，各自计时；全部反馈或豁免前不能办结。")
    units = forms.TypedMultipleChoiceField(
        label=_("协办单位"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    other = UnitField(label=_("其他单位"), required=False)
    task = text_field(_("协办事项"), rows=3)
    inform = forms.TypedMultipleChoiceField(
        label=_("同时知会"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def prepare(self) -> None:
        """Offer the departments of the district, with those the matter usually needs already ticked."""
        departments = departments_of_district(self.dossier)
        self.proposal = proposal_of(self.dossier)
        usual = _USUAL_TRADES.get(self.dossier.order.matter, frozenset())
        named = {organ.id for organ in self.proposal.decision.supporting}
        self.fields["units"].choices = [(str(unit.pk), unit.name) for unit in departments]
        self.fields["units"].initial = [
            str(unit.pk) for unit in departments if (unit.pk in named if named else unit.trade in usual)
        ]
        centre = command_centre(self.dossier)
        if centre is None:
            del self.fields["inform"]
        else:
            self.fields["inform"].choices = [(str(centre.pk), centre.name)]
            self.fields["inform"].initial = [str(centre.pk)]

    def perform(self, at: datetime) -> WorkOrder:
        """Call them in."""
        given = self.cleaned_data
        units = [*given["units"], *filter(None, [given["other"]])]
        return office.call_in(
            self.dossier.actor,
            self.number,
            units,
            given["task"],
            inform=given.get("inform", []),
            at=at,
            **self.page,
        )


class TaskForm(ActForm):
    """Acts on the task of one supporting unit."""

    @property
    def unit_id(self) -> int:
        """The unit whose task it is; 0, which no unit is, for nonsense."""
        return int(self.about) if self.about.isdecimal() else 0

    @property
    def task(self) -> Assignment | None:
        """The task itself."""
        return next((a for a in self.dossier.present if a.unit_id == self.unit_id), None)


class SignSupport(TaskForm):
    """协办签收."""

    def perform(self, at: datetime) -> WorkOrder:
        """Sign for the task."""
        return office.sign_task(self.dossier.actor, self.number, self.unit_id, at=at, **self.page)


class AnswerSupport(TaskForm):
    """协办反馈."""

    answer = text_field(_("协办反馈"), rows=6)

    def perform(self, at: datetime) -> WorkOrder:
        """Answer the task."""
        answer = self.cleaned_data["answer"]
        return office.answer_task(self.dossier.actor, self.number, self.unit_id, answer, at=at, **self.page)


class TaskReasonForm(ReasonForm, TaskForm):
    """Acts on a task that need nothing but a reason."""


class KeepSupport(TaskReasonForm):
    """驳回协办退单."""

    def perform(self, at: datetime) -> WorkOrder:
        """Refuse the return of the task."""
        reason = self.cleaned_data["reason"]
        return office.keep_task(self.dossier.actor, self.number, self.unit_id, reason, at=at, **self.page)


class WaiveSupport(TaskReasonForm):
    """豁免协办."""

    explains = _("豁免理由记入工单，主办单位对此负责。")

    def perform(self, at: datetime) -> WorkOrder:
        """Waive the task."""
        reason = self.cleaned_data["reason"]
        return office.waive_task(self.dossier.actor, self.number, self.unit_id, reason, at=at, **self.page)


class AskAgain(TaskReasonForm):
    """退回补充."""

    reason = text_field(_("需要补充什么"))

    def perform(self, at: datetime) -> WorkOrder:
        """Ask again."""
        reason = self.cleaned_data["reason"]
        return office.ask_again(self.dossier.actor, self.number, self.unit_id, reason, at=at, **self.page)
