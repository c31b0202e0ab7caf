"""A demand becomes an order."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

import rjieba
from django.db import connection

from bihuan.calendars.limits import limit_in
from bihuan.calendars.queries import calendar_of, limits_at
from bihuan.grids.locating import grids_of, metres_from_place
from bihuan.ledger.chain import EMPTY, By, digest_of
from bihuan.ledger.statements import cursor_that_reads_once
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit, UnitKind
from bihuan.privacy.ciphers import blind_index, encrypt
from bihuan.rules.actors import STANDING_WORDS, Post, Standing
from bihuan.rules.lifecycle import ACTS, MATTER, Act, Matter, OrderFacts
from bihuan.rules.limits import Clock, Question
from bihuan.rules.matters import MATTERS, EmployerKind, Nature, Source, Urgency
from bihuan.rules.refusal import refuse
from bihuan.rules.responsibility import Duty
from bihuan.rules.risk import OBSERVABLE
from bihuan.rules.visibility import normal_phone
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.clock_rows import INSERT_CLOCKS, ONE_CLOCK
from bihuan.work_orders.clocks import row_of, starting, told_of
from bihuan.work_orders.entries import one_of, optional, required, whole_number
from bihuan.work_orders.risks import flags_of

_TITLE_LENGTH = 40
_SENTENCE = re.compile(r"[^。！？\n]+")
MOST_PEOPLE = 100_000
MOST_FEN = 10**13
#: A position farther than this from the place named is taken for a mistake, in metres. Not an official figure.
FAR_AWAY_M = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a caller asks, as the desk wrote it down.

    ``place`` is the id of the place of the project or workplace, as precise as is known; ``amount_fen`` is in fen;
    ``risks`` are those somebody noticed (the thresholds of the law are applied besides); ``position`` is where it is (longitude,
    latitude), if whoever reports it knows.
    """

    content: str
    place: int
    matter: str
    nature: str = Nature.HELP.value
    urgency: str = Urgency.ORDINARY.value
    channel: str = Source.PHONE.value
    title: str = ""
    employer: str = ""
    employer_kind: str = ""
    address: str = ""
    position: tuple[float, float] | None = None
    people: int | None = None
    amount_fen: int | None = None
    caller_name: str = ""
    caller_phone: str = ""
    confidential: bool = False
    risks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registered:
    """The new order: its id, the number told to the caller, its state and its public limit."""

    id: UUID
    number: str
    state: Matter
    due_at: datetime
    version: int = 1


class Row(NamedTuple):
    """A row of another part of the house that goes out with the order: what inserts it, and the values by name.

    The insert returns a row if it wrote one. If the row was there already (``ON CONFLICT DO NOTHING``), nothing is
    registered.
    """

    insert: str
    values: dict[str, Any]


class CameBefore(Exception):
    """The row that was to go out with the order was there already: this demand has been registered."""


def register(
    actor: Actor,
    demand: Demand,
    *,
    at: datetime,
    to_check: bool = False,
    beside: Callable[[Registered], Row] | None = None,
) -> Registered:
    """Register a demand at the desk where the actor is an operator.

    Parameters: ``to_check`` keep it as accepted, to be confirmed before it goes to the dispatching desk; ``beside``
    what else goes out with the new order.
    Raises ``Refused``: ``act_not_yours`` for anybody but an operator, else what is wrong with the demand;
    ``CameBefore``.

    The order, its holder, its first responsibility, its scope, its event and the event's announcement are one
    statement: the whole is there or nothing is, at the price of one round trip while the caller is on the line.
    """
    desk = next((held for held in actor.posts if held.post is Post.OPERATOR), None)
    if desk is None:
        refuse("act_not_yours", act=ACTS[Act.REGISTER], who=STANDING_WORDS[Standing.OPERATOR])
    act = Act.RECEIVE if to_check else Act.REGISTER
    state = MATTER.permit(act, Matter.DRAFT, [Standing.OPERATOR], OrderFacts())
    demand = checked(demand)
    day = at.astimezone(SHANGHAI).date()
    place, number = _numbered(demand.place, day, beneath=desk.place_path)
    grids = _grids(demand, place, day)
    east, north = demand.position or (None, None)
    limits = limits_at(at)
    asked = Question(Clock.TOTAL, Urgency(demand.urgency), desk.unit_level, demand.matter, desk.unit_path)
    clock = starting(limit_in(limits, asked), limits.version, desk.unit_id, calendar_of(desk.unit_path), at)
    due = clock.due
    risk_flags = _risks(demand, day)
    new = Registered(ordered_id(at), number, state, due.at)
    facts = {
        "state": state.value, "matter": demand.matter, "urgency": demand.urgency, "channel": demand.channel,
        "place": demand.place, "people": demand.people, "amount_fen": demand.amount_fen, "risks": risk_flags,
        "due": due.at.isoformat(), "clocks": [told_of(clock)],
    }  # fmt: skip
    if grids:
        facts["grids"] = grids
    by = By(actor.person_id, desk.unit_id, desk.post.value)
    values = {
        **{name: getattr(demand, name) for name in _WRITTEN},
        "id": new.id, "number": number, "at": at, "state": state.value, "east": east, "north": north, "grid_codes": grids,
        "risk_flags": risk_flags, "risk_open": bool(demand.risks),
        "caller_name": encrypt(demand.caller_name), "caller_phone": encrypt(demand.caller_phone),
        "phone_index": blind_index(demand.caller_phone), "tokens": search_tokens(demand, place.name),
        "desk": desk.unit_id, "desk_level": desk.unit_level.value, "post": Post.DISPATCHER.value,
        "person": actor.person_id, "due": due.at, "provisional": due.provisional, "limits": limits.version,
        "duty": Duty.ACCEPTING.value, "act": act.value, "acting_post": by.post, "facts": json.dumps(facts),
        **row_of(clock), "start": EMPTY.digest, "digest": digest_of(EMPTY.digest, new.id, 1, at, act.value, by, facts),
    }  # fmt: skip
    row = beside(new) if beside else Row("SELECT 1", {})
    with cursor_that_reads_once() as cursor:
        cursor.execute(_registering(row.insert), values | row.values)
        if cursor.fetchone() is None:
            raise CameBefore
    return new


