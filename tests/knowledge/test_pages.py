"""The editors' pages: written by one, published by another, read by whom it is meant for."""

from typing import Any

import pytest
from django.test import Client

from bihuan.knowledge.models import Entry, Law
from bihuan.knowledge.queries import quotable
from tests.knowledge.shelf import shelve, stock
from tests.knowledge.test_entries import reviewer
from tests.town import Town

pytestmark = pytest.mark.django_db


def sit(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.person(name))
    return client


def written(**changed: Any) -> dict[str, Any]:
    """The filled-in form of an entry."""
    return {
        "code": "tea-new", "matter": "leave", "question": "茶馆有年假吗", "variants": "能歇几天\n放假吗", "answer": "满一年五天。",
        "steps": "先问掌柜", "papers": "", "body": "茶馆工会", "phone": "12351", "basis": "劳动合同法 30", "calculator": "",
        "visibility": "public", "valid_from": "2025-01-01", "valid_to": "", "owner": "茶馆工会", "review_on": "2099-01-01",
    } | changed  # fmt: skip


def test_one_writes_and_submits_another_publishes(town: Town) -> None:
    writer, chief = sit(town, "陈晓"), sit(town, reviewer(town))
    saved = writer.post("/knowledge/new/", written())
    assert saved["Location"] == "/knowledge/entries/tea-new/"
    entry = Entry.objects.get()
    assert (entry.variants, entry.state) == (["能歇几天", "放假吗"], "draft")
    page = saved["Location"]
    writer.post(f"{page}step/", {"act": "submit_entry", "version": entry.version})
    entry.refresh_from_db()
    assert writer.post(f"{page}step/", {"act": "publish_entry", "version": entry.version}).status_code in (
        403,
        409,
    )
    published = {"act": "publish_entry", "version": entry.version, "review_on": "2099-02-02"}
    assert chief.post(f"{page}step/", published).status_code == 302
    assert list(quotable(entry.valid_from)) == [entry]
    assert "茶馆有年假吗" in writer.get("/knowledge/").content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": "茶"}, "code"), ({"basis": "没有这部法 3"}, "basis"), ({"question": ""}, "question"), ({"steps": "长" * 301}, "steps"),
        ({"valid_from": "2025-02-31"}, "valid_from"), ({"valid_to": "2024-01-01"}, "valid_to"), ({"answer": "长" * 4001}, "answer"),
        ({"visibility": "all"}, "visibility"), ({"matter": "tea"}, "matter"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_saved(
    town: Town, changed: dict[str, Any], field: str
) -> None:
    answer = sit(town, "陈晓").post("/knowledge/new/", written(**changed))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Entry.objects.exists()


def test_who_saw_an_older_version_changes_nothing(town: Town) -> None:
    writer = sit(town, "陈晓")
    writer.post("/knowledge/new/", written())
    page = "/knowledge/entries/tea-new/edit/"
    assert writer.post(page, written(answer="满一年十天。", version="1")).status_code == 302
    assert writer.post(page, written(answer="没有。", version="1")).status_code == 409
    assert Entry.objects.get().answer == "满一年十天。"


def test_outside_the_union_one_reads_what_is_public_and_writes_nothing(town: Town) -> None:
    shelve()
    shelve(code="tea-inside", visibility="hotline")
    sit(town, "陈晓").post("/knowledge/new/", written())
    outside = next(
        name for name in town.people
        if (held := town.actor(name).posts) and all(post.unit_kind != "union" for post in held)
    )  # fmt: skip
    client = sit(town, outside)
    seen = {row["entry"].code for row in client.get("/knowledge/").context["rows"]}
    assert seen == {"tea"}
    for code in ("tea-inside", "tea-new", "no-such"):
        assert client.get(f"/knowledge/entries/{code}/").status_code == 404
    assert client.get("/knowledge/new/").status_code == 404
    assert client.post("/knowledge/new/", written(code="tea-two")).status_code == 404
    version = Entry.objects.get(code="tea").version
    refused = client.post("/knowledge/entries/tea/step/", {"act": "revise_entry", "version": version})
    assert refused.context["refused"].code == "act_not_yours"
    assert Entry.objects.filter(state="published").count() == 2


@pytest.mark.parametrize("act", ["", "edit_entry", "burn"])
def test_what_no_step_is_called_is_not_found(town: Town, act: str) -> None:
    shelve()
    answer = sit(town, "陈晓").post("/knowledge/entries/tea/step/", {"act": act, "version": "1"})
    assert answer.status_code == 404


def test_the_list_searches_filters_and_shows_what_is_due(town: Town) -> None:
    shelve()
    shelve(code="tea-due", review_on="2025-07-01")
    client = sit(town, "陈晓")

    def rows(query: str) -> set[str]:
        return {row["entry"].code for row in client.get(f"/knowledge/?{query}").context["rows"]}

    assert rows("q=掌柜不给钱") == {"tea", "tea-due"}
    assert rows("due=1") == {"tea-due"}
    assert rows("matter=leave") == set()
    assert rows("state=draft") == set()
    assert rows("after=tea") == {"tea-due"}


def test_a_law_is_read_as_it_stood_and_beside_its_other_text(town: Town) -> None:
    stock()
    client, law = sit(town, "陈晓"), Law.objects.get()
    assert "茶馆管理条例" in client.get("/knowledge/laws/").content.decode()
    page = f"/knowledge/laws/{law.pk}/"
    assert "不得拖欠伙计的工钱" in client.get(f"{page}?on=2023-01-01").content.decode()
    assert "<ins>" in client.get(f"{page}?on=2025-01-01&since=2020-03-01").content.decode()
    assert "这一天没有有效的文本" in client.get(f"{page}?on=1990-01-01").content.decode()
    assert client.get(f"{page}?on=2023-02-31&since=tea").status_code == 200
    assert client.get("/knowledge/laws/00000000-0000-0000-0000-000000000000/").status_code == 404


@pytest.mark.parametrize(
    "page", ["/knowledge/", "/knowledge/laws/", "/knowledge/new/", "/knowledge/entries/tea/"]
)
def test_the_pages_speak_english(town: Town, page: str) -> None:
    shelve()
    shown = sit(town, "陈晓").get(page, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Knowledge" in shown
    assert "知识库" not in shown
