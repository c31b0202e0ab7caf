"""Pass the appointments of ended units to the units that succeed them."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from bihuan.organisations.models import Appointment, Unit
from bihuan.rules.actors import Level, Post
from bihuan.rules.posts import fits


def pass_on_appointments(successors: Mapping[int, int | None], on: date) -> list[Appointment]:
    """Let everyone appointed in an ended unit hold the same post in its successor from ``on``.

    Whoever was appointed to the same post in two units that merge holds it once. Returns the appointments that lapse,
    because nobody succeeds the unit or the post does not fit there: an administrator should look at them.
    """
    concerned = list(
        Appointment.objects.filter(Q(until=None) | Q(until__gt=on), unit__in=list(successors)).select_related(
            "person", "unit"
        )
    )
    units = Unit.objects.in_bulk([new for new in successors.values() if new is not None])
    Appointment.objects.filter(pk__in=[old.pk for old in concerned], since__lt=on).update(until=on)
    passed: dict[int, Appointment] = {}
    lapsed: list[Appointment] = []
    # Deputies after those they stand in for, whose new appointment they then name.
    for deputies in (False, True):
        fresh: dict[tuple, Appointment] = {}
        for old in concerned:
            if (old.deputises_for_id is not None) is not deputies:
                continue
            unit = units.get(successors[old.unit_id] or 0)
            principal = passed.get(old.deputises_for_id or 0)
            if (
                unit is None
                or not fits(Post(old.post), unit.kind, Level(unit.level))
                or (deputies and not principal)
            ):
                lapsed.append(old)
                continue
            heir = Appointment(
                person=old.person, unit=unit, post=old.post, since=max(old.since, on), until=old.until,
                deputises_for=principal,
            )  # fmt: skip
            key = (old.person_id, unit.pk, old.post, principal and principal.pk)
            passed[old.pk] = fresh[key] = _joined(fresh.get(key), heir)
        _keep(fresh.values())
    # What was to begin only later never did in the old unit; it leaves no trace there.
    Appointment.objects.filter(
        pk__in=[old.pk for old in concerned if old.since >= on and old.deputises_for_id]
    ).delete()
    Appointment.objects.filter(pk__in=[old.pk for old in concerned if old.since >= on]).delete()
    return lapsed


def _joined(one: Appointment | None, other: Appointment) -> Appointment:
    """One appointment for the time of both."""
    if one is None:
        return other
    one.since = min(one.since, other.since)
    one.until = None if one.until is None or other.until is None else max(one.until, other.until)
    return one


def _keep(fresh: Iterable[Appointment]) -> None:
    """Write them; where the person already holds the post in the successor, that appointment is enough."""
    for heir in fresh:
        there = (
            Appointment.objects.filter(
                Q(until=None) | Q(until__gt=heir.since),
                person=heir.person, unit=heir.unit, post=heir.post, deputises_for=heir.deputises_for,
            ).filter(Q() if heir.until is None else Q(since__lt=heir.until))
        ).first()  # fmt: skip
        if there is None:
            heir.save(force_insert=True)
            continue
        _joined(heir, there)
        there.since, there.until = heir.since, heir.until
        there.save()
        heir.pk = there.pk
