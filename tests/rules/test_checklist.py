"""The inspector's answers: every item has one, what fails has a reason, and the lead reads what failed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.checklist import (
    STANDARD,
    Checklist,
    Item,
    ItemAnswer,
    Verdict,
    check_answers,
    check_items,
    passing,
    reasons_of,
)
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words

TWO = Checklist(4, (Item("a", Words("答复", "Reply")), Item("b", Words("材料", "Papers"), required=False)))
A, B = ItemAnswer("a", Verdict.PASSED), ItemAnswer("b", Verdict.NOT_APPLICABLE)


@pytest.mark.parametrize(
    ("sentence", "answers", "code", "field"),
    [
        ("an item without an answer", [A], "item_unanswered", "item_b"),
        ("an answer nobody knows", [A._replace(verdict="perhaps"), B], "item_unanswered", "item_a"),
        ("a required item left out", [A._replace(verdict=Verdict.NOT_APPLICABLE), B], "item_required", "item_a"),
        ("a failure without a reason", [A, ItemAnswer("b", Verdict.FAILED, "  ")], "item_without_reason", "reason_b"),
        ("an item of another edition", [A, B, ItemAnswer("c", Verdict.PASSED)], "checklist_item_unknown", ""),
    ],
)  # fmt: skip
def test_answers_are_refused(sentence: str, answers: list[ItemAnswer], code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        check_answers(TWO, answers)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_the_lead_reads_the_items_that_failed_with_their_reasons() -> None:
    answers = check_answers(
        TWO, [ItemAnswer("b", Verdict.FAILED, "缺回单 "), ItemAnswer("a", Verdict.FAILED, "答非所问")]
    )
    assert reasons_of(TWO, answers) == "1. 答复：答非所问\n2. 材料：缺回单"
    assert reasons_of(TWO, check_answers(TWO, [A, B])) == ""


@given(st.data())
def test_whatever_is_answered_in_whole_is_taken_in_the_order_of_the_list(data: st.DataObject) -> None:
    answers = [
        ItemAnswer(
            item.code,
            data.draw(st.sampled_from([v for v in Verdict if v != Verdict.NOT_APPLICABLE or not item.required])),
            data.draw(st.text("缺材料", min_size=1, max_size=5)),
        )
        for item in STANDARD.items
    ]  # fmt: skip
    found = check_answers(STANDARD, data.draw(st.permutations(answers)))
    assert found == answers
    failed = sum(answer.verdict == Verdict.FAILED for answer in found)
    assert len(reasons_of(STANDARD, found).splitlines()) == failed


def test_the_standard_list_is_one_an_office_could_have_set() -> None:
    check_items(STANDARD.items)
    assert check_answers(STANDARD, passing()) == passing()


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], "checklist_empty"),
        ([Item("", Words("答复", ""), required=False)], "checklist_empty"),
        ([Item("", Words("答复", "")), Item("", Words("答复", ""))], "item_twice"),
    ],
)
def test_an_edition_that_asks_nothing_or_the_same_twice_is_refused(items: list[Item], code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_items(items)
    assert refused.value.code == code
