"""Where a visitor is, for throttling."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """Where the visitor is. Behind trusted proxies, what the outermost of them saw; a visitor's own claim never counts."""
    seen = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    if settings.TRUSTED_PROXIES and len(seen) >= settings.TRUSTED_PROXIES:
        return seen[-settings.TRUSTED_PROXIES]
    return request.META["REMOTE_ADDR"]
