"""The square codes (QR) in a picture somebody sent, or words why it cannot be read. Nothing of it is kept.

The picture comes from outside: its bytes and its kind (by content, not by name) are looked at here before
anything unpacks it; pixels are bounded in `pictures`, time in `qr_codes`.
"""

from bot.dialogue.reading import Problem
from bot.documents.pictures.pictures import TooLargeError, kind_of

MOST_BYTES = 2_000_000


def read_qr(data: bytes) -> tuple[str, ...] | Problem:
    """The texts of the codes in a JPEG, PNG or WebP; a Problem where it is none, is broken or has no code.

    Slow (some seconds at worst): to be called outside the event loop. Raises nothing for any bytes.
    """
    if len(data) > MOST_BYTES:
        return Problem("picture.too_big")
    kind = kind_of(data)
    if kind is None:
        return Problem("picture.kind")
    # Loaded with the first picture: on most days most bots are sent none.
    from bot.documents.pictures.qr_codes import codes_in

    try:
        found = codes_in(data, kind)
    except TooLargeError:
        return Problem("picture.too_big")
    except Exception:  # a library may stumble over a broken picture in any way: to its owner it is damaged
        return Problem("picture.damaged")
    return found or Problem("picture.no_code")
