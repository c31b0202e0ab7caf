"""Learning to sort texts, keeping what was learned in a file that cannot run, saying why, and measuring it."""

import csv
import gzip
import io
import json
import zipfile
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.refusal import Refused
from bihuan.triage.classifier import figures, from_bytes, to_bytes
from bihuan.triage.classifier.cards import card
from bihuan.triage.classifier.grams import even, grams
from bihuan.triage.classifier.learning import Example, learn
from bihuan.triage.measuring import labelled
from bihuan.triage.measuring.opening import Sort, open_measured

SAID = {
    "wage": ("老板欠工资不发", "三个月没拿到工钱", "拖欠班组的血汗钱", "工资一直没有结清"),
    "injury": ("在车间受伤骨折", "工伤认定不给申报", "从架子上摔下来", "手指被机器压断"),
    "fund": ("公积金没有缴存", "公积金基数太低", "公积金账户是空的", "单位不给办公积金"),
}
WHERE = ("南岸", "北碚", "巴南", "长寿", "江津", "綦江")


def examples():
    return [
        Example(f"我在{place}上班，{said}", label, said)
        for label, sayings in SAID.items()
        for said, place in product(sayings, WHERE)
    ]


@pytest.fixture(scope="module")
def classifier():
    return learn(examples(), name="小例")


def test_it_sorts_what_it_has_not_seen(classifier):
    assert classifier.codes(["合川的老板欠我工资", "在江北工地受伤了", "公积金怎么没有"]) == [
        "wage",
        "injury",
        "fund",
    ]


def test_probabilities_add_up_to_one_and_name_the_code_first(classifier):
    sure = classifier.probabilities(["老板欠工资不发", "啊", ""])
    assert np.allclose(sure.sum(axis=1), 1)
    ranked = classifier.ranked("单位不给办公积金")
    assert ranked[0].code == "fund"
    assert ranked[0].probability > 0.6


def test_the_reason_is_made_of_words_of_the_text(classifier):
    text = "我是外地来的，公积金一直没有"
    reasons = classifier.reasons(text, "fund")
    assert any("公积金" in reason.words for reason in reasons)
    assert all(text[slice(*reason.span)] == reason.words for reason in reasons)


def test_the_same_examples_give_the_same_file(classifier):
    assert to_bytes(learn(examples(), name="小例")) == to_bytes(classifier)


def test_a_file_gives_back_what_it_was_given(classifier):
    again = from_bytes(to_bytes(classifier))
    texts = [each.text for each in examples()]
    assert again.codes(texts) == classifier.codes(texts)
    assert again.card["examples"] == len(examples())
    assert "小例" in card(again)


@pytest.mark.parametrize("cut", [0, 10, 200, -30])
def test_a_damaged_file_is_refused_in_one_sentence(classifier, cut):
    with pytest.raises(Refused) as refused:
        from_bytes(to_bytes(classifier)[:cut], "本市.npz")
    assert refused.value.code == "classifier_damaged"
    assert "本市.npz" in refused.value.sentence.zh


