"""What every act's form has: the version its page showed, what it is about, and the one action it calls."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.duties.queries.citing import item_words
from bihuan.organisations.forms import choices_of as choices_of
from bihuan.organisations.forms import spoken as spoken
from bihuan.organisations.models import Unit
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words
from bihuan.work_orders.dossier import Dossier
from bihuan.work_orders.models import WorkOrder
from bihuan.work_orders.proposing import Proposed


class UnitField(forms.IntegerField):
    """One unit, chosen by searching on the server among those that make sense for the act."""

    widget = forms.HiddenInput
    combobox = True
    #: Address that finds what is typed; empty: the units that make sense for the act.
    lookup = ""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, **options)
        self.shown = ""

    def suggest(self, unit: Unit | None, why: str) -> None:
        """Fill in a unit beforehand, and say why it is the one."""
        if unit is not None:
            self.initial, self.shown, self.help_text = unit.pk, unit.name, why

    def show(self, value: object) -> None:
        """Show the name of the unit that was chosen when the form comes back with a fault."""
        chosen = Unit.objects.filter(pk=str(value)).first() if str(value).isdecimal() else None
        self.shown = chosen.name if chosen else ""


class ItemField(UnitField):
    """One item of a duty list, chosen by searching the lists the actor may read."""

    lookup = "duty-item-options"

    def show(self, value: object) -> None:
        """Show the item that was chosen when the form comes back with a fault."""
        self.shown = item_words(str(value or ""))


class MoneyField(forms.DecimalField):
    """Yuan with at most two decimals, thousands separators allowed; cleans to whole fen."""

    money = True

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=Decimal(0), max_digits=13, decimal_places=2, **options)
        self.widget = forms.TextInput()

    def to_python(self, value: Any) -> Any:
        """Take what is pasted: ¥400,000.00."""
        text = str(value or "")
        for sign in ("¥", "¥", ",", ",", " "):
            text = text.replace(sign, "")
        return super().to_python(text)

    def clean(self, value: Any) -> int | None:
        """Whole fen, or None."""
        yuan = super().clean(value)
        return None if yuan is None else int(yuan * 100)


def text_field(label: Any, *, rows: int = 4, **options: Any) -> forms.CharField:
    """A text of several lines. Its length is checked by the act."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class ActForm(forms.Form):
    """The fields of one act. Subclasses name their fields and call their action in :meth:`perform`."""

    #: One line above the fields: what this act does.
    explains: Any = ""
    #: What there is to know before filling it in, a line each.
    known: Sequence[Words] = ()
    #: What the routing rules say of the order, where the act follows them.
    proposal: "Proposed | None" = None

    #: Template of a panel beneath the fields, and the fields that stand in it.
    panel = ""
    in_panel: tuple[str, ...] = ()

    fields: dict[str, Any]
    data: Any

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    #: How long the order's history was when the form was opened.
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, dossier: Dossier, about: str, data: Any = None, files: Any = None) -> None:
        order = dossier.order
        initial = {"version": order.version, "seen": order.ledger_length}
        super().__init__(data, files, initial=initial, auto_id="act_%s")
        self.dossier, self.about, self.number = dossier, about, order.number
        self.prepare()
        for field in self.fields.values():
            if field.required and not isinstance(field.widget, forms.HiddenInput):
                field.error_messages["required"] = gettext("请填写“%(label)s”。") % {"label": field.label}
            if isinstance(field, UnitField):
                field.error_messages["required"] = gettext("请输入名称并从列表中选择单位。")

    def prepare(self) -> None:
        """Fill in choices and suggestions for this order."""

    def perform(self, at: datetime) -> WorkOrder:
        """Do the act. Raises ``Refused``."""
        raise NotImplementedError

    @property
    def page(self) -> dict[str, Any]:
        """The version that the page showed, as every action takes it."""
        return {"version": self.cleaned_data["version"]}

    def add_refusal(self, refused: Refused) -> bool:
        """Put a refusal at its field. False when it belongs to none and is to be shown at the panel."""
        if refused.field not in self.fields:
            return False
        self.add_error(refused.field, spoken(refused.sentence))
        return True

    def renew(self, dossier: Dossier) -> None:
        """Let the form speak of the order as it is now; its reader is shown what changed."""
        self.data = self.data.copy()
        self.data["version"], self.data["seen"] = str(dossier.order.version), str(dossier.order.ledger_length)

    def keep_choices(self) -> None:
        """Show what was chosen once more, when the form comes back."""
        for name, field in self.fields.items():
            if isinstance(field, UnitField):
                field.show(self.data.get(name))


class ReasonForm(ActForm):
    """Acts that need nothing but a reason."""

    reason = text_field(_("理由"))
