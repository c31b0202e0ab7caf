"""Events: the list, one event's page, and its acts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.command_centre.actions import handling, planning, tasks
from bihuan.command_centre.forms import FORMS, EventFilter, EventForm, spoken
from bihuan.command_centre.models import Event, EventTask, Photo
from bihuan.command_centre.proposing import proposal_for
from bihuan.command_centre.queries.events import event_seen_by, standings_in, tasks_of, visible_to
from bihuan.command_centre.showing import history_of, offers_for, routed_by, row_of, task_rows
from bihuan.organisations.guards import ActorRequest, signed_in
from bihuan.rules.event_tasks import ACTS as TASK_ACTS
from bihuan.rules.event_tasks import TaskAct
from bihuan.rules.events import ACTS, EventAct
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words

_PAGE = 40
#: What each act calls, with the name its text goes by.
_EVENT_ACTS: dict[str, tuple[Callable[..., Any], str]] = {
    EventAct.ACCEPT: (handling.accept, ""), EventAct.DECLINE: (handling.decline, "reason"), EventAct.GRADE: (handling.grade, ""),
    EventAct.ASSIGN: (handling.assign, ""), EventAct.TAKE: (handling.take, ""), EventAct.SEND_OUT: (handling.send_out, ""),
    EventAct.WHISTLE: (handling.whistle, ""), EventAct.ESCALATE: (handling.escalate, "reason"),
    EventAct.NOTE: (handling.note, ""), EventAct.RESOLVE: (handling.resolve, "result"), EventAct.CLOSE: (handling.close, ""),
    EventAct.PLAN: (planning.start_plan, ""), EventAct.SEND_BACK: (handling.send_back, "reason"), EventAct.TURN: (handling.turn, ""), EventAct.REVIEW: (handling.review, ""),
}  # fmt: skip
_TASK_ACTS: dict[str, tuple[Callable[..., Any], str]] = {
    TaskAct.ACKNOWLEDGE: (tasks.acknowledge, ""), TaskAct.ARRIVE: (tasks.arrive, ""), TaskAct.FINISH: (tasks.finish, "answer"),
    TaskAct.DISPUTE: (tasks.dispute, "reason"), TaskAct.UPHOLD: (tasks.uphold, "decision"),
    TaskAct.RELEASE: (tasks.release, "decision"), TaskAct.SCORE: (tasks.score, ""),
}  # fmt: skip


@require_safe
@signed_in
def event_list(request: ActorRequest) -> HttpResponse:
    """The events the actor may see, newest first."""
    form = EventFilter(request.GET)
    events = visible_to(request.actor).select_related("place", "centre")
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    if (post := request.GET.get("post", "")).isascii() and post.isdigit() and len(post) < 19:
        asked["post"] = post
    events = events.filter(**asked).order_by("-number")
    if before := request.GET.get("before", "")[:24]:
        events = events.filter(number__lt=before)
    page = list(events[: _PAGE + 1])
    now = timezone.now()
    query = request.GET.copy()
    next_url = ""
    if len(page) > _PAGE:
        query["before"] = page[_PAGE - 1].number
        next_url = f"?{query.urlencode()}"
    shown = {
        "filter": form,
        "rows": [row_of(event, now) for event in page[:_PAGE]],
        "next_url": next_url,
        "columns": _COLUMNS,
    }
    return render(request, "command_centre/events.html", shown)


@require_safe
@signed_in
def event(request: ActorRequest, number: str) -> HttpResponse:
    """One event: what happened, who has it, what others do in it, what can be done now."""
    found = _opened(request, number)
    found_tasks, now = tasks_of(found), timezone.now()
    offers = offers_for(found, standings_in(found, request.actor, found_tasks), found_tasks, now)
    assigns = any(offer.act == EventAct.ASSIGN for offer in offers)
    shown = {
        "row": row_of(found, now),
        "event": found,
        "offers": offers,
        "proposed": proposal_for(found, timezone.localdate()) if assigns else None,
        "routed": routed_by(found),
        "tasks": task_rows(found, request.actor, found_tasks),
        "notes": found.notes.select_related("person").order_by("-at"),
        "photos": found.photos.exclude(file="").order_by("at"),
        "history": history_of(found),
    }
    return render(request, "command_centre/event.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def act(request: ActorRequest, number: str, act: str) -> HttpResponse:
    """The form of an act, and doing it. Refused: the same form with the sentence, nothing of what was entered lost."""
    found, kind = _opened(request, number), FORMS.get(act)
    if kind is None:
        raise Http404
    task = _task(found, request.GET.get("task", "")) if act in _TASK_ACTS else None
    words: Words = TASK_ACTS[TaskAct(act)] if task else ACTS[EventAct(act)]
    today = timezone.localdate()
    if request.method != "POST":
        return _form(request, found, task, words, kind(found, today, initial={"version": found.version}))
    form = kind(found, today, request.POST)
    if not form.is_valid():
        return _form(request, found, task, words, form, status=422)
    try:
        _perform(request, found, task, act, form)
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        return _form(
            request, _opened(request, number), task, words, form, refused, status=refused.kind.status
        )
    messages.success(request, gettext("%(act)s：已办理") % {"act": spoken(words)})
    return redirect("event", number)


@require_safe
@signed_in
def photo(request: ActorRequest, number: str, photo_id: str) -> HttpResponseBase:
    """A photo of an event, for who may see the event."""
    found = Photo.objects.filter(event=_opened(request, number).pk, pk=photo_id).exclude(file="").first()
    if found is None:
        raise Http404
    return FileResponse(found.file.open(), content_type=found.media_type, filename=found.name)


def _perform(request: ActorRequest, found: Event, task: EventTask | None, act: str, form: EventForm) -> None:
    action, text_name = (_TASK_ACTS if task else _EVENT_ACTS)[act]
    values = form.values()
    if text_name:
        values[text_name] = values.pop("text")
    about = (found.number, task.pk) if task else (found.number,)
    action(request.actor, *about, at=timezone.now(), version=form.cleaned_data.get("version"), **values)


def _form(
    request: ActorRequest, found: Event, task: EventTask | None, words: Words, form: EventForm,
    refused: Refused | None = None, *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    shown = {
        "event": found,
        "task": task,
        "words": words,
        "form": form,
        "refused": refused,
        "row": row_of(found, timezone.now()),
    }
    return render(request, "command_centre/act.html", shown, status=status)


def _opened(request: ActorRequest, number: str) -> Event:
    try:
        return event_seen_by(request.actor, number)
    except Refused as refused:
        raise Http404 from refused


def _task(found: Event, task_id: str) -> EventTask:
    known = task_id.isascii() and task_id.isdigit() and len(task_id) < 19
    task = found.tasks.select_related("unit").filter(pk=int(task_id)).first() if known else None
    if task is None:
        raise Http404
    return task


_COLUMNS = (
    {"key": "number", "words": Words("编号", "Number"), "fixed": True},
    {"key": "kind", "words": Words("类型", "Kind"), "fixed": True},
    {"key": "text", "words": Words("情况", "What happened"), "fixed": True},
    {"key": "state", "words": Words("状态", "State")},
    {"key": "urgency", "words": Words("紧急程度", "Urgency")},
    {"key": "place", "words": Words("地点", "Place")},
    {"key": "source", "words": Words("来源", "Source")},
    {"key": "at", "words": Words("上报时间", "Reported")},
)
