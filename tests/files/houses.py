"""Pictures of houses as phones take them, drawn: with the place and words that phones write into a photo."""

from io import BytesIO

from PIL import Image, ImageDraw
from PIL.TiffImagePlugin import IFDRational

GPS_IFD, ORIENTATION, MAKE, DESCRIPTION = 0x8825, 0x0112, 0x010F, 0x010E
ROOFS = {"nha-truoc.jpg": "firebrick", "nha-mai.jpg": "slategray"}
PAPER = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


def house(roof: str = "firebrick", size: tuple[int, int] = (800, 600)) -> Image.Image:
    """A house on grass; everything in it scales with the picture."""
    w, h = size
    picture = Image.new("RGB", size, "lightskyblue")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, h * 0.7, w, h), fill="olivedrab")
    draw.rectangle((w * 0.25, h * 0.4, w * 0.75, h * 0.8), fill="burlywood")
    draw.polygon(((w * 0.2, h * 0.4), (w * 0.5, h * 0.15), (w * 0.8, h * 0.4)), fill=roof)
    draw.rectangle((w * 0.45, h * 0.55, w * 0.55, h * 0.8), fill="saddlebrown")
    return picture


def told(orientation: int = 1) -> Image.Exif:
    """What a phone says of a photo: where it was taken, by what, and how it was held."""
    exif = Image.Exif()
    exif[MAKE], exif[DESCRIPTION], exif[ORIENTATION] = "MayAnhThu", "NhaBaMai", orientation
    degrees = IFDRational(21), IFDRational(30), IFDRational(22)
    exif.get_ifd(GPS_IFD).update({1: "N", 2: degrees, 3: "E", 4: degrees})
    return exif


def photo(picture: Image.Image | None = None, kind: str = "JPEG", orientation: int = 1) -> bytes:
    """As a phone sends it."""
    out = BytesIO()
    extra = {"comment": b"NhaBaMai"} if kind == "JPEG" else {}
    (picture or house()).save(out, kind, exif=told(orientation), **extra)
    return out.getvalue()


FILES = {name: photo(house(roof)) for name, roof in ROOFS.items()} | {"giay-to.jpg": PAPER}
"""Files sent in the transcripts; the last is a paper under a picture's name."""
