"""Which files an order takes, told by their first bytes; and how one is kept with an act."""

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from django.core.files.base import ContentFile

from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.work_orders.entries import required
from bihuan.work_orders.models import Attachment

if TYPE_CHECKING:
    from bihuan.work_orders.change import Change

MOST_BYTES = 20 * 1024 * 1024

#: (offset, signature, media type, permitted endings). Office files are ZIP archives; their ending says which.
_KINDS = (
    (0, b"\xff\xd8\xff", "image/jpeg", ("jpg", "jpeg")),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", ("png",)),
    (8, b"WEBP", "image/webp", ("webp",)),
    (4, b"ftyphei", "image/heic", ("heic", "heif")),
    (0, b"%PDF-", "application/pdf", ("pdf",)),
    (0, b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
    (0, b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
    (0, b"ID3", "audio/mpeg", ("mp3",)),
    (0, b"\xff\xfb", "audio/mpeg", ("mp3",)),
    (8, b"WAVE", "audio/wav", ("wav",)),
    (4, b"ftyp", "audio/mp4", ("m4a",)),
    (0, b"#!AMR", "audio/amr", ("amr",)),
)  # fmt: skip


class File(NamedTuple):
    """A file that may be attached, with what its content says it is."""

    name: str
    content: bytes
    media_type: str

    @classmethod
    def checked(cls, name: str, content: bytes) -> "File":
        """Check name and content. Raises ``Refused`` like :func:`check_file`, or for a name that is missing or too long."""
        name = name.replace("/", " ").replace("\\", " ")
        name = required(name, Words("文件名", "the file name"), field="file", most=120)
        return cls(name, content, check_file(name, content))

    def keep(self, change: "Change", *, for_caller: bool = False) -> Attachment:
        """Keep it with the act that is being done; its digest goes into the act's event."""
        digest = hashlib.sha256(self.content).hexdigest()
        change.tell(sha256=digest, size=len(self.content), media_type=self.media_type)
        return change.keep(
            Attachment, name=self.name, media_type=self.media_type, size=len(self.content), sha256=digest,
            for_caller=for_caller, file=ContentFile(self.content, name=digest[:32]),
        )  # fmt: skip


def check_file(name: str, content: bytes) -> str:
    """The media type of a file that may be attached.

    Raises ``Refused``: ``attachment_empty``, ``attachment_too_large`` (more than 20 MB), ``attachment_type`` when the content is none of
    the permitted kinds or its ending says another kind.
    """
    if not content:
        refuse("attachment_empty", field="file", name=name)
    if len(content) > MOST_BYTES:
        refuse(
            "attachment_too_large",
            field="file",
            name=name,
            size=len(content) // 1024 // 1024 + 1,
            most=MOST_BYTES // 1024 // 1024,
        )
    ending = name.rsplit(".", 1)[-1].lower()
    for offset, signature, media_type, endings in _KINDS:
        if ending in endings and content[offset : offset + len(signature)] == signature:
            return media_type
    if ending in ("txt", "csv") and _is_text(content):
        return "text/plain"
    refuse("attachment_type", field="file", name=name)


def _is_text(content: bytes) -> bool:
    try:
        return "\x00" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False
