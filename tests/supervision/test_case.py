"""A case from the warning to its end: what each may do, that evidence is kept, and that strangers see nothing of it."""

from collections.abc import Callable

import pytest

from bihuan.ledger.models import Event
from bihuan.rules.refusal import Refused
from bihuan.supervision import actions as supervision
from bihuan.supervision.models import EarlyWarning, SupervisionSlip, TalkRecord
from bihuan.supervision.queries import View, case_seen_by, my_cases, page_of_cases
from bihuan.supervision.queries.cases import CaseFilter
from bihuan.work_orders.chains import proved_chains
from bihuan.work_orders.files import File
from bihuan.work_orders.models import Attachment
from bihuan.work_orders.paging import Place
from tests.supervision.ladder import june, later, the_warning, unsigned, warned, with_slip
from tests.town import Town
from tests.work_orders.course import WORDS
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db


def refused(call: Callable[[], None]) -> str:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def acts(story: Story) -> list[str]:
    events = Event.objects.filter(subject=story.order.pk).order_by("seq")
    return [event.act for event in events][2:]


def test_a_warning_is_acknowledged_disposed_of_and_closed(town: Town) -> None:
    story, warning = warned(town)
    clerk, supervisor = town.actor("杨帆"), town.actor("唐毅")
    supervision.acknowledge(clerk, warning.pk, at=later(story, hours=1))
    supervision.dispose(clerk, warning.pk, WORDS, at=later(story, hours=1))
    supervision.send_back(supervisor, warning.pk, "没有写明原因", at=later(story, hours=1))
    supervision.dispose(clerk, warning.pk, WORDS, at=later(story, hours=2))
    supervision.close_warning(supervisor, warning.pk, "已核实", at=later(story, hours=1))
    warning.refresh_from_db()
    assert (warning.state, warning.outcome, warning.sent_back) == ("closed", "accepted", 1)
    assert (warning.measures, warning.verdict) == (WORDS, "已核实")
    assert warning.due_at is warning.climbs_at is None
    assert acts(story) == ["warn", "acknowledge", "dispose", "send_back", "dispose", "close_warning"]
    assert all(broken is None for _, broken in proved_chains())


def test_what_people_write_never_reaches_the_ledger(town: Town) -> None:
    story, warning, _ = with_slip(town)
    supervision.answer_slip(town.actor("冯涛"), warning.pk, WORDS, at=later(story, hours=1))
    supervision.refuse_answer(town.actor("唐毅"), warning.pk, WORDS, at=later(story, hours=1))
    for event in Event.objects.filter(subject=story.order.pk):
        assert WORDS not in str(event.facts)


def test_a_file_is_kept_as_evidence_with_its_digest_in_the_ledger(town: Town) -> None:
    story, warning = warned(town)
    file = File.checked("联系记录.pdf", b"%PDF-1.7 record")
    supervision.dispose(town.actor("杨帆"), warning.pk, WORDS, file=file, at=later(story, hours=1))
    warning.refresh_from_db()
    assert warning.evidence == Attachment.objects.get()
    event = Event.objects.filter(subject=story.order.pk).latest("seq")
    assert event.facts["sha256"] == warning.evidence.sha256


def test_answering_the_slip_disposes_of_the_warning_and_closing_it_closes_both(town: Town) -> None:
    story, warning, slip = with_slip(town)
    assert (
        refused(lambda: supervision.dispose(town.actor("杨帆"), warning.pk, WORDS, at=story.now))
        == "slip_open"
    )
    supervision.answer_slip(town.actor("冯涛"), warning.pk, WORDS, at=later(story, hours=1))
    warning.refresh_from_db()
    assert (warning.state, warning.measures) == ("disposed", WORDS)
    supervision.close_slip(town.actor("唐毅"), warning.pk, "已核实", at=later(story, hours=1))
    warning.refresh_from_db()
    slip.refresh_from_db()
    assert (slip.state, slip.outcome, slip.verdict) == ("closed", "accepted", "已核实")
    assert (warning.state, warning.outcome) == ("closed", "accepted")
    supervision.sweep(june(30))
    assert not TalkRecord.objects.filter(slip=slip).exists()