def _changed(content: bytes, name: str, array) -> bytes:
    """The same file with one array exchanged, as a stranger might."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w") as new:
        for each in old.namelist():
            one = io.BytesIO(old.read(each))
            if each == f"{name}.npy":
                one = io.BytesIO()
                np.save(one, array, allow_pickle=True)
            new.writestr(each, one.getvalue())
    return kept.getvalue()


def test_weights_that_were_changed_are_refused(classifier):
    with pytest.raises(Refused, match="damaged"):
        from_bytes(_changed(to_bytes(classifier), "bias", np.ones(3, dtype=np.float32)))


def test_an_object_in_the_file_is_never_brought_to_life(classifier):
    trap = np.array([{"a": 1}], dtype=object)
    with pytest.raises(Refused, match="damaged"):
        from_bytes(_changed(to_bytes(classifier), "bias", trap))


def test_a_file_of_another_version_says_so(classifier):
    text = np.frombuffer(json.dumps({"form": "bihuan-classifier-9"}).encode(), dtype=np.uint8)
    with pytest.raises(Refused) as refused:
        from_bytes(_changed(to_bytes(classifier), "manifest", text))
    assert refused.value.code == "classifier_other_form"
    assert "bihuan-classifier-9" in refused.value.sentence.zh


@pytest.mark.parametrize(
    ("given_examples", "code"),
    [([Example("甲", "a")] * 9, "classes_too_few"), (examples()[:30], "examples_too_few")],
)
def test_too_little_to_learn_from_is_refused(given_examples, code):
    few = [*given_examples, *([Example("乙", "b")] if code == "examples_too_few" else [])]
    with pytest.raises(Refused) as refused:
        learn(few, name="少")
    assert refused.value.code == code


@given(st.text(max_size=300))
def test_what_is_counted_lies_where_it_stands(text):
    assert len(even(text)) == len(text)
    assert len(grams(text)) == sum(max(0, len(text) - less) for less in (0, 1, 2))


def test_a_pasted_file_is_read_by_its_beginning():
    assert len(even("长" * 20_000)) == 6_000


# Measuring


def test_f1_counts_small_classes_as_much_as_large():
    found = figures.per_class(["a"] * 8 + ["b"] * 2, ["a"] * 9 + ["b"])
    assert found["a"] == figures.PerClass(0.8889, 1.0, 0.9412, 8)
    assert found["b"] == figures.PerClass(1.0, 0.5, 0.6667, 2)
    assert figures.macro_f1(found) == pytest.approx((0.9412 + 0.6667) / 2)


def test_who_says_eighty_and_is_right_four_times_in_five_is_calibrated():
    right = [True] * 4 + [False]
    assert figures.calibration_error(figures.reliability([0.8] * 5, right)) == pytest.approx(0)
    assert figures.calibration_error(figures.reliability([0.99] * 5, right)) == pytest.approx(0.19)


def _csv(rows) -> bytes:
    kept = io.StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("header", [("title", "label"), ("detail", "label"), ("留言详情", "一级标签")])
def test_labelled_tables_are_recognised_packed_or_not(header):
    content = _csv([header, *((each.text, each.label) for each in examples())])
    for name, held in (("样本.csv", content), ("样本.csv.gz", gzip.compress(content, mtime=0))):
        opened = open_measured(name, held)
        assert opened.sort is Sort.LABELLED
        assert [each.label for each in opened.examples] == [each.label for each in examples()]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("表.csv", _csv([("甲", "乙"), ("1", "2")]), "measured_form_unknown"),
        ("表.jsonl", b'{"a": 1}\n', "measured_form_unknown"),
        ("表.jsonl", b'{"a": \n', "measured_line_wrong"),
        ("表.csv.gz", gzip.compress(b"title,label\n", mtime=0)[:12], "file_unreadable"),
        ("表.docx", b"PK", "measured_type"),
        ("表.csv", b"  ", "file_empty"),
    ],
)
def test_other_files_are_refused_by_a_sentence(name, content, code):
    with pytest.raises(Refused) as refused:
        open_measured(name, content)
    assert refused.value.code == code


def test_other_sorts_are_recognised_by_what_they_hold():
    calls = b'{"text": "a", "matter": "wage_arrears"}\n'
    spans = '{"text": "甲公司", "label": {"company": {"甲公司": [[0, 2]]}}}\n'.encode()
    messages = _csv([("留言编号", "留言主题"), ("1", "噪音")])
    found = [
        open_measured(*each).sort for each in (("a.jsonl", calls), ("b.jsonl", spans), ("c.csv", messages))
    ]
    assert found == [Sort.CALLS, Sort.ENTITIES, Sort.MESSAGES]


def test_held_out_texts_are_a_fifth_of_each_class_and_on_one_side_only():
    doubled = [*examples(), *examples()]
    seen, unseen = labelled._parted(doubled, 1)
    assert not {doubled[i].text for i in seen} & {doubled[i].text for i in unseen}
    assert {label: sum(doubled[i].label == label for i in unseen) for label in SAID} == dict.fromkeys(
        SAID, 10
    )
    measured = labelled.measure_held_out(examples(), seeds=(1, 2))
    assert len(measured["macro_f1_each"]) == 2
    assert 0 <= measured["calibration_error"] <= 1


def test_a_body_of_a_measured_title_is_not_learned_from():
    title = Example("南门口夜市烧烤摊油烟扰民没人管", "a")
    body = Example("您好，我住在南门口，楼下夜市的烧烤摊油烟扰民，几个月了没人管。", "a")
    other = Example("河边的路灯坏了两个星期，晚上看不见路。", "b")
    assert labelled.without_twins(
        [body, other], [title, *[Example(f"别的事{i}", "b") for i in range(60)]]
    ) == [other]


def test_of_a_measured_body_its_title_is_not_learned():
    body = Example("您好，我住在南门口，楼下夜市的烧烤摊油烟扰民，几个月了没人管。", "a")
    title = Example("南门口夜市烧烤摊油烟扰民没人管", "a")
    other = Example("河边的路灯坏了两个星期", "b")
    measured = [body, *[Example(f"河边的路灯别的事{i}坏了", "b") for i in range(60)]]
    assert title not in labelled.without_twins([title, other], measured)
