"""A real Celery worker on the test's own database and Redis."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from community.dev.addresses import ROOT

OPTIONS = ["--concurrency=2", "--without-gossip", "--without-mingle", "--loglevel=WARNING"]


def wait_for(what, seconds=40):
    """Wait until `what()` is true; fail when the time is up."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain"
        time.sleep(0.05)


def database_url():
    """The test database that this process is connected to, as a child's environment names it."""
    place = connection.settings_dict
    name, host, port = place["NAME"], place["HOST"] or "", place["PORT"]
    login = f"{place['USER']}:{place['PASSWORD']}@" if place["USER"] else ""
    if host and not host.startswith("/"):
        return f"postgres://{login}{host}{f':{port}' if port else ''}/{name}"
    # a socket: django-environ knows its folder only in the query
    query = "&".join(filter(None, [host and f"host={host}", port and f"port={port}"]))
    return f"postgres://{login}/{name}?{query}"


def start(*more):
    """A worker in a process group of its own, so that SIGKILL leaves none of it alive."""
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "community", "worker", *OPTIONS, *more],
        cwd=ROOT,
        env=os.environ
        | {
            "ENVIRONMENT": "test",
            "DATABASE_URL": database_url(),
            "REDIS_URL": settings.REDIS_URL,
            "OUTBOX_RESEND_AFTER": "1",
            "OUTBOX_SWEEP_EVERY": "1",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(worker):
    """As the kernel does when memory runs out: at once, children too."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(timeout=20)


@contextmanager
def working(*more):
    worker = start(*more)
    try:
        yield worker
    finally:
        kill(worker)
