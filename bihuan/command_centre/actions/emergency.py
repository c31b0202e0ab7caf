"""The switch between everyday and emergency: a recorded decision, each with its own chain in the ledger."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from bihuan.command_centre.models import Emergency
from bihuan.command_centre.queries.plans import emergencies_seen_by, leading_post
from bihuan.ledger.actions import record
from bihuan.ledger.chain import EMPTY, By, Head
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.organisations.models import Unit
from bihuan.rules.actors import Standing
from bihuan.rules.plans import MODE, Mode, ModeAct
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.entries import REASON, required

_SCOPE, _REVIEW = Words("范围", "the scope"), Words("复盘", "the review")


@transaction.atomic
def begin_emergency(actor: Actor, scope: str, reason: str, *, at: datetime) -> Emergency:
    """Switch the place of the actor's command centre to emergency.

    Raises ``Refused``: emergency_not_yours for who leads no centre, emergency_in_force, text_missing, text_too_long.
    """
    held = leading_post(actor) or refuse("emergency_not_yours")
    scope, reason = required(scope, _SCOPE, field="scope", most=200), required(reason, REASON, field="reason")
    place = Unit.objects.select_for_update().get(path=held.place_path, valid_to=None)
    if there := Emergency.objects.filter(place=place, ended_at=None).first():
        since = there.started_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        refuse("emergency_in_force", place=place.name, since=since)
    emergency = Emergency(
        id=uuid4(), place=place, state=Mode.IN_FORCE, scope=scope, reason=reason, started_at=at,
        started_by_id=actor.person_id, ledger_digest=EMPTY.digest,
    )  # fmt: skip
    _record(emergency, held, actor, ModeAct.BEGIN, at)
    emergency.save(force_insert=True)
    return emergency


def end_emergency(actor: Actor, emergency_id: UUID, *, at: datetime) -> Emergency:
    """Switch back to everyday; the review is owed from now on. Raises ``Refused`` emergency_not_found, act_not_now, act_not_yours."""
    with transaction.atomic():
        emergency, held = _locked(actor, emergency_id, ModeAct.END)
        emergency.ended_at, emergency.ended_by_id = at, actor.person_id
        _record(emergency, held, actor, ModeAct.END, at)
        emergency.save()
    return emergency


def review_emergency(actor: Actor, emergency_id: UUID, text: str, *, at: datetime) -> Emergency:
    """Review it afterwards (复盘). Raises as :func:`end_emergency`, and text_missing."""
    text = required(text, _REVIEW, field="text")
    with transaction.atomic():
        emergency, held = _locked(actor, emergency_id, ModeAct.REVIEW)
        emergency.review, emergency.reviewed_at = text, at
        _record(emergency, held, actor, ModeAct.REVIEW, at)
        emergency.save()
    return emergency


def _locked(actor: Actor, emergency_id: UUID, act: ModeAct) -> tuple[Emergency, HeldPost]:
    seen = emergencies_seen_by(actor).filter(pk=emergency_id).exists()
    if not seen:
        refuse("emergency_not_found")
    emergency = Emergency.objects.select_for_update(of=("self",)).select_related("place").get(pk=emergency_id)
    held = leading_post(actor)
    leads = held is not None and held.place_path == emergency.place.path
    emergency.state = MODE.permit(act, Mode(emergency.state), [Standing.LEADER] if leads else [], None)
    assert held is not None, "the table asks for a leader"
    return emergency, held


def _record(emergency: Emergency, held: HeldPost, actor: Actor, act: ModeAct, at: datetime) -> None:
    head = Head(emergency.ledger_length, bytes(emergency.ledger_digest))
    by = By(actor.person_id, held.unit_id, held.post.value)
    facts = {"state": str(emergency.state), "place": emergency.place_id}
    emergency.ledger_length, emergency.ledger_digest = record(
        emergency.pk, head, act, at=at, by=by, facts=facts
    )
