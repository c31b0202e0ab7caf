"""The life of a letter: what each step does, who may take it, and what stands in the way."""

from datetime import datetime, timedelta

import pytest

from bihuan.ledger.chain import Head, first_break
from bihuan.ledger.queries import events_of
from bihuan.letters import actions as letters
from bihuan.letters.models import LetterStep, UnionLetter
from bihuan.letters.queries import letter_seen_by, letters_of_order
from bihuan.rules.letters import Letter, Written
from bihuan.rules.refusal import Refused
from bihuan.work_orders.models import WorkOrder
from tests.letters.office import Writing
from tests.town import Town

pytestmark = pytest.mark.django_db


def refusal(call: object, *sent: object, **named: object) -> str:
    with pytest.raises(Refused) as refused:
        call(*sent, **named)  # type: ignore[operator]
    return refused.value.code


def test_a_draft_says_what_the_order_says(writing: Writing) -> None:
    letter = writing.letter
    assert (letter.state, letter.addressee, letter.number) == (Written.DRAFT, "砺合劳务", "")
    for said in (writing.story.number, "南纪门街道", "拖欠工资", "10人", "400,000.00", "15 个工作日"):
        assert said in letter.body


def test_the_chair_signs_and_the_number_comes_with_the_signature(writing: Writing) -> None:
    letter = writing.issued().letter
    assert letter.number == f"渝中工劳监提〔{writing.now.year}〕1号"
    assert (letter.organ, letter.issued_by.name) == ("重庆市渝中区总工会", "沈岚")  # type: ignore[union-attr]


def test_a_vice_chair_may_sign_and_a_clerk_may_not(writing: Writing) -> None:
    writing.submitted()
    assert refusal(writing.act, "杨帆", letters.issue) == "act_not_yours"
    assert writing.act("乔真", letters.issue).number


def test_numbers_have_no_gaps_though_a_signature_was_refused(town: Town, writing: Writing) -> None:
    writing.submitted()
    assert refusal(writing.act, "杨帆", letters.issue) == "act_not_yours"
    writing.act("沈岚", letters.issue)
    second = Writing(town).issued().letter
    assert (writing.letter.serial, second.serial) == (1, 2)


def test_each_kind_is_numbered_by_itself(town: Town, writing: Writing) -> None:
    writing.issued()
    assert Writing(town, Letter.OPINION).issued().letter.number.endswith("意〔2025〕1号")


def test_without_a_letterhead_nothing_is_signed(town: Town, writing: Writing) -> None:
    from bihuan.letters.models import Letterhead

    writing.submitted()
    Letterhead.objects.all().delete()
    assert refusal(writing.act, "沈岚", letters.issue) == "letterhead_missing"
    assert writing.letter.state == Written.REVIEW


def test_the_answer_is_due_fifteen_working_days_after_the_service(writing: Writing) -> None:
    letter = writing.served().letter
    # Served on Tuesday 10 June 2025: no day off but weekends lies in the fifteen working days.
    assert letter.due_at.date() == letter.served_at.date() + timedelta(days=21)  # type: ignore[union-attr]
    assert letter.limits_version


def test_nothing_is_served_before_it_was_signed_or_after_now(writing: Writing) -> None:
    writing.issued()
    for wrong in (writing.now - timedelta(days=1), writing.now + timedelta(days=2)):
        assert refusal(writing.act, "杨帆", letters.serve, "post", served_at=wrong) == "served_too_early"
    assert writing.letter.state == Written.ISSUED


def test_it_goes_on_only_with_grounds(writing: Writing) -> None:
    writing.served()
    assert refusal(writing.act, "杨帆", letters.escalate, "未改正") == "letter_without_grounds"
    writing.now = writing.letter.due_at + timedelta(minutes=1)  # type: ignore[operator]
    assert writing.act("杨帆", letters.escalate, "逾期未答复").kind == Letter.OPINION


def test_a_refused_receipt_is_ground_enough(writing: Writing) -> None:
    writing.issued()
    writing.act("杨帆", letters.refuse_receipt, "门卫拒收，有见证人。")
    assert writing.act("杨帆", letters.escalate, "拒收").kind == Letter.OPINION


def test_the_next_letter_refers_to_the_one_before_and_the_last_goes_no_further(writing: Writing) -> None:
    number = writing.uncorrected().letter.number
    opinion = writing.act("杨帆", letters.escalate, "未改正")
    assert writing.letter.state == Written.ESCALATED
    assert (opinion.follows_id, number in opinion.body) == (writing.pk, True)
    writing.pk = opinion.pk
    writing.uncorrected()
    recommendation = writing.act("杨帆", letters.escalate, "拒不改正")
    assert (recommendation.kind, recommendation.addressee) == (Letter.RECOMMENDATION, "")
    writing.pk = recommendation.pk
    assert refusal(writing.act, "杨帆", letters.submit) == "text_missing"
    writing.act("杨帆", letters.revise, "渝中区人力资源和社会保障局", "建议书", "建议依法查处。")
    writing.uncorrected()
    assert refusal(writing.act, "杨帆", letters.escalate, "x") == "letter_is_the_last"
    assert writing.act("杨帆", letters.close, "已由主管部门立案。").state == Written.CLOSED


