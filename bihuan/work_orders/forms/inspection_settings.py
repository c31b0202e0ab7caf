"""Forms of what a desk sets about inspection: rows of a plan, items of a checklist; another row with each press."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.rules.actors import LEVEL_WORDS, Level
from bihuan.rules.checklist import Checklist, Item
from bihuan.rules.inspecting import ALWAYS_WORDS, MEASURE_WORDS, Measure, PlanRow, Why
from bihuan.rules.matters import MATTERS
from bihuan.rules.words import Words
from bihuan.work_orders.actions import Signature
from bihuan.work_orders.forms.base import UnitField, choices_of
from bihuan.work_orders.models import InspectionPlan

_LEVELS = (Level.CITY, Level.DISTRICT, Level.STREET)
#: Drawn whatever their lot in a desk's first plan, unless it says otherwise.
_USUALLY_ALWAYS = [Why.REDONE.value, Why.UNREACHED.value]


class EditionForm(forms.Form):
    """Rows, and who answers for the edition. ``seen`` is the version its page showed."""

    most_rows = 20
    fields: dict[str, Any]
    data: Any

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)
    owner = forms.CharField(label=_("负责单位或负责人"), max_length=60)
    note = forms.CharField(
        label=_("启用说明"), max_length=200, help_text=_("为什么这样定、依据哪份文件；各版都留存备查。")
    )

    def __init__(self, first_rows: int, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        asked = str(self.data.get("rows", "")) if self.is_bound else ""
        count = int(asked) if asked.isdecimal() and len(asked) < 4 else first_rows
        self.count = min(max(count, 1) + self.wants_another_row, self.most_rows)
        self.initial["rows"] = self.count
        if self.is_bound:
            self.data = self.data.copy()
            self.data["rows"] = str(self.count)
        for place in range(self.count):
            self.add_row(place)

    @property
    def wants_another_row(self) -> bool:
        """The button "one more" was pressed: nothing is to be done but to show another row."""
        return self.is_bound and "another" in self.data

    @property
    def signature(self) -> Signature:
        """Who answers for it, why, and what was seen."""
        given = self.cleaned_data
        return Signature(given["owner"], given["note"], given["seen"])

    def add_row(self, place: int) -> None:
        """Add the fields of one row."""
        raise NotImplementedError

    def used_rows(self) -> list[int]:
        """The rows something was entered in."""
        raise NotImplementedError

    def field_of(self, refused: str) -> str:
        """The field a refusal belongs to: it counts the rows that are used."""
        name, _underscore, place = refused.rpartition("_")
        used = self.used_rows()
        return f"{name}_{used[int(place)]}" if place.isdecimal() and int(place) < len(used) else refused

    def row_fields(self, *names: str) -> list[list[forms.BoundField | None]]:
        """The rows, each with its fields of these names, for the page."""
        return [
            [self[f"{name}_{place}"] if f"{name}_{place}" in self.fields else None for name in names]
            for place in range(self.count)
        ]


class PlanForm(EditionForm):
    """A plan: the first row is for all other orders, further ones for a matter, a level or a unit."""

    always = forms.MultipleChoiceField(
        label=_("不论签号一律质检"), choices=choices_of(ALWAYS_WORDS), widget=forms.CheckboxSelectMultiple, required=False
    )  # fmt: skip
    field_order = ("seen", "rows", "always", "owner", "note")

    @classmethod
    def of(cls, plan: InspectionPlan | None, data: Any = None) -> "PlanForm":
        """The form as the version in force has it; a first plan begins with everything."""
        initial: dict[str, Any] = {"seen": 0, "always": _USUALLY_ALWAYS, "measure_0": Measure.ALL.value}
        if plan:
            initial = {"seen": plan.version, "always": plan.always, "owner": plan.owner}
        # Whichever row names nothing comes first.
        rows = (
            sorted(plan.rows.all(), key=lambda row: (row.matter, row.level, row.unit_id or 0)) if plan else []
        )
        shown = {}
        for place, row in enumerate(rows):
            values = {"measure": row.measure, "amount": row.amount or None, "matter": row.matter, "level": row.level, "unit": row.unit_id}  # fmt: skip
            initial |= {f"{name}_{place}": value for name, value in values.items()}
            shown[f"unit_{place}"] = row.unit.name if row.unit else ""
        form = cls(max(len(rows), 1), data, initial=initial)
        form._show_units(shown)
        return form

    def add_row(self, place: int) -> None:
        """The first row has no keys: it is for all that no other row names."""
        measures = choices_of(MEASURE_WORDS)
        if place:
            measures = [("", _("不用此行")), *measures]
            matters, levels = choices_of(MATTERS), choices_of(LEVEL_WORDS, _LEVELS)
            self.fields[f"matter_{place}"] = forms.ChoiceField(label=_("事项"), choices=[("", _("不限")), *matters], required=False)  # fmt: skip
            self.fields[f"level_{place}"] = forms.ChoiceField(label=_("主办层级"), choices=[("", _("不限")), *levels], required=False)  # fmt: skip
            self.fields[f"unit_{place}"] = UnitField(label=_("主办单位或所在地"), required=False)
        self.fields[f"measure_{place}"] = forms.ChoiceField(
            label=_("抽法"), choices=measures, required=not place
        )
        self.fields[f"amount_{place}"] = forms.IntegerField(
            label=_("数"), required=False, min_value=0, max_value=1000
        )

    @property
    def plan_rows(self) -> list[tuple[PlanRow, int | None]]:
        """The rows that are used, each with the unit it is for."""
        return [self._row(place) for place in self.used_rows()]

    def clean(self) -> dict[str, Any]:
        """A measure has its amount."""
        given = super().clean() or {}
        for place in range(self.count):
            needs = given.get(f"measure_{place}") in (Measure.SHARE, Measure.ONE_IN)
            if needs and given.get(f"amount_{place}") is None and f"amount_{place}" not in self.errors:
                self.add_error(f"amount_{place}", gettext("请填写数。"))
        return given

    def used_rows(self) -> list[int]:
        """Those with a measure."""
        return [place for place in range(self.count) if self.cleaned_data.get(f"measure_{place}")]

    def _row(self, place: int) -> tuple[PlanRow, int | None]:
        given = self.cleaned_data
        measure, level = Measure(given[f"measure_{place}"]), given.get(f"level_{place}")
        amount = given.get(f"amount_{place}") or 0
        row = PlanRow(
            measure, 0 if measure is Measure.ALL else amount, given.get(f"matter_{place}") or "",
            Level(level) if level else None,
        )  # fmt: skip
        return row, given.get(f"unit_{place}")

    def _show_units(self, names: dict[str, str]) -> None:
        for name, field in self.fields.items():
            if isinstance(field, UnitField):
                field.shown = names.get(name, "")
                if self.is_bound:
                    field.show(self.data.get(name))


class ChecklistForm(EditionForm):
    """A checklist: an item each row, in Chinese and, if wanted, in English. A row left empty is no item."""

    most_rows = 30
    field_order = ("seen", "rows", "owner", "note")

    @classmethod
    def of(cls, asked: Checklist, owner: str, data: Any = None) -> "ChecklistForm":
        """The form as the edition in force has it."""
        initial: dict[str, Any] = {"seen": asked.edition, "owner": owner}
        for place, item in enumerate(asked.items):
            initial |= {f"code_{place}": item.code, f"zh_{place}": item.words.zh, f"en_{place}": item.words.en, f"required_{place}": item.required}  # fmt: skip
        return cls(len(asked.items), data, initial=initial)

    def add_row(self, place: int) -> None:
        """An item with the code it has had so far."""
        self.fields[f"code_{place}"] = forms.CharField(
            widget=forms.HiddenInput, required=False, max_length=24
        )
        self.fields[f"zh_{place}"] = forms.CharField(label=_("检查内容"), max_length=80, required=False)
        self.fields[f"en_{place}"] = forms.CharField(label=_("英文"), max_length=160, required=False)
        self.fields[f"required_{place}"] = forms.BooleanField(label=_("必检"), required=False)

    @property
    def items(self) -> list[Item]:
        """The items entered."""
        given = self.cleaned_data
        return [
            Item(
                given[f"code_{n}"], Words(given[f"zh_{n}"].strip(), given[f"en_{n}"].strip()),
                required=given[f"required_{n}"],
            )
            for n in self.used_rows()
        ]  # fmt: skip

    def used_rows(self) -> list[int]:
        """Those with a text."""
        return [place for place in range(self.count) if (self.cleaned_data.get(f"zh_{place}") or "").strip()]
