"""The pages of centre, lists, changes, roster and rules, as people of the town see them."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from bihuan.demo.duties import roster_from
from bihuan.duties.columns import LIST_COLUMNS, RULE_COLUMNS
from bihuan.duties.models import (
    ChangeRequest,
    Claim,
    CounterpartAnswer,
    DutyList,
    PostHolder,
    RuleSet,
    Shift,
    Wording,
)
from bihuan.duties.models.lists import ClaimRole
from tests.town import AT, Town
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
PAGES = ("/centre/", "/centre/roster/", "/duties/", "/duties/open/", "/duties/changes/", "/routing/")


@pytest.fixture
def street_list(manned: Town) -> DutyList:
    return DutyList.objects.get(place=manned.street)


def the_item(manned: Town, code: str) -> Wording:
    return Wording.objects.select_related("item").get(
        item__list__place=manned.street, item__code=code, until=None
    )


def table(rows: list[list[str]], name: str = "table.xlsx") -> SimpleUploadedFile:
    book, content = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return SimpleUploadedFile(name, content.getvalue())


@pytest.mark.parametrize("name", ["秦川", "张琪", "杨帆", "周敏", "唐毅", "吴迪", "田甜"])
def test_every_page_opens_for_everybody_of_the_office(manned: Town, sign_in: SignIn, name: str) -> None:
    browser = sign_in(name)
    for page in PAGES:
        assert browser.get(page).status_code == 200, page


def test_before_anything_is_founded_the_pages_say_what_to_do(town: Town, sign_in: SignIn) -> None:
    browser = sign_in("秦川")
    for page in PAGES:
        assert browser.get(page).status_code == 200, page
    assert "本地还没有履职清单" in browser.get("/duties/").text


def test_the_centre_shows_boards_lanes_posts_and_people(manned: Town, sign_in: SignIn) -> None:
    page = sign_in("秦川").get("/centre/").text
    for shown in ("平安法治", "矛盾化解", "劳动关系协调岗", "张琪", "指挥长", "63", "24", "演示数据"):
        assert shown in page


def test_a_vacancy_and_an_overload_are_seen(manned: Town, sign_in: SignIn) -> None:
    PostHolder.objects.filter(post__name="劳动关系协调岗").update(until=AT.date())
    PostHolder.objects.filter(post__name="工会群团岗").exclude(role="deputy_commander").update(
        until=AT.date()
    )
    browser = sign_in("秦川")
    assert "空岗" in browser.get("/centre/").text
    page = browser.get("/duties/open/").text
    assert "劳动关系协调岗" in page
    assert "1 人牵头" in page


def test_the_list_is_filtered_by_kind_post_and_text(manned: Town, sign_in: SignIn) -> None:
    browser = sign_in("秦川")
    assert "LD02" in browser.get("/duties/").text
    found = browser.get("/duties/", {"q": "公积金"}).text
    assert "LD08" in found
    assert "LD02" not in found
    assert "LD08" in browser.get("/duties/", {"kind": "recalled"}).text
    assert "没有符合条件的事项" in browser.get("/duties/", {"open": "unclaimed"}).text
    first = browser.get("/duties/")
    following = first.text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "LD01" not in browser.get(f"/duties/{following}").text


def test_an_item_is_released_listed_as_open_and_claimed_again(manned: Town, sign_in: SignIn) -> None:
    wording = the_item(manned, "LD03")
    browser = sign_in("秦川")
    lead = Claim.objects.get(item=wording.item, role=ClaimRole.LEAD, until=None)
    assert browser.post(f"/duties/claims/{lead.pk}/release/").status_code == 302
    assert "LD03" in browser.get("/duties/open/").text
    assert "LD03" in browser.get("/duties/", {"open": "unclaimed"}).text
    sent = {"post": lead.post_id, "role": "lead"}
    assert browser.post(f"/duties/items/{wording.item_id}/claim/", sent).status_code == 302
    again = browser.post(f"/duties/items/{wording.item_id}/claim/", sent | {"post": lead.post_id + 1})
    assert again.status_code == 409
    assert "牵头。请先取消原认领" in again.text


def test_nobody_else_claims_for_the_street(manned: Town, sign_in: SignIn) -> None:
    wording = the_item(manned, "LD03")
    sent = {"post": Claim.objects.filter(item=wording.item).first().post_id, "role": "assist"}  # type: ignore[union-attr]
    assert sign_in("杨帆").post(f"/duties/items/{wording.item_id}/claim/", sent).status_code == 409
    assert sign_in("田甜").post(f"/duties/items/{wording.item_id}/claim/", sent).status_code == 404
    assert sign_in("田甜").get(f"/duties/items/{wording.item_id}/").status_code == 404


def test_the_department_sees_what_names_it_and_accepts_or_disputes(manned: Town, sign_in: SignIn) -> None:
    wording = the_item(manned, "LD02")
    officer = sign_in("吴迪")
    assert "LD02" in officer.get("/duties/mirrored/").text
    address = f"/duties/items/{wording.item_id}/answer/"
    assert officer.post(address, {"accepted": "no", "text": ""}).status_code == 422
    assert officer.post(address, {"accepted": "no", "text": "现场处置应由住建牵头"}).status_code == 302
    assert "现场处置应由住建牵头" in sign_in("秦川").get("/duties/open/").text
    assert sign_in("吴迪").post(address, {"accepted": "yes", "text": ""}).status_code == 302
    assert CounterpartAnswer.objects.get(wording=wording).accepted
    assert sign_in("马俊").post(address, {"accepted": "yes"}).status_code == 404, "another department's item"


def test_a_change_is_asked_heard_admitted_and_taken_over(
    manned: Town, sign_in: SignIn, street_list: DutyList
) -> None:
    wording = the_item(manned, "LD01")
    street = sign_in("秦川")
    address = f"/duties/lists/{street_list.pk}/ask/amend/?item={wording.item_id}"
    assert wording.name in street.get(address).text
    sent = {
        "name": wording.name, "kind": wording.kind, "counterpart": wording.counterpart_id, "business": wording.business,
        "superior_duty": wording.superior_duty, "own_duty": wording.own_duty, "way": "先行调解，每周通报",
        "legal_basis": wording.legal_basis, "reason": "按实际分工",
    }  # fmt: skip
    assert street.post(address, sent | {"way": wording.way}).status_code == 422, "nothing would change"
    assert street.post(address, sent).status_code == 302
    asked = ChangeRequest.objects.get()
    step = f"/duties/changes/{asked.pk}/"
    assert street.post(f"{step}admit/", {"text": "同意"}).status_code == 409, (
        "not before the other side was heard"
    )
    assert sign_in("吴迪").post(f"{step}give_opinion/", {"text": "无意见"}).status_code == 302
    assert sign_in("秦川").post(f"{step}admit/", {"text": "同意"}).status_code == 409, (
        "not by the street itself"
    )
    assert sign_in("沈怡").post(f"{step}admit/", {"text": "符合分工"}).status_code == 302
    assert sign_in("秦川").post(f"{step}adopt/").status_code == 302
    street_list.refresh_from_db()
    assert (street_list.edition, the_item(manned, "LD01").way) == (2, "先行调解，每周通报")
    page = sign_in("秦川").get(f"/duties/lists/{street_list.pk}/compare/").text
    assert "先行调解，每周通报" in page
    assert Claim.objects.filter(item=wording.item, role=ClaimRole.LEAD, until=None).exists(), "claims stay"


def test_a_department_adds_nothing_without_the_law(
    manned: Town, sign_in: SignIn, street_list: DutyList
) -> None:
    sent = {"name": "代收材料", "kind": "cooperative", "counterpart": manned.labour.pk, "reason": "人手不足"}
    assert sign_in("吴迪").post(f"/duties/lists/{street_list.pk}/ask/add/", sent).status_code == 302
    step = f"/duties/changes/{ChangeRequest.objects.get().pk}/"
    assert sign_in("秦川").post(f"{step}give_opinion/", {"text": "镇街没有权限"}).status_code == 302
    refused = sign_in("沈怡").post(f"{step}admit/", {"text": "同意"})
    assert refused.status_code == 409
    assert "须写明法定依据" in refused.text
    assert sign_in("沈怡").post(f"{step}refuse_admission/", {"text": "无依据"}).status_code == 302
    assert ChangeRequest.objects.get().state == "refused"
    street_list.refresh_from_db()
    assert street_list.edition == 1


def test_a_list_is_looked_at_row_by_row_before_it_is_imported(
    manned: Town, sign_in: SignIn, street_list: DutyList
) -> None:
    browser = sign_in("秦川")
    address = f"/duties/lists/{street_list.pk}/import/"
    header = list(LIST_COLUMNS)
    good = [
        "X1",
        "基本履职",
        "新事项",
        "",
        "",
        "",
        "做好",
        "",
        "",
        "矛盾化解",
        "信访调解岗",
        "劳动关系协调岗",
    ]
    bad = ["X1", "不存在", "", "", "没有这个局", "", "", "", "", "无此跑道", "无此岗", ""]
    answer = browser.post(address, {"file": table([header, good, bad]), "basis": "2号文", "only_check": "on"})
    assert answer.status_code == 422
    for said in ("与第 2 行重复", "清单类型“不存在”", "没有这个局", "无此跑道", "无此岗"):
        assert said in answer.text, said
    answer = browser.post(address, {"file": table([header, good]), "basis": "2号文", "only_check": "on"})
    assert "新增 1 项，修改 0 项，取消 296 项" in answer.text
    street_list.refresh_from_db()
    assert street_list.edition == 1, "only looked at"
    assert browser.post(address, {"file": table([header, good]), "basis": "2号文"}).status_code == 302
    street_list.refresh_from_db()
    assert street_list.edition == 2
    assert Wording.objects.filter(item__list=street_list, until=None).count() == 1
    claims = Claim.objects.filter(item__code="X1").values_list("post__name", "role")
    assert set(claims) == {("信访调解岗", "lead"), ("劳动关系协调岗", "assist")}
    assert sign_in("杨帆").get(address).status_code == 404


def test_the_roster_goes_on_from_where_it_ends(manned: Town, sign_in: SignIn) -> None:
    roster_from(AT.date())
    browser = sign_in("秦川")
    page = browser.get("/centre/roster/").text
    assert "带班领导" in page
    assert browser.post("/centre/roster/", {"since": "2025-06-12", "days": "7"}).status_code == 409
    assert browser.post("/centre/roster/", {"since": "2025-07-08", "days": "7"}).status_code == 302
    assert Shift.objects.count() == 56 + 14
    assert sign_in("杨帆").post("/centre/roster/", {"since": "2026-01-01", "days": "7"}).status_code != 302


RULE = [
    "N1",
    "1",
    "LD01",
    "labour@district",
    "",
    "拖欠工资",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "重庆市总工会",
]
REST = ["N2", "2", "LD24", "command_centre@street", *[""] * 12, "重庆市总工会"]


def test_changed_rules_are_drafted_run_dry_activated_and_taken_back(manned: Town, sign_in: SignIn) -> None:
    Story(manned)
    browser = sign_in("周敏")
    header = list(RULE_COLUMNS)
    wrong = browser.post(
        "/routing/import/", {"file": table([header, [*RULE[:3], "nobody", *RULE[4:]]]), "basis": "试"}
    )
    assert wrong.status_code == 422
    assert "不能作为承办单位" in wrong.text
    made = browser.post("/routing/import/", {"file": table([header, RULE, REST]), "basis": "试行"})
    assert made.headers["Location"] == "/routing/2/"
    assert "拖欠工资" in browser.get("/routing/2/").text
    page = browser.get("/routing/2/dry-run/").text
    assert "渝中区人力资源和社会保障局" in page
    assert RuleSet.objects.get(number=1).state == "active", "a dry run changes nothing"
    assert browser.post("/routing/2/activate/", {"instead_of": "7"}).status_code == 409
    assert browser.post("/routing/2/activate/", {"instead_of": "1"}).status_code == 302
    assert browser.post("/routing/1/activate/", {"instead_of": "2"}).status_code == 302
    assert RuleSet.objects.get(number=1).state == "active"
    stranger = sign_in("杨帆")
    assert stranger.get("/routing/2/dry-run/").status_code == 404
    assert stranger.post("/routing/2/activate/").status_code == 409


def test_a_set_that_names_what_is_gone_is_not_activated(manned: Town, sign_in: SignIn) -> None:
    browser = sign_in("周敏")
    rows = [list(RULE_COLUMNS), [*RULE[:2], "ZZ9", *RULE[3:]], REST]
    browser.post("/routing/import/", {"file": table(rows), "basis": "试"})
    refused = browser.post("/routing/2/activate/")
    assert refused.status_code == 409
    assert "规则 N1" in refused.text
    assert RuleSet.objects.get(number=1).state == "active"


def test_every_day_what_is_open_is_counted_once(manned: Town) -> None:
    from bihuan.duties.actions.tallies import tally
    from bihuan.duties.models import Tally

    Claim.objects.filter(item__code="LD03").update(until=AT)
    assert tally(AT.date(), at=AT) == 2
    assert tally(AT.date(), at=AT) == 0
    assert tally(date(2025, 6, 11), at=AT) == 2
    counted = Tally.objects.get(list__place=manned.street, day=AT.date())
    assert (counted.unclaimed, counted.vacant, counted.disputed) == (1, 0, 0)


def test_what_holds_is_downloaded_as_the_table_it_can_be_imported_from(
    manned: Town, sign_in: SignIn, street_list: DutyList
) -> None:
    browser = sign_in("秦川")
    got = browser.get(f"/duties/lists/{street_list.pk}/export/")
    file = SimpleUploadedFile("list.xlsx", got.content)
    answer = browser.post(
        f"/duties/lists/{street_list.pk}/import/", {"file": file, "basis": "2号文", "only_check": "on"}
    )
    assert "新增 0 项，修改 0 项，取消 0 项，不变 296 项" in answer.text
    desk = sign_in("周敏")
    file = SimpleUploadedFile("rules.xlsx", desk.get("/routing/1/export/").content)
    made = desk.post("/routing/import/", {"file": file, "basis": "照旧"})
    assert made.headers["Location"] == "/routing/2/"
    Story(manned)
    assert "没有工单会改派" in desk.get("/routing/2/dry-run/").text
    assert sign_in("田甜").get(f"/duties/lists/{street_list.pk}/export/").status_code == 404
