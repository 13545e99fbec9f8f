"""Files that people send: taken apart in a process of its own, and only pixels come back."""

import re
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Timer

from community.lib import reencoding
from community.lib.reencoding import HEIF, JPEG, MOST_PAGES, MOST_PIXELS, PDF, PNG

MOST_BYTES = 10_000_000  # a phone's photo has 2 to 6 MB, a scanned page one

SECONDS = 20  # by the clock; a busy machine is slower than the processor's limit
MOST_OUT = 40_000_000  # bytes: ten pages of pure noise
# Each takes a second or two and 160 MB (a usual photo) to 470 MB (the largest); the third waits.
AT_ONCE = BoundedSemaphore(2)

HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

NOT_OURS = "Please send a photo (JPEG, PNG or HEIC) or a PDF. This file is none of these."
WORDS = {
    "empty": "This file is empty.",
    "kind": NOT_OURS,
    "drawing": "This is a drawing (SVG). Please send a photo (JPEG, PNG or HEIC) or a PDF.",
    "scan": (
        "This is a medical image (DICOM), which may tell of a patient. It was not kept. "
        "Please send a photo (JPEG, PNG or HEIC) or a PDF."
    ),
    "bytes": (
        f"This file is larger than {MOST_BYTES // 1_000_000} MB. Please send a smaller one, or a "
        "photo of the page."
    ),
    "pages": f"This has more than {MOST_PAGES} pages. Please send only those that matter.",
    "pixels": (
        f"This picture has more than {MOST_PIXELS // 1_000_000} million points. Please send a "
        "smaller one."
    ),
    "password": "This PDF is locked with a password. Please send it unlocked, or a photo of it.",
    "broken": (
        "We could not read this file: it is damaged, or more than our reader can take. Please send "
        "a photo of the page instead."
    ),
}


class Unusable(Exception):
    """The file is of no use; the message tells the member why, and what would be. Made with a key
    of WORDS."""

    def __init__(self, word: str) -> None:
        super().__init__(WORDS.get(word, WORDS["broken"]))


def pages_of(data: bytes) -> list[bytes]:
    """The file's pages as JPEG, upright, 2000 pixels long at most, with nothing but pixels.

    Takes JPEG, PNG, HEIC and PDF, by content and whatever the name. Raises Unusable.
    """
    kind = _kind(data)
    with AT_ONCE:
        answer = _ask(kind, data)
    word, pages = answer[:1], answer[1:]
    if word != [b"done"]:
        raise Unusable(word[0].decode(errors="replace") if word else "broken")
    if not 0 < len(pages) <= MOST_PAGES:
        raise Unusable("broken")
    return pages


def _kind(data: bytes) -> str:
    if not data:
        raise Unusable("empty")
    if len(data) > MOST_BYTES:
        raise Unusable("bytes")
    if data[128:132] == b"DICM":
        raise Unusable("scan")
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return HEIF
    if b"%PDF-" in data[:1024]:  # some scanners write something before it
        return PDF
    raise Unusable("drawing" if re.search(rb"<svg[\s>]", data[:4096], re.I) else "kind")


def _ask(kind: str, data: bytes) -> list[bytes]:
    """The frames that the child answers with; none if it was stopped or fell. It gets nothing of
    ours: neither the environment, with its keys, nor our modules, nor an open file."""
    command = [sys.executable, "-I", str(Path(reencoding.__file__).resolve()), kind]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603
        command, stdin=pipe, stdout=pipe, stderr=nowhere, env={}, cwd="/"
    ) as child:
        assert child.stdin is not None and child.stdout is not None
        clock = Timer(SECONDS, child.kill)
        clock.start()
        try:
            with suppress(BrokenPipeError), child.stdin:  # it may fall before it has read all
                child.stdin.write(data)
            return _frames(child.stdout.read(MOST_OUT))
        finally:
            clock.cancel()
            child.kill()  # does nothing when it has come to its end


def _frames(answer: bytes) -> list[bytes]:
    frames, at = [], 0
    while at + 4 <= len(answer):
        (length,) = struct.unpack_from(">I", answer, at)
        frames.append(answer[at + 4 : at + 4 + length])
        at += 4 + length
    return frames if at == len(answer) else []
