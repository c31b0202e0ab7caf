"""The teams of grids: 1+3+N, or what a place has laid down."""

import pytest

from bihuan.grids.actions import drawing
from bihuan.grids.actions.teams import join, leave, set_pattern
from bihuan.grids.models import Grid
from bihuan.grids.queries import grids_of_person, pattern_for, team_of
from bihuan.rules.refusal import Refused
from tests.grids.paper import LATER, TODAY, feature, file, square
from tests.rules.test_grids import FIVE_THREE_N
from tests.town import AT, Town

CENTRE = "秦川"


@pytest.fixture
def drawn(town: Town) -> Town:
    drawing.draw(None, file(feature("G1", square())), TODAY, at=AT)
    return town


def refused(code: str, act, *args, **values) -> None:
    with pytest.raises(Refused) as refusal:
        act(*args, **values)
    assert refusal.value.code == code


def test_a_team_is_filled_by_role_with_and_without_accounts(drawn: Town) -> None:
    centre, person = drawn.actor(CENTRE), drawn.person("张琪")
    join(centre, "G1", "full_time", TODAY, person=person)
    join(centre, "G1", "volunteer", TODAY, name="王阿姨")
    grid = Grid.objects.get(code="G1")
    assert [(member.role, member.person or member.name) for member in team_of(grid, TODAY)] == [
        ("full_time", person), ("volunteer", "王阿姨"),
    ]  # fmt: skip
    assert grids_of_person(person.pk, TODAY) == ["G1"]


def test_joining_twice_is_joining_once(drawn: Town) -> None:
    again = [
        join(drawn.actor(CENTRE), "G1", "full_time", TODAY, person=drawn.person("张琪")) for _ in range(2)
    ]
    assert again[0] == again[1]


def test_there_is_one_head(drawn: Town) -> None:
    join(drawn.actor(CENTRE), "G1", "head", TODAY, name="李书记")
    refused("team_role_full", join, drawn.actor(CENTRE), "G1", "head", TODAY, name="王书记")


def test_who_leaves_is_gone_from_that_day_and_makes_room(drawn: Town) -> None:
    head = join(drawn.actor(CENTRE), "G1", "head", TODAY, name="李书记")
    leave(drawn.actor(CENTRE), "G1", head.pk, LATER)
    grid = Grid.objects.get(code="G1")
    assert team_of(grid, TODAY).exists()
    assert not team_of(grid, LATER).exists()
    join(drawn.actor(CENTRE), "G1", "head", LATER, name="王书记")


def test_a_district_may_have_five_three_n_and_its_streets_follow(drawn: Town) -> None:
    refused("grids_not_yours", set_pattern, drawn.actor("吴迪"), drawn.street, "5+3+N", FIVE_THREE_N, TODAY)
    refused("team_role_unknown", join, drawn.actor(CENTRE), "G1", "head_5", TODAY, name="楼长")
    set_pattern(drawn.actor(CENTRE), drawn.street, "5+3+N", FIVE_THREE_N, TODAY)
    assert pattern_for(drawn.street.path + "500103008002/", TODAY).formula == "5+3+N"
    assert pattern_for(drawn.district.path, TODAY).formula == "1+3+N"
    join(drawn.actor(CENTRE), "G1", "head_5", TODAY, name="楼长")


def test_strangers_find_no_such_grid(drawn: Town) -> None:
    refused("grid_not_found", join, drawn.actor("石磊"), "G1", "head", TODAY, name="李书记")
    refused("grids_not_yours", join, drawn.actor("吴迪"), "G1", "head", TODAY, name="李书记")