def test_an_answer_sent_back_is_due_again_and_left_unanswered_becomes_a_talk(town: Town) -> None:
    story, warning, slip = with_slip(town)
    supervision.answer_slip(town.actor("杨帆"), warning.pk, WORDS, at=later(story, hours=1))
    supervision.refuse_answer(town.actor("唐毅"), warning.pk, "没有说明原因", at=later(story, hours=1))
    slip.refresh_from_db()
    assert (slip.state, slip.refused, slip.due_at) == ("issued", 1, june(18, 17, 30))
    supervision.sweep(june(18, 18))
    assert TalkRecord.objects.get(slip=slip).state == "due"


def test_no_slip_is_closed_before_its_talk_is_held_or_cancelled(town: Town) -> None:
    story, warning, slip = with_slip(town)
    supervisor = town.actor("唐毅")
    supervision.call_talk(supervisor, warning.pk, at=later(story, hours=1))
    supervision.answer_slip(town.actor("冯涛"), warning.pk, WORDS, at=later(story, hours=1))
    close = lambda: supervision.close_slip(supervisor, warning.pk, "已核实", at=later(story, hours=1))  # noqa: E731
    assert refused(close) == "talk_due"
    supervision.hold_talk(supervisor, warning.pk, WORDS, at=later(story, hours=1))
    close()
    assert TalkRecord.objects.get(slip=slip).record == WORDS


def test_a_withdrawn_slip_leaves_its_warning_to_be_disposed_of(town: Town) -> None:
    story, warning, slip = with_slip(town)
    supervision.withdraw_slip(town.actor("唐毅"), warning.pk, "系统故障期间签发", at=later(story, hours=1))
    supervision.dispose(town.actor("杨帆"), warning.pk, WORDS, at=later(story, hours=1))
    supervision.close_warning(town.actor("唐毅"), warning.pk, "已核实", at=later(story, hours=1))
    slip.refresh_from_db()
    assert (slip.state, slip.outcome) == ("closed", "withdrawn")


def test_after_a_withdrawn_slip_the_warning_never_climbs_again(town: Town) -> None:
    story, warning, _ = with_slip(town)
    supervision.withdraw_slip(town.actor("唐毅"), warning.pk, "系统故障期间签发", at=later(story, hours=1))
    supervision.acknowledge(town.actor("杨帆"), warning.pk, at=later(story, hours=1))
    supervision.dispose(town.actor("杨帆"), warning.pk, WORDS, at=later(story, hours=1))
    supervision.send_back(town.actor("唐毅"), warning.pk, "没有说明原因", at=later(story, hours=1))
    supervision.sweep(june(30))
    assert SupervisionSlip.objects.filter(warning=warning).count() == 1
    warning.refresh_from_db()
    assert warning.state == "acknowledged"


def test_a_supervisor_issues_a_slip_without_waiting_for_the_ladder(town: Town) -> None:
    story, warning = warned(town)
    supervision.issue_slip(town.actor("唐毅"), warning.pk, "请区总工会主席阅批", at=later(story, hours=1))
    slip = SupervisionSlip.objects.get()
    assert (slip.requirement, slip.issued_by) == ("请区总工会主席阅批", town.person("唐毅"))
    assert refused(
        lambda: supervision.issue_slip(town.actor("唐毅"), warning.pk, WORDS, at=later(story, hours=1))
    ) == ("slip_issued_before")
    supervision.sweep(june(13, 10))
    assert SupervisionSlip.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("冯涛", None),  # the unit's leader may answer for it
        ("唐毅", "act_not_yours"),  # whoever decides does not answer
        ("邓宁", "act_not_yours"),  # the unit's own supervisor neither
        ("蒋悦", "warning_not_found"),  # another district
        ("吴迪", "warning_not_found"),  # a department that has no part in the order
        ("高远", "warning_not_found"),  # an administrator reads no orders
    ],
)
def test_only_the_unit_warned_answers(town: Town, name: str, code: str | None) -> None:
    _, warning = warned(town)
    call = lambda: supervision.acknowledge(town.actor(name), warning.pk, at=june(12, 10))  # noqa: E731
    if code:
        assert refused(call) == code
        assert the_warning_is_untouched(warning)
    else:
        call()


