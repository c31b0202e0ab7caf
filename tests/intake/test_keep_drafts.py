"""What is half written is still there after a crash, for its writer alone."""

import re
import uuid

import pytest
from django.test import Client

from bihuan.intake.actions import keep_draft
from bihuan.intake.models import Draft
from bihuan.organisations.actors import Actor
from tests.intake.entries import CONTENT, entries, sit_down
from tests.town import AT, Town

pytestmark = pytest.mark.django_db


def test_a_draft_is_offered_and_taken_up_where_it_was_left(client: Client, town: Town) -> None:
    sit_down(client, town)
    form = entries(town, risks=["gathering"], confidential="on", amount="四十")
    assert client.post("/desk/draft/", form).status_code == 204
    fresh = client.get("/desk/").content.decode()
    assert CONTENT[:18] in fresh
    resumed = client.get(f"/desk/?draft={form['token']}").content.decode()
    for kept in (
        form["token"],
        CONTENT,
        "张建国",
        "四十",
        "南纪门街道",
        "拖欠工资",
        'value="gathering" checked',
    ):
        assert kept in resumed
    assert re.search(r'<input[^>]*name="confidential"[^>]*checked', resumed)
    assert 'value="urgent" data-alt="2" checked' in resumed


def test_the_same_form_stays_one_draft_as_it_grows(client: Client, town: Town) -> None:
    sit_down(client, town)
    form = entries(town)
    client.post("/desk/draft/", form)
    client.post("/desk/draft/", form | {"content": "写得更多"})
    assert "写得更多" in Draft.objects.get().form


def test_several_calls_have_several_drafts(client: Client, town: Town) -> None:
    sit_down(client, town)
    for _ in range(3):
        client.post("/desk/draft/", entries(town))
    assert Draft.objects.count() == 3


def test_an_untouched_form_makes_no_draft(client: Client, town: Town) -> None:
    sit_down(client, town)
    client.post(
        "/desk/draft/", {"token": str(uuid.uuid4()), "nature": "help", "urgency": "ordinary", "seconds": "3"}
    )
    client.post("/desk/draft/", {"token": "nonsense", "content": "x"})
    assert Draft.objects.count() == 0


def test_a_registered_call_leaves_no_draft_and_a_late_keystroke_brings_none_back(
    client: Client, town: Town
) -> None:
    sit_down(client, town)
    form = entries(town)
    client.post("/desk/draft/", form)
    client.post("/desk/", form)
    assert Draft.objects.count() == 0
    client.post("/desk/draft/", form)
    assert Draft.objects.count() == 0


def test_a_refused_form_keeps_its_draft(client: Client, town: Town) -> None:
    sit_down(client, town)
    form = entries(town, amount="很多")
    client.post("/desk/draft/", form)
    assert client.post("/desk/", form).status_code == 422
    assert Draft.objects.count() == 1


def test_nobody_reads_overwrites_or_discards_the_draft_of_another(client: Client, town: Town) -> None:
    operator, token = town.actor("陈晓"), uuid.uuid4()
    keep_draft(operator, token, {"content": ["只给自己看"]}, at=AT)
    colleague = Actor(town.person("周敏").pk, "周敏", operator.posts)
    keep_draft(colleague, token, {"content": ["偷改"]}, at=AT)
    assert "只给自己看" in Draft.objects.get().form
    sit_down(client, town, "周敏")
    assert client.post(f"/desk/draft/{token}/discard/").status_code == 404
    assert Draft.objects.count() == 1


def test_what_is_discarded_is_gone(client: Client, town: Town) -> None:
    sit_down(client, town)
    form = entries(town)
    client.post("/desk/draft/", form)
    client.post(f"/desk/draft/{form['token']}/discard/")
    assert Draft.objects.count() == 0
    assert CONTENT not in client.get(f"/desk/?draft={form['token']}").content.decode()


def test_a_draft_beyond_measure_is_not_kept(client: Client, town: Town) -> None:
    sit_down(client, town)
    client.post("/desk/draft/", entries(town, content="长" * 100_001))
    assert Draft.objects.count() == 0
