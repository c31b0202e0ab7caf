"""Appoint people to posts, end appointments, and name deputies.

``by`` is the administrator who does it, or ``None`` for the system itself (an import, a first installation, the demo).
Days are whole: an appointment holds from ``since`` and no longer on ``until``.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Appointment, Person, Unit
from bihuan.rules.actors import POST_WORDS, Level, Post
from bihuan.rules.posts import fits, posts_fitting
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words

OPEN_END = Words("未定", "no end")


def appoint(
    person: Person, unit: Unit, post: Post, *, since: date, until: date | None = None, by: Actor | None
) -> Appointment:
    """Appoint ``person`` to ``post`` in ``unit``.

    Raises: ``Refused`` unit_unknown (also outside what ``by`` administers), post_does_not_fit, period_backwards,
    unit_not_standing, appointment_overlaps.
    """
    if by and not by.administers(unit.path):
        refuse("unit_unknown", field="unit", name=unit.name)
    if not fits(post, unit.kind, Level(unit.level)):
        fitting = [POST_WORDS[each] for each in posts_fitting(unit.kind, Level(unit.level))]
        refuse(
            "post_does_not_fit", field="post", unit=unit.name, post=POST_WORDS[post], posts=_listed(fitting)
        )
    _require_forwards(since, until)
    if since < unit.valid_from or (unit.valid_to and (until is None or until > unit.valid_to)):
        refuse(
            "unit_not_standing",
            field="since",
            unit=unit.name,
            since=unit.valid_from,
            until=unit.valid_to or OPEN_END,
        )
    return _write(Appointment(person=person, unit=unit, post=post, since=since, until=until))


def depute(
    deputy: Person, appointment: Appointment, *, since: date, until: date | None, by: Actor | None
) -> Appointment:
    """Let ``deputy`` hold the post of ``appointment`` in its holder's place, from ``since`` and no longer on ``until``.

    Raises: ``Refused`` appointment_not_found, deputy_of_deputy, deputy_is_self, deputy_needs_end, period_backwards,
    deputy_outside, appointment_overlaps.
    """
    if by and not by.administers(appointment.unit.path):
        refuse("appointment_not_found")
    if appointment.deputises_for_id:
        refuse("deputy_of_deputy", field="deputy")
    if deputy.pk == appointment.person_id:
        refuse("deputy_is_self", field="deputy")
    if until is None:
        refuse("deputy_needs_end", field="until")
    _require_forwards(since, until)
    if since < appointment.since or (appointment.until and until > appointment.until):
        refuse("deputy_outside", field="since", since=appointment.since, until=appointment.until or OPEN_END)
    return _write(
        Appointment(
            person=deputy,
            unit=appointment.unit,
            post=appointment.post,
            since=since,
            until=until,
            deputises_for=appointment,
        )
    )


@transaction.atomic
def end_appointment(appointment: Appointment, *, until: date, by: Actor | None) -> Appointment:
    """End an appointment (or a deputy's) on ``until``; its deputies end with it at the latest.

    Raises: ``Refused`` appointment_not_found, appointment_already_ended, period_backwards, last_administrator.
    """
    # The row is locked so that two people ending it at once do not undo one another.
    held = (
        Appointment.objects.select_for_update(of=["self"])
        .select_related("person", "unit")
        .get(pk=appointment.pk)
    )
    if by and not by.administers(held.unit.path):
        refuse("appointment_not_found")
    if held.until and held.until <= until:
        refuse("appointment_already_ended", field="until", until=held.until)
    _require_forwards(held.since, until)
    if (
        held.post == Post.ADMINISTRATOR
        and not held.deputises_for_id
        and not _other_administrator(held, until)
    ):
        refuse("last_administrator", person=held.person.name)
    held.until = until
    held.save(update_fields=["until"])
    held.deputies.filter(since__gte=until).delete()  # never began
    held.deputies.filter(until__gt=until).update(until=until)
    return held


def _other_administrator(held: Appointment, on: date) -> bool:
    others = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=on), post=Post.ADMINISTRATOR, since__lte=on, person__is_active=True
    )
    return others.exclude(pk=held.pk).filter(deputises_for=None).exists()


def _require_forwards(since: date, until: date | None) -> None:
    if until is not None and until <= since:
        refuse("period_backwards", field="until", since=since)


def _write(appointment: Appointment) -> Appointment:
    """Save it; the database itself refuses the same appointment twice at a time, whoever comes second."""
    try:
        with transaction.atomic():
            appointment.save(force_insert=True)
    except IntegrityError as fault:
        if "appointment_once_at_a_time" not in str(fault):
            raise
        refuse(
            "appointment_overlaps",
            field="since",
            person=appointment.person.name,
            unit=appointment.unit.name,
            post=POST_WORDS[Post(appointment.post)],
        )
    return appointment


def _listed(words: list[Words]) -> Words:
    """The phrases one after the other, or "none"."""
    if not words:
        return Words("无", "none")
    return Words("、".join(each.zh for each in words), ", ".join(each.en for each in words))
