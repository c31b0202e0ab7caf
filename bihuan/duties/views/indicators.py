"""What the lanes of a centre are measured by, in and out of a spreadsheet."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.duties.actions.indicators import check, import_indicators
from bihuan.duties.forms import TableForm
from bihuan.duties.queries.tables import indicators_table
from bihuan.duties.scopes import keeper_of
from bihuan.duties.views.shared import centre_asked, page
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.queries import place_of
from bihuan.organisations.spreadsheet import read
from bihuan.organisations.taking_away import spreadsheet
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.refusal import Refused
from bihuan.rules.vitals import SOURCES

office = holding(*SEEING_POSTS)


@require_safe
@office
def download(request: ActorRequest) -> HttpResponse:
    """The definitions as a spreadsheet that can be changed and imported again."""
    centre = centre_asked(request)
    return spreadsheet(indicators_table(centre), f"indicators-{place_of(centre).code}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@office
def upload(request: ActorRequest) -> HttpResponse:
    """Define indicators from a spreadsheet: look first."""
    centre = centre_asked(request)
    if keeper_of(request.actor, place_of(centre)) is None:
        raise Http404
    form = TableForm(request.POST or None, request.FILES or None, initial={"only_check": True})
    checked = None
    if request.method == "POST" and form.is_valid():
        try:
            rows = read(form.cleaned_data["file"].name, form.cleaned_data["file"].read())
            checked = check(rows, centre)
            if not checked.errors and not form.cleaned_data["only_check"]:
                import_indicators(request.actor, centre, rows)
                messages.success(request, _("指标定义已保存"))
                return redirect(f"{reverse('vitals')}?place={centre.parent_id}")
        except Refused as refused:
            add_refusal(form, refused)
    wrong = request.method == "POST" and (form.errors or (checked and checked.errors))
    shown = page(request, "vitals", centre=centre, form=form, checked=checked, sources=SOURCES.items())
    return render(request, "duties/indicators_upload.html", shown, status=422 if wrong else 200)
