"""Beside the steps: notes and files disturb nobody and move no limit; a file is what its bytes say."""

import hashlib

import pytest

from bihuan.work_orders import actions as office
from bihuan.work_orders.files import MOST_BYTES
from bihuan.work_orders.models import Attachment, Note
from tests.town import Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 paid"
EXE = b"MZ\x90\x00" + b"\x00" * 60


def test_a_note_is_kept_and_whoever_fills_in_a_form_need_not_look_again(town: Town) -> None:
    story = course.in_hand(town)
    opened = story.order.version
    story.act("杨帆", office.note, f"  {WORDS}\n", kind="contact", for_caller=True)
    note = Note.objects.latest("pk")
    assert (note.text, note.kind, note.for_caller, note.unit) == (WORDS, "contact", True, town.district_union)
    story.act("张琪", office.resolve, "paid_in_full", WORDS, version=opened)
    assert story.order.state == "resolved"


@pytest.mark.parametrize(
    ("text", "kind", "code", "field"),
    [
        ("\x00 ", "note", "text_missing", "text"),
        ("记" * 10_000, "note", "text_too_long", "text"),
        (WORDS, "adjudication", "choice_unknown", "kind"),  # those are written by their own acts
    ],
)
def test_a_note_that_cannot_be(town: Town, text: str, kind: str, code: str, field: str) -> None:
    story = course.in_hand(town)
    with refused(code, field):
        story.act("杨帆", office.note, text, kind=kind)


def test_urging_is_counted_and_moves_no_limit(town: Town) -> None:
    story = course.dispatched(town)
    limit = story.order.due_at
    for _ in range(2):
        story.act("唐毅", office.urge, WORDS)
    assert (story.order.urge_count, story.order.due_at) == (2, limit)


def test_comments_views_and_uploads_move_no_deadline_at_all(town: Town) -> None:
    """Peers measure from the last change, so that a comment buys time (peer defect D2)."""
    story = course.called_in(town)
    before = [story.order.due_at, *story.order.assignments.values_list("due_at", flat=True)]
    story.act("张琪", office.note, WORDS)
    story.act("张琪", office.attach, "回单.pdf", PDF)
    story.act("陈晓", office.urge, WORDS)
    office.reveal_caller(town.actor("张琪"), story.number, at=story.now)
    office.hear(story.number, WORDS, at=story.now)
    assert [story.order.due_at, *story.order.assignments.values_list("due_at", flat=True)] == before


def test_a_file_is_kept_under_a_name_that_tells_nothing_and_its_digest_is_in_the_ledger(town: Town) -> None:
    story = course.in_hand(town)
    story.act("张琪", office.attach, f"C:\\台账/{WORDS}.PDF", PDF)
    kept = Attachment.objects.get()
    digest = hashlib.sha256(PDF).hexdigest()
    assert (kept.name, kept.media_type, kept.size, kept.sha256) == (f"C: 台账 {WORDS}.PDF", "application/pdf", 13, digest)  # fmt: skip
    assert kept.file.read() == PDF
    assert digest[:32] in kept.file.name
    assert kept.file.name.isascii()
    facts = last_event(story).facts
    assert (facts["sha256"], facts["size"]) == (digest, 13)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("照片.jpg", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        ("照片.PNG", b"\x89PNG\r\n\x1a\nrest", "image/png"),
        ("考勤.xlsx", b"PK\x03\x04rest", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("录音.m4a", b"\x00\x00\x00\x20ftypM4A ", "audio/mp4"),
        ("名单.csv", "姓名,金额".encode(), "text/plain"),
    ],
)
def test_what_an_office_has_is_taken(town: Town, name: str, content: bytes, media_type: str) -> None:
    course.in_hand(town).act("张琪", office.attach, name, content)
    assert Attachment.objects.get().media_type == media_type


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("回单.pdf", EXE, "attachment_type"),  # a program that says it is a document
        ("回单.exe", PDF, "attachment_type"),  # a document that says it is a program
        ("回单", PDF, "attachment_type"),
        ("名单.txt", b"\xff\xfe\x00\x01", "attachment_type"),
        ("页面.html", b"<script>alert(1)</script>", "attachment_type"),
        ("图.svg", b"<svg onload='alert(1)'/>", "attachment_type"),
        ("回单.pdf", b"", "attachment_empty"),
        ("回单.pdf", PDF + bytes(MOST_BYTES), "attachment_too_large"),
        (" ", PDF, "text_missing"),
        ("名" * 121 + ".pdf", PDF, "text_too_long"),
    ],
    ids=["renamed program", "renamed document", "no ending", "no text", "page", "drawing", "empty", "21 MB", "no name", "endless name"],
)  # fmt: skip
def test_anything_else_is_not(town: Town, name: str, content: bytes, code: str) -> None:
    story = course.in_hand(town)
    with refused(code, "file"):
        story.act("张琪", office.attach, name, content)


def test_twenty_megabytes_are_just_taken(town: Town) -> None:
    course.in_hand(town).act("张琪", office.attach, "回单.pdf", PDF + bytes(MOST_BYTES - len(PDF)))
    assert Attachment.objects.get().size == MOST_BYTES
