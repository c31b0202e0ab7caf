"""Grids: who draws them, and what a team consists of."""

import pytest

from bihuan.rules.actors import Post
from bihuan.rules.grids import ONE_THREE_N, may_draw, pattern_of
from bihuan.rules.refusal import Refused

FIVE_THREE_N = [
    *({"code": f"head_{n}", "zh": f"{zh}长", "en": f"Head {n}", "part": "heads", "least": 1, "most": 1} for n, zh in enumerate("网路巷院楼", 1)),
    *({"code": f"member_{n}", "zh": f"网格员{n}", "en": f"Member {n}", "part": "members"} for n in range(1, 4)),
    {"code": "force", "zh": "社会力量", "en": "Others", "part": "forces"},
]  # fmt: skip


@pytest.mark.parametrize("post", Post)
@pytest.mark.parametrize("kind", ["department", "union", "place"])
def test_no_department_and_no_union_draws_grids(kind: str, post: Post) -> None:
    assert not may_draw(kind, post)


def test_a_command_centre_draws_them() -> None:
    assert may_draw("command_centre", Post.COMMAND_OFFICER)
    assert may_draw("command_centre", Post.LEADER)
    assert not may_draw("command_centre", Post.SUPERVISOR)


def test_the_usual_team_is_one_three_n_and_another_city_part_has_five_three_n() -> None:
    assert ONE_THREE_N.formula == "1+3+N"
    assert pattern_of("万州", FIVE_THREE_N).formula == "5+3+N"


def test_a_team_says_which_roles_it_lacks() -> None:
    lacking = [role.code for role in ONE_THREE_N.lacking(["head", "full_time", "volunteer", "volunteer"])]
    assert lacking == ["instructor"]
    assert ONE_THREE_N.lacking(["head", "full_time", "instructor"]) == []


@pytest.mark.parametrize(
    ("why", "rows"),
    [
        ("no table", None),
        ("no role", []),
        ("no head", FIVE_THREE_N[5:]),
        ("a code twice", [*FIVE_THREE_N, FIVE_THREE_N[0]]),
        ("no name", [{"code": "head", "part": "heads"}]),
        ("no such part", [{**FIVE_THREE_N[0], "part": "boss"}]),
        ("fewer allowed than asked for", [{**FIVE_THREE_N[0], "least": 3, "most": 1}]),
        ("half a person", [{**FIVE_THREE_N[0], "least": 0.5}]),
    ],
)
def test_a_pattern_that_cannot_be_is_refused(why: str, rows: object) -> None:
    with pytest.raises(Refused, match="not valid"):
        pattern_of("x", rows)
