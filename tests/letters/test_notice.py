"""A demand that is not taken up: whoever asked is told so in writing, with the ground and within the limit."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bihuan.ledger.models import Event
from bihuan.letters import actions as letters
from bihuan.letters.models import UnionLetter
from bihuan.letters.queries import View, page_of_letters
from bihuan.letters.showing import due_of
from bihuan.rules.letters import Ground, Letter, Written
from bihuan.rules.refusal import Refused
from tests.letters.office import Writing
from tests.town import Town
from tests.work_orders.stories import NAME, PHONE

pytestmark = pytest.mark.django_db


@pytest.fixture
def withdrawn(writing: Writing) -> Writing:
    """An order on which nothing is under way any more."""
    writing.act("杨帆", letters.withdraw, "职工又提出书面请求")
    return writing


def notice(
    writing: Writing, ground: str = Ground.ARBITRATION, name: str = "杨帆", **more: Any
) -> UnionLetter:
    writing.now += timedelta(hours=1)
    sent = {"demanded_on": writing.now.date()} | more
    found = letters.refuse_demand(
        writing.town.actor(name), writing.story.number, ground, sent["demanded_on"], at=writing.now
    )
    writing.pk = found.pk
    return found


def refusal(call: Any, *sent: Any, **named: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        call(*sent, **named)
    return refused.value.code, refused.value.field


def test_it_says_the_ground_and_is_due_five_working_days_after_the_demand(withdrawn: Writing) -> None:
    found = notice(withdrawn)
    assert (found.kind, found.state) == (Letter.NOTICE, Written.DRAFT)
    for said in ("2025年6月10日", "劳动人事争议仲裁机构已经受理", withdrawn.story.number):
        assert said in found.body
    assert NAME not in found.body + found.addressee
    assert PHONE not in found.body
    # Tuesday 10 June 2025 and five working days.
    assert found.due_at.date().isoformat() == "2025-06-17"  # type: ignore[union-attr]
    assert due_of(found, withdrawn.now) is not None
    event = Event.objects.filter(subject=found.order_id).latest("seq")
    assert (event.act, event.facts["ground"], event.facts["kind"]) == (
        "refuse_demand",
        "arbitration",
        "notice",
    )


def test_signed_by_the_chair_and_served_it_is_over(withdrawn: Writing) -> None:
    notice(withdrawn)
    withdrawn.submitted()
    assert refusal(withdrawn.act, "杨帆", letters.issue)[0] == "act_not_yours"
    assert withdrawn.act("沈岚", letters.issue).number == "渝中工劳监不受〔2025〕1号"
    withdrawn.act("杨帆", letters.serve, "handed", "本人", served_at=withdrawn.now)
    letter = withdrawn.letter
    assert (letter.state, letter.ended_at) == (Written.CLOSED, withdrawn.now)
    assert letter.due_at.date().isoformat() == "2025-06-17"  # type: ignore[union-attr]
    assert due_of(letter, withdrawn.now) is None
    for verb in (letters.answer, letters.escalate):
        assert refusal(withdrawn.act, "杨帆", verb, "x")[0] == "act_not_now"


def test_what_is_under_way_was_taken_up(writing: Writing) -> None:
    assert refusal(notice, writing)[0] == "demand_taken_up"


def test_one_notice_at_a_time_and_none_for_tomorrow_or_without_a_ground(withdrawn: Writing) -> None:
    tomorrow = withdrawn.now.date() + timedelta(days=1)
    assert refusal(notice, withdrawn, demanded_on=tomorrow) == ("demand_in_future", "demanded_on")
    assert refusal(notice, withdrawn, "whim") == ("choice_unknown", "ground")
    notice(withdrawn)
    assert refusal(notice, withdrawn)[0] == "letter_living"


@pytest.mark.parametrize("name", ["吴迪", "蒋悦", "何静"])
def test_only_a_union_that_answers_for_the_order_refuses_a_demand(withdrawn: Writing, name: str) -> None:
    assert refusal(notice, withdrawn, name=name)[0] in ("act_not_yours", "order_not_found")


def test_it_is_not_drafted_like_a_letter(withdrawn: Writing) -> None:
    clerk, at = withdrawn.town.actor("杨帆"), withdrawn.now + timedelta(hours=1)
    assert (
        refusal(letters.draft, clerk, withdrawn.story.number, Letter.NOTICE, at=at)[0] == "letter_not_found"
    )


def test_from_the_orders_page_to_the_notice(withdrawn: Writing, sign_in: Callable[..., Client]) -> None:
    browser = sign_in("杨帆", withdrawn.now + timedelta(hours=1))
    url = f"/orders/{withdrawn.story.number}/letters/refuse/"
    assert "请求不予受理" in browser.get(f"/orders/{withdrawn.story.number}/letters/").text
    assert "非官方数值" in browser.get(url).text
    assert browser.post(url, {"ground": "", "demanded_on": ""}).status_code == 422
    answer = browser.post(url, {"ground": "court", "demanded_on": "2025-06-10"})
    page = browser.get(answer["Location"]).text
    assert "人民法院已经受理" in page
    assert "通知期限" in page
    stranger = sign_in("蒋悦", withdrawn.now + timedelta(hours=1))
    assert stranger.get(url).status_code == stranger.post(url, {}).status_code == 404


# The list, and who sees what ---------------------------------------------------------------------------------------


def test_the_list_is_narrowed_by_kind_and_state_and_paged_by_keys(town: Town, writing: Writing) -> None:
    for kind in (Letter.REMINDER, Letter.OPINION, Letter.OPINION):
        Writing(town, kind).served()
    clerk = town.actor("杨帆")
    for view in (View.MINE, View.LIVING):
        asked = {"kind": Letter.OPINION, "state": Written.SERVED}
        whole = page_of_letters(clerk, view, **asked).letters
        assert {(each.kind, each.state) for each in whole} == {(Letter.OPINION, Written.SERVED)}
        first = page_of_letters(clerk, view, most=1, **asked)
        second = page_of_letters(clerk, view, after=first.next, most=1, **asked)
        assert [*first.letters, *second.letters] == whole
        assert second.next is None
    assert page_of_letters(clerk, View.LIVING, state=Written.DRAFT).letters == [writing.letter]


#: Who of the cast sees a letter of 渝中区总工会 on an order led by its street, before and after it is signed.
WRITES_OR_SIGNS = {"杨帆", "邓宁", "沈岚", "乔真"}
ON_THE_ORDER = WRITES_OR_SIGNS | {"陈晓", "周敏", "何静", "唐毅", "张琪", "吴迪", "马俊", "许慧", "秦川"}


def test_the_matrix_of_who_sees_a_letter(town: Town, sign_in: Callable[..., Client]) -> None:
    writing = Writing(town)
    writing.story.now = writing.now
    from bihuan.work_orders import actions as office

    units = [town.labour.pk, town.housing.pk, town.petitions.pk]
    writing.story.act("张琪", office.call_in, units, "联合处置", inform=[town.command_centre.pk])
    writing.now = writing.story.now
    assert seen_by(town, writing, sign_in) == WRITES_OR_SIGNS
    writing.issued()
    found = seen_by(town, writing, sign_in)
    assert found >= ON_THE_ORDER
    leaders = found - ON_THE_ORDER
    assert {post.post for name in leaders for post in town.actor(name).posts} == {"leader"}
    assert not found & {"蒋悦", "高远"}, "neither another district nor an administrator reads letters"


def seen_by(town: Town, writing: Writing, sign_in: Callable[..., Client]) -> set[str]:
    """Alike on the letter's page, its paper, its file and the order's panel."""
    seen = set()
    for name in town.people:
        browser = sign_in(name, writing.now + timedelta(hours=1))
        parts = [
            browser.get(f"/letters/{writing.pk}/{part}").status_code for part in ("", "paper/", "document/")
        ]
        assert len(set(parts)) == 1, name
        if parts[0] == 200:
            seen.add(name)
        panel = browser.get(f"/orders/{writing.story.number}/letters/")
        assert (f"/letters/{writing.pk}/" in panel.text) == (parts[0] == 200), name
    return seen
