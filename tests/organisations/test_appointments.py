"""Appointing, ending and deputising."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from bihuan.organisations.actions.appointments import appoint, depute, end_appointment
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import Appointment, Unit
from bihuan.rules.actors import Post
from bihuan.rules.refusal import Kind, Refused
from tests.town import AT, FOUNDED, Town

TODAY = AT.date()
LATER = date(2025, 7, 1)


def held(town: Town, name: str) -> Appointment:
    return Appointment.objects.get(person=town.person(name), deputises_for=None)


def posts(town: Town, name: str, day: date = TODAY) -> list[tuple[str, Post, bool]]:
    at = AT.replace(year=day.year, month=day.month, day=day.day)
    return [(post.unit_name, post.post, post.deputising) for post in town.actor(name, at).posts]


def refusal_of(act: object, *args: object, **kwargs: object) -> Refused:
    before = list(Appointment.objects.order_by("pk").values())
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    assert list(Appointment.objects.order_by("pk").values()) == before  # nothing half-saved
    return refused.value


def test_a_person_may_hold_several_posts(town: Town) -> None:
    appoint(town.person("杨帆"), town.district_union, Post.LEADER, since=TODAY, by=town.actor("高远"))
    assert posts(town, "杨帆") == [
        ("渝中区总工会", Post.ORDER_CLERK, False),
        ("渝中区总工会", Post.LEADER, False),
    ]


def test_an_appointment_holds_from_its_first_day_and_no_longer_on_its_last(town: Town) -> None:
    appoint(town.person("杨帆"), town.district_union, Post.LEADER, since=TODAY, until=LATER, by=None)
    leads = [Post.LEADER in [post for _, post, _ in posts(town, "杨帆", day)] for day in
             (date(2025, 6, 9), TODAY, date(2025, 6, 30), LATER)]  # fmt: skip
    assert leads == [False, True, True, False]


def test_a_post_that_does_not_fit_is_refused_with_those_that_do(town: Town) -> None:
    refused = refusal_of(appoint, town.person("杨帆"), town.labour, Post.OPERATOR, since=TODAY, by=None)
    assert (refused.code, refused.field) == ("post_does_not_fit", "post")
    assert "部门承办人、领导" in refused.sentence.zh


def test_nobody_is_appointed_to_a_place(town: Town) -> None:
    refused = refusal_of(appoint, town.person("杨帆"), town.district, Post.LEADER, since=TODAY, by=None)
    assert "可任命：无" in refused.sentence.zh


def test_the_same_appointment_twice_at_a_time_is_refused(town: Town) -> None:
    refused = refusal_of(
        appoint, town.person("杨帆"), town.district_union, Post.ORDER_CLERK, since=TODAY, by=None
    )
    assert (refused.code, refused.kind) == ("appointment_overlaps", Kind.CONFLICT)


def test_the_database_itself_refuses_the_second_of_two_at_once(town: Town) -> None:
    first = held(town, "杨帆")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(person=first.person, unit=first.unit, post=first.post, since=TODAY)


def test_a_period_that_ends_before_it_begins_is_refused(town: Town) -> None:
    refused = refusal_of(
        appoint, town.person("杨帆"), town.district_union, Post.LEADER, since=TODAY, until=TODAY, by=None
    )
    assert (refused.code, refused.field) == ("period_backwards", "until")


def test_nobody_is_appointed_before_the_unit_is_there_or_after_it_is_gone(town: Town) -> None:
    unit = town.unit("江北区总工会")
    early = refusal_of(appoint, town.person("杨帆"), unit, Post.LEADER, since=date(2023, 1, 1), by=None)
    Unit.objects.filter(pk=unit.pk).update(valid_to=LATER)
    unit.refresh_from_db()
    late = refusal_of(appoint, town.person("杨帆"), unit, Post.LEADER, since=TODAY, by=None)
    assert early.code == late.code == "unit_not_standing"
    appoint(town.person("杨帆"), unit, Post.LEADER, since=TODAY, until=LATER, by=None)


def test_an_administrator_appoints_only_below_the_own_place(town: Town) -> None:
    appoint(town.person("邓宁"), town.district_union, Post.ADMINISTRATOR, since=TODAY, by=town.actor("高远"))
    district_administrator = town.actor("邓宁")
    appoint(town.person("邓宁"), town.street_union, Post.INFORMANT, since=TODAY, by=district_administrator)
    outside = refusal_of(
        appoint,
        town.person("邓宁"),
        town.unit("江北区总工会"),
        Post.LEADER,
        since=TODAY,
        by=district_administrator,
    )
    above = refusal_of(
        appoint, town.person("邓宁"), town.city_union, Post.LEADER, since=TODAY, by=district_administrator
    )
    assert outside.code == above.code == "unit_unknown"


def test_who_is_no_administrator_appoints_and_ends_nobody(town: Town) -> None:
    leader = town.actor("罗岚")
    refusals = [
        refusal_of(appoint, town.person("杨帆"), town.district_union, Post.LEADER, since=TODAY, by=leader),
        refusal_of(end_appointment, held(town, "杨帆"), until=LATER, by=leader),
        refusal_of(depute, town.person("邓宁"), held(town, "杨帆"), since=TODAY, until=LATER, by=leader),
    ]
    assert [refused.code for refused in refusals] == [
        "unit_unknown",
        "appointment_not_found",
        "appointment_not_found",
    ]


def test_ending_an_appointment_ends_its_deputies(town: Town) -> None:
    clerk = held(town, "杨帆")
    depute(town.person("邓宁"), clerk, since=TODAY, until=date(2025, 8, 1), by=None)
    depute(town.person("冯涛"), clerk, since=date(2025, 7, 10), until=date(2025, 8, 1), by=None)
    end_appointment(clerk, until=LATER, by=town.actor("高远"))
    assert posts(town, "杨帆", LATER) == []
    assert [(deputy.person.name, deputy.until) for deputy in clerk.deputies.all()] == [("邓宁", LATER)]


def test_an_appointment_ends_once(town: Town) -> None:
    clerk = held(town, "杨帆")
    end_appointment(clerk, until=LATER, by=None)
    assert refusal_of(end_appointment, clerk, until=LATER, by=None).code == "appointment_already_ended"
    assert (
        refusal_of(end_appointment, clerk, until=date(2025, 9, 1), by=None).code
        == "appointment_already_ended"
    )
    assert end_appointment(clerk, until=date(2025, 6, 20), by=None).until == date(2025, 6, 20)


def test_the_last_administrator_stays(town: Town) -> None:
    refused = refusal_of(end_appointment, held(town, "高远"), until=LATER, by=town.actor("高远"))
    assert refused.code == "last_administrator"
    appoint(town.person("罗岚"), town.city_union, Post.ADMINISTRATOR, since=TODAY, by=None)
    end_appointment(held(town, "高远"), until=LATER, by=town.actor("高远"))


def test_a_deputy_holds_the_post_for_the_period_and_is_known_as_deputy(town: Town) -> None:
    depute(town.person("邓宁"), held(town, "杨帆"), since=TODAY, until=LATER, by=town.actor("高远"))
    own = ("渝中区总工会", Post.SUPERVISOR, False)
    assert posts(town, "邓宁", TODAY) == [own, ("渝中区总工会", Post.ORDER_CLERK, True)]
    assert posts(town, "邓宁", LATER) == [own]
    assert posts(town, "杨帆", TODAY) == [("渝中区总工会", Post.ORDER_CLERK, False)]


@pytest.mark.parametrize(
    ("deputy", "since", "until", "code"),
    [
        ("邓宁", TODAY, None, "deputy_needs_end"),
        ("邓宁", LATER, TODAY, "period_backwards"),
        ("杨帆", TODAY, LATER, "deputy_is_self"),
        ("邓宁", date(2023, 1, 1), LATER, "deputy_outside"),
    ],
)
def test_what_is_no_deputising_is_refused(
    town: Town, deputy: str, since: date, until: date | None, code: str
) -> None:
    refused = refusal_of(depute, town.person(deputy), held(town, "杨帆"), since=since, until=until, by=None)
    assert refused.code == code


def test_a_deputy_does_not_outlast_the_appointment_nor_have_a_deputy(town: Town) -> None:
    clerk = held(town, "杨帆")
    end_appointment(clerk, until=LATER, by=None)
    clerk.refresh_from_db()
    outlasting = refusal_of(depute, town.person("邓宁"), clerk, since=TODAY, until=date(2025, 8, 1), by=None)
    deputy = depute(town.person("邓宁"), clerk, since=TODAY, until=LATER, by=None)
    second = refusal_of(depute, town.person("冯涛"), deputy, since=TODAY, until=LATER, by=None)
    assert (outlasting.code, second.code) == ("deputy_outside", "deputy_of_deputy")


def test_the_same_deputy_twice_at_a_time_is_refused(town: Town) -> None:
    clerk = held(town, "杨帆")
    depute(town.person("邓宁"), clerk, since=TODAY, until=LATER, by=None)
    again = refusal_of(
        depute, town.person("邓宁"), clerk, since=date(2025, 6, 20), until=date(2025, 8, 1), by=None
    )
    assert again.code == "appointment_overlaps"
    depute(town.person("邓宁"), clerk, since=LATER, until=date(2025, 8, 1), by=None)


def test_a_held_post_knows_the_place_it_serves(town: Town) -> None:
    (post,) = town.actor("杨帆").posts
    assert isinstance(post, HeldPost)
    assert post.place_path == town.district.path
    assert Actor(1, "某人", (post,)).unit_ids(Post.LEADER) == frozenset()


# FOUNDED is when the whole cast was appointed; before it nobody held anything.
def test_before_the_first_day_nobody_held_anything(town: Town) -> None:
    assert posts(town, "杨帆", FOUNDED.replace(year=2023)) == []
