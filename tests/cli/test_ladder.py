"""``bihuan ladder`` in the terminal: versions of the warning rules taken in, asked and withdrawn."""

import json
from pathlib import Path

from tests.cli.conftest import Bihuan

RUN = "2099-1"


def test_a_ladder_is_exported_edited_imported_explained_and_withdrawn(bihuan: Bihuan, tmp_path: Path) -> None:
    own = tmp_path / "ladder.csv"
    exported = bihuan("ladder", "export").stdout
    own.write_text(exported.replace("slip,,,,,,,3 个工作日", "slip,,,,,,,2 个工作日"))
    given = ["ladder", "import", str(own), "--name", RUN, "--reference", "渝工办〔2026〕5号"]
    looked = bihuan(*given, "--dry-run")
    assert "nothing was written" in looked.stdout, looked.stderr
    assert "3 working days" in looked.stdout
    assert "2 working days" in looked.stdout
    assert "warnings issued from" in bihuan(*given).stdout
    told = json.loads(bihuan("ladder", "explain", "slip", "--json").stdout)
    winner = told["winner"]
    assert (told["version"], winner["rule"], winner["words"], winner["official"], told["runner_up"]) == (
        RUN, "slip", "2 working days", False, None,
    )  # fmt: skip
    states = json.loads(bihuan("ladder", "versions", "--json").stdout)
    assert [(each["version"] == RUN, each["state"]) for each in states] == [
        (True, "in_force"),
        (False, "before"),
    ]
    assert "holds now" in bihuan("ladder", "withdraw", RUN, "--reason", "a trial").stdout
    told = bihuan("--language", "zh", "ladder", "explain", "预警确认", "--light", "红色预警").stdout
    assert "以此为准：4 个工作时（非官方数值） · 规则 acknowledge:red" in told
    assert "其次：1 个工作日（非官方数值） · 规则 acknowledge " in told


def test_faults_of_a_ladder_are_told_by_row(bihuan: Bihuan, tmp_path: Path) -> None:
    own = tmp_path / "ladder.csv"
    own.write_text("what,light,wants\nsign,pink,disposal\n")
    found = bihuan("ladder", "import", str(own), "--name", "x", "--reference", "y")
    assert (found.returncode, "Row 2 “pink”" in found.stdout) == (1, True)
    early = bihuan("ladder", "import", str(own), "--name", "x", "--since", "2020-01-01")
    assert (early.returncode, "lies before today" in early.stderr) == (2, True)
