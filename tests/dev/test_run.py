"""`make run` as a newcomer meets it: a copy of the project in a folder with a space in its name,
and nothing given."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from community.dev.addresses import ROOT
from community.dev.processes import command, wait_until

PARTS = ("community", "forums", "moderation", "verification", "static", "templates", "manage.py")
READY = "Ctrl-C stops everything"


class Site:
    """One clone, and its supervisor's words."""

    def __init__(self, clone: Path) -> None:
        self.clone = clone
        self.words = clone / "words"
        self.port = 0

    def dev(self, *arguments: str, **variables: str) -> subprocess.Popen:
        given = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with self.words.open("w") as words:
            return subprocess.Popen(
                [sys.executable, "-m", "community.dev", *arguments],
                cwd=self.clone,
                env=given | variables,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self, *arguments: str, **variables: str) -> tuple[int, str]:
        code = self.dev(*arguments, **variables).wait(60)
        return code, self.words.read_text()

    def run(self) -> tuple[subprocess.Popen, str]:
        supervisor = self.dev("run")
        wait_until(lambda: READY in self.words.read_text() or supervisor.poll() is not None, 120)
        words = self.words.read_text()
        if found := re.search(r"is at http://localhost:(\d+)", words):
            self.port = int(found[1])
        return supervisor, words

    def processes(self) -> dict[int, str]:
        """Every living process that belongs to this clone, with its command line."""
        numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
        lines = {number: " ".join(command(number)) for number in numbers}
        return {number: line for number, line in lines.items() if line and self.owns(number, line)}

    def owns(self, number: int, line: str) -> bool:
        try:
            inside = Path(f"/proc/{number}/cwd").resolve().is_relative_to(self.clone)
        except OSError:
            inside = False
        return inside or str(self.clone) in line


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[Site]:
    clone = home / "grand round"
    clone.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
        copy(ROOT / part, clone / part)
    site = Site(clone)
    yield site
    assert site.said("reset")[0] == 0


@pytest.fixture(scope="module")
def running(site: Site) -> Iterator[tuple[Site, subprocess.Popen, str]]:
    supervisor, words = site.run()
    yield site, supervisor, words
    supervisor.send_signal(signal.SIGTERM)
    supervisor.wait(60)


def test_a_taken_port_is_said_before_anything_is_started(site):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code, words = site.said("run", PORT=port)
    assert code == 1
    assert f"Port {port} on 127.0.0.1 is taken" in words
    assert "Starting" not in words


def test_a_command_that_finds_no_database_says_how_to_start_it(site):
    done = subprocess.run(
        [sys.executable, "manage.py", "showmigrations"],
        cwd=site.clone,
        env={"PATH": os.environ["PATH"], "ENVIRONMENT": "development"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The embedded database is not running.")


def test_it_prints_the_address_and_the_sample_logins(running):
    _, _, words = running
    assert "Grand Round is at http://localhost:" in words
    assert "/dev/mail/" in words
    assert "anna@demo.test" in words
    assert "demo-Grand-Round" in words


def test_the_address_answers(running):
    site, _, _ = running
    connection = HTTPConnection("127.0.0.1", site.port, timeout=10)
    connection.request("GET", "/")
    page = connection.getresponse()
    assert page.status == 200
    assert b"Grand Round" in page.read()


def test_database_cache_and_broker_answer(running):
    site, _, _ = running
    connection = HTTPConnection("127.0.0.1", site.port, timeout=10)
    connection.request("GET", "/health/ready")
    assert connection.getresponse().status == 200


def test_a_second_run_says_where_the_first_one_is(running):
    site, _, _ = running
    code, words = site.said("run")
    assert code == 1
    assert f"It is running already. The site is at http://localhost:{site.port}" in words


def test_a_child_that_dies_is_reported_and_stops_everything_and_the_next_run_is_fine(running):
    site, supervisor, _ = running
    web = min(number for number, line in site.processes().items() if "gunicorn" in line)
    os.kill(web, signal.SIGKILL)
    assert supervisor.wait(60) == 1
    assert "The web process died, so everything stops." in site.words.read_text()
    assert site.processes() == {}


def test_ctrl_c_stops_everything(site):
    supervisor, words = site.run()
    assert READY in words
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(60) == 0
    assert site.processes() == {}
