"""From an audience of the table to the people who are in post today."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from bihuan.knowledge.queries import REVIEWING_POSTS
from bihuan.organisations.seats import Seat
from bihuan.rules.actors import HANDLING_POSTS, SIGNING_POSTS, Level, Post
from bihuan.rules.announcing import Audience
from bihuan.rules.responsibility import is_below
from bihuan.work_orders.parties import Hands, Parties

Facts = Mapping[str, object]
#: Who answers for a centre at its console.
COMMANDING = frozenset({Post.COMMAND_OFFICER, Post.LEADER})


@dataclass(frozen=True, slots=True)
class Where:
    """The seats of one unit in some posts; of those, where a person is named who is still there, only that person's.

    ``alone``: that person or nobody.
    """

    unit_id: int
    posts: frozenset[Post] = HANDLING_POSTS
    person_id: int | None = None
    alone: bool = False

    def occupied(self, seats: Mapping[int, list[Seat]]) -> list[Seat]:
        """The seats meant. The seat of somebody on leave is taken by the deputy too; who has left is not waited for."""
        fitting = [seat for seat in seats.get(self.unit_id, []) if seat.post in self.posts]
        own = [seat for seat in fitting if self.person_id in (seat.person_id, seat.stands_for)]
        return own if self.alone else own or fitting


def where(audience: Audience, parties: Parties, facts: Facts) -> list[Where]:
    """The seats an audience means in an order, after an event with these facts."""
    return list(_WHERE[audience](parties, facts))


def _hands(hands: Hands | None) -> Iterable[Where]:
    if hands is not None:
        posts = HANDLING_POSTS if hands.post in HANDLING_POSTS | {None} else frozenset({hands.post})
        yield Where(hands.unit_id, posts, hands.person_id)  # type: ignore[arg-type]


def _units(value: object) -> Iterable[Where]:
    ids = value if isinstance(value, list) else [value]
    return (Where(unit) for unit in ids if isinstance(unit, int))


def _above(parties: Parties) -> list[int]:
    lead = parties.lead_level
    return [unit for level, unit in parties.accountable.items() if lead and is_below(lead, level)]


def _next_above(parties: Parties, facts: Facts) -> Iterable[Where]:
    this = Level(str(facts["level"]))
    # From the bottom up, as the levels themselves are written from the top down.
    for level in reversed(Level):
        if is_below(this, level) and level in parties.accountable:
            yield Where(parties.accountable[level])
            return


def _task_unit(parties: Parties, facts: Facts) -> Iterable[Where]:
    signed = [hands for hands in parties.supporting if hands.unit_id == facts.get("unit")]
    return chain.from_iterable(_hands(hands) for hands in signed) if signed else _units(facts.get("unit"))


def _desk(post: Post) -> Callable[[Parties, Facts], Iterable[Where]]:
    return lambda parties, _: [Where(parties.desk_id, frozenset({post}))]


def _holder(parties: Parties, _facts: Facts) -> Iterable[Where]:
    return _hands(parties.holder)


def _addressed(parties: Parties, facts: Facts) -> Iterable[Where]:
    """The seat a warning was addressed to; where somebody there has the order or the task in hand, that person's."""
    unit = facts.get("to")
    if isinstance(unit, int):
        hands = [each for each in (parties.holder, *parties.supporting) if each and each.unit_id == unit]
        yield Where(unit, frozenset({Post(str(facts["post"]))}), hands[0].person_id if hands else None)


def _warned(_parties: Parties, facts: Facts) -> Iterable[Where]:
    return (Where(place.unit_id, HANDLING_POSTS | {Post.LEADER}) for place in _units(facts.get("unit")))


def _overseers(_parties: Parties, facts: Facts) -> Iterable[Where]:
    return (Where(place.unit_id, frozenset({Post.SUPERVISOR})) for place in _units(facts.get("overseer")))


def keepers_of_rule(facts: Facts) -> list[Where]:
    """Whoever handles, leads or administers in the unit that owns a routing rule. Needs no order."""
    posts = HANDLING_POSTS | {Post.LEADER, Post.ADMINISTRATOR}
    return [Where(place.unit_id, posts) for place in _units(facts.get("owner"))]


def keepers_of_entry(facts: Facts) -> list[Where]:
    """Whoever reviews entries in the unions named, and who wrote the entry, while still there. Needs no order."""
    unions = list(_units(facts.get("unions")))
    found = [Where(union.unit_id, REVIEWING_POSTS) for union in unions]
    if isinstance(writer := facts.get("writer"), int):
        found += [Where(union.unit_id, frozenset(Post), writer, alone=True) for union in unions]
    return found


def keepers_of_list(facts: Facts) -> list[Where]:
    """Whoever keeps a duty list, at the centre of its place. Needs no order."""
    posts = frozenset({Post.COMMAND_OFFICER, Post.LEADER})
    return [Where(place.unit_id, posts) for place in _units(facts.get("owner"))]


