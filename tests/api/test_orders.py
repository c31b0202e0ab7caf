"""The same acts and refusals over HTTP."""

from collections.abc import Callable

import pytest

from bihuan.api.acts import ENDPOINTS
from bihuan.rules.limits import VERSION
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from tests.api.conftest import Program
from tests.town import Town
from tests.work_orders.stories import Story

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


def demand(town: Town, **other: object) -> dict[str, object]:
    return {
        "content": "木工班组10人被欠薪约40万元",
        "place": town.street.pk,
        "matter": "wage_arrears",
        **other,
    }


def test_a_life_over_http(town: Town, program: Programs) -> None:
    new = program("陈晓").post("/orders", demand(town)).json()
    number = new["number"]
    assert new["state"] == "awaiting_dispatch"
    assert len(new["query_code"]) == 6
    dispatched = program("周敏").post(
        f"/orders/{number}/dispatch", {"unit_id": town.district_union.pk, "version": 1}
    )
    assert dispatched.json()["state"] == "dispatched"
    assert program("杨帆").post(f"/orders/{number}/sign").json()["holder_person"] == town.person("杨帆").pk
    resolved = program("杨帆").post(f"/orders/{number}/resolve", {"closure": "explained", "result": "已解释"})
    assert resolved.json()["state"] == "resolved"
    full = program("杨帆").get(f"/orders/{number}").json()
    assert [event["act"] for event in full["events"]] == ["register", "dispatch", "sign", "resolve"]
    assert full["events"][-1]["digest"] == full["chain_head"]
    clocks = {clock["kind"]: clock for clock in full["clocks"]}
    assert set(clocks) >= {"total", "sign", "handle", "reply"}
    total = clocks["total"]
    assert (total["rule"], total["version"], total["official"]) == ("total:ordinary", VERSION, False)
    assert total["due_at"][:16] == full["due_at"][:16]
    assert total["met_at"] is not None
    assert total["left_seconds"] > 0, "what was left when it was met"
    assert [held["unit"] for held in full["holders"]] == ["重庆市总工会", "渝中区总工会", "渝中区总工会"]
    assert "reply" in [act["act"] for act in full["acts"]]


def test_every_act_of_the_office_has_an_address() -> None:
    elsewhere = {
        "Demand", "Parties", "Payment", "Registered", "Signature", "attach", "degrees", "hear", "pass_to_successors",
        "register", "reopen_follow_ups", "reveal_caller", "set_checklist", "set_plan", "take_evidence",
    }  # fmt: skip
    assert {e.action.__name__ for e in ENDPOINTS} == set(office.__all__) - elsewhere


def test_a_write_sent_twice_is_done_once_and_answered_twice(town: Town, program: Programs) -> None:
    operator = program("陈晓")
    first = operator.post("/orders", demand(town), key="call-1")
    second = operator.post("/orders", demand(town), key="call-1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotency-Replayed"] == "true"
    assert WorkOrder.objects.count() == 1


def test_a_key_used_for_another_body_is_refused(town: Town, program: Programs) -> None:
    operator = program("陈晓")
    operator.post("/orders", demand(town), key="call-1")
    answer = operator.post("/orders", demand(town, people=3), key="call-1")
    assert (answer.status_code, answer.json()["code"]) == (409, "key_used_otherwise")
    assert WorkOrder.objects.count() == 1


def test_a_key_belongs_to_one_person(town: Town, program: Programs) -> None:
    number = program("陈晓").post("/orders", demand(town), key="k").json()["number"]
    answer = program("周敏").post(f"/orders/{number}/dispatch", {"unit_id": town.district_union.pk}, key="k")
    assert answer.status_code == 200


def test_a_refusal_is_not_kept_and_may_be_tried_again(town: Town, program: Programs) -> None:
    number = program("陈晓").post("/orders", demand(town)).json()["number"]
    clerk = program("杨帆")
    assert clerk.post(f"/orders/{number}/sign", key="s").status_code == 404
    program("周敏").post(f"/orders/{number}/dispatch", {"unit_id": town.district_union.pk})
    assert clerk.post(f"/orders/{number}/sign", key="s").status_code == 200


def test_a_write_without_a_key_is_refused(town: Town, program: Programs) -> None:
    operator = program("陈晓")
    answer = operator.client.post(
        "/api/orders", demand(town), content_type="application/json", headers=operator.headers
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "key_missing")


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"content": "字" * 10_000}, 422, "text_too_long"),
        ({"content": ""}, 422, "text_missing"),
        ({"caller_phone": "12"}, 422, "phone_invalid"),
        ({"place": 0}, 422, "place_unknown"),
        ({"matter": "weather"}, 422, "choice_unknown"),
        ({"people": 0}, 422, "number_out_of_range"),
        ({"people": "many"}, 422, "not_valid"),
        ({"amount_fen": -1}, 422, "number_out_of_range"),
    ],
)
def test_what_is_wrong_with_a_demand_is_said(
    town: Town, program: Programs, wrong: dict[str, object], status: int, code: str
) -> None:
    answer = program("陈晓").post("/orders", demand(town, **wrong))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert WorkOrder.objects.count() == 0


