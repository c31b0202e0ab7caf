"""Errors as problem+json (RFC 9457), with the same sentence a page would show."""

import json
import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words

STATUS = {Kind.INVALID: 422, Kind.CONFLICT: 409, Kind.HIDDEN: 404, Kind.THROTTLED: 429}
_TITLES = {
    401: Words("未登录", "Not signed in"),
    404: Words("没有找到", "Not found"),
    409: Words("现在不能办理", "Not possible now"),
    422: Words("填写有误", "Not valid"),
    429: Words("请求过于频繁", "Too many tries"),
    500: Words("系统出错", "The system failed"),
}
_NOT_SIGNED_IN = Words(
    "没有令牌，或令牌已失效。请用 Authorization: Bearer 发送有效令牌。",
    "There is no token, or it is no longer valid. Send a valid one as Authorization: Bearer.",
)
_NOT_VALID = Words(
    "请求内容与接口说明不符：{where}。请对照 /api/docs 核对。",
    "The request does not fit the interface: {where}. Compare it with /api/docs.",
)
_FAILED = Words(
    "系统出错，本次请求没有做任何改动，错误已记入日志。请稍后用同一个 Idempotency-Key 重试；仍然出错请联系管理员。",
    "The system failed; nothing was changed and the error is in the log. Try again later with the same Idempotency-Key; "
    "if it fails again, tell the administrator.",
)
log = logging.getLogger(__name__)


def problem(status: int, code: str, detail: Words, *, field: str = "", **more: Any) -> HttpResponse:
    """A problem+json answer in the language of the request."""
    language = get_language() or "zh-hans"
    title = _TITLES.get(status, Words("请求失败", "Request failed"))
    body = {
        "type": f"/api/docs#{code}",
        "title": title.in_language(language),
        "status": status,
        "detail": detail.in_language(language),
        "code": code,
        **({"field": field} if field else {}),
        **more,
    }
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json"
    )


def answer_problems(api: NinjaAPI) -> None:
    """Let ``api`` answer every foreseeable error as a problem."""

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return problem(STATUS[error.kind], error.code, error.sentence, field=error.field)

    @api.exception_handler(ValidationError)
    def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        places = [".".join(str(step) for step in each["loc"][1:]) for each in error.errors]
        where = ", ".join(dict.fromkeys(places))
        reasons = [
            {"field": place, "reason": each["msg"]} for place, each in zip(places, error.errors, strict=True)
        ]
        return problem(422, "not_valid", _NOT_VALID.fill(where=where), errors=reasons)

    @api.exception_handler(AuthenticationError)
    def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        answer = problem(401, "not_signed_in", _NOT_SIGNED_IN)
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, "http_error", Words(str(error), str(error)))

    @api.exception_handler(Exception)
    def failed(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("%s %s", request.method, request.path, exc_info=error)
        return problem(500, "server_error", _FAILED)
