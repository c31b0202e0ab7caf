"""Signing in and out, the language of the pages, and the demo's switcher between its cast."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from bihuan.organisations.actions.people import choose_language
from bihuan.organisations.actions.sign_in import check_sign_in
from bihuan.organisations.addresses import address_of
from bihuan.organisations.forms import SignInForm
from bihuan.organisations.models import Person
from bihuan.rules.refusal import Refused

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; afterwards back to where the visitor was going."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    status, sentence = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                person = check_sign_in(**form.cleaned_data, address=address_of(request), at=timezone.now())
            except Refused as refused:
                status, sentence = refused.kind.status, refused.sentence
            else:
                return _enter(request, person)
    context = {"form": form, "next": _next(request), "sentence": sentence}
    return render(request, "organisations/sign_in.html", context, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("sign-in")


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Show the pages in another language: for this browser, and for the person from now on."""
    language = request.POST.get("language", "")
    answer = redirect(_next(request))
    if language in dict(settings.LANGUAGES):
        if isinstance(request.user, Person):
            choose_language(request.user, language)
        _remember_language(answer, language)
    return answer


@require_POST
def demo_switch(request: HttpRequest, username: str) -> HttpResponse:
    """Go on as another member of the demo's cast, without a password. In a real city there is no such address."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Person, username=username, is_demo_cast=True, is_active=True)
    logout(request)
    return _enter(request, person)


def _enter(request: HttpRequest, person: Person) -> HttpResponse:
    """Begin a session of the person's own: under a new key, in the person's language."""
    login(request, person, backend=_BACKEND)
    answer = redirect(_next(request))
    _remember_language(answer, person.language)
    return answer


def _remember_language(answer: HttpResponse, language: str) -> None:
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _next(request: HttpRequest) -> str:
    """Where to go afterwards: only ever to an address of our own."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else settings.LOGIN_REDIRECT_URL
