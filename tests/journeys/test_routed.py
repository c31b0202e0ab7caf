"""The seed story once more, now routed by duty items to the people of a post: every step is a form sent as it opened."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from bihuan.demo.duties import found_duties
from bihuan.demo.story import CALL, EMPLOYER, FEN, PEOPLE
from bihuan.duties.models import DutyList, Proposal, RuleSet
from bihuan.ledger.queries import proved_rows
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Role
from tests.town import AT, Town
from tests.work_orders.conftest import sign_in, stop_clock
from tests.work_orders.forms import opened, send
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db
__all__ = ["sign_in", "stop_clock"]


def test_ten_carpenters_reach_the_post_of_labour_relations(
    town: Town, sign_in: Callable[..., Client]
) -> None:
    found_duties(AT - timedelta(days=400))
    story = Story(town, content=CALL, employer=EMPLOYER, people=PEOPLE, amount_fen=FEN)

    def accept(name: str, act: str, **entered: object) -> None:
        """Open a form and send it as the rules filled it in."""
        story.now += timedelta(minutes=10)
        browser = sign_in(name, story.now)
        form = opened(browser, story.number, act) | entered
        answer = send(browser, story.number, act, "", form)
        assert answer.status_code == 302, (act, answer.text)

    accept("周敏", "dispatch")
    accept("杨帆", "sign")
    accept("杨帆", "pass_down")
    assert (story.order.lead, story.order.holder) == (town.street_union, town.street_union)
    accept("张琪", "sign")
    accept("张琪", "start", contact="与来电人通话，约定当日到现场")
    # The departments of item LD02 come ticked; the street's centre is informed.
    browser = sign_in("张琪", story.now)
    page = browser.get(f"/orders/{story.number}/acts/call_in/form/", headers={"HX-Request": "true"}).text
    ticked = [int(tag.split('value="')[1].split('"')[0]) for tag in page.split("<input") if " checked" in tag]
    departments = {town.labour.pk, town.housing.pk, town.petitions.pk}
    assert set(ticked) == {*departments, town.command_centre.pk}
    story.act("张琪", office.call_in, sorted(departments), "联合处置", inform=[town.command_centre.pk])

    roles = dict(story.order.assignments.filter(ended_at=None).values_list("unit", "role"))
    assert {unit for unit, role in roles.items() if role == Role.SUPPORTING} == departments
    assert roles[town.command_centre.pk] == Role.INFORMED
    kept = Proposal.objects.filter(order=story.order.pk)
    assert kept.count() == 2
    for proposal in kept:
        assert proposal.item
        assert proposal.post
        assert proposal.rule
        assert (proposal.item.code, proposal.rule.code, proposal.chosen) == (
            "LD02",
            "F010",
            proposal.proposed,
        )
        assert "张琪" in proposal.post.holders.values_list("name", flat=True)
    assert "劳动关系协调岗" in browser.get(f"/orders/{story.number}/").text
    assert "2 / 2" in sign_in("周敏", story.now).get("/routing/").text, "how often the desk followed the rule"
    for model in (DutyList, RuleSet):
        assert [fault for _, fault in proved_rows(model) if fault] == []
