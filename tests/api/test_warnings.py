"""Warnings over HTTP: the same queue, acts and refusals as on the pages."""

from collections.abc import Callable

import pytest

from bihuan.api.warnings import ENDPOINTS
from bihuan.supervision import actions as supervision
from bihuan.supervision.models import EarlyWarning
from tests.api.conftest import Program
from tests.supervision.ladder import warned, with_slip
from tests.town import Town

pytestmark = pytest.mark.django_db
Programs = Callable[[str], Program]


def test_a_case_goes_its_way_over_http(town: Town, program: Programs) -> None:
    story, warning, _ = with_slip(town)
    leader, supervisor = program("冯涛"), program("唐毅")
    (waiting,) = leader.get("/warnings").json()["warnings"]
    assert (waiting["order"], waiting["cause"], waiting["light"]) == (story.number, "sign", "red")
    assert waiting["slip"]["serial"] == 1
    case = f"/warnings/{warning.pk}"
    assert leader.get(case).json()["acts"] == ["answer_slip"]
    answered = leader.post(f"{case}/answer-slip", {"answer": "已签收并联系诉求人。"})
    assert (answered.status_code, answered.json()["state"]) == (200, "disposed")
    closed = supervisor.post(f"{case}/close-slip", {"verdict": "已核实。"}).json()
    assert (closed["state"], closed["outcome"], closed["slip"]["outcome"]) == (
        "closed",
        "accepted",
        "accepted",
    )
    assert leader.get("/warnings").json() == {"warnings": [], "next": None}


def test_a_refusal_is_a_problem_with_its_sentence_and_nothing_is_done(town: Town, program: Programs) -> None:
    _, warning = warned(town)
    refused = program("唐毅").post(f"/warnings/{warning.pk}/acknowledge")
    assert refused.status_code == 409
    assert refused.json()["code"] == "act_not_yours"
    empty = program("杨帆").post(f"/warnings/{warning.pk}/dispose", {"measures": " "})
    assert (empty.status_code, empty.json()["code"]) == (422, "text_missing")
    assert EarlyWarning.objects.get(pk=warning.pk).state == "issued"


def test_an_act_sent_twice_is_done_once(town: Town, program: Programs) -> None:
    _, warning = warned(town)
    clerk = program("杨帆")
    first = clerk.post(f"/warnings/{warning.pk}/acknowledge", key="k")
    second = clerk.post(f"/warnings/{warning.pk}/acknowledge", key="k")
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()


@pytest.mark.parametrize("name", ["石磊", "吴迪", "高远"])
def test_another_lines_warning_looks_like_none(town: Town, program: Programs, name: str) -> None:
    _, warning = warned(town)
    stranger = program(name)
    assert stranger.get("/warnings", view="living").json()["warnings"] == []
    there, none = stranger.get(f"/warnings/{warning.pk}"), stranger.get("/warnings/987654321")
    assert there.status_code == none.status_code == 404
    assert there.json()["detail"] == none.json()["detail"]
    assert stranger.post(f"/warnings/{warning.pk}/dispose", {"measures": "x"}).status_code == 404


def test_every_verb_of_a_person_on_a_case_has_an_address() -> None:
    elsewhere = {
        "Foretold",
        "Swept",
        "foretell",
        "issue_bulletin",
        "pass_cases_to_successors",
        "proved",
        "sweep",
    }
    assert {action.__name__ for _, action, _ in ENDPOINTS} == set(supervision.__all__) - elsewhere
