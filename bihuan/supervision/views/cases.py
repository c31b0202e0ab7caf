"""Pages of warnings: the queue, one case with its slip and its talk, its acts, and the slip on paper."""

from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import reswap, retarget, trigger_client_event

from bihuan.organisations.guards import ActorRequest, holding, signed_in
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words
from bihuan.supervision.cases import Standings, slip_of, standings_in_case
from bihuan.supervision.forms.acts import FORMS, CaseForm
from bihuan.supervision.forms.listing import CaseBar
from bihuan.supervision.models import EarlyWarning
from bihuan.supervision.offering import buttons_of, why_not, words_of
from bihuan.supervision.queries import CaseFilter, View, case_seen_by, cases_of_order, page_of_cases
from bihuan.supervision.showing import page_of_case, row_of_case, slip_page
from bihuan.triage.queries import clusters_of_order
from bihuan.triage.showing import row_of_cluster
from bihuan.work_orders.dossier import Dossier, dossier_of
from bihuan.work_orders.forms.base import spoken
from bihuan.work_orders.paging import Place
from bihuan.work_orders.queries import order_seen_by

LIST = Words("预警督办", "Warnings")
VIEWS = {
    View.MINE: Words("待我办理", "For me to do"),
    View.LIVING: Words("在途", "On their way"),
    View.SLIPS: Words("督办单", "Supervision slips"),
    View.CLOSED: Words("已销号", "Closed"),
}
COLUMNS = (
    {"key": "colour", "words": Words("颜色", "Colour"), "kind": "narrow", "fixed": True},
    {"key": "cause", "words": Words("情形", "Cause"), "kind": ""},
    {"key": "order", "words": Words("工单", "Order"), "kind": "", "fixed": True},
    {"key": "unit", "words": Words("被预警单位", "Unit warned"), "kind": ""},
    {"key": "state", "words": Words("状态", "State"), "kind": "narrow"},
    {"key": "due", "words": Words("时限", "Limit"), "kind": "narrow"},
    {"key": "overseer", "words": Words("督办单位", "Watched over by"), "kind": "", "spare": True},
    {"key": "issued", "words": Words("发出", "Issued"), "kind": "narrow"},
)
_NOTHING = {
    View.MINE: (Words("没有待办的预警", "No warnings for you"), Words("该办的都办了。", "All is done.")),
    View.LIVING: (Words("没有在途的预警", "No warnings on their way"), Words("时限都在掌握之中。", "All limits are in hand.")),
    View.SLIPS: (Words("没有督办单", "No supervision slips"), Words("预警逾期未处置才会转督办单。", "A warning left unanswered becomes one.")),
    View.CLOSED: (Words("没有已销号的预警", "No closed warnings"), Words("", "")),
}  # fmt: skip


@require_safe
@holding(*SEEING_POSTS)
def case_list(request: ActorRequest) -> HttpResponse:
    """The cases the actor may see: what waits for the own posts first."""
    asked, after = CaseFilter.of(request.GET), Place.of(request.GET.get("after", ""))
    now, page = timezone.now(), None
    page = page_of_cases(request.actor, asked, after)
    kept, here = asked.values, reverse("warnings")
    nothing, hint = _NOTHING[asked.view]
    shown = {
        "tabs": [(words, f"{here}?view={view}", view is asked.view) for view, words in VIEWS.items()],
        "travelling": [(name, kept[name]) for name in ("view", "unit", "line", "open") if name in kept],
        "bar": CaseBar(asked),
        "columns": COLUMNS,
        "rows": [row_of_case(case, now) for case in page.cases],
        "caption": VIEWS[asked.view],
        "nothing": nothing,
        "hint": hint,
        "next_url": f"{here}?{urlencode({**kept, 'after': str(page.next)})}" if page.next else None,
        "first_url": f"{here}?{urlencode(kept)}" if after else None,
    }
    return render(request, "supervision/cases.html", shown)


@require_safe
@signed_in
def case(request: ActorRequest, case_id: int) -> HttpResponse:
    """The page of a case."""
    return render(request, "supervision/case.html", _shown(request, *_opened(request, case_id)))


@require_safe
@signed_in
def drawer(request: ActorRequest, case_id: int) -> HttpResponse:
    """The case beside the list."""
    return render(request, "supervision/case_drawer.html", _shown(request, *_opened(request, case_id)))


@require_safe
@signed_in
def paper(request: ActorRequest, case_id: int) -> HttpResponse:
    """The supervision slip as it is filed, on A4."""
    opened, dossier, _ = _opened(request, case_id)
    slip = slip_of(opened)
    if slip is None:
        raise Http404
    shown = {
        **slip_page(slip),
        "case": opened,
        "row": row_of_case(opened, dossier.now),
        "printed_at": dossier.now,
    }
    return render(request, "supervision/slip_paper.html", shown)


