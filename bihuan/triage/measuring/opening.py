"""A file that is measured on, recognised by what it holds, not by its name."""

import codecs
import gzip
import json
import zlib
from enum import StrEnum
from pathlib import PurePath
from typing import Any, NamedTuple

from bihuan.organisations import spreadsheet
from bihuan.organisations.spreadsheet import Rows
from bihuan.rules.refusal import refuse
from bihuan.triage.classifier.grams import even
from bihuan.triage.classifier.learning import Example
from bihuan.triage.measuring.labelled import labelled_examples
from bihuan.triage.measuring.records import OBJECT, fault_of_call, fault_of_entities, fault_of_labelled

#: A file this large once unpacked is no file of examples.
MOST_BYTES = 300_000_000


class Sort(StrEnum):
    """What sorts of file there are."""

    CALLS = "calls"  # calls with the fields a person read (the format of union_calls)
    ENTITIES = "entities"  # sentences with spans of names (the format of CLUENER)
    LABELLED = "labelled"  # texts with a label
    MESSAGES = "messages"  # messages without label, for hot issues


class Opened(NamedTuple):
    """A recognised file; of its contents, those of its sort are filled."""

    sort: Sort
    records: list[dict[str, Any]]
    examples: list[Example]
    rows: Rows


def open_measured(name: str, content: bytes) -> Opened:
    """Recognise and read a file: CSV, XLSX or JSON lines, packed with gzip or not.

    Raises: ``Refused`` measured_form_unknown, measured_type, measured_line_wrong, measured_nothing, and what
    :func:`bihuan.organisations.spreadsheet.read` refuses.
    """
    plain, content = _plain(name, content)
    if content.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{":
        return _json_lines(plain, content)
    if PurePath(plain).suffix.lower() not in {".csv", ".xlsx"}:
        refuse("measured_type" if content.strip() else "measured_nothing", field="file", name=plain)
    rows = spreadsheet.read(plain, content)
    examples = labelled_examples(rows)
    if examples is not None:
        if not examples:
            refuse("measured_nothing", field="file", name=plain)
        return Opened(Sort.LABELLED, [], examples, rows)
    header = [cell.strip() for cell in rows[0]]
    if {"留言编号", "留言主题"} <= set(header):
        return Opened(Sort.MESSAGES, [], [], rows)
    refuse("measured_form_unknown", field="file", name=plain, seen="、".join(header)[:80])


def open_table(name: str, content: bytes) -> Rows:
    """The rows of a CSV or XLSX file, packed or not; refuses what :func:`bihuan.organisations.spreadsheet.read` does."""
    return spreadsheet.read(*_plain(name, content))


def _plain(name: str, content: bytes) -> tuple[str, bytes]:
    plain = PurePath(name).name
    if content[:2] == b"\x1f\x8b":
        return plain.removesuffix(".gz"), _unpacked(plain, content)
    return plain, content


def _json_lines(name: str, content: bytes) -> Opened:
    records: list[dict[str, Any]] = []
    lines: list[int] = []
    for line, said in enumerate(content.decode("utf-8-sig", "replace").split("\n"), 1):
        if said.strip():
            records.append(_object(name, line, said))
            lines.append(line)
    keys = records[0].keys()
    if {"text", "matter"} <= keys:
        sort, faulty = Sort.CALLS, fault_of_call
    elif {"text", "label"} <= keys and isinstance(records[0]["label"], dict):
        sort, faulty = Sort.ENTITIES, fault_of_entities
    elif {"text", "label"} <= keys:
        sort, faulty = Sort.LABELLED, fault_of_labelled
    else:
        refuse("measured_form_unknown", field="file", name=name, seen="、".join(sorted(keys))[:80])
    for line, record in zip(lines, records, strict=True):
        if fault := faulty(record):
            refuse(
                "measured_line_wrong", field="file", name=name, line=line, column=fault[0], wanted=fault[1]
            )
    examples = (
        [Example(each["text"], str(each["label"]), even(each["text"])) for each in records]
        if sort is Sort.LABELLED
        else []
    )
    return Opened(sort, records, examples, [])


def _object(name: str, line: int, said: str) -> dict[str, Any]:
    try:
        record = json.loads(said)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        refuse("measured_line_wrong", field="file", name=name, line=line, column="{}", wanted=OBJECT)
    return record


def _unpacked(name: str, content: bytes) -> bytes:
    try:
        unpacker = zlib.decompressobj(wbits=31)
        plain = unpacker.decompress(content, MOST_BYTES)
    except (zlib.error, gzip.BadGzipFile):
        refuse("file_unreadable", field="file", filename=name)
    if unpacker.unconsumed_tail or not unpacker.eof:
        refuse("file_unreadable", field="file", filename=name)
    return plain
