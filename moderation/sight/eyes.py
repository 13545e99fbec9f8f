"""Look for faces and bar codes in a picture, and make it ready to be read, where it can do no harm.

A program and not a library, like `community.lib.reencoding`: started without an environment. One of
our own pictures comes in by stdin; out by stdout come a line of JSON, {"faces": 0, "codes":
["999 000 0018"], "pages": [1440015, 2880015]}, and after it two pages of so many bytes, as PGM in
greys. The first is the picture, of a size to be read. The second is what is brighter and what is
darker than what is about it, one below the other: letters stand there alone, black on white,
whatever they lay upon.
"""

import io
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

LONG_SIDE = 1800  # pixels; larger takes longer and is read no better
LEAST_SIDE = 1000  # smaller is enlarged: letters of 12 pixels are not read, of 24 they are
FACES_SIDE = 1000
FAINT = 28  # of 255: what stands out less is grain and skin, of which only nonsense would be read
STROKES = 41  # pixels: broader than the strokes of letters, finer than what they stand on

MEMORY = 700 << 20  # bytes of its own
PROCESSOR = 20  # seconds


def main() -> None:
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _limit()
    import numpy
    from PIL import Image

    picture = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=["WEBP"]).convert("L")
    grey = numpy.asarray(picture)
    fit = _fit(grey)
    pages = [_page(fit), _page(_letters(fit))]
    seen = {"faces": _faces(grey), "codes": _codes(grey), "pages": [len(page) for page in pages]}
    out.write(json.dumps(seen).encode() + b"\n" + b"".join(pages))
    out.flush()


def _limit() -> None:
    """Best effort: macOS knows fewer limits."""
    import resource

    for what, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _faces(grey: Any) -> int:
    """From the front, and a profile to either side."""
    import cv2

    cv2.setNumThreads(1)
    factor = min(FACES_SIDE / max(grey.shape), 1)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    # By parts: evened out as a whole, a face on white paper turns as dark as its shadows.
    small = cv2.createCLAHE(2.0, (8, 8)).apply(small)
    least = max(36, max(small.shape) // 16)
    found, folder = 0, Path(cv2.__file__).parent / "data"
    looks = (("frontalface_alt2", False), ("profileface", False), ("profileface", True))
    for name, turned in looks:
        cascade = cv2.CascadeClassifier(f"{folder}/haarcascade_{name}.xml")
        looked = cv2.flip(small, 1) if turned else small
        # Eight windows must agree on a profile: of those that fewer do, most are none.
        agree = 5 if name.startswith("front") else 8
        boxes = cascade.detectMultiScale(looked, 1.1, agree, minSize=(least, least))
        found = max(found, len(boxes))
    return found


def _page(grey: Any) -> bytes:
    height, width = grey.shape
    return b"P5 %d %d 255\n" % (width, height) + bytes(grey.tobytes())


def _fit(grey: Any) -> Any:
    import cv2

    longest = max(grey.shape)
    factor = min(LONG_SIDE / longest, 1) if longest > LEAST_SIDE else 2
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return cv2.resize(grey, None, fx=factor, fy=factor, interpolation=how)


def _letters(fit: Any) -> Any:
    """Read as it is, a radiograph gives little: letters on soft shadows drown in them. Read like
    this alone, the paper of an ECG gives little: its lines stand out as letters do."""
    import cv2
    import numpy

    stroke = cv2.getStructuringElement(cv2.MORPH_RECT, (STROKES, STROKES))
    found = []
    for what in (cv2.MORPH_TOPHAT, cv2.MORPH_BLACKHAT):
        lines = cv2.morphologyEx(fit, what, stroke).astype(float)
        lines[lines < FAINT] = 0
        found.append((255 - lines * (255 / max(lines.max(), FAINT))).astype("uint8"))
    return numpy.vstack(found)


def _codes(grey: Any) -> list[str]:
    import zxingcpp

    return [code.text[:200] for code in zxingcpp.read_barcodes(grey) if code.valid][:20]


if __name__ == "__main__":
    main()
