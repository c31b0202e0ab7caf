"""Fill the city with the orders of the past months: every life played through the acts of the office."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from bihuan.calendars.queries import national
from bihuan.demo.case import Case
from bihuan.demo.city import HOME, City
from bihuan.demo.courses import STAGED, Course, Staged
from bihuan.demo.founding import FOUNDED, Progress
from bihuan.demo.gathering import at_the_site, from_the_site, street_of_the_site, wage_call
from bihuan.demo.ground import STREET, whereabouts
from bihuan.demo.texts import calls, draw_call, filled
from bihuan.organisations.models import Unit
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI

#: How far back the first call lies.
SPAN = timedelta(days=150)
CALLS = Words("登记来电", "Calls registered")


@dataclass(frozen=True)
class Plan:
    """What is to be played. The same plan gives the same orders, apart from random ids.

    ``since`` is the first day on which orders may come in, ``until`` the last instant at which anybody acts.
    """

    until: datetime
    since: date = FOUNDED
    orders: int = 400
    seed: int = 2026

    @property
    def first(self) -> datetime:
        """From when calls come in."""
        return max(self.until - SPAN, datetime.combine(self.since, datetime.min.time(), SHANGHAI))

    def cases(self) -> list[Case]:
        """Every order to be, in the order in which they come in. Needs the people of :func:`staff`."""
        city = City.on(self.until.date())
        city.meet(self.until)
        span = national().working_time(self.first, self.until)
        staged: list[tuple[Staged | None, timedelta]] = [
            (one, max(span - one.days_ago * national().day_length, timedelta(0)))
            for one in STAGED[: self.orders]
        ]
        by_chance = Random(f"{self.seed}/calls")
        usual = [(None, span * by_chance.random()) for _ in range(self.orders - len(staged))]
        arrivals = sorted([*staged, *usual], key=lambda each: each[1])
        moments = [(one, national().after_working_time(self.first, worked)) for one, worked in arrivals]
        site = from_the_site([at for one, at in moments if one is None], self.until)
        return [
            _case(city, Random(f"{self.seed}/{serial}"), one, at, gathered=one is None and at in site)
            for serial, (one, at) in enumerate(moments)
        ]


def staff(plan: Plan) -> None:
    """Engage the people the orders need."""
    City.on(plan.until.date()).staff(Random(f"{plan.seed}/staff"), plan.first.date())


def register(plan: Plan, progress: Progress | None = None) -> None:
    """Take all the calls, one after the other: so numbers follow the calendar."""
    cases = plan.cases()
    for done, case in enumerate(cases, start=1):
        case.register()
        if progress and done % 20 == 0:
            progress(CALLS, done, len(cases))


def _case(city: City, random: Random, staged: Staged | None, at: datetime, *, gathered: bool) -> Case:
    home = next(district for district in city.districts if district.name == HOME)
    call = wage_call(random) if gathered else draw_call(random)
    if staged:
        # A staged order is an ordinary one: only then does it stand long enough where it is to stand.
        call = random.choice(
            [
                one
                for one in calls()
                if one.urgency == "ordinary" and one.trade and one.matter == (staged.matter or one.matter)
            ]
        )
    district, street, place = city.place(random, home if gathered or (staged and staged.at_home) else None)
    if gathered:
        street = street_of_the_site(city, home)
    said, demand = filled(call, random, place=f"{district.name}{street.name}")
    course = staged.course if staged else Course.drawn(random, call)
    demand = at_the_site(demand, street) if gathered else replace(demand, place=place)
    if street.path.endswith(f"/{STREET}/"):
        where = Random(f"{at:%Y%m%d%H%M%S}/where")
        address, position = whereabouts(Unit.objects.get(pk=place), at.date(), where)
        demand = replace(demand, address=address, position=position)
    return Case(random, city, course, said, demand, district, street, at)
