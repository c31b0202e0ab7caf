"""Tells every view who is asking."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from bihuan.organisations.actors import Actor
from bihuan.organisations.held_posts import actor_for


class ActorMiddleware:
    """Sets ``request.actor``: read when first looked at, false for a visitor who has not signed in.

    Stands after Django's AuthenticationMiddleware. Behind :func:`~bihuan.organisations.guards.signed_in` a view
    finds a real :class:`Actor` there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(partial(_actor_of, request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor_of(request: HttpRequest) -> Actor | None:
    return actor_for(request.user, timezone.now()) if request.user.is_authenticated else None