def test_what_was_put_right_is_closed_and_nothing_else_is(writing: Writing) -> None:
    writing.answered()
    assert refusal(writing.act, "杨帆", letters.close, "结了") == "act_not_now"
    writing.act("杨帆", letters.find_corrected, "工资已支付，查看了银行回单。")
    assert writing.act("杨帆", letters.close, "职工已收到工资。").ended_at == writing.now


def test_one_letter_of_a_kind_is_under_way_at_a_time(writing: Writing) -> None:
    clerk = writing.town.actor("杨帆")
    later = writing.now + timedelta(hours=1)
    assert refusal(letters.draft, clerk, writing.story.number, Letter.REMINDER, at=later) == "letter_living"
    writing.act("杨帆", letters.withdraw, "先电话沟通")
    assert letters.draft(clerk, writing.story.number, Letter.REMINDER, at=writing.now + timedelta(hours=1)).pk


def test_who_stands_aside_is_nothing_in_the_letter_any_more(writing: Writing) -> None:
    writing.submitted()
    chair = writing.town.person("沈岚")
    writing.act("杨帆", letters.recuse, chair.pk, "与用人单位负责人是近亲属")
    assert refusal(writing.act, "沈岚", letters.issue) == "act_not_yours"
    assert refusal(writing.act, "杨帆", letters.recuse, chair.pk, "x") == "recused_already"
    assert writing.act("乔真", letters.issue).issued_by_id == writing.town.person("乔真").pk


def test_only_people_of_the_union_can_stand_aside(writing: Writing) -> None:
    stranger = writing.town.person("吴迪").pk
    assert refusal(writing.act, "杨帆", letters.recuse, stranger, "x") == "recusal_of_nobody"


def test_a_department_and_another_district_write_no_letters(town: Town, writing: Writing) -> None:
    at = writing.now + timedelta(hours=1)
    for name in ("吴迪", "蒋悦"):
        code = refusal(letters.draft, town.actor(name), writing.story.number, Letter.OPINION, at=at)
        assert code in ("order_not_found", "act_not_yours")


def test_a_draft_is_seen_by_its_union_alone_and_a_signed_letter_by_all_who_see_the_order(
    town: Town, writing: Writing
) -> None:
    street = town.actor("张琪")
    assert refusal(letter_seen_by, street, writing.pk) == "letter_not_found"
    writing.issued()
    assert letter_seen_by(street, writing.pk).pk == writing.pk
    assert refusal(letter_seen_by, town.actor("蒋悦"), writing.pk) == "letter_not_found"
    assert [each.pk for each in letters_of_order(street, writing.story.order.pk)] == [writing.pk]


def test_every_step_is_one_event_of_the_orders_chain_without_a_name_in_it(writing: Writing) -> None:
    before = writing.story.order.ledger_length
    writing.uncorrected()
    order = WorkOrder.objects.get(number=writing.story.number)
    assert order.ledger_length == before + 5
    events = list(events_of(order.pk))
    assert first_break(order.pk, events, Head(order.ledger_length, bytes(order.ledger_digest))) is None
    assert "王经理" not in str([event.facts for event in events])
    assert LetterStep.objects.filter(letter=writing.pk).count() == 6


def test_who_received_it_is_kept_encrypted(writing: Writing) -> None:
    from django.db import connection

    writing.served()
    with connection.cursor() as cursor:
        cursor.execute("SELECT receiver FROM letters_letterstep WHERE way <> ''")
        (stored,) = cursor.fetchone()
    assert "王经理".encode() not in bytes(stored)
    assert LetterStep.objects.get(letter=writing.pk, way="handed").receiver == "王经理"


def test_a_letter_does_not_move_the_orders_loops_or_its_version(writing: Writing) -> None:
    before = WorkOrder.objects.get(number=writing.story.number)
    writing.uncorrected()
    after = WorkOrder.objects.get(number=writing.story.number)
    for column in ("state", "version", "due_at", "holder_id", "held_since"):
        assert getattr(before, column) == getattr(after, column), column


@pytest.mark.parametrize(
    ("body", "code"),
    [("涉及____人。", "letter_has_blanks"), ("张建国反映欠薪。", "letter_names_caller"),
     ("请联系13800001234。", "letter_names_caller")],
)  # fmt: skip
def test_nothing_is_submitted_with_a_blank_or_with_who_called(writing: Writing, body: str, code: str) -> None:
    writing.act("杨帆", letters.revise, "砺合劳务", "提示函", body)
    assert refusal(writing.act, "杨帆", letters.submit) == code
    assert writing.letter.state == Written.DRAFT


def test_a_revision_keeps_what_was_there(writing: Writing) -> None:
    body = writing.letter.body
    writing.act("杨帆", letters.revise, "砺合劳务", "提示函", "请尽快支付。")
    assert body in LetterStep.objects.get(act="revise_letter").text
    assert UnionLetter.objects.get(pk=writing.pk).body == "请尽快支付。"


def test_an_instant_of_service_is_read_in_the_offices_day(writing: Writing) -> None:
    letter = writing.served().letter
    assert isinstance(letter.served_at, datetime)
    assert letter.due_at > letter.served_at  # type: ignore[operator]
