"""Pictures for the demo, drawn by rule: they are of nobody."""

import io
import math
import random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

INK, PAPER, RULED, FAINT = "#1b2a2f", "#fffdf8", "#e9b8ae", "#f6dfd8"


def encoded(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def ecg() -> bytes:
    """A rhythm strip of about six seconds at 25 mm/s, 8 pixels to the millimetre: a short PR, a
    slurred upstroke, a rate of about 70."""
    width, height, mm = 1280, 480, 8
    strip = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(strip)
    for at in range(0, width, mm):
        pen.line((at, 0, at, height), RULED if at % (5 * mm) == 0 else FAINT)
    for at in range(0, height, mm):
        pen.line((0, at, width, at), RULED if at % (5 * mm) == 0 else FAINT)
    second, beat = 25 * mm, 0.86
    noise = random.Random(7)  # noqa: S311  # the same each time, and nothing secret
    points = []
    for at in range(width):
        level = _beat((at / second) % beat) + noise.gauss(0, 0.008)
        points.append((at, height * 0.58 - level * 10 * mm))
    pen.line(points, INK, 3, joint="curve")
    pen.text((16, height - 36), "II   25 mm/s   10 mm/mV", INK, ImageFont.load_default(22))
    return encoded(strip)


def _beat(at: float) -> float:
    """Millivolts at so many seconds from the beginning of a beat."""

    def wave(middle: float, width: float, level: float) -> float:
        return level * math.exp(-(((at - middle) / width) ** 2))

    delta = 0.35 * max(0.0, min(1.0, (at - 0.19) / 0.07)) if at < 0.26 else 0.0
    return (
        wave(0.14, 0.028, 0.14)
        + delta
        + wave(0.272, 0.018, 1.5)
        + wave(0.312, 0.014, -0.3)
        + wave(0.53, 0.06, 0.26)
    )


def chest() -> bytes:
    """What a chest film looks like from across the room: two dark lungs, ribs, a heart."""
    width, height = 900, 1000
    film = Image.new("L", (width, height), 18)
    pen = ImageDraw.Draw(film)
    pen.rounded_rectangle((90, 120, 810, 1100), 220, 118)  # the trunk
    pen.ellipse((150, 40, 750, 330), 128)
    pen.ellipse((170, 190, 430, 800), 44)
    pen.ellipse((470, 190, 730, 800), 44)
    pen.ellipse((360, 470, 660, 830), 176)  # heart
    pen.rectangle((425, 60, 475, 960), 158)  # spine and mediastinum
    pen.ellipse((150, 730, 450, 1050), 150)  # diaphragm
    pen.ellipse((450, 760, 760, 1060), 146)
    film = film.filter(ImageFilter.GaussianBlur(16))
    ribs = Image.new("L", film.size, 0)
    pen = ImageDraw.Draw(ribs)
    for at in range(9):
        top = 170 + at * 66
        pen.arc((130, top, 450, top + 230), 195, 330, 34, 13)
        pen.arc((450, top, 770, top + 230), 210, 345, 34, 13)
    pen.line((200, 190, 430, 225), 44, 16)  # clavicles
    pen.line((470, 225, 700, 190), 44, 16)
    ribs = ribs.filter(ImageFilter.GaussianBlur(3))
    film = Image.composite(Image.new("L", film.size, 205), film, ribs)
    grain = Image.effect_noise(film.size, 22)
    return encoded(Image.blend(film, grain, 0.07).filter(ImageFilter.GaussianBlur(0.8)))


def pathway() -> bytes:
    """A diagram: which scan at night, as it was written into the pathway."""
    sheet = Image.new("RGB", (1000, 620), "#ffffff")
    pen = ImageDraw.Draw(sheet)
    words = ImageFont.load_default(26)

    def box(left: int, top: int, text: str, fill: str = "#edf2f8", width: int = 360) -> None:
        pen.rounded_rectangle((left, top, left + width, top + 96), 12, fill, "#22507f", 2)
        pen.multiline_text(
            (left + width / 2, top + 48), text, INK, words, "mm", align="center", spacing=6
        )

    def arrow(*way: tuple[int, int]) -> None:
        pen.line(way, "#22507f", 3)
        (x, y) = way[-1]
        pen.polygon(((x, y), (x - 8, y - 14), (x + 8, y - 14)), "#22507f")

    box(320, 30, "Suspected embolism,\nchest film clear")
    arrow((500, 126), (500, 190))
    box(320, 192, "Is she stable?")
    arrow((320, 240), (210, 240), (210, 360))
    arrow((680, 240), (790, 240), (790, 360))
    pen.text((236, 208), "yes", INK, words)
    pen.text((726, 208), "no", INK, words)
    box(30, 362, "Both scans acceptable:\nask her", "#ebf4ed")
    box(610, 362, "CTPA now,\nlow-dose protocol", "#fbf2e2")
    arrow((210, 458), (210, 510))
    box(30, 512, "Perfusion alone first,\nLMWH meanwhile", "#ebf4ed")
    return encoded(sheet)
