"""Events through the API: pushed by departments, made by readings, each once for its key."""

from decimal import Decimal

from bihuan.command_centre.models import Event, Threshold
from tests.town import Town

PUSHED = {
    "kind": "traffic",
    "text": "渣土车带泥上路",
    "place": "500103008",
    "severity": "较大",
    "urgency": "urgent",
}


def test_a_department_pushes_an_event_to_the_centre_of_the_place(town: Town, program) -> None:
    answer = program("马俊").post("/events", PUSHED, key="one")
    assert answer.status_code == 201
    assert program("马俊").post("/events", PUSHED, key="one").json() == answer.json()
    event = Event.objects.get()
    assert (event.centre, event.source, event.severity) == (town.command_centre, "department", "large")
    shown = program("秦川").get(f"/events/{event.number}").json()
    assert (shown["state"], shown["severity"], shown["urgency"], shown["handling_level"]) == (
        "reported", "large", "urgent", "street",
    )  # fmt: skip


def test_a_grade_by_number_and_a_place_outside_are_refused(town: Town, program) -> None:
    graded = program("马俊").post("/events", PUSHED | {"severity": "一级"})
    assert (graded.status_code, graded.json()["code"]) == (422, "severity_is_no_number")
    outside = program("马俊").post("/events", PUSHED | {"place": "500105004"})
    unknown = program("马俊").post("/events", PUSHED | {"place": "999"})
    assert outside.json()["code"] == unknown.json()["code"] == "event_place_unknown"
    assert outside.json()["detail"] == unknown.json()["detail"]
    assert not Event.objects.exists()


def test_readings_make_one_event(town: Town, program) -> None:
    Threshold.objects.create(
        code="water-low", name="供水压力过低", measure="water_pressure", below=Decimal("0.15"), kind="water_supply",
        severity="everyday", urgency="urgent", handling_level="district", centre=town.command_centre, owner=town.housing,
    )  # fmt: skip
    reading = {"measure": "water_pressure", "device": "P-0117", "value": "0.08"}
    first = program("马俊").post("/readings", reading).json()
    assert (first["new"], program("马俊").post("/readings", reading).json()) == (True, first | {"new": False})
    assert program("马俊").post("/readings", reading | {"value": "0.3"}).json() == {
        "number": None,
        "new": False,
    }


def test_strangers_read_and_push_nothing(town: Town, program) -> None:
    number = program("马俊").post("/events", PUSHED).json()["number"]
    assert program("石磊").get(f"/events/{number}").status_code == 404
    assert program("张琪").post("/events", PUSHED).status_code == 422
    assert program("张琪").post("/readings", {"measure": "x", "device": "y", "value": "1"}).status_code == 422
