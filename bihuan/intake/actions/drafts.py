"""What is half written survives a crash of the browser, the machine, or the patience of the caller."""

import json
from datetime import datetime
from uuid import UUID

from bihuan.intake.models import Call, Draft
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Post

#: A draft is a form of a page, not a store of files.
_MOST_CHARACTERS = 100_000


def keep_draft(actor: Actor, token: UUID, entries: dict[str, list[str]], *, at: datetime) -> bool:
    """Keep the form as it now is; whether it was kept.

    A form that has been sent is not kept again by a keystroke that arrives late, nor is another person's, nor one
    beyond any measure.
    """
    form = json.dumps(entries, ensure_ascii=False)
    desk = next((held for held in actor.posts if held.post is Post.OPERATOR), None)
    if desk is None or len(form) > _MOST_CHARACTERS:
        return False
    kept = Draft.objects.filter(token=token, person_id=actor.person_id).update(form=form, updated_at=at)
    if kept or Call.objects.filter(token=token).exists():
        return bool(kept)
    fresh = Draft(token=token, person_id=actor.person_id, desk_id=desk.unit_id, form=form, updated_at=at)
    Draft.objects.bulk_create([fresh], ignore_conflicts=True)
    return True


def discard_draft(actor: Actor, token: UUID) -> None:
    """Throw a draft of the actor's own away."""
    Draft.objects.filter(token=token, person_id=actor.person_id).delete()
