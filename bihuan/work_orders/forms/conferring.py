"""Forms of the conferral: who is asked to come, and what came of it."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.organisations.seats import unit_names
from bihuan.work_orders import actions as office
from bihuan.work_orders.forms.base import ActForm, ReasonForm, UnitField, text_field
from bihuan.work_orders.forms.units import departments_of_district
from bihuan.work_orders.models import Conferral, WorkOrder


class Confer(ReasonForm):
    """提请会商."""

    explains = _("会商以指定主办单位结束，须留下参加单位和纪要。受邀单位从现在起可以查看工单。")
    invite = forms.TypedMultipleChoiceField(
        label=_("邀请单位"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    other = UnitField(label=_("其他单位"), required=False)
    field_order = ("version", "seen", "reason", "invite", "other")

    def prepare(self) -> None:
        """Offer the departments of the district."""
        departments = departments_of_district(self.dossier)
        self.fields["invite"].choices = [(str(unit.pk), unit.name) for unit in departments]

    def perform(self, at: datetime) -> WorkOrder:
        """Call a conferral."""
        given = self.cleaned_data
        invite = [*given["invite"], *filter(None, [given["other"]])]
        return office.call_conferral(
            self.dossier.actor, self.number, given["reason"], invite=invite, at=at, **self.page
        )


class EndConferral(ActForm):
    """What every end of a conferral says: who came, and the minutes."""

    attended = forms.TypedMultipleChoiceField(
        label=_("参加单位"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    minutes = text_field(_("会商纪要"), rows=6, help_text=_("各方意见、依据、结论。"))

    def prepare(self) -> None:
        """Offer who was invited, who takes part and who ends it, those ticked that are expected to have come."""
        conferral = Conferral.objects.filter(order=self.dossier.order, minutes=None).first()
        invited = conferral.invited if conferral else []
        ending = [held.unit_id for held in self.dossier.standings.values()][:1]
        expected = list(dict.fromkeys([self.dossier.order.lead_id or 0, *invited, *ending]))
        others = [
            *(assignment.unit_id for assignment in self.dossier.present),
            *(duty.unit_id for duty in self.dossier.responsibilities),
        ]
        units = list(dict.fromkeys([*expected, *others]))
        names = unit_names(set(units))
        self.fields["attended"].choices = [(str(unit), names[unit]) for unit in units if unit in names]
        self.fields["attended"].initial = [str(unit) for unit in expected]


class NameLead(EndConferral):
    """指定主办."""

    explains = _("会商指定的主办单位不能再退单。")
    unit = UnitField(label=_("主办单位"))
    field_order = ("version", "seen", "unit", "attended", "minutes")

    def perform(self, at: datetime) -> WorkOrder:
        """Name the lead."""
        given = self.cleaned_data
        return office.name_lead(
            self.dossier.actor, self.number, given["unit"], given["minutes"], attended=given["attended"],
            at=at, **self.page,
        )  # fmt: skip


class KeepLead(EndConferral):
    """会商明确仍由本单位主办."""

    def perform(self, at: datetime) -> WorkOrder:
        """Keep the lead."""
        given = self.cleaned_data
        return office.keep_lead(
            self.dossier.actor, self.number, given["minutes"], attended=given["attended"], at=at, **self.page
        )
