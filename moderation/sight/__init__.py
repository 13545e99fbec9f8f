"""A picture in, what is to be seen in it out: words, faces, bar codes. No models, no network."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from moderation.sight import eyes

VERSION = 2  # raised when it would see otherwise

SECONDS = 25  # for each of the three runs, by the clock of a busy machine
MOST_TEXT = 20_000  # characters: a page of small print has 5,000, and is read twice over
AT_ONCE = BoundedSemaphore(1)  # each fills a core for some seconds


@dataclass(frozen=True)
class Seen:
    """`text` is what was read, what bar codes hold included; None where nothing on this machine can
    read. `faces` and `codes` are how many there are."""

    text: str | None
    faces: int
    codes: int


class Blind(Exception):
    """The picture could not be looked at; it was too much, or the programs fell."""


def can_read() -> bool:
    """Whether tesseract is installed."""
    return shutil.which("tesseract") is not None


def look(webp: bytes) -> Seen:
    """Some seconds and up to 300 MB, in processes of their own. Raises Blind."""
    with AT_ONCE:
        answer = _run([sys.executable, "-I", str(Path(eyes.__file__).resolve())], webp)
        line, _, pages = answer.partition(b"\n")
        try:
            found = json.loads(line)
        except ValueError:
            raise Blind("Nothing came back.") from None
        text = _read_all(pages, found["pages"]) if can_read() else None
    codes = [str(code) for code in found["codes"]]
    if text is not None or codes:
        text = "\n".join(filter(None, [text, *codes]))[:MOST_TEXT].replace("\x00", "")
    return Seen(text if can_read() else None, int(found["faces"]), len(codes))


def _read_all(pages: bytes, lengths: list[int]) -> str:
    """What is read in each of these pages, one after the other."""
    read = []
    for length in lengths:
        read.append(_read(pages[:length]))
        pages = pages[length:]
    return "\n".join(filter(None, read))


def _read(picture: bytes) -> str:
    """The words, as they stand about in it (--psm 11: sparse text, in no order)."""
    program = shutil.which("tesseract")
    assert program, "asked only where it is installed"
    answer = _run([program, "stdin", "stdout", "--psm", "11", "-l", "eng"], picture)
    words = answer.decode(errors="replace").splitlines()
    return "\n".join(line.strip() for line in words if line.strip())


def _run(command: list[str], data: bytes) -> bytes:
    # One thread: it would take all cores else, and be slower for it.
    lean = {"OMP_THREAD_LIMIT": "1", "PATH": os.defpath}
    with suppress(subprocess.TimeoutExpired):
        done = subprocess.run(  # noqa: S603
            command,
            input=data,
            capture_output=True,
            env=lean,
            cwd="/",
            timeout=SECONDS,
            check=False,
        )
        if done.returncode == 0:
            return done.stdout
    raise Blind("It took too long, or more than it may.")
