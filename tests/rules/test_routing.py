"""Routing by its sentences, and by a walk through every row."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.rules.actors import Level
from bihuan.rules.duties import DutyKind
from bihuan.rules.routing import (
    Decision,
    Hours,
    Incident,
    InGrid,
    Item,
    Landing,
    Office,
    Organ,
    PostOnDuty,
    Question,
    Range,
    Routes,
    Row,
    Target,
    Trouble,
    stale,
)
from bihuan.rules.routing_words import TROUBLE_WORDS, why

CITY, DISTRICT, STREET = "/500000/", "/500000/500103/", "/500000/500103/500103008/"
GRID = f"{STREET}500103008001/G07/"
UNION = Target("union", Level.STREET)
IN_GRIDS = (
    InGrid("500103008001-G07", "general", "凯旋路第7网格"),
    InGrid("500103008001-Z01", "dedicated", "凯旋路养老院专属网格"),
)


def _organ(number: int, role: str, path: str, level: Level, name: str) -> Organ:
    code = f"{path.strip('/').split('/')[-1]}:{role}"
    return Organ(number, code, name, level, f"{path}{code}/")


ORGANS = {
    (CITY, "union"): _organ(1, "union", CITY, Level.CITY, "重庆市总工会"),
    (CITY, "command_centre"): _organ(2, "command_centre", CITY, Level.CITY, "市运行和治理中心"),
    (DISTRICT, "union"): _organ(3, "union", DISTRICT, Level.DISTRICT, "渝中区总工会"),
    (DISTRICT, "labour"): _organ(4, "labour", DISTRICT, Level.DISTRICT, "渝中区人社局"),
    (STREET, "union"): _organ(5, "union", STREET, Level.STREET, "南纪门街道总工会"),
    (STREET, "command_centre"): _organ(6, "command_centre", STREET, Level.STREET, "南纪门指挥中心"),
}
POST = PostOnDuty(9, "劳动关系协调岗", "平安法治", "矛盾化解", "南纪门指挥中心", 3)
ITEMS = {
    (CITY, "A1"): Item(1, "A1", "欠薪处置", DutyKind.COOPERATIVE),
    (STREET, "A1"): Item(2, "A1", "欠薪排查调处", DutyKind.BASIC, POST),
    (STREET, "A2"): Item(3, "A2", "政策宣传", DutyKind.BASIC),
    (STREET, "A3"): Item(4, "A3", "走访慰问", DutyKind.BASIC, POST._replace(people=0)),
}
OFFICE = Office(
    ORGANS, {organ.code: organ for organ in ORGANS.values()}, {"500105:union": "江北区总工会"}, ITEMS
)
ASKED = Question(STREET, "wage_arrears", people=10, amount_fen=40_000_000, at=time(9))


def _row(**given: object) -> Row:
    return Row(**{"code": "R1", "position": 1, "item": "A1", "lead": UNION} | given)  # type: ignore[arg-type]


def _decided(*rows: Row, asked: Question = ASKED, office: Office = OFFICE) -> Decision:
    return Routes(rows).decide(asked, office)


@pytest.mark.parametrize(
    ("sentence", "condition", "asked", "fits"),
    [
        ("a row without conditions fits everything", {}, {}, True),
        ("the matter is one of those named", {"matters": frozenset({"leave", "wage_arrears"})}, {}, True),
        ("it is none of them", {"matters": frozenset({"leave"})}, {}, False),
        ("the place lies in the district named", {"places": frozenset({"500103"})}, {}, True),
        ("a grid lies in its street", {"places": frozenset({"500103008"})}, {"path": GRID}, True),
        ("a place whose code merely begins alike does not", {"places": frozenset({"50010300"})}, {}, False),
        ("a grid named among the places", {"places": frozenset({"500103008001-G07"})}, {"grids": IN_GRIDS}, True),
        ("another grid of the same street", {"places": frozenset({"500103008001-G08"})}, {"grids": IN_GRIDS}, False),
        ("a grid of the kind named", {"grid_kinds": frozenset({"dedicated"})}, {"grids": IN_GRIDS}, True),
        ("no grid of that kind", {"grid_kinds": frozenset({"micro"})}, {"grids": IN_GRIDS}, False),
        ("no grid is known", {"grid_kinds": frozenset({"general"})}, {}, False),
        ("known down to the grid", {"levels": frozenset({Level.GRID})}, {"grids": IN_GRIDS}, True),
        ("the place is known as precisely as asked", {"levels": frozenset({Level.STREET})}, {}, True),
        ("it is known less precisely", {"levels": frozenset({Level.STREET})}, {"path": DISTRICT}, False),
        ("exactly ten people are at least ten", {"people": Range(least=10)}, {}, True),
        ("nine are not", {"people": Range(least=10)}, {"people": 9}, False),
        ("an untold number fits no range", {"people": Range(most=9)}, {"people": None}, False),
        ("money in its range, both ends included", {"amount_fen": Range(1, 40_000_000)}, {}, True),
        ("one fen above it", {"amount_fen": Range(1, 39_999_999)}, {}, False),
        ("by night, over midnight", {"hours": Hours(time(22), time(6))}, {"at": time(23, 30)}, True),
        ("the morning's end is no longer night", {"hours": Hours(time(22), time(6))}, {"at": time(6)}, False),
        ("by day", {"hours": Hours(time(9), time(18))}, {}, True),
        ("an unknown hour is within none", {"hours": Hours(time(9), time(18))}, {"at": None}, False),
        ("an employer of the kind named", {"employer_kinds": frozenset({"construction"})}, {"employer_kind": "construction"}, True),
        ("an employer nobody named", {"employer_kinds": frozenset({"construction"})}, {}, False),
        ("as urgent as named", {"urgencies": frozenset({"critical"})}, {"urgency": "critical"}, True),
        ("of another nature", {"natures": frozenset({"inquiry"})}, {"nature": "complaint"}, False),
    ],
)  # fmt: skip
def test_a_row_fits(sentence: str, condition: dict, asked: dict, fits: bool) -> None:
    row, question = _row(**condition), replace(ASKED, **asked)
    assert row.fits(question) is fits, sentence
    assert list(Routes([row]).fitting(question)) == ([row] if fits else []), sentence


def test_the_matter_reaches_the_people_of_the_post_that_claimed_its_item() -> None:
    decision = _decided(_row(supporting=(Target("labour", Level.DISTRICT),)))
    assert decision.landing is Landing.POST
    assert (decision.unit.name, decision.item.name, decision.post) == (
        "南纪门街道总工会",
        "欠薪排查调处",
        POST,
    )  # type: ignore[union-attr]
    assert [each.name for each in decision.supporting] == ["渝中区人社局"]
    assert decision.incidents == ()


def test_where_the_place_is_known_only_roughly_the_organ_above_answers() -> None:
    decision = _decided(_row(), asked=replace(ASKED, path=DISTRICT))
    assert decision.unit == ORGANS[DISTRICT, "union"]
    assert decision.item == ITEMS[CITY, "A1"], "the district has no list of its own here: the city's answers"


def test_the_first_that_fits_decides_and_the_next_that_says_otherwise_is_named() -> None:
    first, same, other = _row(), _row(code="R2", position=2), _row(code="R3", position=3, item="A2")
    decision = _decided(other, same, first)
    assert (decision.row, decision.runner_up) == (first, other)


def test_rows_at_one_position_go_by_their_code() -> None:
    one, two = _row(code="R1", item="A2"), _row(code="R2")
    assert _decided(two, one).row == _decided(one, two).row == one


@pytest.mark.parametrize(
    ("sentence", "given", "incident"),
    [
        ("a unit that was abolished", {"lead": Target(code="500105:union")}, Incident("R1", Trouble.UNIT_ABOLISHED, "江北区总工会")),
        ("a unit that never was", {"lead": Target(code="999")}, Incident("R1", Trouble.UNIT_MISSING, "999")),
        ("a department the place does not have", {"lead": Target("water", Level.DISTRICT)}, Incident("R1", Trouble.UNIT_MISSING, "water")),
        ("an item withdrawn from the list", {"item": "Z9"}, Incident("R1", Trouble.ITEM_WITHDRAWN, "Z9")),
    ],
)  # fmt: skip
def test_a_row_that_names_what_is_gone_is_never_passed_over_in_silence(
    sentence: str, given: dict, incident: Incident
) -> None:
    """Peer defect D7: the routing error was swallowed, the rule switched off without a word."""
    decision = _decided(_row(**given), _row(code="R2", position=2, item="A2"))
    assert (decision.landing, decision.unit) == (Landing.DESK, ORGANS[STREET, "command_centre"]), sentence
    assert decision.incidents == (incident,), sentence
    assert decision.runner_up is not None, "the next rule is shown, not taken"
    assert TROUBLE_WORDS[incident.trouble].fill(about=incident.about).zh in "".join(
        w.zh for w in why(decision)
    )


def test_an_item_nobody_claimed_and_a_post_without_people_stay_with_the_unit_and_are_reported() -> None:
    unclaimed, vacant = _decided(_row(item="A2")), _decided(_row(item="A3"))
    assert unclaimed.landing is vacant.landing is Landing.UNIT
    assert unclaimed.post is vacant.post is None
    assert unclaimed.incidents == (Incident("R1", Trouble.UNCLAIMED, "A2"),)
    assert vacant.incidents == (Incident("R1", Trouble.POST_VACANT, "劳动关系协调岗"),)


def test_a_supporting_unit_that_is_gone_is_reported_and_does_not_hold_up_the_lead() -> None:
    decision = _decided(_row(supporting=(Target("water", Level.DISTRICT), Target("labour", Level.DISTRICT))))
    assert decision.landing is Landing.POST
    assert [each.name for each in decision.supporting] == ["渝中区人社局"]
    assert decision.incidents == (Incident("R1", Trouble.SUPPORT_MISSING, "water"),)


def test_no_answer_goes_to_the_duty_desk_with_its_reason() -> None:
    decision = _decided(_row(matters=frozenset({"leave"})))
    assert (decision.landing, decision.row, decision.unit) == (
        Landing.DESK,
        None,
        ORGANS[STREET, "command_centre"],
    )
    assert [words.zh for words in why(decision)] == ["没有适用的规则，转南纪门指挥中心值守席人工判定。"]


def test_a_decision_says_why_in_both_languages() -> None:
    row = _row(matters=frozenset({"wage_arrears"}), people=Range(least=10), amount_fen=Range(least=5_000_000))
    said = why(_decided(row, _row(code="R2", position=2, item="A2")))
    assert [words.zh for words in said] == [
        "规则 R1 适用：事项为拖欠工资，人数不少于 10，金额（元）不少于 50,000。",
        "属履职事项“欠薪排查调处”（基本履职）。",
        "由南纪门街道总工会承办。",
        "事项由南纪门指挥中心“平安法治”板块的劳动关系协调岗认领，在岗 3 人。",
        "其次：规则 R2（事项 A2）也适用：任何事项；排序在后，未采用。",
    ]
    assert said[0].en == "Rule R1 fits: matter: Wage arrears; people: at least 10; yuan: at least 50,000."


def test_a_decision_says_the_grid_the_place_lies_in() -> None:
    asked = replace(ASKED, grids=IN_GRIDS)
    for decision in (
        _decided(_row(), asked=asked),
        _decided(_row(item="Z9"), asked=asked),
        _decided(asked=asked),
    ):
        assert decision.grids == IN_GRIDS
        said = why(decision)
        assert said[0].zh == "地点在综合网格“凯旋路第7网格”。"
        assert said[1].en == "The place lies in 凯旋路养老院专属网格 (Dedicated grid)."
    row = _row(grid_kinds=frozenset({"dedicated"}))
    assert why(_decided(row, asked=asked))[2].zh == "规则 R1 适用：地点在专属网格内。"


def test_the_stale_are_found_before_anybody_asks() -> None:
    office = replace(OFFICE, abolished={"500105:union": "江北区总工会", "500105": "江北区"})
    rows = [
        _row(),
        _row(code="R2", places=frozenset({"500105"}), item="Z9", lead=Target(code="500105:union")),
    ]
    assert stale(rows, office, frozenset({"A1", "A2"})) == [
        Incident("R2", Trouble.PLACE_ABOLISHED, "江北区"),
        Incident("R2", Trouble.UNIT_ABOLISHED, "江北区总工会"),
        Incident("R2", Trouble.ITEM_WITHDRAWN, "Z9"),
    ]


@pytest.mark.parametrize(
    ("cell", "target"),
    [
        ("labour@district", Target("labour", Level.DISTRICT)),
        (" union@street ", Target("union", Level.STREET)),
        ("=500103:labour", Target(code="500103:labour")),
        ("labour", None),
        ("labour@moon", None),
        ("=", None),
        ("", None),
    ],
)
def test_a_cell_names_an_organ(cell: str, target: Target | None) -> None:
    assert Target.parse(cell) == target
    if target:
        assert Target.parse(str(target)) == target


MATTERS = ["wage_arrears", "leave", "contract"]
PLACES = ["500000", "500103", "500103008", "500105", "500103008001-G07", "500103008001-Z01"]
ends = st.none() | st.integers(0, 20)
rows = st.builds(
    Row,
    code=st.uuids().map(str),
    position=st.integers(0, 5),
    item=st.sampled_from(["A1", "A2", "A3", "Z9"]),
    lead=st.sampled_from(
        [UNION, Target("labour", Level.DISTRICT), Target("water"), Target(code="500105:union")]
    ),
    supporting=st.lists(st.sampled_from([UNION, Target("labour"), Target("water")]), max_size=2).map(tuple),
    matters=st.frozensets(st.sampled_from(MATTERS), max_size=2),
    places=st.frozensets(st.sampled_from(PLACES), max_size=2),
    levels=st.frozensets(st.sampled_from(list(Level)), max_size=2),
    grid_kinds=st.frozensets(st.sampled_from(["general", "dedicated", "micro"]), max_size=2),
    urgencies=st.frozensets(st.sampled_from(["urgent", "critical"]), max_size=1),
    people=st.builds(Range, ends, ends),
    hours=st.none() | st.builds(Hours, st.times(), st.times()),
)
questions = st.builds(
    Question,
    path=st.sampled_from([CITY, DISTRICT, STREET, GRID, "/500000/500105/", "/elsewhere/"]),
    matter=st.sampled_from([*MATTERS, "", "unheard of"]),
    urgency=st.sampled_from(["", "urgent", "critical"]),
    people=st.none() | st.integers(0, 20),
    at=st.none() | st.times(),
    grids=st.lists(st.sampled_from(IN_GRIDS), unique=True).map(tuple),
)


@given(st.lists(rows, max_size=12, unique_by=lambda row: row.code), questions, st.randoms())
@settings(max_examples=300)
def test_any_question_has_exactly_one_decision_and_it_is_that_of_a_walk(
    some: list[Row], asked: Question, chance: "object"
) -> None:
    decision = Routes(some).decide(asked, OFFICE)
    walked = sorted((row for row in some if row.fits(asked)), key=lambda row: (row.position, row.code))
    assert list(Routes(some).fitting(asked)) == walked
    assert decision.row == (walked[0] if walked else None)
    assert why(decision), "never silent"
    if decision.landing is Landing.DESK:
        assert decision.row is None or decision.incidents
        assert decision.unit or asked.path == "/elsewhere/"
    else:
        assert decision.unit
        assert decision.item
        assert (decision.post is not None) == (decision.landing is Landing.POST)
    shuffled = list(some)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Routes(shuffled).decide(asked, OFFICE) == decision, (
        "the order in which rows are handed in says nothing"
    )
