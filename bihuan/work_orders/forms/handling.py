"""Forms of the unit that has the order in hand."""

from datetime import datetime

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from bihuan.rules.matters import CLOSURE_WORDS, SOURCE_WORDS
from bihuan.rules.risk import OBSERVABLE, RISK_WORDS
from bihuan.work_orders import actions as office
from bihuan.work_orders.actions.answering import RESOLUTIONS
from bihuan.work_orders.entries import LONG_TEXT
from bihuan.work_orders.forms.base import ActForm, MoneyField, ReasonForm, choices_of, text_field
from bihuan.work_orders.models import WorkOrder
from bihuan.work_orders.reply_checking import Checked, check_reply
from bihuan.work_orders.words import MOOD_WORDS, TRUTH_WORDS


class Sign(ActForm):
    """签收."""

    def perform(self, at: datetime) -> WorkOrder:
        """Sign for the order."""
        return office.sign(self.dossier.actor, self.number, at=at, **self.page)


class Start(ActForm):
    """首次联系，开始办理."""

    contact = text_field(_("首次联系情况"), help_text=_("何时、以什么方式联系，诉求人怎么说。"))

    def perform(self, at: datetime) -> WorkOrder:
        """Start handling."""
        return office.start(self.dossier.actor, self.number, self.cleaned_data["contact"], at=at, **self.page)


class Verify(ActForm):
    """现场核实."""

    explains = _("核实的人数和金额将代替来电时所述。")
    truth = forms.ChoiceField(label=_("是否属实"), choices=choices_of(TRUTH_WORDS), widget=forms.RadioSelect)
    people = forms.IntegerField(label=_("涉及人数"), min_value=1, max_value=100_000, required=False)
    amount = MoneyField(label=_("涉及金额"), required=False)
    mood = forms.ChoiceField(label=_("现场情绪"), choices=choices_of(MOOD_WORDS), widget=forms.RadioSelect)
    gathering_risk = forms.BooleanField(
        label=_("有聚集风险"), required=False, help_text=_("勾选后工单带风险标记，消除前不能归档。")
    )
    text = text_field(_("核实情况"), rows=5)

    def perform(self, at: datetime) -> WorkOrder:
        """Record the finding."""
        given = self.cleaned_data
        return office.verify(
            self.dossier.actor, self.number, truth=given["truth"], mood=given["mood"], people=given["people"],
            amount_fen=given["amount"], gathering_risk=given["gathering_risk"], text=given["text"], at=at, **self.page,
        )  # fmt: skip


class HoldSession(ActForm):
    """现场办公."""

    explains = _("诉求人可以看到这段记录。")
    text = text_field(_("现场办公情况"), rows=6, help_text=_("哪些单位到场、商定了什么。"))

    def perform(self, at: datetime) -> WorkOrder:
        """Record the session."""
        return office.hold_session(
            self.dossier.actor, self.number, self.cleaned_data["text"], at=at, **self.page
        )


class RaiseRisk(ReasonForm):
    """标记风险."""

    risk = forms.ChoiceField(
        label=_("风险"), choices=choices_of({risk: RISK_WORDS[risk] for risk in OBSERVABLE})
    )
    field_order = ("version", "seen", "risk", "reason")

    def perform(self, at: datetime) -> WorkOrder:
        """Raise the risk."""
        given = self.cleaned_data
        return office.raise_risk(
            self.dossier.actor, self.number, given["risk"], given["reason"], at=at, **self.page
        )


class RemoveRisk(ActForm):
    """消除风险."""

    reason = text_field(_("风险化解情况"))

    def perform(self, at: datetime) -> WorkOrder:
        """Remove the risk."""
        return office.remove_risk(
            self.dossier.actor, self.number, self.cleaned_data["reason"], at=at, **self.page
        )


class Resolve(ActForm):
    """办结."""

    explains = _("办结后由热线回访诉求人；责任闭环另行进行。")
    closure = forms.ChoiceField(label=_("办结方式"), choices=choices_of(CLOSURE_WORDS, RESOLUTIONS))
    result = text_field(_("办理结果"), rows=6)

    def perform(self, at: datetime) -> WorkOrder:
        """Resolve."""
        given = self.cleaned_data
        return office.resolve(
            self.dossier.actor, self.number, given["closure"], given["result"], at=at, **self.page
        )


class Reply(ActForm):
    """答复诉求人. While it is written it is read along; what is said of it stands below the text."""

    panel = "work_orders/reply_check.html"
    in_panel = ("leak_confirmed",)
    channel = forms.ChoiceField(label=_("答复方式"), choices=choices_of(SOURCE_WORDS))
    text = text_field(_("答复内容"), rows=6)
    leak_confirmed = forms.BooleanField(label=_("已核对，确须在答复中写出"), required=False)

    @cached_property
    def check(self) -> Checked:
        """What there is to say of the text so far."""
        text = str(self["text"].value() or "")[:LONG_TEXT]
        return check_reply(self.dossier.actor, self.dossier.order, text, self.dossier.now)

    def perform(self, at: datetime) -> WorkOrder:
        """Reply to the caller."""
        given = self.cleaned_data
        return office.reply(
            self.dossier.actor, self.number, given["text"], channel=given["channel"],
            leak_confirmed=given["leak_confirmed"], at=at, **self.page,
        )  # fmt: skip
