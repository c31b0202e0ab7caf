"""The usual course of an order, played by the acts of the office to where a test begins; and how a refusal is proved."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.apps import apps

from bihuan.ledger.models import Event
from bihuan.rules.actors import Level
from bihuan.rules.checklist import Verdict, passing
from bihuan.rules.lifecycle import Matter
from bihuan.rules.refusal import Refused
from bihuan.work_orders import actions as office
from tests.town import AT, Town
from tests.work_orders.stories import FEN, NAME, PHONE, Story

#: What is written into every field that takes words: none of it may reach the ledger.
WORDS = f"{NAME}（{PHONE}）当面说明情况"

#: An inspection that one item does not stand up to.
FAULTY = [a._replace(verdict=Verdict.FAILED, reason=WORDS) if a.item == "answered" else a for a in passing()]

Station = Callable[[Town], Story]


# The straight way ------------------------------------------------------------------------------------------------


def registered(town: Town) -> Story:
    return Story(town)


def dispatched(town: Town) -> Story:
    return Story(town).dispatched()


def signed(town: Town) -> Story:
    """In the hands of the district's clerk."""
    story = dispatched(town)
    story.act("杨帆", office.sign)
    return story


def in_hand(town: Town) -> Story:
    """At the street's union, which has contacted the caller."""
    return Story(town).in_hand()


def resolved(town: Town) -> Story:
    story = in_hand(town)
    story.act("张琪", office.resolve, "paid_in_full", WORDS)
    return story


def replied(town: Town) -> Story:
    story = resolved(town)
    story.act("张琪", office.reply, WORDS, leak_confirmed=True)
    return story


def visiting(town: Town) -> Story:
    story = replied(town)
    story.act("陈晓", office.begin_visit)
    return story


def closed(town: Town) -> Story:
    return Story(town).closed()


def inspected(town: Town) -> Story:
    story = closed(town)
    story.act("何静", office.inspect, passing())
    return story


def discharge_all(story: Story) -> Story:
    """Every level reports back and is discharged, from the bottom up."""
    answering = {duty.level for duty in story.order.responsibilities.filter(released_at=None)}
    line = (("张琪", Level.STREET), ("杨帆", Level.DISTRICT), ("周敏", Level.CITY))
    for name, level in line:
        if level in answering:
            story.act(name, office.report_back, level, WORDS)
            story.act(name, office.discharge, level)
    return story


def discharged(town: Town) -> Story:
    return discharge_all(inspected(town))


def archived(town: Town) -> Story:
    story = discharged(town)
    story.act("周敏", office.archive)
    return story


# Beside it -------------------------------------------------------------------------------------------------------


def accepted(town: Town) -> Story:
    """Registered for checking."""
    story = Story(town)
    demand = office.Demand(content=WORDS, place=town.street.pk, matter="wage_arrears", caller_phone=PHONE)
    story.number = office.register(town.actor("陈晓"), demand, at=AT, to_check=True).number
    return story


def passed_over(town: Town) -> Story:
    """Dispatched straight to the street: its district is only copied in."""
    story = Story(town)
    story.act("周敏", office.dispatch, town.street_union.pk)
    return story


def asked_back(town: Town) -> Story:
    """The district asked to return it to the labour office."""
    story = dispatched(town)
    story.act("杨帆", office.request_return, "not_our_matter", WORDS, town.labour.pk)
    return story


def conferring(town: Town) -> Story:
    story = in_hand(town)
    story.act("张琪", office.call_conferral, WORDS)
    return story


def asking_for_time(town: Town) -> Story:
    story = in_hand(town)
    story.act("张琪", office.request_extension, 3, WORDS)
    return story


def parked(town: Town) -> Story:
    story = in_hand(town)
    story.act("杨帆", office.park, story.now.date() + timedelta(days=20), WORDS)
    return story


