"""The form of each act on a case, and the one action it calls."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.organisations.actors import Actor
from bihuan.rules.refusal import Refused
from bihuan.rules.warnings import SlipAct, TalkAct, WarningAct
from bihuan.supervision import actions as supervision
from bihuan.supervision.models import EarlyWarning
from bihuan.work_orders.files import File
from bihuan.work_orders.forms.base import spoken, text_field


class CaseForm(forms.Form):
    """The fields of one act. Subclasses name their fields and call their action in :meth:`perform`."""

    #: One line above the fields: what this act does.
    explains: ClassVar["str | Promise"] = ""
    fields: dict[str, Any]

    def __init__(self, case: EarlyWarning, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="act_%s")
        self.case = case
        for field in self.fields.values():
            field.error_messages["required"] = gettext("请填写“%(label)s”。") % {"label": field.label}

    def perform(self, actor: Actor, at: datetime) -> None:
        """Do the act. Raises ``Refused``."""
        raise NotImplementedError

    def add_refusal(self, refused: Refused) -> bool:
        """Put a refusal at its field. False when it belongs to none and is to be shown at the panel."""
        if refused.field not in self.fields:
            return False
        self.add_error(refused.field, spoken(refused.sentence))
        return True

    def evidence(self) -> File | None:
        """The file that came with it, checked. Raises ``Refused`` for one no order takes."""
        sent = self.cleaned_data.get("file")
        return File.checked(sent.name, sent.read()) if sent else None


class Acknowledge(CaseForm):
    """确认预警."""

    def perform(self, actor: Actor, at: datetime) -> None:
        """Acknowledge it."""
        supervision.acknowledge(actor, self.case.pk, at=at)


class Dispose(CaseForm):
    """处置预警."""

    explains = _("写明原因、已采取的措施和结果；督办员核实后销号。")
    measures = text_field(_("处置情况"), rows=5)
    file = forms.FileField(label=_("证明材料"), required=False)

    def perform(self, actor: Actor, at: datetime) -> None:
        """Dispose of it."""
        given = self.cleaned_data
        supervision.dispose(actor, self.case.pk, given["measures"], file=self.evidence(), at=at)


class AnswerSlip(CaseForm):
    """答复督办单."""

    explains = _("答复督办单即为处置预警，不用再填一次。")
    answer = text_field(_("答复内容"), rows=6)
    file = forms.FileField(label=_("证明材料"), required=False)

    def perform(self, actor: Actor, at: datetime) -> None:
        """Answer it."""
        supervision.answer_slip(actor, self.case.pk, self.cleaned_data["answer"], file=self.evidence(), at=at)


class IssueSlip(CaseForm):
    """签发督办单."""

    explains = _("督办单有编号和答复期限，送达被预警单位负责人；逾期未答复将提请约谈。")
    requirement = text_field(_("督办要求"), rows=5)

    def perform(self, actor: Actor, at: datetime) -> None:
        """Issue it."""
        supervision.issue_slip(actor, self.case.pk, self.cleaned_data["requirement"], at=at)


class CallTalk(CaseForm):
    """提请约谈."""

    def perform(self, actor: Actor, at: datetime) -> None:
        """Call for it."""
        supervision.call_talk(actor, self.case.pk, at=at)


class _Verdict(CaseForm):
    """Acts that need nothing but a verdict."""

    verdict = text_field(_("核实意见"))


class _Reason(CaseForm):
    """Acts that need nothing but a reason."""

    verdict = text_field(_("理由"))


class CloseWarning(_Verdict):
    """核实销号."""

    def perform(self, actor: Actor, at: datetime) -> None:
        """Close the warning."""
        supervision.close_warning(actor, self.case.pk, self.cleaned_data["verdict"], at=at)


class CloseSlip(_Verdict):
    """督办单销号."""

    explains = _("督办单销号后，预警一并了结。")

    def perform(self, actor: Actor, at: datetime) -> None:
        """Close the slip."""
        supervision.close_slip(actor, self.case.pk, self.cleaned_data["verdict"], at=at)


class SendBack(_Reason):
    """退回再处置."""

    def perform(self, actor: Actor, at: datetime) -> None:
        """Send the disposal back."""
        supervision.send_back(actor, self.case.pk, self.cleaned_data["verdict"], at=at)


class WithdrawWarning(_Reason):
    """撤销预警."""

    def perform(self, actor: Actor, at: datetime) -> None:
        """Withdraw the warning."""
        supervision.withdraw_warning(actor, self.case.pk, self.cleaned_data["verdict"], at=at)


class RefuseAnswer(_Reason):
    """退回答复."""

    def perform(self, actor: Actor, at: datetime) -> None:
        """Send the answer back."""
        supervision.refuse_answer(actor, self.case.pk, self.cleaned_data["verdict"], at=at)


class WithdrawSlip(_Reason):
    """撤销督办单."""

    explains = _("督办单撤销后，预警仍须处置。")

    def perform(self, actor: Actor, at: datetime) -> None:
        """Withdraw the slip."""
        supervision.withdraw_slip(actor, self.case.pk, self.cleaned_data["verdict"], at=at)


class HoldTalk(CaseForm):
    """记录约谈."""

    record = text_field(
        _("约谈记录"), rows=6, help_text=_("何时何地、谁与哪个单位的负责人谈、指出什么、对方怎么承诺。")
    )

    def perform(self, actor: Actor, at: datetime) -> None:
        """Record it."""
        supervision.hold_talk(actor, self.case.pk, self.cleaned_data["record"], at=at)


class CancelTalk(CaseForm):
    """取消约谈."""

    record = text_field(_("理由"))

    def perform(self, actor: Actor, at: datetime) -> None:
        """Cancel it."""
        supervision.cancel_talk(actor, self.case.pk, self.cleaned_data["record"], at=at)


FORMS: dict[StrEnum, type[CaseForm]] = {
    WarningAct.ACKNOWLEDGE: Acknowledge,
    WarningAct.DISPOSE: Dispose,
    WarningAct.SEND_BACK: SendBack,
    WarningAct.CLOSE_WARNING: CloseWarning,
    WarningAct.WITHDRAW_WARNING: WithdrawWarning,
    WarningAct.ISSUE_SLIP: IssueSlip,
    SlipAct.ANSWER_SLIP: AnswerSlip,
    SlipAct.REFUSE_ANSWER: RefuseAnswer,
    SlipAct.CLOSE_SLIP: CloseSlip,
    SlipAct.WITHDRAW_SLIP: WithdrawSlip,
    SlipAct.CALL_TALK: CallTalk,
    TalkAct.HOLD_TALK: HoldTalk,
    TalkAct.CANCEL_TALK: CancelTalk,
}
