"""The limits: which row wins for a case, what each version says, taking a version in and withdrawing one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.calendars.actions import CheckedLimits, check_limits, import_limits, withdraw_limits
from bihuan.calendars.asking import State, Version, asked, explained, table_in_force, versions_at
from bihuan.calendars.forms import LimitsForm, QuestionForm
from bihuan.calendars.limits import Table
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.models import Unit
from bihuan.organisations.taking_away import spreadsheet
from bihuan.rules.actors import LEVEL_WORDS, Post
from bihuan.rules.limits import CLOCK_WORDS, UNOFFICIAL, Clock, Limit
from bihuan.rules.matters import MATTERS, URGENCY_WORDS, Urgency
from bihuan.rules.refusal import Refused
from bihuan.website.calendar import tabs

_MOST_ERRORS = 50
_TONES = {State.IN_FORCE: "active", State.TO_COME: "blue", State.WITHDRAWN: "orange"}


@require_http_methods(["GET", "HEAD", "POST"])
@holding(Post.ADMINISTRATOR, Post.SUPERVISOR)
def limits(request: ActorRequest) -> HttpResponse:
    """Answer which row wins and show the versions; an administrator may look through a table, or import it."""
    may_import = request.actor.holds(Post.ADMINISTRATOR)
    if request.method == "POST" and not may_import:
        raise Http404
    now = timezone.now()
    form = LimitsForm(request.POST or None, request.FILES or None, initial={"since": timezone.localdate(now)})
    checked: CheckedLimits | None = None
    if request.method == "POST" and form.is_valid():
        file, given = form.cleaned_data["file"], form.cleaned_data
        content = file.read()
        try:
            checked = check_limits(file.name, content, given["since"], at=now)
            if "look" not in request.POST and not checked.errors:
                import_limits(
                    request.actor, file.name, content, given["version"], given["reference"], given["since"], at=now
                )  # fmt: skip
                messages.success(request, _("已导入。自生效日起登记的工单适用；已登记的仍按原版本。"))
                return redirect("limits")
        except Refused as refused:
            add_refusal(form, refused)
    question = QuestionForm(
        request.GET if "clock" in request.GET else {"clock": Clock.HANDLE, "urgency": Urgency.ORDINARY}
    )
    answer, table = _answered(question, now)
    versions = versions_at(now)
    units = dict(Unit.objects.filter(path__in={row.unit for row in table.rows}).values_list("path", "name"))
    context = {
        "nav": "calendar",
        "tabs": tabs("limits"),
        "question": question,
        "answer": answer,
        "version": table.version,
        "rows": [_shown(row, units) for row in table.rows],
        "versions": [_version(each) for each in versions],
        "form": form,
        "may_import": may_import,
        "checked": _checked(checked) if checked else None,
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


def _answered(question: QuestionForm, now: datetime) -> tuple[dict[str, Any] | None, Table]:
    """The row that wins and the one after it, and the version they stand in; what is wrong stands at the form."""
    present = versions_at(now)
    holding_now = next(each.table for each in present if each.state is State.IN_FORCE)
    if not question.is_valid():
        return None, holding_now
    keys = question.cleaned_data
    try:
        wanted, table = asked(keys, keys["version"], now)
        found = explained(table, wanted)
    except Refused as refused:
        add_refusal(question, refused)
        return None, holding_now
    names = {found.winner.unit, found.runner_up.unit if found.runner_up else ""}
    units = dict(Unit.objects.filter(path__in=names).values_list("path", "name"))
    return {
        "winner": _shown(found.winner, units),
        "runner_up": _shown(found.runner_up, units) if found.runner_up else None,
    }, table


def _shown(row: Limit, units: dict[str, str]) -> dict[str, Any]:
    return {
        "clock": CLOCK_WORDS[row.clock], "words": row.words, "code": row.code, "official": row.official,
        "urgency": URGENCY_WORDS[row.urgency] if row.urgency else None,
        "level": LEVEL_WORDS[row.level] if row.level else None,
        "matter": MATTERS.get(row.matter), "unit": units.get(row.unit, row.unit),
        "percents": row.percents[:-1], "source": row.source, "grade": row.grade.value,
    }  # fmt: skip


def _version(each: Version) -> dict[str, Any]:
    return {
        "name": each.table.version, "words": each.state.words, "tone": _TONES.get(each.state, "neutral"),
        "since": each.table.in_force_from, "withdrawn_at": each.table.withdrawn_at, "reference": each.reference,
        "at": each.imported_at, "by": each.imported_by,
        "may_withdraw": each.imported_at is not None and each.table.withdrawn_at is None,
    }  # fmt: skip


def _checked(checked: CheckedLimits) -> dict[str, Any]:
    paths = {row.unit for difference in checked.differences for row in difference if row} - {""}
    units = dict(Unit.objects.filter(path__in=paths).values_list("path", "name"))
    return {
        "errors": checked.errors[:_MOST_ERRORS],
        "more_errors": max(len(checked.errors) - _MOST_ERRORS, 0),
        "instead_of": checked.instead_of,
        "since": checked.in_force_from,
        "differences": [
            (_shown(before, units) if before else None, _shown(after, units) if after else None)
            for before, after in checked.differences
        ],
    }
