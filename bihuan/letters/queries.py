"""Finding letters: those on orders the actor may see, and the texts a union writes them from."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet

from bihuan.letters.letters import WRITING_POSTS
from bihuan.letters.models import Certificate, Investigation, LetterTemplate, Recusal, UnionLetter
from bihuan.letters.standard import STANDARD, Text
from bihuan.organisations.actors import Actor
from bihuan.organisations.lines import present_unit
from bihuan.organisations.models import Unit, UnitKind
from bihuan.rules.actors import SIGNING_POSTS, Post
from bihuan.rules.letters import LIVING, OVER, Letter, Written
from bihuan.rules.refusal import refuse
from bihuan.work_orders.paging import MOST_ID, Place
from bihuan.work_orders.queries import visible_to

#: Rows of one page.
PAGE = 25
_LIVING = sorted(state.value for state in LIVING)
_OVER = sorted(state.value for state in OVER)
#: The table waits for those who write, or for those who sign.
_WITH_WRITERS = sorted(LIVING - {Written.REVIEW})


class View(StrEnum):
    """The lists of letters."""

    MINE = "mine"
    LIVING = "living"
    OVER = "over"


class LetterPage(NamedTuple):
    """One page of letters, and where the next one begins."""

    letters: list[UnionLetter]
    next: Place | None


def letters_visible_to(actor: Actor) -> QuerySet[UnionLetter]:
    """The letters on the orders an actor may see; drafts only at the union that writes them."""
    own = Q(union__in=actor.unit_ids(*WRITING_POSTS, *SIGNING_POSTS))
    return UnionLetter.objects.filter(own | Q(issued_at__isnull=False), order__in=visible_to(actor))


def letter_seen_by(actor: Actor, letter_id: int) -> UnionLetter:
    """One letter. Unknown and not visible are the same refusal, ``letter_not_found``."""
    if letter_id > MOST_ID:
        refuse("letter_not_found")
    return _whole(letters_visible_to(actor)).filter(pk=letter_id).first() or refuse("letter_not_found")


def letters_of_order(actor: Actor, order: UUID) -> list[UnionLetter]:
    """The letters on an order, the newest first."""
    return list(_whole(letters_visible_to(actor)).filter(order=order).order_by("-pk"))


def page_of_letters(
    actor: Actor,
    view: View,
    kind: str = "",
    after: Place | None = None,
    most: int = PAGE,
    state: str = "",
) -> LetterPage:
    """One page of a list. What waits for me: overdue answers first, then the nearest, then what has no limit yet.

    Parameters: ``kind`` and ``state`` narrow it, where they are such codes.
    """
    letters = _whole(letters_visible_to(actor))
    if kind in set(Letter):
        letters = letters.filter(kind=kind)
    if state in set(Written):
        letters = letters.filter(state=state)
    if view is not View.MINE:
        letters = letters.filter(state__in=_LIVING if view is View.LIVING else _OVER).order_by("-pk")
        letters = letters.filter(pk__lt=after.pk) if after else letters
    else:
        letters = letters.filter(_mine(actor)).order_by(F("due_at").asc(nulls_last=True), "pk")
        if after and after.due_at:
            later = Q(due_at__gt=after.due_at) | Q(due_at=after.due_at, pk__gt=after.pk)
            letters = letters.filter(later | Q(due_at=None))
        elif after:
            letters = letters.filter(due_at=None, pk__gt=after.pk)
    found = list(letters[: most + 1])
    last = found[most - 1] if len(found) > most else None
    place = Place(last.due_at if view is View.MINE else None, last.pk) if last else None
    return LetterPage(found[:most], place)


def is_recused(letter: UnionLetter, person_id: int) -> bool:
    """Whether somebody stands aside from a letter."""
    return Recusal.objects.filter(letter=letter, person=person_id).exists()


def certificates_of(union: Unit, on: date) -> QuerySet[Certificate]:
    """The certificates of a union's supervisors that are good on a day."""
    good = Certificate.objects.filter(union=union, valid_from__lte=on, valid_to__gte=on)
    return good.select_related("person")


def investigations_of(letter: UnionLetter) -> list[Investigation]:
    """What the union's supervisors found out about the order, the latest first."""
    found = Investigation.objects.filter(order=letter.order_id, union=letter.union_id)
    return list(
        found.select_related("step").prefetch_related("certificates__person").order_by("-held_on", "-pk")
    )


def text_in_force(union: Unit, kind: Letter) -> Text:
    """What a draft of the union begins with: its own text in its last version, else the standard one."""
    own = LetterTemplate.objects.filter(union=union, kind=kind).order_by("-version").first()
    return Text(own.title, own.body, f"v{own.version}") if own else STANDARD[kind]


def houses_of(actor: Actor) -> list[Unit]:
    """The unions whose letterhead and texts an actor sets: those signed for, and those an administrator keeps."""
    ids = actor.unit_ids(*SIGNING_POSTS, Post.ADMINISTRATOR)
    return list(Unit.objects.filter(pk__in=ids, kind=UnitKind.UNION, valid_to=None).order_by("path"))


def house_of(actor: Actor, union_id: int) -> Unit:
    """A union whose letterhead and texts the actor may set: its chair, a vice-chair, or its administrator.

    Raises ``Refused`` ``letter_not_found`` for any other.
    """
    union = present_unit(union_id)
    if union is None or union.kind != UnitKind.UNION:
        refuse("letter_not_found")
    signs = union.pk in actor.unit_ids(*SIGNING_POSTS)
    return union if signs or actor.administers(union.path) else refuse("letter_not_found")


def _mine(actor: Actor) -> Q:
    writes = Q(union__in=actor.unit_ids(*WRITING_POSTS), state__in=_WITH_WRITERS)
    signs = Q(union__in=actor.unit_ids(*SIGNING_POSTS), state=Written.REVIEW)
    return (writes | signs) & ~Q(recusals__person=actor.person_id)


def _whole(letters: QuerySet[UnionLetter]) -> QuerySet[UnionLetter]:
    """With everything a row or a page shows, in the one statement."""
    return letters.select_related(
        "order", "union", "drafted_by", "issued_by", "follows", "followed_by"
    ).defer("order__content", "order__search", "order__result", "order__caller_name", "order__caller_phone")  # fmt: skip
