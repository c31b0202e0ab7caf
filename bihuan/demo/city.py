"""The city the demo's orders are played in: its offices by place, and who sits in them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from bihuan.demo.founding import CITY
from bihuan.demo.texts import name_of_a_person
from bihuan.organisations.actions.appointments import appoint
from bihuan.organisations.actions.people import engage
from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import actor_for, appointments_administered, demo_cast_on, units_at
from bihuan.rules.actors import Level, Post

if TYPE_CHECKING:
    from bihuan.demo.case import Case

HOME = "渝中区"
#: How much more often than elsewhere calls come from these places, where the named cast works.
WEIGHTS = {"渝中区": 20, "两江新区": 6, "南纪门街道": 8, "解放碑街道": 5, "观音桥街道": 4}
#: Departments that get an officer in every district; all trades get one where the cast is.
USUAL_TRADES = ("labour", "housing", "petitions", "emergency", "medical_insurance", "transport")
STREETS_WITH_STAFF = 3
#: People at the city's desk besides the cast.
DESK = {Post.OPERATOR: 5, Post.DISPATCHER: 2, Post.INSPECTOR: 1}

COLUMNS = ("id", "name", "kind", "level", "trade", "parent_id", "path")


class Office(NamedTuple):
    """A place or an organ, as far as the demo needs it."""

    id: int
    name: str
    kind: str
    level: str
    trade: str
    parent: int
    path: str


@dataclass
class City:
    """Places and organs by id and by what they serve; actors by unit and post."""

    offices: dict[int, Office]
    organs: dict[tuple[int, str, str], Office]
    districts: list[Office]
    streets: dict[int, list[Office]]
    communities: dict[int, list[Office]] = field(default_factory=dict)
    people: dict[tuple[int, Post], list[Actor]] = field(default_factory=lambda: defaultdict(list))
    living: dict[str, "Case"] = field(default_factory=dict)

    @classmethod
    def on(cls, day: date) -> "City":
        """Read the city as it stands on ``day``."""
        rows = units_at(day).exclude(level=Level.COMMUNITY).order_by("path")
        offices = {row[0]: Office(*row) for row in rows.values_list(*COLUMNS)}
        organs = {(o.parent, o.kind, o.trade): o for o in offices.values() if o.kind != "place"}
        places = [o for o in offices.values() if o.kind == "place"]
        streets: dict[int, list[Office]] = defaultdict(list)
        for place in places:
            if place.level == Level.STREET:
                streets[place.parent].append(place)
        districts = [place for place in places if place.level == Level.DISTRICT and place.id in streets]
        return cls(offices, organs, districts, streets)

    @property
    def desk(self) -> Office:
        """The city's union, where the hotline is."""
        root = next(place for place in self.offices.values() if place.path == f"/{CITY}/")
        return self.union(root)

    def union(self, place: Office) -> Office:
        """The union of a place."""
        return self.organs[place.id, "union", ""]

    def department(self, place: Office, trade: str) -> Office:
        """The department of a trade in a place."""
        return self.organs[place.id, "department", trade]

    def place(self, random: Random, district: Office | None = None) -> tuple[Office, Office, int]:
        """Draw where a demand comes from: district, street, and the id of the street or one of its communities."""
        district = district or _drawn(random, self.districts)
        street = _drawn(random, [s for s in self.streets[district.id] if s.id in self.communities])
        below = self.communities[street.id]
        precise = random.choice(below).id if below and random.random() < 0.4 else street.id
        return district, street, precise

    def person(self, unit_id: int, post: Post, random: Random) -> Actor:
        """Somebody who holds this post in the unit."""
        return random.choice(self.people[unit_id, post])

    def remember(self, case: "Case") -> None:
        """Keep the living orders, for demands that repeat one of them."""
        if case.order and case.order.archived_at is None and case.order.merged_into_id is None:
            self.living[case.number] = case
        else:
            self.living.pop(case.number, None)

    def earlier(self, case: "Case") -> "Case | None":
        """A living order of the same district, which this one turns out to repeat."""
        living = (one for one in self.living.values() if one.district == case.district)
        return next((one for one in living if one.number != case.number), None)

    def staff(self, random: Random, since: date) -> None:
        """Engage invented people for every seat the orders will need and that nobody of the cast holds."""
        taken = {(appointment.unit_id, appointment.post) for appointment in demo_cast_on(since)}
        wanted = [(self.desk.id, post) for post, count in DESK.items() for _ in range(count)]
        wanted += [seat for seat in self._seats(random) if seat not in taken]
        units = {unit.pk: unit for unit in units_at(since).filter(pk__in={unit for unit, _ in wanted})}
        for number, (unit_id, post) in enumerate(wanted, start=1):
            person = engage(f"demo{number:04d}", name_of_a_person(random), by=None)
            appoint(person, units[unit_id], post, since=since, by=None)

    def meet(self, at: datetime) -> None:
        """Get to know everybody in post, through the administrator's eyes, and where in each street orders come from."""
        cast = {appointment.post: appointment.person for appointment in demo_cast_on(at.date())}
        administrator = actor_for(cast[Post.ADMINISTRATOR], at)
        for appointment in appointments_administered(administrator, at.date()):
            self.people[appointment.unit_id, Post(appointment.post)].append(actor_for(appointment.person, at))
        staffed = [street for all_ in self.streets.values() for street in all_ if self._has_informant(street)]
        self.communities = {street.id: [] for street in staffed}
        below = units_at(at.date()).filter(level=Level.COMMUNITY, kind="place", parent__in=self.communities)
        for row in below.order_by("path").values_list(*COLUMNS):
            office = Office(*row)
            self.communities[office.parent].append(office)

    def _has_informant(self, street: Office) -> bool:
        return bool(self.people.get((self.union(street).id, Post.INFORMANT)))

    def _seats(self, random: Random) -> list[tuple[int, Post]]:
        seats = []
        for district in self.districts:
            union = self.union(district)
            seats += [(union.id, Post.ORDER_CLERK), (union.id, Post.SUPERVISOR)]
            seats += [
                (self.department(district, trade).id, Post.DEPARTMENT_OFFICER) for trade in USUAL_TRADES
            ]
            named = [street for street in self.streets[district.id] if street.name in WEIGHTS]
            others = [street for street in self.streets[district.id] if street not in named]
            chosen = named + random.sample(others, min(len(others), STREETS_WITH_STAFF))
            seats += [(self.union(street).id, Post.INFORMANT) for street in chosen]
        return seats


def _drawn(random: Random, places: list[Office]) -> Office:
    return random.choices(places, [WEIGHTS.get(place.name, 1) for place in places])[0]
