"""People and their posts, for the administrator: list, appoint, end, depute, accounts."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.organisations.actions.appointments import appoint, depute, end_appointment
from bihuan.organisations.actions.people import engage, new_password
from bihuan.organisations.forms import (
    AppointForm,
    DeputeForm,
    EndForm,
    PeopleFilter,
    PersonForm,
    add_refusal,
)
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.models import Appointment, Person
from bihuan.organisations.queries import (
    appointment_administered,
    appointments_administered,
    people_without_post,
    search_people,
)
from bihuan.rules.actors import POST_WORDS, Post
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words

_PAGE = 50
_FEW = 12

administrator = holding(Post.ADMINISTRATOR)


@require_GET
@administrator
def people(request: ActorRequest) -> HttpResponse:
    """Who holds which post, below the administrator's place."""
    today = timezone.localdate()
    form = PeopleFilter(request.GET)
    appointments = appointments_administered(request.actor, today)
    if form.is_valid():
        if text := form.cleaned_data["q"].strip():
            named = Q(person__name__contains=text) | Q(person__username__startswith=text.lower())
            appointments = appointments.filter(named | Q(unit__name__contains=text))
        if post := form.cleaned_data["post"]:
            appointments = appointments.filter(post=post)
    page, next_url = _page(appointments, request)
    context = {
        "filter": form,
        "columns": _COLUMNS,
        "appointments": [(each, POST_WORDS[Post(each.post)], each.since > today) for each in page],
        "next_url": next_url,
        "without_post": people_without_post(today)[:_FEW],
    }
    return render(request, "organisations/people.html", context)


@administrator
def new_person(request: ActorRequest) -> HttpResponse:
    """Make an account; its first password is shown on the answer, and never again."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                person = engage(**form.cleaned_data, by=request.actor)
                password = new_password(person, timezone.now(), by=request.actor)
        except Refused as refused:
            return _refused(request, "organisations/new_person.html", form, refused)
        return _password_once(request, person, password)
    return _form(request, "organisations/new_person.html", form)


@require_POST
@administrator
def reset_password(request: ActorRequest, username: str) -> HttpResponse:
    """Give somebody a new password, shown on the answer, and never again."""
    person = get_object_or_404(Person, username=username, is_active=True)
    try:
        password = new_password(person, timezone.now(), by=request.actor)
    except Refused as refused:
        raise Http404 from refused
    return _password_once(request, person, password)


@administrator
def appoint_person(request: ActorRequest) -> HttpResponse:
    """Appoint somebody to a post."""
    initial = {"since": timezone.localdate(), "person": request.GET.get("person", "")}
    form = AppointForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = appoint(**form.cleaned_data, by=request.actor)
        except Refused as refused:
            return _refused(request, "organisations/appoint.html", form, refused)
        return _done(request, _("已任命 %(name)s"), made)
    return _form(request, "organisations/appoint.html", form)


@administrator
def end(request: ActorRequest, appointment_id: int) -> HttpResponse:
    """End an appointment."""
    held = _administered(request, appointment_id)
    form = EndForm(request.POST or None, initial={"until": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            ended = end_appointment(held, until=form.cleaned_data["until"], by=request.actor)
        except Refused as refused:
            return _refused(request, "organisations/end.html", form, refused, held)
        return _done(request, _("已登记 %(name)s 的任职终止日"), ended)
    return _form(request, "organisations/end.html", form, held)


@administrator
def appoint_deputy(request: ActorRequest, appointment_id: int) -> HttpResponse:
    """Name a deputy for an appointment."""
    held = _administered(request, appointment_id)
    form = DeputeForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            made = depute(appointment=held, **form.cleaned_data, by=request.actor)
        except Refused as refused:
            return _refused(request, "organisations/depute.html", form, refused, held)
        return _done(request, _("已指定 %(name)s 代理"), made)
    return _form(request, "organisations/depute.html", form, held)


@require_GET
@administrator
def person_options(request: ActorRequest) -> HttpResponse:
    """People for a combobox."""
    options = [
        {"value": person.pk, "words": person.name, "hint": person.username}
        for person in search_people(request.GET.get("q", ""))
    ]
    return render(request, "website/components/options.html", {"options": options})


_COLUMNS = [
    {"key": "person", "words": Words("姓名", "Name"), "fixed": True},
    {"key": "post", "words": Words("岗位", "Post")},
    {"key": "unit", "words": Words("单位", "Unit")},
    {"key": "period", "words": Words("任期", "Period")},
    {"key": "acts", "words": Words("操作", "Acts"), "fixed": True},
]


def _page(appointments: QuerySet[Appointment], request: ActorRequest) -> tuple[list[Appointment], str | None]:
    """One page of the list from where ``after`` says, and the address of the next."""
    path, _bar, last = request.GET.get("after", "").rpartition("|")
    if path and last.isdecimal():
        beyond = Q(unit__path__gt=path) | Q(unit__path=path, pk__gt=int(last))
        appointments = appointments.filter(beyond)
    page = list(appointments[: _PAGE + 1])
    if len(page) <= _PAGE:
        return page, None
    final = page[_PAGE - 1]
    query = request.GET.dict() | {"after": f"{final.unit.path}|{final.pk}"}
    return page[:_PAGE], f"?{urlencode(query)}"


def _administered(request: ActorRequest, appointment_id: int) -> Appointment:
    try:
        return appointment_administered(request.actor, appointment_id, timezone.localdate())
    except Refused as refused:
        raise Http404 from refused


def _form(
    request: ActorRequest, template: str, form: forms.Form, held: Appointment | None = None, status: int = 200
) -> HttpResponse:
    if form.errors and status == 200:
        status = Kind.INVALID.status
    post_words = POST_WORDS[Post(held.post)] if held else None
    context = {"form": form, "held": held, "post_words": post_words, "nav": "people"}
    return render(request, template, context, status=status)


def _refused(
    request: ActorRequest, template: str, form: forms.Form, refused: Refused, held: Appointment | None = None
) -> HttpResponse:
    add_refusal(form, refused)
    return _form(request, template, form, held, refused.kind.status)


def _done(request: ActorRequest, sentence: str, appointment: Appointment) -> HttpResponse:
    messages.success(request, sentence % {"name": appointment.person.name})
    return redirect("people")


def _password_once(request: ActorRequest, person: Person, password: str) -> HttpResponse:
    context = {"person": person, "password": password, "nav": "people"}
    return render(request, "organisations/password_once.html", context)