def checked(demand: Demand) -> Demand:
    """The demand, tidied. Raises ``Refused`` with the field at fault."""
    content = required(demand.content, Words("诉求内容", "what is asked"), field="content")
    title = optional(demand.title, Words("标题", "the title"), field="title", most=80)
    phone = normal_phone(demand.caller_phone, field="caller_phone") if demand.caller_phone.strip() else ""
    return Demand(
        content=content,
        place=demand.place,
        matter=one_of(demand.matter, MATTERS, Words("事项", "the matter"), field="matter"),
        nature=one_of(demand.nature, Nature, Words("性质", "the nature"), field="nature"),
        urgency=one_of(demand.urgency, Urgency, Words("紧急程度", "the urgency"), field="urgency"),
        channel=one_of(demand.channel, Source, Words("来源", "the source"), field="channel"),
        title=title or _first_sentence(content)[:_TITLE_LENGTH],
        employer=optional(demand.employer, Words("用人单位", "the employer"), field="employer", most=80),
        employer_kind=one_of(
            demand.employer_kind, ("", *EmployerKind), Words("用人单位类型", "the kind of employer"), field="employer_kind"
        ),
        position=degrees(*demand.position) if demand.position else None,
        address=optional(demand.address, Words("详细地址", "the address"), field="address", most=120),
        people=whole_number(demand.people, Words("人数", "the number of people"), field="people", least=1, most=MOST_PEOPLE),
        amount_fen=whole_number(demand.amount_fen, Words("金额（分）", "the amount in fen"), field="amount", least=0, most=MOST_FEN),
        caller_name=optional(demand.caller_name, Words("姓名", "the name"), field="caller_name", most=40),
        caller_phone=phone,
        confidential=demand.confidential,
        risks=tuple(one_of(risk, OBSERVABLE, Words("风险", "the risk"), field="risks") for risk in demand.risks),
    )  # fmt: skip


def ordered_id(at: datetime) -> UUID:
    """A UUID of version 7 (RFC 9562): its first 48 bits are the instant, so that new rows lie beside each other."""
    milliseconds = int(at.timestamp() * 1000)
    value = (milliseconds & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10))
    return UUID(int=value & ~(0xF << 76) & ~(0x3 << 62) | 7 << 76 | 2 << 62)


def first_id(at: datetime) -> UUID:
    """The least id an order registered then can have."""
    return UUID(int=ordered_id(at).int >> 80 << 80)


def _first_sentence(content: str) -> str:
    found = _SENTENCE.search(content)
    return found[0].strip() if found else content


def search_tokens(demand: Demand, place: str) -> str:
    """Words of the demand by which it is found: title, employer, address, place and text, cut by the dictionary."""
    text = f"{demand.title} {demand.employer} {place} {demand.address} {demand.content}"
    return " ".join(dict.fromkeys(rjieba.cut_for_search(text)))


