"""Components of the design system, as templates use them: ``{% load website %}``. `/design/` shows each in every state."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from bihuan.rules.actors import POST_WORDS
from bihuan.rules.refusal import Refused
from bihuan.rules.visibility import mask_id_number, mask_name, mask_phone
from bihuan.website import (
    charts,
    deadlines,
    fields,
    holder_bar,
    navigation,
    preferences,
    promises,
    rings,
    times,
)
from bihuan.website.language import say as say_in_language

register = template.Library()
COMPONENTS = "website/components"
STATUS_ICONS = {
    "neutral": "ring", "active": "arrow-right", "done": "check", "waiting": "clock", "paused": "pause",
    "blue": "info", "yellow": "hourglass", "orange": "alert", "red": "octagon",
}  # fmt: skip


# Filters


@register.filter
def say(words: object) -> str:
    """Words or text in the reader's language."""
    return say_in_language(words)


@register.filter
def local_time(at: datetime | None) -> str:
    """An instant as ``11-26 18:00`` in the office's zone; with the year when it is not this one."""
    return times.short_time(at, timezone.now()) if at else ""


@register.filter
def day(on: date | None) -> str:
    """A day with its weekday."""
    return times.day_words(on, get_language() or "zh-hans") if on else ""


@register.filter
def yuan(fen: int | None) -> str:
    """Integer fen as ``¥400,000.00``."""
    if fen is None:
        return ""
    sign, fen = ("-" if fen < 0 else ""), abs(int(fen))
    return f"{sign}¥{fen // 100:,}.{fen % 100:02d}"


@register.filter
def working_days(amount: times.Working | None) -> str:
    """Working time, or a number of working days, in words."""
    return "" if amount is None else times.working_words(amount)


@register.filter
def masked(text: object) -> str:
    """A name, telephone or identity number with its middle hidden; which of them is seen from its form."""
    plain = str(text or "")
    digits = sum(sign.isdigit() for sign in plain)
    if digits >= 15:
        return mask_id_number(plain)
    return mask_phone(plain) if digits >= 7 else mask_name(plain)


# Small marks


@register.simple_tag
def icon(name: str) -> SafeString:
    """One sign of the sprite. It says nothing to a screen reader: words stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("website/icons.svg"), name
    )


@register.simple_tag
def key(name: str) -> SafeString:
    """The hint of a shortcut, for the eye only; ``data-key`` does the work."""
    return format_html('<kbd class="key" aria-hidden="true">{}</kbd>', name.replace("mod+enter", "Ctrl ↵"))


@register.inclusion_tag(f"{COMPONENTS}/status.html")
def status(words: object, tone: str = "neutral") -> dict[str, Any]:
    """A state in words, with a shape and a colour of its own."""
    return {"words": words, "tone": tone, "icon_name": STATUS_ICONS[tone]}


@register.inclusion_tag(f"{COMPONENTS}/deadline.html")
def deadline(due: Any, short: bool = False) -> dict[str, Any]:
    """How long is left, in working time, and until when; the reason of the limit on hover and focus."""
    return {"chip": deadlines.chip(due), "short": short}


@register.inclusion_tag(f"{COMPONENTS}/person.html")
def person(name: object, kind: str = "name", reveal_url: str = "", shown: bool = False) -> dict[str, Any]:
    """Personal data, masked until somebody asks for it; asking is a POST, so that it can be recorded."""
    icon_name = {"phone": "phone", "id": "shield"}.get(kind, "person")
    return {
        "text": str(name) if shown else masked(name),
        "icon_name": icon_name,
        "reveal_url": reveal_url,
        "shown": shown,
    }


# The product's own figures


@register.inclusion_tag(f"{COMPONENTS}/rings.html", name="rings")
def rings_tag(shape: Any, size: str = "small") -> dict[str, Any]:
    """The two rings of an order: ``size`` "small" for lists, "large" for the order's page."""
    order = rings.Rings.of(shape)
    drawing = rings.draw(order, rings.LARGE if size == "large" else rings.SMALL)
    return {"rings": order, "drawing": drawing, "large": size == "large"}


@register.inclusion_tag(f"{COMPONENTS}/holder_bar.html", name="holder_bar")
def holder_bar_tag(holders: Iterable[Any]) -> dict[str, Any]:
    """Who held the order and for how long, oldest first, with the table behind it."""
    return {"segments": holder_bar.segments(list(holders))}


