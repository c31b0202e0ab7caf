"""``bihuan triage``: the contract of its JSON."""

import json
from pathlib import Path

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


def test_what_lies_beside_a_measured_file_is_found_and_named(bihuan: Bihuan, tmp_path: Path) -> None:
    firms, people = ("浙商银行", "华南证券", "东方集团", "海通保险"), ("叶老桂", "王小明", "李建国", "陈思")
    lines = [
        json.dumps({"text": f"{firm}的{person}{did}", "label": {"company": {firm: [[0, 3]]}}}, ensure_ascii=False)
        for firm in firms
        for person in people
        for did in ("说今年不错", "辞职了", "昨天来访", "接受采访")
    ]  # fmt: skip
    (tmp_path / "test.jsonl").write_text("\n".join(lines[:4]), "utf-8")
    (tmp_path / "train.jsonl").write_text("\n".join(lines[4:]), "utf-8")
    (tmp_path / "hot.csv").write_text(
        "留言编号,留言主题\n1,路灯坏了\n2,路灯又坏了\n3,公积金怎么提取\n", "utf-8"
    )
    (tmp_path / "hot_reference.csv").write_text("issue,留言编号\n路灯,1\n路灯,2\n", "utf-8")
    names = json.loads(bihuan("triage", "evaluate", "--on", str(tmp_path / "test.jsonl"), "--json").stdout)
    assert (names["kind"], names["texts"], names["learned_from"]) == ("entities", 4, 60)
    assert "train.jsonl" in names["split"]
    hot = json.loads(bihuan("triage", "evaluate", "--on", str(tmp_path / "hot.csv"), "--json").stdout)
    assert (hot["hot_f1"], hot["split"]) == (1.0, "against hot_reference.csv")


def test_a_file_that_cannot_be_measured_is_refused_in_one_sentence(bihuan: Bihuan, tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_text(
        '{"text": "欠薪", "matter": "wage_arrears"}\n{"text": 5}\n', "utf-8"
    )
    answer = bihuan("triage", "evaluate", "--on", str(tmp_path / "calls.jsonl"), "--json")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "calls.jsonl, line 2" in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
