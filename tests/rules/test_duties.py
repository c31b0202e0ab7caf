"""How a post is manned, and what a dry run of changed rules counts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.duties import MOST_ITEMS_PER_PERSON, Load, load_of
from bihuan.rules.replay import Replay
from bihuan.rules.routing import Question, Routes, Row, Target
from tests.rules.test_routing import ASKED, OFFICE, UNION, questions, rows


@pytest.mark.parametrize(
    ("sentence", "people", "strength", "items", "load"),
    [
        ("nobody is there", 0, 3, 5, Load.VACANT),
        ("nobody is there and nothing is claimed", 0, 1, 0, Load.VACANT),
        ("as many as meant to be", 3, 3, 5, Load.FINE),
        ("one is missing", 2, 3, 5, Load.SHORT),
        ("exactly as many items as are wise", 1, 1, MOST_ITEMS_PER_PERSON, Load.FINE),
        ("one more", 1, 1, MOST_ITEMS_PER_PERSON + 1, Load.OVERLOADED),
        ("too much weighs more than too few", 1, 3, 50, Load.OVERLOADED),
    ],
)
def test_a_post_is(sentence: str, people: int, strength: int, items: int, load: Load) -> None:
    assert load_of(people, strength, items) is load, sentence


WAGES = frozenset({"wage_arrears"})
NOW = Routes([Row("R1", 1, "A1", UNION, matters=WAGES)])


def replayed(*changed: Row, asked: Question = ASKED) -> Replay:
    replay = Replay(NOW, Routes(changed), OFFICE)
    replay.ask(asked)
    return replay


@pytest.mark.parametrize(
    ("sentence", "changed", "moved", "reworded", "to_desk", "from_desk"),
    [
        ("the same rule under another code moves nothing", [Row("N", 1, "A1", UNION)], 0, 0, 0, 0),
        ("another unit leads", [Row("N", 1, "A1", Target("labour"))], 1, 0, 0, 0),
        ("the unit stays, the item changes", [Row("N", 1, "A2", UNION)], 0, 1, 0, 0),
        ("the rule is gone", [], 1, 0, 1, 0),
        ("the rule names what is not there", [Row("N", 1, "A1", Target("water"))], 1, 0, 1, 0),
    ],
)
def test_a_dry_run_says(
    sentence: str, changed: list[Row], moved: int, reworded: int, to_desk: int, from_desk: int
) -> None:
    replay = replayed(*changed)
    assert (replay.moved, replay.reworded, replay.to_desk, replay.from_desk) == (
        moved, reworded, to_desk, from_desk,
    ), sentence  # fmt: skip


def test_what_no_longer_falls_to_the_desk_is_counted_and_named() -> None:
    replay = replayed(Row("N", 1, "A1", UNION), asked=replace(ASKED, matter="leave"))
    assert (replay.moved, replay.from_desk) == (1, 1)
    (move,) = replay.moves()
    assert (move.before.zh, move.after.zh) == ("南纪门指挥中心（值守席）", "南纪门街道总工会")
    assert "不再转值守席 1 件" in replay.reading().zh


@given(st.lists(rows, max_size=6, unique_by=lambda row: row.code), st.lists(questions, max_size=8))
def test_replaying_the_same_rules_moves_nothing_and_every_move_is_counted_once(
    some: list[Row], asked: list[Question]
) -> None:
    same = Replay(Routes(some), Routes(some), OFFICE)
    other = Replay(NOW, Routes(some), OFFICE)
    for question in asked:
        same.ask(question)
        other.ask(question)
    assert (same.moved, same.reworded, same.items()) == (0, 0, [])
    assert sum(move.orders for move in other.moves()) == other.moved
    assert other.moved + other.reworded <= other.asked == len(asked)
