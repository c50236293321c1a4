"""Pictures of identity cards' square codes, as phones take them. The people and numbers are invented."""

from dataclasses import dataclass
from io import BytesIO

import zxingcpp
from PIL import Image, ImageFilter

MAI = (
    "020184001234|082123456|HOÀNG THỊ MAI|02031984|Nữ|Số nhà 12, Khu 3, Hữu Lũng, Hữu Lũng, Lạng Sơn|15042021"
)
"""The head of the training commune's first household, as a card would say it."""
HUNG = "020082004321||Trịnh Văn Hùng|20081982|Nam|Khu 3, Hữu Lũng, Hữu Lũng, Lạng Sơn|16052021"
BANK = "00020101021138540010A00000072701240006970436011000123456780208QRIBFTTA53037045802VN6304ABCD"
LINK = "https://example.org/vong-quay-trung-thuong"


@dataclass(frozen=True, slots=True)
class Taken:
    """How a picture was taken. module: pixels of one dot of the code; turned: degrees; blur: radius in
    pixels; grain: noise, 0 to 255; quality: of the JPEG, 1 to 95; size: of the whole picture."""

    module: float = 5
    turned: float = 0
    blur: float = 0
    grain: float = 0
    quality: int = 85
    size: tuple[int, int] = (960, 720)


def code(text: str) -> Image.Image:
    """The code alone, one pixel a dot, with its quiet zone; in UTF-8 that does not say so, as on cards."""
    written = zxingcpp.create_barcode(text.encode(), zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    return Image.fromarray(written.to_image(scale=1)).convert("L")


def scene(text: str, taken: Taken = Taken()) -> Image.Image:
    """The code on a grey card on a darker table."""
    dots = code(text)
    side = round(dots.width * taken.module)
    picture = Image.new("L", taken.size, 170)
    at = ((taken.size[0] - side) // 2, (taken.size[1] - side) // 2)
    picture.paste(dots.resize((side, side), Image.Resampling.BICUBIC), at)
    picture = picture.rotate(taken.turned, resample=Image.Resampling.BICUBIC, fillcolor=90)
    if taken.grain:
        picture = Image.blend(picture, Image.effect_noise(taken.size, taken.grain), 0.3)
    return picture.filter(ImageFilter.GaussianBlur(taken.blur)) if taken.blur else picture


def jpeg(text: str, taken: Taken = Taken()) -> bytes:
    """As a phone sends it."""
    return encoded(scene(text, taken), "JPEG", quality=taken.quality)


def encoded(picture: Image.Image, kind: str, **how: int) -> bytes:
    """A picture as the bytes of a file."""
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


FILES = {
    "the-can-cuoc.jpg": (MAI, Taken(turned=12, quality=60)),
    "the-can-cuoc-hung.jpg": (HUNG, Taken(turned=-95, quality=60)),
    "the-can-cuoc-mo.jpg": (MAI, Taken(blur=6, quality=60)),
    "ma-chuyen-tien.jpg": (BANK, Taken(quality=60)),
}
"""Pictures sent in the transcripts: name to what is in them."""
