"""The two rings: one arc per step, the state in shape and in words, and a lock only when both are closed."""

import pytest

from bihuan.website import rings, samples


def drawn(matter: int, duties: int, geometry: rings.Geometry, *, closed: bool = False) -> rings.Drawing:
    return rings.draw(rings.Rings.of(samples.rings(matter, duties, closed=closed)), geometry)


def arcs(drawing: rings.Drawing, kind: str) -> list[str]:
    """States of the whole arcs of one ring (the bridge at the lower crossing is drawn twice and has no title)."""
    return [
        stroke.kind
        for layer, strokes in drawing.layers
        for stroke in strokes
        if layer == kind and stroke.title and "inner" not in stroke.kind
    ]


def test_the_large_rings_have_one_arc_for_each_step():
    drawing = drawn(4, 5, rings.LARGE)
    assert arcs(drawing, "matter") == ["done"] * 4 + ["present"] + ["open"] * 4
    assert arcs(drawing, "responsibility") == ["done"] * 5 + ["present"] + ["open"] * 6


def test_the_small_rings_join_neighbours_in_the_same_state():
    assert arcs(drawn(4, 5, rings.SMALL), "matter") == ["done", "present", "open"]


def test_an_open_step_differs_from_a_done_one_by_its_shape():
    strokes = [stroke.kind for _layer, strokes in drawn(4, 5, rings.LARGE).layers for stroke in strokes]
    assert "open-inner" in strokes
    assert "present-inner" in strokes
    assert "done-inner" not in strokes


def test_the_rings_say_in_words_what_they_show():
    assert drawn(4, 5, rings.LARGE).description == (
        "工单闭环：已完成 4/9 步，办理；责任闭环：已完成 5/12 步，区县·跟踪协同；持有单位：渝中区总工会"
    )


def test_one_closed_ring_locks_nothing():
    drawing = drawn(9, 6, rings.LARGE)
    assert drawing.loops[0].present == "已闭环"
    assert "锁" not in drawing.description
    assert drawing.clasp == ("渝中区总工会",)


def test_both_closed_rings_lock():
    drawing = drawn(9, 12, rings.LARGE, closed=True)
    assert drawing.description.endswith("双环已锁定")
    assert drawing.clasp == ("双环已闭",)


@pytest.mark.parametrize(
    "holder", ["渝中区人力资源和社会保障局", "Yuzhong District Labour and Social Security Bureau"]
)
def test_a_long_holder_takes_two_lines_and_no_more(holder):
    drawing = rings.draw(rings.Rings([], [], holder=holder), rings.LARGE)
    assert len(drawing.clasp) == 2
    assert all(len(line) <= 17 for line in drawing.clasp)


def test_a_full_circle_of_one_step_is_drawn():
    drawing = rings.draw(rings.Rings([rings.Arc("归档", "done")], []), rings.SMALL)
    assert drawing.layers[1][1][1].path.count("A") == 2


def test_an_unknown_state_of_a_step_is_refused():
    with pytest.raises(ValueError, match="not finished"):
        rings.Rings.of({"matter": [{"words": "受理", "state": "finished"}], "responsibility": []})