def test_not_there_and_not_yours_look_the_same(town: Town, program: Programs) -> None:
    number = program("陈晓").post("/orders", demand(town)).json()["number"]
    stranger = program("蒋悦")
    hidden, absent = stranger.get(f"/orders/{number}"), stranger.get("/orders/20250101-999999")
    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
    hidden = stranger.post(f"/orders/{number}/sign", {}, key="a")
    absent = stranger.post("/orders/20250101-999999/sign", {}, key="b")
    assert (
        (hidden.status_code, hidden.content) == (absent.status_code, absent.content) == (404, hidden.content)
    )


def test_the_sentence_speaks_the_language_asked_for(town: Town, program: Programs) -> None:
    operator = program("陈晓")
    operator.headers["Accept-Language"] = "en"
    assert operator.get("/orders/none").json()["detail"].startswith("No such order")
    operator.headers["Accept-Language"] = "zh-hans"
    assert operator.get("/orders/none").json()["detail"].startswith("没有找到")


def test_a_stale_version_is_refused(town: Town, program: Programs) -> None:
    number = program("陈晓").post("/orders", demand(town)).json()["number"]
    program("周敏").post(f"/orders/{number}/dispatch", {"unit_id": town.district_union.pk, "version": 1})
    answer = program("杨帆").post(f"/orders/{number}/sign", {"version": 1})
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_page")


def test_a_promise_without_a_date_is_refused_in_a_sentence(town: Town, program: Programs) -> None:
    story = Story(town).in_hand()
    terms = {
        "terms": "分两期付清",
        "payments": [{"due_on": "2099-01-05", "amount_fen": 5}, {"amount_fen": 5}],
    }
    answer = program("张琪").post(f"/orders/{story.number}/agree", terms)
    assert (answer.status_code, answer.json()["code"]) == (422, "promise_undated")
    assert answer.json()["detail"].startswith("第2期没有约定付款日。")


def test_a_list_is_paged_by_its_cursor_and_holds_only_what_is_mine(town: Town, program: Programs) -> None:
    operator = program("陈晓")
    numbers = [operator.post("/orders", demand(town)).json()["number"] for _ in range(5)]
    first = operator.get("/orders", size=3).json()
    rest = operator.get("/orders", size=3, before=first["next"]).json()
    assert [o["number"] for o in first["orders"] + rest["orders"]] == numbers[::-1]
    assert rest["next"] is None
    assert program("蒋悦").get("/orders").json() == {"orders": [], "next": None}


def test_without_a_token_nothing_is_told(town: Town, program: Programs) -> None:
    nobody = program("陈晓")
    nobody.headers["Authorization"] = "Bearer wrong"
    answer = nobody.get("/orders")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_a_password_is_exchanged_for_a_token(town: Town, program: Programs) -> None:
    person = town.person("陈晓")
    person.set_password("eighty-calls-a-day")
    person.save()
    machine = program("陈晓")
    wrong = machine.post("/sign-in", {"username": person.username, "password": "guess"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "sign_in_refused")
    token = machine.post("/sign-in", {"username": person.username, "password": "eighty-calls-a-day"}).json()[
        "token"
    ]
    machine.headers["Authorization"] = f"Bearer {token}"
    assert machine.get("/orders").status_code == 200


def test_the_caller_is_opened_only_on_the_record(town: Town, program: Programs) -> None:
    operator = program("陈晓")
    number = operator.post("/orders", demand(town, caller_name="张建国", caller_phone="13800001234")).json()[
        "number"
    ]
    assert "张建国" not in operator.get(f"/orders/{number}").content.decode()
    assert operator.post(f"/orders/{number}/reveal-caller").json() == {
        "name": "张建国",
        "phone": "13800001234",
    }
    assert operator.get(f"/orders/{number}").json()["events"][-1]["act"] == "reveal"


def test_the_interface_describes_itself(town: Town, program: Programs) -> None:
    described = program("陈晓").get("/openapi.json").json()
    assert set(described["paths"]) >= {f"/api/orders/{{number}}/{e.address}" for e in ENDPOINTS}
    page = program("陈晓").get("/docs").content.decode()
    assert "https://" not in page.replace("https://www.w3.org", ""), "the page must need no outside network"