def with_110(town: Town) -> Story:
    story = registered(town)
    story.act("陈晓", office.transfer_110, WORDS)
    return story


def redirected(town: Town) -> Story:
    story = registered(town)
    story.act("周敏", office.redirect, "court", WORDS)
    return story


def repeated(town: Town) -> Story:
    """A demand that an earlier order is about already."""
    registered(town)
    return registered(town)


def merged(town: Town) -> Story:
    earlier, story = registered(town), registered(town)
    story.act("周敏", office.merge, earlier.number)
    return story


def called_in(town: Town) -> Story:
    return Story(town).called_in()


def task_signed(town: Town) -> Story:
    story = called_in(town)
    story.act("吴迪", office.sign_task, town.labour.pk)
    return story


def task_answered(town: Town) -> Story:
    story = task_signed(town)
    story.act("吴迪", office.answer_task, town.labour.pk, WORDS)
    return story


def task_asked_back(town: Town) -> Story:
    story = called_in(town)
    story.act(
        "吴迪",
        office.return_task,
        town.labour.pk,
        "not_our_matter",
        WORDS,
        town.unit("江北区人力资源和社会保障局").pk,
    )
    return story


def agreed(town: Town) -> Story:
    """With an agreement to pay in two instalments."""
    story = in_hand(town)
    days = [story.now.date() + timedelta(days=days) for days in (7, 21)]
    story.act("张琪", office.attach, "职工书面意见.pdf", b"%PDF-1.7 the workers' written word")
    story.act("张琪", office.agree, WORDS, [office.Payment(day, FEN // 2) for day in days])
    return story


def lapsed(town: Town) -> Story:
    """The first instalment did not come, and the system has opened the follow-up."""
    story = agreed(town)
    story.now += timedelta(days=8)
    assert office.reopen_follow_ups(at=story.now) == 1
    return story


def at_risk(town: Town) -> Story:
    story = in_hand(town)
    story.act("张琪", office.raise_risk, "gathering", WORDS)
    return story


def reported(town: Town) -> Story:
    """Passed inspection; the street has reported back."""
    story = inspected(town)
    story.act("张琪", office.report_back, Level.STREET, WORDS)
    return story


#: For every state an order can be in, the way there.
STATIONS: dict[Matter, Station] = {
    Matter.ACCEPTED: accepted, Matter.AWAITING_DISPATCH: registered, Matter.DISPATCHED: dispatched,
    Matter.SIGNED: signed, Matter.HANDLING: in_hand, Matter.RETURN_REVIEW: asked_back, Matter.CONFERRING: conferring,
    Matter.EXTENSION_REVIEW: asking_for_time, Matter.PARKED: parked, Matter.TRANSFERRED_110: with_110,
    Matter.RESOLVED: resolved, Matter.VISITING: visiting, Matter.CLOSED: closed, Matter.REDIRECTED: redirected,
    Matter.MERGED: merged, Matter.ARCHIVED: archived,
}  # fmt: skip


# What is written, and what is not --------------------------------------------------------------------------------


def everything() -> dict[str, list[tuple]]:
    """Every row of the orders and of the ledger."""
    models = [*apps.get_app_config("work_orders").get_models(), *apps.get_app_config("ledger").get_models()]
    return {model.__name__: sorted(model.objects.values_list(), key=str) for model in models}


@contextmanager
def refused(code: str, field: str | None = None) -> Iterator["pytest.ExceptionInfo[Refused]"]:
    """Expect a refusal that has its whole sentence in both languages and leaves not one row changed."""
    before = everything()
    with pytest.raises(Refused) as refusal:
        yield refusal
    assert refusal.value.code == code
    assert field is None or refusal.value.field == field
    for sentence in refusal.value.sentence:
        assert sentence
        assert "{" not in sentence
    assert everything() == before, "a refusal left a trace"


def last_event(story: Story) -> Event:
    return Event.objects.filter(subject=story.order.pk).latest("seq")
