"""``bihuan triage``: the contract of its JSON."""

import json

from tests.cli.conftest import Bihuan

TEXT = "我在渝中区大坪街道岚栖酒店做保洁，酒店欠我们15个人工资一共三万六"


def test_every_field_says_what_it_was_read_from(bihuan: Bihuan) -> None:
    answer = bihuan("triage", "read", TEXT, "--json", "--on", "2026-11-27", "--language", "zh")
    assert answer.returncode == 0, answer.stderr
    said = json.loads(answer.stdout)
    fields = said["fields"]
    assert (fields["place"]["value"]["district"], fields["place"]["value"]["street"]) == (
        "渝中区",
        "大坪街道",
    )
    assert (fields["people"]["value"], fields["amount"]["value"]) == (15, 36000)
    assert fields["employer"]["value"] == "岚栖酒店"
    for name in ("place", "people", "amount", "employer"):
        start, end = fields[name]["span"]
        assert TEXT[start:end] == fields[name]["text"]
        assert fields[name]["because"]
    assert fields["elsewhere"] is None
    shown = bihuan("triage", "read", TEXT)
    assert "Collective dispute" in shown.stdout
