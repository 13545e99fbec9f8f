"""The embedded PostgreSQL survives what happens to it on people's machines."""

import os
import signal
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from community.dev import Problem
from community.dev.addresses import DATABASE, USER
from community.dev.postgres import Postgres


def ask(server: Postgres, query: str) -> str | None:
    where = {"host": str(server.sockets), "port": 5432, "user": USER, "dbname": DATABASE}
    with closing(psycopg2.connect(**where)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(query)
            return str(cursor.fetchone()[0]) if cursor.description else None


def pid(server: Postgres) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def kill(server: Postgres) -> None:
    """As a power cut would: no farewell."""
    was = pid(server)
    os.kill(was, signal.SIGKILL)
    os.waitpid(was, 0)  # a zombie of ours would count as a living process
    assert not server.running()


def test_answers_on_a_private_socket_and_nowhere_else(postgres):
    assert ask(postgres, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(postgres.sockets.stat().st_mode) == 0o700
    assert ask(postgres, "SHOW server_encoding") == "UTF8"


def test_a_second_start_leaves_the_running_server_alone(postgres):
    before = pid(postgres)
    postgres.start()
    assert pid(postgres) == before


def test_only_the_cluster_for_tests_trades_safety_for_speed(postgres, home):
    lasting = Postgres(home / "lasting", home / "lasting-sockets", home / "lasting.log")
    lasting.start()
    try:
        assert ask(lasting, "SHOW fsync") == "on"
        assert ask(postgres, "SHOW fsync") == "off"
    finally:
        lasting.wipe()


def test_data_is_there_again_after_stop_and_start(postgres):
    ask(postgres, "CREATE TABLE kept (word text)")
    ask(postgres, "INSERT INTO kept VALUES ('ward')")
    postgres.stop()
    assert not postgres.running()
    postgres.start()
    assert ask(postgres, "SELECT word FROM kept") == "ward"


def test_starts_again_after_kill_9(postgres):
    ask(postgres, "CREATE TABLE survived (word text)")
    ask(postgres, "CHECKPOINT")
    kill(postgres)
    postgres.start()
    assert ask(postgres, "SELECT count(*) FROM survived") == "0"


def test_a_pid_file_whose_number_is_now_another_process_does_not_stop_the_start(postgres):
    notes = (postgres.data / "postmaster.pid", postgres.sockets / ".s.PGSQL.5432.lock")
    was, left = str(pid(postgres)), [note.read_text() for note in notes]
    postgres.stop()
    for note, text in zip(notes, left, strict=True):
        note.write_text(text.replace(was, str(os.getppid()), 1))
    assert not postgres.running()
    postgres.start()
    assert ask(postgres, "SELECT 1") == "1"


@pytest.mark.parametrize("rest", ["", "12"])
def test_a_truncated_pid_file_does_not_stop_the_start(postgres, rest):
    postgres.stop()
    (postgres.data / "postmaster.pid").write_text(rest)
    postgres.start()
    assert ask(postgres, "SELECT 1") == "1"


def test_two_starts_at_once_make_one_server(postgres):
    postgres.wipe()
    with ThreadPoolExecutor(2) as pool:
        for started in [pool.submit(replace(postgres).start) for _ in range(2)]:
            started.result()
    assert ask(postgres, "SELECT 1") == "1"


def test_an_initdb_that_was_cut_off_is_begun_again(postgres):
    postgres.wipe()
    unfinished = Path(f"{postgres.data}.new")
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("1")
    postgres.start()
    assert not unfinished.exists()


def test_settings_meant_for_another_server_do_not_lead_it_astray(postgres, monkeypatch):
    postgres.stop()
    monkeypatch.setenv("PGPORT", "6000")
    monkeypatch.setenv("PGDATA", "/nowhere")
    postgres.start()
    assert ask(postgres, "SHOW port") == "5432"


def test_data_of_another_major_version_is_refused_in_words(postgres):
    postgres.stop()
    version = postgres.data / "PG_VERSION"
    right = version.read_text()
    version.write_text("9\n")
    with pytest.raises(Problem, match=r"made by PostgreSQL 9, but .* is PostgreSQL \d+.*PG_BIN"):
        postgres.start()
    version.write_text(right)


def test_what_is_no_data_folder_is_not_touched(home):
    folder = home / "letters"
    folder.mkdir()
    (folder / "letter").write_text("Dear colleague")
    with pytest.raises(Problem, match="no data folder"):
        Postgres(folder, home / "sockets-2", home / "log-2").start()
    assert (folder / "letter").read_text() == "Dear colleague"


def test_a_server_that_cannot_start_says_why(postgres):
    postgres.stop()
    configuration = postgres.data / "postgresql.conf"
    right = configuration.read_text()
    configuration.write_text("no_such_setting = 1\n")
    with pytest.raises(Problem, match="no_such_setting"):
        postgres.start()
    configuration.write_text(right)
