"""Forms of time aside: extension, parking."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.work_orders import actions as office
from bihuan.work_orders.forms.base import ActForm, ReasonForm
from bihuan.work_orders.forms.units import today
from bihuan.work_orders.models import WorkOrder


class RequestExtension(ReasonForm):
    """申请延期."""

    explains = _("须在到期前申请；审批期间时限照常计算。")
    days = forms.IntegerField(label=_("延长几个工作日"), min_value=1)
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
