"""What is wrong with one line of a file that is measured on: the column, and what it should be."""

from collections.abc import Mapping
from typing import Any

from bihuan.rules.words import Words

Fault = tuple[str, Words]

OBJECT = Words("一个完整的 JSON 对象", "one whole JSON object")
_TEXT = Words("文字", "text")
_LABEL = Words("文字或数字", "text or a number")
_CODES = Words("文字的列表", "a list of texts")
_SPANS = Words("名称到 [起, 止) 或 null", "names, each with [start, end) or null")
_NAMES = Words(
    "类别 → 名称 → [首字, 末字] 的列表，都在句内",
    "sort → name → a list of [first, last], both within the sentence",
)


def fault_of_call(record: Mapping[str, Any]) -> Fault | None:
    """A call needs its text and its matter; of the other fields, those it has are measured."""
    if not _said(record.get("text")):
        return "text", _TEXT
    if not _said(record.get("matter")):
        return "matter", _TEXT
    risks, spans = record.get("risk", []), record.get("spans")
    if not (isinstance(risks, list) and all(isinstance(each, str) for each in risks)):
        return "risk", _CODES
    if not (spans is None or isinstance(spans, dict)):
        return "spans", _SPANS
    return None


def fault_of_labelled(record: Mapping[str, Any]) -> Fault | None:
    """A labelled text needs both."""
    if not _said(record.get("text")):
        return "text", _TEXT
    label = record.get("label")
    return (
        None
        if _said(label) or (isinstance(label, int) and not isinstance(label, bool))
        else ("label", _LABEL)
    )


def fault_of_entities(record: Mapping[str, Any]) -> Fault | None:
    """A sentence needs its names in the form of CLUENER; none is ``{}``."""
    text, label = record.get("text"), record.get("label")
    if not _said(text):
        return "text", _TEXT
    if not isinstance(label, dict) or not all(isinstance(names, dict) for names in label.values()):
        return "label", _NAMES
    spans = [
        span
        for names in label.values()
        for spans in names.values()
        for span in (spans if isinstance(spans, list) else [None])
    ]
    whole = all(
        isinstance(span, list)
        and len(span) == 2
        and all(type(end) is int for end in span)
        and 0 <= span[0] <= span[1] < len(str(text))
        for span in spans
    )
    return None if whole else ("label", _NAMES)


def _said(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
