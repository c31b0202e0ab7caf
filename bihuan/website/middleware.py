"""What only pages need of a request: sessions, forms, messages, the policy of their content."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string

Answering = Callable[[HttpRequest], Any]


class ForPages:
    """The middlewares of ``settings.PAGE_MIDDLEWARE``, passed by when a program calls.

    A program shows its token with every request under ``/api/``. It carries no session, sends no form and shows no
    page, and what these cost would be a tenth of registering an order.
    """

    def __init__(self, get_response: Answering) -> None:
        self._programs = self._pages = get_response
        self._checks: list[Callable[..., HttpResponseBase | None]] = []
        for path in reversed(settings.PAGE_MIDDLEWARE):
            middleware = import_string(path)(self._pages)
            self._pages = convert_exception_to_response(middleware)
            if check := getattr(middleware, "process_view", None):
                self._checks.insert(0, check)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return (self._programs if _is_program(request) else self._pages)(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        """Let those that look at the view before it answers do so, as Django would."""
        if _is_program(request):
            return None
        return next((answer for check in self._checks if (answer := check(request, *view))), None)


def _is_program(request: HttpRequest) -> bool:
    return "HTTP_AUTHORIZATION" in request.META and request.path_info.startswith("/api/")
