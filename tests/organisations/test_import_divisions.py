"""Importing divisions: look first, then all or nothing."""

import io
import time
from datetime import date

import openpyxl
import pytest

from bihuan.organisations.actions.establish_organs import establish_organs
from bihuan.organisations.actions.import_divisions import apply, check
from bihuan.organisations.models import Unit
from bihuan.organisations.packaged import packaged
from bihuan.organisations.queries import unit_by_code, units_at
from bihuan.organisations.spreadsheet import read
from bihuan.rules.actors import Level
from bihuan.rules.refusal import Refused
from tests.organisations.tables import shanghai
from tests.town import FOUNDED, Town, town_rows

HEADER = ["code", "name", "level", "parent_code"]
CITY = ["990000", "某市", "city", ""]
DISTRICT = ["990100", "甲区", "district", "990000"]
STREET = ["990100001", "一街道", "street", "990100"]

pytestmark = pytest.mark.django_db


def errors(*rows: list[str]) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in check([HEADER, *rows]).errors]


def test_the_whole_of_chongqing_with_its_organs_stands_in_under_three_seconds() -> None:
    began = time.perf_counter()
    checked = apply(packaged("chongqing_2023.csv"), FOUNDED)
    establish_organs(unit_by_code("500000", FOUNDED), FOUNDED)
    took = time.perf_counter() - began

    assert checked.counts == {Level.CITY: 1, Level.DISTRICT: 38, Level.STREET: 1031, Level.COMMUNITY: 11270}
    assert units_at(FOUNDED).filter(kind="union").count() == 1 + 38 + 1031
    assert units_at(FOUNDED).filter(kind="command_centre", level="street").count() == 1031
    assert took < 3


def test_a_second_city_stands_beside_the_first_with_no_change_of_code(town: Town) -> None:
    checked = apply(shanghai(), FOUNDED)
    shanghai_city = unit_by_code("310000", FOUNDED)
    establish_organs(shanghai_city, FOUNDED)

    assert checked.counts == {Level.CITY: 1, Level.DISTRICT: 16, Level.STREET: 234, Level.COMMUNITY: 6509}
    assert unit_by_code("310101:union", FOUNDED).name == "黄浦区总工会"
    assert unit_by_code("500103:union", FOUNDED) == town.district_union


def test_the_same_table_again_changes_nothing(town: Town) -> None:
    before = Unit.objects.count()
    checked = apply(town_rows(), date(2025, 1, 1))
    assert (checked.new, checked.renamed) == (0, [])
    assert checked.unchanged == len(town_rows()) - 1
    assert Unit.objects.count() == before


def test_a_corrected_name_is_reported_and_reaches_the_organs(town: Town) -> None:
    header, *rows = town_rows()
    respelt = [[code, "渝中新区" if code == "500103" else name, *rest] for code, name, *rest in rows]
    assert check([header, *respelt]).renamed == [("500103", "渝中区", "渝中新区")]
    assert unit_by_code("500103", FOUNDED).name == "渝中区"  # looking changed nothing

    apply([header, *respelt], FOUNDED)
    assert unit_by_code("500103", FOUNDED).name == "渝中新区"
    assert unit_by_code("500103:union", FOUNDED).name == "渝中新区总工会"


def test_a_part_may_be_added_below_what_is_there(town: Town) -> None:
    apply([HEADER, ["500103999", "新街道", "street", "500103"]], date(2025, 1, 1))
    street = unit_by_code("500103999", date(2025, 1, 1))
    assert street.path == town.district.path + "500103999/"
    assert street.parent == town.district


