"""The duty lists: browser, item, editions, what is open, and what names a department."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bihuan.duties.actions import claims
from bihuan.duties.actions.import_lists import apply, check
from bihuan.duties.chained import by_whom
from bihuan.duties.forms import AnswerForm, ClaimForm, ListFilter, UploadForm
from bihuan.duties.models import CentrePost, Claim, DutyItem, DutyList
from bihuan.duties.models.lists import ClaimRole
from bihuan.duties.queries.citing import search_items
from bihuan.duties.queries.lists import COMPARED, Asked, answer_to, compared, filtered, in_force, page_of
from bihuan.duties.queries.structure import structure_of, unclaimed_items
from bihuan.duties.queries.tables import list_table
from bihuan.duties.scopes import item_seen_by, keeper_of, lists_seen_by, mirrored_to, officer_of
from bihuan.duties.views.shared import list_asked, page, places_with_lists
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding, signed_in
from bihuan.organisations.models import UnitKind
from bihuan.organisations.queries import organ_of
from bihuan.organisations.spreadsheet import read
from bihuan.organisations.taking_away import spreadsheet
from bihuan.rules.actors import SEEING_POSTS, Post
from bihuan.rules.duties import DUTY_KIND_MEANS, DUTY_KIND_WORDS, DutyKind, Load
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words

KIND_TONES = {DutyKind.BASIC: "active", DutyKind.COOPERATIVE: "waiting", DutyKind.RECALLED: "paused"}
COLUMNS = [
    {"key": "code", "words": Words("编号", "Code"), "fixed": True},
    {"key": "kind", "words": Words("清单", "List")},
    {"key": "name", "words": Words("事项", "Item"), "fixed": True},
    {"key": "lane", "words": Words("跑道", "Lane")},
    {"key": "post", "words": Words("认领岗位", "Claimed by")},
    {"key": "counterpart", "words": Words("对应上级部门", "Department above")},
]
office = holding(*SEEING_POSTS)


@require_safe
@signed_in
def item_options(request: ActorRequest) -> HttpResponse:
    """Items for a combobox, by code or name, each with the place whose list it is."""
    options = [
        {
            "value": found.item_id,
            "words": f"{found.item.code} {found.name}",
            "hint": found.item.list.place.name,
        }
        for found in search_items(request.actor, request.GET.get("q", ""))
    ]
    return render(request, "website/components/options.html", {"options": options})


@require_safe
@office
def browse(request: ActorRequest) -> HttpResponse:
    """One list, filtered, in its own order."""
    duty_list = list_asked(request)
    if duty_list is None:
        return render(request, "duties/list.html", page(request, "duty-list", duty_list=None))
    form = ListFilter(request.GET, _posts_of(duty_list))
    given = form.cleaned_data if form.is_valid() else {}
    asked = Asked(
        given.get("kind", ""), given.get("q", ""), None, int(given["post"]) if given.get("post") else None,
        given.get("open", ""),
    )  # fmt: skip
    rows, after = page_of(filtered(duty_list, asked), request.GET.get("after", ""))
    query = request.GET.copy()
    query["after"] = after
    counts = {kind: in_force(duty_list).filter(kind=kind).count() for kind in DutyKind}
    shown = page(
        request, "duty-list", duty_list=duty_list, form=form, columns=COLUMNS,
        rows=[(row, DUTY_KIND_WORDS[DutyKind(row.kind)], KIND_TONES[DutyKind(row.kind)]) for row in rows],
        next_url=f"?{query.urlencode()}" if after else "", places=places_with_lists(request.actor),
        counts=[(DUTY_KIND_WORDS[kind], DUTY_KIND_MEANS[kind], kind.value, count) for kind, count in counts.items()],
        keeps=keeper_of(request.actor, duty_list.place) is not None,
    )  # fmt: skip
    return render(request, "duties/list.html", shown)


@office
def item(request: ActorRequest, item_id: int) -> HttpResponse:
    """One item: its wording, who claimed it, what the department says of it, and how it stood before."""
    return _item(request, item_id)


@require_POST
@office
def claim(request: ActorRequest, item_id: int) -> HttpResponse:
    """Let a post claim the item."""
    found = _found(request, item_id)
    form = ClaimForm(request.POST, _posts_of(found.list))
    if not form.is_valid():
        return _item(request, item_id, claim_form=form, status=422)
    given = form.cleaned_data
    try:
        claims.claim(request.actor, item_id, int(given["post"]), ClaimRole(given["role"]), at=timezone.now())
    except Refused as refused:
        add_refusal(form, refused)
        return _item(request, item_id, claim_form=form, status=refused.kind.status)
    messages.success(request, _("已认领"))
    return redirect("duty-item", item_id)


@require_POST
@office
def release(request: ActorRequest, claim_id: int) -> HttpResponse:
    """End a claim."""
    try:
        ended = claims.release(request.actor, claim_id, at=timezone.now())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        return _item(
            request, Claim.objects.get(pk=claim_id).item_id, refused=refused, status=refused.kind.status
        )
    messages.success(request, _("已取消认领"))
    return redirect("duty-item", ended.item_id)


@require_POST
@office
def answer(request: ActorRequest, item_id: int) -> HttpResponse:
    """The department accepts its part, or disputes it."""
    found = _found(request, item_id)
    form = AnswerForm(request.POST)
    wording = found.wordings.filter(until=None).first()
    if wording is None:
        raise Http404
    if not form.is_valid():
        return _item(request, item_id, answer_form=form, status=422)
    given = form.cleaned_data
    try:
        claims.answer(request.actor, wording.pk, given["accepted"] == "yes", given["text"], at=timezone.now())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        add_refusal(form, refused)
        return _item(request, item_id, answer_form=form, status=refused.kind.status)
    messages.success(request, _("已答复"))
    return redirect("duty-item", item_id)


@require_safe
@office
def compare(request: ActorRequest, list_id: UUID) -> HttpResponse:
    """Two editions of a list side by side; the two newest where none are named."""
    duty_list = lists_seen_by(request.actor).filter(pk=list_id).first()
    if duty_list is None:
        raise Http404
    editions = list(duty_list.editions.select_related("adopted_by"))
    numbers = {str(each.number): each.number for each in editions}
    after = numbers.get(request.GET.get("to", ""), duty_list.edition)
    before = numbers.get(request.GET.get("from", ""), max(after - 1, 0))
    differences = compared(duty_list, min(before, after), max(before, after))
    added = [each for each in differences if each.before is None]
    withdrawn = [each for each in differences if each.after is None]
    shown = page(
        request, "duty-list", duty_list=duty_list, editions=editions, before=min(before, after), after=max(before, after),
        added=added, withdrawn=withdrawn, amended=[each for each in differences if each.before and each.after],
    )  # fmt: skip
    return render(request, "duties/compare.html", shown)


@require_safe
@office
def still_open(request: ActorRequest) -> HttpResponse:
    """What of a list has not come to a post: unclaimed items, vacant posts, disputes; and how that went day by day."""
    duty_list = list_asked(request)
    if duty_list is None:
        return render(request, "duties/open.html", page(request, "duty-open", duty_list=None))
    centre = organ_of(duty_list.place, UnitKind.COMMAND_CENTRE, on=timezone.localdate())
    structure = structure_of(centre, timezone.localdate()) if centre else None
    disputed = (
        in_force(duty_list).filter(answer__accepted=False).select_related("item", "counterpart", "answer")
    )
    shown = page(
        request, "duty-open", duty_list=duty_list, unclaimed=unclaimed_items(duty_list.place),
        vacant=structure.with_load(Load.VACANT) if structure else [],
        overloaded=structure.with_load(Load.OVERLOADED) if structure else [],
        disputed=disputed.order_by("sequence"), tallies=duty_list.tallies.all()[:14],
        places=places_with_lists(request.actor),
    )  # fmt: skip
    return render(request, "duties/open.html", shown)


@require_safe
@holding(Post.DEPARTMENT_OFFICER)
def mirrored(request: ActorRequest) -> HttpResponse:
    """Items of every street that name the actor's department, those not yet answered first."""
    rows = mirrored_to(request.actor).select_related("item__list__place", "counterpart", "answer")
    after = request.GET.get("after", "")
    rows = rows.order_by("pk")
    if after.isascii() and after.isdigit():
        rows = rows.filter(pk__gt=int(after))
    found = list(rows[:51])
    shown = page(
        request, "duty-mirrored",
        rows=[(row, DUTY_KIND_WORDS[DutyKind(row.kind)], KIND_TONES[DutyKind(row.kind)]) for row in found[:50]],
        next_url=f"?after={found[49].pk}" if len(found) > 50 else "",
        waiting=mirrored_to(request.actor).filter(answer=None).count(),
    )  # fmt: skip
    return render(request, "duties/mirrored.html", shown)


