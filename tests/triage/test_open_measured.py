"""Files that are measured on: every form is recognised, and what is wrong is said with its line."""

import csv
import gzip
import io
import json

import pytest

from bihuan.rules.refusal import Refused
from bihuan.triage.measuring import entities, labelled
from bihuan.triage.measuring.calls import score_calls
from bihuan.triage.measuring.hot import measure_hot
from bihuan.triage.measuring.opening import Sort, open_measured

CALL = {"text": "老板欠我工资", "matter": "wage_arrears"}
NAMED = {
    "text": "浙商银行的叶老桂",
    "label": {"company": {"浙商银行": [[0, 3]]}, "name": {"叶老桂": [[5, 7]]}},
}


def lines(*records):
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in records).encode()


def table(*rows):
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        (lines(CALL), Sort.CALLS),
        (lines({**CALL, "label": "x"}), Sort.CALLS),
        (lines(NAMED, {"text": "没有名字", "label": {}}), Sort.ENTITIES),
        (lines({"text": "路灯坏了", "label": "城乡建设"}, {"text": "b", "label": 2}), Sort.LABELLED),
    ],
)
def test_lines_are_recognised_by_what_they_hold(content, sort):
    for name, said in (
        ("a.jsonl", content),
        ("a.jsonl.gz", gzip.compress(content, mtime=0)),
        ("a.json", b"\xef\xbb\xbf" + content),
    ):
        assert open_measured(name, said).sort is sort


@pytest.mark.parametrize(
    ("name", "content", "why", "told"),
    [
        ("a.jsonl", lines({**CALL, "text": 5}), "measured_line_wrong", "1"),
        ("a.jsonl", lines(CALL, {**CALL, "text": " "}), "measured_line_wrong", "2"),
        ("a.jsonl", lines(CALL, {"text": "x"}), "measured_line_wrong", "2"),
        ("a.jsonl", lines({**CALL, "risk": None}), "measured_line_wrong", "risk"),
        ("a.jsonl", lines({**CALL, "spans": []}), "measured_line_wrong", "spans"),
        ("a.jsonl", lines(CALL) + b"\n\n[1]", "measured_line_wrong", "3"),
        ("a.jsonl", lines(CALL)[:-3], "measured_line_wrong", "1"),
        ("a.jsonl", lines(NAMED, {"text": "浙商", "label": {"company": {"浙商": [[0, 2]]}}}), "measured_line_wrong", "2"),
        ("a.jsonl", lines({"text": "浙商", "label": {"company": 5}}), "measured_line_wrong", "label"),
        ("a.jsonl", lines({"text": "浙商", "label": {"company": {"浙商": 5}}}), "measured_line_wrong", "label"),
        ("a.jsonl", lines({"text": "浙商", "label": "x"}, {"text": None, "label": "x"}), "measured_line_wrong", "2"),
        ("a.jsonl", lines({"title": "x"}), "measured_form_unknown", "title"),
        ("a.csv", table(["a", "b"], ["1", "2"]), "measured_form_unknown", "a、b"),
        ("a.csv", table(["title", "label"], ["", "x"]), "measured_nothing", "a.csv"),
        ("a.json", b"", "measured_nothing", "a.json"),
        ("a.txt", b"hello", "measured_type", "a.txt"),
        ("a.jsonl.gz", gzip.compress(lines(CALL), mtime=0)[:-9], "file_unreadable", "a.jsonl.gz"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(name, content, why, told):
    with pytest.raises(Refused) as refused:
        open_measured(name, content)
    assert refused.value.code == why
    assert told in refused.value.sentence.zh


def test_a_class_with_too_few_texts_to_part_is_named():
    rows = [["title", "label"], *([f"工资{sign}", "甲"] for sign in "一二三四五六七八九十"), ["公积金", "乙"]]
    examples = open_measured("a.csv", table(*rows)).examples
    with pytest.raises(Refused) as refused:
        labelled.measure_held_out(examples)
    assert refused.value.code == "examples_too_few"
    assert "乙" in refused.value.sentence.zh


def test_of_a_call_the_fields_it_has_are_scored():
    scored = score_calls(
        [{"text": "老板欠我工资", "collective": True}, {"text": "路灯坏了", "nature": "求助"}]
    )
    assert scored["accuracy"] == {"collective": 0.0, "nature": 1.0}


def test_a_reference_of_other_messages_is_refused():
    messages = [["留言编号", "留言主题"], ["1", "路灯坏了"], ["2", "路灯又坏了"]]
    with pytest.raises(Refused) as refused:
        measure_hot(messages, [["issue", "留言编号"], ["路灯", "3"]])
    assert refused.value.code == "reference_unlike"
    assert measure_hot(messages, [["issue", "留言编号"], ["路灯", "1"], ["路灯", "2"]])["hot_f1"] == 1.0


class TestNames:
    def sentences(self):
        firms, people = (
            ("浙商银行", "华南证券", "东方集团", "海通保险"),
            ("叶老桂", "王小明", "李建国", "陈思"),
        )
        return entities.sentences_of(
            [
                {
                    "text": f"{firm}的{person}{did}",
                    "label": {
                        "company": {firm: [[0, len(firm) - 1]]},
                        "name": {person: [[len(firm) + 1, len(firm) + len(person)]]},
                    },
                }
                for firm in firms
                for person in people
                for did in ("说今年不错", "辞职了", "昨天来访", "接受采访")
            ]
        )

    def test_the_last_character_counts_in(self):
        (one,) = entities.sentences_of([NAMED])
        assert one.names == {(0, 4, "company"), (5, 8, "name")}

    def test_names_are_found_where_nobody_learned_them(self):
        known = self.sentences()
        measured = entities.sentences_of(
            [{"text": "西部银行的赵大勇说今年不错", "label": {"company": {"西部银行": [[0, 3]]}, "name": {"赵大勇": [[5, 7]]}}}]
        )  # fmt: skip
        figures = entities.measure_names(known, measured)
        assert figures["micro_f1"] == 1.0
        assert figures["baseline_micro_f1"] == 0.0
        assert figures["learned_from"] == len(known)

    def test_what_is_measured_is_not_learned(self):
        known = self.sentences()
        assert entities.measure_names(known, known[:8])["learned_from"] == len(known) - 8

    def test_a_fifth_is_held_out_for_each_seed(self):
        figures = entities.measure_names_held_out(self.sentences(), (1, 2))
        assert figures["texts"] == 12
        assert len(figures["micro_f1_each"]) == 2

    def test_a_name_counts_only_with_both_ends_and_its_sort(self):
        total, by_sort = entities._figures(
            [frozenset({(0, 4, "company"), (5, 8, "name")})],
            [frozenset({(0, 4, "company"), (5, 7, "name"), (5, 8, "address")})],
        )
        assert total == {"precision": 0.3333, "recall": 0.5, "f1": 0.4}
        assert by_sort["address"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "texts": 0}

    def test_too_few_sentences_are_refused(self):
        with pytest.raises(Refused) as refused:
            entities.measure_names(self.sentences()[:10], self.sentences()[10:])
        assert refused.value.code == "sentences_too_few"
