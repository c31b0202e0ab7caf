"""The demo street has the size of a real town, and every one of its items has come to a post."""

from itertools import pairwise

import pytest

from bihuan.demo.duties import INDICATORS, ITEMS, PEOPLE, roster_from
from bihuan.duties.models import Board, CentrePost, Claim, Indicator, Lane, PostHolder, Shift, Wording
from bihuan.duties.models.lists import ClaimRole
from bihuan.duties.queries.routing import decide
from bihuan.rules.duties import DutyKind
from bihuan.rules.routing import Landing, Question
from bihuan.rules.routing_words import why
from tests.town import AT, Town

pytestmark = pytest.mark.django_db


def test_a_whole_street_a_district_and_the_city(manned: Town) -> None:
    street = manned.command_centre
    assert street.boards.count() == 4
    assert CentrePost.objects.filter(lane__board__centre=street).count() == 24
    assert PostHolder.objects.filter(post__lane__board__centre=street).count() == PEOPLE
    assert Indicator.objects.filter(lane__board__centre=street).count() == INDICATORS
    items = Wording.objects.filter(item__list__place=manned.street, until=None)
    assert items.count() == ITEMS
    assert set(items.values_list("kind", flat=True)) == set(DutyKind)
    assert items.exclude(item__claims__role=ClaimRole.LEAD).count() == 0
    assert Claim.objects.filter(item__list__place=manned.city).count() == 0
    city = manned.unit("重庆市数字化城市运行和治理中心")
    assert (Board.objects.filter(centre=city).count(), Lane.objects.filter(board__centre=city).count()) == (
        8,
        70,
    )
    assert Board.objects.filter(centre__parent=manned.district).count() == 8


def test_the_seed_case_reaches_the_people_of_a_post(manned: Town) -> None:
    asked = Question(
        manned.street.path, "wage_arrears", "complaint", "urgent", people=10, amount_fen=40_000_000
    )
    decision = decide(asked, AT.date())
    assert decision.landing is Landing.POST, why(decision)
    assert (decision.unit.id, decision.item.code, decision.row.code) == (
        manned.street_union.pk,
        "LD02",
        "F010",
    )  # type: ignore[union-attr]
    assert (decision.post.name, decision.post.board, decision.post.people) == (
        "劳动关系协调岗",
        "平安法治",
        3,
    )  # type: ignore[union-attr]
    assert {organ.id for organ in decision.supporting} == {
        manned.labour.pk,
        manned.housing.pk,
        manned.petitions.pk,
    }
    assert decision.runner_up.code == "G100"  # type: ignore[union-attr]


def test_every_matter_has_its_rule_and_its_post(manned: Town) -> None:
    from bihuan.rules.matters import MATTERS

    for matter in MATTERS:
        decision = decide(Question(manned.street.path, matter), AT.date())
        assert decision.landing is Landing.POST, matter
        assert not decision.incidents


def test_the_roster_leaves_no_gap(manned: Town) -> None:
    roster_from(AT.date())
    shifts = list(Shift.objects.filter(centre=manned.command_centre))
    assert len(shifts) == 56
    assert all(one.ends_at == two.starts_at for one, two in pairwise(shifts))
    assert all(shift.leader_id not in (shift.deputy_id, shift.officer_id) for shift in shifts)
