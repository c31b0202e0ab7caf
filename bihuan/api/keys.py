"""Idempotency: a write sent twice is done once and answered twice."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from bihuan.rules.refusal import Refused, refuse
from bihuan.work_orders.actions.registering import CameBefore, Demand, Registered, Row, register

_LONGEST_KEY = 100
_LOOK_UP = "SELECT asked, status, answer::text FROM api_keptanswer WHERE person_id = %s AND key = %s"
_KEEP = """
    INSERT INTO api_keptanswer (person_id, key, asked, status, answer, at)
    VALUES (%(answered)s, %(key)s, %(asked)s, %(status)s, %(answer)s::jsonb, %(answered_at)s)
"""
_KEEP_UNLESS_KEPT = f"{_KEEP} ON CONFLICT (person_id, key) DO NOTHING RETURNING 1"


class Answer(NamedTuple):
    """What a write answers: the status and the JSON object."""

    status: int
    body: dict[str, Any]


class Asked(NamedTuple):
    """Who asks for what write, under which key."""

    person: int
    key: str
    digest: bytes

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Raises ``Refused`` ``key_missing`` without a key."""
        key = request.headers.get("Idempotency-Key", "").strip()
        if not key or len(key) > _LONGEST_KEY or not key.isprintable():
            refuse("key_missing", field="Idempotency-Key", most=_LONGEST_KEY)
        digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).digest()
        return cls(request.auth.person_id, key, digest)  # type: ignore[attr-defined]

    def kept(self) -> HttpResponse | None:
        """The answer given before. Raises ``Refused`` ``key_used_otherwise`` when the key came with another body."""
        with connection.cursor() as cursor:
            cursor.execute(_LOOK_UP, [self.person, self.key])
            row = cursor.fetchone()
        if row is None:
            return None
        if bytes(row[0]) != self.digest:
            refuse("key_used_otherwise", field="Idempotency-Key")
        return JsonResponse(
            json.loads(row[2]),
            status=row[1],
            headers={"Idempotency-Replayed": "true"},
            json_dumps_params={"ensure_ascii": False},
        )

    def values(self, status: int, text: str, at: datetime) -> dict[str, Any]:
        """The values of ``_KEEP``."""
        return {
            "answered": self.person, "key": self.key, "asked": self.digest, "status": status, "answer": text, "answered_at": at,
        }  # fmt: skip


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
    asked = Asked.of(request)
    if look_first and (kept := asked.kept()):
        return kept
    try:
        with transaction.atomic():
            answer = perform()
            text = json.dumps(answer.body, ensure_ascii=False)
            with connection.cursor() as cursor:
                cursor.execute(_KEEP, asked.values(answer.status, text, at))
    except (Refused, IntegrityError):
        kept = asked.kept()
        if kept is None:
            raise
        return kept
    return HttpResponse(text, status=answer.status, content_type="application/json")


def registered_once(
    request: HttpRequest,
    demand: Demand,
    answer_of: Callable[[Registered], Answer],
    at: datetime,
    *,
    to_check: bool,
) -> HttpResponse:
    """As ``answered_once``, for the write of which most come: the answer is kept by the statement that registers.

    One statement is a transaction of its own: no BEGIN, no second statement and no COMMIT go to the database.
    """
    asked = Asked.of(request)
    told: list[HttpResponse] = []

    def keep(new: Registered) -> Row:
        answer = answer_of(new)
        text = json.dumps(answer.body, ensure_ascii=False)
        told.append(HttpResponse(text, status=answer.status, content_type="application/json"))
        return Row(_KEEP_UNLESS_KEPT, asked.values(answer.status, text, at))

    try:
        register(request.auth, demand, at=at, to_check=to_check, beside=keep)  # type: ignore[attr-defined]
    except (Refused, CameBefore):
        kept = asked.kept()
        if kept is None:
            raise
        return kept
    return told[0]
