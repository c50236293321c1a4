"""The square codes (QR) in a picture somebody sent, or words why it cannot be read. Nothing of it is kept.

The picture comes from outside: its bytes and its kind (by content, not by name) are looked at here before
anything unpacks it; pixels and time are bounded in `qr_codes`.
"""

from bot.dialogue.reading import Problem

MOST_BYTES = 2_000_000

_KINDS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}


def read_qr(data: bytes) -> tuple[str, ...] | Problem:
    """The texts of the codes in a JPEG, PNG or WebP; a Problem where it is none, is broken or has no code.

    Slow (some seconds at worst): to be called outside the event loop. Raises nothing for any bytes.
    """
    if len(data) > MOST_BYTES:
        return Problem("picture.too_big")
    kind = _kind(data)
    if kind is None:
        return Problem("picture.kind")
    # Loaded with the first picture: on most days most bots are sent none.
    from bot.documents.qr_codes import TooLargeError, codes_in

    try:
        found = codes_in(data, kind)
    except TooLargeError:
        return Problem("picture.too_big")
    except Exception:  # a library may stumble over a broken picture in any way: to its owner it is damaged
        return Problem("picture.damaged")
    return found or Problem("picture.no_code")


def _kind(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)