@office
def upload(request: ActorRequest, list_id: UUID) -> HttpResponse:
    """Import a whole list from a spreadsheet: look first, then a new edition."""
    duty_list = lists_seen_by(request.actor).filter(pk=list_id).first()
    held = keeper_of(request.actor, duty_list.place) if duty_list else None
    if duty_list is None or held is None:
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, initial={"only_check": True})
    checked, status = None, 200
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows, now = read(file.name, file.read()), timezone.now()
            checked = check(rows, duty_list.place, timezone.localdate())
            if not checked.errors and not form.cleaned_data["only_check"]:
                done = apply(
                    rows, duty_list.place, basis=form.cleaned_data["basis"], at=now,
                    by=by_whom(request.actor, held), person=request.actor.person_id,
                )  # fmt: skip
                messages.success(request, _("已成为第 %(number)s 版") % {"number": done.edition})
                return redirect("duty-compare", duty_list.pk)
        except Refused as refused:
            add_refusal(form, refused)
    if request.method == "POST" and (form.errors or (checked and checked.errors)):
        status = 422
    shown = page(request, "duty-list", duty_list=duty_list, form=form, checked=checked)
    return render(request, "duties/upload.html", shown, status=status)


@require_safe
@office
def download(request: ActorRequest, list_id: UUID) -> HttpResponse:
    """The list in force as a spreadsheet that can be changed and imported again."""
    duty_list = lists_seen_by(request.actor).filter(pk=list_id).first()
    if duty_list is None:
        raise Http404
    return spreadsheet(list_table(duty_list), f"{duty_list.place.name}-{duty_list.edition}.xlsx")


def _item(request: ActorRequest, item_id: int, status: int = 200, **forms: object) -> HttpResponse:
    found = _found(request, item_id)
    wordings = list(found.wordings.select_related("counterpart").order_by("-since"))
    wording = wordings[0]
    place = found.list.place
    keeps = keeper_of(request.actor, place) is not None
    answers = bool(wording.until is None and officer_of(request.actor, wording.counterpart_id))
    shown = page(
        request, "duty-list", item=found, wording=wording, kind=DUTY_KIND_WORDS[DutyKind(wording.kind)],
        tone=KIND_TONES[DutyKind(wording.kind)], means=DUTY_KIND_MEANS[DutyKind(wording.kind)],
        facts=[
            (words, getattr(wording, name) or "—") for name, words in COMPARED.items() if name not in ("kind", "name")
        ],
        claims=found.claims.filter(until=None).select_related("post__lane__board").order_by("-role", "pk"),
        unled=wording.kind != DutyKind.RECALLED and not found.claims.filter(until=None, role=ClaimRole.LEAD).exists(),
        wordings=wordings, answer=answer_to(wording), keeps=keeps and wording.until is None,
        claim_form=ClaimForm(None, _posts_of(found.list)) if keeps else None,
        answer_form=AnswerForm() if answers else None, may_ask=wording.until is None and (keeps or answers),
        requests=found.change_requests.order_by("-pk")[:10],
    )  # fmt: skip
    return render(request, "duties/item.html", shown | forms, status=status)


def _found(request: ActorRequest, item_id: int) -> DutyItem:
    try:
        return item_seen_by(request.actor, item_id)
    except Refused as refused:
        raise Http404 from refused


def _posts_of(duty_list: DutyList) -> list[tuple[str, str]]:
    posts = CentrePost.objects.filter(lane__board__centre__parent=duty_list.place).select_related(
        "lane__board"
    )
    ordered = posts.order_by("lane__board__position", "lane__position", "position")
    return [(str(post.pk), f"{post.lane.board.name} · {post.name}") for post in ordered]
