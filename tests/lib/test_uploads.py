"""Whatever is sent, only pixels come back; and what would hurt is refused in plain words."""

import io
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from community.lib import reencoding, uploads
from community.lib.uploads import Unusable, pages_of
from tests.lib.files import CANARY, encoded, heic, jpeg, pdf, pdf_bomb, picture, png, png_header

SEGMENTS = re.compile(rb"\xff([\xe0-\xef\xfe])")
KINDS = {"jpeg": jpeg, "png": png, "heic": heic, "pdf": pdf}


def opened(page):
    return Image.open(io.BytesIO(page))


def is_red(image, x, y):
    red, green, blue = image.getpixel((int(x * image.width), int(y * image.height)))
    return red > 200 and green < 60 and blue < 60


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_left_but_pixels(kind):
    sent = KINDS[kind]()
    assert CANARY.encode() in sent
    (page,) = pages_of(sent)
    image = opened(page)
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert {segment[0] for segment in SEGMENTS.findall(page.split(b"\xff\xda")[0])} == {0xE0}
    assert CANARY.encode() not in page
    assert b"Exif" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_itself_is_still_there(kind):
    (page,) = pages_of(KINDS[kind]())
    image = opened(page)
    assert is_red(image, 0.5, 0.8)
    assert not is_red(image, 0.5, 0.2)


def test_a_photo_taken_sideways_stands_upright():
    (page,) = pages_of(jpeg(size=(300, 200), orientation=6))  # to be turned to the right
    image = opened(page)
    assert image.size == (200, 300)
    assert is_red(image, 0.2, 0.5)
    assert not is_red(image, 0.8, 0.5)


@pytest.mark.parametrize("size", [(3000, 1500), (6000, 3000), (900, 5000)])
def test_what_is_large_comes_back_smaller(size):
    for make in (jpeg, png):
        (page,) = pages_of(make(size))
        image = opened(page)
        assert max(image.size) == reencoding.LONG_SIDE
        assert image.width / image.height == pytest.approx(size[0] / size[1], rel=0.02)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_mode_of_png_is_read(mode):
    made = Image.new("I;16", (50, 50), 65535) if mode == "I;16" else picture(mode=mode)
    (page,) = pages_of(encoded(made, "PNG"))
    assert min(opened(page).getpixel((5, 5))) > 240  # white above


def test_what_is_transparent_turns_white_and_what_is_under_it_is_gone():
    (page,) = pages_of(encoded(Image.new("RGBA", (50, 50), (255, 0, 0, 0)), "PNG"))
    assert opened(page).getpixel((25, 25)) == (255, 255, 255)


def test_a_photo_for_print_is_read():
    (page,) = pages_of(encoded(picture(mode="CMYK"), "JPEG"))
    assert is_red(opened(page), 0.5, 0.8)


def test_each_page_of_a_pdf_becomes_a_picture_and_ten_are_the_most():
    pages = pages_of(pdf(10))
    assert len(pages) == 10
    assert {max(opened(page).size) for page in pages} == {2000}
    with pytest.raises(Unusable, match="more than 10 pages"):
        pages_of(pdf(11))


def gif():
    return encoded(picture(), "GIF")


def dicom():
    return bytes(128) + b"DICM" + bytes(500)


def a_photo_that_is_dicom_too():
    photo = jpeg()
    return photo[:128] + b"DICM" + photo[132:]


REFUSED = {
    "nothing": (b"", "empty"),
    "text": (b"Dear Sir or Madam", "none of these"),
    "gif": (gif(), "none of these"),
    "word": (b"PK\x03\x04" + bytes(400), "none of these"),
    "program": (b"\x7fELF" + bytes(400), "none of these"),
    "svg": (b"<?xml version='1.0'?><svg xmlns='x'><script>1</script></svg>", "SVG"),
    "dicom": (dicom(), "tell of a patient"),
    "photo and dicom": (a_photo_that_is_dicom_too(), "tell of a patient"),
    "half a photo": (jpeg((900, 900))[:3000], "damaged"),
    "only a beginning": (b"\xff\xd8\xff", "damaged"),
    "png of nonsense": (b"\x89PNG\r\n\x1a\n" + bytes(99), "damaged"),
    "heic of nonsense": (b"\0\0\0\x18ftypheic" + bytes(99), "damaged"),
    "pdf of nonsense": (b"%PDF-1.7\n%%EOF", "damaged"),
    "pdf without pages": (pdf(0), "damaged"),
    "locked pdf": (pdf(locked=True), "locked with a password"),
    "bomb": (png_header(50_000, 50_000), "50 million"),
    "photo just too large": (png_header(8_000, 6_300), "50 million"),
    "too big": (jpeg() + bytes(uploads.MOST_BYTES), "larger than 10 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_of_no_use_is_refused_with_a_reason(case):
    data, words = REFUSED[case]
    with pytest.raises(Unusable, match=words):
        pages_of(data)


def test_the_name_and_what_else_is_in_it_do_not_matter():
    """A photo that is a page and an archive as well is a photo, and after that nothing else."""
    (page,) = pages_of(jpeg() + b"<html><script>alert(1)</script>" + b"PK\x03\x04" + pdf())
    assert b"<script>" not in page
    assert b"%PDF" not in page
    assert b"PK\x03\x04" not in page


def test_a_pdf_that_unpacks_to_a_gigabyte_is_read_within_the_limits_or_not_at_all():
    """The limits are on the reader; whatever it does, no one else feels it."""
    bomb = pdf_bomb()
    assert len(bomb) < uploads.MOST_BYTES
    with suppress(Unusable):
        assert len(pages_of(bomb)) == 1


def child(code, data=b"", what="pages"):
    """Run `code` as the reader runs: after it has limited itself."""
    begin = f"import sys; sys.path.insert(0, {str(Path(reencoding.__file__).parent)!r})\n"
    begin += "import reencoding; answers = reencoding._own_stdout()\n"
    begin += f"reencoding._limit({what!r}, 'PNG')\n"
    return subprocess.run(
        [sys.executable, "-I", "-c", begin + code], input=data, capture_output=True, check=False
    )


def test_the_reader_writes_no_file(tmp_path):
    where = tmp_path / "x"
    assert child(f"open({str(where)!r}, 'w').write('a' * 9999)").returncode != 0
    assert not where.exists() or where.stat().st_size == 0


@pytest.mark.skipif(sys.platform != "linux", reason="no such limit there")
def test_the_reader_has_a_gigabyte_and_no_more():
    assert b"MemoryError" in child("x = bytearray(2_000_000_000)").stderr


@pytest.mark.skipif(sys.platform != "linux", reason="no such limit there")
def test_a_picture_for_a_post_costs_less_than_300_megabytes():
    assert b"MemoryError" in child("x = bytearray(280_000_000)", what="pictures").stderr
    assert child("x = bytearray(200_000_000)", what="pictures").returncode == 0


def test_what_a_library_prints_is_no_answer():
    assert child("import os; os.write(1, b'pages'); print('pages')").stdout == b""


def test_the_reader_is_told_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    seen = {}
    real = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda *args, **kwargs: seen.update(kwargs) or real(*args, **kwargs)
    )
    pages_of(jpeg())
    assert seen["env"] == {}


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.exit(1)",
        "import os; os.kill(os.getpid(), 9)",
        "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(b'\\0\\0\\0\\x05don')",
        "import sys; sys.stdin.buffer.read(); print('<script>')",
        "import time; time.sleep(60)",
        "while True: print('x' * 9999)",
    ],
)
def test_a_reader_that_falls_hangs_or_babbles_does_no_harm(program, tmp_path, monkeypatch):
    path = tmp_path / "reader.py"
    path.write_text(program)
    monkeypatch.setattr(reencoding, "__file__", str(path))
    monkeypatch.setattr(uploads, "SECONDS", 1)
    with pytest.raises(Unusable, match="could not read"):
        pages_of(jpeg() + bytes(1_000_000))
