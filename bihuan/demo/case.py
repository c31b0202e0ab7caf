"""One order of the demo on its way: who acts for it, and when the next act comes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from bihuan.calendars.queries import national
from bihuan.demo.answering import token
from bihuan.demo.city import City, Office
from bihuan.demo.courses import Course
from bihuan.demo.texts import Call
from bihuan.intake.actions.calls import Taken, register_call
from bihuan.intake.suggestions import suggestions_for
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Level, Post
from bihuan.rules.matters import Source
from bihuan.rules.suggesting import plain_yuan
from bihuan.work_orders import actions as office
from bihuan.work_orders.actions import Demand

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder

_POST = {
    ("union", "city"): Post.DISPATCHER,
    ("union", "district"): Post.ORDER_CLERK,
    ("union", "street"): Post.INFORMANT,
    ("department", "district"): Post.DEPARTMENT_OFFICER,
}
#: Working days until an order is resolved, by urgency: mean and spread of the usual, and the longest that is in time.
PACE = {"ordinary": (6.9, 1.5, 9.7), "urgent": (4.0, 0.5, 4.8), "critical": (2.2, 0.4, 2.9)}


@dataclass
class Case:
    """An order being played. Its own source of chance makes its life the same whatever else happens around it."""

    random: Random
    city: City
    course: Course
    call: Call
    demand: Demand
    district: Office
    street: Office
    now: datetime
    #: By when the handlers mean to be done.
    goal: datetime = field(init=False)
    operator: Actor = field(init=False)
    #: The office that leads, once there is one.
    lead: Office = field(init=False)
    order: "WorkOrder | None" = None
    number: str = ""
    last_act: str = "register"

    def __post_init__(self) -> None:
        self.operator = self.desk(Post.OPERATOR)
        mean, spread, longest = PACE[self.demand.urgency]
        days = min(max(self.random.gauss(mean, spread), mean / 3), longest)
        if self.course.late:
            days = longest + self.random.uniform(0.6, 2.5)
        self.goal = national().after_working_time(self.now, days * national().day_length)

    def register(self) -> None:
        """The call itself, or the letter."""
        checking = self.course.entry == "to_check"
        if self.demand.channel == Source.PHONE:
            taken = Taken(
                token=token(self.random), seconds=self.random.randrange(120, 900), matter=self.demand.matter,
                phone=self.demand.caller_phone, about=self.demand.content, **self._suggested(),
            )  # fmt: skip
            register_call(self.operator, taken, self.demand, to_check=checking, at=self.now)
        else:
            office.register(self.operator, self.demand, at=self.now, to_check=checking)

    def _suggested(self) -> dict[str, Any]:
        """What stands in the form beside what was suggested; what was suggested rightly is taken over by its key."""
        amount = self.demand.amount_fen
        values = {
            name: getattr(self.demand, name) for name in ("matter", "nature", "urgency", "employer", "people")
        }
        values["amount"] = None if amount is None else plain_yuan(amount)
        chosen = {name: (str(value),) if value else () for name, value in values.items()}
        found = suggestions_for(self.demand.content, None, self.operator.posts[0].place_path, self.now)
        taken_over = tuple(each.field for each in found if each.value in chosen.get(each.field, ()))
        return {"chosen": chosen, "accepted": taken_over, "names": (self.demand.caller_name,)}

    # Time ---------------------------------------------------------------------------------------------------------

    def later(self, hours: float) -> datetime:
        """About so many working hours from now."""
        return national().after_working_time(self.now, timedelta(hours=hours * self.random.uniform(0.5, 1.5)))

    def days_later(self, days: float) -> datetime:
        """About so many working days from now."""
        return self.later(days * national().day_length / timedelta(hours=1))

    def towards_goal(self, share: float) -> datetime:
        """A share of the working time that is left until the goal."""
        left = national().working_time(self.now, self.goal)
        return national().after_working_time(self.now, left * share)

    @property
    def halted(self) -> bool:
        """Whether the course ends here."""
        return bool(self.course.halt) and self.last_act == self.course.halt

    # Who ----------------------------------------------------------------------------------------------------------

    def at(self, office: Office) -> Actor:
        """Who handles orders in an office."""
        return self.city.person(office.id, _POST[office.kind, office.level], self.random)

    def desk(self, post: Post) -> Actor:
        """Somebody at the city's desk."""
        return self.city.person(self.city.desk.id, post, self.random)

    @property
    def district_union(self) -> Office:
        return self.city.union(self.district)

    @property
    def street_union(self) -> Office:
        return self.city.union(self.street)

    def department(self, trade: str) -> Office:
        """The district's department of a trade."""
        return self.city.department(self.district, trade)

    @property
    def above_lead(self) -> Actor:
        """Who decides for the level above the lead."""
        if self.lead.level == Level.STREET:
            return self.at(self.district_union)
        return self.desk(Post.DISPATCHER)

    # Acting -------------------------------------------------------------------------------------------------------

    def do(self, act: Callable[..., "WorkOrder"], actor: Actor, *args: object, **more: object) -> None:
        """Perform one act of the office now."""
        self.order = act(actor, self.number, *args, at=self.now, **more)
        self.last_act = act.__name__
