"""Accounts of people: make one, give it a new password, choose its language."""

import re
import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from bihuan.organisations.actors import Actor
from bihuan.organisations.held_posts import actor_for
from bihuan.organisations.models import Person
from bihuan.rules.actors import Post
from bihuan.rules.refusal import refuse

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")
_NAME_LIMIT = Person._meta.get_field("name").max_length or 0


def engage(
    username: str, name: str, *, password: str | None = None, email: str = "", by: Actor | None
) -> Person:
    """Make an account. Without a password nobody can sign in to it until one is set.

    ``by`` is the administrator, or ``None`` for the system itself.
    Raises: ``Refused`` not_administrator, username_bad, username_taken, person_name_missing.
    """
    if by and not by.holds(Post.ADMINISTRATOR):
        refuse("not_administrator")
    if not _USERNAME.fullmatch(username):
        refuse("username_bad", field="username")
    if not 0 < len(name.strip()) <= _NAME_LIMIT:
        refuse("person_name_missing", field="name")
    try:
        with transaction.atomic():
            return Person.objects.create_person(username, name.strip(), password, email=email)
    except IntegrityError:
        refuse("username_taken", field="username", username=username)


def new_password(person: Person, at: datetime, *, by: Actor | None) -> str:
    """Give the person a random password and return it: told once, kept by nobody. Ends the person's sessions.

    An administrator may do so for people all of whose posts lie in the administered places, else taking over an
    account would be a way up. Raises: ``Refused`` not_administrator.
    """
    paths = [held.unit_path for held in actor_for(person, at).posts]
    if by and not (by.holds(Post.ADMINISTRATOR) and all(by.administers(path) for path in paths)):
        refuse("not_administrator")
    password = secrets.token_urlsafe(9)
    person.set_password(password)
    person.save(update_fields=["password"])
    return password


def choose_language(person: Person, language: str) -> None:
    """Keep the language the person reads in, a code of ``settings.LANGUAGES``."""
    person.language = language
    person.save(update_fields=["language"])
