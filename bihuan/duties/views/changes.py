"""Changes of a list: asked, heard, admitted or not, taken over."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bihuan.duties.actions.changes import act_on, ask, facts_of, standings_in
from bihuan.duties.forms import ChangeForm, StepForm, WithdrawForm
from bihuan.duties.models import ChangeRequest, Wording
from bihuan.duties.queries.lists import COMPARED
from bihuan.duties.scopes import keeper_of, lists_seen_by
from bihuan.duties.views.shared import page
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.models import Unit
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.duties import DUTY_KIND_WORDS, DutyKind
from bihuan.rules.duty_changes import (
    CHANGE_KIND_WORDS,
    CHANGES,
    INITIATOR_WORDS,
    Change,
    ChangeAct,
    ChangeKind,
    Initiator,
)
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words

TONES = {
    Change.ASKED: "waiting", Change.HEARD: "waiting", Change.ADMITTED: "active", Change.REFUSED: "paused",
    Change.ADOPTED: "done", Change.TAKEN_BACK: "neutral",
}  # fmt: skip
COLUMNS = [
    {"key": "state", "words": Words("状态", "State"), "fixed": True},
    {"key": "what", "words": Words("申请", "Request"), "fixed": True},
    {"key": "place", "words": Words("清单", "List")},
    {"key": "by", "words": Words("提出单位", "Asked by")},
    {"key": "at", "words": Words("时间", "Time")},
]
_PAGE = 50
office = holding(*SEEING_POSTS)


@require_safe
@office
def requests(request: ActorRequest) -> HttpResponse:
    """Requests about lists the actor may read, newest first."""
    rows = ChangeRequest.objects.filter(list__in=lists_seen_by(request.actor))
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.select_related("list__place", "item", "asked_by_unit").order_by("-pk")[: _PAGE + 1])
    kept = [each for each in lists_seen_by(request.actor) if keeper_of(request.actor, each.place)]
    shown = page(
        request, "duty-changes", columns=COLUMNS, rows=[_row(each) for each in found[:_PAGE]], kept=kept,
        next_url=f"?before={found[_PAGE - 1].pk}" if len(found) > _PAGE else "",
    )  # fmt: skip
    return render(request, "duties/changes.html", shown)


@office
def new(request: ActorRequest, list_id: UUID, kind: str) -> HttpResponse:
    """Ask for a change: an item to add, or, with ``?item=``, one to amend or withdraw."""
    duty_list = lists_seen_by(request.actor).filter(pk=list_id).first()
    if duty_list is None or kind not in set(ChangeKind):
        raise Http404
    wanted = ChangeKind(kind)
    item = request.GET.get("item", "")
    wording = None
    if wanted is not ChangeKind.ADD:
        standing = Wording.objects.filter(item__list=duty_list, until=None).select_related(
            "item", "counterpart"
        )
        wording = standing.filter(item=int(item)).first() if item.isascii() and item.isdigit() else None
        if wording is None:
            raise Http404
    initial = {name: getattr(wording, name) for name in COMPARED} if wording else {}
    make = WithdrawForm if wanted is ChangeKind.WITHDRAW else ChangeForm
    form = make(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = ask(
                    request.actor, duty_list.pk, wanted, item=wording.item_id if wording else None,
                    proposed=form.proposed if isinstance(form, ChangeForm) else {},
                    reason=form.cleaned_data["reason"], legal_basis=form.cleaned_data["legal_basis"], at=timezone.now(),
                )  # fmt: skip
            except Refused as refused:
                if refused.kind is Kind.HIDDEN:
                    raise Http404 from refused
                add_refusal(form, refused)
                status = refused.kind.status
            else:
                messages.success(request, _("已提交申请"))
                return redirect("duty-change", made.pk)
    shown = page(
        request, "duty-changes", duty_list=duty_list, form=form, words=CHANGE_KIND_WORDS[wanted], wording=wording,
        counterpart=form.shown() if isinstance(form, ChangeForm) else "",
    )  # fmt: skip
    return render(request, "duties/change_new.html", shown, status=status)


@require_safe
@office
def change(request: ActorRequest, request_id: int) -> HttpResponse:
    """One request: what is asked, what was said, and what the actor may do with it."""
    return _change(request, request_id, StepForm())


@require_POST
@office
def step(request: ActorRequest, request_id: int, act: str) -> HttpResponse:
    """Take a step of a request."""
    if act not in set(ChangeAct):
        raise Http404
    form = StepForm(request.POST)
    form.is_valid()
    try:
        act_on(request.actor, request_id, ChangeAct(act), form.cleaned_data["text"], at=timezone.now())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        add_refusal(form, refused)
        return _change(request, request_id, form, refused.kind.status)
    messages.success(request, _("已办理"))
    return redirect("duty-change", request_id)


def _change(request: ActorRequest, request_id: int, form: StepForm, status: int = 200) -> HttpResponse:
    related = ("list__place", "item", "asked_by_unit", "asked_by")
    found = ChangeRequest.objects.filter(pk=request_id, list__in=lists_seen_by(request.actor)).select_related(
        *related
    )
    asked = found.first()
    if asked is None:
        raise Http404
    standing = (
        Wording.objects.filter(item=asked.item, until=None).select_related("counterpart").first()
        if asked.item
        else None
    )
    offers = CHANGES.offers(Change(asked.state), standings_in(asked, request.actor), facts_of(asked))
    shown = page(
        request, "duty-changes", asked=asked, row=_row(asked), form=form, offers=offers, columns=_columns(asked, standing),
        initiator=INITIATOR_WORDS[Initiator(asked.initiator)],
        needs_text=any(offer.act not in (ChangeAct.ADOPT, ChangeAct.TAKE_BACK_REQUEST) for offer in offers),
    )  # fmt: skip
    return render(request, "duties/change.html", shown, status=status)


def _columns(asked: ChangeRequest, standing: Wording | None) -> list[tuple[Words, object, object]]:
    """Column by column, what stands now and what is asked for."""
    if asked.kind == ChangeKind.WITHDRAW:
        return []
    wanted = dict(asked.proposed)
    if wanted.get("counterpart"):
        wanted["counterpart"] = str(Unit.objects.filter(pk=int(wanted["counterpart"])).first() or "")
    found = []
    for name, words in COMPARED.items():
        now, then = getattr(standing, name, "") if standing else "", wanted.get(name, "")
        if name == "kind":
            now = DUTY_KIND_WORDS[DutyKind(now)] if now else ""
            then = DUTY_KIND_WORDS[DutyKind(then)] if then else ""
        found.append((words, now or "—", then or "—"))
    return found


def _row(asked: ChangeRequest) -> dict[str, object]:
    state = Change(asked.state)
    return {
        "asked": asked, "words": CHANGES.states[state], "tone": TONES[state],
        "kind": CHANGE_KIND_WORDS[ChangeKind(asked.kind)],
        "name": asked.proposed.get("name") or (asked.item.code if asked.item else ""),
    }  # fmt: skip
