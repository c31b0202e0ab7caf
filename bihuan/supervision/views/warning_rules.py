"""The ladder's rows: what warns, how long each step may take, which row answers for a case, and the versions of it all."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.calendars.actions import check_ladder, import_ladder, withdraw_ladder
from bihuan.calendars.asking_ladder import answered, asked_of_ladder, ladder_to_edit, ladders_at
from bihuan.calendars.forms import LadderForm, RungForm
from bihuan.calendars.handing_in import found_shown, handed_in, unit_names
from bihuan.calendars.ladders import LaddersTable
from bihuan.calendars.queries import ladder_at
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.taking_away import spreadsheet
from bihuan.rules.actors import SEEING_POSTS, Post
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words
from bihuan.supervision.showing_rules import row_shown
from bihuan.supervision.views.cases import LIST

_TITLE = Words("预警规则", "Warning rules")
#: Where an administrator, who reads no orders, comes from.
_CALENDAR = Words("工作日历", "Working calendar")


@require_http_methods(["GET", "HEAD", "POST"])
@holding(*SEEING_POSTS, Post.ADMINISTRATOR)
def rules(request: ActorRequest) -> HttpResponse:
    """Show the rows of a version and which one answers; an administrator may look through a ladder, or import it."""
    may_import = request.actor.holds(Post.ADMINISTRATOR)
    if request.method == "POST" and not may_import:
        raise Http404
    now = timezone.now()
    form = LadderForm(request.POST or None, request.FILES or None, initial={"since": timezone.localdate(now)})
    checked, taken = handed_in(request, request.actor, form, check_ladder, import_ladder, now)
    if taken:
        messages.success(request, _("已导入。自生效日起发出的预警适用；已发出的仍按原版本。"))
        return redirect("warning-rules")
    question = RungForm(
        request.GET if "what" in request.GET else {"what": "handle", "light": "red", **_version(request)}
    )
    answer, table = _answered(question, now)
    units = unit_names(table.rows.rows)
    reads_orders = bool(request.actor.unit_ids(*SEEING_POSTS))
    shown = {
        "nav": "warnings" if reads_orders else "calendar",
        "crumbs": [
            (LIST, reverse("warnings")) if reads_orders else (_CALENDAR, reverse("calendar")),
            (_TITLE, None),
        ],
        "question": question,
        "answer": answer,
        "version": table.version,
        "rungs": [row_shown(rung, units) for rung in table.rows.rungs],
        "treads": [row_shown(tread, units) for tread in table.rows.treads],
        "versions": ladders_at(now),
        "form": form,
        "may_import": may_import,
        "checked": found_shown(checked, row_shown),
        "unofficial": UNOFFICIAL,
    }
    return render(request, "supervision/rules.html", shown, status=422 if form.errors else 200)


@require_safe
@holding(Post.ADMINISTRATOR, Post.SUPERVISOR)
def table(_request: ActorRequest) -> HttpResponse:
    """The version in force as a table to edit and hand in again."""
    return spreadsheet(ladder_to_edit(timezone.now()), "warning-rules.xlsx")


@require_POST
@holding(Post.ADMINISTRATOR)
def withdraw(request: ActorRequest) -> HttpResponse:
    """Withdraw a version; the one before holds again."""
    version = request.POST.get("version", "")
    try:
        withdraw_ladder(request.actor, version, request.POST.get("reason", ""), at=timezone.now())
        messages.success(request, _("已撤回。此后发出的预警按此前的版本；已发出的不变。"))
    except Refused as refused:
        messages.error(request, refused.sentence.in_language(request.LANGUAGE_CODE))
    return redirect("warning-rules")


def _version(request: ActorRequest) -> dict[str, str]:
    return {"version": request.GET.get("version", "")}


def _answered(question: RungForm, now: datetime) -> tuple[dict[str, Any] | None, LaddersTable]:
    """The row that answers and the one after it, and the version they stand in; what is wrong stands at the form."""
    found_in = ladder_at(now)
    if not question.is_valid():
        return None, found_in
    try:
        wanted, found_in = asked_of_ladder(question.cleaned_data, question.cleaned_data["version"], now)
        found = answered(found_in, wanted)
    except Refused as refused:
        add_refusal(question, refused)
        return None, found_in
    units = unit_names(row for row in found if row)
    return {
        "winner": row_shown(found.winner, units),
        "runner_up": row_shown(found.runner_up, units) if found.runner_up else None,
    }, found_in
