"""An optional language model behind one function. Off unless the environment names one; whatever it does, the desk goes on.

Any endpoint that speaks OpenAI's chat completions will do, one on the office's own machine too. What is sent has
lost every telephone, identity number, card, plate, mail address and the caller's name; what comes back is taken only as
far as it is codes of our tables (``rules.asking_models``). Every asking is written down in full.
"""

import json
import time
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener
from uuid import UUID

from django.conf import settings
from django.db import connection

from bihuan.rules.asking_models import INSTRUCTIONS, MOST_SENT, SCHEMA, Answer, taken
from bihuan.rules.identifiers import redacted, without_house
from bihuan.rules.workdays import SHANGHAI
from bihuan.triage.models import ModelCall

#: Tokens the answer may have; it is a handful of codes.
MOST_ANSWERED = 400
#: The largest body of an answer that is read.
_MOST_BYTES = 200_000
_SPEND = """
    INSERT INTO triage_modelday AS d (day, calls, tokens)
    SELECT %(day)s, 1, %(tokens)s WHERE 1 <= %(calls_most)s AND %(tokens)s <= %(tokens_most)s
    ON CONFLICT (day) DO UPDATE SET calls = d.calls + 1, tokens = d.tokens + %(tokens)s
    WHERE d.calls < %(calls_most)s AND d.tokens + %(tokens)s <= %(tokens_most)s
    RETURNING calls
"""
_SETTLE = "UPDATE triage_modelday SET tokens = tokens + %s WHERE day = %s"


class Opinion(NamedTuple):
    """What a model makes of a call, under its name."""

    model: str
    answer: Answer


def is_on() -> bool:
    """Whether a model is named."""
    return bool(settings.LANGUAGE_MODEL["url"] and settings.LANGUAGE_MODEL["model"])


def ask(text: str, names: Iterable[str] = (), *, call: UUID | None = None, now: datetime) -> Opinion | None:
    """What the model makes of a call; ``None`` where none is named, the budget is spent, or anything goes wrong.

    Parameters: ``text`` the caller's words as the desk wrote them, ``names`` people to be left out, ``call`` the token of
    the call. Waits no longer than the configured seconds. Never raises for what the other side does.
    """
    if not is_on() or not text.strip():
        return None
    named = settings.LANGUAGE_MODEL
    sent = without_house(redacted(text, names))[:MOST_SENT]
    day = now.astimezone(SHANGHAI).date()
    # A character of Chinese is about a token; the instructions and the schema go along.
    reserved = len(sent) + len(INSTRUCTIONS) + len(json.dumps(SCHEMA)) // 3 + MOST_ANSWERED
    log = ModelCall(at=now, call=call, model=named["model"], sent=sent)
    if not _spend(day, reserved):
        _written(log, "budget")
        return None
    begun = time.monotonic()
    try:
        body = _post(sent)
    except HTTPError as error:
        _written(log, "refused", begun, answered=f"HTTP {error.code}")
        return None
    except (OSError, ValueError) as error:
        _written(log, "unreachable", begun, answered=type(error).__name__)
        return None
    content, log.tokens = _content_of(body), _tokens_of(body)
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, [(log.tokens or reserved) - reserved, day])
    answer = taken(content, sent) if content else None
    _written(log, "answered" if answer else "unreadable", begun, answered=content or json.dumps(body)[:2000])
    return Opinion(named["model"], answer) if answer else None


def request_body(sent: str) -> dict[str, Any]:
    """The body of one request, as the chat completions API takes it."""
    return {
        "model": settings.LANGUAGE_MODEL["model"],
        "messages": [
            {"role": "system", "content": INSTRUCTIONS},
            {"role": "user", "content": f"来电记录：\n{sent}"},
        ],
        "temperature": 0,
        "max_tokens": MOST_ANSWERED,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "call_reading", "strict": True, "schema": SCHEMA},
        },
    }


class _NoRedirects(HTTPRedirectHandler):
    """The words of a caller go to the address that was configured and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = build_opener(_NoRedirects)


def _post(sent: str) -> Any:
    named = settings.LANGUAGE_MODEL
    request = Request(
        f"{named['url'].rstrip('/')}/chat/completions",
        json.dumps(request_body(sent), ensure_ascii=False).encode(),
        {
            "Content-Type": "application/json",
            **({"Authorization": f"Bearer {named['key']}"} if named["key"] else {}),
        },
    )
    with _OPENER.open(request, timeout=named["seconds"]) as answer:
        return json.loads(answer.read(_MOST_BYTES))


def _content_of(body: Any) -> str:
    """The text of the first choice; "" where the answer has another shape, was cut off, or is a refusal."""
    try:
        choice = body["choices"][0]
        content = choice["message"]["content"]
        return content if isinstance(content, str) and choice.get("finish_reason") in ("stop", None) else ""
    except (KeyError, IndexError, TypeError):
        return ""


def _tokens_of(body: Any) -> int:
    usage = body.get("usage") if isinstance(body, dict) else None
    total = usage.get("total_tokens") if isinstance(usage, dict) else None
    return total if isinstance(total, int) and 0 <= total < 10**7 else 0


def _spend(day: date, tokens: int) -> bool:
    """Take one call and its tokens from the day's budget; False when they are not there. Exact, however many ask."""
    named = settings.LANGUAGE_MODEL
    with connection.cursor() as cursor:
        cursor.execute(
            _SPEND,
            {
                "day": day,
                "tokens": tokens,
                "calls_most": named["calls_a_day"],
                "tokens_most": named["tokens_a_day"],
            },
        )
        return cursor.fetchone() is not None


def _written(log: ModelCall, outcome: str, begun: float | None = None, answered: str = "") -> None:
    log.outcome, log.answered = outcome, answered[:2000].replace("\x00", " ")
    log.milliseconds = round((time.monotonic() - begun) * 1000) if begun is not None else None
    log.save()