@require_safe
@signed_in
def of_order(request: ActorRequest, number: str) -> HttpResponse:
    """The panel on an order's page: its warnings and its clusters, each a way to its page. Nothing where there are none."""
    try:
        order = order_seen_by(request.actor, number)
    except Refused as refused:
        raise Http404 from refused
    now = timezone.now()
    rows = [row_of_case(each, now) for each in cases_of_order(request.actor, order.pk)]
    clusters = [row_of_cluster(each) for each in clusters_of_order(request.actor, order.pk)]
    shown = {"rows": rows, "clusters": clusters, "number": number}
    return render(request, "supervision/order_warnings.html", shown)


@require_safe
@signed_in
def act_form(request: ActorRequest, case_id: int, act: str) -> HttpResponse:
    """The form of an act, or the sentence why it cannot be done."""
    opened, _, standings = _opened(request, case_id)
    step, kind = _form_of(act)
    refused = why_not(opened, standings, step)
    status = refused.kind.status if refused else 200
    return _form(request, opened, step, kind(opened), refused, status=status)


@require_POST
@signed_in
def act(request: ActorRequest, case_id: int, act: str) -> HttpResponse:
    """Do an act. Refused: the same form with the sentence, nothing of what was entered lost."""
    opened, _, _ = _opened(request, case_id)
    step, kind = _form_of(act)
    form = kind(opened, request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, opened, step, form, None, status=422)
    try:
        form.perform(request.actor, timezone.now())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        at_field = form.add_refusal(refused)
        return _form(request, opened, step, form, None if at_field else refused, status=refused.kind.status)
    return _done(request, case_id, step)


def _opened(request: ActorRequest, case_id: int) -> tuple[EarlyWarning, Dossier, Standings]:
    """A case, its order's dossier, and what the actor is in it. Unknown and another district's are the same 404."""
    try:
        opened = case_seen_by(request.actor, case_id)
        dossier = dossier_of(request.actor, opened.order.number, timezone.now())
    except Refused as refused:
        raise Http404 from refused
    return opened, dossier, standings_in_case(opened, dossier.standings, request.actor.posts)


def _shown(
    request: ActorRequest, opened: EarlyWarning, dossier: Dossier, standings: Standings
) -> dict[str, Any]:
    buttons = buttons_of(opened, standings)
    return {
        "nav": "warnings",
        "crumbs": _crumbs(opened),
        "order": dossier.order,
        "acts": [button for button in buttons if not button.aside and not button.missing],
        "aside": [button for button in buttons if button.aside and not button.missing],
        "blocked": [button for button in buttons if button.missing],
        **page_of_case(opened, dossier, dossier.now),
    }


def _crumbs(opened: EarlyWarning, *further: object) -> list[tuple[object, str | None]]:
    here = reverse("warning", args=[opened.pk])
    way: list[tuple[object, str | None]] = [(LIST, reverse("warnings")), (opened.order.number, here)]
    way += [(words, None) for words in further]
    return [*way[:-1], (way[-1][0], None)]


def _done(request: ActorRequest, case_id: int, step: StrEnum) -> HttpResponse:
    words = gettext("%(act)s：已办理") % {"act": spoken(words_of(step))}
    here = reverse("warning", args=[case_id])
    if not request.htmx:
        messages.success(request, words)
        return redirect(here)
    shown = _shown(request, *_opened(request, case_id))
    if urlsplit(request.htmx.current_url_abs_path or "").path == here:
        answer = render(request, "supervision/case_body.html", shown)
        answer = reswap(retarget(answer, "#case"), "outerHTML")
        answer = trigger_client_event(answer, "closeDrawer", after="swap")
    else:
        answer = render(request, "supervision/case_drawer.html", shown)
        answer = reswap(retarget(answer, "#drawer-body"), "innerHTML")
    answer = trigger_client_event(answer, "orderChanged")
    return trigger_client_event(answer, "toast", {"words": words, "tone": "done"})


def _form(
    request: ActorRequest,
    opened: EarlyWarning,
    step: StrEnum,
    form: CaseForm,
    refused: Refused | None,
    *,
    status: int,
) -> HttpResponse:
    words = words_of(step)
    shown = {
        "nav": "warnings",
        "crumbs": _crumbs(opened, words),
        "case": opened,
        "row": row_of_case(opened, timezone.now()),
        "act": step.value,
        "words": words,
        "form": form,
        "refused": refused,
        "cannot": not form.is_bound and refused is not None,
    }
    template = "case_act_form" if request.htmx else "case_act"
    answer = render(request, f"supervision/{template}.html", shown, status=status)
    return reswap(retarget(answer, "#drawer-body"), "innerHTML") if request.htmx else answer


def _form_of(act: str) -> tuple[StrEnum, type[CaseForm]]:
    step = next((known for known in FORMS if known == act), None)
    if step is None:
        raise Http404
    return step, FORMS[step]
