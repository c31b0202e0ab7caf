"""Who called before, and what may be the same matter: by phone, employer, place, words and time, each said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import rjieba
from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet
from django.db.models.functions import Left

from bihuan.ledger.queries import latest_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import units_at, within
from bihuan.privacy.ciphers import blind_index
from bihuan.rules.actors import Level
from bihuan.rules.clusters import site_of
from bihuan.rules.employers import core_of
from bihuan.rules.lifecycle import ACTS, Act
from bihuan.rules.matters import MATTERS
from bihuan.rules.sameness import COMPARED, LEAST, SAME_WORDS, ago, runs, sameness
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.triage.queries import clusters_heard, orders_alike
from bihuan.triage.traits import DISTRICT, About, above, traits_of
from bihuan.work_orders.actions.registering import first_id
from bihuan.work_orders.queries import visible_to
from bihuan.work_orders.showing import held_for, state_tag
from bihuan.work_orders.unasked import orders_of

if TYPE_CHECKING:
    from bihuan.triage.models import Cluster
    from bihuan.work_orders.models import WorkOrder

_HISTORY = 8
_LIKELY = 3
_CANDIDATES = 20
#: How far back the words are compared, and of how many orders at most. What is newer than the last reading of new
#: orders (:mod:`bihuan.triage.jobs`) is found by the order of keys.
_COMPARED_FOR, _COMPARED, _NOT_YET_READ = timedelta(days=60), 40, timedelta(minutes=20)

SAME_PHONE = Words("同一来电号码", "Same phone number")
SAME_EMPLOYER = Words("同一用人单位", "Same employer")
SAME_SITE = Words("同一工地或地址", "Same site")
SAME_PLACE = Words("同一地点", "Same place")
SAME_MATTER = Words("同一事项", "Same matter")


@dataclass(frozen=True, slots=True)
class Heard:
    """What has been understood of a call so far; empty where nothing was said yet. ``phone`` in its stored form."""

    phone: str = ""
    place: int | None = None
    employer: str = ""
    matter: str = ""
    address: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """An earlier order as the desk's panel shows it."""

    order: "WorkOrder"
    state_words: Words
    tone: str
    matter: Words | str
    #: Not archived: something may still be added to it.
    living: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """An order that may be the same matter, why, and enough of it to decide."""

    seen: Seen
    why: list[Words]
    #: When it was registered, in words.
    ago: Words
    last_act: Words | str = ""
    last_at: datetime | None = None
    held: Any = None


@dataclass(slots=True)
class _Place:
    path: str = ""
    names: list[str] = field(default_factory=list)


def heard_before(actor: Actor, heard: Heard) -> list[Seen]:
    """Earlier orders of the same caller which the actor may see, newest first: equal numbers, nothing less. One statement."""
    index = blind_index(heard.phone)
    if not index:
        return []
    orders = _readable(visible_to(actor)).filter(caller_phone_index=index).order_by("-registered_at")
    return [_seen(order) for order in orders[:_HISTORY]]


def likenesses(actor: Actor, heard: Heard, history: list[Seen], now: datetime) -> list[Likeness]:
    """Living orders that share two things or more with what was said, most alike first; at most seven statements.

    Parameters: ``history`` what :func:`heard_before` found.
    """
    place, said = _place(heard.place, now), runs(heard.text)
    core = core_of(heard.employer, place.names)
    candidates = {seen.order.pk: seen for seen in history if seen.living}
    for order in _of_employer(actor, core):
        candidates.setdefault(order.pk, _seen(order))
    for order in _nearby(actor, heard, place, now) if said else []:
        candidates.setdefault(order.pk, _seen(order))
    index = blind_index(heard.phone)
    told = _told(candidates) if said else {}
    likely = []
    for pk, seen in candidates.items():
        why = _why(seen.order, heard, index, core, place)
        share = sameness(said, runs(told.get(pk, "")))
        if share >= LEAST:
            why.append(SAME_WORDS.fill(percent=round(100 * share)))
        if _tells(seen.order, why, heard, share):
            likely.append((seen, why))
    likely.sort(key=lambda pair: (-len(pair[1]), -pair[0].order.registered_at.timestamp()))
    likely = likely[:_LIKELY]
    latest = latest_of(seen.order.pk for seen, _ in likely) if likely else {}
    return [
        Likeness(
            seen,
            why,
            ago((_local_day(now) - _local_day(seen.order.registered_at)).days),
            _act_words(latest[seen.order.pk].act),
            latest[seen.order.pk].at,
            held_for(seen.order, now),
        )
        for seen, why in likely
    ]


