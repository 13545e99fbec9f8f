"""Files that people send: taken apart in a process of its own, and only pixels come back."""

import struct
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Timer

from community.lib import filekinds, reencoding
from community.lib.reencoding import MOST_PAGES, MOST_PIXELS, MOST_UNPACKED, SIZES, WEBP

MOST_BYTES = 10_000_000  # a phone's photo has 2 to 6 MB, a scanned page one

SECONDS = 20  # by the clock; a busy machine is slower than the processor's limit
MOST_OUT = 40_000_000  # bytes: ten pages of pure noise
# Each takes a second or two and 160 MB (a usual photo) to 470 MB (the largest); the third waits.
AT_ONCE = BoundedSemaphore(2)

OURS = "a photo (JPEG, PNG, WebP or HEIC) or a PDF"
WORDS = {
    "empty": "This file is empty.",
    "kind": f"Please send {OURS}. This file is none of these.",
    "drawing": f"This is a drawing (SVG), which can hold a program. Please send {OURS}.",
    "two": "This file is two things at once: a picture with something else in it. It was not kept.",
    "moving": "This picture moves. Please send a still one.",
    "scan": (
        "This is a medical image (DICOM), which may tell of a patient. It was not kept. "
        f"Please send {OURS}."
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
    "many": (
        f"This picture has more than {MOST_UNPACKED // 1_000_000} million points. Please send a "
        "smaller one, or the same as JPEG."
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


@dataclass(frozen=True)
class Drawn:
    """A picture drawn anew: its measures in pixels, and a WebP for each name in SIZES."""

    width: int
    height: int
    sizes: dict[str, bytes]

    @property
    def weight(self) -> int:
        """Bytes of all sizes."""
        return sum(map(len, self.sizes.values()))


def pages_of(data: bytes) -> list[bytes]:
    """The file's pages as JPEG, upright, 2000 pixels long at most, with nothing but pixels.

    Takes JPEG, PNG, WebP, HEIC and PDF, by content and whatever the name. Raises Unusable.
    """
    pages = _done("pages", _kind(data), data)
    if not 0 < len(pages) <= MOST_PAGES:
        raise Unusable("broken")
    return pages


def pictures_of(data: bytes) -> list[Drawn]:
    """The same as pictures for a post; a PDF gives one for each page. Takes what `pages_of` does,
    but nothing that is also a file of another kind. Raises Unusable."""
    kind = _kind(data)
    if filekinds.is_two_things(kind, data):
        raise Unusable("two")
    return _drawn(_done("pictures", kind, data))


def covered(webp: bytes, boxes: Iterable[tuple[float, float, float, float]]) -> Drawn:
    """One of our own pictures with black boxes over it: left, top, right and bottom as parts of its
    width and height, 0 to 1. Raises Unusable."""
    said = ";".join(",".join(f"{edge:.6f}" for edge in box) for box in boxes)
    (drawn,) = _drawn(_done("pictures", WEBP, webp, said))
    return drawn


def _drawn(frames: list[bytes]) -> list[Drawn]:
    each = len(SIZES) + 1
    if not frames or len(frames) % each or len(frames) > each * MOST_PAGES:
        raise Unusable("broken")
    pictures = []
    for first in range(0, len(frames), each):
        width, height = map(int, frames[first].split())
        sizes = dict(zip(SIZES, frames[first + 1 : first + each], strict=True))
        pictures.append(Drawn(width, height, sizes))
    return pictures


def _kind(data: bytes) -> str:
    if not data:
        raise Unusable("empty")
    if len(data) > MOST_BYTES:
        raise Unusable("bytes")
    if data[128:132] == b"DICM":
        raise Unusable("scan")
    if kind := filekinds.kind_of(data):
        return kind
    raise Unusable("drawing" if filekinds.is_drawing(data) else "kind")


def _done(what: str, kind: str, data: bytes, *more: str) -> list[bytes]:
    """The frames that were asked for. Raises Unusable with the word that came instead."""
    with AT_ONCE:
        word, *frames = _ask([what, kind, *more], data) or [b"broken"]
    if word != b"done":
        raise Unusable(word.decode(errors="replace"))
    return frames


def _ask(arguments: list[str], data: bytes) -> list[bytes]:
    """The frames that the child answers with; none if it was stopped or fell. It gets nothing of
    ours: neither the environment, with its keys, nor our modules, nor an open file."""
    command = [sys.executable, "-I", str(Path(reencoding.__file__).resolve()), *arguments]
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
