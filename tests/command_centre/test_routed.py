"""An event goes by its duty item to a post of its centre: proposed with reasons, decided by the centre, kept beside it."""

import pytest

from bihuan.command_centre.actions import handling
from bihuan.command_centre.models import Event
from bihuan.demo.duties import found_duties
from bihuan.duties.models import CentrePost, PostHolder, RoutingRule, RuleIncident
from bihuan.ledger.queries import events_of
from bihuan.rules.events import EVENT_MATTERS, KINDS
from tests.command_centre.plays import OFFICER, accepted, worker
from tests.command_centre.test_map import signed_in
from tests.town import AT, FOUNDED, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def manned(town: Town) -> Town:
    from datetime import timedelta

    found_duties(AT - timedelta(days=400))
    return town


def last_facts(event: Event) -> dict:
    return list(events_of(event.pk))[-1].facts


def test_the_school_gate_goes_to_the_post_of_safety_and_law_and_calls_the_traffic_police(
    manned: Town,
) -> None:
    event = accepted(manned, worker(manned), kind="traffic", text="校门口上下学车辆乱停")
    centre = signed_in(manned, OFFICER)
    form = centre.get(f"/events/{event.number}/event_assign/").content.decode()
    post = CentrePost.objects.get(name="综合执法岗", lane__board__centre=manned.command_centre)
    assert f'value="{post.pk}" selected' in form
    assert "规则 E540 适用：事项为事件“交通秩序”" in form
    assert "平安法治 · 综合执法 · 综合执法岗" in form
    sent = {"post_id": post.pk, "person_id": ""}
    assert centre.post(f"/events/{event.number}/event_assign/", sent).status_code == 302
    facts = last_facts(event)
    assert (facts["rule"], facts["item"], facts["proposed"], facts["post"]) == (
        "E540",
        "PH29",
        post.pk,
        post.pk,
    )
    page = centre.get(f"/events/{event.number}/").content.decode()
    assert "PH29 学校周边交通秩序联合整治" in page
    whistle = centre.get(f"/events/{event.number}/event_whistle/").content.decode()
    ticked = {
        line.split('value="')[1].split('"')[0] for line in whistle.split("<input") if " checked" in line
    }
    assert ticked == {str(manned.unit(name).pk) for name in ("渝中区公安分局", "渝中区交通局")}


def test_every_kind_of_event_has_its_rule_item_and_post(manned: Town) -> None:
    from bihuan.command_centre.proposing import proposal_for

    actor = worker(manned)
    for kind in KINDS:
        event = accepted(manned, actor, kind=kind, photos=1 if KINDS[kind].photo else 0)
        proposed = proposal_for(event, AT.date())
        assert proposed.post, kind
        assert proposed.decision.item, kind
        assert proposed.decision.incidents == (), kind
    assert set(EVENT_MATTERS) == {f"event:{kind}" for kind in KINDS}


def test_the_centre_decides_otherwise_and_both_are_kept(manned: Town) -> None:
    event = accepted(manned, worker(manned), kind="dispute")
    other = CentrePost.objects.get(name="综合执法岗", lane__board__centre=manned.command_centre)
    handling.assign(manned.actor(OFFICER), event.number, other.pk, at=AT)
    facts = last_facts(event)
    assert facts["post"] == other.pk != facts["proposed"]
    assert facts["item"] == "JB04"


def test_a_rule_that_fails_leaves_it_to_the_centre_and_tells_its_owner(manned: Town) -> None:
    """Peer defect D7."""
    RoutingRule.objects.filter(code="E500").update(item="GONE")
    event = accepted(manned, worker(manned), kind="dispute")
    form = signed_in(manned, OFFICER).get(f"/events/{event.number}/event_assign/").content.decode()
    assert "值守席人工判定" in form
    officer = manned.actor(OFFICER)
    handling.assign(officer, event.number, person_id=officer.person_id, at=AT)
    incident = RuleIncident.objects.get()
    assert (incident.rule.code, incident.trouble) == ("E500", "item_withdrawn")
    assert last_facts(event)["proposed"] is None


def test_a_vacant_post_is_not_proposed_and_says_so(manned: Town) -> None:
    PostHolder.objects.filter(post__name="信访调解岗").update(since=FOUNDED, until=AT.date())
    event = accepted(manned, worker(manned), kind="dispute")
    form = signed_in(manned, OFFICER).get(f"/events/{event.number}/event_assign/").content.decode()
    assert "岗位“信访调解岗”无人在岗" in form


def test_without_rules_nothing_is_proposed(town: Town) -> None:
    event = accepted(town, worker(town), kind="dispute")
    form = signed_in(town, OFFICER).get(f"/events/{event.number}/event_assign/").content.decode()
    assert "规则建议" not in form
