"""The working calendar: until when days off are known, what comes next, which notices were taken in, and taking one in."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.calendars.actions import Checked, check, import_days
from bihuan.calendars.forms import NoticeForm
from bihuan.calendars.queries import national, notices
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import Post
from bihuan.rules.office_hours import DAY_TYPE_WORDS, DayType
from bihuan.rules.published_days import NOTICES
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words
from bihuan.rules.workdays import WorkCalendar
from bihuan.work_orders.queries import provisional_limits

#: How far ahead the page shows what differs from Monday to Friday.
_AHEAD = timedelta(days=400)
#: The next notice is announced in autumn; from then on its absence is worth a word.
_ENDS_SOON = timedelta(days=60)
_MOST_ERRORS = 50
_TABS = (
    ("calendar", Words("放假与调休", "Days off")),
    ("hours", Words("上班时间", "Office hours")),
    ("limits", Words("时限表", "Limits")),
    ("warning-rules", Words("预警规则", "Warning rules")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@holding(Post.ADMINISTRATOR, Post.SUPERVISOR)
def calendar(request: ActorRequest) -> HttpResponse:
    """Show the calendar; an administrator may look through a notice, or import it."""
    may_import = request.actor.holds(Post.ADMINISTRATOR)
    if request.method == "POST" and not may_import:
        raise Http404
    now = timezone.now()
    form = NoticeForm(request.POST or None, request.FILES or None)
    checked: Checked | None = None
    if request.method == "POST" and form.is_valid():
        file, given = form.cleaned_data["file"], form.cleaned_data
        content = file.read()
        try:
            if "look" in request.POST:
                checked = check(file.name, content, given["year"], on=timezone.localdate(now))
            else:
                import_days(request.actor, file.name, content, given["year"], given["reference"], at=now)
                messages.success(request, _("已导入。受影响的时限将逐批重算，每次都在台账写明原因。"))
                return redirect("calendar")
        except Refused as refused:
            if refused.code == "table_has_errors":
                checked = check(file.name, content, given["year"], on=timezone.localdate(now))
            else:
                add_refusal(form, refused)
    known, today = national(), timezone.localdate(now)
    context = {
        "tabs": tabs("calendar"),
        "known": known,
        "soon": known.covered_until - today < _ENDS_SOON,
        "provisional": provisional_limits(),
        "coming": coming(known, today, today + _AHEAD),
        "notices": notices(),
        "shipped": [(notice.year, notice.references) for notice in reversed(NOTICES)],
        "form": form,
        "may_import": may_import,
        "checked": shown(checked) if checked else None,
    }
    return render(request, "website/calendar.html", context, status=422 if form.errors else 200)


def tabs(current: str) -> list[tuple[Words, str, bool]]:
    """The pages of an office's times, each with its address and whether it is the present one."""
    return [(words, reverse(name), name == current) for name, words in _TABS]


def coming(known: WorkCalendar, first: date, last: date) -> list[dict[str, Any]]:
    """What differs from Monday to Friday between two days, holiday by holiday."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    special = [day for day in days if known.day_type(day) is not DayType.ORDINARY]
    found = []
    for name, group in groupby(special, key=lambda day: known.names.get(day)):
        of_holiday = list(group)
        off = [day for day in of_holiday if known.day_type(day) is DayType.OFF]
        found.append(
            {
                "name": name or DAY_TYPE_WORDS[known.day_type(of_holiday[0])],
                "first": off[0] if off else None,
                "last": off[-1] if off else None,
                "days": len(off),
                "makeup": [day for day in of_holiday if known.day_type(day) is DayType.MAKEUP],
            }
        )
    return found


def shown(checked: Checked) -> dict[str, Any]:
    """What an import would do, as the page shows it."""
    return {
        "errors": checked.errors[:_MOST_ERRORS],
        "more_errors": max(len(checked.errors) - _MOST_ERRORS, 0),
        "changes": [
            (day, DAY_TYPE_WORDS[then], DAY_TYPE_WORDS[will], name)
            for day, then, will, name in checked.changes
        ],
        "of_units": [
            (unit, said.day, DAY_TYPE_WORDS[said.kind], said.name) for unit, said in checked.of_units
        ],
        "covered_until": checked.covered_until,
        "year": checked.year,
        "summary": Words("{n} 天与现在不同", "{n} days will differ from now").fill(
            n=len(checked.changes) + len(checked.of_units)
        ),
    }
