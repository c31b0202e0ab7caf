"""Whatever is killed, what was committed is there, and the next start just works."""

import os
import signal
import subprocess
import sys
import threading
import time

import psycopg
import pytest

from bihuan.postgres import Cluster

pytestmark = pytest.mark.crash


def _postmaster(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def test_after_kill_9_in_the_middle_of_writing_every_committed_row_is_there(cluster):
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE calls (n int)")
    confirmed = []

    def write() -> None:
        with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
            for n in range(1_000_000):
                connection.execute("INSERT INTO calls VALUES (%s)", [n])
                confirmed.append(n)

    def write_until_killed() -> None:
        with pytest.raises(psycopg.OperationalError):
            write()

    writer = threading.Thread(target=write_until_killed)
    writer.start()
    while len(confirmed) < 50:
        time.sleep(0.01)
    os.kill(_postmaster(cluster), signal.SIGKILL)
    cluster.start()
    writer.join(timeout=30)

    with psycopg.connect(cluster.url("postgres")) as connection:
        kept = {n for (n,) in connection.execute("SELECT n FROM calls")}
    assert kept.issuperset(confirmed)


def test_an_old_child_still_busy_with_shared_memory_is_waited_for(cluster):
    with psycopg.connect(cluster.url("postgres")) as busy:
        child = busy.info.backend_pid
        os.kill(child, signal.SIGSTOP)
        os.kill(_postmaster(cluster), signal.SIGKILL)
        threading.Timer(1.5, os.kill, [child, signal.SIGKILL]).start()
        cluster.start()
    assert cluster.query("SELECT 1") == "1"


def test_a_killed_user_leaves_the_server_and_the_next_one_takes_it_over(place):
    program = (
        "import sys, time; from pathlib import Path; from bihuan.postgres import Cluster\n"
        "Cluster(Path(sys.argv[1])).start(); print('up', flush=True); time.sleep(600)"
    )
    user = subprocess.Popen(
        [sys.executable, "-c", program, place / "postgres"], stdout=subprocess.PIPE, text=True
    )
    assert user.stdout.readline() == "up\n"
    user.kill()
    user.communicate()

    cluster = Cluster(place / "postgres")
    assert cluster.is_running()
    cluster.start()
    assert cluster.stop()


def test_a_pid_file_naming_a_stranger_after_a_reboot_is_not_believed(cluster):
    data = cluster.data
    left = (data / "postmaster.pid").read_text().splitlines()
    cluster.stop()
    as_server = {"user": cluster.account.uid} if cluster.account.dropped else {}
    stranger = subprocess.Popen(["sleep", "600"], cwd="/", **as_server)
    try:
        (data / "postmaster.pid").write_text("\n".join([str(stranger.pid), *left[1:], ""]))
        cluster.start()
        assert cluster.query("SELECT 1") == "1"
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()
