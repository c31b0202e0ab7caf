"""Before a letter leaves the house: submitted, sent back, signed and numbered, withdrawn; and who stands aside."""

from datetime import datetime

from django.db import connection

from bihuan.letters.actions.drafting import ADDRESSEE
from bihuan.letters.actions.writing import writing
from bihuan.letters.letters import WRITING_POSTS
from bihuan.letters.models import Letterhead, LetterSerial, Recusal, UnionLetter
from bihuan.letters.queries import is_recused
from bihuan.letters.standard import BLANK
from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import posts_in
from bihuan.rules.actors import SIGNING_POSTS
from bihuan.rules.letters import Letter, LetterAct, number_of
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.entries import REASON, required

_TAKE_SERIAL = f"""
    INSERT INTO {LetterSerial._meta.db_table} AS s (union_id, kind, year, last) VALUES (%s, %s, %s, 1)
    ON CONFLICT (union_id, kind, year) DO UPDATE SET last = s.last + 1 RETURNING last
"""


def submit(actor: Actor, letter_id: int, *, at: datetime, version: int | None = None) -> UnionLetter:
    """Submit a draft for signature.

    Raises ``Refused`` besides the usual: ``text_missing`` while nobody is addressed, ``letter_has_blanks`` while
    something the order did not say is still open, ``letter_names_caller`` where the text tells who called: what an
    informant said never reaches the one complained of (信访工作条例 30).
    """
    with writing(actor, letter_id, at, version=version) as it:
        it.step(LetterAct.SUBMIT)
        letter = it.letter
        required(letter.addressee, ADDRESSEE, field="addressee")
        text = "\n".join([letter.addressee, letter.title, letter.body])
        if BLANK in text:
            refuse("letter_has_blanks", field="body")
        order = it.change.order
        if any(len(said) > 1 and said in text for said in (order.caller_name, order.caller_phone)):
            refuse("letter_names_caller", field="body")
    return letter


def send_back(
    actor: Actor, letter_id: int, reason: str, *, at: datetime, version: int | None = None
) -> UnionLetter:
    """Send a draft back to be revised."""
    reason = required(reason, REASON, field="text")
    with writing(actor, letter_id, at, version=version) as it:
        it.step(LetterAct.SEND_BACK, reason)
    return it.letter


def issue(actor: Actor, letter_id: int, *, at: datetime, version: int | None = None) -> UnionLetter:
    """Sign a letter: the chair or a vice-chair does (Zhejiang art 21). It gets its number with the signature.

    The serial is taken in this transaction, so that numbers have no gaps; two who sign at once take one after the other.
    Raises ``Refused`` ``letterhead_missing`` where the union has not set what its numbers begin with.
    """
    with writing(actor, letter_id, at, version=version) as it:
        it.step(LetterAct.ISSUE)
        letter = it.letter
        head = Letterhead.objects.filter(union=letter.union_id).first()
        if head is None:
            refuse("letterhead_missing", union=letter.union.name)
        letter.year = it.at.astimezone(SHANGHAI).year
        with connection.cursor() as cursor:
            cursor.execute(_TAKE_SERIAL, [letter.union_id, letter.kind, letter.year])
            (letter.serial,) = cursor.fetchone()
        letter.number = number_of(head.sign, Letter(letter.kind), letter.year, letter.serial)
        letter.organ, letter.issued_at, letter.issued_by_id = head.organ, it.at, actor.person_id
        it.change.tell(number=letter.number)
    return letter


def withdraw(
    actor: Actor, letter_id: int, reason: str, *, at: datetime, version: int | None = None
) -> UnionLetter:
    """Withdraw a draft that is not needed any more."""
    reason = required(reason, REASON, field="text")
    with writing(actor, letter_id, at, version=version) as it:
        it.step(LetterAct.WITHDRAW, reason)
    return it.letter


def recuse(
    actor: Actor, letter_id: int, person_id: int, reason: str, *, at: datetime, version: int | None = None
) -> UnionLetter:
    """Record that somebody of the union stands aside from a letter (Zhejiang art 13); from then on they are nothing in it.

    Raises ``Refused`` besides the usual: ``recusal_of_nobody`` for a person who neither writes nor signs for the union,
    ``recused_already``.
    """
    reason = required(reason, REASON, field="reason")
    with writing(actor, letter_id, at, version=version) as it:
        it.step(LetterAct.RECUSE, reason)
        day = it.at.astimezone(SHANGHAI).date()
        concerned = posts_in(it.letter.union, day, *WRITING_POSTS, *SIGNING_POSTS).select_related("person")
        person = next((held.person for held in concerned if held.person_id == person_id), None)
        if person is None:
            refuse("recusal_of_nobody", field="person")
        if is_recused(it.letter, person_id):
            refuse("recused_already", field="person", name=person.name)
        Recusal.objects.create(
            letter=it.letter, person=person, at=it.at, by_id=actor.person_id, reason=reason
        )
        it.change.tell(recused=person_id)
    return it.letter
