"""A file that is measured on, recognised by what it holds, not by its name."""

import gzip
import json
import zlib
from enum import StrEnum
from pathlib import PurePath
from typing import Any, NamedTuple

from bihuan.organisations import spreadsheet
from bihuan.organisations.spreadsheet import Rows
from bihuan.rules.refusal import refuse
from bihuan.triage.classifier.learning import Example
from bihuan.triage.measuring.labelled import labelled_examples

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

    Raises: ``Refused`` measured_form_unknown, and what :func:`bihuan.organisations.spreadsheet.read` refuses.
    """
    plain, content = _plain(name, content)
    if content.lstrip()[:1] == b"{":
        return _json_lines(plain, content)
    rows = spreadsheet.read(plain, content)
    examples = labelled_examples(rows)
    if examples:
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
    try:
        records = [json.loads(line) for line in content.decode("utf-8-sig").splitlines() if line.strip()]
    except ValueError:
        refuse("file_unreadable", field="file", filename=name)
    keys = set(records[0]) if records and isinstance(records[0], dict) else set()
    if all(isinstance(each, dict) and {"text", "matter"} <= each.keys() for each in records):
        return Opened(Sort.CALLS, records, [], [])
    if all(isinstance(each, dict) and {"text", "label"} <= each.keys() for each in records):
        if isinstance(records[0]["label"], dict):
            return Opened(Sort.ENTITIES, records, [], [])
        examples = [Example(str(each["text"]), str(each["label"])) for each in records]
        return Opened(Sort.LABELLED, records, examples, [])
    refuse("measured_form_unknown", field="file", name=name, seen="、".join(sorted(map(str, keys)))[:80])


def _unpacked(name: str, content: bytes) -> bytes:
    try:
        unpacker = zlib.decompressobj(wbits=31)
        plain = unpacker.decompress(content, MOST_BYTES)
    except (zlib.error, gzip.BadGzipFile):
        refuse("file_unreadable", field="file", filename=name)
    if unpacker.unconsumed_tail or not unpacker.eof:
        refuse("file_unreadable", field="file", filename=name)
    return plain
