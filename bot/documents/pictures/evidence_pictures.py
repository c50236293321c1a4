"""A photo of a house made fit to be kept: a plain small JPEG of its dots alone.

Nothing of the bytes that were sent is kept but what can be seen: no place, time, phone or words within.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from bot.dialogue.reading import Problem
from bot.documents.pictures.pictures import TooLargeError, kind_of, opened

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 2_000_000
LONGEST_SIDE = 1_600
"""Dots: a crack in a wall is seen, a page of print hardly read."""
QUALITY = 80


def small_jpeg(data: bytes) -> bytes | Problem:
    """The picture as JPEG, upright; the same bytes for the same picture. Raises nothing for any bytes.

    Slow (up to a second): to be called outside the event loop.
    """
    if len(data) > MOST_BYTES:
        return Problem("evidence.picture.too_big")
    kind = kind_of(data)
    if kind is None:
        return Problem("evidence.picture.kind")
    try:
        return _written(_bare(data, kind))
    except TooLargeError:
        return Problem("evidence.picture.too_big")
    except Exception:  # a library may stumble over a broken picture in any way: to its sender it is damaged
        return Problem("evidence.picture.damaged")


def _bare(data: bytes, kind: str) -> "Image":
    """Only the dots, on white where it is clear, turned as its camera was held."""
    from PIL import Image, ImageOps

    side = (LONGEST_SIDE, LONGEST_SIDE)
    with opened(data, kind) as picture:
        picture.draft("RGB", side)  # a JPEG is unpacked at a smaller scale at once
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail(side)
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright, mask=upright.getchannel("A"))
    return bare


def _written(picture: "Image") -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
