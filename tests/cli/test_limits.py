"""``bihuan limits`` and ``bihuan calendar`` in the terminal: versions taken in, asked and withdrawn; a notice taken in."""

import json
from pathlib import Path

from tests.calendars.notices import table as notice
from tests.cli.conftest import Bihuan

RUN = "2099-1"


def test_a_version_is_exported_edited_imported_explained_and_withdrawn(
    bihuan: Bihuan, tmp_path: Path
) -> None:
    own = tmp_path / "limits.csv"
    exported = bihuan("limits", "export").stdout
    own.write_text(exported.replace("handle,8 个工作日", "handle,6 个工作日"))
    given = ["limits", "import", str(own), "--name", RUN, "--reference", "渝工办〔2026〕3号"]
    looked = bihuan(*given, "--dry-run")
    assert "nothing was written" in looked.stdout, looked.stderr
    assert "handle:ordinary" in looked.stdout
    assert "orders made from" in bihuan(*given).stdout
    told = json.loads(bihuan("limits", "explain", "handle", "--json").stdout)
    assert (told["version"], told["winner"]["amount"], told["runner_up"]) == (RUN, 6, None)
    states = json.loads(bihuan("limits", "versions", "--json").stdout)
    assert [(each["version"] == RUN, each["state"]) for each in states] == [
        (True, "in_force"),
        (False, "before"),
    ]
    assert "holds now" in bihuan("limits", "withdraw", RUN, "--reason", "a trial").stdout
    told = bihuan("--language", "zh", "limits", "explain", "签收", "--urgency", "特急").stdout
    assert "以此为准：当日（非官方数值） · 规则 sign:critical" in told
    assert "其次：没有别的行" in told


def test_faults_of_a_table_of_limits_are_told_by_row(bihuan: Bihuan, tmp_path: Path) -> None:
    own = tmp_path / "limits.csv"
    own.write_text("clock,limit\nsign,soon\n")
    found = bihuan("limits", "import", str(own), "--name", "x", "--reference", "y")
    assert (found.returncode, "Row 2 “soon” is no limit" in found.stdout) == (1, True)
    early = bihuan("limits", "import", str(own), "--name", "x", "--since", "2020-01-01")
    assert (early.returncode, "lies before today" in early.stderr) == (2, True)


def test_a_notice_is_looked_through_taken_in_once_and_shown(bihuan: Bihuan, tmp_path: Path) -> None:
    file = tmp_path / "2027.csv"
    file.write_bytes(notice())
    given = ["calendar", "import", str(file), "--year", "2027", "--reference", "国办发明电〔2026〕7号"]
    assert "nothing was written" in bihuan(*given, "--dry-run").stdout
    assert "will be worked out again" in bihuan(*given).stdout
    told = json.loads(bihuan("calendar", "show", "--json").stdout)
    assert (told["covered_until"], [each["year"] for each in told["notices"]]) == ("2027-12-31", [2027])
    again = bihuan(*given)
    assert (again.returncode, "The same notice was imported" in again.stderr) == (2, True)
    file.write_bytes(notice("2027-02-06,调休上班,春节"))
    faulty = bihuan(*given, "--dry-run")
    assert (faulty.returncode, "is a make-up working day here and a" in faulty.stdout) == (1, True)
