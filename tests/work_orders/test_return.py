"""Not ours: a return names whose it is, is decided once, and is then final."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bihuan.work_orders import actions as office
from bihuan.work_orders.filters import OrderFilter
from bihuan.work_orders.lists import page_of_orders
from bihuan.work_orders.models import Adjudication, Return
from tests.town import SHANGHAI, Town
from tests.work_orders import course
from tests.work_orders.course import WORDS, last_event, refused
from tests.work_orders.forms import HTMX, opened, send
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db
MAP = b"%PDF-1.7 where the site really lies"


def test_a_return_names_its_basis_and_the_owner(town: Town) -> None:
    story = course.asked_back(town)
    asked = Return.objects.get()
    assert (asked.cause, asked.basis, asked.proposes) == ("not_our_matter", WORDS, town.labour)
    assert (asked.assignment, asked.unit) == (story.order.assignments.get(), town.district_union)
    assert last_event(story).facts["return_cause"] == "not_our_matter"
    assert (story.order.state, story.order.return_count) == ("return_review", 1)
    assert story.order.holder == town.district_union


def test_a_return_that_is_allowed_goes_to_the_owner_it_named(town: Town) -> None:
    story = course.asked_back(town)
    story.act("周敏", office.reassign)
    assert (story.order.state, story.order.lead, story.order.holder) == (
        "dispatched",
        town.labour,
        town.labour,
    )
    decided = Adjudication.objects.get()
    assert (decided.allowed, decided.to, decided.about) == (True, town.labour, Return.objects.get())


def test_another_branch_answers_after_a_reassignment_and_the_first_is_released_but_may_still_look(
    town: Town,
) -> None:
    story = course.asked_back(town)
    story.act("周敏", office.reassign, town.other_district_union.pk)
    duties = story.order.responsibilities.order_by("pk").values_list("unit", "released_at")
    assert list(duties) == [
        (town.city_union.pk, None), (town.district_union.pk, story.now), (town.other_district_union.pk, None),
    ]  # fmt: skip
    seen = story.order.involvements.values_list("unit", flat=True)
    assert {town.district_union.pk, town.other_district_union.pk} <= set(seen)
    with refused("act_not_yours"):
        story.act("杨帆", office.sign)


def test_a_refused_return_counts_as_signed_for_and_is_final(town: Town) -> None:
    story = course.asked_back(town)
    story.act("周敏", office.refuse_return, WORDS)
    lead = story.order.assignments.get()
    assert (story.order.state, lead.return_refused, lead.signed_at) == ("signed", True, story.now)
    decided = Adjudication.objects.get()
    assert (decided.allowed, decided.to, decided.reason, decided.at) == (False, None, WORDS, story.now)
    with refused("return_refused_before"):
        story.act("杨帆", office.request_return, "not_our_matter", WORDS, town.labour.pk)


@pytest.mark.parametrize(
    ("urgency", "over"),
    [
        (
            "ordinary",
            datetime(2025, 6, 17, 9, 10, tzinfo=SHANGHAI),
        ),  # 14 working hours: the weekend counts nothing
        ("urgent", datetime(2025, 6, 16, 10, 10, tzinfo=SHANGHAI)),
        ("critical", datetime(2025, 6, 13, 11, 10, tzinfo=SHANGHAI)),
    ],
)
def test_the_window_is_counted_in_working_hours_from_the_dispatch(
    town: Town, urgency: str, over: datetime
) -> None:
    story = Story(
        town, datetime(2025, 6, 13, 9, 0, tzinfo=SHANGHAI), urgency=urgency
    ).dispatched()  # a Friday
    asked = ("not_our_matter", WORDS, town.labour.pk)
    story.now = over - timedelta(minutes=9)
    with refused("return_window_over"):
        story.act("杨帆", office.request_return, *asked)
    story.now = over - timedelta(minutes=10)
    story.act("杨帆", office.request_return, *asked)
    assert story.order.state == "return_review"


def test_signing_or_a_note_does_not_open_the_window_again(town: Town) -> None:
    story = course.signed(town)
    story.now += timedelta(days=4)
    story.act("杨帆", office.note, "再看看")
    with refused("return_window_over"):
        story.act("杨帆", office.request_return, "not_our_matter", WORDS, town.labour.pk)


def test_who_was_refused_once_is_refused_whenever_the_order_comes_back(town: Town) -> None:
    story = course.asked_back(town)
    story.act("周敏", office.refuse_return, WORDS)
    story.act("杨帆", office.call_conferral, WORDS)
    story.act("周敏", office.name_lead, town.labour.pk, WORDS)
    story.act("吴迪", office.sign)
    story.act("吴迪", office.call_conferral, WORDS)
    story.act("周敏", office.name_lead, town.district_union.pk, WORDS)
    assert story.order.assignments.get(ended_at=None).return_refused
    with refused("return_refused_before"):
        story.act("杨帆", office.request_return, "other", WORDS, town.labour.pk)


def test_each_unit_is_heard_once_and_the_bounces_are_counted(town: Town) -> None:
    story = course.asked_back(town)
    story.act("周敏", office.reassign)
    story.act("吴迪", office.request_return, "not_our_area", WORDS, town.other_district_union.pk)
    story.act("周敏", office.reassign)
    assert (story.order.return_count, story.order.lead) == (2, town.other_district_union)
    asked = OrderFilter.of({"bounced": "1"})
    assert [o.number for o in page_of_orders(town.actor("周敏"), asked, story.now).rows] == [story.number]


def test_a_return_shows_a_file_of_its_own_order(town: Town) -> None:
    other = course.dispatched(town)
    other.act("杨帆", office.attach, "规划图.pdf", b"%PDF-1.7 map")
    story = course.dispatched(town)
    with refused("evidence_unknown", "evidence"):
        asked = ("wrong_address", WORDS, town.labour.pk)
        story.act("杨帆", office.request_return, *asked, evidence=other.order.attachments.get().pk)
    story.act("杨帆", office.attach, "规划图.pdf", b"%PDF-1.7 map")
    own = story.order.attachments.get()
    story.act("杨帆", office.request_return, *asked, evidence=own.pk)
    assert Return.objects.get().evidence == own


def test_the_page_offers_a_return_only_in_time_and_says_until_when(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    story = course.dispatched(town)
    browser = sign_in("杨帆", story.now)
    form = browser.get(f"/orders/{story.number}/acts/request_return/form/", headers=HTMX).content.decode()
    assert "非官方数值" in form
    assert "履职事项清单的条目，以及应由谁承担。" in form
    late = sign_in("杨帆", story.now + timedelta(days=9))
    answer = late.get(f"/orders/{story.number}/acts/request_return/form/", headers=HTMX)
    assert (answer.status_code, "退单须在派单后规定的工作时内提出" in answer.content.decode()) == (409, True)


def test_a_file_uploaded_for_a_return_that_is_refused_does_not_stay_behind(
    town: Town, sign_in: Callable[..., Client], settings: LazySettings
) -> None:
    story = course.dispatched(town)
    browser = sign_in("杨帆", story.now)
    sent = opened(browser, story.number, "request_return") | {
        "cause": "wrong_address", "basis": WORDS, "proposes": town.district_union.pk,
        "file": SimpleUploadedFile("图.pdf", MAP),
    }  # fmt: skip
    before = files_in(settings)
    assert send(browser, story.number, "request_return", "", sent).status_code == 422
    assert (files_in(settings), story.order.attachments.count()) == (before, 0)
    sent |= {"proposes": town.labour.pk, "file": SimpleUploadedFile("图.pdf", MAP)}
    assert send(browser, story.number, "request_return", "", sent).status_code == 302
    assert Return.objects.get().evidence == story.order.attachments.get()
    page = browser.get(f"/orders/{story.number}/").content.decode()
    assert reverse("order-attachment", args=[story.number, story.order.attachments.get().pk]) in page


def files_in(settings: LazySettings) -> list[str]:
    """Stored files with this content; other tests of the run store theirs beside them."""
    name = hashlib.sha256(MAP).hexdigest()[:32]
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob(f"{name}*"))


@pytest.mark.parametrize("cause", ["", "tired", "not_solved"])
def test_a_return_has_a_cause_of_the_table(town: Town, cause: str) -> None:
    story = course.dispatched(town)
    with refused("choice_unknown", "cause"):
        story.act("杨帆", office.request_return, cause, WORDS, town.labour.pk)


@pytest.mark.parametrize(
    ("basis", "proposes", "code", "field"),
    [
        ("", "渝中区人力资源和社会保障局", "text_missing", "basis"),
        ("清" * 10_000, "渝中区人力资源和社会保障局", "text_too_long", "basis"),
        ("清单第3项", "渝中区", "unit_unknown", "unit"),
        ("清单第3项", "重庆市总工会", "unit_not_beneath", "unit"),
        ("清单第3项", "渝中区总工会", "unit_takes_part", "unit"),  # its own: that is no return
    ],
)
def test_a_return_without_basis_or_owner_is_none(
    town: Town, basis: str, proposes: str, code: str, field: str
) -> None:
    story = course.dispatched(town)
    with refused(code, field):
        story.act("杨帆", office.request_return, "not_our_matter", basis, town.unit(proposes).pk)


def test_it_is_not_reassigned_to_the_unit_that_returned_it(town: Town) -> None:
    story = course.asked_back(town)
    with refused("unit_takes_part", "unit"):
        story.act("周敏", office.reassign, town.district_union.pk)