@pytest.mark.parametrize("name", ["杨帆", "冯涛", "邓宁", "周敏"])
def test_nobody_closes_the_warning_of_the_own_unit(town: Town, name: str) -> None:
    story, warning = warned(town)
    supervision.dispose(town.actor("杨帆"), warning.pk, WORDS, at=later(story, hours=1))
    assert refused(
        lambda: supervision.close_warning(town.actor(name), warning.pk, "已核实", at=story.now)
    ) == ("act_not_yours")


@pytest.mark.parametrize("empty", ["", "  ", "\x00"])
def test_an_empty_disposal_is_refused_and_nothing_is_kept(town: Town, empty: str) -> None:
    _, warning = warned(town)
    assert (
        refused(lambda: supervision.dispose(town.actor("杨帆"), warning.pk, empty, at=june(12, 10)))
        == "text_missing"
    )
    assert the_warning_is_untouched(warning)


def test_an_unknown_case_is_refused_like_an_invisible_one(town: Town) -> None:
    for case in (0, 987654321, 10**30):
        assert refused(lambda case=case: case_seen_by(town.actor("唐毅"), case)) == "warning_not_found"  # type: ignore[misc]


def the_warning_is_untouched(warning: EarlyWarning) -> bool:
    now = EarlyWarning.objects.get(pk=warning.pk)
    return (now.state, now.acknowledged_at, now.measures) == ("issued", None, "")


# What waits for whom


def test_a_case_waits_for_the_unit_then_for_the_supervisor_then_for_nobody(town: Town) -> None:
    story, warning = warned(town)
    clerk, supervisor, stranger = town.actor("杨帆"), town.actor("唐毅"), town.actor("石磊")
    waits = lambda: [my_cases(actor).number for actor in (clerk, supervisor, stranger)]  # noqa: E731
    assert waits() == [1, 0, 0]
    supervision.dispose(clerk, warning.pk, WORDS, at=later(story, hours=1))
    assert waits() == [0, 1, 0]
    supervision.close_warning(supervisor, warning.pk, "已核实", at=later(story, hours=1))
    assert waits() == [0, 0, 0]


def test_an_acknowledged_warning_that_asks_for_no_more_waits_for_nobody(town: Town) -> None:
    story = unsigned(town)
    supervision.sweep(june(11, 17, 20))
    warning = the_warning(story, light=3)
    supervision.acknowledge(town.actor("杨帆"), warning.pk, at=june(11, 17, 25))
    assert my_cases(town.actor("杨帆")).number == 0


@pytest.mark.parametrize("view", View)
def test_pages_of_cases_follow_each_other_without_gap_or_repeat(town: Town, view: View) -> None:
    for minute in range(5):
        unsigned(town, june(10, 9, minute))
    supervision.sweep(june(12))
    supervision.sweep(june(13, 10))
    for case in EarlyWarning.objects.filter(cause="sign", slip__isnull=False)[:3]:
        supervision.answer_slip(town.actor("冯涛"), case.pk, WORDS, at=june(13, 11))
        supervision.close_slip(town.actor("唐毅"), case.pk, "已核实", at=june(13, 12))
    actor, asked = town.actor("冯涛" if view is View.MINE else "唐毅"), CaseFilter(view)
    whole = [case.pk for case in page_of_cases(actor, asked, most=100).cases]
    paged, after = [], None
    while True:
        page = page_of_cases(actor, asked, after, most=2)
        paged += [case.pk for case in page.cases]
        if page.next is None:
            break
        after = Place.of(str(page.next))
        assert after is not None
    assert paged == whole
    assert len(whole) == {View.MINE: 2, View.LIVING: 2, View.SLIPS: 5, View.CLOSED: 3}[view]


def test_a_broken_address_opens_the_first_page_of_what_waits_for_me() -> None:
    assert Place.of("昨天_x") is Place.of("1e400_5") is Place.of("9" * 30) is None
    assert CaseFilter.of({"view": "x", "light": "none", "cause": "?", "unit": "9" * 30}) == CaseFilter()