def _numbered(place_id: int, day: date, *, beneath: str) -> tuple[Unit, str]:
    """A place that exists, as far as it is asked here, and the number of an order for it: both in one round trip."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACE_AND_NUMBER, [place_id, UnitKind.PLACE.value, beneath])
        found = cursor.fetchone()
    if found is None:
        refuse("place_unknown", field="place")
    *place, running = found
    return Unit.from_db(connection.alias, _OF_PLACE, place), f"{day:%Y%m%d}-{running:06}"


def degrees(east: float | None, north: float | None) -> tuple[float, float]:
    """A position in degrees. Raises ``Refused`` position_no_degrees where half of it is missing, or it is none."""
    if east is None or north is None or not (-180 <= east <= 180 and -90 <= north <= 90):
        refuse("position_no_degrees", field="position")
    return east, north


def _grids(demand: Demand, place: Unit, on: date) -> list[str]:
    """Codes of the grids it lies in. Raises ``Refused`` position_far_away."""
    if demand.position and (metres := metres_from_place(demand.position, place.path, on)) > FAR_AWAY_M:
        refuse("position_far_away", field="position", km=round(metres / 1000), place=place.name)
    return [grid.code for grid in grids_of(place, on, demand.position, demand.address)]


def _risks(demand: Demand, on: date) -> list[str]:
    found = flags_of(demand.matter, demand.people, demand.amount_fen, demand.risks, on=on)
    return [flag.risk.value for flag in found]


_OF_PLACE = ("id", "name", "level", "path")
_PLACE_AND_NUMBER = f"""
    SELECT {", ".join(_OF_PLACE)}, nextval('work_order_number') FROM organisations_unit u
    WHERE u.id = %s AND u.kind = %s AND u.valid_to IS NULL AND starts_with(u.path, %s)
"""
_WRITTEN = [field.name for field in fields(Demand) if field.name not in ("risks", "position")]


@lru_cache(maxsize=8)
def _registering(beside: str) -> str:
    """The one statement. Whatever follows reads from ``beside``, so that without its row nothing is written."""
    return f"""
    WITH beside AS ({beside}
    ), registered AS (
        INSERT INTO work_orders_workorder (
            id, number, version, state, channel, matter, nature, urgency, title, content, employer, employer_kind, place_id,
            address, east, north, grid_codes,
            people, amount_fen, search, caller_name, caller_phone, caller_phone_index, confidential,
            desk_id, holder_id, holder_post, held_since, registered_at, changed_at, registered_by_id,
            due_at, due_provisional, limits_version, outcome, result, redo_count, return_count, urge_count,
            open_promises, missed_visits, satisfied, inspection, risk_flags, risk_open, ledger_length, ledger_digest
        )
        SELECT %(id)s, %(number)s, 1, %(state)s, %(channel)s, %(matter)s, %(nature)s, %(urgency)s, %(title)s, %(content)s,
            %(employer)s, %(employer_kind)s, %(place)s, %(address)s, %(east)s, %(north)s, %(grid_codes)s,
            %(people)s, %(amount_fen)s, to_tsvector('simple', %(tokens)s),
            %(caller_name)s, %(caller_phone)s, %(phone_index)s, %(confidential)s,
            %(desk)s, %(desk)s, %(post)s, %(at)s, %(at)s, %(at)s, %(person)s,
            %(due)s, %(provisional)s, %(limits)s, '', '', 0, 0, 0, 0, 0, '', '', %(risk_flags)s, %(risk_open)s,
            1, %(digest)s
        FROM beside RETURNING id
    ), held AS (
        INSERT INTO work_orders_holding (order_id, unit_id, post, period)
        SELECT id, %(desk)s, %(post)s, tstzrange(%(at)s, NULL) FROM registered
    ), answering AS (
        INSERT INTO work_orders_responsibility (order_id, level, unit_id, state, copied, opened_at, report)
        SELECT id, %(desk_level)s, %(desk)s, %(duty)s, false, %(at)s, '' FROM registered
    ), seen AS (
        INSERT INTO work_orders_involvement (order_id, unit_id, since, living)
        SELECT id, %(desk)s, %(at)s, true FROM registered
    ), timed AS (
        {INSERT_CLOCKS}
        SELECT id, NULL, %(at)s, {ONE_CLOCK}, 1, 1, NULL FROM registered
    ), event AS (
        INSERT INTO ledger_event (subject, seq, at, act, person, unit, post, facts, previous, digest)
        SELECT id, 1, %(at)s, %(act)s, %(person)s, %(desk)s, %(acting_post)s, %(facts)s::jsonb, %(start)s, %(digest)s
        FROM registered RETURNING id, at
    ), announced AS (
        INSERT INTO ledger_announcement (event_id, due_at, attempts, last_error) SELECT id, at, 0, '' FROM event
    )
    SELECT 1 FROM registered
"""
