"""Who may enter a view. Every view of the office stands behind one of these."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Post


class ActorRequest(HttpRequest):
    """A request behind :func:`signed_in`, for annotations."""

    actor: Actor
    htmx: HtmxDetails


#: A page, a file or a stream of lines.
View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Let in whoever has signed in; send others to sign in and back again.

    What the view answers is kept by no cache: after signing out, "back" must not show it.
    """

    @wraps(view)
    def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.actor:
            return _to_sign_in(request)
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


def holding(*posts: Post) -> Callable[[View], View]:
    """Let in whoever has signed in and holds one of ``posts``; for others the page does not exist."""

    def guard(view: View) -> View:
        @signed_in
        @wraps(view)
        def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.actor.holds(post) for post in posts):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


def _to_sign_in(request: ActorRequest) -> HttpResponse:
    # Only an address that can be opened again is worth coming back to.
    if request.htmx:
        back = request.htmx.current_url_abs_path or ""
    else:
        back = request.get_full_path() if request.method == "GET" else ""
    answer = redirect_to_login(back)
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer
