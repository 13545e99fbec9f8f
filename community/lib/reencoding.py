"""Strangers' files turned into plain pictures, in a process that can do no harm.

A program and not a library: `uploads.pages_of` starts it, with no environment, no other module of
ours and no file to its name. A file comes in by stdin; out by stdout come frames, each with its
length before it (4 bytes, big endian): the word "done" and then each page as JPEG, or one word of
what is wrong. Nothing touches the disk. Whatever is not a pixel is gone: places, names, hidden
text, scripts, attachments, and what only a broken reader would have understood.
"""

import io
import os
import struct
import sys
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from PIL import Image

MOST_PAGES = 10  # a certificate with its annexes; more is a book
MOST_PIXELS = 50_000_000  # the largest setting of a usual phone is 48 million
LONG_SIDE = 2000  # pixels: small print on a page of A4 is still read (170 dpi)
QUALITY = 85  # of JPEG: no difference to be seen on paper

ORIENTATION = 0x0112  # as Exif numbers it

MEMORY = 1 << 30  # bytes of address space; libraries alone map a third of it
PROCESSOR = 10  # seconds

JPEG, PNG, HEIF, PDF = "JPEG", "PNG", "HEIF", "PDF"


class Wrong(Exception):
    """The word says how: pages, pixels, password or broken."""


def main() -> None:
    answers = _own_stdout()
    _limit()
    data = sys.stdin.buffer.read()
    try:
        pages = list(_pages(sys.argv[1], data))
    except Wrong as wrong:
        _put(answers, str(wrong).encode())
    except Exception:  # of any library, about any byte: the file is at fault
        _put(answers, b"broken")
    else:
        for frame in (b"done", *pages):
            _put(answers, frame)
    answers.flush()


def _own_stdout() -> BinaryIO:
    """Keep stdout for our frames: a C library that prints writes to nowhere."""
    ours = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return ours


def _limit() -> None:
    """Best effort: macOS has no limit on address space."""
    import resource

    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, 0),  # writes no file
        (resource.RLIMIT_CORE, 0),  # and a crash leaves none with someone's face in it
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _put(answers: BinaryIO, frame: bytes) -> None:
    answers.write(struct.pack(">I", len(frame)) + frame)


def _pages(kind: str, data: bytes) -> Iterator[bytes]:
    if kind == PDF:
        yield from _rendered(data)
    else:
        yield _clean(_picture(kind, data))


def _picture(kind: str, data: bytes) -> "Image.Image":
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    if kind == HEIF:
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        picture = Image.open(io.BytesIO(data), formats=[kind])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Wrong("pixels") from None
    if picture.width * picture.height > MOST_PIXELS:
        raise Wrong("pixels")
    picture.draft("RGB", (2 * LONG_SIDE, 2 * LONG_SIDE))  # JPEG alone: decoded smaller at once
    return picture


def _clean(picture: "Image.Image") -> bytes:
    """The pixels as a picture that never knew another file: upright, small, on white."""
    from PIL import Image, ImageOps

    orientation = 1
    with suppress(Exception):  # notes that make no sense take nothing from the picture
        orientation = picture.getexif().get(ORIENTATION, 1)
    picture = _shrunk(picture)
    page = Image.new("RGB", picture.size, "white")
    alpha = picture.getchannel("A") if "A" in picture.getbands() else None
    page.paste(picture if picture.mode == "RGB" else picture.convert("RGB"), mask=alpha)
    page.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    page.getexif()[ORIENTATION] = orientation
    return _jpeg(ImageOps.exif_transpose(page))


def _shrunk(picture: "Image.Image") -> "Image.Image":
    """In a mode with plain channels of 8 bits, and at most some four times too large: colours,
    transparency and the finer sizing then cost little memory."""
    from PIL import Image

    if picture.mode.startswith("I"):  # 16 bits a pixel
        picture = picture.convert("I").point(lambda level: level * (1 / 256))
    if picture.mode not in {"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"}:
        picture = picture.convert("RGBA" if picture.mode in {"P", "PA"} else "L")
    factor = max(picture.size) // (2 * LONG_SIDE)
    if factor > 1:
        picture = picture.reduce(factor)
    assert isinstance(picture, Image.Image)
    return picture


def _jpeg(page: "Image.Image") -> bytes:
    page.info.clear()
    out = io.BytesIO()
    page.save(out, "JPEG", quality=QUALITY, exif=b"", icc_profile=None, xmp=b"", comment=b"")
    return out.getvalue()


def _rendered(data: bytes) -> Iterator[bytes]:
    """Each page as it is printed. The library is built without a script engine."""
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise Wrong("password" if locked else "broken") from None
    if len(document) > MOST_PAGES:
        raise Wrong("pages")
    if len(document) == 0:
        raise Wrong("broken")
    for page in document:
        yield _jpeg(_bitmap(page).to_pil().convert("RGB"))
        page.close()


def _bitmap(page: Any) -> Any:
    return page.render(scale=LONG_SIDE / max(*page.get_size(), 1))


if __name__ == "__main__":
    main()
