"""Forms of the payment agreement: the instalments as they were agreed, and the money as it arrives."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.calendars.queries import national
from bihuan.organisations.forms import spoken
from bihuan.rules.refusal import SENTENCES
from bihuan.rules.reply_promises import Promised, promises_in
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders import actions as office
from bihuan.work_orders.dossier import Dossier
from bihuan.work_orders.forms.base import ActForm, MoneyField, text_field
from bihuan.work_orders.forms.evidence import EvidenceForm
from bihuan.work_orders.forms.units import today
from bihuan.work_orders.models import Instalment, Promise, WorkOrder

#: Rows shown at first; each press of "one more" adds one, up to the most.
FIRST_ROWS, MOST_ROWS = 3, 36


class Agree(EvidenceForm):
    """登记支付协议."""

    explains = _("协议全部兑现或经职工书面同意解除之前，责任闭环不能完成。")
    employer = forms.CharField(label=_("用人单位"))
    contractor = forms.CharField(
        label=_("总承包单位"), required=False, help_text=_("用人单位未付时先行清偿的单位。")
    )
    representatives = text_field(
        _("职工代表"), rows=2, required=False, help_text=_("最多五人，一行一人；姓名加密保存，页面上遮住。")
    )
    terms = text_field(_("协议内容"))
    field_order = (
        "version", "seen", "promise", "employer", "contractor", "representatives", "terms", "rows", "file", "attached",
    )  # fmt: skip
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_ROWS)

    def prepare(self) -> None:
        """The employer of the order, and one day and one amount for every row."""
        super().prepare()
        self.initial["employer"] = self.dossier.order.employer
        promised = self._promised()
        asked = str(self.data.get("rows", "")) if self.is_bound else ""
        count = min(int(asked), MOST_ROWS) if asked.isdecimal() else max(FIRST_ROWS, len(promised))
        count = min(max(count, 1) + self.wants_another_row, MOST_ROWS)
        self.initial["rows"] = count
        if self.is_bound:
            self.data = self.data.copy()
            self.data["rows"] = str(count)
        for place in range(count):
            label = {"n": place + 1}
            self.fields[f"due_on_{place}"] = forms.DateField(
                label=gettext("第 %(n)s 期付款日") % label, widget=forms.DateInput, required=False
            )
            self.fields[f"amount_{place}"] = MoneyField(
                label=gettext("第 %(n)s 期金额") % label, required=False
            )
        for place, payment in enumerate(promised[:count]):
            self.initial[f"due_on_{place}"] = payment.due_on
            self.initial[f"amount_{place}"] = _yuan(payment.amount_fen) if payment.amount_fen else ""

    def _promised(self) -> list[Promised]:
        """What the reply named by ``about`` promises, as a beginning; its words become the terms."""
        reply = next((r for r in self.dossier.entries_of("reply") if f"reply-{r.id}" == self.about), None)
        if reply is None:
            return []
        found = promises_in(reply.text, reply.at.astimezone(SHANGHAI).date())
        sentences = dict.fromkeys(reply.text[each.start : each.end].strip() for each in found)
        self.initial["terms"] = "。".join(sentences)
        return found

    @property
    def wants_another_row(self) -> bool:
        """The button "one more" was pressed: nothing is to be done but to show another row."""
        return self.is_bound and "another" in self.data

    @property
    def row_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows as pairs of fields, for the page."""
        count = sum(name.startswith("due_on_") for name in self.fields)
        return [(self[f"due_on_{n}"], self[f"amount_{n}"]) for n in range(count)]

    @property
    def row_names(self) -> list[str]:
        """Names of the fields that stand in rows."""
        return [bound.name for row in self.row_fields for bound in row]

    def clean(self) -> dict[str, Any]:
        """Every row that is begun is complete."""
        given = super().clean() or {}
        for n in range(len(self.row_fields)):
            day, amount = given.get(f"due_on_{n}"), given.get(f"amount_{n}")
            if day is None and amount is not None and f"due_on_{n}" not in self.errors:
                self.add_error(f"due_on_{n}", spoken(SENTENCES["promise_undated"][1].fill(n=n + 1)))
            if amount is None and day is not None and f"amount_{n}" not in self.errors:
                self.add_error(f"amount_{n}", gettext("付款日和金额须一起填写。"))
        return given

    def perform(self, at: datetime) -> WorkOrder:
        """Record the agreement."""
        with self.shown_evidence(at) as evidence:
            return office.agree(
                self.dossier.actor, self.number, self.cleaned_data["terms"], self.payments, parties=self.parties,
                evidence=evidence, at=at, **self.page,
            )  # fmt: skip

    @property
    def payments(self) -> list[office.Payment]:
        """The instalments entered."""
        given = self.cleaned_data
        rows = [(given[f"due_on_{n}"], given[f"amount_{n}"]) for n in range(len(self.row_fields))]
        return [office.Payment(day, fen) for day, fen in rows if day is not None]

    @property
    def parties(self) -> office.Parties:
        """The parties entered."""
        given = self.cleaned_data
        return office.Parties(given["employer"], given["contractor"], given["representatives"].splitlines())


