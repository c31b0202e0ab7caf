"""Signing in as a program, and reading who is asking in one statement."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bihuan.organisations.actions.appointments import appoint
from bihuan.organisations.actions.tokens import issue_token, revoke_token
from bihuan.organisations.models import ApiToken
from bihuan.organisations.queries import actor_for, actor_for_token
from bihuan.rules.actors import Post
from tests.town import AT, Town


def test_a_token_acts_as_the_person_it_was_issued_to(town: Town) -> None:
    secret = issue_token(town.person("陈晓"), "hotline", AT)
    assert actor_for_token(secret, AT) == town.actor("陈晓")


def test_only_a_digest_of_the_secret_is_kept(town: Town) -> None:
    secret = issue_token(town.person("陈晓"), "hotline", AT)
    kept = ApiToken.objects.get()
    assert len(bytes(kept.digest)) == 32
    assert secret.encode() not in bytes(kept.digest)
    assert issue_token(town.person("陈晓"), "hotline", AT) != secret


def test_an_unknown_expired_or_revoked_token_is_nobody(town: Town) -> None:
    soon = AT + timedelta(hours=1)
    expiring = issue_token(town.person("陈晓"), "hotline", AT, expires_at=soon)
    revoked = issue_token(town.person("周敏"), "desk", AT)
    revoke_token(ApiToken.objects.get(name="desk"), AT)
    assert actor_for_token("bihuan_nothing", AT) is None
    assert actor_for_token("", AT) is None
    assert actor_for_token(expiring, AT) is not None
    assert actor_for_token(expiring, soon) is None
    assert actor_for_token(revoked, AT) is None


def test_a_closed_account_is_nobody(town: Town) -> None:
    secret = issue_token(town.person("陈晓"), "hotline", AT)
    person = town.person("陈晓")
    person.is_active = False
    person.save()
    assert actor_for_token(secret, AT) is None


def test_a_person_without_a_post_is_known_and_holds_none(town: Town) -> None:
    secret = issue_token(town.person("陈晓"), "hotline", AT)
    before_the_first_post = datetime(2020, 1, 1, tzinfo=AT.tzinfo)
    actor = actor_for_token(secret, before_the_first_post)
    assert actor is not None
    assert (actor.name, actor.posts) == ("陈晓", ())


def test_who_is_asking_costs_one_statement(town: Town, django_assert_num_queries: object) -> None:
    secret = issue_token(town.person("陈晓"), "hotline", AT)
    with django_assert_num_queries(1):
        actor_for_token(secret, AT)
    with django_assert_num_queries(1):
        actor_for(town.person("陈晓"), AT)


@pytest.mark.parametrize(("utc_hour", "holds"), [(15, False), (16, True)])
def test_a_day_begins_at_midnight_where_the_office_is(town: Town, utc_hour: int, holds: bool) -> None:
    appoint(town.person("陈晓"), town.city_union, Post.LEADER, since=date(2025, 6, 11), by=None)
    at = datetime(2025, 6, 10, utc_hour, 0, tzinfo=ZoneInfo("UTC"))
    assert town.actor("陈晓", at).holds(Post.LEADER) is holds
