"""The calls of a desk."""

from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bihuan.intake.endings import ENDING_TONES, ENDING_WORDS
from bihuan.intake.forms.calls import CallsFilter
from bihuan.intake.models import Ending
from bihuan.intake.queries import calls_between, calls_page
from bihuan.intake.queries.calls import READERS
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.actors import Post
from bihuan.rules.matters import MATTERS
from bihuan.rules.words import Words

COLUMNS = [
    {"key": "at", "words": Words("时间", "Time"), "fixed": True},
    {"key": "ending", "words": Words("结果", "Ended as")},
    {"key": "matter", "words": Words("事项", "Matter")},
    {"key": "order", "words": Words("工单", "Order")},
    {"key": "operator", "words": Words("话务员", "Operator")},
    {"key": "length", "words": Words("时长", "Length"), "kind": "number"},
]


@holding(*READERS)
def calls(request: ActorRequest) -> HttpResponse:
    """Calls of the last thirty days, or of the days asked for, newest first."""
    form = CallsFilter(request.GET)
    form.is_valid()
    today = timezone.localdate()
    since = form.cleaned_data.get("since") or today - timedelta(days=30)
    until = form.cleaned_data.get("until") or today
    rows = calls_between(request.actor, _midnight(since), _midnight(until + timedelta(days=1)))
    if ending := form.cleaned_data.get("ending"):
        rows = rows.filter(ending=ending)
    page = calls_page(rows, request.GET.get("before", ""))
    asked = request.GET.copy()
    asked["before"] = page.before
    shown = {
        "nav": "desk" if request.actor.holds(Post.OPERATOR) else "wall",
        "form": form,
        "columns": COLUMNS,
        "rows": [
            {
                "call": call,
                "words": ENDING_WORDS[Ending(call.ending)],
                "tone": ENDING_TONES[Ending(call.ending)],
                "matter": MATTERS.get(call.matter, ""),
                "length": f"{call.seconds // 60}:{call.seconds % 60:02d}" if call.seconds is not None else "",
            }
            for call in page.calls
        ],
        "next_url": f"?{asked.urlencode()}" if page.before else "",
    }
    return render(request, "intake/calls.html", shown)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