def clusters_joined(actor: Actor, heard: Heard, now: datetime) -> "list[Cluster]":
    """Living clusters a call would join; at most two statements, none where nothing was said that could tell."""
    if not (heard.employer or heard.place):
        return []
    place = _place(heard.place, now)
    path = place.path or actor.posts[0].place_path
    names = {above(path, depth): name for depth, name in enumerate(place.names, start=1)}
    return clusters_heard(actor, traits_of(About(path, heard.matter, heard.employer, heard.address), names))


def _tells(order: "WorkOrder", why: list[Words], heard: Heard, share: float) -> bool:
    """Whether it takes a look: two things shared, the employer, the site or the words among them, or the caller and nothing against it."""
    another_matter = bool(heard.matter) and order.matter != heard.matter
    nearer = SAME_EMPLOYER in why or SAME_SITE in why or (share >= LEAST and SAME_PLACE in why)
    return len(why) > 1 and (nearer or (SAME_PHONE in why and not another_matter))


def _why(order: "WorkOrder", heard: Heard, index: str, core: str, place: _Place) -> list[Words]:
    other = core_of(order.employer, place.names)
    theirs = order.place.path
    reasons = {
        SAME_PHONE: bool(index) and order.caller_phone_index == index,
        SAME_EMPLOYER: bool(core and other) and (core in other or other in core),
        SAME_SITE: bool(site := site_of(heard.address)) and site == site_of(order.address),
        SAME_PLACE: bool(place.path) and (theirs.startswith(place.path) or place.path.startswith(theirs)),
        SAME_MATTER: bool(heard.matter) and order.matter == heard.matter,
    }
    return [words for words, holds in reasons.items() if holds]


def _of_employer(actor: Actor, core: str) -> "list[WorkOrder]":
    """Living orders that have the first words of the employer's name in them, by the words' index; compared as a whole later."""
    if len(core) < 2:
        return []
    words = " & ".join(f"'{word}'" for word in rjieba.cut(core[:4]) if word.isalnum())
    orders = _readable(visible_to(actor)).filter(
        search=SearchQuery(words, config="simple", search_type="raw")
    )
    # Keys are ordered by time: newest first along them ends early for common words, where sorting all would not.
    return list(orders.filter(archived_at=None).exclude(employer="").order_by("-pk")[:_CANDIDATES])


def _nearby(actor: Actor, heard: Heard, place: _Place, now: datetime) -> "list[WorkOrder]":
    """Newest living orders of the same site, of the same matter in the district, and of the last minutes; three statements."""
    if not place.path:
        return []
    keys = traits_of(About(place.path, heard.matter, "", heard.address), {})
    alike = orders_alike(keys, now - _COMPARED_FOR, _COMPARED)
    living = _readable(visible_to(actor)).filter(archived_at=None)
    # Apart, so that each goes along the key: joined by "or" they might read the whole table.
    latest = living.filter(
        within(above(place.path, DISTRICT), "place__path"), pk__gt=first_id(now - _NOT_YET_READ)
    )
    return [*living.filter(pk__in=alike), *latest.order_by("-pk")[:_CANDIDATES]]


def _told(candidates: Iterable[UUID]) -> dict[UUID, str]:
    """The beginning of what was told in each; one statement."""
    return dict(orders_of(candidates).annotate(told=Left("content", COMPARED)).values_list("pk", "told"))


def _place(place_id: int | None, now: datetime) -> _Place:
    """The path to compare by (a community's is its street's) and the names on the way to it."""
    if not place_id:
        return _Place()
    on = now.date()
    place = units_at(on).filter(pk=place_id).select_related("parent__parent__parent").first()
    names, above, path = [], place, place.path if place else ""
    if place and place.level == Level.COMMUNITY and place.parent:
        path = place.parent.path
    while above is not None:
        names.append(above.name)
        above = above.parent if len(names) < 4 else None
    return _Place(path, names[::-1])


def _readable(orders: "QuerySet[WorkOrder]") -> "QuerySet[WorkOrder]":
    # Who called stays closed: what is not read is not deciphered.
    return orders.select_related("holder", "place").defer(
        "search", "content", "result", "caller_name", "caller_phone"
    )


def _seen(order: "WorkOrder") -> Seen:
    words, tone = state_tag(order)
    return Seen(order, words, tone, MATTERS.get(order.matter, order.matter), order.archived_at is None)


def _local_day(at: datetime) -> date:
    """The day of the office."""
    return at.astimezone(SHANGHAI).date()


def _act_words(act: str) -> Words | str:
    return ACTS[Act(act)] if act in set(Act) else ""
