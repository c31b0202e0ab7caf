"""From the ledger's announcements to messages in inboxes, and to the mails that go with them.

Announcements are claimed with their locks, and marked as told, in the transaction that writes the messages: whoever
kills the worker undoes the whole of it, and the next worker finds the announcements as they were.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction

from bihuan.ledger.actions import mark_told, put_off
from bihuan.ledger.queries import waiting_announcements
from bihuan.notifications.audiences import APART, Where, where
from bihuan.notifications.models import Mail, MailChoice, Message
from bihuan.notifications.patience import PATIENCE
from bihuan.organisations.seats import Seat, seats_in, unit_names
from bihuan.rules.announcing import MUST_BE_THERE, NOBODY_THERE, Audience, Telling, tellings_of
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.parties import Parties, parties_at

log = logging.getLogger(__name__)
#: What happened longer ago is no news for a mail; the inbox has it. Keeps an import of old orders from writing mails.
NEWS_FOR = timedelta(days=7)

Moments = Mapping[tuple[UUID, datetime], Parties]


class Happened(Protocol):
    """What of an event of the ledger the telling needs."""

    subject: UUID
    at: datetime
    act: str
    person: int | None
    unit: int | None
    facts: dict


@dataclass(frozen=True, slots=True)
class Meant:
    """A row of the table as it stands for one order: whose seats it means there."""

    row: Telling
    #: None for what is about no order.
    parties: Parties | None
    where: list[Where]
    #: If nobody sits there, the desk is told.
    desk: Where


@dataclass(frozen=True, slots=True)
class Planned:
    """A message, and whose seat it is for."""

    message: Message
    seat: Seat
    mail: bool


def tell_waiting(at: datetime, most: int = 100) -> int:
    """Tell up to ``most`` announcements that are due, and return how many were claimed.

    An announcement that cannot be told, which is a fault of ours, is put off with its reason and holds up no other.
    The number of statements does not depend on how many are told.
    """
    with transaction.atomic():
        claimed = waiting_announcements(at, most)
        if not claimed:
            return 0
        moments = parties_at(chain.from_iterable(_moments(waiting.event) for waiting in claimed))
        meant, told = {}, []
        for waiting in claimed:
            try:
                meant[waiting.event_id] = list(_meant(waiting.event, moments))
                told.append(waiting)
            except Exception as fault:
                log.exception("event %s cannot be told", waiting.event_id)
                put_off(waiting, at + PATIENCE.pause_after(waiting.attempts + 1), repr(fault))
        seats, names = _seats_and_names([waiting.event for waiting in told], meant, at)
        planned = [
            plan for w in told for plan in _planned(w.event_id, w.event, meant[w.event_id], seats, names)
        ]
        _write(planned, at)
        mark_told(told, at)
    return len(claimed)


def _moments(event: Happened) -> Iterator[tuple[UUID, datetime]]:
    yield event.subject, event.at
    if into := event.facts.get("into"):
        yield UUID(into), event.at


def _meant(event: Happened, moments: Moments) -> Iterator[Meant]:
    for row in tellings_of(event.act, event.facts):
        if row.to in APART:
            there = list(APART[row.to](event.facts))
            yield from [Meant(row, None, there, there[0])] if there else []
            continue
        order = UUID(event.facts["into"]) if row.to is Audience.HOLDER_OF_TARGET else event.subject
        if parties := moments.get((order, event.at)):
            desk = where(NOBODY_THERE.to, parties, {})[0]
            yield Meant(row, parties, where(row.to, parties, event.facts), desk)


def _seats_and_names(
    events: list[Happened], meant: Mapping[int, list[Meant]], at: datetime
) -> tuple[Mapping[int, list[Seat]], Mapping[int, str]]:
    places = {place.unit_id for m in chain.from_iterable(meant.values()) for place in [*m.where, m.desk]}
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats_in(places, at.astimezone(SHANGHAI).date()):
        seats[seat.unit_id].append(seat)
    acting = {unit for event in events for unit in (event.unit, event.facts.get("unit")) if unit}
    return seats, unit_names(places | acting)


def _planned(
    event_id: int,
    event: Happened,
    meant: list[Meant],
    seats: Mapping[int, list[Seat]],
    names: Mapping[int, str],
) -> list[Planned]:
    """The messages of one event: one for each person, the first row that means somebody being theirs."""
    found: dict[int, Planned] = {}
    for one in meant:
        for place in one.where:
            row, told = one.row, place.occupied(seats)
            if not told and row.to in MUST_BE_THERE:
                row, told = NOBODY_THERE, one.desk.occupied(seats)
            elif event.person is not None:
                told = [seat for seat in told if seat.person_id != event.person]
            about = place.unit_id if one.row.to in MUST_BE_THERE else event.facts.get("unit") or event.unit
            order = one.parties
            fields = {
                "matter": order.matter if order else str(event.facts.get("kind", "")),
                "by": names.get(event.unit or 0, ""),
                "unit": names.get(about or 0, ""),
                "due": event.facts.get("due") or (order.due_at.isoformat() if order else ""),
            }
            named = (event.facts.get(name) for name in ("rule", "entry", "list", "number"))
            number = order.number if order else str(next(filter(None, named), ""))
            for seat in told:
                message = Message(
                    event_id=event_id, person_id=seat.person_id, at=event.at, number=number,
                    code=row.notice, fields=fields,
                )  # fmt: skip
                found.setdefault(seat.person_id, Planned(message, seat, row.mail))
    return list(found.values())


def _write(planned: list[Planned], at: datetime) -> None:
    """Write what was not written before: an announcement that is delivered again tells nobody twice."""
    events = {plan.message.event_id for plan in planned}
    there = set(Message.objects.filter(event__in=events).values_list("event_id", "person_id"))
    fresh = [plan for plan in planned if (plan.message.event_id, plan.message.person_id) not in there]
    Message.objects.bulk_create([plan.message for plan in fresh])
    news = [plan for plan in fresh if plan.mail and plan.seat.email and plan.message.at > at - NEWS_FOR]
    if not settings.EMAIL_HOST or not news:
        return
    people = {plan.seat.person_id for plan in news}
    unwanted = set(
        MailChoice.objects.filter(person__in=people, wanted=False).values_list("person_id", flat=True)
    )
    Mail.objects.bulk_create(
        Mail(message=plan.message, due_at=at) for plan in news if plan.seat.person_id not in unwanted
    )
