"""Forms of the payment agreement: the instalments as they were agreed, and the money as it arrives."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.work_orders import actions as office
from bihuan.work_orders.forms.base import ActForm, MoneyField, text_field
from bihuan.work_orders.models import Instalment, WorkOrder

#: Rows shown at first; each press of "one more" adds one, up to the most.
FIRST_ROWS, MOST_ROWS = 3, 36


class Agree(ActForm):
    """登记支付协议."""

    explains = _("协议全部兑现或经职工书面同意解除之前，责任闭环不能完成。")
    terms = text_field(_("协议内容"))
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_ROWS)

    def prepare(self) -> None:
        """One day and one amount for every row."""
        asked = str(self.data.get("rows", "")) if self.is_bound else ""
        count = min(int(asked), MOST_ROWS) if asked.isdecimal() else FIRST_ROWS
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
            if (day is None) != (amount is None):
                missing = f"due_on_{n}" if day is None else f"amount_{n}"
                if missing not in self.errors:
                    self.add_error(missing, gettext("付款日和金额须一起填写。"))
        return given

    def perform(self, at: datetime) -> WorkOrder:
        """Record the agreement."""
        given = self.cleaned_data
        rows = [(given[f"due_on_{n}"], given[f"amount_{n}"]) for n in range(len(self.row_fields))]
        payments = [office.Payment(day, fen) for day, fen in rows if day is not None]
        return office.agree(self.dossier.actor, self.number, given["terms"], payments, at=at, **self.page)


class ConfirmPayment(ActForm):
    """确认付款. ``about`` may name the instalment."""

    instalment = forms.TypedChoiceField(label=_("哪一期"), coerce=int)
    amount = MoneyField(label=_("到账金额"))
    evidence = text_field(_("付款凭据"), rows=2, help_text=_("如银行回单号、签收表。"))

    def prepare(self) -> None:
        """Offer the instalments that are not fully paid."""
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
        return office.confirm_payment(
            self.dossier.actor,
            self.number,
            given["instalment"],
            given["amount"],
            given["evidence"],
            at=at,
            **self.page,
        )


class ReleasePromise(ActForm):
    """解除协议."""

    promise = forms.TypedChoiceField(label=_("哪份协议"), coerce=int)
    reason = text_field(_("职工书面意见"), rows=5)

    def prepare(self) -> None:
        """Offer the open agreements."""
        still_open = {i.promise_id: i.promise for i in self.dossier.instalments if i.promise.state == "open"}
        self.fields["promise"].choices = [(str(pk), promise.terms[:40]) for pk, promise in still_open.items()]

    def perform(self, at: datetime) -> WorkOrder:
        """Release the employer."""
        given = self.cleaned_data
        return office.release_promise(
            self.dossier.actor, self.number, given["promise"], given["reason"], at=at, **self.page
        )


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _named(instalment: Instalment) -> str:
    day = formats.date_format(instalment.due_on, "Y-m-d")
    left = instalment.amount_fen - instalment.paid_fen
    return gettext("%(day)s 应付，尚欠 ¥%(left)s") % {"day": day, "left": f"{left // 100:,}.{left % 100:02d}"}
