"""Answers beside the form: what is proposed, what one key writes, and what is counted when the call ends."""

import uuid
from typing import Any

import pytest
from django.test import Client

from bihuan.intake.models import Call
from bihuan.knowledge.models import Entry, Use
from tests.intake.entries import entries, send, sit_down
from tests.knowledge.shelf import shelve
from tests.town import Town

pytestmark = pytest.mark.django_db
SAID = "茶馆不给工钱怎么办"


def beside(client: Client, town: Town, **changed: Any) -> str:
    return client.post("/desk/hints/", entries(town, content=SAID) | changed).content.decode()


def told(entry: Entry) -> str:
    """What the caller said with the answer under it."""
    return f"{SAID}\r\n【答复】{entry.answer}（依据：……）"


def answered(client: Client, town: Town, entry: Entry, **changed: Any) -> Any:
    return send(
        client,
        town,
        **({"act": "answered", "content": told(entry), "quoted": entry.code, "place": ""} | changed),
    )


def test_the_best_three_stand_beside_the_form_each_with_its_key_and_basis(client: Client, town: Town) -> None:
    for code in ("tea", "tea-two", "tea-three", "tea-four"):
        shelve(code=code)
    page = beside(sit_down(client, town), town)
    assert [f'data-insert-key="Key{key}"' in page for key in "JKLM"] == [True, True, True, False]
    assert page.count("【答复】掌柜应当按月支付工钱") == 3
    assert "（依据：《茶馆管理条例》第三条（2020-03-01版））" in page


def test_what_fits_nothing_brings_nothing(client: Client, town: Town) -> None:
    shelve()
    sit_down(client, town)
    assert [
        ("data-insert" in beside(client, town, content=said)) for said in ("", "工", "#%&", "天气很好")
    ] == [False] * 4


def test_an_inserted_answer_is_not_taken_for_the_callers_words(client: Client, town: Town) -> None:
    entry = shelve()
    sit_down(client, town)
    assert "data-insert" in beside(client, town, content=told(entry))
    assert "data-insert" not in beside(client, town, content=told(entry).removeprefix(SAID).strip())


def test_what_has_run_out_is_not_proposed(client: Client, town: Town) -> None:
    shelve(valid_to="2025-02-01")
    assert "data-insert" not in beside(sit_down(client, town), town)


def test_the_desk_sees_what_the_hotline_alone_may_read(client: Client, town: Town) -> None:
    shelve(visibility="hotline")
    assert "掌柜应当" in beside(sit_down(client, town), town)


def test_the_panel_speaks_english(client: Client, town: Town) -> None:
    shelve()
    sit_down(client, town)
    page = client.post(
        "/desk/hints/", entries(town, content=SAID), HTTP_ACCEPT_LANGUAGE="en"
    ).content.decode()
    assert "Answers that fit" in page
    assert "art. 3" in page


def test_an_answered_call_counts_the_entry_once_however_often_it_is_sent(client: Client, town: Town) -> None:
    entry, token = shelve(), str(uuid.uuid4())
    sit_down(client, town)
    for _ in range(2):
        answered(client, town, entry, token=token, quoted="tea,tea")
    use, call = Use.objects.get(), Call.objects.get()
    assert (use.entry, use.call, use.desk_id, use.helped) == (entry, call.token, call.desk_id, None)
    assert call.ending == "answered"


def test_an_order_that_was_told_something_counts_it_too(client: Client, town: Town) -> None:
    entry = shelve()
    answered(sit_down(client, town), town, entry, act="register", place=str(town.street.pk))
    assert Use.objects.get().entry == entry


def test_what_was_deleted_from_the_text_again_is_not_counted(client: Client, town: Town) -> None:
    answered(sit_down(client, town), town, shelve(), content=SAID)
    assert (Call.objects.count(), Use.objects.count()) == (1, 0)


def test_a_call_that_broke_off_was_not_answered(client: Client, town: Town) -> None:
    answered(sit_down(client, town), town, shelve(), act="broken_off")
    assert (Call.objects.count(), Use.objects.count()) == (1, 0)


@pytest.mark.parametrize("quoted", ["no-such-entry", ",,", "'; DROP", "tea" * 100])
def test_what_no_entry_is_called_counts_nothing(client: Client, town: Town, quoted: str) -> None:
    answered(sit_down(client, town), town, shelve(), quoted=quoted)
    assert (Call.objects.count(), Use.objects.count()) == (1, 0)


def test_what_ran_out_while_the_call_lasted_is_refused_until_it_is_deleted(
    client: Client, town: Town
) -> None:
    entry = shelve(valid_to="2025-02-01")
    refused = answered(sit_down(client, town), town, entry)
    assert refused.status_code == 409
    assert "请删去这段答复" in refused.content.decode()
    assert (Call.objects.count(), Use.objects.count()) == (0, 0)
    assert answered(client, town, entry, content=SAID).status_code == 302


def test_whether_it_helped_is_asked_after_the_call_and_of_ones_own_alone(client: Client, town: Town) -> None:
    place = answered(sit_down(client, town), town, shelve())["Location"]
    assert "引用的答复有帮助吗" in client.get(place).content.decode()
    client.post(f"{place}helped/", {"helped": "yes"})
    assert Use.objects.get().helped is True
    assert client.post(f"/desk/calls/{uuid.uuid4()}/helped/", {"helped": "no"}).status_code == 404
    stranger = Client()
    assert stranger.post(f"{place}helped/", {"helped": "no"}).status_code in (302, 403, 404)
    sit_down(stranger, town, "杨帆")
    assert stranger.post(f"{place}helped/", {"helped": "no"}).status_code in (403, 404)
    assert Use.objects.get().helped is True
