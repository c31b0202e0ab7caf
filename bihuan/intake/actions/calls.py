"""A call ends: in an order, in an earlier order, in an answer, or it broke off. Whatever is sent twice is done once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from bihuan.intake.models import Call, Draft, Ending
from bihuan.intake.suggestions import suggestions_for
from bihuan.knowledge import actions as knowledge
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.privacy.ciphers import blind_index
from bihuan.rules.actors import STANDING_WORDS, Post, Standing
from bihuan.rules.lifecycle import ACTS, Act
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.triage.actions import keep_choices
from bihuan.work_orders import actions as office
from bihuan.work_orders.entries import one_of, required

POLICE, AMBULANCE = "110", "120"
EMERGENCIES = ("", POLICE, AMBULANCE)
#: What an order keeps of a call that brought nothing new, or that was put through. Texts of the office, in its language.
_ASKED = "诉求人来电询问进展，已告知。"
_PUT_THROUGH = "通话中发现紧急情况，已转接{service}。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A call as the desk's page knows it.

    ``token`` the key made with the form; ``seconds`` how long it lasted; ``phone`` in its stored form or "";
    ``matter`` a code or ""; ``about`` what was said; ``emergency`` the service it was put through to, or "";
    ``quoted`` codes of the knowledge entries it was answered with; ``chosen`` by field what the form has, for those that
    may be suggested, ``accepted`` the fields whose suggestion was taken over, ``names`` who is not to be named.
    """

    token: UUID
    seconds: int | None = None
    phone: str = ""
    matter: str = ""
    about: str = ""
    emergency: str = ""
    quoted: tuple[str, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def register_call(
    actor: Actor, taken: Taken, demand: office.Demand, *, to_check: bool = False, at: datetime
) -> Call:
    """Register the demand of a call, and pass it to the police where it was put through to them.

    Raises ``Refused``: what ``office.register`` refuses; ``call_recorded``.
    """

    def write() -> Call:
        registered = office.register(actor, demand, at=at, to_check=to_check)
        ending = Ending.ORDER
        if taken.emergency == POLICE:
            office.transfer_110(actor, registered.number, _PUT_THROUGH.format(service=POLICE), at=at)
            ending = Ending.TRANSFERRED_110
        elif taken.emergency:
            _note_emergency(actor, registered.number, taken.emergency, at)
        return _call(actor, taken, ending, at, order_id=registered.id, about="")

    return _once(actor, taken, write)


def attach_call(actor: Actor, taken: Taken, number: str, *, at: datetime) -> Call:
    """Attach a call to an earlier order: what is new becomes a note on it, a mere question is noted as one.

    Raises ``Refused``: ``order_not_found``, ``act_not_now`` for an archived order, ``call_recorded``.
    """

    def write() -> Call:
        _desk(actor)
        new = taken.about.strip()
        order = office.note(actor, number, new or _ASKED, kind="new_fact" if new else "contact", at=at)
        if taken.emergency:
            _note_emergency(actor, number, taken.emergency, at)
        return _call(actor, taken, Ending.ATTACHED, at, order_id=order.pk, about="")

    return _once(actor, taken, write)


def end_call(actor: Actor, taken: Taken, *, broken_off: bool = False, at: datetime) -> Call:
    """End a call without an order: answered with matter and line, put through to the police, or broken off.

    Raises ``Refused``: ``choice_unknown`` or ``text_missing`` where an answered call does not say what it was about;
    ``entry_not_quotable`` where what was inserted has run out meanwhile; ``call_recorded``.
    """

    def write() -> Call:
        ending = Ending.TRANSFERRED_110 if taken.emergency == POLICE else Ending.ANSWERED
        if broken_off:
            ending = Ending.ABANDONED
        if ending == Ending.ANSWERED:
            one_of(taken.matter, MATTERS, Words("事项", "the matter"), field="matter")
            required(taken.about, Words("答复要点", "what was answered"), field="content")
        return _call(actor, taken, ending, at, order_id=None, about=taken.about)

    return _once(actor, taken, write)


def _once(actor: Actor, taken: Taken, write: Callable[[], Call]) -> Call:
    """Do it, or find it done by an earlier sending of the same form."""
    one_of(taken.emergency, EMERGENCIES, Words("紧急转接", "the emergency service"), field="emergency")
    if earlier := _earlier(actor, taken.token):
        return earlier
    try:
        with transaction.atomic():
            call = write()
            Draft.objects.filter(token=taken.token, person_id=actor.person_id).delete()
            return call
    except IntegrityError:
        # The other sending was quicker; what this one wrote has been taken back.
        if earlier := _earlier(actor, taken.token):
            return earlier
        raise


def _earlier(actor: Actor, token: UUID) -> Call | None:
    call = Call.objects.select_related("order").filter(token=token).first()
    if call and call.operator_id != actor.person_id:
        refuse("call_recorded")
    return call


def _desk(actor: Actor) -> HeldPost:
    desk = next((held for held in actor.posts if held.post is Post.OPERATOR), None)
    return desk or refuse("act_not_yours", act=ACTS[Act.REGISTER], who=STANDING_WORDS[Standing.OPERATOR])


def _call(
    actor: Actor, taken: Taken, ending: Ending, at: datetime, *, order_id: UUID | None, about: str
) -> Call:
    held = _desk(actor)
    desk = held.unit_id
    if taken.chosen and ending != Ending.ABANDONED:
        suggested = suggestions_for(taken.about, taken.token, held.place_path, at)
        keep_choices(
            suggested,
            taken.chosen,
            call=taken.token,
            order=order_id,
            accepted=taken.accepted,
            names=taken.names,
            at=at,
        )
    if taken.quoted and ending != Ending.ABANDONED:
        knowledge.quote(taken.quoted, taken.about, desk=desk, call=taken.token, at=at)
    return Call.objects.create(
        token=taken.token, at=at, seconds=taken.seconds, operator_id=actor.person_id, desk_id=desk,
        phone_index=blind_index(taken.phone), ending=ending, order_id=order_id,
        matter=taken.matter if taken.matter in MATTERS else "", about=about, emergency=taken.emergency,
    )  # fmt: skip


def _note_emergency(actor: Actor, number: str, service: str, at: datetime) -> None:
    office.note(actor, number, _PUT_THROUGH.format(service=service), kind="contact", at=at)
