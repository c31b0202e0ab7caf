"""The limits: which row wins for a case, what each version says, taking a version in and withdrawing one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.calendars.actions import check_limits, import_limits, withdraw_limits
from bihuan.calendars.asking import asked, explained, table_in_force, versions_at
from bihuan.calendars.forms import LimitsForm, QuestionForm
from bihuan.calendars.handing_in import found_shown, handed_in, keys_shown, unit_names
from bihuan.calendars.limits import LimitsTable
from bihuan.calendars.queries import limits_at
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.taking_away import spreadsheet
from bihuan.rules.actors import Post
from bihuan.rules.limits import CLOCK_WORDS, UNOFFICIAL, Clock, Limit
from bihuan.rules.matters import Urgency
from bihuan.rules.refusal import Refused
from bihuan.website.calendar import tabs


@require_http_methods(["GET", "HEAD", "POST"])
@holding(Post.ADMINISTRATOR, Post.SUPERVISOR)
def limits(request: ActorRequest) -> HttpResponse:
    """Answer which row wins and show the versions; an administrator may look through a table, or import it."""
    may_import = request.actor.holds(Post.ADMINISTRATOR)
    if request.method == "POST" and not may_import:
        raise Http404
    now = timezone.now()
    form = LimitsForm(request.POST or None, request.FILES or None, initial={"since": timezone.localdate(now)})
    checked, taken = handed_in(request, request.actor, form, check_limits, import_limits, now)
    if taken:
        messages.success(request, _("已导入。自生效日起登记的工单适用；已登记的仍按原版本。"))
        return redirect("limits")
    question = QuestionForm(
        request.GET if "clock" in request.GET else {"clock": Clock.HANDLE, "urgency": Urgency.ORDINARY}
    )
    answer, table = _answered(question, now)
    units = unit_names(table.rows)
    context = {
        "nav": "calendar",
        "tabs": tabs("limits"),
        "question": question,
        "answer": answer,
        "version": table.version,
        "rows": [_shown(row, units) for row in table.rows],
        "versions": versions_at(now),
        "form": form,
        "may_import": may_import,
        "checked": found_shown(checked, _shown),
        "unofficial": UNOFFICIAL,
    }
    return render(request, "website/limits.html", context, status=422 if form.errors else 200)


@require_safe
@holding(Post.ADMINISTRATOR, Post.SUPERVISOR)
def table(_request: ActorRequest) -> HttpResponse:
    """The version in force as a table to edit and hand in again."""
    return spreadsheet(table_in_force(timezone.now()), "limits.xlsx")


@require_POST
@holding(Post.ADMINISTRATOR)
def withdraw(request: ActorRequest) -> HttpResponse:
    """Withdraw a version; the one before holds again."""
    version = request.POST.get("version", "")
    try:
        withdraw_limits(request.actor, version, request.POST.get("reason", ""), at=timezone.now())
        messages.success(request, _("已撤回。此后登记的工单按此前的版本；已登记的不变。"))
    except Refused as refused:
        messages.error(request, refused.sentence.in_language(request.LANGUAGE_CODE))
    return redirect("limits")


def _answered(question: QuestionForm, now: datetime) -> tuple[dict[str, Any] | None, LimitsTable]:
    """The row that wins and the one after it, and the version they stand in; what is wrong stands at the form."""
    holding_now = limits_at(now)
    if not question.is_valid():
        return None, holding_now
    keys = question.cleaned_data
    try:
        wanted, table = asked(keys, keys["version"], now)
        found = explained(table, wanted)
    except Refused as refused:
        add_refusal(question, refused)
        return None, holding_now
    units = unit_names(row for row in found if row)
    return {
        "winner": _shown(found.winner, units),
        "runner_up": _shown(found.runner_up, units) if found.runner_up else None,
    }, table


def _shown(row: Limit, units: dict[str, str]) -> dict[str, Any]:
    return {
        "clock": CLOCK_WORDS[row.clock], "words": row.words, "code": row.code, "percents": row.percents[:-1],
        **keys_shown(row, units),
    }  # fmt: skip
