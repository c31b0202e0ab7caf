"""Entries as people hand them in: the packaged TOML, or a table in CSV or XLSX, with an error for every bad row."""

import csv
import io
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from openpyxl import load_workbook

from bihuan.organisations.spreadsheet import RowError, by_column, read
from bihuan.rules.calculators import CALCULATORS
from bihuan.rules.laws import law_named, plain_title
from bihuan.rules.matters import MATTERS
from bihuan.rules.publishing import Visibility

_DATA = files("bihuan.knowledge") / "data"
#: Columns of the table, the other headings each is known by, and the most characters of a cell (of a part, for lists).
COLUMNS: dict[str, tuple[tuple[str, ...], int]] = {
    "code": (("编码",), 60), "matter": (("事项",), 32), "question": (("问题",), 120), "variants": (("问法",), 120),
    "answer": (("答复",), 4000), "steps": (("步骤",), 300), "papers": (("材料",), 120), "body": (("办理机构",), 120),
    "phone": (("电话",), 40), "basis": (("法律依据",), 400), "calculator": (("计算器",), 24),
    "visibility": (("公开范围",), 12), "valid_from": (("生效日期",), 10), "valid_to": (("失效日期",), 10),
    "owner": (("维护人",), 80), "review_on": (("复核日期",), 10),
}  # fmt: skip
_LISTS = ("variants", "steps", "papers")
_REQUIRED = (
    "code",
    "matter",
    "question",
    "answer",
    "basis",
    "visibility",
    "valid_from",
    "owner",
    "review_on",
)
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
#: How a spreadsheet begins what it would reckon. A minus or plus before a figure is a number.
_FORMULA = re.compile(r"^(?:[=@]|[+-](?![\d ]))")
_ARTICLE = re.compile(r"(\d{1,4})(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class BasisRow:
    """One article an entry rests on, and the version that was read."""

    law: str
    plain: str
    article: int
    sub: int
    made_on: date


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as it was read."""

    row: int
    code: str
    matter: str
    question: str
    variants: tuple[str, ...]
    answer: str
    steps: tuple[str, ...]
    papers: tuple[str, ...]
    body: str
    phone: str
    basis: tuple[BasisRow, ...]
    calculator: str
    visibility: str
    valid_from: date
    valid_to: date | None
    owner: str
    review_on: date


def packaged_entries() -> tuple[list[EntryRow], list[RowError]]:
    """The entries that ship with the product; a row's number is its place in the file."""
    return read_toml((_DATA / "entries.toml").read_bytes())


def packaged_synonyms() -> list[tuple[str, str]]:
    """What callers say and what it means."""
    return [(row["said"], row["means"]) for row in _csv("synonyms.csv")]


def packaged_questions() -> list[tuple[str, str]]:
    """Questions that are in no index, and the entry that answers each: for measuring."""
    return [(row["said"], row["code"]) for row in _csv("questions.csv")]


def read_toml(content: bytes) -> tuple[list[EntryRow], list[RowError]]:
    """Entries of a TOML file; defaults fill what an entry leaves out, those of its matter before the general ones."""
    held = tomllib.loads(content.decode("utf-8"))
    general = {name: value for name, value in held.get("defaults", {}).items() if not isinstance(value, dict)}
    cells = []
    for number, entry in enumerate(held.get("entry", []), 1):
        of_matter = held.get("defaults", {}).get(entry.get("matter"), {})
        cells.append((number, {name: str(value) for name, value in (general | of_matter | entry).items()}))
    return _entries(cells)


def read_table(filename: str, content: bytes) -> tuple[list[EntryRow], list[RowError]]:
    """Entries of a CSV or XLSX file, every fault with its row.

    Raises: ``Refused`` file_type, file_empty, file_unreadable, file_too_large, table_header.
    """
    rows = by_column(read(filename, content), {name: others for name, (others, _) in COLUMNS.items()})
    formulas = _formulas(content) if PurePath(filename).suffix.lower() == ".xlsx" else set()
    entries, errors = _entries(rows)
    names = list(COLUMNS)
    errors += [
        RowError.because(
            "cell_is_formula", row, "", column=f"{chr(64 + column) if column < 27 else column}{row}"
        )
        for row, column in sorted(formulas)
        if column <= len(names) + 10
    ]
    return entries, sorted(errors, key=lambda error: error.row)


def basis_of(text: str) -> list[BasisRow] | None:
    """``劳动合同法 30 85; 劳动法 50`` as articles of the newest versions known; ``None`` where it cannot be read.

    A law that is not in the catalogue carries its day: ``某条例(2020-03-01) 3``.
    """
    found: list[BasisRow] = []
    for part in (piece.strip() for piece in re.split(r"[;；\n]", text)):
        if not part:
            continue
        name, *numbers = part.split()
        dated = re.fullmatch(r"(.+?)[（(](\d{4}-\d{2}-\d{2})[)）]", name)
        law = law_named(dated.group(1) if dated else name)
        made_on = _day(dated.group(2)) if dated else law.versions[-1][0] if law else None
        if not numbers or made_on is None or (law is None and dated is None):
            return None
        title = law.title if law else dated.group(1) if dated else name
        for number in numbers:
            match = _ARTICLE.fullmatch(number)
            if not match:
                return None
            key = law.key if law else title
            found.append(
                BasisRow(key, plain_title(title), int(match.group(1)), int(match.group(2) or 0), made_on)
            )
    return found


def _entries(cells: Iterable[tuple[int, dict[str, str]]]) -> tuple[list[EntryRow], list[RowError]]:
    entries: list[EntryRow] = []
    errors: list[RowError] = []
    seen: dict[str, int] = {}
    for row, cell in cells:
        wrong = list(_faults(row, cell, seen))
        errors += wrong
        seen.setdefault(cell.get("code", ""), row)
        if not wrong:
            entries.append(_entry(row, cell))
    return entries, errors


def _faults(row: int, cell: dict[str, str], seen: dict[str, int]) -> Iterable[RowError]:
    def because(code: str, column: str, **values: object) -> RowError:
        return RowError.because(code, row, column, column=column, **values)

    for name in _REQUIRED:
        if not cell.get(name, "").strip():
            yield because("cell_missing", name)
    for name, (_, most) in COLUMNS.items():
        text = cell.get(name, "")
        longest = max(map(len, text.split("|")), default=0) if name in _LISTS else len(text)
        if _FORMULA.match(text):
            yield because("cell_is_formula", name)
        elif longest > most:
            yield because("cell_too_long", name, length=longest, most=most)
    code = cell.get("code", "")
    if code and not _CODE.fullmatch(code):
        yield because("cell_unclear", "code", value=code[:40], choices="a-z 0-9 -")
    if code and code in seen:
        yield RowError.because("row_key_twice", row, "code", code=code, first=seen[code])
    for name, choices in (("matter", MATTERS), ("visibility", {each.value: each for each in Visibility})):
        if cell.get(name) and cell[name] not in choices:
            yield because("cell_unclear", name, value=cell[name][:40], choices=", ".join(choices))
    if cell.get("calculator") and cell["calculator"] not in CALCULATORS:
        yield because(
            "cell_unclear", "calculator", value=cell["calculator"][:40], choices=", ".join(CALCULATORS)
        )
    for name in ("valid_from", "valid_to", "review_on"):
        if cell.get(name) and _day(cell[name]) is None:
            yield because("cell_unclear", name, value=cell[name][:40], choices="2026-01-31")
    if cell.get("basis") and not basis_of(cell["basis"]):
        yield RowError.because("row_law_unknown", row, "basis", text=cell["basis"][:60])


def _entry(row: int, cell: dict[str, str]) -> EntryRow:
    def parts(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in re.split(r"[|\n]", cell.get(name, "")) if part.strip())

    return EntryRow(
        row, cell["code"], cell["matter"], cell["question"].strip(), parts("variants"), cell["answer"].strip(),
        parts("steps"), parts("papers"), cell.get("body", "").strip(), cell.get("phone", "").strip(),
        tuple(basis_of(cell["basis"]) or ()), cell.get("calculator", ""), cell["visibility"],
        _day(cell["valid_from"]) or date.min, _day(cell.get("valid_to", "")), cell["owner"].strip(),
        _day(cell["review_on"]) or date.min,
    )  # fmt: skip


def _formulas(content: bytes) -> set[tuple[int, int]]:
    """Row and column of every formula: reading values alone would hide what a cell reckons."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    try:
        return {
            (cell.row, cell.column)
            for row in book.worksheets[0].iter_rows()
            for cell in row
            if getattr(cell, "data_type", "") == "f"
        }
    finally:
        book.close()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _csv(name: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO((_DATA / name).read_text(encoding="utf-8"))))
