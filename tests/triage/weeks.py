"""Weeks of suggestions with what was chosen, and somebody who minds them at the city's union."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from bihuan.organisations.actions.appointments import appoint
from bihuan.rules.actors import Post
from bihuan.rules.thresholds import Threshold
from bihuan.rules.workdays import SHANGHAI
from bihuan.triage import actions
from bihuan.triage.models import Suggestion, ThresholdRow
from tests.town import FOUNDED, Town

MINDER = "秦川"


def with_minder(town: Town) -> Town:
    """The cast, with an administrator at the city's union."""
    appoint(town.person(MINDER), town.city_union, Post.ADMINISTRATOR, since=FOUNDED, by=None)
    return town


def suggested(
    matter: str, chosen: str, times: int, at: datetime, sure: float | None = 0.9, order: UUID | None = None
) -> None:
    """Calls to which a model suggested one matter and a person chose another, or the same."""
    Suggestion.objects.bulk_create(
        Suggestion(
            call=uuid4(), at=at, field="matter", suggested=matter, chosen=chosen, band="fill", maker="matters/x",
            confidence=sure, unknown=100, order_id=order,
        )
        for _ in range(times)
    )  # fmt: skip


def set_threshold(
    town: Town, at: datetime, who: str = MINDER, row: Threshold | None = None, **more: Any
) -> ThresholdRow:
    """A row for leave, in force at once unless told otherwise."""
    asked = {
        "keeper": town.person(MINDER).pk,
        "reason": "首月从严",
        "since": at.astimezone(SHANGHAI).date(),
        "at": at,
    } | more
    return actions.set_threshold(town.actor(who, at), "leave", row or Threshold(90, 50, 80, 20), **asked)
