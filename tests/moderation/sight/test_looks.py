"""Words, faces and bar codes are found in the pixels of a picture, and nowhere else.

`collins.webp` is Eileen Collins, cut from a photograph by NASA (public domain), as scikit-image
ships it.
"""

import io
import random
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from moderation import sight

reads = pytest.mark.skipif(not shutil.which("tesseract"), reason="needs tesseract")
WHO = "SMITH, JOHN"
NUMBER = "NHS 999 000 0018"
FACE = Path(__file__).with_name("collins.webp")


def looked_at(picture):
    out = io.BytesIO()
    picture.convert("RGB").save(out, "WEBP", quality=82)
    return sight.look(out.getvalue())


def written(picture, *lines, size=28, ink=235):
    for number, line in enumerate(lines):
        place = (40, 40 + int(size * 1.6) * number)
        ImageDraw.Draw(picture).text(place, line, fill=ink, font=ImageFont.load_default(size))
    return picture


def chest():
    """Soft shadows and ribs, as bright as letters in places."""
    chance = random.Random(3)
    small = Image.new("L", (33, 40))
    small.putdata([chance.randrange(140) for _ in range(33 * 40)])
    picture = small.resize((1500, 1800), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(picture)
    for rib in range(9):
        pen.arc((100, 200 + rib * 150, 1400, 700 + rib * 150), 200, 340, fill=170, width=16)
    return picture.filter(ImageFilter.GaussianBlur(8))


def ecg(grid):
    picture = Image.new("RGB", (1600, 900), (255, 240, 240))
    pen = ImageDraw.Draw(picture)
    for at in range(0, 1600, 20):
        pen.line((at, 0, at, 900), fill=grid)
        pen.line((0, at, 1600, at), fill=grid)
    for lead in range(4):
        top = 250 + 160 * lead
        trace = [(x, top - (110 if x % 200 < 12 else 0)) for x in range(0, 1600, 4)]
        pen.line(trace, fill="black", width=3)
    return picture


def slide():
    chance = random.Random(3)
    picture = Image.new("RGB", (1200, 900), (240, 220, 235))
    for _ in range(900):
        x, y, r = chance.randrange(1200), chance.randrange(900), chance.randrange(4, 14)
        box = (x - r, y - r, x + r, y + r)
        ImageDraw.Draw(picture).ellipse(box, fill=(120, 60, 150), outline=(90, 40, 120))
    return picture


@reads
@pytest.mark.parametrize(
    ("picture", "ink"),
    [
        (chest(), 235),
        (Image.new("L", (900, 500), 20), 235),
        (Image.new("L", (900, 500), 10), 70),
        (Image.new("L", (900, 500), 250), 10),
        (ecg((250, 200, 200)), "black"),
        (ecg((245, 170, 170)), "black"),
    ],
    ids=["radiograph", "bright on dark", "faint on dark", "letter", "pale grid", "pink grid"],
)
def test_words_are_read_whatever_they_lie_upon(picture, ink):
    text = looked_at(written(picture.copy(), WHO, NUMBER, ink=ink)).text
    assert NUMBER in text
    assert "SMITH" in text


@reads
def test_small_letters_of_a_small_picture_are_read():
    assert NUMBER in looked_at(written(Image.new("L", (500, 300), 20), NUMBER, size=14)).text


@pytest.mark.parametrize("code", ["Code128", "DataMatrix", "QRCode", "Aztec", "PDF417"])
def test_what_a_bar_code_holds_is_among_the_words(code, monkeypatch):
    zxingcpp = pytest.importorskip("zxingcpp")
    monkeypatch.setattr(sight, "can_read", lambda: True)
    monkeypatch.setattr(sight, "_read", lambda page: "")
    made = zxingcpp.create_barcode("9990000018", getattr(zxingcpp.BarcodeFormat, code))
    picture = Image.new("L", (1200, 900), "white")
    picture.paste(Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=4)), (100, 100))
    assert looked_at(picture) == sight.Seen("9990000018", faces=0, codes=1)


@pytest.mark.parametrize("turned", [None, Image.Transpose.FLIP_LEFT_RIGHT])
def test_a_face_is_seen(turned, monkeypatch):
    monkeypatch.setattr(sight, "can_read", lambda: False)
    face = Image.open(FACE)
    assert looked_at(face.transpose(turned) if turned is not None else face).faces == 1


@pytest.mark.parametrize("paper", ["white", "black", (90, 110, 100)])
def test_a_face_that_is_only_a_part_of_the_picture_is_seen(paper, monkeypatch):
    monkeypatch.setattr(sight, "can_read", lambda: False)
    around = Image.new("RGB", (900, 700), paper)
    around.paste(Image.open(FACE), (300, 233))
    assert looked_at(around).faces == 1


@pytest.mark.parametrize(
    "picture", [chest(), ecg((250, 200, 200)), slide()], ids=["radiograph", "ECG", "slide"]
)
def test_in_what_doctors_show_no_face_is_seen(picture, monkeypatch):
    monkeypatch.setattr(sight, "can_read", lambda: False)
    assert looked_at(picture) == sight.Seen(None, faces=0, codes=0)


def test_without_tesseract_nothing_was_read_which_is_not_that_there_were_no_words(monkeypatch):
    monkeypatch.setattr(sight.shutil, "which", lambda name: None)
    assert looked_at(written(Image.new("L", (900, 500), 20), NUMBER)).text is None


@pytest.mark.parametrize("data", [b"", b"RIFF\0\0\0\0WEBPVP8 ", FACE.read_bytes()[:900]])
def test_what_is_no_whole_picture_is_not_called_empty(data):
    with pytest.raises(sight.Blind):
        sight.look(data)


def test_what_takes_too_long_is_not_called_empty(monkeypatch):
    monkeypatch.setattr(sight, "SECONDS", 0.01)
    with pytest.raises(sight.Blind):
        sight.look(FACE.read_bytes())
