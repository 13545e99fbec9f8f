"""Pictures for posts: drawn anew in each size, and nothing that is a second thing as well."""

import io
import struct

import pytest
from PIL import Image

from community.lib import filekinds, reencoding, uploads
from community.lib.reencoding import SIZES
from community.lib.uploads import Unusable, pictures_of
from tests.lib.files import (
    CANARY,
    XMP,
    encoded,
    exif,
    heic,
    jpeg,
    pdf,
    pdf_bomb,
    picture,
    png,
    png_header,
)


def webp(size=(300, 200)):
    return encoded(picture(size), "WEBP", exif=exif(), xmp=XMP)


KINDS = {"jpeg": jpeg, "png": png, "webp": webp, "heic": heic, "pdf": pdf}


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", KINDS)
def test_no_place_no_name_and_no_hidden_text_is_left_in_any_size(kind):
    sent = KINDS[kind]()
    assert CANARY.encode() in sent
    (drawn,) = pictures_of(sent)
    assert set(drawn.sizes) == set(SIZES)
    for data in drawn.sizes.values():
        image = opened(data)
        assert image.format == "WEBP"
        assert not image.getexif()
        assert set(image.info) <= {"loop", "background", "timestamp", "duration"}
        for trace in (CANARY.encode(), b"Exif", b"EXIF", b"XMP", b"ICCP", b"xmpmeta"):
            assert trace not in data


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_itself_is_still_there(kind):
    (drawn,) = pictures_of(KINDS[kind]())
    for data in drawn.sizes.values():
        image = opened(data).convert("RGB")
        red, green, blue = image.getpixel((image.width // 2, image.height * 4 // 5))
        assert red > 200 and green < 70 and blue < 70


def test_each_size_is_as_long_as_it_says():
    (drawn,) = pictures_of(jpeg((3000, 1500)))
    assert (drawn.width, drawn.height) == (2400, 1200)
    assert {name: max(opened(data).size) for name, data in drawn.sizes.items()} == SIZES
    assert drawn.weight == sum(map(len, drawn.sizes.values()))


def test_a_pdf_gives_a_picture_for_each_page():
    assert len(pictures_of(pdf(3))) == 3


def test_a_photo_taken_sideways_stands_upright():
    (drawn,) = pictures_of(jpeg((300, 200), orientation=6))
    assert (drawn.width, drawn.height) == (200, 300)


def test_boxes_are_black_and_the_rest_is_as_it_was():
    (drawn,) = pictures_of(png((600, 400)))
    covered = uploads.covered(drawn.sizes["full"], [(0.5, 0.5, 1, 1)])
    for data in covered.sizes.values():
        image = opened(data).convert("RGB")
        inside = image.getpixel((int(image.width * 0.75), int(image.height * 0.75)))
        beside = image.getpixel((int(image.width * 0.25), int(image.height * 0.75)))
        assert max(inside) < 20
        assert beside[0] > 200


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "heic"])
@pytest.mark.parametrize(
    "other", [b"PK\x03\x04archive", b"<html><script>alert(1)</script>", b"%PDF-1.7 x", b"\x7fELFx"]
)
def test_a_picture_with_another_file_after_it_is_two_things(kind, other):
    with pytest.raises(Unusable, match="two things"):
        pictures_of(KINDS[kind]() + other)


@pytest.mark.parametrize(
    "sent",
    [
        lambda: encoded(picture(), "JPEG", comment=b"<script>alert(1)</script>"),
        lambda: encoded(picture(), "JPEG", exif=noted("<?php system($_GET[0]);")),
        lambda: encoded(picture(), "WEBP", xmp=b"<svg onload=alert(1)>"),
        lambda: b"\xff\xd8\xff\xe0" + pdf(),
        lambda: b"PK\x03\x04" + pdf(),
        lambda: b"<html>" + pdf(),
        lambda: pdf() + b"PK\x03\x04",
    ],
)
def test_so_is_one_with_a_program_in_its_notes_or_before_it(sent):
    with pytest.raises(Unusable):
        pictures_of(sent())


def noted(words):
    notes = Image.Exif()
    notes[0x010E] = words
    return notes.tobytes()


def test_what_a_phone_adds_after_a_photo_is_only_dropped():
    film = struct.pack(">I", 24) + b"ftypmp42" + bytes(12)
    (drawn,) = pictures_of(jpeg() + film)
    assert all(b"ftyp" not in data for data in drawn.sizes.values())


@pytest.mark.parametrize("seed", range(12))
def test_pixels_that_look_like_another_file_are_pixels(seed):
    noise = Image.effect_noise((64, 64), 60 + seed)
    for kind in ("JPEG", "PNG", "WEBP"):
        data = encoded(noise.convert("RGB"), kind)
        assert not filekinds.is_two_things(filekinds.kind_of(data), data)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (lambda: png_header(60_000, 60_000), "million points"),
        (lambda: encoded(Image.new("L", (5100, 5000)), "PNG"), "25 million points"),
        (lambda: encoded(picture(), "GIF"), "none of these"),
        (lambda: encoded(picture(), "TIFF"), "none of these"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (lambda: bytes(128) + b"DICM" + bytes(100), "DICOM"),
        (lambda: b"", "empty"),
        (lambda: bytes(uploads.MOST_BYTES + 1), "larger than 10 MB"),
        (lambda: pdf(locked=True), "password"),
        (lambda: pdf(11), "10 pages"),
        (lambda: jpeg((2000, 2000))[:4000], "damaged"),
        (lambda: png()[:200], "damaged"),
        (lambda: webp()[:100], "damaged"),
        (lambda: heic()[:-20], "damaged"),
        (lambda: moving("PNG"), "moves"),
        (lambda: moving("WEBP"), "moves"),
    ],
)
def test_what_is_of_no_use_is_refused_with_a_reason(sent, words):
    with pytest.raises(Unusable, match=words):
        pictures_of(sent())


def moving(kind):
    return encoded(picture(), kind, save_all=True, append_images=[picture().rotate(90)])


def test_a_bomb_in_a_pdf_is_drawn_within_its_bounds_or_refused():
    try:
        drawn = pictures_of(pdf_bomb())
    except Unusable:
        return
    assert max(drawn[0].width, drawn[0].height) <= reencoding.LONG_SIDE
