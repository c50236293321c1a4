"""Opening a picture from outside: its kind told by content, its dots counted before it is unpacked."""

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the library itself is loaded with the first picture: on most days most bots are sent none
    from PIL.Image import Image

MOST_PIXELS = 25_000_000
"""A phone's picture has some 12 million; unpacked in colours this many take 100 MB for a moment."""
_KINDS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}


class TooLargeError(Exception):
    """More pixels than are unpacked."""


def kind_of(data: bytes) -> str | None:
    """Pillow's name of a JPEG, PNG or WebP by its first bytes; None for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)


def opened(data: bytes, kind: str) -> "Image":
    """The picture with its head read and nothing unpacked yet; TooLargeError where it has too many pixels."""
    from PIL import Image

    try:
        picture = Image.open(BytesIO(data), formats=(kind,))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise TooLargeError from bomb
    if picture.width * picture.height > MOST_PIXELS:
        picture.close()
        raise TooLargeError
    return picture
