"""What every form of an act on a letter has: the version its page showed, and the one action it calls."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext

from bihuan.letters.models import UnionLetter
from bihuan.organisations.actors import Actor
from bihuan.rules.refusal import Refused
from bihuan.work_orders.files import File
from bihuan.work_orders.forms.base import spoken


class LetterForm(forms.Form):
    """The fields of one act. Subclasses name their fields and call their action in :meth:`perform`."""

    #: One line above the fields: what this act does.
    explains: ClassVar["str | Promise"] = ""
    fields: dict[str, Any]
    data: Any

    #: The version of the letter that the page showed.
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(self, letter: UnionLetter, now: datetime, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="act_%s")
        self.letter, self.now = letter, now
        self.prepare()
        self.initial["version"] = letter.version
        for field in self.fields.values():
            field.error_messages["required"] = gettext("请填写“%(label)s”。") % {"label": field.label}

    def prepare(self) -> None:
        """Fill in choices and what is there."""

    def perform(self, actor: Actor, at: datetime) -> UnionLetter:
        """Do the act; return the letter to be shown. Raises ``Refused``."""
        raise NotImplementedError

    @property
    def page(self) -> dict[str, Any]:
        """The version that the page showed, as every action takes it."""
        return {"version": self.cleaned_data["version"]}

    def add_refusal(self, refused: Refused) -> bool:
        """Put a refusal at its field. False when it belongs to none and is to be shown at the panel."""
        return add_refusal(self, refused)

    def renew(self, letter: UnionLetter) -> None:
        """Let the form speak of the letter as it is now; its reader has been told that it went on."""
        self.data = self.data.copy()
        self.data["version"] = str(letter.version)

    def evidence(self) -> File | None:
        """The file that came with it, checked. Raises ``Refused`` for one no order takes."""
        sent = self.cleaned_data.get("file")
        return File.checked(sent.name, sent.read()) if sent else None


def add_refusal(form: forms.Form, refused: Refused) -> bool:
    """Put a refusal at its field. False when it belongs to none."""
    if refused.field not in form.fields:
        return False
    form.add_error(refused.field, spoken(refused.sentence))
    return True


def evidence_field(label: Any) -> forms.FileField:
    return forms.FileField(label=label, required=False)
