"""Pages of letters: the list, one letter with its acts, its paper and its Word file; and those on an order's page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from bihuan.letters import actions as office
from bihuan.letters.document import MEDIA_TYPE, as_docx, date_in_words, file_name
from bihuan.letters.forms import FORMS, LetterFilter, LetterForm
from bihuan.letters.letters import WRITING_POSTS, Standings, standings_in_letter
from bihuan.letters.models import UnionLetter
from bihuan.letters.offering import buttons_of, why_not
from bihuan.letters.queries import (
    View,
    houses_of,
    investigations_of,
    is_recused,
    letter_seen_by,
    letters_of_order,
    page_of_letters,
)
from bihuan.letters.showing import history_of, limit_words, row_of_letter
from bihuan.letters.standard import title_of
from bihuan.organisations.guards import ActorRequest, holding, signed_in
from bihuan.rules.actors import HANDLING_POSTS, SIGNING_POSTS, Post, Standing
from bihuan.rules.letters import (
    ACTS,
    INVESTIGATED,
    LETTER_WORDS,
    OVER,
    SERVICE_WORDS,
    SUCCESSION,
    Letter,
    LetterAct,
    Service,
)
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words
from bihuan.work_orders.forms.base import spoken
from bihuan.work_orders.paging import Place
from bihuan.work_orders.queries import order_seen_by

LIST = Words("一函两书", "Union letters")
VIEWS = {
    View.MINE: Words("待我办理", "For me to do"),
    View.LIVING: Words("办理中", "Under way"),
    View.OVER: Words("已办结", "Over"),
}
COLUMNS = (
    {"key": "kind", "words": Words("文书", "Document"), "kind": "narrow", "fixed": True},
    {"key": "title", "words": Words("标题", "Title"), "kind": "", "fixed": True},
    {"key": "addressee", "words": Words("收函单位", "Addressee"), "kind": ""},
    {"key": "union", "words": Words("发函工会", "Union"), "kind": ""},
    {"key": "state", "words": Words("状态", "State"), "kind": "narrow"},
    {"key": "due", "words": Words("回复期限", "Answer due"), "kind": "narrow"},
)
_NOTHING = {
    View.MINE: (Words("没有待办的函书", "No letters for you"), Words("在工单页面的“函书”里拟函。", "Draft one from “Letters” on an order's page.")),
    View.LIVING: (Words("没有办理中的函书", "No letters under way"), Words("在工单页面的“函书”里拟函。", "Draft one from “Letters” on an order's page.")),
    View.OVER: (Words("没有已办结的函书", "No letters that are over"), Words("", "")),
}  # fmt: skip
READERS = HANDLING_POSTS | SIGNING_POSTS | {Post.SUPERVISOR, Post.LEADER, Post.INSPECTOR}


@require_safe
@holding(*READERS)
def letter_list(request: ActorRequest) -> HttpResponse:
    """The letters the actor may see: what waits for the own posts first."""
    asked = request.GET.get("view", "")
    view = View(asked) if asked in set(View) else View.MINE
    kind, after = request.GET.get("kind", ""), Place.of(request.GET.get("after", ""))
    now, state = timezone.now(), request.GET.get("state", "")
    page = page_of_letters(request.actor, view, kind, after, state=state)
    narrowed = {key: value for key, value in (("kind", kind), ("state", state)) if value}
    here, kept = reverse("letters"), {"view": view.value, **narrowed}
    nothing, hint = _NOTHING[view]
    shown = {
        "tabs": [
            (words, f"{here}?{urlencode({**kept, 'view': each.value})}", each is view)
            for each, words in VIEWS.items()
        ],
        "view": view.value,
        "bar": LetterFilter(initial={"kind": kind, "state": state}),
        "columns": COLUMNS,
        "rows": [row_of_letter(letter, now) for letter in page.letters],
        "caption": VIEWS[view],
        "nothing": nothing,
        "hint": hint,
        "next_url": f"{here}?{urlencode({**kept, 'after': str(page.next)})}" if page.next else None,
        "first_url": f"{here}?{urlencode(kept)}" if after else None,
        "may_set": bool(houses_of(request.actor)),
    }
    return render(request, "letters/letters.html", shown)


@require_safe
@signed_in
def letter(request: ActorRequest, letter_id: int) -> HttpResponse:
    """The page of a letter."""
    return render(request, "letters/letter.html", _shown(request, *opened(request, letter_id)))


@require_safe
@signed_in
def paper(request: ActorRequest, letter_id: int) -> HttpResponse:
    """The letter as it is printed."""
    found, _ = opened(request, letter_id)
    shown = {"letter": found, "kind": title_of(Letter(found.kind)), "date": date_in_words(found)}
    return render(request, "letters/paper.html", shown)


@require_safe
@signed_in
def document(request: ActorRequest, letter_id: int) -> HttpResponse:
    """The letter as a Word file in the official layout."""
    found, _ = opened(request, letter_id)
    answer = HttpResponse(as_docx(found), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, file_name(found)) or "attachment"
    return answer


@require_safe
@signed_in
def of_order(request: ActorRequest, number: str) -> HttpResponse:
    """The panel on an order's page: its letters, and which can be drafted. Nothing for whoever has neither."""
    try:
        order = order_seen_by(request.actor, number)
    except Refused as refused:
        raise Http404 from refused
    now, letters = timezone.now(), letters_of_order(request.actor, order.pk)
    writes = request.actor.unit_ids(*WRITING_POSTS) & set(
        order.responsibilities.filter(released_at=None).values_list("unit_id", flat=True)
    )
    living = {each.kind for each in letters if each.union_id in writes and each.state not in OVER}
    kinds = [
        (kind, LETTER_WORDS[kind]) for kind in SUCCESSION if order.archived_at is None and kind not in living
    ]
    shown = {
        "number": number,
        "rows": [row_of_letter(each, now) for each in letters],
        "kinds": kinds if writes else [],
        "may_refuse": bool(writes) and not living and order.archived_at is None,
    }
    return render(request, "letters/of_order.html", shown)


