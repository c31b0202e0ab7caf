"""A demand for a letter that the union does not take up."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bihuan.letters import actions as office
from bihuan.letters.forms import DemandForm
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, signed_in
from bihuan.rules.letter_limits import answer_limit
from bihuan.rules.letters import ACTS, Letter, LetterAct
from bihuan.rules.limits import UNOFFICIAL
from bihuan.rules.refusal import Kind, Refused
from bihuan.work_orders.queries import order_seen_by


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def refuse(request: ActorRequest, number: str) -> HttpResponse:
    """Draft the notice of non-acceptance, and open it."""
    try:
        order_seen_by(request.actor, number)
    except Refused as refused:
        raise Http404 from refused
    now = timezone.now()
    form = DemandForm(request.POST or None, initial={"demanded_on": timezone.localdate(now)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            notice = office.refuse_demand(
                request.actor, number, given["ground"], given["demanded_on"], at=now
            )
        except Refused as refused:
            if refused.kind is Kind.HIDDEN:
                raise Http404 from refused
            add_refusal(form, refused)
        else:
            return redirect("letter", notice.pk)
    words = ACTS[LetterAct.REFUSE_DEMAND]
    shown = {
        "nav": "letters", "crumbs": [(number, reverse("order", args=[number])), (words, None)], "number": number,
        "words": words, "form": form, "limit": answer_limit(Letter.NOTICE, timezone.localdate(now)),
        "unofficial": UNOFFICIAL,
    }  # fmt: skip
    return render(request, "letters/refuse.html", shown, status=422 if form.errors else 200)
