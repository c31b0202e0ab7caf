"""A demand becomes an order."""

import json
import os
import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID

import rjieba
from django.db import connection

from bihuan.calendars.limits import limit_in
from bihuan.calendars.queries import calendar_of, limits_at
from bihuan.ledger.chain import EMPTY, By, digest_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.lines import present_unit
from bihuan.organisations.models import Unit, UnitKind
from bihuan.privacy.ciphers import blind_index, encrypt
from bihuan.rules.actors import STANDING_WORDS, Post, Standing
from bihuan.rules.lifecycle import ACTS, MATTER, Act, Matter, OrderFacts
from bihuan.rules.limits import Clock, Question
from bihuan.rules.matters import MATTERS, Nature, Source, Urgency
from bihuan.rules.refusal import refuse
from bihuan.rules.responsibility import Duty
from bihuan.rules.risk import OBSERVABLE
from bihuan.rules.visibility import normal_phone
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED
from bihuan.work_orders.clock_rows import FRESH_CLOCKS, INSERT_CLOCKS
from bihuan.work_orders.clocks import columns_of, starting, told_of
from bihuan.work_orders.entries import one_of, optional, required, whole_number
from bihuan.work_orders.risks import flags_of

_TITLE_LENGTH = 40
_SENTENCE = re.compile(r"[^。！？\n]+")
MOST_PEOPLE = 100_000
MOST_FEN = 10**13


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a caller asks, as the desk wrote it down.

    ``place`` is the id of the place of the project or workplace, as precise as is known; ``amount_fen`` is in fen;
    ``risks`` are those somebody noticed (the thresholds of the law are applied besides).
    """

    content: str
    place: int
    matter: str
    nature: str = Nature.HELP.value
    urgency: str = Urgency.ORDINARY.value
    channel: str = Source.PHONE.value
    title: str = ""
    employer: str = ""
    address: str = ""
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


def register(actor: Actor, demand: Demand, *, at: datetime, to_check: bool = False) -> Registered:
    """Register a demand at the desk where the actor is an operator.

    Parameters: ``to_check`` keep it as accepted, to be confirmed before it goes to the dispatching desk.
    Raises ``Refused``: ``act_not_yours`` for anybody but an operator, else what is wrong with the demand.

    The order, its holder, its first responsibility, its scope, its event and the event's announcement are one
    statement: the whole is there or nothing is, at the price of one round trip while the caller is on the line.
    """
    desk = next((held for held in actor.posts if held.post is Post.OPERATOR), None)
    if desk is None:
        refuse("act_not_yours", act=ACTS[Act.REGISTER], who=STANDING_WORDS[Standing.OPERATOR])
    act = Act.RECEIVE if to_check else Act.REGISTER
    state = MATTER.permit(act, Matter.DRAFT, [Standing.OPERATOR], OrderFacts())
    demand = checked(demand)
    place = _place(demand.place, beneath=desk.place_path)
    limits = limits_at(at)
    asked = Question(Clock.TOTAL, Urgency(demand.urgency), desk.unit_level, demand.matter, desk.unit_path)
    clock = starting(limit_in(limits, asked), limits.version, desk.unit_id, calendar_of(desk.unit_path), at)
    due = clock.due
    risk_flags = _risks(demand, at.astimezone(PUBLISHED.zone).date())
    order_id = ordered_id(at)
    facts = {
        "state": state.value, "matter": demand.matter, "urgency": demand.urgency, "channel": demand.channel,
        "place": place.pk, "people": demand.people, "amount_fen": demand.amount_fen, "risks": risk_flags,
        "due": due.at.isoformat(), "clocks": [told_of(clock)],
    }  # fmt: skip
    by = By(actor.person_id, desk.unit_id, desk.post.value)
    values = {
        "id": order_id, "at": at, "day": at.astimezone(PUBLISHED.zone).strftime("%Y%m%d"), "state": state.value,
        **{field.name: getattr(demand, field.name) for field in fields(Demand)},
        "place": place.pk, "risk_flags": risk_flags, "risk_open": bool(demand.risks),
        "caller_name": encrypt(demand.caller_name), "caller_phone": encrypt(demand.caller_phone),
        "phone_index": blind_index(demand.caller_phone), "tokens": search_tokens(demand, place),
        "desk": desk.unit_id, "desk_level": desk.unit_level.value, "post": Post.DISPATCHER.value,
        "person": actor.person_id, "due": due.at, "provisional": due.provisional, "limits": limits.version,
        "duty": Duty.ACCEPTING.value, "act": act.value, "acting_post": by.post, "facts": json.dumps(facts),
        **columns_of([clock]), "start": EMPTY.digest, "digest": digest_of(EMPTY.digest, order_id, 1, at, act.value, by, facts),
    }  # fmt: skip
    del values["risks"]
    with connection.cursor() as cursor:
        cursor.execute(_REGISTER, values)
        (number,) = cursor.fetchone()
    return Registered(order_id, number, state, due.at)


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


def _first_sentence(content: str) -> str:
    found = _SENTENCE.search(content)
    return found[0].strip() if found else content


def search_tokens(demand: Demand, place: Unit) -> str:
    """Words of the demand by which it is found: title, employer, address, place and text, cut by the dictionary."""
    text = f"{demand.title} {demand.employer} {place.name} {demand.address} {demand.content}"
    return " ".join(dict.fromkeys(rjieba.cut_for_search(text)))


def _place(place_id: int, *, beneath: str) -> Unit:
    place = present_unit(place_id)
    if place is None or place.kind != UnitKind.PLACE or not place.path.startswith(beneath):
        refuse("place_unknown", field="place")
    return place


def _risks(demand: Demand, on: date) -> list[str]:
    found = flags_of(demand.matter, demand.people, demand.amount_fen, demand.risks, on=on)
    return [flag.risk.value for flag in found]


_REGISTER = f"""
    WITH numbered AS (
        SELECT %(day)s || '-' || lpad(n::text, greatest(6, length(n::text)), '0') AS number
        FROM nextval('work_order_number') AS n
    ), registered AS (
        INSERT INTO work_orders_workorder (
            id, number, version, state, channel, matter, nature, urgency, title, content, employer, place_id, address,
            people, amount_fen, search, caller_name, caller_phone, caller_phone_index, confidential,
            desk_id, holder_id, holder_post, held_since, registered_at, changed_at, registered_by_id,
            due_at, due_provisional, limits_version, outcome, result, redo_count, return_count, urge_count,
            open_promises, missed_visits, satisfied, inspection, risk_flags, risk_open, ledger_length, ledger_digest
        )
        SELECT %(id)s, number, 1, %(state)s, %(channel)s, %(matter)s, %(nature)s, %(urgency)s, %(title)s, %(content)s,
            %(employer)s, %(place)s, %(address)s, %(people)s, %(amount_fen)s, to_tsvector('simple', %(tokens)s),
            %(caller_name)s, %(caller_phone)s, %(phone_index)s, %(confidential)s,
            %(desk)s, %(desk)s, %(post)s, %(at)s, %(at)s, %(at)s, %(person)s,
            %(due)s, %(provisional)s, %(limits)s, '', '', 0, 0, 0, 0, 0, '', '', %(risk_flags)s, %(risk_open)s,
            1, %(digest)s
        FROM numbered RETURNING id, number
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
        SELECT r.id, NULL, %(at)s, c.kind, c.unit, c.amount, c.time, c.whole, c.rule, c.version, c.due, c.provisional, c.alert, 1, 1, NULL
        FROM registered r CROSS JOIN {FRESH_CLOCKS}
    ), event AS (
        INSERT INTO ledger_event (subject, seq, at, act, person, unit, post, facts, previous, digest)
        SELECT id, 1, %(at)s, %(act)s, %(person)s, %(desk)s, %(acting_post)s, %(facts)s::jsonb, %(start)s, %(digest)s
        FROM registered RETURNING id, at
    ), announced AS (
        INSERT INTO ledger_announcement (event_id, due_at, attempts, last_error) SELECT id, at, 0, '' FROM event
    )
    SELECT number FROM registered
"""
