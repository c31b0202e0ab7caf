"""Vital signs through the API: read with a token, handed in once for its key, late and corrected ones on the record."""

import pytest

from bihuan.command_centre.models import Reading
from bihuan.duties.actions.indicators import define
from bihuan.duties.actions.structure import establish_structure
from bihuan.rules.vitals import Every, last_ended, stretch_of
from tests.town import Town

PLACE, CODE = "500103008", "B1-L01-K01"


@pytest.fixture
def address(town: Town) -> str:
    establish_structure(
        town.command_centre,
        [["board", "lane", "post", "came_from", "strength"], ["平安法治", "综合", "综合岗", "", "2"]],
    )
    define(
        town.command_centre,
        [["lane", "name", "measure", "definition"], ["综合", "办结率", "%", "办结的比例"]],
    )
    return f"/vitals/{PLACE}/{CODE}"


def test_a_program_hands_in_a_reading_once_and_corrects_it_with_a_reason(
    town: Town, program, address: str
) -> None:
    from django.utils import timezone

    period = str(last_ended(Every.MONTH, timezone.localdate()))
    sent = {"period": period, "value": "91.5"}
    desk = program("马俊")
    first = desk.post(f"{address}/readings", sent, key="one").json()
    assert (first["new"], first["number"], first["event"]) == (True, 1, None)
    assert desk.post(f"{address}/readings", sent, key="one").json() == first
    assert desk.post(f"{address}/readings", sent).json()["new"] is False
    assert desk.post(f"{address}/readings", sent | {"value": "92"}).json()["code"] == "text_missing"
    corrected = desk.post(f"{address}/readings", sent | {"value": "92", "reason": "漏计"}).json()
    assert (corrected["number"], Reading.objects.count()) == (2, 2)
    shown = desk.get(f"/vitals/{PLACE}").json()
    assert [(each["code"], float(each["value"]), each["beyond_limit"]) for each in shown] == [
        (CODE, 92.0, False)
    ]
    *earlier, last = desk.get(address).json()
    assert (float(last["value"]), [float(value) for value in last["corrected"]]) == (92.0, [91.5])
    assert {point["value"] for point in earlier} == {None}


def test_strangers_and_periods_that_are_not_over_are_refused(town: Town, program, address: str) -> None:
    from django.utils import timezone

    today = timezone.localdate()
    sent = {"period": str(stretch_of(Every.MONTH, today)), "value": "1"}
    assert program("马俊").post(f"{address}/readings", sent).json()["code"] == "vital_period_not_over"
    assert (
        program("马俊").post(f"{address}/readings", sent | {"period": "x"}).json()["code"]
        == "vital_period_bad"
    )
    assert program("马俊").get("/vitals/999").status_code == 404
    assert program("马俊").get(f"/vitals/{PLACE}/X").status_code == 404
    assert program("马俊").post("/vitals/500103008/X/readings", sent).status_code == 404
    assert not Reading.objects.exists()
