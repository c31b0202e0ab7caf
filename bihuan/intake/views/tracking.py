"""The caller's own page: in by number and code, for a quarter of an hour, kept by no cache."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from bihuan.intake import actions, queries
from bihuan.intake.forms import AddForm, EvaluationForm, TrackForm
from bihuan.organisations.addresses import address_of
from bihuan.organisations.forms import add_refusal
from bihuan.rules.refusal import Refused, refuse
from bihuan.rules.words import Words
from bihuan.work_orders import actions as office
from bihuan.work_orders.files import MOST_BYTES
from bihuan.work_orders.queries import order_of_caller

_KEY = "tracked"
STAYS = timedelta(minutes=15)
View = Callable[..., HttpResponseBase]


def let_in(view: View) -> View:
    """Give the view the order this session has proved to be its caller's; without one, back to the question."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        proved = request.session.get(_KEY, {})
        if (
            datetime.fromtimestamp(proved.get("until", 0), tz=timezone.get_current_timezone())
            < timezone.now()
        ):
            request.session.pop(_KEY, None)
            return redirect("track")
        order = order_of_caller(proved["number"])
        if order is None:
            raise Http404
        return view(request, order, *args, **kwargs)

    return guarded


@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """Asks for number and code."""
    form, status = TrackForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _prove(request, form)
            except Refused as refused:
                add_refusal(form, refused)
                status = refused.kind.status
    return render(request, "intake/track.html", {"form": form}, status=status)


@require_GET
@let_in
def tracked(request: HttpRequest, order: Any) -> HttpResponse:
    """Where the order stands, and what its caller may add."""
    return _show(request, order, AddForm(), EvaluationForm())


@require_POST
@let_in
def add(request: HttpRequest, order: Any) -> HttpResponse:
    """New facts, a file, or both."""
    form = AddForm(request.POST, request.FILES)
    now = timezone.now()
    if form.is_valid():
        text, file = form.cleaned_data["text"], form.cleaned_data["file"]
        try:
            if not file and not text.strip():
                refuse("text_missing", field="text", what=Words("补充情况", "what is new"))
            with transaction.atomic():
                if text.strip():
                    office.hear(order.number, text, at=now)
                if file:
                    office.take_evidence(order.number, file.name, file.read(MOST_BYTES + 1), at=now)
        except Refused as refused:
            return _refuse(request, order, form, EvaluationForm(), form, refused)
        else:
            messages.success(request, _("已收到，承办单位可以看到。"))
            return redirect("track-order")
    return _show(request, order, form, EvaluationForm(), 422)


@require_POST
@let_in
def evaluate(request: HttpRequest, order: Any) -> HttpResponse:
    """Contacted, solved, satisfied."""
    form = EvaluationForm(request.POST)
    if form.is_valid():
        answers = form.cleaned_data | {"contacted": form.cleaned_data["contacted"] == "yes"}
        try:
            actions.evaluate(order.number, **answers, at=timezone.now())
        except Refused as refused:
            return _refuse(request, order, AddForm(), form, form, refused)
        else:
            messages.success(request, _("感谢您的评价。"))
            return redirect("track-order")
    return _show(request, order, AddForm(), form, 422)


@require_GET
@let_in
def file(request: HttpRequest, order: Any, file_id: int) -> HttpResponseBase:
    """A file meant for the caller, always as a download."""
    found = order.attachments.filter(pk=file_id, for_caller=True).first()
    if found is None:
        raise Http404
    return FileResponse(found.file.open(), as_attachment=True, filename=found.name)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget what was proved: somebody else may use this machine next."""
    request.session.pop(_KEY, None)
    return redirect("track")


def _prove(request: HttpRequest, form: TrackForm) -> HttpResponse:
    now = timezone.now()
    order = actions.prove(
        form.cleaned_data["number"], form.cleaned_data["code"], address=address_of(request), at=now
    )
    request.session.cycle_key()
    request.session[_KEY] = {"number": order.number, "until": int((now + STAYS).timestamp())}
    return redirect("track-order")


def _refuse(
    request: HttpRequest,
    order: Any,
    add_form: AddForm,
    evaluation: EvaluationForm,
    at_fault: AddForm | EvaluationForm,
    refused: Refused,
) -> HttpResponse:
    """At its field, or at the top of the page: the form it came from may not be there any more."""
    at_the_top = refused.field not in at_fault.fields
    if not at_the_top:
        add_refusal(at_fault, refused)
    status = refused.kind.status
    return _show(request, order, add_form, evaluation, status, refused if at_the_top else None)


def _show(
    request: HttpRequest,
    order: Any,
    add_form: AddForm,
    evaluation: EvaluationForm,
    status: int = 200,
    refused: Refused | None = None,
) -> HttpResponse:
    progress = queries.callers_progress(order, timezone.now())
    shown = {"progress": progress, "add_form": add_form, "evaluation": evaluation, "refused": refused}
    return render(request, "intake/tracked.html", shown, status=status)
