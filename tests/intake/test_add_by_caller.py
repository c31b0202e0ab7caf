"""What callers add themselves: new facts, evidence, an evaluation."""

from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from bihuan.intake.actions import evaluate
from bihuan.intake.models import Evaluation
from bihuan.ledger.chain import Head
from bihuan.ledger.queries import events_of, verify
from bihuan.rules.refusal import Refused
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from tests.intake.entries import come_in, registered
from tests.intake.test_track import well_travelled
from tests.town import AT, Town, found_town

pytestmark = pytest.mark.django_db

ANSWERS = {"contacted": "yes", "solved": "partly", "satisfied": "basically", "remark": "还差一点"}


def test_new_facts_reach_those_who_handle_it_and_are_shown_as_ones_own(client: Client, town: Town) -> None:
    order = registered(client, town)
    version = order.version
    come_in(client, order)
    assert client.post("/track/order/add/", {"text": "工头换人了"}).status_code == 302
    note = order.notes.get()
    assert (note.kind, note.text, note.for_caller, note.by.username) == (
        "new_fact",
        "工头换人了",
        True,
        "caller",
    )
    assert "工头换人了" in client.get("/track/order/").content.decode()
    order.refresh_from_db()
    assert order.version == version, "whoever is filling in a form on the order is not disturbed"


def test_the_ledger_says_the_caller_did_it_and_not_what_was_said(client: Client, town: Town) -> None:
    order = registered(client, town)
    come_in(client, order)
    client.post("/track/order/add/", {"text": "工头换人了"})
    event = events_of(order.pk).last()
    assert event is not None
    assert (event.act, event.person, event.facts["source"]) == ("note", None, "caller")
    assert "工头" not in str(event.facts)
    order.refresh_from_db()
    head = Head(order.ledger_length, bytes(order.ledger_digest))
    assert dict(verify([(order.pk, head)])) == {order.pk: None}


def test_the_account_that_stands_for_callers_cannot_be_signed_in_to(client: Client, town: Town) -> None:
    order = registered(client, town)
    client.logout()
    come_in(client, order)
    client.post("/track/order/add/", {"text": "x"})
    account = order.notes.get().by
    assert not account.is_active
    assert not account.has_usable_password()


def test_evidence_is_taken_by_what_it_is(client: Client, town: Town) -> None:
    order = registered(client, town)
    come_in(client, order)
    photo = SimpleUploadedFile("工资条.jpg", b"\xff\xd8\xff" + b"0" * 64)
    assert client.post("/track/order/add/", {"text": "", "file": photo}).status_code == 302
    assert (order.attachments.get().media_type, order.attachments.get().for_caller) == ("image/jpeg", True)


@pytest.mark.parametrize(
    ("text", "file", "sentence"),
    [
        ("", None, "请填写补充情况"),
        ("长" * 5001, None, "最多5000个字"),
        ("附图", ("a.exe", b"MZ\x90\x00"), ""),
        ("附图", ("照片.jpg", b"not a photo"), ""),
        ("附图", ("空.pdf", b""), ""),
    ],
    ids=["nothing", "too much", "a program", "a photo that is none", "an empty file"],
)
def test_what_cannot_be_taken_is_refused_whole(
    client: Client, town: Town, text: str, file: tuple[str, bytes] | None, sentence: str
) -> None:
    order = registered(client, town)
    come_in(client, order)
    sent = {"text": text} | ({"file": SimpleUploadedFile(*file)} if file else {})
    answer = client.post("/track/order/add/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert order.notes.count() == order.attachments.count() == 0


def test_nothing_is_added_once_the_matter_is_done_with(client: Client, town: Town) -> None:
    order = registered(client, town)
    office.redirect(town.actor("周敏"), order.number, "court", "请向法院起诉。", at=order.registered_at)
    come_in(client, order)
    assert "如有新情况，请拨打12351" in client.get("/track/order/").content.decode()
    answer = client.post("/track/order/add/", {"text": "还有一件事"})
    assert "这件诉求已经办结" in answer.content.decode()
    assert order.notes.count() == 0


def test_the_three_answers_are_kept_apart_and_told_to_the_office(client: Client, town: Town) -> None:
    order = well_travelled(town)
    come_in(client, order)
    assert client.post("/track/order/evaluate/", ANSWERS).status_code == 302
    kept = Evaluation.objects.get()
    assert (kept.contacted, kept.solved, kept.satisfied) == (True, "partly", "basically")
    assert order.notes.last().text == "诉求人网上评价：已联系，部分解决，基本满意。还差一点"
    order.refresh_from_db()
    assert (order.state, order.satisfied) == ("resolved", ""), "the return visit is still the office's own"


def test_a_reply_is_evaluated_once(client: Client, town: Town) -> None:
    order = well_travelled(town)
    come_in(client, order)
    client.post("/track/order/evaluate/", ANSWERS)
    notes = order.notes.count()
    answer = client.post("/track/order/evaluate/", ANSWERS)
    assert answer.status_code == 409
    assert "您已评价过" in answer.content.decode()
    assert (Evaluation.objects.count(), order.notes.count()) == (1, notes)


def test_without_a_reply_there_is_nothing_to_evaluate(client: Client, town: Town) -> None:
    order = registered(client, town)
    come_in(client, order)
    assert "评价这次办理" not in client.get("/track/order/").content.decode()
    client.post("/track/order/evaluate/", ANSWERS)
    assert Evaluation.objects.count() == order.notes.count() == 0


@pytest.mark.parametrize(
    "wrong", [{"solved": "maybe"}, {"satisfied": ""}, {"contacted": ""}, {"remark": "长" * 501}]
)
def test_an_answer_out_of_the_list_is_asked_again(client: Client, town: Town, wrong: dict[str, str]) -> None:
    come_in(client, well_travelled(town))
    assert client.post("/track/order/evaluate/", ANSWERS | wrong).status_code == 422
    assert Evaluation.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_evaluate_once(transactional_db: None) -> None:
    order = well_travelled(found_town())
    together, refused = Barrier(2), []

    def click() -> None:
        together.wait()
        try:
            evaluate(order.number, contacted=True, solved="yes", satisfied="very", at=order.replied_at or AT)
        except Refused as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert refused == ["evaluation_given"]
    assert Evaluation.objects.count() == 1
    assert WorkOrder.objects.get().notes.filter(kind="contact", by__username="caller").count() == 1
