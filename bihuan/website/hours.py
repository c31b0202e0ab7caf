"""The office's hours: everybody's and the units', by season; taking a timetable in and taking one back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bihuan.calendars.actions import CheckedHours, check_hours, import_hours, withdraw_hours
from bihuan.calendars.forms import HoursForm
from bihuan.calendars.queries import timetable_at, timetables
from bihuan.calendars.timetables import SHIPPED, as_table, lines_of
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.taking_away import spreadsheet
from bihuan.rules.actors import Post
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.refusal import Refused
from bihuan.website.calendar import tabs

_MOST_ERRORS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@holding(Post.ADMINISTRATOR, Post.SUPERVISOR)
def hours(request: ActorRequest) -> HttpResponse:
    """Show the hours in force and the timetables; an administrator may look through one, or import it."""
    may_import = request.actor.holds(Post.ADMINISTRATOR)
    if request.method == "POST" and not may_import:
        raise Http404
    now = timezone.now()
    form = HoursForm(request.POST or None, request.FILES or None, initial={"since": timezone.localdate(now)})
    checked: CheckedHours | None = None
    if request.method == "POST" and form.is_valid():
        file, given = form.cleaned_data["file"], form.cleaned_data
        content = file.read()
        try:
            checked = check_hours(file.name, content, given["since"], at=now)
            if "look" not in request.POST and not checked.errors:
                import_hours(request.actor, file.name, content, given["reference"], given["since"], at=now)
                messages.success(request, _("已导入。自生效日起按它计算，未办结的时限逐件重算。"))
                return redirect("hours")
        except Refused as refused:
            add_refusal(form, refused)
    present = timetable_at(now)
    context = {
        "nav": "calendar",
        "tabs": tabs("hours"),
        "lines": lines_of(present),
        "shipped": SHIPPED,
        "unofficial": UNOFFICIAL,
        "present": present,
        "timetables": [(each, each.in_force_from > now and not each.withdrawn_at) for each in timetables()],
        "form": form,
        "may_import": may_import,
        "checked": checked,
        "errors": checked.errors[:_MOST_ERRORS] if checked else (),
        "more_errors": max(len(checked.errors) - _MOST_ERRORS, 0) if checked else 0,
    }
    return render(request, "website/hours.html", context, status=422 if form.errors else 200)


@require_safe
@holding(Post.ADMINISTRATOR, Post.SUPERVISOR)
def table(_request: ActorRequest) -> HttpResponse:
    """The hours in force as a table to edit and hand in again."""
    lines = lines_of(timetable_at(timezone.now()))
    return spreadsheet(as_table(lines), "hours.xlsx")


@require_POST
@holding(Post.ADMINISTRATOR)
def withdraw(request: ActorRequest, timetable: int) -> HttpResponse:
    """Take a timetable back that does not hold yet."""
    try:
        withdraw_hours(request.actor, timetable, at=timezone.now())
        messages.success(request, _("已撤回，上班时间不变。"))
    except Refused as refused:
        messages.error(request, refused.sentence.in_language(request.LANGUAGE_CODE))
    return redirect("hours")
