"""Certified supervisors: who is one, and what they found out before an opinion or a recommendation goes for signature."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q

from bihuan.letters.actions.writing import writing
from bihuan.letters.letters import WRITING_POSTS
from bihuan.letters.models import Certificate, Investigation, Recusal, UnionLetter
from bihuan.letters.queries import certificates_of, house_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import posts_in
from bihuan.rules.actors import SIGNING_POSTS
from bihuan.rules.letters import INVESTIGATORS, LetterAct
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.entries import optional, required
from bihuan.work_orders.files import File


def certify(
    actor: Actor,
    union_id: int,
    person_id: int,
    number: str,
    valid_from: date,
    valid_to: date,
    *,
    at: datetime,
) -> Certificate:
    """Enter the certificate of somebody who writes or signs for a union.

    Raises ``Refused``: ``letter_not_found`` for a union whose house the actor does not keep, ``certificate_of_nobody``,
    ``certificate_dates``, ``certificate_number_taken``.
    """
    number = required(number, Words("证号", "the number"), field="number", most=40)
    union = house_of(actor, union_id)
    concerned = posts_in(union, at.astimezone(SHANGHAI).date(), *WRITING_POSTS, *SIGNING_POSTS)
    if not concerned.filter(person=person_id).exists():
        refuse("certificate_of_nobody", field="person")
    if valid_to < valid_from:
        refuse("certificate_dates", field="valid_to")
    fields = {"union": union, "person_id": person_id, "valid_from": valid_from, "valid_to": valid_to}
    found, fresh = Certificate.objects.get_or_create(
        number=number, defaults={**fields, "at": at, "by_id": actor.person_id}
    )
    if not fresh:
        refuse("certificate_number_taken", field="number", number=number)
    return found


def investigate(
    actor: Actor,
    letter_id: int,
    certificate_ids: Collection[int],
    held_on: date,
    text: str,
    *,
    shown: bool,
    obstruction: str = "",
    file: File | None = None,
    at: datetime,
    version: int | None = None,
) -> UnionLetter:
    """Record what certified supervisors found out; an opinion or recommendation goes for signature only after it.

    Parameters: ``certificate_ids`` of those who investigated; ``shown`` they showed their certificates (Zhejiang art
    20); ``obstruction`` how they were kept from it: access refused, evidence hidden or destroyed.
    Raises ``Refused`` besides the usual: ``investigators_too_few``, ``certificate_invalid``, ``investigator_recused``,
    ``certificates_not_shown``, ``investigated_in_future``.
    """
    text = required(text, Words("调查情况", "what was found"), field="text")
    obstruction = optional(obstruction, Words("受阻情况", "how it was obstructed"), field="obstruction")
    with writing(actor, letter_id, at, version=version) as it:
        letter = it.letter
        step = it.step(LetterAct.INVESTIGATE, text, file=file)
        if held_on > it.at.astimezone(SHANGHAI).date():
            refuse("investigated_in_future", field="held_on")
        valid = certificates_of(letter.union, held_on).filter(pk__in=certificate_ids)
        if len(valid) < len(set(certificate_ids)):
            refuse("certificate_invalid", field="certificates", day=held_on.isoformat())
        if len({each.person_id for each in valid}) < INVESTIGATORS:
            refuse("investigators_too_few", field="certificates", least=INVESTIGATORS)
        if not shown:
            refuse("certificates_not_shown", field="shown")
        aside = Recusal.objects.filter(Q(letter=letter), person__in=[each.person_id for each in valid])
        if recused := aside.select_related("person").first():
            refuse("investigator_recused", field="certificates", name=recused.person.name)
        kept = Investigation.objects.create(
            order=it.change.order, union=letter.union, step=step, held_on=held_on, obstruction=obstruction
        )
        kept.certificates.set(valid)
        it.change.tell(investigators=sorted(each.person_id for each in valid), obstructed=bool(obstruction))
    return it.letter
