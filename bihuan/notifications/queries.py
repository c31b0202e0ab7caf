"""Reading what people were told, and what became of the mails."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import F, Q, QuerySet
from django.db.models.lookups import IsNull

from bihuan.notifications.models import TROUBLED, Mail, MailChoice, MailState, Message
from bihuan.organisations.actors import Actor
from bihuan.organisations.queries import within
from bihuan.rules.actors import Post

PAGE = 30
#: More than that is shown as "99+", and not counted.
MOST_COUNTED = 99
_COUNT_KEPT_FOR = 30  # seconds


class Place(NamedTuple):
    """Where a page of the inbox begins: after this message. Unread come first, each part newest first."""

    read: bool
    pk: int

    def __str__(self) -> str:
        return f"{int(self.read)}-{self.pk}"

    @classmethod
    def of(cls, text: str) -> "Place | None":
        """The place written as ``text``; None for anything else."""
        read, _, pk = text.partition("-")
        return cls(read == "1", int(pk)) if read in ("0", "1") and pk.isdecimal() and len(pk) < 19 else None


def inbox(actor: Actor, after: Place | None = None) -> tuple[list[Message], Place | None]:
    """One page of a person's messages, and the place after which the next one begins, if there is more."""
    messages = Message.objects.filter(person=actor.person_id)
    if after:
        rest_of_part = Q(read_at__isnull=not after.read, pk__lt=after.pk)
        messages = messages.filter(rest_of_part if after.read else rest_of_part | Q(read_at__isnull=False))
    page = list(messages.order_by(IsNull(F("read_at"), False), "-pk")[: PAGE + 1])
    more = len(page) > PAGE
    page = page[:PAGE]
    return page, Place(page[-1].read_at is not None, page[-1].pk) if more else None


def unread(actor: Actor) -> int:
    """How many messages a person has not read, counted up to one more than :data:`MOST_COUNTED`; kept for half a minute."""
    key = _count_key(actor)
    count = cache.get(key)
    if count is None:
        count = Message.objects.filter(person=actor.person_id, read_at=None)[: MOST_COUNTED + 1].count()
        cache.set(key, count, _COUNT_KEPT_FOR)
    return count


def forget_count(actor: Actor) -> None:
    """The person has read something: count anew."""
    cache.delete(_count_key(actor))


def wants_mail(actor: Actor) -> bool:
    """Whether the person gets mails; who has not chosen does."""
    return not MailChoice.objects.filter(person=actor.person_id, wanted=False).exists()


def mail_is_waiting(at: datetime) -> bool:
    """Whether there is a mail to hand over now."""
    return Mail.objects.filter(state=MailState.WAITING, due_at__lte=at).exists()


def mails_administered(actor: Actor) -> QuerySet[Mail]:
    """Mails to the people in the places the actor administers."""
    places = [held.place_path for held in actor.posts if held.post is Post.ADMINISTRATOR]
    if not places:
        return Mail.objects.none()
    there = reduce(or_, (within(path, "message__person__appointments__unit__path") for path in places))
    return Mail.objects.filter(pk__in=Mail.objects.filter(there).values("pk"))


def troubled_mails(actor: Actor) -> QuerySet[Mail]:
    """Those of them that did not go out or of which nobody knows, newest first."""
    return (
        mails_administered(actor).filter(state__in=TROUBLED).select_related("message__person").order_by("-pk")
    )


def mails_on_the_way(at: datetime) -> int:
    """How many mails are due and not sent yet."""
    return Mail.objects.filter(state=MailState.WAITING, due_at__lte=at).count()


def _count_key(actor: Actor) -> str:
    return f"unread:{actor.person_id}"
