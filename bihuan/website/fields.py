"""How a form's field is drawn: which component, and what its control is told. The field itself is plain Django."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

#: From a widget to the component that draws it; the first that fits.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "cards"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.DateTimeInput, "datetime"),
    (forms.DateInput, "date"),
    (forms.NumberInput, "number"),
    (forms.PasswordInput, "password"),
    (forms.EmailInput, "email"),
)
#: What each component tells the browser about its control, beside the class.
ATTRIBUTES: dict[str, dict[str, str]] = {
    "date": {"type": "date"},
    "datetime": {"type": "datetime-local"},
    "money": {"type": "text", "inputmode": "decimal", "autocomplete": "off"},
    # Not type=number: a browser throws away what it cannot read as one, and the person's entry with it.
    "number": {"type": "text", "inputmode": "numeric", "autocomplete": "off"},
    "search": {"type": "search", "autocomplete": "off"},
    "tel": {"type": "tel", "inputmode": "tel", "autocomplete": "off"},
    "email": {"type": "email"},
}
TABULAR = frozenset({"date", "datetime", "money", "number", "tel"})
#: Options of the tag that are passed on to the control.
PASSED_ON = ("placeholder", "rows", "autocomplete", "inputmode", "hx_get", "hx_post", "hx_target", "hx_trigger", "hx_include", "hx_swap", "hx_params")  # fmt: skip


def kind_of(bound: BoundField) -> str:
    """The component a field is drawn with when the page does not say."""
    widget = bound.field.widget
    return next((kind for sort, kind in KINDS if isinstance(widget, sort)), "text")


def control(bound: BoundField, kind: str, options: dict[str, Any]) -> SafeString:
    """The bare control of a field, with everything that ties it to its label, help and error."""
    attributes: dict[str, Any] = dict(ATTRIBUTES.get(kind, {}))
    if kind not in {"checkbox", "hidden"}:
        attributes["class"] = "control control-tabular" if kind in TABULAR else "control"
    attributes |= {
        name.replace("_", "-"): options[name] for name in PASSED_ON if options.get(name) not in (None, "")
    }
    if described := described_by(bound, options):
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if key := options.get("key"):
        attributes["data-key"] = key
    if options.get("autofocus"):
        attributes["autofocus"] = True
    if kind == "textarea":
        attributes.setdefault("rows", options.get("rows") or 3)
    if limit := options.get("limit"):
        attributes["data-limit"] = limit
    widget = bound.field.widget
    if kind == "date" and isinstance(widget, forms.DateInput):
        widget.format = "%Y-%m-%d"  # the only form a date control understands, in every language
    if kind == "datetime" and isinstance(widget, forms.DateTimeInput):
        widget.format = "%Y-%m-%dT%H:%M"
    if kind in ATTRIBUTES and "type" in attributes and isinstance(widget, forms.widgets.Input):
        widget.input_type = attributes.pop("type")
    return bound.as_widget(attrs=attributes)


def described_by(bound: BoundField, options: dict[str, Any]) -> str:
    """Identifiers of the help line and the error, for ``aria-describedby``."""
    name = bound.auto_id or bound.html_name
    ids = []
    if (options.get("help") or bound.help_text) and not options.get("compact"):
        ids.append(f"{name}-help")
    if bound.errors:
        ids.append(f"{name}-error")
    return " ".join(ids)


def shown(bound: BoundField, options: dict[str, Any]) -> dict[str, Any]:
    """Everything the template of a field needs; ``options`` are those of the tag, ``kind`` among them."""
    kind = options.pop("kind", "") or kind_of(bound)
    composed = kind in {"cards", "checkboxes", "combobox"}
    return {
        **options,
        "bound": bound,
        "kind": kind,
        "name": bound.auto_id or bound.html_name,
        "help": options.get("help") or bound.help_text,
        "choices": _choices(bound, options.get("hints") or {}) if kind in {"cards", "checkboxes"} else (),
        "described_by": described_by(bound, options),
        "control": "" if composed else control(bound, kind, options),
        "prefix": options.get("prefix") or ("¥" if kind == "money" else ""),
        "optional": options.get("optional", True) and not bound.field.required and not options.get("compact"),
    }


def _choices(bound: BoundField, hints: dict[Any, Any]) -> list[dict[str, Any]]:
    """The choices of cards, each with its line of help and whether it is chosen; the empty choice is no card."""
    value = bound.value()
    chosen = {str(one) for one in (value if isinstance(value, list | tuple | set) else [value])}
    return [
        {"value": value, "words": words, "hint": hints.get(value), "chosen": str(value) in chosen}
        for value, words in bound.field.choices  # type: ignore[attr-defined]
        if value != ""
    ]
