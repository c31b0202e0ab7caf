"""What a union sets about its letters: its letterhead, and its own texts."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from bihuan.letters.models import Letterhead, LetterTemplate
from bihuan.letters.queries import house_of
from bihuan.letters.standard import check_placeholders
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.rules.letters import Letter
from bihuan.rules.words import Words
from bihuan.work_orders.entries import required


def set_letterhead(actor: Actor, union_id: int, organ: str, sign: str) -> Letterhead:
    """Set what a union puts on its letters from now on; letters that were signed keep what they have.

    Raises ``Refused`` ``letter_not_found`` for a union the actor neither administers nor signs for.
    """
    organ = required(organ, Words("发文机关名称", "the issuing organ"), field="organ", most=60)
    sign = required(sign, Words("发文字号代字", "the sign of its numbers"), field="sign", most=20)
    union = house_of(actor, union_id)
    head, _ = Letterhead.objects.update_or_create(union=union, defaults={"organ": organ, "sign": sign})
    return head


@transaction.atomic
def change_template(
    actor: Actor, union_id: int, kind: Letter, title: str, body: str, *, at: datetime
) -> LetterTemplate:
    """Put a new version of the union's own text into force; drafts and letters that are there keep theirs.

    Raises ``Refused``: ``placeholder_unknown``, ``braces_unpaired``; ``letter_not_found`` like :func:`set_letterhead`.
    """
    title = required(title, Words("标题", "the title"), field="title", most=80)
    body = required(body, Words("正文", "the text"), field="body")
    check_placeholders(title, "title")
    check_placeholders(body, "body")
    union = Unit.objects.select_for_update().get(pk=house_of(actor, union_id).pk)
    last = LetterTemplate.objects.filter(union=union, kind=kind).aggregate(last=Max("version"))["last"] or 0
    return LetterTemplate.objects.create(
        union=union, kind=kind, version=last + 1, title=title, body=body, at=at, by_id=actor.person_id
    )
