"""``bihuan clock explain``: why then, in the terminal and for programs; it asks no database."""

import json

import pytest

from tests.cli.conftest import Bihuan

START = "2025-09-30T15:00+08:00"


def test_it_says_step_by_step_why_then(bihuan: Bihuan) -> None:
    found = bihuan(
        "--language", "zh", "clock", "explain", "--start", START, "--limit", "3 工作日", DATABASE_URL=""
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.splitlines()[-1] == "2025-10-11（星期六，调休上班）17:30 到期"
    assert "10-01—10-08 国庆节、中秋节放假：不计" in found.stdout


def test_programs_get_one_object(bihuan: Bihuan) -> None:
    found = bihuan("clock", "explain", "--start", START, "--limit", "3 working days", "--json",
                   "--pause", "2025-10-09T10:00/2025-10-10T10:00", "--extend", "2025-10-10T11:00=2")  # fmt: skip
    told = json.loads(found.stdout)
    assert (told["due"], told["provisional"]) == ("2025-10-15T17:30:00+08:00", False)
    assert [step["kind"] for step in told["steps"]] == [
        "start", "budget", "skipped", "makeup", "pause", "skipped", "extension", "due",
    ]  # fmt: skip
    assert told["steps"][2]["days"] == [f"2025-10-0{day}" for day in range(1, 9)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--start", "yesterday", "--limit", "3 工作日"], '"yesterday" is no instant'),
        (["--start", START, "--limit", "3 weeks"], '"3 weeks" is no limit'),
        (["--start", START, "--limit", "3 日", "--pause", "2025-10-09/2025-10-08"], "ends before it begins"),
        (["--start", START, "--limit", "3 日", "--extend", "soon"], '"soon" is no extension'),
        (["--start", "9999-12-31T10:00", "--limit", "9 工作时"], "beyond the calendar"),
        (["--start", "9999-12-31T10:00", "--limit", "9 工作日"], "beyond the calendar"),
    ],
)
def test_what_it_cannot_read_is_one_sentence(bihuan: Bihuan, arguments: list[str], said: str) -> None:
    found = bihuan("clock", "explain", *arguments)
    assert (found.returncode, found.stdout) == (1, "")
    assert said in found.stderr
    assert "Traceback" not in found.stderr