def test_children_may_stand_before_their_parents() -> None:
    apply([HEADER, STREET, DISTRICT, CITY], FOUNDED)
    assert unit_by_code("990100001", FOUNDED).path == "/990000/990100/990100001/"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([CITY, ["99/1", "甲区", "district", "990000"]], [(3, "code")]),
        ([CITY, ["", "甲区", "district", "990000"]], [(3, "code")]),
        ([CITY, DISTRICT, DISTRICT], [(4, "code")]),
        ([CITY, ["990100", "", "district", "990000"]], [(3, "name")]),
        ([CITY, ["990100", "长" * 81, "district", "990000"]], [(3, "name")]),
        ([CITY, ["990100", "甲区", "省", "990000"]], [(3, "level")]),
        ([CITY, ["990100", "甲区", "district", "123"]], [(3, "parent_code")]),
        ([CITY, ["990100001", "一街道", "street", "990000"]], [(3, "level")]),
        ([CITY, ["990001", "乙市", "city", "990000"]], [(3, "level")]),
        ([CITY, ["990100", "甲区", "district", ""]], [(3, "parent_code")]),
        ([CITY, ["990100", "", "省", "990000"]], [(3, "name"), (3, "level")]),
    ],
    ids=[
        "code with a stroke", "no code", "code twice", "no name", "name too long", "unknown level", "missing parent",
        "level skipped", "city below a city", "district without a city", "two faults in one row",
    ],
)  # fmt: skip
def test_a_fault_is_named_by_row_and_column(rows: list[list[str]], expected: list[tuple[int, str]]) -> None:
    assert errors(*rows) == expected


def test_the_longest_codes_fit_a_path_and_longer_ones_are_refused() -> None:
    levels = ["city", "district", "street", "community", "grid"]
    codes = [f"{depth}".rjust(30, "9") for depth in range(5)]
    rows = [
        [code, "某地", level, codes[depth - 1] if depth else ""]
        for depth, (code, level) in enumerate(zip(codes, levels, strict=True))
    ]
    apply([HEADER, *rows], FOUNDED)
    assert errors(["9" * 31, "某市", "city", ""]) == [(2, "code")]


def test_an_import_moves_nothing(town: Town) -> None:
    moved = ["500103008", "南纪门街道", "street", "500105"]
    (error,) = check([HEADER, moved]).errors
    assert "渝中区" in error.sentence.zh
    assert "reform" in error.sentence.en


def test_one_bad_row_and_nothing_is_imported() -> None:
    with pytest.raises(Refused) as refused:
        apply([HEADER, CITY, DISTRICT, ["990100001", "", "street", "990100"]], FOUNDED)
    assert refused.value.code == "table_has_errors"
    assert "第 4 行" in refused.value.sentence.zh
    assert not Unit.objects.exists()


def test_a_header_that_lacks_a_column_names_it() -> None:
    with pytest.raises(Refused) as refused:
        check([["code", "name"], ["990000", "某市"]])
    assert refused.value.code == "table_header"
    assert "level, parent_code" in refused.value.sentence.zh


def test_chinese_headings_and_levels_are_read() -> None:
    table = [
        ["名称", "代码", "上级代码", "级别"],
        ["某市", "990000", "", "市"],
        ["甲区", "990100", "990000", "区县"],
    ]
    assert check(table).counts == {Level.CITY: 1, Level.DISTRICT: 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_whatever_office_saved_it(encoding: str) -> None:
    content = "code,name,level,parent_code\r\n990000,某市,city,\r\n".encode(encoding)
    assert read("区划.CSV", content) == [HEADER, CITY]


def test_codes_typed_as_numbers_in_a_spreadsheet_stay_codes() -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, [990000, "某市", "city", None], [990100, " 甲区 ", "district", 990000]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    assert read("区划.xlsx", content.getvalue()) == [HEADER, CITY, DISTRICT]


@pytest.mark.parametrize(
    ("filename", "content", "code"),
    [
        ("区划.pdf", b"%PDF-1.7", "file_type"),
        ("区划.csv", b"", "file_empty"),
        ("区划.csv", b"code,name,level,parent_code\n", "file_empty"),
        ("区划.xlsx", b"not a workbook", "file_unreadable"),
        ("区划.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "file_unreadable"),
        ("区划.csv", b'code,"name\n990000', "file_unreadable"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_reason(filename: str, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(filename, content)
    assert (refused.value.code, refused.value.field) == (code, "file")


def test_progress_ends_at_the_whole(town: Town) -> None:
    seen: list[tuple[int, int]] = []
    apply(shanghai(), FOUNDED, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (6760, 6760)
    assert seen == sorted(seen)