def asked_of_cluster(facts: Facts) -> list[Where]:
    """Whoever handles and leads in the unit asked about a cluster. Needs no order."""
    return [Where(place.unit_id, HANDLING_POSTS | {Post.LEADER}) for place in _units(facts.get("unit"))]


def overseers_of_cluster(facts: Facts) -> list[Where]:
    """The supervisors of the union that watches over a cluster. Needs no order."""
    return [Where(place.unit_id, frozenset({Post.SUPERVISOR})) for place in _units(facts.get("overseer"))]


def _leader_on_duty(facts: Facts) -> Iterable[Where]:
    leader = facts.get("leader")
    for place in _units(facts.get("centre")):
        yield Where(place.unit_id, COMMANDING, leader if isinstance(leader, int) else None)


def _named(unit: str, person: str) -> Callable[[Facts], Iterable[Where]]:
    """The seats of a person in a unit, both named in the facts; nobody where the person is named no more."""

    def seats(facts: Facts) -> Iterable[Where]:
        who = facts.get(person)
        everyone = frozenset(Post)
        return [
            Where(p.unit_id, everyone, who, alone=True)
            for p in _units(facts.get(unit))
            if isinstance(who, int)
        ]

    return seats


def _in_centre(name: str) -> Callable[[Facts], Iterable[Where]]:
    return lambda facts: [Where(place.unit_id, COMMANDING) for place in _units(facts.get(name))]


def _called(name: str) -> Callable[[Facts], Iterable[Where]]:
    """The seats that see a task of their unit: a centre's are its officers', a department's those who handle there."""
    return lambda facts: [
        Where(place.unit_id, HANDLING_POSTS | COMMANDING) for place in _units(facts.get(name))
    ]


#: Audiences that need no order: what the event's facts name is enough.
APART: dict[Audience, Callable[[Facts], Iterable[Where]]] = {
    Audience.RULE_KEEPERS: keepers_of_rule,
    Audience.ENTRY_KEEPERS: keepers_of_entry,
    Audience.LIST_KEEPERS: keepers_of_list,
    Audience.THRESHOLD_KEEPER: _named("unit", "keeper"),
    Audience.CLUSTER_UNIT: asked_of_cluster,
    Audience.CLUSTER_OVERSEER: overseers_of_cluster,
    Audience.EVENT_CALLED: _called("units"),
    Audience.EVENT_SUBSTITUTE: _called("substitute"),
    Audience.EVENT_HANDLER: _named("centre", "handler"),
    Audience.EVENT_REPORTER: _named("reporter_unit", "reporter"),
    Audience.UPPER_CENTRE: _in_centre("upper"),
    Audience.LEADER_ON_DUTY: _leader_on_duty,
}

_WHERE: dict[Audience, Callable[[Parties, Facts], Iterable[Where]]] = {
    Audience.HOLDER: _holder,
    Audience.HOLDER_OF_TARGET: _holder,
    Audience.PREVIOUS_HOLDER: lambda p, _: _hands(p.previous),
    Audience.LEAD: lambda p, _: _hands(p.lead),
    Audience.SUPPORTING: lambda p, _: chain.from_iterable(_hands(hands) for hands in p.supporting),
    Audience.TASK_UNIT: _task_unit,
    Audience.TASK_HEIR: lambda _, facts: _units(facts.get("to")),
    Audience.CALLED_IN: lambda _, facts: _units(facts.get("supporting")),
    Audience.INVITED: lambda _, facts: _units(facts.get("invited")),
    Audience.INFORMED: lambda _, facts: _units(facts.get("informed")),
    Audience.COPIED: lambda p, _: _units(list(p.copied)),
    Audience.ABOVE: lambda p, _: _units(_above(p)),
    Audience.NEXT_ABOVE: _next_above,
    Audience.ACCOUNTABLE: lambda p, _: _units(list(p.accountable.values())),
    Audience.SUPERVISORS: lambda p, _: [
        Where(unit, frozenset({Post.SUPERVISOR})) for unit in dict.fromkeys([p.desk_id, *_above(p)])
    ],
    Audience.LEADERS: lambda p, _: [Where(unit, frozenset({Post.LEADER})) for unit in p.accountable.values()],
    Audience.DISPATCHERS: _desk(Post.DISPATCHER),
    Audience.OPERATORS: _desk(Post.OPERATOR),
    Audience.INSPECTORS: _desk(Post.INSPECTOR),
    Audience.REGISTRAR: lambda p, _: [
        Where(p.desk_id, frozenset({Post.OPERATOR}), p.registered_by, alone=True)
    ],
    Audience.ADDRESSED: _addressed,
    Audience.WARNED: _warned,
    Audience.OVERSEERS: _overseers,
    Audience.LETTER_UNION: lambda _, facts: _units(facts.get("union")),
    Audience.SIGNATORIES: lambda _, facts: (
        Where(place.unit_id, SIGNING_POSTS) for place in _units(facts.get("union"))
    ),
}
