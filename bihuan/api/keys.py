"""Idempotency: a write sent twice is done once and answered twice."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from bihuan.rules.refusal import Refused, refuse

_LONGEST_KEY = 100
_LOOK_UP = "SELECT asked, status, answer::text FROM api_keptanswer WHERE person_id = %s AND key = %s"
_KEEP = """
    INSERT INTO api_keptanswer (person_id, key, asked, status, answer, at) VALUES (%s, %s, %s, %s, %s::jsonb, %s)
"""


class Answer(NamedTuple):
    """What a write answers: the status and the JSON object."""

    status: int
    body: dict[str, Any]


def answered_once(
    request: HttpRequest, perform: Callable[[], Answer], at: datetime, *, look_first: bool = False
) -> HttpResponse:
    """Perform a write once for its ``Idempotency-Key``; a repetition gets the first answer again.

    The answer is kept in the transaction of the write, so a repetition cannot go through: either the office refuses
    what was done already, or the key is there already. Only then is the kept answer looked up; a write that comes for
    the first time, as nearly all do, pays nothing for it. Of two equal requests at the same moment one performs, the
    other waits and is answered from it. A refusal is not kept: nothing was done, and it may be tried again.

    Parameters: ``look_first`` look the answer up beforehand, for a write that leaves something outside the database.
    Raises ``Refused``: ``key_missing`` without a key, ``key_used_otherwise`` when it came with another body.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > _LONGEST_KEY or not key.isprintable():
        refuse("key_missing", field="Idempotency-Key", most=_LONGEST_KEY)
    person = request.auth.person_id  # type: ignore[attr-defined]
    asked = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).digest()
    if look_first and (kept := _kept(person, key, asked)):
        return kept
    try:
        with transaction.atomic():
            answer = perform()
            text = json.dumps(answer.body, ensure_ascii=False)
            with connection.cursor() as cursor:
                cursor.execute(_KEEP, [person, key, asked, answer.status, text, at])
    except (Refused, IntegrityError):
        kept = _kept(person, key, asked)
        if kept is None:
            raise
        return kept
    return HttpResponse(text, status=answer.status, content_type="application/json")


def _kept(person: int, key: str, asked: bytes) -> HttpResponse | None:
    with connection.cursor() as cursor:
        cursor.execute(_LOOK_UP, [person, key])
        row = cursor.fetchone()
    if row is None:
        return None
    if bytes(row[0]) != asked:
        refuse("key_used_otherwise", field="Idempotency-Key")
    return JsonResponse(
        json.loads(row[2]),
        status=row[1],
        headers={"Idempotency-Replayed": "true"},
        json_dumps_params={"ensure_ascii": False},
    )
