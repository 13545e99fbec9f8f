"""Strangers' files turned into plain pictures, in a process that can do no harm.

A program and not a library: `uploads` starts it, with no environment, no other module of ours and
no file to its name. A file comes in by stdin; out by stdout come frames, each with its length
before it (4 bytes, big endian): the word "done" and then what was asked for, or one word of what is
wrong. Asked for are "pages", each as one JPEG; "pictures", each as its measures ("1200 800") and a
WebP of each of SIZES; or the same of one picture with boxes drawn over it, which are then the third
argument ("0.1,0.1,0.5,0.2;…": left, top, right, bottom as parts of the whole). Nothing touches the
disk. Whatever is not a pixel is gone: places, names, hidden
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
# Of a picture for a post that is no JPEG, which alone can be unpacked smaller than it is: beyond
# this it would not fit into DATA. A phone's usual HEIC has 12 or 24 million.
MOST_UNPACKED = 25_000_000
LONG_SIDE = 2000  # pixels: small print on a page of A4 is still read (170 dpi)
QUALITY = 85  # of JPEG: no difference to be seen on paper

ORIENTATION = 0x0112  # as Exif numbers it

MEMORY = 1 << 30  # bytes of address space; libraries alone map a third of it
# Bytes of its own that a picture for a post may cost: with the code it runs, under 300 MB. Of HEIC
# our library holds three copies at once.
DATA = 250 << 20
DATA_HEIF = 400 << 20
PROCESSOR = 10  # seconds

JPEG, PNG, WEBP, HEIF, PDF = "JPEG", "PNG", "WEBP", "HEIF", "PDF"

# Longest side, in pixels, from small to large: in a list on a phone's sharp screen; in a window;
# and what a radiograph is looked into with. At QUALITY_WEBP a photo takes 10, 90 and 300 kB.
SIZES = {"small": 360, "large": 1200, "full": 2400}
QUALITY_WEBP = 82
EFFORT = 2  # of 6: twice as fast as the usual 4, for a tenth more bytes


class Wrong(Exception):
    """The word says how: pages, pixels, many, moving, password or broken."""


def main() -> None:
    answers = _own_stdout()
    what, kind, *boxes = sys.argv[1:]
    _limit(what, kind)
    data = sys.stdin.buffer.read()
    try:
        pages = [
            frame for page in _pages(what, kind, data) for frame in _frames(what, page, *boxes)
        ]
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


def _limit(what: str, kind: str) -> None:
    """Best effort: macOS has no limit on address space."""
    import resource

    data = MEMORY if what == "pages" else DATA_HEIF if kind == HEIF else DATA

    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_DATA, data),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, 0),  # writes no file
        (resource.RLIMIT_CORE, 0),  # and a crash leaves none with someone's face in it
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def _put(answers: BinaryIO, frame: bytes) -> None:
    answers.write(struct.pack(">I", len(frame)) + frame)


def _pages(what: str, kind: str, data: bytes) -> "Iterator[Image.Image]":
    if kind == PDF:
        yield from _rendered(data)
    else:
        picture = _picture(kind, data)
        if what != "pages" and kind != JPEG and picture.width * picture.height > MOST_UNPACKED:
            raise Wrong("many")
        yield _clean(picture)


def _frames(what: str, page: "Image.Image", boxes: str = "") -> list[bytes]:
    if what == "pages":
        return [_jpeg(page)]
    from PIL import Image, ImageDraw

    drawing = ImageDraw.Draw(page)
    for box in filter(None, boxes.split(";")):
        left, top, right, bottom = map(float, box.split(","))
        # A pixel more on each side: of what stood at the edge nothing shines through.
        corner = (int(left * page.width) - 1, int(top * page.height) - 1)
        other = (int(right * page.width) + 1, int(bottom * page.height) + 1)
        drawing.rectangle((*corner, *other), "black")
    frames = [f"{page.width} {page.height}".encode()]
    for longest in sorted(SIZES.values(), reverse=True):
        page.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        frames.insert(1, _webp(page))
    return frames


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
    if getattr(picture, "n_frames", 1) > 1 and kind in (PNG, WEBP):
        raise Wrong("moving")
    picture.draft("RGB", (SIZES["full"], SIZES["full"]))  # JPEG alone: decoded smaller at once
    return picture


def _clean(picture: "Image.Image") -> "Image.Image":
    """The pixels as a picture that never knew another file: upright, small, on white."""
    from PIL import Image, ImageOps

    orientation = 1
    with suppress(Exception):  # notes that make no sense take nothing from the picture
        orientation = picture.getexif().get(ORIENTATION, 1)
    picture = _shrunk(picture)
    page = Image.new("RGB", picture.size, "white")
    alpha = picture.getchannel("A") if "A" in picture.getbands() else None
    page.paste(picture if picture.mode == "RGB" else picture.convert("RGB"), mask=alpha)
    page.thumbnail((SIZES["full"], SIZES["full"]), Image.Resampling.LANCZOS)
    page.getexif()[ORIENTATION] = orientation
    upright = ImageOps.exif_transpose(page)
    upright.info.clear()
    return upright


def _shrunk(picture: "Image.Image") -> "Image.Image":
    """In a mode with plain channels of 8 bits, and less than twice too long: colours, transparency
    and the finer sizing then cost little memory."""
    from PIL import Image

    if picture.mode.startswith("I"):  # 16 bits a pixel
        picture = picture.convert("I").point(lambda level: level * (1 / 256))
    if picture.mode not in {"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"}:
        picture = picture.convert("RGBA" if picture.mode in {"P", "PA"} else "L")
    factor = max(picture.size) // SIZES["full"]
    if factor > 1:
        picture = picture.reduce(factor)
    assert isinstance(picture, Image.Image)
    return picture


def _webp(page: "Image.Image") -> bytes:
    out = io.BytesIO()
    none = {"exif": b"", "icc_profile": None, "xmp": b""}
    page.save(out, "WEBP", quality=QUALITY_WEBP, method=EFFORT, **none)
    return out.getvalue()


def _jpeg(page: "Image.Image") -> bytes:
    from PIL import Image

    page.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    page.info.clear()
    out = io.BytesIO()
    page.save(out, "JPEG", quality=QUALITY, exif=b"", icc_profile=None, xmp=b"", comment=b"")
    return out.getvalue()


def _rendered(data: bytes) -> "Iterator[Image.Image]":
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
        yield _bitmap(page).to_pil().convert("RGB")
        page.close()


def _bitmap(page: Any) -> Any:
    return page.render(scale=LONG_SIDE / max(*page.get_size(), 1))


if __name__ == "__main__":
    main()
