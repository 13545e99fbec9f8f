"""What `make test` hands to pytest."""

import pytest

from community.dev import Problem, testing


def test_the_whole_suite_runs_in_two_processes_on_a_fresh_database():
    whole = ["--create-db", "-n", "2", "--dist", "loadfile"]
    assert testing._defaults([]) == whole
    assert testing._defaults(["-x", "-q"]) == whole


@pytest.mark.parametrize(
    "chosen", ["-n0", "-k=name", "tests/dev", "tests/dev/test_ports.py::test_a"]
)
def test_a_chosen_few_run_in_one(chosen):
    assert testing._defaults([chosen]) == ["--create-db"]


def test_without_a_browser_its_tests_are_left_out_whatever_else_was_chosen():
    assert testing._without_browser(["-x"]) == ["-x", "-m", "not browser"]
    assert testing._without_browser(["-m", "worker or browser", "-x"]) == [
        "-x",
        "-m",
        "(worker or browser) and not browser",
    ]


def test_a_named_browser_that_is_not_there_is_an_error(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(Problem, match="/nowhere/chromium"):
        testing.browser()


def test_a_machine_without_a_browser_has_none(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(testing, "BROWSERS", ("no-such-browser",))
    assert testing.browser() is None


def test_tests_run_as_tests_on_their_own_services(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "somebody.elses")
    monkeypatch.setenv("ENVIRONMENT", "production")
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    environment = testing._environment(None)
    assert environment["ENVIRONMENT"] == "test"
    assert "DJANGO_SETTINGS_MODULE" not in environment
    assert "%2Ftest" in environment["DATABASE_URL"]
    assert "/test/" in environment["REDIS_URL"]