class Renegotiate(Agree):
    """重新约定."""

    explains = _("新协议替代原协议，原协议和已付款项留存。新协议总额不得少于原协议尚欠的数额。")
    promise = forms.TypedChoiceField(label=_("替代哪份协议"), coerce=int)
    #: Those of the old agreement are not shown: names are opened on the record only.
    representatives = text_field(
        _("职工代表"), rows=2, required=False, help_text=_("不填则沿用原协议的职工代表；最多五人，一行一人。")
    )

    def prepare(self) -> None:
        """Offer the open agreements; begin with the parties and what is open of the first."""
        super().prepare()
        still_open = _open(self.dossier)
        self.fields["promise"].choices = [(str(pk), promise.terms[:40]) for pk, promise in still_open.items()]
        chosen = still_open.get(int(self.about) if self.about.isdecimal() else 0)
        if promise := chosen or next(iter(still_open.values()), None):
            self.initial = {
                **self.initial,
                "promise": str(promise.pk), "employer": promise.employer, "contractor": promise.contractor,
            }  # fmt: skip

    def perform(self, at: datetime) -> WorkOrder:
        """Replace the agreement."""
        given = self.cleaned_data
        with self.shown_evidence(at) as evidence:
            return office.renegotiate(
                self.dossier.actor, self.number, given["promise"], given["terms"], self.payments, parties=self.parties,
                evidence=evidence, at=at, **self.page,
            )  # fmt: skip


class ConfirmPayment(EvidenceForm):
    """确认付款. ``about`` may name the instalment."""

    instalment = forms.TypedChoiceField(label=_("哪一期"), coerce=int)
    amount = MoneyField(label=_("到账金额"))
    received_on = forms.DateField(label=_("到账日期"), widget=forms.DateInput)
    evidence = text_field(_("付款凭据"), rows=2, help_text=_("如银行回单号、签收表。"))
    field_order = (
        "version", "seen", "evidence", "instalment", "amount", "received_on", "file", "attached",
    )  # fmt: skip

    def prepare(self) -> None:
        """Offer the instalments that are not fully paid; what is left of the chosen one, today."""
        super().prepare()
        self.fields["received_on"].initial = today(self.dossier)
        unpaid = [
            i for i in self.dossier.instalments if i.promise.state == "open" and i.paid_fen < i.amount_fen
        ]
        self.fields["instalment"].choices = [(str(i.pk), _named(i)) for i in unpaid]
        chosen = next((i for i in unpaid if str(i.pk) == self.about), unpaid[0] if unpaid else None)
        if chosen:
            self.fields["instalment"].initial = str(chosen.pk)
            self.fields["amount"].initial = _yuan(chosen.amount_fen - chosen.paid_fen)

    def perform(self, at: datetime) -> WorkOrder:
        """Confirm the payment."""
        given = self.cleaned_data
        with self.shown_evidence(at) as attachment:
            return office.confirm_payment(
                self.dossier.actor, self.number, given["instalment"], given["amount"], given["evidence"],
                received_on=given["received_on"], attachment=attachment, at=at, **self.page,
            )  # fmt: skip


class ReleasePromise(EvidenceForm):
    """解除协议."""

    needs_evidence = True
    explains = _("须有职工书面同意，并附书面材料；尚欠的款项不再追踪。")
    promise = forms.TypedChoiceField(label=_("哪份协议"), coerce=int)
    reason = text_field(_("职工书面意见"), rows=5)
    field_order = ("version", "seen", "promise", "reason", "file", "attached")

    def prepare(self) -> None:
        """Offer the open agreements."""
        super().prepare()
        still_open = _open(self.dossier)
        self.fields["promise"].choices = [(str(pk), promise.terms[:40]) for pk, promise in still_open.items()]

    def perform(self, at: datetime) -> WorkOrder:
        """Release the employer."""
        given = self.cleaned_data
        with self.shown_evidence(at) as evidence:
            return office.release_promise(
                self.dossier.actor, self.number, given["promise"], given["reason"], evidence or 0, at=at,
                **self.page,
            )  # fmt: skip


class FollowUp(ActForm):
    """跟进逾期付款."""

    explains = _("写明怎么催的、单位怎么说；到下次复核日再看。付清、解除或重新约定后，跟进随之结束。")
    text = text_field(_("跟进情况"), rows=5)
    next_on = forms.DateField(label=_("下次复核日"), widget=forms.DateInput)

    def prepare(self) -> None:
        """Two working days on is a usual day to look again."""
        self.fields["next_on"].initial = national().due_after(self.dossier.now, 2).at.date()

    def perform(self, at: datetime) -> WorkOrder:
        """Record the follow-up."""
        given = self.cleaned_data
        return office.follow_up(
            self.dossier.actor, self.number, given["text"], given["next_on"], at=at, **self.page
        )


def _open(dossier: Dossier) -> dict[int, Promise]:
    return {i.promise_id: i.promise for i in dossier.instalments if i.promise.state == "open"}


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _named(instalment: Instalment) -> str:
    day = formats.date_format(instalment.due_on, "Y-m-d")
    left = instalment.amount_fen - instalment.paid_fen
    return gettext("%(day)s 应付，尚欠 ¥%(left)s") % {"day": day, "left": f"{left // 100:,}.{left % 100:02d}"}
