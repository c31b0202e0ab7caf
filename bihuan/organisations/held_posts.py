"""Who is asking: a person's posts at an instant, read in one statement.

Written in SQL because every request begins here: one round trip, no model instances.
"""

import hashlib
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import Person
from bihuan.rules.actors import Level, Post

_POSTS_OF_PERSON = """
SELECT u.id, u.name, u.kind, u.level, u.path, a.post, a.deputises_for_id IS NOT NULL
FROM organisations_appointment a JOIN organisations_unit u ON u.id = a.unit_id
WHERE a.person_id = %(person)s AND a.since <= %(day)s AND (a.until IS NULL OR a.until > %(day)s)
ORDER BY a.id
"""

# A left join: a person without any post is still known, and is refused for lack of posts, not for a bad token.
_POSTS_OF_TOKEN = """
SELECT p.id, p.name, u.id, u.name, u.kind, u.level, u.path, a.post, a.deputises_for_id IS NOT NULL
FROM organisations_apitoken t
JOIN organisations_person p ON p.id = t.person_id AND p.is_active
LEFT JOIN organisations_appointment a
    ON a.person_id = p.id AND a.since <= %(day)s AND (a.until IS NULL OR a.until > %(day)s)
LEFT JOIN organisations_unit u ON u.id = a.unit_id
WHERE t.digest = %(digest)s AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > %(at)s)
ORDER BY a.id
"""


def actor_for(person: Person, at: datetime) -> Actor:
    """The person with every post held at that instant, one's own and those deputised for."""
    with connection.cursor() as cursor:
        cursor.execute(_POSTS_OF_PERSON, {"person": person.pk, "day": _day(at)})
        return Actor(person.pk, person.name, tuple(_held(row) for row in cursor.fetchall()))


def actor_for_token(secret: str, at: datetime) -> Actor | None:
    """Whoever the token was issued to; ``None`` when it is unknown, expired or revoked, or the account is closed."""
    with connection.cursor() as cursor:
        cursor.execute(_POSTS_OF_TOKEN, {"digest": token_digest(secret), "day": _day(at), "at": at})
        rows = cursor.fetchall()
    if not rows:
        return None
    person_id, name = rows[0][:2]
    return Actor(person_id, name, tuple(_held(row[2:]) for row in rows if row[2] is not None))


def token_digest(secret: str) -> bytes:
    """What is kept of a token. The secret is random, so a plain hash gives nothing away."""
    return hashlib.sha256(secret.encode()).digest()


def _held(row: tuple) -> HeldPost:
    unit_id, name, kind, level, path, post, deputising = row
    return HeldPost(unit_id, name, kind, Level(level), path, Post(post), deputising)


def _day(at: datetime) -> date:
    """The calendar day of an instant where the office is, whatever zone the request has active."""
    return at.astimezone(timezone.get_default_timezone()).date()
