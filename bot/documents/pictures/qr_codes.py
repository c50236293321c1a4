"""Finding square codes in a picture: as it is, then sharper, larger and smaller, within a time."""

import logging
import time

import zxingcpp
from PIL import Image, ImageFilter

from bot.documents.pictures.pictures import opened

LONGEST_SIDE = 3_000
"""A larger picture is read at a smaller scale; a code a tenth as wide still has five dots a module."""
ENLARGED = 3_000_000
"""Up to so many pixels a picture is also tried at twice its size."""
BUDGET = 4.0
"""Seconds after which nothing further is tried."""
MOST_CODES = 5

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

logging.getLogger("PIL").setLevel(logging.INFO)  # at DEBUG it logs what a picture says of itself


def codes_in(data: bytes, kind: str) -> tuple[str, ...]:
    """The texts of the codes, at most `MOST_CODES`; empty where none can be read.

    kind: Pillow's name of the format, checked before. TooLargeError before anything is unpacked; any other
    exception: the picture is broken.
    """
    started = time.monotonic()
    grey = _grey(data, kind)
    for way in (_as_it_is, _sharper, _larger, _smaller):
        if time.monotonic() - started > BUDGET:
            break
        if found := _codes(way(grey)):
            return found
    return ()


def _grey(data: bytes, kind: str) -> Image.Image:
    with opened(data, kind) as picture:
        picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked at a smaller scale at once
        grey = picture.convert("L")
    grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return grey


def _codes(grey: Image.Image) -> tuple[str, ...]:
    """zxing-cpp finds a code at any angle."""
    found = zxingcpp.read_barcodes(grey, formats=_QR)
    return tuple(_text(one) for one in found[:MOST_CODES])


def _text(code: zxingcpp.Barcode) -> str:
    """Cards are written in UTF-8 without saying so, which the library takes for single bytes."""
    try:
        return code.bytes.decode("utf-8")
    except UnicodeDecodeError:
        return code.text


def _as_it_is(grey: Image.Image) -> Image.Image:
    return grey


def _sharper(grey: Image.Image) -> Image.Image:
    """Against a hand that shook."""
    return grey.filter(ImageFilter.UnsharpMask(radius=3, percent=250, threshold=0))


def _larger(grey: Image.Image) -> Image.Image:
    """Against a code that is small in the picture."""
    if grey.width * grey.height > ENLARGED:
        return grey
    return _sharper(grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC))


def _smaller(grey: Image.Image) -> Image.Image:
    """Against grain: four dots become one."""
    return grey.reduce(2) if min(grey.size) >= 4 else grey
