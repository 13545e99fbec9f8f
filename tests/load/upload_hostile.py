"""What hostile and large files cost: `python -m tests.load.upload_hostile`.

Each is sent from a process of its own that has nothing else in memory, so that the peak is the
reader's. A file that is refused must be so within 2 s and 300 MB.
"""

import io
import os
import subprocess
import sys
import tempfile

from PIL import Image

from tests.lib.files import encoded, jpeg, pdf, pdf_bomb, picture, png_header

SEND = """
import resource, sys, time
from community.lib import uploads
data, began = open(sys.argv[1], "rb").read(), time.perf_counter()
try:
    said = f"{len(uploads.pictures_of(data))} drawn"
except uploads.Unusable as why:
    said = str(why)[:70]
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(f"{time.perf_counter() - began:5.2f} s {peak:4d} MB  {said}")
"""


def photo(size):
    return Image.effect_noise((80, 60), 90).resize(size, Image.Resampling.BICUBIC).convert("RGB")


def heic(size):
    import pillow_heif

    out = io.BytesIO()
    pillow_heif.from_pillow(photo(size)).save(out, quality=50)
    return out.getvalue()


def flat(mode, size):
    return encoded(Image.new(mode, size), "PNG")


FILES = {
    "JPEG, 12 million points": lambda: encoded(photo((4000, 3000)), "JPEG", quality=90),
    "JPEG, 48 million points": lambda: encoded(photo((8000, 6000)), "JPEG", quality=70),
    "WebP, 12 million points": lambda: encoded(photo((4000, 3000)), "WEBP", quality=80),
    "HEIC, 12 million points": lambda: heic((4000, 3000)),
    "HEIC, 24 million points": lambda: heic((5712, 4284)),
    "HEIC, 24 million, cut off": lambda: heic((5712, 4284))[:-3000],
    "HEIC, 48 million points": lambda: heic((8000, 6000)),
    "PNG, 24 million, RGBA": lambda: flat("RGBA", (4900, 4900)),
    "PNG, 24 million, 16 bits": lambda: flat("I;16", (4900, 4900)),
    "PNG, 49 million, RGBA": lambda: flat("RGBA", (7000, 7000)),
    "PNG that says 60,000²": lambda: png_header(60_000, 60_000),
    "PNG, cut off": lambda: flat("RGBA", (4900, 4900))[:-2000],
    "JPEG, cut off": lambda: encoded(photo((8000, 6000)), "JPEG")[:1_000_000],
    "PDF, ten pages": lambda: pdf(10),
    "PDF with a bomb": pdf_bomb,
    "PDF with a password": lambda: pdf(locked=True),
    "JPEG and ZIP": lambda: jpeg() + b"PK\x03\x04",
    "SVG": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "DICOM": lambda: bytes(128) + b"DICM" + bytes(9_000_000),
    "GIF": lambda: encoded(picture(), "GIF"),
    "nonsense, 10 MB": lambda: os.urandom(9_999_999),
}


def main() -> None:
    for name, make in FILES.items():
        with tempfile.NamedTemporaryFile() as file:
            file.write(make())
            file.flush()
            command = [sys.executable, "-c", SEND, file.name]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        sys.stdout.write(f"{name:26} {done.stdout.strip()}\n")


if __name__ == "__main__":
    main()
