"""Files as people send them, with all that their makers put in: each holds CANARY somewhere."""

import io
import struct
import zlib

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

CANARY = "zqpapercanary"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode()


def picture(size=(300, 200), mode="RGB"):
    """White above, red below: so that one sees which way is up."""
    made = Image.new("RGB", size, "white")
    half = (0, size[1] // 2, *size)
    ImageDraw.Draw(made).rectangle(half, "red")
    return made.convert(mode)


def encoded(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation=1):
    """Where and with what it was taken."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010E] = CANARY
    notes.get_ifd(0x8825).update(
        {1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0), 29: CANARY}
    )
    return notes.tobytes()


def jpeg(size=(300, 200), orientation=1):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = encoded(
        picture(size), "JPEG", exif=exif(orientation), xmp=XMP, icc_profile=profile, comment=CANARY
    )
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", 18) + b"\x1c\x02\x78"
    iptc += struct.pack(">H", len(CANARY)) + CANARY.encode()
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + plain[2:]


def png(size=(300, 200), mode="RGB"):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", CANARY)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return encoded(picture(size, mode), "PNG", pnginfo=notes, exif=exif())


def heic(size=(300, 200)):
    import pillow_heif

    made = pillow_heif.from_pillow(picture(size))
    out = io.BytesIO()
    made.save(out, exif=exif(), xmp=XMP)
    return out.getvalue()


def pdf(pages=1, *, locked=False):
    """With a script that runs on opening, an attachment, XMP, an author and hidden text."""
    text = f"1 0 0 rg 0 0 300 100 re f BT 3 Tr /F 12 Tf 20 150 Td ({CANARY}) Tj ET".encode()
    things = [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R /OpenAction 4 0 R"
        b" /Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >> >>",
        f"<< /Type /Pages /Count {pages} /Kids [".encode()
        + b" ".join(b"%d 0 R" % number for number in range(10, 10 + pages))
        + b"] >>",
        stream(XMP, b"/Type /Metadata /Subtype /XML"),
        f"<< /S /JavaScript /JS (app.alert\\('{CANARY}'\\)) >>".encode(),
        b"<< /Type /Filespec /F (a.txt) /EF << /F 6 0 R >> >>",
        stream(CANARY.encode(), b"/Type /EmbeddedFile"),
        f"<< /Author ({CANARY}) >>".encode(),
        stream(text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    things += [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 8 0 R"
        b" /Resources << /Font << /F 9 0 R >> >> >>"
    ] * pages
    lock = b""
    if locked:  # with a password that nobody knows
        some = b"<" + b"5a" * 32 + b">"
        things.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O " + some + b" /U " + some + b" >>")
        lock = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(things)
    return _file(things, lock)


def stream(data, entries=b""):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def png_header(width, height):
    """A picture that is said to be of this size, in few bytes."""
    small = encoded(Image.new("1", (1, 1)), "PNG")
    chunk = b"IHDR" + struct.pack(">II", width, height) + small[24:29]
    return small[:12] + chunk + struct.pack(">I", zlib.crc32(chunk)) + small[33:]


def pdf_bomb(width=40_000, height=20_000):
    """One black picture that wants 800 MB when it is unpacked."""
    squeeze = zlib.compressobj(9)
    packed = b"".join(squeeze.compress(bytes(width)) for _ in range(height)) + squeeze.flush()
    size = b"/Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8" % (width, height)
    picture = b"/Type /XObject /Subtype /Image /Filter /FlateDecode " + size
    things = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
        b" /Resources << /XObject << /I 5 0 R >> >> >>",
        stream(b"300 0 0 200 0 0 cm /I Do"),
        stream(packed, picture),
        b"<< >>",
        b"<< >>",
    ]
    return _file(things, b"")


def _file(things, more):
    out, places = b"%PDF-1.7\n", []
    for number, thing in enumerate(things, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(things) + 1, table)
        + b"trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R%s >>\n" % (len(things) + 1, more)
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )
