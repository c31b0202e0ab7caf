"""The routing rules: what holds, what was drafted, what is wrong with it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bihuan.duties.actions.import_rules import check, draft
from bihuan.duties.actions.rules import activate, settle
from bihuan.duties.chained import by_whom
from bihuan.duties.forms import SettleForm, UploadForm
from bihuan.duties.models import RuleIncident, RuleSet, Wording
from bihuan.duties.models.routing import SetState
from bihuan.duties.queries.routing import (
    accepted_of,
    active_set,
    open_incidents,
    place_names_of,
    row_of,
    set_numbered,
)
from bihuan.duties.queries.tables import rules_table
from bihuan.duties.scopes import rule_keeper
from bihuan.duties.views.shared import page
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.spreadsheet import read
from bihuan.organisations.taking_away import spreadsheet
from bihuan.rules.actors import LEVEL_WORDS, SEEING_POSTS
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.routing import Incident, Routes, Target, Trouble
from bihuan.rules.routing_words import conditions_of, trouble_words
from bihuan.rules.transitions import listed
from bihuan.rules.words import Words

STATE_WORDS = {
    SetState.DRAFT: Words("草稿", "Draft"), SetState.ACTIVE: Words("正在使用", "In force"),
    SetState.RETIRED: Words("已停用", "Retired"),
}  # fmt: skip
STATE_TONES = {SetState.DRAFT: "waiting", SetState.ACTIVE: "done", SetState.RETIRED: "neutral"}
ROLE_WORDS = {
    "union": Words("工会", "union"), "command_centre": Words("指挥中心", "command centre"), "labour": Words("人社", "labour"),
    "housing": Words("住建", "housing"), "petitions": Words("信访", "petitions"), "emergency": Words("应急", "emergency"),
    "public_security": Words("公安", "public security"), "justice": Words("司法", "justice"), "market": Words("市场监管", "market"),
    "transport": Words("交通", "transport"), "water": Words("水利", "water"), "tax": Words("税务", "tax"),
    "medical_insurance": Words("医保", "medical insurance"),
}  # fmt: skip
office = holding(*SEEING_POSTS)


@require_safe
@office
def rules(request: ActorRequest) -> HttpResponse:
    """The set in force row by row, its troubles, and the other versions."""
    active = active_set()
    sets = list(RuleSet.objects.select_related("made_by", "activated_by"))
    shown = page(
        request, "routing-rules", active=active, rows=_rows(active) if active else [], keeps=rule_keeper(request.actor) is not None,
        sets=[(each, STATE_WORDS[SetState(each.state)], STATE_TONES[SetState(each.state)]) for each in sets],
        incidents=[_incident(each) for each in open_incidents()], settle_form=SettleForm(),
    )  # fmt: skip
    return render(request, "duties/rules.html", shown)


@require_safe
@office
def download(request: ActorRequest, number: int) -> HttpResponse:
    """A version as a spreadsheet that can be changed and imported again."""
    try:
        found = set_numbered(number)
    except Refused as missing:
        raise Http404 from missing
    return spreadsheet(rules_table(found), f"routing-{number}.xlsx")


@require_safe
@office
def version(request: ActorRequest, number: int) -> HttpResponse:
    """One version of the rules."""
    return _version(request, number)


@office
def upload(request: ActorRequest) -> HttpResponse:
    """Draft a set from a spreadsheet: look first."""
    held = rule_keeper(request.actor)
    if held is None:
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, initial={"only_check": True})
    checked = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = read(file.name, file.read())
            checked = check(rows, timezone.localdate())
            if not checked.errors and not form.cleaned_data["only_check"]:
                made = draft(
                    rows, note=form.cleaned_data["basis"], at=timezone.now(), by=by_whom(request.actor, held),
                    person=request.actor.person_id,
                )  # fmt: skip
                return redirect("routing-version", made.number)
        except Refused as refused:
            add_refusal(form, refused)
    wrong = request.method == "POST" and (form.errors or (checked and checked.errors))
    shown = page(request, "routing-rules", form=form, checked=checked)
    return render(request, "duties/rules_upload.html", shown, status=422 if wrong else 200)


@require_POST
@office
def bring_into_force(request: ActorRequest, number: int) -> HttpResponse:
    """Activate a version: a draft, or one that was in force before."""
    compared = request.POST.get("instead_of", "")
    try:
        activate(
            request.actor, number, at=timezone.now(),
            instead_of=int(compared) if compared.isascii() and compared.isdigit() else None,
        )  # fmt: skip
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        return _version(request, number, refused=refused, status=refused.kind.status)
    messages.success(request, _("第 %(number)s 版规则已启用") % {"number": number})
    return redirect("routing-rules")


@require_POST
@office
def settle_incident(request: ActorRequest, incident_id: int) -> HttpResponse:
    """Say what was done about a rule's trouble."""
    try:
        settle(request.actor, incident_id, request.POST.get("settlement", ""), at=timezone.now())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        messages.error(request, refused.sentence.in_language(request.LANGUAGE_CODE))
        return redirect("routing-rules")
    messages.success(request, _("已处理"))
    return redirect("routing-rules")


def _version(
    request: ActorRequest, number: int, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    try:
        found = set_numbered(number)
    except Refused as missing:
        raise Http404 from missing
    active = active_set()
    shown = page(
        request, "routing-rules", rules=found, rows=_rows(found), words=STATE_WORDS[SetState(found.state)],
        tone=STATE_TONES[SetState(found.state)], active=active, refused=refused, keeps=rule_keeper(request.actor) is not None,
        is_active=found.state == SetState.ACTIVE,
    )  # fmt: skip
    return render(request, "duties/rules_version.html", shown, status=status)


def _rows(found: RuleSet) -> list[dict[str, object]]:
    stored = list(found.rows.select_related("owner"))
    rows = [row_of(each) for each in stored]
    names = place_names_of(Routes(rows))
    items = dict(
        Wording.objects.filter(until=None, item__code__in={row.item for row in rows})
        .order_by("-item__list__place__path")
        .values_list("item__code", "name")
    )
    followed = accepted_of(found.pk)
    return [
        {
            "followed": followed.get(row.code), "code": row.code, "position": row.position, "item": row.item, "item_name": items.get(row.item, ""),
            "conditions": conditions_of(row, names), "lead": _organ(row.lead),
            "supporting": listed(map(_organ, row.supporting)), "owner": each.owner.name,
        }
        for row, each in zip(rows, stored, strict=True)
    ]  # fmt: skip


def _organ(target: Target) -> Words:
    if target.code:
        return Words(target.code, target.code)
    role = ROLE_WORDS.get(target.role, Words(target.role, target.role))
    return Words("{level}{role}", "{level} {role}").fill(level=LEVEL_WORDS[target.level], role=role)


def _incident(each: RuleIncident) -> dict[str, object]:
    return {
        "incident": each,
        "words": trouble_words(Incident(each.rule.code, Trouble(each.trouble), each.about)),
    }
