"""Forms of the hotline and the dispatching desk, and of passing down."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.organisations.models import Unit
from bihuan.rules.matters import STATUTORY_CHANNELS
from bihuan.work_orders import actions as office
from bihuan.work_orders.forms.base import ActForm, ReasonForm, UnitField, spoken, text_field
from bihuan.work_orders.forms.units import union_of_place
from bihuan.work_orders.models import WorkOrder
from bihuan.work_orders.proposing import keep_choice, proposal_of


class Confirm(ActForm):
    """核对无误，送派单."""

    def perform(self, at: datetime) -> WorkOrder:
        """Confirm."""
        return office.confirm(self.dossier.actor, self.number, at=at, **self.page)


class Dispatch(ActForm):
    """派单."""

    explains = _("从派出时起，承办单位的时限开始计算。")
    unit = UnitField(label=_("承办单位"))
    task = text_field(_("交办要求"), rows=3, required=False)

    def prepare(self) -> None:
        """Suggest the next union on the way to the unit the rules name; without rules, that of the matter's place."""
        self.suggest_from(self.dossier.order.desk)

    def suggest_from(self, above: Unit, *, nearest: bool = False) -> None:
        """Fill in the unit beneath ``above`` the order is to go to next, and keep what the rules said for the page."""
        self.proposal = proposal_of(self.dossier)
        union = self.proposal.next_beneath(above) or union_of_place(
            self.dossier, beneath=above, nearest=nearest
        )
        self.proposal.shown = union
        self.fields["unit"].suggest(
            union, gettext("按项目所在地建议：%(place)s") % {"place": self.dossier.order.place.name}
        )

    def perform(self, at: datetime) -> WorkOrder:
        """Dispatch, and keep what the rules proposed beside what was chosen."""
        given = self.cleaned_data
        order = office.dispatch(
            self.dossier.actor, self.number, given["unit"], task=given["task"], at=at, **self.page
        )
        keep_choice(self.proposal, order, at=at)
        return order


class PassDown(Dispatch):
    """下派."""

    explains = _("下派后由下级工会承办，本级继续对工单负责。")

    def prepare(self) -> None:
        """Suggest the next union on the way beneath the holder, else that of the street where the matter lies."""
        self.suggest_from(self.dossier.order.holder, nearest=True)

    def perform(self, at: datetime) -> WorkOrder:
        """Pass down, and keep what the rules proposed beside what was chosen."""
        given = self.cleaned_data
        order = office.pass_down(
            self.dossier.actor, self.number, given["unit"], task=given["task"], at=at, **self.page
        )
        keep_choice(self.proposal, order, at=at)
        return order


class Merge(ActForm):
    """并单."""

    explains = _("同一诉求重复来电时并入先前的工单；诉求人凭本单编号仍可查询进展。")
    into = forms.CharField(label=_("并入哪张工单（编号）"), max_length=24)
    new_facts = text_field(_("本次来电补充的情况"), rows=3, required=False)

    def prepare(self) -> None:
        """Suggest the newest open order of the same caller."""
        earlier = [o for o in self.dossier.related if o.closed_at is None]
        if earlier:
            self.fields["into"].initial = earlier[0].number
            self.fields["into"].help_text = gettext("同一诉求人的在办工单：%(title)s") % {
                "title": earlier[0].title
            }

    def perform(self, at: datetime) -> WorkOrder:
        """Merge."""
        given = self.cleaned_data
        return office.merge(
            self.dossier.actor, self.number, given["into"].strip(), given["new_facts"], at=at, **self.page
        )


class Redirect(ActForm):
    """转法定渠道."""

    explains = _("书面告知诉求人应向哪里提出、期限和所需材料。")
    channel = forms.ChoiceField(
        label=_("法定渠道"),
        choices=[(code, spoken(channel.body)) for code, channel in STATUTORY_CHANNELS.items()],
    )
    notice = text_field(_("告知内容"), rows=6)

    def perform(self, at: datetime) -> WorkOrder:
        """Redirect."""
        given = self.cleaned_data
        return office.redirect(
            self.dossier.actor, self.number, given["channel"], given["notice"], at=at, **self.page
        )


class Transfer110(ReasonForm):
    """转110."""

    explains = _("危及人身安全的，先电话拨打110，再在此登记。")

    def perform(self, at: datetime) -> WorkOrder:
        """Transfer to 110."""
        reason = self.cleaned_data["reason"]
        return office.transfer_110(self.dossier.actor, self.number, reason, at=at, **self.page)


class TakeBack110(ActForm):
    """110处置后收回."""

    outcome = text_field(_("110处置情况"))

    def perform(self, at: datetime) -> WorkOrder:
        """Take back from 110."""
        outcome = self.cleaned_data["outcome"]
        return office.take_back_110(self.dossier.actor, self.number, outcome, at=at, **self.page)


class Conclude110(TakeBack110):
    """110处置完毕，办结."""

    def perform(self, at: datetime) -> WorkOrder:
        """Conclude after 110."""
        outcome = self.cleaned_data["outcome"]
        return office.conclude_110(self.dossier.actor, self.number, outcome, at=at, **self.page)
