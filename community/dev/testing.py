"""`make test`: a database cluster and a Redis for tests alone, a browser if there is one."""

import os
import shutil
import signal
import subprocess
import sys
from types import FrameType

from community.dev import Problem, services
from community.dev.addresses import LOCAL, ROOT
from community.dev.processes import exclusive

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NO_BROWSER = """
The browser tests did NOT run: no Chromium was found. Get one with
    apt-get install chromium
or name one in CHROMIUM, and run the tests again."""


def test(arguments: list[str]) -> int:
    """Run pytest with these arguments and return its exit code."""
    with exclusive(LOCAL / "test.lock", "The tests of this clone are running already."):
        needed = services.needed("test")
        try:
            for service in needed:
                service.start()
            return _pytest(arguments)
        finally:
            services.stop(needed)


def browser() -> str | None:
    """A Chromium to drive: $CHROMIUM, else the first that is installed.

    Raises Problem when the one that was named is not there.
    """
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return found
        raise Problem(f"CHROMIUM names {named}, which is no program here.")
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _pytest(arguments: list[str]) -> int:
    found = browser()
    chosen = [*_defaults(arguments), *(arguments if found else _without_browser(arguments))]
    child = subprocess.Popen(
        [sys.executable, "-m", "pytest", *chosen], cwd=ROOT, env=_environment(found)
    )
    _leave_signals_to(child)
    code = child.wait()
    if not found:
        print(NO_BROWSER, flush=True)
    return code if code >= 0 else 128 - code


def _defaults(arguments: list[str]) -> list[str]:
    """A fresh database always; two processes for the whole suite, one for a chosen few tests."""
    narrowed = any(
        word.startswith(("-n", "-k", "--pdb", "--lf", "--ff")) or _names_tests(word)
        for word in arguments
    )
    parallel = ["-n", "2", "--dist", "loadfile"]  # a file shares its servers
    return ["--create-db", *([] if narrowed else parallel)]


def _names_tests(word: str) -> bool:
    return (ROOT / word.split("::")[0]).exists()


def _without_browser(arguments: list[str]) -> list[str]:
    """pytest heeds only the last -m, so a given one is narrowed rather than answered."""
    rest, given = list(arguments), ""
    if "-m" in rest[:-1]:
        place = rest.index("-m")
        given = rest[place + 1]
        del rest[place : place + 2]
    return [*rest, "-m", f"({given}) and not browser" if given else "not browser"]


def _environment(found: str | None) -> dict[str, str]:
    environment = os.environ | {"ENVIRONMENT": "test"} | services.places("test")
    environment.pop("DJANGO_SETTINGS_MODULE", None)  # another project's, left in the shell
    return environment | ({"CHROMIUM": found} if found else {})


def _leave_signals_to(child: subprocess.Popen[bytes]) -> None:
    """Ctrl-C reaches pytest by itself; we wait for its summary and then stop the services."""

    def pass_on(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGHUP, pass_on)
