"""Which grids an address names. Every row is a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.rules.grid_names import Named, grids_named_in
from bihuan.rules.grids import GridKind

GENERAL, DEDICATED, MICRO = GridKind.GENERAL, GridKind.DEDICATED, GridKind.MICRO
GRIDS = [
    Named("G1", GENERAL, "凯旋路社区第1网格", ("凯旋家园", "凯旋路1号")),
    Named("G2", GENERAL, "凯旋路社区第2网格", ("凯旋家园二期",)),
    Named("G11", GENERAL, "凯旋路社区第11网格"),
    Named("Z1", DEDICATED, "凯旋路养老院专属网格"),
    Named("M1", MICRO, "凯旋路社区第1网格微网格3", ("紫荆苑",), "G1"),
    Named("M2", MICRO, "凯旋路社区第2网格微网格1", ("玉兰苑",), "G2"),
    Named("T1", GENERAL, "解放东路网格", ("东水门",)),
    Named("T2", GENERAL, "解放西路网格", ("东水门",)),
]


@pytest.mark.parametrize(
    ("sentence", "text", "found"),
    [
        ("a grid by its whole name", "南纪门街道凯旋路社区第2网格楼道堆物", {GENERAL: "G2"}),
        ("blanks do not matter", "凯旋路社区 第 2 网格", {GENERAL: "G2"}),
        ("1 does not stand in 11", "凯旋路社区第11网格", {GENERAL: "G11"}),
        ("an estate leads to its grid", "凯旋家园3栋", {GENERAL: "G1"}),
        ("the longer of two names that begin alike", "凯旋家园二期3栋", {GENERAL: "G2"}),
        ("a house number is not cut in two", "凯旋路12号", {}),
        ("as a whole it is", "凯旋路1号门口", {GENERAL: "G1"}),
        ("a home without the word grid", "凯旋路养老院食堂", {DEDICATED: "Z1"}),
        ("a micro-grid says its general grid", "紫荆苑2单元", {MICRO: "M1", GENERAL: "G1"}),
        (
            "the whole name of a micro-grid says both",
            "凯旋路社区第1网格微网格3",
            {MICRO: "M1", GENERAL: "G1"},
        ),
        ("another general grid named beside it stands", "玉兰苑对面的凯旋家园", {MICRO: "M2", GENERAL: "G1"}),
        ("a name two grids have leads to neither", "东水门", {}),
        ("one of them in full decides", "东水门附近解放西路网格", {GENERAL: "T2"}),
        ("nothing named, nothing found", "旧改项目工地三号门", {}),
        ("no text", "", {}),
    ],
)
def test_an_address_names_grids(sentence: str, text: str, found: dict[GridKind, str]) -> None:
    assert grids_named_in(text, GRIDS) == found, sentence
    assert grids_named_in(text, GRIDS[::-1]) == found, f"{sentence}, in any order"


@given(
    st.lists(
        st.sampled_from([name for grid in GRIDS for name in grid.names] + ["工地", "3", " "]), max_size=5
    )
)
@settings(max_examples=200)
def test_of_each_kind_at_most_one_grid_and_only_grids_that_are_there(parts: list[str]) -> None:
    found = grids_named_in("".join(parts), GRIDS)
    kinds = {grid.code: grid.kind for grid in GRIDS}
    assert all(kinds[code] is kind for kind, code in found.items())
