"""Check who somebody says they are, slowly enough that guessing does not pay."""

import math
from datetime import datetime, timedelta

from django.contrib.auth import authenticate
from django.db import connection, transaction
from django.db.models import Count, Min, Q
from django.utils.crypto import salted_hmac

from bihuan.organisations.models import FailedSignIn, Person
from bihuan.rules.refusal import refuse
from bihuan.rules.throttle import LIMITS, WINDOW, Failures, must_wait


def check_sign_in(username: str, password: str, address: str, at: datetime) -> Person:
    """The person whose user name and password these are.

    Parameters: ``address`` where the attempt comes from. Every failure is counted; a success forgets those of this
    name from this address. Raises: ``Refused`` sign_in_refused, which does not tell whether the account exists, or
    sign_in_wait, before even looking at the password.
    """
    username = username.strip().lower()
    attempt = _Attempt(username, address, at)
    with transaction.atomic():
        attempt.take_turn()
        minutes = attempt.minutes_to_wait()
        person = None if minutes else authenticate(None, username=username, password=password)
        if person:
            attempt.forget_failures()
        elif not minutes:
            attempt.remember_failure()
    if minutes:
        refuse("sign_in_wait", minutes=minutes)
    return person if isinstance(person, Person) else refuse("sign_in_refused")


class _Attempt:
    """One attempt, and the failures before it that weigh on it."""

    def __init__(self, username: str, address: str, at: datetime) -> None:
        self.name_digest = _digest("name", username)
        self.address_digest = _digest("address", address)
        self.at = at

    def take_turn(self) -> None:
        """Wait for other attempts at the same name, so that guessing in parallel is counted too."""
        with connection.cursor() as cursor:
            key = int.from_bytes(self.name_digest[:8], signed=True)
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])

    def minutes_to_wait(self) -> int:
        """0 when the attempt may be made, else how long until it may, in whole minutes."""
        named, addressed = Q(name_digest=self.name_digest), Q(address_digest=self.address_digest)
        sides = {"here": named & addressed, "name": named, "address": addressed}
        found = FailedSignIn.objects.filter(named | addressed, at__gt=self.at - WINDOW).aggregate(
            **{side: Count("pk", filter=condition) for side, condition in sides.items()},
            **{f"{side}_first": Min("at", filter=condition) for side, condition in sides.items()},
        )
        failures = Failures(**{side: found[side] for side in sides})
        if not must_wait(failures):
            return 0
        waits = [
            found[f"{side}_first"] + WINDOW - self.at
            for side in sides
            if found[side] >= getattr(LIMITS, side)
        ]
        return math.ceil(max(waits) / timedelta(minutes=1))

    def remember_failure(self) -> None:
        """Count this one; those nobody asks about any more go."""
        FailedSignIn.objects.filter(at__lte=self.at - WINDOW).delete()
        FailedSignIn.objects.create(
            name_digest=self.name_digest, address_digest=self.address_digest, at=self.at
        )

    def forget_failures(self) -> None:
        """The right password was given here: earlier slips of the same name from here weigh no more."""
        FailedSignIn.objects.filter(name_digest=self.name_digest, address_digest=self.address_digest).delete()


def _digest(purpose: str, value: str) -> bytes:
    return salted_hmac(f"bihuan.sign_in.{purpose}", value, algorithm="sha256").digest()
