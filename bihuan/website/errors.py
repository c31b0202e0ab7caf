"""Pages for what went wrong: each says what, why and what next. htmx gets the same as a part of a page."""

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from bihuan.rules.words import Words

PAGES: dict[str, tuple[int, str, Words, Words]] = {
    "bad_request": (
        400, "refused", Words("这个请求无法办理", "This request cannot be carried out"),
        Words(
            "地址或提交的内容不完整，可能是链接被截断。什么都没有保存。请回到上一页重新操作。",
            "The address or what was sent is incomplete; a link may have been cut off. Nothing was saved. Go back and try once more.",
        ),
    ),
    "forbidden": (
        403, "refused", Words("您的岗位不能办理这一步", "Your post cannot do this"),
        Words(
            "这一步由其他岗位办理，什么都没有改动。如您认为应由您办理，请联系本单位系统管理员核对岗位。",
            "This step belongs to another post; nothing was changed. If it should be yours, ask your unit's administrator to check your posts.",
        ),
    ),
    "not_found": (
        404, "empty", Words("没有找到这个页面", "This page was not found"),
        Words(
            "地址不存在，或不在您的职责范围内。请核对地址，或从工作台进入。",
            "The address does not exist or lies outside your duties. Check the address, or start from your work page.",
        ),
    ),
    "csrf": (
        403, "refused", Words("页面已过期，没有提交", "The page had expired; nothing was sent"),
        Words(
            "为防止他人冒用，页面打开太久或登录后会失效。请返回并刷新页面，再提交一次；自动保存的草稿仍在。",
            "To keep others from acting in your name, a page expires after a while or after signing in. Go back, reload it and send it again; saved drafts are kept.",
        ),
    ),
    "server_error": (
        500, "error", Words("系统出了错，没有办成", "Something failed; it was not done"),
        Words(
            "这一步没有保存，之前的内容不受影响。请稍候再试；再次出现请把时间和所做的操作告知系统管理员。",
            "This step was not saved; earlier work is unharmed. Try again shortly; if it happens again, tell the administrator the time and what you were doing.",
        ),
    ),
}  # fmt: skip


def _page(request: HttpRequest | None, name: str) -> HttpResponse:
    status, kind, title, words = PAGES[name]
    htmx = request is not None and request.headers.get("HX-Request") == "true"
    template = "website/components/state.html" if htmx else "website/error.html"
    icons = {"refused": "hand", "empty": "search", "error": "octagon"}
    shown = {"kind": kind, "icon_name": icons[kind], "title": title, "words": words}
    return HttpResponse(loader.render_to_string(template, shown, request), status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _page(request, "bad_request")


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _page(request, "forbidden")


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there and not for this actor look the same."""
    return _page(request, "not_found")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old."""
    return _page(request, "csrf")


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Rendered without the request: whatever failed may be what its context would read."""
    return _page(None, "server_error")