@register.inclusion_tag(f"{COMPONENTS}/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest first."""
    return {"entries": list(entries)}


@register.inclusion_tag(f"{COMPONENTS}/promises.html", name="promises")
def promises_tag(instalments: Iterable[Any]) -> dict[str, Any]:
    """A payment agreement's instalments with what has been paid of the whole."""
    return {"agreement": promises.agreement(instalments)}


@register.inclusion_tag(f"{COMPONENTS}/stat.html")
def stat(**shown: Any) -> dict[str, Any]:
    """One figure: label, figure, unit, a sentence that reads it, and the address of the orders behind it."""
    return shown


@register.inclusion_tag(f"{COMPONENTS}/bar_chart.html")
def bar_chart(chart: Any) -> dict[str, Any]:
    """Bars by category, a sentence above, the table behind."""
    return {"chart": chart, "bars": charts.bars(chart)}


@register.inclusion_tag(f"{COMPONENTS}/trend_chart.html")
def trend_chart(chart: Any) -> dict[str, Any]:
    """A line in time, a sentence above, the table behind."""
    return {"chart": chart, "trend": charts.trend(chart), "sizes": charts}


# Parts of a page


@register.inclusion_tag(f"{COMPONENTS}/state.html", name="state")
def state_tag(kind: str, **shown: Any) -> dict[str, Any]:
    """Instead of content: ``empty``, ``loading``, ``refused``, ``error`` or ``offline``; what, why, what next."""
    icons = {
        "empty": "inbox",
        "loading": "clock",
        "refused": "hand",
        "error": "octagon",
        "offline": "offline",
    }
    return {"kind": kind, "icon_name": shown.pop("icon", icons[kind]), **shown}


@register.inclusion_tag(f"{COMPONENTS}/refused.html", name="refused")
def refused_tag(refusal: Any) -> dict[str, Any]:
    """A refusal at its panel; nothing when there is none."""
    return {"sentence": refusal.sentence if isinstance(refusal, Refused) else refusal}


@register.inclusion_tag(f"{COMPONENTS}/facts.html")
def facts(pairs: Iterable[tuple[object, object]]) -> dict[str, Any]:
    """Labels and values, one pair a line."""
    return {"pairs": list(pairs)}


@register.inclusion_tag(f"{COMPONENTS}/crumbs.html", name="crumbs")
def crumbs_tag(pairs: Iterable[tuple[object, str | None]]) -> dict[str, Any]:
    """The way to this page."""
    return {"pairs": list(pairs)}


@register.simple_block_tag
def panel(content: str, title: object = "", **shown: Any) -> str:
    """A framed part of a page with a head."""
    return _wrap("panel", content, {"title": title, "padded": True, **shown})


@register.simple_block_tag(takes_context=True)
def filter_bar(context: Context, content: str, url: str, target: str, export_url: str = "") -> str:
    """Filters over a table: the table follows as one types, the address bar too, so that a view can be sent on."""
    asked: QueryDict = context["request"].GET if "request" in context else QueryDict()
    used = any(value for name, value in asked.items() if name not in {"before", "after"})
    return _wrap(
        "filter_bar", content, {"url": url, "target": target, "export_url": export_url, "used": used}
    )


@register.simple_block_tag(end_name="enddata_table")
def data_table(content: str, id: str, columns: Iterable[Any], **shown: Any) -> str:
    """Rows under a sticky head, with a choice of columns and "earlier" at the foot."""
    return _wrap("data_table", content, {"id": id, "columns": list(columns), **shown})


@register.simple_block_tag
def tab_bar(content: str) -> str:
    """Tabs in a row; each is a link of class ``tab``."""
    return format_html('<nav class="tab-bar">{}</nav>', mark_safe(content))


def _wrap(component: str, content: str, shown: dict[str, Any]) -> SafeString:
    """Render a component around what the page wrote inside it (already escaped by the page's own rendering)."""
    return render_to_string(f"{COMPONENTS}/{component}.html", {**shown, "content": mark_safe(content)})


# Forms


@register.inclusion_tag(f"{COMPONENTS}/errors.html")
def errors(form: forms.BaseForm, refused: Any = None) -> dict[str, Any]:
    """What is wrong with a form, in one place, each linked to its field."""
    wrong = [(form[name], texts) for name, texts in form.errors.items() if name in form.fields]
    general = list(form.non_field_errors())
    if refused:
        general.append(say(refused.sentence if isinstance(refused, Refused) else refused))
    return {"wrong": wrong, "general": general}


@register.inclusion_tag(f"{COMPONENTS}/field.html")
def field(bound: BoundField, **options: Any) -> dict[str, Any]:
    """One field with label, help and error. ``kind`` says which component, else the widget does."""
    return fields.shown(bound, options)


# Around the page


@register.simple_tag(takes_context=True)
def chrome(context: Context) -> dict[str, Any]:
    """What the base page needs: where the actor may go, and the reader's theme and size."""
    request = context.get("request")
    actor = context.get("sample_actor") or getattr(request, "actor", None)
    match = getattr(request, "resolver_match", None)
    current = context.get("nav") or (match.url_name if match else "") or ""
    return {
        "actor": actor or None,
        "posts": [(POST_WORDS[held.post], held) for held in actor.posts] if actor else [],
        "entries": list(navigation.entries(actor, current)),
        "preferences": preferences.of(request),
    }


@register.simple_tag
def address(name: str) -> str:
    """The address of that name, or nothing while that part of the product is not installed."""
    return navigation.address(name)
