"""Readings of indicators come in, from a program, by hand or from our own data, and are held against the limits."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from bihuan.command_centre.actions.sensing import make_or_join
from bihuan.command_centre.models import Channel, Event, Reading, Threshold
from bihuan.command_centre.queries.measures import Asked, measured
from bihuan.command_centre.queries.vitals import counting
from bihuan.duties.queries.indicators import Indicator, lock_indicator
from bihuan.duties.scopes import keeper_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import place_of
from bihuan.rules.actors import Post
from bihuan.rules.refusal import refuse
from bihuan.rules.vitals import Every, Source, Stretch, last_ended
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.entries import required

_REASON = Words("更正理由", "why it is corrected")
_RECOUNTED = "数据更新后重新统计"
#: Of what is computed, so many periods are counted anew: what was entered late still reaches them.
RECOUNTED_PERIODS = 2
_MOST = Decimal(10) ** 13


class Taken(NamedTuple):
    """What became of a reading: the reading that counts, whether it is new, and the event it led to."""

    reading: Reading
    new: bool
    event: Event | None


def report_reading(
    actor: Actor, indicator: Indicator, stretch: Stretch, value: Decimal, *, at: datetime, place: Unit | None = None,
    reason: str = "", channel: Channel = Channel.PROGRAM,
) -> Taken:  # fmt: skip
    """Hand in a reading of an indicator that is not computed; of the centre's place when no ``place`` in it is named.

    The same value again is the same reading. Another one corrects it and needs a ``reason``; both stay.
    Raises ``Refused``: vital_not_yours, vital_is_computed, vital_place_outside, vital_value_bad, text_missing, text_too_long.
    """
    centre_place = place_of(indicator.lane.board.centre)
    officer = any(
        held.post is Post.DEPARTMENT_OFFICER and centre_place.path.startswith(held.place_path)
        for held in actor.posts
    )
    if not officer and keeper_of(actor, centre_place) is None:
        refuse("vital_not_yours", field="indicator", centre=indicator.lane.board.centre.name)
    if indicator.source:
        refuse("vital_is_computed", field="indicator", name=indicator.words)
    if place is not None and not place.path.startswith(centre_place.path):
        refuse("vital_place_outside", field="of", place=place.name, of=centre_place.name)
    if abs(value) >= _MOST:
        refuse("vital_value_bad", field="value", value=value)
    return _take(
        indicator, place or centre_place, stretch, value, at=at, reason=reason, channel=channel, actor=actor
    )


def compute_readings(indicator: Indicator, at: datetime) -> int:
    """Compute what our own data says of the latest periods of an indicator that has a query; return how many are new."""
    latest = last_ended(Every(indicator.every), at.astimezone(SHANGHAI).date())
    return sum(
        compute_reading(indicator, latest.before(steps), at) for steps in reversed(range(RECOUNTED_PERIODS))
    )


def compute_reading(indicator: Indicator, stretch: Stretch, at: datetime) -> bool:
    """Compute one reading; whether it is new. A figure that has moved since is a correction; nothing to count is no reading."""
    place = place_of(indicator.lane.board.centre)
    value = measured(Source(indicator.source), Asked(place.path, stretch, indicator.about))
    if value is None:
        return False
    return _take(indicator, place, stretch, value, at=at, reason=_RECOUNTED, channel=Channel.QUERY).new


@transaction.atomic
def _take(
    indicator: Indicator, place: Unit, stretch: Stretch, value: Decimal, *, at: datetime, reason: str, channel: Channel,
    actor: Actor | None = None,
) -> Taken:  # fmt: skip
    lock_indicator(indicator)
    readings = Reading.objects.filter(indicator=indicator, place=place)
    known = readings.filter(first=stretch.first).order_by("-number").first()
    if known and known.value == value:
        return Taken(known, False, None)
    reason = required(reason, _REASON, field="reason", most=200) if known else ""
    reading = Reading.objects.create(
        indicator=indicator, place=place, first=stretch.first, number=known.number + 1 if known else 1, value=value, at=at,
        late=stretch.late_on(at.astimezone(SHANGHAI).date(), indicator.due_days), channel=channel, reason=reason,
        person_id=actor.person_id if actor else None,
    )  # fmt: skip
    return Taken(reading, True, _hold_against_limits(indicator, reading, stretch, actor, at))


def _hold_against_limits(
    indicator: Indicator, reading: Reading, stretch: Stretch, actor: Actor | None, at: datetime
) -> Event | None:
    """The event of a reading beyond a limit. A correction of a period that has a later one is history and alarms nobody."""
    limits = list(
        Threshold.objects.filter(indicator=indicator, active=True)
        .select_for_update(of=("self",))
        .select_related("centre__parent")
        .order_by("code")
    )
    if not limits:
        return None
    kept = Reading.objects.filter(indicator=indicator, place=reading.place_id)
    if kept.filter(first__gt=stretch.first).exists():
        return None
    longest = max(limit.in_a_row for limit in limits)
    stretches = [stretch.before(steps) for steps in range(longest)]
    values = _values(kept.filter(first__gte=stretches[-1].first), stretches)
    tripped = next((limit for limit in limits if limit.limit.trips(values)), None)
    if tripped is None:
        return None
    said = f"{tripped.name}：{reading.place.name} {stretch} = {reading.value.normalize():f} {indicator.measure}".strip()
    return make_or_join(actor, tripped, reading.place.code, said, at=at).event


def _values(readings: QuerySet[Reading], stretches: list[Stretch]) -> list[Decimal | None]:
    by_first: dict[date, Decimal] = {each.first: each.value for each in counting(readings)}
    return [by_first.get(stretch.first) for stretch in stretches]
