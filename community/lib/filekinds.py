"""What kind of file some bytes are, and whether they are a second kind too. Pure; by content."""

import re
from collections.abc import Iterator

from community.lib.reencoding import HEIF, JPEG, PDF, PNG, WEBP

HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

# How something begins that acts, or that another program would open: archives, pages, programs,
# documents. A phone's own additions after a picture (a film, a map of depths) are none of these.
_BEGINS = re.compile(
    rb"PK\x03\x04|PK\x05\x06|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x7fELF|%PDF-1|\xd0\xcf\x11\xe0\xa1\xb1"
    rb"|GIF8[79]a|<script[\s>]|<svg[\s>]|<html[\s>]|<iframe[\s>]|<\?php|<!doctype html|javascript:",
    re.I,
)
_HEADS = (b"PK\x03\x04", b"MZ", b"\x7fELF", b"GIF8", b"\xff\xd8\xff", b"\x89PNG", b"<", b"RIFF")


def kind_of(data: bytes) -> str | None:
    """JPEG, PNG, WEBP, HEIF or PDF; None for any other."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS:
        return HEIF
    if b"%PDF-" in data[:1024]:  # some scanners write something before it
        return PDF
    return None


def is_drawing(data: bytes) -> bool:
    return bool(re.search(rb"<svg[\s>]", data[:4096], re.I))


def is_two_things(kind: str, data: bytes) -> bool:
    """Whether a file of this kind is one of another kind as well: something stands before, between
    or after what its own kind needs that begins another. Pixels are not looked through: in packed
    ones any bytes come up by chance, and they are drawn anew in any case."""
    if kind == PDF:
        start, end = data.index(b"%PDF-"), data.rfind(b"%%EOF")
        if data[:start].lstrip().startswith(_HEADS):
            return True
        after = data[end:] if end >= 0 else b""
        return bool(_BEGINS.search(data[:start]) or _BEGINS.search(after))
    besides = {JPEG: _besides_jpeg, PNG: _besides_png, WEBP: _besides_webp, HEIF: _besides_heif}
    return any(_BEGINS.search(part) for part in besides[kind](data))


def _besides_jpeg(data: bytes) -> Iterator[bytes]:
    """Its segments but the pixels, and what comes after its end."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if mark == 0xD9:
            break
        if 0xE0 <= mark <= 0xEF or mark == 0xFE:
            yield data[at + 4 : at + 2 + length]
        at += 2 + length
        if mark == 0xDA:  # pixels: in them FF is followed by 00 or a number, never by another mark
            found = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(data, at)
            at = found.start() if found else len(data)
    yield data[at:]


def _besides_png(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 12 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if name != b"IDAT":
            yield data[at + 8 : at + 8 + length]
        at += 12 + length
        if name == b"IEND":
            break
    yield data[at:]


def _besides_webp(data: bytes) -> Iterator[bytes]:
    at, end = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name not in (b"VP8 ", b"VP8L", b"ALPH", b"ANMF"):
            yield data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
    yield data[end:]


def _besides_heif(data: bytes) -> Iterator[bytes]:
    at = 0
    while at + 8 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if length == 0:
            length = len(data) - at
        elif length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        if not 8 <= length <= len(data) - at:
            break
        if name != b"mdat":
            yield data[at : at + length]
        at += length
    yield data[at:]
