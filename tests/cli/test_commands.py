"""The other commands, by what they say and how they end."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Bihuan
from tests.own_database import own_database

HEADER = "code,name,level,parent_code\n"


def test_help_is_in_the_language_of_the_locale(bihuan: Bihuan) -> None:
    assert "从一通来电到工资到账" in bihuan("--help", LANG="zh_CN.UTF-8").stdout
    assert "From the phone call" in bihuan("--help").stdout.replace("from the", "From the")
    assert "从一通来电到工资到账" in bihuan("--help", "--language", "zh").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--language", "fr"], "--language zh|en"),
        (["ledger", "verfy"], "verify"),
        (["import-divisions", "nowhere.csv"], "no file"),
        (["import-divisions"], "--reform"),
        (["token", "issue", "nobody", "export"], "nobody"),
        (["demo", "--until", "yesterday"], "yesterday"),
    ],
)
def test_misuse_is_one_sentence_and_exit_code_2(bihuan: Bihuan, arguments: list[str], said: str) -> None:
    answer = bihuan(*arguments)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://x@/y?host=/nowhere"])
def test_a_database_that_does_not_answer_is_one_sentence_and_exit_code_1(bihuan: Bihuan, url: str) -> None:
    answer = bihuan("story", DATABASE_URL=url)
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr


def test_a_dry_run_shows_counts_and_the_rows_at_fault_and_writes_nothing(
    bihuan: Bihuan, tmp_path: Path
) -> None:
    table = tmp_path / "places.csv"
    table.write_text(
        HEADER + "31,上海市,city,\n3101,黄浦区,district,31\n310101,外滩街道,street,9999\n", encoding="utf-8"
    )
    answer = bihuan("import-divisions", str(table), "--dry-run")
    assert answer.returncode == 2
    assert "4" in answer.stdout
    assert "9999" in answer.stdout
    table.write_text(HEADER + "31,上海市,city,\n3101,黄浦区,district,31\n", encoding="utf-8")
    assert "nothing was written" in bihuan("import-divisions", str(table), "--dry-run").stdout
    fresh = bihuan("import-divisions", str(table))
    assert fresh.returncode == 0
    again = bihuan("import-divisions", str(table), "--dry-run").stdout
    assert "Unchanged  2" in " ".join(again.split()).replace("Unchanged 2", "Unchanged  2")


def test_a_token_is_issued_once_and_revoked_once(bihuan: Bihuan) -> None:
    with own_database() as url:
        assert bihuan("story", "--json", DATABASE_URL=url).returncode == 0
        issued = bihuan("token", "issue", "yangfan", "export", "--days", "3", DATABASE_URL=url)
        assert issued.stdout.startswith("bihuan_")
        assert bihuan("token", "revoke", "yangfan", "export", DATABASE_URL=url).returncode == 0
        assert bihuan("token", "revoke", "yangfan", "export", DATABASE_URL=url).returncode == 2


def test_the_doctor_names_what_is_wrong(bihuan: Bihuan) -> None:
    answer = bihuan("doctor", BIHUAN_DEMO="1")
    assert answer.returncode == 1
    assert "Never on a real city" in answer.stdout
    for name in ("Python", "PostgreSQL", "Chinese text", "Working calendar", "Worker", "Disk", "Secrets"):
        assert name in answer.stdout


@pytest.mark.crash
def test_up_serves_until_it_is_told_to_stop_and_leaves_nothing_behind(tmp_path: Path) -> None:
    port = _free_port()
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "BIHUAN_", "DJANGO_", "LC_"))
    }
    environment = kept | {"BIHUAN_DATA": str(tmp_path / "data"), "LANG": "C"}
    command = [sys.executable, "-m", "bihuan", "up", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as up:
        try:
            assert up.stdout is not None
            assert f":{port}/" in up.stdout.readline()
            second = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
            )
            assert second.returncode == 1
            assert str(up.pid) in second.stderr
            with socket.create_connection(("127.0.0.1", port), timeout=5) as page:
                page.sendall(b"GET /sign-in/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                assert page.recv(12) == b"HTTP/1.1 200"
        finally:
            up.send_signal(signal.SIGTERM)
            up.communicate(timeout=60)
    assert up.returncode == 0
    assert not (tmp_path / "data" / "postgres" / "data" / "postmaster.pid").exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
