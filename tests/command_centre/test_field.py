"""What the grid worker's phone talks to: reports once, photos piece by piece, and no more than the worker may see."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from bihuan.command_centre.actions.photos import MOST_BYTES
from bihuan.command_centre.models import Event, Photo
from bihuan.organisations.models import Person
from tests.command_centre.plays import COMMUNITY, worker
from tests.town import Town

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


@pytest.fixture
def phone(town: Town) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=worker(town).person_id))
    return client


def post(phone: Client, address: str, body: object):
    return phone.post(address, json.dumps(body), content_type="application/json")


def words(**changed: object) -> dict:
    return {"id": str(uuid4()), "kind": "dispute", "text": "噪音纠纷", "place": COMMUNITY, **changed}


def test_a_report_is_taken_in_once_however_often_it_is_sent(phone: Client) -> None:
    sent = words(happened_at="2025-06-10T08:00:00+08:00")
    answers = [post(phone, "/field/reports/", sent).json() for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert Event.objects.count() == 1
    (event,) = phone.get("/field/mine/").json()["events"]
    assert (event["number"], event["words"]) == (answers[0]["number"], "待受理")


def test_other_words_under_the_same_id_are_told_and_not_taken(phone: Client) -> None:
    sent = words()
    number = post(phone, "/field/reports/", sent).json()["number"]
    answer = post(phone, "/field/reports/", sent | {"text": "另一件事"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "event_report_changed"
    assert number in answer.json()["sentence"]
    assert Event.objects.get().text == "噪音纠纷"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "nothing"}, "choice_unknown"), ({"text": "  "}, "text_missing"), ({"text": "长" * 5001}, "text_too_long"),
        ({"place": "1"}, "event_place_unknown"), ({"settled": True}, "event_result_missing"),
        ({"kind": "hazard"}, "event_photo_needed"), ({"photos": 2}, "event_photo_not_needed"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_said_in_a_sentence_and_nothing_is_kept(
    phone: Client, changed: dict, code: str
) -> None:
    answer = post(phone, "/field/reports/", words(**changed))
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["sentence"].endswith(("。", "？"))
    assert not Event.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"id": "x"}', "[" * 9000, '{"id": 1e999}'])
def test_nonsense_is_no_report(phone: Client, body: str) -> None:
    assert phone.post("/field/reports/", body, content_type="application/json").status_code == 404


def test_a_photo_arrives_piece_by_piece_and_goes_on_where_it_broke_off(phone: Client) -> None:
    sent = words(kind="hazard", photos=1)
    post(phone, "/field/reports/", sent)
    photo = {"id": str(uuid4()), "report": sent["id"], "name": "现场.jpg", "size": len(JPEG)}
    address = f"/field/photos/{photo['id']}/"

    def put(offset: int, piece: bytes):
        return phone.put(f"{address}?offset={offset}", piece, content_type="application/octet-stream")

    assert post(phone, "/field/photos/", photo).json() == {"received": 0}
    assert put(0, JPEG[:4000]).json() == {"received": 4000}
    assert put(0, JPEG[:4000]).json() == {"received": 4000}
    assert put(8000, JPEG[8000:]).json()["code"] == "photo_offset"
    assert post(phone, "/field/photos/", photo).json() == {"received": 4000}
    assert put(4000, JPEG[4000:]).json() == {"received": len(JPEG)}
    assert put(4000, JPEG[4000:]).json() == {"received": len(JPEG)}
    kept = Photo.objects.get()
    assert (kept.media_type, kept.reason, bytes(kept.content)) == (
        "image/jpeg",
        "安全隐患需留存现场证据",
        b"",
    )
    assert kept.file.read() == JPEG
    kept.file.delete(save=False)


def test_a_photo_of_forty_megabytes_is_refused_in_a_clear_sentence(phone: Client) -> None:
    sent = words(kind="hazard", photos=1)
    post(phone, "/field/reports/", sent)
    photo = {"id": str(uuid4()), "report": sent["id"], "name": "大图.jpg", "size": 2 * MOST_BYTES}
    answer = post(phone, "/field/photos/", photo)
    assert answer.json()["code"] == "photo_too_large"
    assert "40 MB" in answer.json()["sentence"]
    assert not Photo.objects.exists()


def test_what_is_no_photo_is_refused_when_it_is_whole(phone: Client) -> None:
    sent = words(kind="hazard", photos=1)
    post(phone, "/field/reports/", sent)
    photo = {"id": str(uuid4()), "report": sent["id"], "name": "x.jpg", "size": 10}
    post(phone, "/field/photos/", photo)
    answer = phone.put(
        f"/field/photos/{photo['id']}/?offset=0", b"MZ" + b"x" * 8, content_type="application/octet-stream"
    )
    assert answer.json()["code"] == "photo_kind"
    assert Photo.objects.get().received == 0


def test_another_workers_report_and_photo_look_like_none(town: Town, phone: Client) -> None:
    sent = words(kind="hazard", photos=1)
    post(phone, "/field/reports/", sent)
    photo = {"id": str(uuid4()), "report": sent["id"], "name": "x.jpg", "size": 10}
    post(phone, "/field/photos/", photo)
    other = Client()
    other.force_login(Person.objects.get(pk=worker(town, "何平").person_id))
    assert post(other, "/field/photos/", photo | {"id": str(uuid4())}).status_code == 404
    put = other.put(
        f"/field/photos/{photo['id']}/?offset=0", b"x" * 10, content_type="application/octet-stream"
    )
    assert put.status_code == 404
    assert other.get("/field/mine/").json() == {"events": []}
    assert post(other, "/field/reports/", sent).status_code == 404


def test_places_are_those_of_the_own_street(phone: Client) -> None:
    groups = phone.get("/field/places/").json()["groups"]
    codes = {place["code"] for group in groups for place in group["places"]}
    assert COMMUNITY in codes
    assert all(code.startswith("500103008") for code in codes)


def test_the_page_holds_nobodys_data_and_only_grid_workers_open_it(town: Town, phone: Client) -> None:
    page = phone.get("/field/").content.decode()
    assert "覃芳" not in page
    assert "安全隐患需留存现场证据" in page
    clerk = Client()
    clerk.force_login(town.person("杨帆"))
    assert clerk.get("/field/").status_code == 404


def test_every_part_the_phone_is_to_keep_is_there(client: Client) -> None:
    from django.contrib.staticfiles import finders

    script = client.get("/field/worker.js").content.decode()
    shell = json.loads(script.partition("self.SHELL = ")[2].partition(";\n")[0])
    parts = [address.removeprefix(shell["parts"]) for address in shell["addresses"] if address != "/field/"]
    assert [part for part in parts if not part.startswith("vendor/") and not finders.find(part)] == []
    assert client.get("/field/manifest.webmanifest").json()["start_url"] == "/field/"
