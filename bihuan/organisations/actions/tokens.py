"""Tokens programs sign in with."""

import secrets
from datetime import datetime

from bihuan.organisations.held_posts import token_digest
from bihuan.organisations.models import ApiToken, Person

#: Lets a scanner for leaked secrets recognise ours.
PREFIX = "bihuan_"


def issue_token(person: Person, name: str, at: datetime, expires_at: datetime | None = None) -> str:
    """Make a token that acts as ``person``; ``name`` says which program it is for.

    Returns the secret. It cannot be shown again: only its digest is kept.
    """
    secret = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(
        person=person, digest=token_digest(secret), name=name, created_at=at, expires_at=expires_at
    )
    return secret


def revoke_token(token: ApiToken, at: datetime) -> None:
    """End a token at once; done twice, the first time counts."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)
