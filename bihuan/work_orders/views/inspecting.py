"""How a desk inspects: its plan and checklist with their versions, what came of it lately, and setting both."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import unit_by_id
from bihuan.rules.actors import Level, Post
from bihuan.rules.inspecting import ALWAYS_WORDS, EVERYTHING, Measure, Plan, PlanRow, Why, check_rows
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words
from bihuan.work_orders import actions as office
from bihuan.work_orders.desks import READING_POSTS, desk_set_by, desks_read_by, may_set
from bihuan.work_orders.forms.base import spoken
from bihuan.work_orders.forms.inspection_settings import ChecklistForm, EditionForm, PlanForm
from bihuan.work_orders.inspected import LATELY, Preview, failed_items_lately, outcomes_lately, preview
from bihuan.work_orders.inspecting import checklist_in_force, checklist_of
from bihuan.work_orders.models import InspectionChecklist, InspectionPlan

PAGE = Words("质检", "Inspection")
#: Versions of a plan or checklist that are shown; the rest stays in the database.
MOST_VERSIONS = 12
_OUTCOMES = {
    "passed": Words("合格", "Passed"), "failed": Words("不合格", "Failed"), "": Words("待质检", "To inspect"),
    "spared": Words("免检", "Spared"),
}  # fmt: skip


@require_safe
@holding(*READING_POSTS)
def inspection(request: ActorRequest) -> HttpResponse:
    """The plan and checklist in force at the actor's desks, and those before."""
    now = timezone.now()
    desks = [_desk(request, desk, now) for desk in desks_read_by(request.actor, timezone.localdate(now))]
    shown = {"nav": "inspection", "crumbs": [(PAGE, None)], "desks": desks, "unofficial": UNOFFICIAL}
    return render(request, "work_orders/inspection.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@holding(Post.SUPERVISOR, Post.ADMINISTRATOR)
def set_plan(request: ActorRequest, desk_id: int) -> HttpResponse:
    """Set a new version of the plan; "look" says what it would have drawn lately."""
    now, desk = timezone.now(), _opened(request, desk_id)
    last = InspectionPlan.objects.filter(desk=desk).prefetch_related("rows__unit").first()
    form = PlanForm.of(last, request.POST or None)
    looked: Preview | None = None
    if _is_sent(request, form):
        try:
            if "look" in request.POST:
                looked = _look(form, desk, now)
            else:
                office.set_plan(
                    request.actor, desk.pk, form.plan_rows, form.cleaned_data["always"], form.signature, at=now
                )  # fmt: skip
                messages.success(request, gettext("新方案已启用；以前的抽取结果不变。"))
                return redirect("inspection")
        except Refused as refused:
            _add_refusal(form, refused)
    names = ("matter", "level", "unit", "measure", "amount")
    more = {"row_fields": form.row_fields(*names), "looked": looked, "unofficial": UNOFFICIAL}
    return _setting(request, desk, Words("质检方案", "Inspection plan"), form, "plan", **more)


@require_http_methods(["GET", "HEAD", "POST"])
@holding(Post.SUPERVISOR, Post.ADMINISTRATOR)
def set_checklist(request: ActorRequest, desk_id: int) -> HttpResponse:
    """Set a new edition of the checklist."""
    now, desk = timezone.now(), _opened(request, desk_id)
    last = InspectionChecklist.objects.filter(desk=desk).first()
    form = ChecklistForm.of(checklist_in_force(desk.pk), last.owner if last else "", request.POST or None)
    if _is_sent(request, form):
        try:
            office.set_checklist(request.actor, desk.pk, form.items, form.signature, at=now)
        except Refused as refused:
            _add_refusal(form, refused)
        else:
            messages.success(request, gettext("新清单已启用；以前的质检记录不变。"))
            return redirect("inspection")
    more = {"row_fields": form.row_fields("code", "zh", "en", "required")}
    return _setting(request, desk, Words("质检清单", "Checklist"), form, "items", **more)


def _desk(request: ActorRequest, desk: Unit, now: datetime) -> dict[str, Any]:
    plans = list(
        InspectionPlan.objects.filter(desk=desk)
        .select_related("by")
        .prefetch_related("rows__unit")[:MOST_VERSIONS]
    )
    editions = list(InspectionChecklist.objects.filter(desk=desk).select_related("by")[:MOST_VERSIONS])
    asked, outcomes = checklist_in_force(desk.pk), outcomes_lately(desk.pk, now)
    items = {item.code: item.words for item in asked.items}
    since = timezone.localdate(now - LATELY)
    return {
        "unit": desk,
        "may_set": may_set(request.actor, desk),
        "plan": _plan_shown(plans[0]) if plans else _own_plan(),
        "plans": [_plan_shown(plan) for plan in plans[1:]],
        "checklist": asked,
        "edition": editions[0] if editions else None,
        "editions": [(edition, checklist_of(desk.pk, edition.version).items) for edition in editions[1:]],
        "outcomes": [
            (words, outcomes.get(code, 0), _list_of(code, since)) for code, words in _OUTCOMES.items()
        ],
        "failed_items": [
            (items.get(code, Words(code, code)), n) for code, n in failed_items_lately(desk.pk, now)
        ],
    }


def _list_of(outcome: str, since: Any) -> str:
    """The list of the very orders counted."""
    asked = {"inspection": outcome or "missing", "resolved_from": since.isoformat()}
    return f"{reverse('order-list')}?{urlencode(asked)}"


def _plan_shown(plan: InspectionPlan) -> dict[str, Any]:
    rows = []
    for row in plan.rows.all():
        level = Level(row.level) if row.level else None
        said = PlanRow(Measure(row.measure), row.amount, row.matter, level)
        rows.append((row.unit.name if row.unit else "", said.scope, said.words))
    always = [words for why, words in ALWAYS_WORDS.items() if why in plan.always]
    return {"version": plan.version, "made": plan, "rows": rows, "always": always}


def _own_plan() -> dict[str, Any]:
    return {
        "version": 0,
        "made": None,
        "rows": [("", r.scope, r.words) for r in EVERYTHING.rows],
        "always": [],
    }


def _look(form: PlanForm, desk: Unit, now: datetime) -> Preview:
    """What the plan entered would have drawn, under the version it would get."""
    on = timezone.localdate(now)
    rows = tuple(
        PlanRow(row.measure, row.amount, row.matter, row.level, unit_by_id(unit, on).path if unit else "")
        for row, unit in form.plan_rows
    )
    check_rows(rows)
    always = frozenset(Why(why) for why in form.cleaned_data["always"])
    return preview(desk.pk, Plan(form.cleaned_data["seen"] + 1, rows, always), now)


def _is_sent(request: ActorRequest, form: EditionForm) -> bool:
    """Whether the form is to be acted on; "one more row" only shows another, without a word about what is missing."""
    if request.method != "POST":
        return False
    if form.wants_another_row:
        form.errors.clear()
        return False
    return form.is_valid()


def _add_refusal(form: EditionForm, refused: Refused) -> None:
    if refused.kind is Kind.HIDDEN and refused.code == "inspection_desk_unknown":
        raise Http404 from refused
    field = form.field_of(refused.field)
    form.add_error(field if field in form.fields else None, spoken(refused.sentence))


def _opened(request: ActorRequest, desk_id: int) -> Unit:
    try:
        return desk_set_by(request.actor, desk_id, timezone.now())
    except Refused as refused:
        raise Http404 from refused


def _setting(
    request: ActorRequest, desk: Unit, words: Words, form: EditionForm, what: str, **more: Any
) -> HttpResponse:
    shown = {
        "nav": "inspection", "crumbs": [(PAGE, reverse("inspection")), (words, None)], "desk": desk, "words": words,
        "form": form, "what": what, **more,
    }  # fmt: skip
    return render(request, "work_orders/inspection_setting.html", shown, status=422 if form.errors else 200)
