"""Short ways to have something happen in the town that somebody is told of."""

from datetime import datetime, timedelta

from bihuan.notifications.actions.telling import tell_waiting
from bihuan.notifications.models import Message
from bihuan.organisations.models import Person
from bihuan.work_orders import actions as office
from tests.town import AT, Town

ALREADY_TOLD = 500


def registered(town: Town, at: datetime = AT, phone: str = "13800001234") -> str:
    """A call about unpaid wages in 南纪门街道, just registered; its number."""
    demand = office.Demand(
        content="张建国说工资没有付。", place=town.street.pk, matter="wage_arrears", caller_name="张建国",
        caller_phone=phone,
    )  # fmt: skip
    return office.register(town.actor("陈晓"), demand, at=at).number


def dispatched(town: Town, at: datetime = AT, phone: str = "13800001234") -> str:
    """The same, dispatched to 渝中区总工会 a minute later."""
    number = registered(town, at, phone)
    office.dispatch(town.actor("周敏"), number, town.district_union.pk, at=at + timedelta(minutes=1))
    return number


def tell_all(at: datetime = AT + timedelta(hours=1)) -> None:
    """Tell everything that is waiting at that instant."""
    while tell_waiting(at, ALREADY_TOLD):
        pass


def told(*names: str) -> list[tuple[str, str]]:
    """Who was told of what, oldest first, of these people or of everybody."""
    messages = Message.objects.order_by("pk").values_list("person__name", "code")
    return [row for row in messages if not names or row[0] in names]


def everybody_has_an_address() -> None:
    """Give the whole cast an address each."""
    for person in Person.objects.all():
        person.email = f"{person.username}@office.example"
        person.save(update_fields=["email"])
