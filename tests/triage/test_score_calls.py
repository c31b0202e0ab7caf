"""How well calls are read, on invented calls with a person's labels."""

import json
from pathlib import Path

from bihuan.triage.measuring.calls import as_record, score_calls
from tests.triage.reading import reading

CALLS = [json.loads(line) for line in (Path(__file__).parent / "data" / "union_calls.jsonl").read_text("utf-8").splitlines()]  # fmt: skip


def test_the_invented_calls_are_read_as_a_person_reads_them() -> None:
    scored = score_calls(CALLS)
    assert scored["calls"] == len(CALLS) == 90
    weak = {name: share for name, share in scored["accuracy"].items() if share < 0.9}
    assert weak == {}, scored["misses"]


def test_a_field_that_was_not_read_right_is_named_with_both_answers() -> None:
    text = "投诉渝中区大坪街道岚栖酒店欠我三万六工资"
    right = {"id": "a", "text": text, "matter": "wage_arrears", **as_record(reading(text))}
    wrong = right | {"id": "b", "amount_yuan": 63_000, "spans": {"amount": [0, 2]}}
    scored = score_calls([right, wrong], matter_of=lambda _: "leave")
    assert scored["misses"] == [
        {"id": "a", "field": "matter", "read": "leave", "wanted": "wage_arrears"},
        {"id": "b", "field": "amount_yuan", "read": 36_000, "wanted": 63_000},
        {"id": "b", "field": "matter", "read": "leave", "wanted": "wage_arrears"},
    ]
    assert (scored["accuracy"]["amount_yuan"], scored["accuracy"]["span_amount"]) == (0.5, 0.5)
    assert (scored["accuracy"]["employer"], scored["accuracy"]["matter"]) == (1, 0)


def test_nothing_is_scored_on_nothing() -> None:
    assert score_calls([]) == {"calls": 0, "accuracy": {}, "misses": []}