@require_POST
@signed_in
def draft(request: ActorRequest, number: str) -> HttpResponse:
    """Draft a letter on an order, and open it."""
    kind = request.POST.get("kind", "")
    if kind not in SUCCESSION:
        raise Http404
    try:
        order_seen_by(request.actor, number)
        fresh = office.draft(request.actor, number, Letter(kind), at=timezone.now())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        messages.error(request, spoken(refused.sentence))
        return redirect("order", number)
    return redirect("letter", fresh.pk)


@require_safe
@signed_in
def act_form(request: ActorRequest, letter_id: int, act: str) -> HttpResponse:
    """The form of an act, or the sentence why it cannot be done."""
    found, standings = opened(request, letter_id)
    step, now = _step_of(act), timezone.now()
    refused = why_not(found, standings, step, now)
    status = refused.kind.status if refused else 200
    return _form(request, found, step, FORMS[step](found, now), refused, status=status)


@require_POST
@signed_in
def act(request: ActorRequest, letter_id: int, act: str) -> HttpResponse:
    """Do an act. Refused: the same form with the sentence, nothing of what was entered lost."""
    found, _ = opened(request, letter_id)
    step, now = _step_of(act), timezone.now()
    form = FORMS[step](found, now, request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, found, step, form, None, status=422)
    try:
        after = form.perform(request.actor, now)
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        at_field = form.add_refusal(refused)
        if refused.code == "letter_stale":
            form.renew(opened(request, letter_id)[0])
        return _form(request, found, step, form, None if at_field else refused, status=refused.kind.status)
    messages.success(request, gettext("%(act)s：已办理") % {"act": spoken(ACTS[step])})
    there = reverse("letter", args=[after.pk]) if step is not LetterAct.RECUSE else reverse("letters")
    return HttpResponseClientRedirect(there) if request.htmx else redirect(there)


def opened(request: ActorRequest, letter_id: int) -> tuple[UnionLetter, Standings]:
    """A letter and what the actor is in it. Unknown and another union's draft are the same 404."""
    try:
        found = letter_seen_by(request.actor, letter_id)
    except Refused as refused:
        raise Http404 from refused
    recused = is_recused(found, request.actor.person_id)
    return found, standings_in_letter(found, request.actor.posts, recused=recused)


def _shown(request: ActorRequest, found: UnionLetter, standings: Standings) -> dict[str, Any]:
    now = timezone.now()
    buttons = buttons_of(found, standings, now)
    steps = list(found.steps.select_related("by", "evidence"))
    service = next((step for step in reversed(steps) if step.way), None)
    return {
        "nav": "letters",
        "crumbs": _crumbs(found),
        "letter": found,
        "row": row_of_letter(found, now),
        "limit": limit_words(found),
        "date": date_in_words(found),
        "history": history_of(steps),
        "files": [step.evidence for step in steps if step.evidence],
        "service": service,
        "way": SERVICE_WORDS[Service(service.way)] if service else "",
        "own": Standing.LETTER_UNION in standings or Standing.SIGNATORY in standings,
        "investigations": investigations_of(found) if found.kind in INVESTIGATED else [],
        "wants_investigation": found.kind in INVESTIGATED,
        "recusals": list(found.recusals.select_related("person")),
        "acts": [button for button in buttons if not button.aside and not button.missing],
        "aside": [button for button in buttons if button.aside and not button.missing],
        "blocked": [button for button in buttons if button.missing],
    }


def _crumbs(found: UnionLetter, *further: object) -> list[tuple[object, str | None]]:
    here = reverse("letter", args=[found.pk])
    way: list[tuple[object, str | None]] = [(LIST, reverse("letters"))]
    way.append((found.number or LETTER_WORDS[Letter(found.kind)], here))
    way += [(words, None) for words in further]
    return [*way[:-1], (way[-1][0], None)]


def _form(
    request: ActorRequest,
    found: UnionLetter,
    step: LetterAct,
    form: LetterForm,
    refused: Refused | None,
    *,
    status: int,
) -> HttpResponse:
    shown = {
        "nav": "letters",
        "crumbs": _crumbs(found, ACTS[step]),
        "letter": found,
        "row": row_of_letter(found, timezone.now()),
        "act": step.value,
        "words": ACTS[step],
        "form": form,
        "refused": refused,
        "cannot": not form.is_bound and refused is not None,
    }
    template = "act_form" if request.htmx else "act"
    answer = render(request, f"letters/{template}.html", shown, status=status)
    return reswap(retarget(answer, "#drawer-body"), "innerHTML") if request.htmx else answer


def _step_of(act: str) -> LetterAct:
    if act not in FORMS:
        raise Http404
    return LetterAct(act)
