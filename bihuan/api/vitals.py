"""Vital signs through the API: a centre's indicators, one over time, and readings handed in by a program."""

from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from bihuan.api.keys import Answer, answered_once
from bihuan.command_centre.actions.vitals import report_reading
from bihuan.command_centre.queries.vitals import trend_of, vitals_of
from bihuan.duties.queries.indicators import indicator_coded
from bihuan.duties.scopes import centres_seen_by
from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import place_of, unit_by_code
from bihuan.rules.refusal import refuse
from bihuan.rules.vitals import Every, stretch_written

router = Router(tags=["vitals"])


class VitalOut(Schema):
    """An indicator as it stands. ``value`` is null where the latest period that is over has no reading; that is not nought."""

    place: str
    code: str
    name: str
    measure: str
    every: str
    better: str
    owner: str | None
    source: str
    period: str
    value: Decimal | None
    late: bool
    beyond_limit: bool


class PointOut(Schema):
    """One period: the reading that counts, and the values it corrected, the latest first."""

    period: str
    value: Decimal | None
    at: datetime | None
    late: bool
    corrected: list[Decimal]


class ReadingIn(Schema):
    """A reading of one period that is over."""

    period: str = Field(examples=["2026-10"], max_length=12)
    value: Decimal = Field(max_digits=16, decimal_places=3, allow_inf_nan=False)
    of: str = Field(
        "", max_length=40, description="Code of a community in the place; empty for the whole place."
    )
    reason: str = Field("", max_length=200, description="Needed when another value was read before.")


class TakenOut(Schema):
    """The reading that counts now, how often the period was read, and the event it led to."""

    period: str
    value: Decimal
    number: int
    new: bool
    late: bool
    event: str | None


@router.get("/vitals/{place}", response=list[VitalOut])
def vitals(request: HttpRequest, place: str) -> list[dict[str, object]]:
    """The indicators of the command centre of a place (its code)."""
    centre = centres_seen_by(_who(request)).filter(parent__code=place).first() or refuse("vital_not_found")
    return [
        {
            "place": place, "code": each.code, "name": each.name, "measure": each.measure, "every": each.every,
            "better": each.better, "owner": each.owner.name if each.owner else None, "source": each.source,
            "period": str(vital.stretch), "value": vital.reading.value if vital.reading else None,
            "late": bool(vital.reading and vital.reading.late), "beyond_limit": vital.passed,
        }
        for vital in vitals_of(centre, timezone.localdate())
        for each in (vital.indicator,)
    ]  # fmt: skip


@router.get("/vitals/{place}/{code}", response=list[PointOut])
def vital(request: HttpRequest, place: str, code: str) -> list[dict[str, object]]:
    """The last twelve periods of one indicator, oldest first."""
    indicator = indicator_coded(_who(request), place, code)
    points = trend_of(indicator, place_of(indicator.lane.board.centre).pk, timezone.localdate())
    return [
        {
            "period": str(point.stretch), "value": point.reading.value if point.reading else None,
            "at": point.reading.at if point.reading else None, "late": bool(point.reading and point.reading.late),
            "corrected": [each.value for each in point.corrected],
        }
        for point in points
    ]  # fmt: skip


@router.post("/vitals/{place}/{code}/readings", response={200: TakenOut})
def reading(request: HttpRequest, place: str, code: str, sent: ReadingIn) -> HttpResponse:
    """Hand in a reading. The same value again is the same reading; another one corrects it and says why."""
    now, today = timezone.now(), timezone.localdate()

    def perform() -> Answer:
        indicator = indicator_coded(_who(request), place, code)
        stretch = stretch_written(Every(indicator.every), sent.period, today)
        part = unit_by_code(sent.of, today) if sent.of else None
        taken = report_reading(
            _who(request), indicator, stretch, sent.value, at=now, place=part, reason=sent.reason
        )
        event = taken.event.number if taken.event else None
        kept = taken.reading
        body = {"period": str(stretch), "value": str(kept.value), "number": kept.number, "new": taken.new}
        return Answer(200, {**body, "late": kept.late, "event": event})

    return answered_once(request, perform, now)


def _who(request: HttpRequest) -> Actor:
    """The actor the token stands for."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor
