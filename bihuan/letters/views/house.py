"""What a union sets about its letters: the letterhead, and the texts its drafts begin with, with a preview."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from bihuan.letters import actions as office
from bihuan.letters.forms import CertificateForm, HeadForm, TextForm, add_refusal
from bihuan.letters.models import Letterhead
from bihuan.letters.queries import certificates_of, house_of, houses_of, text_in_force
from bihuan.letters.standard import Text, check_placeholders, fill
from bihuan.letters.views.letters import LIST
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.models import Unit
from bihuan.rules.actors import SIGNING_POSTS, Post
from bihuan.rules.letters import LETTER_WORDS, PLACEHOLDERS, Letter
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words

TEMPLATES = Words("函书模板", "Letter templates")
_SAMPLE = {
    "employer": "某某劳务有限公司", "order": "20260608-000123", "place": "南纪门街道", "matter": "拖欠工资", "people": "10",
    "amount": "400,000.00", "union": "渝中区总工会", "days": "15 个工作日", "before": "",
    "ground": "劳动人事争议仲裁机构已经受理", "demanded": "2026年6月8日",
}  # fmt: skip


@holding(*SIGNING_POSTS, Post.ADMINISTRATOR)
def house(request: ActorRequest) -> HttpResponse:
    """The unions whose letters the actor keeps: letterhead, and which text is in force for each kind."""
    unions = houses_of(request.actor)
    heads = {head.union_id: head for head in Letterhead.objects.filter(union__in=unions)}
    rows = [
        {
            "union": union,
            "head": heads.get(union.pk),
            "certificates": list(certificates_of(union, timezone.localdate())),
            "texts": [(kind, words, text_in_force(union, kind)) for kind, words in LETTER_WORDS.items()],
        }
        for union in unions
    ]
    shown = {"nav": "letters", "crumbs": [(LIST, reverse("letters")), (TEMPLATES, None)], "houses": rows}
    return render(request, "letters/house.html", shown)


@holding(*SIGNING_POSTS, Post.ADMINISTRATOR)
def head(request: ActorRequest, union_id: int) -> HttpResponse:
    """Set a letterhead."""
    union = _house(request, union_id)
    there = Letterhead.objects.filter(union=union).first()
    initial = {"organ": there.organ, "sign": there.sign} if there else {"organ": union.name}
    form = HeadForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        office.set_letterhead(request.actor, union_id, form.cleaned_data["organ"], form.cleaned_data["sign"])
        messages.success(request, gettext("已保存"))
        return redirect("letter-house")
    return _render(request, union, Words("红头与文号", "Letterhead and numbers"), form)


@holding(*SIGNING_POSTS, Post.ADMINISTRATOR)
def template(request: ActorRequest, union_id: int, kind: str) -> HttpResponse:
    """Change the text of a kind of letter; the preview shows it filled in."""
    union = _house(request, union_id)
    if kind not in set(Letter):
        raise Http404
    text = text_in_force(union, Letter(kind))
    form = TextForm(request.POST or None, initial={"title": text.title, "body": text.body})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if "look" in request.POST:
                check_placeholders(given["title"], "title")
                check_placeholders(given["body"], "body")
                tried = Text(given["title"], given["body"])
                return _template(request, union, kind, form, tried, looked=True)
            office.change_template(
                request.actor, union_id, Letter(kind), given["title"], given["body"], at=timezone.now()
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, gettext("新文本已启用；已有的文稿不受影响。"))
            return redirect("letter-house")
    return _template(request, union, kind, form, text)


def _template(
    request: ActorRequest, union: Unit, kind: str, form: TextForm, text: Text, *, looked: bool = False
) -> HttpResponse:
    more = {"preview": fill(text, _SAMPLE), "placeholders": PLACEHOLDERS.items(), "looked": looked}
    return _render(request, union, LETTER_WORDS[Letter(kind)], form, **more)


@holding(*SIGNING_POSTS, Post.ADMINISTRATOR)
def certificate(request: ActorRequest, union_id: int) -> HttpResponse:
    """Enter the certificate of one of the union's supervisors."""
    union, now = _house(request, union_id), timezone.now()
    form = CertificateForm(union, now, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            office.certify(
                request.actor, union_id, int(given["person"]), given["number"], given["valid_from"],
                given["valid_to"], at=now,
            )  # fmt: skip
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, gettext("已保存"))
            return redirect("letter-house")
    return _render(request, union, Words("登记监督员证件", "Enter a supervisor's certificate"), form)


def _house(request: ActorRequest, union_id: int) -> Unit:
    try:
        return house_of(request.actor, union_id)
    except Refused as refused:
        raise Http404 from refused


def _render(
    request: ActorRequest,
    union: Unit,
    words: Words,
    form: HeadForm | TextForm | CertificateForm,
    **more: object,
) -> HttpResponse:
    crumbs = [(LIST, reverse("letters")), (TEMPLATES, reverse("letter-house")), (words, None)]
    shown = {"nav": "letters", "crumbs": crumbs, "union": union, "words": words, "form": form, **more}
    return render(request, "letters/setting.html", shown, status=422 if form.errors else 200)
