"""What the words of a call suggest at the desk: shown with its characters, never over what a person entered, kept with the choice."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from bihuan.intake.models import Call
from bihuan.triage.matter import shipped
from bihuan.triage.models import Suggestion
from tests.town import Town

pytestmark = pytest.mark.django_db
SAID = "我们在渝中区南纪门街道中兴路工地做木工，砺合劳务拖欠我们十个人工资四十万元，再不给我们就去堵路。"


def desk_of(town: Town) -> Client:
    browser = Client()
    browser.force_login(town.person("陈晓"))
    return browser


def suggested(browser: Client, **entered: Any) -> str:
    answer = browser.post(
        "/desk/suggested/",
        {"token": str(uuid.uuid4()), "nature": "help", "urgency": "ordinary", "content": SAID, **entered},
    )
    assert answer.status_code == 200
    return answer.text


def fields(page: str) -> set[str]:
    return {part.split('"')[0] for part in page.split('data-suggested="')[1:]}


def test_each_field_comes_with_its_characters_its_reason_and_its_band(town: Town) -> None:
    page = suggested(desk_of(town))
    assert {"matter", "place", "employer", "people", "amount", "risks"} <= fields(page)
    assert 'data-value="400000"' in page
    assert "<mark>四十万" in page
    assert f'data-value="{town.street.pk}"' in page
    assert 'data-band="fill"' in page


def test_what_a_person_entered_is_not_suggested_over(town: Town) -> None:
    page = suggested(desk_of(town), people="10", employer="重庆砺合劳务有限公司", amount="380000")
    assert not {"people", "employer"} & fields(page)
    row = page[page.index('data-suggested="amount"') :]
    row = row[: row.index("</li>")]
    assert "与所填不同" in row
    assert "data-accept" not in row


def test_with_nothing_said_nothing_is_suggested(town: Town) -> None:
    for said in ("", "   ", "😀" * 50, "喂"):
        assert "amount" not in fields(suggested(desk_of(town), content=said))


def test_a_paste_beyond_all_measure_is_read_as_far_as_a_text_may_go(town: Town) -> None:
    assert "amount" in fields(suggested(desk_of(town), content=SAID + "啊" * 20_000))


def matter_row(page: str) -> str:
    row = page[page.index('data-suggested="matter"') :]
    return row[: row.index("</li>")]


def test_the_matter_comes_from_the_trained_model_with_the_words_that_spoke_for_it(town: Town) -> None:
    row = matter_row(suggested(desk_of(town)))
    assert 'data-value="wage_arrears"' in row
    assert "因为：" in row
    because = row[row.index("因为：") + 3 : row.index("</p>")]
    assert because
    assert all(f"<mark>{word}</mark>" in row for word in because.split(" · "))


def test_a_matter_hardly_heard_is_asked_for_and_other_likely_ones_stand_beside_it(town: Town) -> None:
    row = matter_row(suggested(desk_of(town), content="公司对我不好，钱和假都说不清"))
    assert 'data-band="ask"' in row
    assert "data-accept" not in row
    assert 'data-further="termination"' in row
    assert row.count("data-further=") > 1


def test_with_no_model_the_words_callers_use_still_name_the_matter(
    town: Town, own_model: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bihuan.triage.matter.SHIPPED", Path("/nowhere/matters.npz"))
    shipped.cache_clear()
    try:
        row = matter_row(suggested(desk_of(town)))
        assert 'data-value="wage_arrears"' in row
        assert "说到“拖欠”" in row
        assert "matter" not in fields(suggested(desk_of(town), content="喂"))
    finally:
        shipped.cache_clear()


def test_how_sure_the_model_was_and_which_it_was_stand_beside_the_choice(town: Town) -> None:
    call = register(desk_of(town), place=town.street.pk, matter="pay_standard")
    kept = Suggestion.objects.get(call=call.pk, field="matter")
    assert (kept.suggested, kept.chosen) == ("wage_arrears", "pay_standard")
    assert kept.maker.startswith("matters/shipped-")
    assert kept.confidence is not None
    assert kept.confidence > 0.5
    assert kept.unknown is not None
    assert 0 <= kept.unknown < 500


def register(browser: Client, **entered: Any) -> Call:
    token = str(uuid.uuid4())
    data = {
        "token": token, "act": "register", "nature": "complaint", "urgency": "urgent", "content": SAID, "matter": "wage_arrears",
        "people": "10", "amount": "38万", "employer": "砺合劳务", "caller_name": "张建国", "caller_phone": "13800001234", **entered,
    }  # fmt: skip
    answer = browser.post("/desk/", data)
    assert answer.status_code == 302, answer.text
    return Call.objects.get(token=data["token"])


def test_the_choice_is_kept_beside_the_suggestion(town: Town) -> None:
    call = register(desk_of(town), place=town.street.pk, accepted="people,employer")
    kept = {each.field: each for each in Suggestion.objects.filter(call=call.pk).order_by("-id")}
    assert {each.order_id for each in kept.values()} == {call.order_id}
    assert (kept["people"].suggested, kept["people"].chosen, kept["people"].accepted) == ("10", "10", True)
    assert (kept["amount"].suggested, kept["amount"].chosen, kept["amount"].accepted) == (
        "400000",
        "380000",
        False,
    )
    assert (kept["place"].suggested, kept["place"].chosen) == (str(town.street.pk), str(town.street.pk))
    assert kept["matter"].maker
    # Nothing of who called.
    assert not any(
        "张建国" in f"{each.suggested}{each.chosen}" or "13800001234" in f"{each.suggested}{each.chosen}"
        for each in kept.values()
    )


def test_an_answered_call_keeps_its_choices_without_an_order_and_a_broken_one_none(town: Town) -> None:
    browser = desk_of(town)
    call = register(browser, act="answered", place="")
    assert call.order_id is None
    assert Suggestion.objects.filter(call=call.pk, order=None).exists()
    broken = register(browser, act="broken_off", place="")
    assert not Suggestion.objects.filter(call=broken.pk).exists()


def test_a_form_sent_twice_keeps_its_choices_once(town: Town) -> None:
    browser, token = desk_of(town), str(uuid.uuid4())
    register(browser, token=token, place=town.street.pk)
    kept = Suggestion.objects.count()
    register(browser, token=token, place=town.street.pk)
    assert Suggestion.objects.count() == kept > 0


def test_without_triage_the_desk_is_as_it_was(town: Town, settings: LazySettings) -> None:
    settings.TRIAGE = False
    browser = desk_of(town)
    assert "suggested.js" not in browser.get("/desk/").text
    assert fields(suggested(browser)) == set()
    register(browser, place=town.street.pk)
    assert not Suggestion.objects.exists()


def test_only_the_desk_asks(town: Town) -> None:
    browser = Client()
    browser.force_login(town.person("张琪"))
    assert browser.post("/desk/suggested/", {"content": SAID}).status_code in (403, 404)
