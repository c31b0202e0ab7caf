"""The thresholds of each matter: what holds, who answers for it, how it came to be, and setting them anew."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import Refused
from bihuan.rules.thresholds import DEFAULT, UNOFFICIAL, Threshold
from bihuan.rules.words import Words
from bihuan.triage.actions import set_threshold
from bihuan.triage.forms import ThresholdForm
from bihuan.triage.models import ThresholdRow
from bihuan.triage.queries import MINDING, possible_keepers, row_in_force, setting_units, threshold_rows
from bihuan.triage.views import tabs

FOR_ALL = Words("其余全部事项", "All other matters")


@require_http_methods(["GET", "HEAD", "POST"])
@holding(*MINDING)
def thresholds(request: ActorRequest) -> HttpResponse:
    """What holds for each matter, with its history; who minds suggestions at the city may set a row."""
    may_set = bool(setting_units(request.actor))
    if request.method == "POST" and not may_set:
        raise Http404
    now, today = timezone.now(), timezone.localdate()
    rows = threshold_rows()
    matter = request.GET.get("matter", "")
    matter = matter if matter in MATTERS else ""
    present = _row_of(row_in_force(rows, matter, now))
    keepers = possible_keepers(request.actor, today) if may_set else []
    form = ThresholdForm(
        request.POST or None, keepers=keepers,
        initial={"matter": matter, **present._asdict(), "keeper": request.actor.person_id, "since": today},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_threshold(
                request.actor, given["matter"], Threshold(*(given[name] for name in Threshold._fields)),
                keeper=given["keeper"], reason=given["reason"], since=given["since"], at=now,
            )  # fmt: skip
            messages.success(request, _("已保存。自生效日起，受理台按新的阈值。"))
            return redirect("triage-thresholds")
        except Refused as refused:
            add_refusal(form, refused)
    shown = {
        "nav": "triage",
        "tabs": tabs("triage-thresholds"),
        "rows": [_shown(code, words, rows, now) for code, words in {"": FOR_ALL, **MATTERS}.items()],
        "history": [_history(each, now) for each in rows],
        "form": form,
        "may_set": may_set,
        "unofficial": UNOFFICIAL,
    }
    return render(request, "triage/thresholds.html", shown, status=422 if form.errors else 200)


def _row_of(row: ThresholdRow | None) -> Threshold:
    return Threshold(row.fill_in, row.propose, row.alarm_below, row.least_cases) if row else DEFAULT


def _shown(matter: str, words: Words, rows: list[ThresholdRow], now: datetime) -> dict[str, Any]:
    row = row_in_force(rows, matter, now)
    return {
        "matter": matter, "words": words, "row": _row_of(row), "own": bool(row and row.matter == matter),
        "keeper": row.keeper.name if row else "", "unit": row.keeper_unit.name if row else "",
        "since": row.in_force_from if row else None,
    }  # fmt: skip


def _history(row: ThresholdRow, now: datetime) -> dict[str, Any]:
    return {
        "words": MATTERS.get(row.matter, FOR_ALL), "row": _row_of(row), "since": row.in_force_from,
        "to_come": row.in_force_from > now, "keeper": row.keeper.name, "reason": row.reason,
        "by": row.set_by.name, "at": row.set_at,
    }  # fmt: skip
