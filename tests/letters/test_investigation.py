"""Two certified supervisors investigate before an opinion goes for signature; nobody acts on a page that is no longer true."""

from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.letters import actions as letters
from bihuan.letters.models import Investigation
from bihuan.rules.letters import Letter, Written
from bihuan.rules.refusal import Refused
from tests.letters.office import Writing, certificates
from tests.town import AT, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def opinion(town: Town) -> Writing:
    return Writing(town, Letter.OPINION)


def refusal(call: Any, *sent: Any, **named: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        call(*sent, **named)
    return refused.value.code, refused.value.field


def investigate(writing: Writing, ids: list[int], **more: Any) -> None:
    named = {"held_on": writing.now.date(), "text": "查看了工资表。", "shown": True} | more
    held_on, text = named.pop("held_on"), named.pop("text")
    writing.act("杨帆", letters.investigate, ids, held_on, text, **named)


def test_an_opinion_is_not_submitted_before_two_have_investigated(opinion: Writing) -> None:
    assert refusal(opinion.act, "杨帆", letters.submit)[0] == "letter_not_investigated"
    opinion.investigated()
    found = Investigation.objects.get()
    assert {each.person.name for each in found.certificates.all()} == {"杨帆", "邓宁"}
    assert opinion.act("杨帆", letters.submit).state == Written.REVIEW


def test_a_reminder_needs_no_investigation(writing: Writing) -> None:
    assert writing.act("杨帆", letters.submit).state == Written.REVIEW


@pytest.mark.parametrize(
    ("sentence", "names", "more", "code"),
    [
        ("one alone is too few", ("杨帆",), {}, ("investigators_too_few", "certificates")),
        ("nobody is too few", (), {}, ("investigators_too_few", "certificates")),
        ("nobody investigated tomorrow", ("杨帆", "邓宁"), {"held_on": date(2025, 7, 1)}, ("investigated_in_future", "held_on")),
        ("their certificates were not good yet", ("杨帆", "邓宁"), {"held_on": date(2024, 12, 31)}, ("certificate_invalid", "certificates")),
        ("they did not show them", ("杨帆", "邓宁"), {"shown": False}, ("certificates_not_shown", "shown")),
        ("what was found is said", ("杨帆", "邓宁"), {"text": " "}, ("text_missing", "text")),
    ],
)  # fmt: skip
def test_what_does_not_count_as_an_investigation(
    opinion: Writing, sentence: str, names: tuple[str, ...], more: dict[str, Any], code: tuple[str, str]
) -> None:
    ids = certificates(opinion.town, *names) if names else []
    assert refusal(investigate, opinion, ids, **more) == code, sentence
    assert not Investigation.objects.exists()


def test_two_certificates_of_one_person_are_one_investigator(town: Town, opinion: Writing) -> None:
    first = certificates(town, "杨帆")
    second = letters.certify(
        town.actor("沈岚"), town.district_union.pk, town.person("杨帆").pk, "换发2号", date(2025, 1, 1),
        date(2026, 1, 1), at=AT,
    )  # fmt: skip
    assert refusal(investigate, opinion, [*first, second.pk])[0] == "investigators_too_few"


def test_who_stands_aside_does_not_investigate(town: Town, opinion: Writing) -> None:
    ids = certificates(town, "杨帆", "邓宁", "乔真")
    opinion.act("杨帆", letters.recuse, town.person("邓宁").pk, "与用人单位负责人是近亲属")
    assert refusal(investigate, opinion, ids)[0] == "investigator_recused"


def test_what_stood_in_the_way_is_kept(opinion: Writing) -> None:
    investigate(opinion, certificates(opinion.town), obstruction="单位拒绝提供工资表。")
    assert Investigation.objects.get().obstruction == "单位拒绝提供工资表。"


def test_an_investigation_serves_the_next_letter_on_the_same_order(opinion: Writing) -> None:
    opinion.uncorrected()
    further = opinion.act("杨帆", letters.escalate, "拒不改正")
    opinion.pk = further.pk
    opinion.act("杨帆", letters.revise, "渝中区人力资源和社会保障局", "建议书", "建议依法查处。")
    assert opinion.act("杨帆", letters.submit).state == Written.REVIEW


@pytest.mark.parametrize(
    ("person", "number", "days", "code"),
    [
        ("张琪", "1号", (date(2025, 1, 1), date(2025, 12, 31)), "certificate_of_nobody"),
        ("杨帆", "1号", (date(2025, 2, 1), date(2025, 1, 1)), "certificate_dates"),
        ("杨帆", "", (date(2025, 1, 1), date(2025, 12, 31)), "text_missing"),
    ],
)
def test_certificates_entered_wrongly_are_refused(
    town: Town, person: str, number: str, days: tuple[date, date], code: str
) -> None:
    sent = (town.district_union.pk, town.person(person).pk, number, *days)
    assert refusal(letters.certify, town.actor("沈岚"), *sent, at=AT)[0] == code
    assert refusal(letters.certify, town.actor("蒋悦"), town.district_union.pk, town.person("杨帆").pk, "1号", *days, at=AT)[0] in ("letter_not_found", "text_missing")  # fmt: skip


def test_a_number_is_given_once(town: Town) -> None:
    certificates(town, "杨帆")
    number = f"渝工监证{town.person('杨帆').pk}"
    sent = (town.district_union.pk, town.person("邓宁").pk, number, date(2025, 1, 1), date(2025, 12, 31))
    assert refusal(letters.certify, town.actor("沈岚"), *sent, at=AT) == (
        "certificate_number_taken",
        "number",
    )


# Versions ----------------------------------------------------------------------------------------------------------


def test_a_revision_from_an_old_page_is_refused_and_loses_nothing(writing: Writing) -> None:
    seen = writing.letter.version
    writing.act("杨帆", letters.revise, "砺合劳务", "提示函", "第一稿", version=seen)
    code = refusal(writing.act, "邓宁", letters.revise, "砺合劳务", "提示函", "第二稿", version=seen)
    assert code[0] == "letter_stale"
    assert writing.letter.body == "第一稿"


def test_nobody_signs_a_text_they_have_not_seen(writing: Writing) -> None:
    writing.submitted()
    seen = writing.letter.version
    writing.act("沈岚", letters.send_back, "金额有误")
    writing.act("杨帆", letters.revise, "砺合劳务", "提示函", "改过的文本")
    writing.act("杨帆", letters.submit)
    assert refusal(writing.act, "沈岚", letters.issue, version=seen)[0] == "letter_stale"
    assert writing.act("沈岚", letters.issue, version=writing.letter.version).number


def test_every_step_is_a_new_version(writing: Writing) -> None:
    before = writing.letter.version
    writing.uncorrected()
    assert writing.letter.version == before + 5
    assert writing.now - AT < timedelta(days=2)
