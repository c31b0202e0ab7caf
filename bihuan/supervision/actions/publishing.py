"""Issuing the weekly bulletin. What was issued stays as it was."""

from datetime import date, datetime

from django.db import transaction

from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit, UnitKind
from bihuan.rules.bulletins import VERSION, week_of
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.supervision.models import Bulletin
from bihuan.supervision.queries.bulletins import Week, rows_of_week
from bihuan.supervision.scopes import OVERSEEING, scope_of
from bihuan.work_orders.entries import optional


def issue_bulletin(actor: Actor, day: date, remark: str = "", *, at: datetime) -> Bulletin:
    """Issue the bulletin of the week of ``day`` for the highest union the actor oversees.

    Raises ``Refused``: ``bulletin_not_yours`` without such a post, ``bulletin_week_not_over``, ``bulletin_issued_before``,
    ``text_too_long``.
    """
    remark = optional(remark, Words("编者按", "the remark"), field="remark", most=2000)
    if not any(held.post in OVERSEEING and held.unit_kind == UnitKind.UNION for held in actor.posts):
        refuse("bulletin_not_yours")
    scope, week = scope_of(actor, at), Week(*week_of(day))
    if scope.unit.kind != UnitKind.UNION:
        refuse("bulletin_not_yours")
    if at.astimezone(SHANGHAI).date() <= week.last:
        refuse("bulletin_week_not_over", first=week.first.isoformat(), last=week.last.isoformat())
    with transaction.atomic():
        # Two who issue at once: the second finds the first's bulletin there, and the numbers have no gap.
        Unit.objects.select_for_update().get(pk=scope.unit.pk)
        issued = Bulletin.objects.filter(unit=scope.unit.pk)
        if issued.filter(first_day=week.first).exists():
            refuse("bulletin_issued_before", first=week.first.isoformat())
        return Bulletin.objects.create(
            unit_id=scope.unit.pk, first_day=week.first, last_day=week.last, serial=issued.count() + 1, issued_at=at,
            issued_by_id=actor.person_id, rules_version=VERSION, rows=rows_of_week(scope, week), remark=remark,
        )  # fmt: skip
