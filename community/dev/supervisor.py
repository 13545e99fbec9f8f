"""`make run`: services, migrations, demo data, web and worker; and all of it stopped again.

Everything that is started leads a process group of its own, so that Ctrl-C reaches only this
process, which then stops the site before the database under it.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from types import FrameType
from uuid import uuid4

from community.dev import Problem, ports, services
from community.dev.addresses import LOCAL, ROOT
from community.dev.processes import end, exclusive, new_log, tail, wait_until

LOCK = LOCAL / "run.lock"
PATIENCE = 60  # seconds for the first page on a busy machine
GRACE = 20  # seconds for requests and jobs under way; a job cut off later is delivered again


def run() -> None:
    """Start everything and stay until told to stop. Raises Problem with what went wrong."""
    site = ports.choose()
    with exclusive(LOCK, f"It is running already. {running_site()}") as lock:
        lock.truncate(0)
        lock.write(json.dumps({"process": os.getpid(), "url": site.url}))
        lock.flush()
        for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(how, _interrupt)
        Supervisor(site).run()


def running_site() -> str:
    """Where the running site is, in words; empty when none runs here."""
    told = _told()
    return f"The site is at {told['url']} (process {told['process']})." if told else ""


def stop_running() -> bool:
    """Ask a `make run` of this clone to stop and wait for it; False when there is none."""
    told = _told()
    if not told:
        return False
    with suppress(ProcessLookupError):
        os.kill(told["process"], signal.SIGTERM)
    if not wait_until(lambda: not _told(), GRACE + 60):
        raise Problem(f"The running site (process {told['process']}) does not stop.")
    return True


def _told() -> dict | None:
    """What the process that holds the lock wrote into it."""
    try:
        with exclusive(LOCK, "held"):
            return None
    except Problem:
        return json.loads(LOCK.read_text() or "null")


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end_with_parent() -> None:
    """Should the supervisor be killed outright, Linux stops its children too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1: PR_SET_PDEATHSIG


class Supervisor:
    def __init__(self, site: ports.Listening) -> None:
        self.site = site
        self.services = services.needed()
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.instance = uuid4().hex
        self.environment = os.environ | {
            "ENVIRONMENT": "development",
            "DJANGO_SETTINGS_MODULE": "community.settings",
            "SITE_URL": site.url,
            "INSTANCE_ID": self.instance,
            "PYTHONUNBUFFERED": "1",
            **services.places(),
        }

    def run(self) -> None:
        try:
            self.start()
            self.watch()
        except KeyboardInterrupt:
            say("\nStopping.")
        finally:
            self.stop()

    def start(self) -> None:
        if self.site.moved:
            say(f"Port {ports.USUAL} is taken by another program; using {self.site.port}.")
        for service in self.services:
            say(f"Starting {service.name} ...")
            service.start()
        say("Bringing the database up to date ...")
        self.manage("migrate", "--no-input")
        say("Looking after the demo data ...")
        self.manage("load_demo")
        say("Starting web, worker and beat ...")
        self.spawn("web", *self.web())
        self.spawn("worker", *worker())
        logins = self.manage("demo_logins")
        self.probe()
        self.welcome(logins)

    def web(self) -> list[str]:
        options = ["-c", "python:community.gunicorn", "--workers", "2", "--graceful-timeout", "10"]
        return ["gunicorn", "community.wsgi", *options, "--bind", self.site.bind]

    def spawn(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start `python -m arguments`, its words going to a log named for it."""
        with new_log(services.LOGS / f"{name}.log") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        self.children[name] = child
        return child

    def manage(self, name: str, *arguments: str) -> str:
        """Run a management command to its end and return what it said."""
        code = self.spawn(name, "django", name, *arguments).wait()
        del self.children[name]
        log = services.LOGS / f"{name}.log"
        if code:
            raise Problem(f"`manage.py {name}` failed. {log} ends:\n{tail(log)}")
        return log.read_text()

    def probe(self) -> None:
        """Wait until the page that answers there is ours and not another program's."""
        if not wait_until(self.answers, PATIENCE):
            raise Problem(
                f"{self.site.url} does not answer after {PATIENCE} s. {self.ending('web')}"
            )

    def answers(self) -> bool:
        self.see_all_alive()
        connection = HTTPConnection(self.site.near, self.site.port, timeout=5)
        try:
            connection.request("GET", "/health/live")
            return json.load(connection.getresponse()).get("instance") == self.instance
        except (OSError, HTTPException, ValueError, AttributeError):
            return False
        finally:
            connection.close()

    def welcome(self, logins: str) -> None:
        say(
            f"\nGrand Round is at {self.site.url}\n"
            f"Mail it sends is at {self.site.url}/dev/mail/\n"
            f"Logs are in {services.LOGS.relative_to(ROOT)}/\n\n{logins.strip()}\n\n"
            "Ctrl-C stops everything; the data stays. `make reset` begins anew."
        )

    def watch(self) -> None:
        while True:
            self.see_all_alive()
            time.sleep(1)

    def see_all_alive(self) -> None:
        """Raises Problem when something that should run has died."""
        for name, child in self.children.items():
            if child.poll() is not None:
                raise Problem(f"The {name} process died, so everything stops. {self.ending(name)}")
        for service in self.services:
            if not service.running():
                raise Problem(
                    f"{service.name} died, so everything stops. {service.log} ends:\n"
                    f"{tail(service.log)}"
                )

    def ending(self, name: str) -> str:
        log = services.LOGS / f"{name}.log"
        return f"{log} ends:\n{tail(log)}"

    def stop(self) -> None:
        """The site first, so that nothing it still does finds the database gone."""
        for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(how, signal.SIG_IGN)  # a second Ctrl-C would leave half of it running
        for child in self.children.values():
            child.terminate()
        for child in self.children.values():
            end(child, GRACE)
        services.stop(self.services)


def worker() -> list[str]:
    options = ["--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    return ["celery", "-A", "community", "worker", "--beat", *options]


def say(words: str) -> None:
    print(words, flush=True)
