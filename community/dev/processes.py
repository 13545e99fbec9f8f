"""Small things about processes, files and waiting that every service here needs."""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from community.dev import Problem


def command(pid: int) -> list[str]:
    """The command line of a living process; empty when there is none (or only its zombie)."""
    try:
        return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes()).split("\0")[:-1]
    except OSError:
        if Path("/proc/self").exists():
            return []
    listing = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listing.stdout.split()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def wait_until(condition: Callable[[], object], seconds: float) -> bool:
    """Ask until it is so; False when `seconds` have passed and it still is not."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@contextmanager
def exclusive(path: Path, otherwise: str, seconds: float = 0) -> Iterator[TextIO]:
    """Hold a lock that ends with this process, however it ends. Raises Problem(otherwise) when
    another still holds it after `seconds`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        if not wait_until(lambda: _locked(file), seconds):
            raise Problem(otherwise)
        yield file


def _locked(file: TextIO) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def new_log(path: Path) -> TextIO:
    """A fresh log; the one before stays beside it for whoever asks what happened last time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.replace(path.with_suffix(".log.before"))
    return path.open("w")


def tail(path: Path, lines: int = 15) -> str:
    if not path.exists():
        return "(no log)"
    return "\n".join(path.read_text(errors="replace").rstrip().splitlines()[-lines:])


def end(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait for a child that leads its own group and was asked to stop; after `seconds`, and for
    whatever it leaves behind, kill the whole group."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
