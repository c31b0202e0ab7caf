"""A file as evidence of an act: one of the order's, or one that is uploaded with the act."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.rules.refusal import Refused
from bihuan.work_orders import actions as office
from bihuan.work_orders.forms.base import ActForm
from bihuan.work_orders.models import Attachment


class EvidenceForm(ActForm):
    """An act that may, or where ``needs_evidence`` must, show a file."""

    needs_evidence = False

    file = forms.FileField(
        label=_("凭据文件"),
        required=False,
        allow_empty_file=True,
        help_text=_("图片、PDF、Word、Excel、录音或文本，不超过 20 MB。"),
    )
    attached = forms.TypedChoiceField(label=_("或选用已有附件"), coerce=int, empty_value=None, required=False)

    def prepare(self) -> None:
        """Offer the files the order has, newest first."""
        files = self.dossier.entries_of("attachment")
        if files:
            self.fields["attached"].choices = [("", "—"), *((str(each.id), each.text) for each in files)]
        else:
            del self.fields["attached"]

    def clean(self) -> dict[str, Any]:
        """One of the two where the act cannot do without."""
        given = super().clean() or {}
        if (
            self.needs_evidence
            and not (given.get("file") or given.get("attached"))
            and "file" not in self.errors
        ):
            self.add_error("file", gettext("请上传书面材料，或选用已有附件。"))
        return given

    @contextmanager
    def shown_evidence(self, at: datetime) -> Iterator[int | None]:
        """The id of the file the act is to show. A file uploaded for an act that is refused does not stay behind."""
        given, file = self.cleaned_data, self.cleaned_data["file"]
        if not file:
            yield given.get("attached")
            return
        order = office.attach(self.dossier.actor, self.number, file.name, file.read(), at=at)
        kept = Attachment.objects.filter(order=order).latest("pk")
        try:
            yield kept.pk
        except Refused:
            kept.file.delete(save=False)  # the row goes with the transaction
            raise
