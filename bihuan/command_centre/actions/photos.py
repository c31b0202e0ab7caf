"""Photos of a report arrive piece by piece: who lost the network goes on where it broke off."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from bihuan.command_centre.models import Event, Photo
from bihuan.organisations.actors import Actor
from bihuan.rules.events import KINDS
from bihuan.rules.refusal import Refused, refuse
from bihuan.work_orders.files import check_file

MOST_BYTES = 20 * 1024 * 1024
#: The most one piece may have.
MOST_PIECE = 1024 * 1024
PHOTOS = ("image/jpeg", "image/png", "image/webp", "image/heic")


@transaction.atomic
def begin_photo(
    actor: Actor, report_id: UUID, photo_id: UUID, name: str, size: int, *, at: datetime
) -> Photo:
    """Announce a photo of one's own report, before its first piece; announced again it is the same photo.

    Raises ``Refused``: event_not_found for another's report, photo_too_large, photo_kind, event_photo_not_needed.
    """
    if size > MOST_BYTES:
        refuse(
            "photo_too_large", field="photo", size=-(-size // 1024 // 1024), most=MOST_BYTES // 1024 // 1024
        )
    event = Event.objects.filter(report=report_id, reporter=actor.person_id).first() or refuse(
        "event_not_found"
    )
    if size <= 0:
        refuse("photo_kind", field="photo", name=name[:60])
    needed = KINDS[event.kind].photo
    if needed is None:
        refuse("event_photo_not_needed", field="photo", kind=KINDS[event.kind].words)
    photo, _ = Photo.objects.get_or_create(
        pk=photo_id,
        defaults={
            "event": event, "person_id": actor.person_id, "name": name[:120] or "photo.jpg", "size": size,
            "reason": needed.zh, "at": at,
        },
    )  # fmt: skip
    if photo.person_id != actor.person_id or photo.event_id != event.pk:
        refuse("event_not_found")
    return photo


@transaction.atomic
def add_piece(actor: Actor, photo_id: UUID, offset: int, piece: bytes) -> Photo:
    """Add the piece that begins at ``offset``; the last one completes the photo, which is then checked and kept.

    A piece that has arrived before changes nothing. Raises ``Refused``: event_not_found, photo_offset when a piece in
    between is missing, photo_too_large, photo_kind when the whole is no photo (it may then be begun anew).
    """
    photo = Photo.objects.select_for_update().filter(pk=photo_id, person=actor.person_id).first()
    if photo is None:
        refuse("event_not_found")
    if photo.file or offset + len(piece) <= photo.received:
        return photo
    if offset != photo.received or len(piece) > MOST_PIECE or offset + len(piece) > photo.size:
        refuse("photo_offset", field="photo", have=photo.received)
    content = bytes(photo.content) + piece
    photo.content, photo.received = content, len(content)
    if photo.received == photo.size:
        _complete(photo, content)
    photo.save()
    return photo


def _complete(photo: Photo, content: bytes) -> None:
    try:
        media_type = check_file(photo.name, content)
    except Refused:
        media_type = ""
    if media_type not in PHOTOS:
        refuse("photo_kind", field="photo", name=photo.name)
    photo.media_type, photo.sha256 = media_type, hashlib.sha256(content).hexdigest()
    photo.file.save(f"{photo.pk}.{photo.name.rsplit('.', 1)[-1].lower()}", ContentFile(content), save=False)
    photo.content = b""
