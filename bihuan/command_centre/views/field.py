"""The grid worker's page: an installable page that works without a network, and what it talks to."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.command_centre.actions.photos import MOST_BYTES, MOST_PIECE, add_piece, begin_photo
from bihuan.command_centre.actions.reporting import Happening, report
from bihuan.command_centre.models import Photo
from bihuan.command_centre.queries.field import places_for, reported_by
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import Post
from bihuan.rules.events import KINDS, STATES, EventState
from bihuan.rules.refusal import Refused, refuse
from bihuan.rules.words import Words

worker_of_a_grid = holding(Post.GRID_WORKER)
#: Parts of the page the phone keeps, beside the page itself.
_PARTS = (
    "vendor/site.css", "website/mark.svg", "website/icons.svg", "command_centre/field/page.js", "django_htmx/htmx-2.min.js",
    "vendor/noto-sans-sc/wght.css",
)  # fmt: skip
_IMPORTED = ("command_centre/field/send.js", "command_centre/field/store.js")
_LONGEST = 64 * 1024


@require_safe
@ensure_csrf_cookie
@worker_of_a_grid
def field(request: ActorRequest) -> HttpResponse:
    """The page. It holds nobody's data, so that the phone may keep it."""
    shown = {"kinds": KINDS.items(), "most_bytes": MOST_BYTES, "most_megabytes": MOST_BYTES // 1024 // 1024}
    return render(request, "command_centre/field.html", shown)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What the phone needs to install the page."""
    described = {
        "name": gettext("网格上报"), "short_name": gettext("网格上报"), "start_url": reverse("field"), "scope": reverse("field"),
        "display": "standalone", "background_color": "#f4f5f5", "theme_color": "#0b6b5c",
        "icons": [{"src": static("website/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }  # fmt: skip
    return HttpResponse(json.dumps(described), content_type="application/manifest+json")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker: which parts to keep, and the script that keeps them. Renewed whenever a part changes."""
    # A module asks for the next one by its plain name, beside the page's own name that changes with its content.
    parts = [*map(static, _PARTS), *(settings.STATIC_URL + name for name in _IMPORTED)]
    version = hashlib.sha256("".join([*parts, *map(static, _IMPORTED)]).encode()).hexdigest()[:12]
    prefix = static("website/mark.svg").partition("website/")[0]
    shell = {
        "version": version,
        "page": reverse("field"),
        "parts": prefix,
        "addresses": [*parts, reverse("field")],
    }
    script = f"self.SHELL = {json.dumps(shell)};\nimportScripts({json.dumps(static('command_centre/field/worker.js'))});\n"
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def refusing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a refusal as JSON with its sentence in the reader's language."""

    @wraps(view)
    def answering(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            said = refused.sentence.in_language(get_language() or "zh-hans")
            body = {"code": refused.code, "sentence": said, "field": refused.field}
            return JsonResponse(body, status=refused.kind.status)

    return answering


@require_safe
@ensure_csrf_cookie
@worker_of_a_grid
def places(request: ActorRequest) -> HttpResponse:
    """The places to choose from: own grids first, then the communities of the street. ``owner`` tells phones apart."""
    now = timezone.now()
    groups = [
        {"name": _say(group.words), "places": [{"code": code, "name": name} for code, name in group.places]}
        for group in places_for(request.actor, timezone.localdate(now))
    ]
    return JsonResponse({"owner": str(request.actor.person_id), "groups": groups})


@require_safe
@worker_of_a_grid
def mine(request: ActorRequest) -> HttpResponse:
    """What became of one's own reports, newest first."""
    events = [
        {
            "number": event.number,
            "words": _say(STATES[EventState(event.state)]),
            "text": event.text[:120],
            "result": event.result,
            "at": timezone.localtime(event.registered_at).strftime("%m-%d %H:%M"),
        }
        for event in reported_by(request.actor)
    ]
    return JsonResponse({"events": events})


@require_POST
@worker_of_a_grid
@refusing
def reports(request: ActorRequest) -> HttpResponse:
    """Take a report in. The same one again is answered as the first time."""
    sent = _sent(request)
    now = timezone.now()
    position = sent.get("position")
    happening = Happening(
        kind=_text(sent, "kind"), text=_text(sent, "text"), place=_text(sent, "place"), address=_text(sent, "address"),
        position=_position(position), sure=sent.get("sure") is True, urgent=sent.get("urgent") is True,
        settled=sent.get("settled") is True, result=_text(sent, "result"),
        photos=sent["photos"] if isinstance(sent.get("photos"), int) else 0,
    )  # fmt: skip
    event = report(request.actor, _uuid(sent.get("id")), happening, at=now, happened_at=_moment(sent, now))
    return JsonResponse({"number": event.number, "state": event.state})


@require_POST
@worker_of_a_grid
@refusing
def photos(request: ActorRequest) -> HttpResponse:
    """Announce a photo; the answer says how much of it has arrived already."""
    sent = _sent(request)
    size = sent["size"] if isinstance(sent.get("size"), int) else 0
    photo = begin_photo(
        request.actor,
        _uuid(sent.get("report")),
        _uuid(sent.get("id")),
        _text(sent, "name"),
        size,
        at=timezone.now(),
    )
    return _received(photo)


@require_http_methods(["PUT"])
@worker_of_a_grid
@refusing
def piece(request: ActorRequest, photo_id: UUID) -> HttpResponse:
    """The next piece of a photo, raw, from ``?offset=``."""
    offset = request.GET.get("offset", "")
    if not (offset.isascii() and offset.isdigit() and len(offset) < 12):
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > MOST_PIECE:
        refuse("photo_offset", field="photo", have="?")
    return _received(add_piece(request.actor, photo_id, int(offset), request.body))


def _received(photo: Photo) -> HttpResponse:
    return JsonResponse({"received": photo.size if photo.file else photo.received})


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body[:_LONGEST])
    except (ValueError, RecursionError) as broken:
        raise Http404 from broken
    if not isinstance(body, dict):
        raise Http404
    return body


def _text(sent: dict[str, Any], name: str) -> str:
    return sent[name] if isinstance(sent.get(name), str) else ""


def _uuid(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as wrong:
        raise Http404 from wrong


def _position(pair: object) -> tuple[float, float] | None:
    if (
        isinstance(pair, list)
        and len(pair) == 2
        and all(isinstance(n, int | float) and not isinstance(n, bool) for n in pair)
    ):
        east, north = float(pair[0]), float(pair[1])
        if -180 <= east <= 180 and -90 <= north <= 90:
            return east, north
    return None


def _moment(sent: dict[str, Any], now: datetime) -> datetime:
    """When it happened, by the phone's clock; a clock that cannot be right is not believed."""
    try:
        said = datetime.fromisoformat(_text(sent, "happened_at"))
    except ValueError:
        return now
    return said if said.tzinfo and said <= now else now


def _say(words: Words) -> str:
    return words.in_language(get_language() or "zh-hans")
