"""Forms of the ways aside: return, conferral, extension, parking."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.rules.actors import Level
from bihuan.rules.limits import extension_limit
from bihuan.work_orders import actions as office
from bihuan.work_orders.forms.base import ActForm, ItemField, ReasonForm, UnitField, text_field
from bihuan.work_orders.forms.units import today
from bihuan.work_orders.models import WorkOrder


class RequestReturn(ActForm):
    """申请退单."""

    explains = _("退单须写明依据并提出应由谁承办；裁定一次为准，驳回后不能再退。")
    basis = text_field(_("退单依据（履职事项清单条目）"), rows=3)
    item = ItemField(label=_("清单事项"), required=False)
    proposes = UnitField(label=_("建议承办单位"))

    def perform(self, at: datetime) -> WorkOrder:
        """Ask to return the order."""
        given = self.cleaned_data
        return office.request_return(
            self.dossier.actor,
            self.number,
            given["basis"],
            given["proposes"],
            item=given["item"],
            at=at,
            **self.page,
        )


class Reassign(ActForm):
    """同意退单，改派."""

    unit = UnitField(label=_("改派给"))

    def prepare(self) -> None:
        """Suggest the unit the return proposes."""
        lead = self.dossier.lead
        if lead and lead.return_proposes:
            self.fields["unit"].suggest(lead.return_proposes, _("退单单位的建议"))

    def perform(self, at: datetime) -> WorkOrder:
        """Allow the return and reassign."""
        return office.reassign(self.dossier.actor, self.number, self.cleaned_data["unit"], at=at, **self.page)


class RefuseReturn(ReasonForm):
    """驳回退单."""

    explains = _("驳回即视为该单位签收，且不能再次退单。")

    def perform(self, at: datetime) -> WorkOrder:
        """Refuse the return."""
        return office.refuse_return(
            self.dossier.actor, self.number, self.cleaned_data["reason"], at=at, **self.page
        )


class Confer(ReasonForm):
    """提请会商."""

    explains = _("会商以指定主办单位结束。")

    def perform(self, at: datetime) -> WorkOrder:
        """Call a conferral."""
        return office.call_conferral(
            self.dossier.actor, self.number, self.cleaned_data["reason"], at=at, **self.page
        )


class NameLead(ReasonForm):
    """指定主办."""

    unit = UnitField(label=_("主办单位"))
    field_order = ("version", "seen", "unit", "reason")

    def perform(self, at: datetime) -> WorkOrder:
        """Name the lead."""
        given = self.cleaned_data
        return office.name_lead(
            self.dossier.actor, self.number, given["unit"], given["reason"], at=at, **self.page
        )


class KeepLead(ReasonForm):
    """会商明确仍由本单位主办."""

    def perform(self, at: datetime) -> WorkOrder:
        """Keep the lead."""
        return office.keep_lead(
            self.dossier.actor, self.number, self.cleaned_data["reason"], at=at, **self.page
        )


class RequestExtension(ReasonForm):
    """申请延期."""

    explains = _("须在到期前申请；审批期间时限照常计算。")
    days = forms.IntegerField(
        label=_("延长几个工作日"), min_value=1, max_value=extension_limit(Level.CITY).value
    )
    field_order = ("version", "seen", "days", "reason")

    def perform(self, at: datetime) -> WorkOrder:
        """Ask for an extension."""
        given = self.cleaned_data
        return office.request_extension(
            self.dossier.actor, self.number, given["days"], given["reason"], at=at, **self.page
        )


class GrantExtension(ActForm):
    """同意延期."""

    def perform(self, at: datetime) -> WorkOrder:
        """Grant the extension."""
        return office.grant_extension(self.dossier.actor, self.number, at=at, **self.page)


class RefuseExtension(ReasonForm):
    """驳回延期."""

    def perform(self, at: datetime) -> WorkOrder:
        """Refuse the extension."""
        return office.refuse_extension(
            self.dossier.actor, self.number, self.cleaned_data["reason"], at=at, **self.page
        )


class Park(ReasonForm):
    """挂账."""

    explains = _("仅限本级无法排除的原因；挂账期间计时暂停，到复核日恢复。")
    review_on = forms.DateField(label=_("复核日期"), widget=forms.DateInput)
    field_order = ("version", "seen", "review_on", "reason")

    def prepare(self) -> None:
        """A week from now is a usual day to look again."""
        self.fields["review_on"].initial = today(self.dossier) + timedelta(7)

    def perform(self, at: datetime) -> WorkOrder:
        """Park the order."""
        given = self.cleaned_data
        return office.park(
            self.dossier.actor, self.number, given["review_on"], given["reason"], at=at, **self.page
        )


class Unpark(ActForm):
    """恢复办理."""

    def perform(self, at: datetime) -> WorkOrder:
        """Take the order up again."""
        return office.unpark(self.dossier.actor, self.number, at=at, **self.page)
