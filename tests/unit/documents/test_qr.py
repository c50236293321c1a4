"""Pictures of square codes as phones take them, and pictures meant to do harm."""

import io
import logging
import struct
import time
import zlib
from collections.abc import Iterator

import pytest
from PIL import Image, ImageDraw

from bot.dialogue.reading import Problem
from bot.documents.pictures import qr, qr_codes
from bot.documents.pictures.qr import read_qr
from tests.files.cards import BANK, HUNG, LINK, MAI, Taken, code, encoded, jpeg, scene

BAD = [
    Taken(quality=10),
    Taken(quality=5),
    Taken(module=2),
    Taken(module=1.5, quality=90),
    Taken(module=12, size=(4000, 3000)),
    Taken(module=30, size=(4000, 3000), blur=8, grain=80),
    Taken(blur=2),
    Taken(module=3, blur=1.5),
    Taken(module=4, blur=2),
    Taken(module=4, grain=200, quality=60),
    Taken(module=3, turned=37, blur=1, grain=60, quality=40),
    *(Taken(turned=angle) for angle in (7, 45, 90, 133, 180, 270)),
]


@pytest.mark.parametrize("taken", BAD, ids=str)
def test_a_card_is_read_from_a_poor_picture(taken: Taken) -> None:
    assert read_qr(jpeg(MAI, taken)) == (MAI,)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_kinds_that_phones_send(kind: str) -> None:
    assert read_qr(encoded(scene(HUNG), kind)) == (HUNG,)
    assert read_qr(encoded(scene(HUNG).convert("RGB"), kind)) == (HUNG,)


def test_other_modes_of_a_picture_and_light_on_dark() -> None:
    for mode in ("P", "1", "RGBA", "LA", "I;16"):
        assert read_qr(encoded(scene(HUNG).convert(mode), "PNG")) == (HUNG,), mode
    assert read_qr(encoded(scene(HUNG).convert("CMYK"), "JPEG")) == (HUNG,)
    assert read_qr(encoded(scene(HUNG).point(lambda grey: 255 - grey), "PNG")) == (HUNG,)


def test_uneven_light_and_a_slanted_card() -> None:
    shadow = Image.linear_gradient("L").resize((960, 720))
    lit = Image.composite(scene(MAI), Image.new("L", (960, 720), 30), shadow)
    assert read_qr(encoded(lit, "JPEG", quality=50)) == (MAI,)
    slanted = scene(MAI).transform((960, 720), Image.Transform.QUAD, (120, 60, 0, 700, 900, 640, 860, 0))
    assert read_qr(encoded(slanted, "JPEG", quality=70)) == (MAI,)


def test_several_codes_in_one_picture_are_all_given() -> None:
    both = Image.new("L", (1200, 600), 170)
    for at, text in ((40, LINK), (600, MAI)):
        both.paste(code(text).resize((500, 500)), (at, 50))
    assert sorted(read_qr(encoded(both, "PNG"))) == sorted((LINK, MAI))  # type: ignore[type-var]


def test_a_bank_s_code_is_a_code_too() -> None:
    assert read_qr(jpeg(BANK)) == (BANK,)


def test_no_code_is_said() -> None:
    for picture in (
        Image.new("L", (640, 480), 200),
        Image.effect_noise((800, 600), 120),
        Image.new("L", (1, 1)),
    ):
        assert read_qr(encoded(picture, "PNG")) == Problem("picture.no_code")
    assert read_qr(jpeg(MAI, Taken(blur=9))) == Problem("picture.no_code")
    torn = scene(MAI)
    torn.paste(90, (300, 300, 700, 700))
    assert read_qr(encoded(torn, "JPEG")) == Problem("picture.no_code")


# ── pictures that are none, or mean harm ─────────────────────────────────────────────────────
def gif() -> bytes:
    return encoded(scene(MAI), "GIF")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"PK\x03\x04" + bytes(100),
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"%!PS-Adobe-3.0 EPSF-3.0",
        gif(),
        encoded(scene(MAI), "TIFF"),
        encoded(scene(MAI), "BMP"),
        b"RIFF\x00\x00\x00\x00WAVE",
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_no_photo_is_not_opened(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(Image, "open", opened)
    assert read_qr(data) == Problem("picture.kind")


def test_a_kind_by_its_first_bytes_only_is_damaged() -> None:
    assert read_qr(b"\xff\xd8\xff" + gif()) == Problem("picture.damaged")
    assert read_qr(b"\x89PNG\r\n\x1a\n" + encoded(scene(MAI), "JPEG")) == Problem("picture.damaged")


def test_a_picture_cut_off_anywhere_is_said_or_read_and_never_raises() -> None:
    for whole in (encoded(scene(HUNG), "PNG"), jpeg(HUNG), encoded(scene(HUNG), "WEBP")):
        for at in range(12, len(whole) - 200, len(whole) // 15):
            assert read_qr(whole[:at]) == Problem("picture.damaged"), at


def test_broken_bytes_never_raise() -> None:
    whole = bytearray(jpeg(HUNG))
    for at in range(2, len(whole), len(whole) // 60):
        broken = bytes(whole[:at]) + bytes([whole[at] ^ 0x55]) + bytes(whole[at + 1 :])
        found = read_qr(broken)
        assert isinstance(found, Problem) or found == (HUNG,)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(side: int) -> bytes:
    """A PNG of side × side grey pixels, all the same, without ever holding them."""
    packer, row = zlib.compressobj(9), bytes(side + 1)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [5_001, 9_999, 12_000])
def test_a_picture_of_too_many_pixels_is_never_unpacked(side: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below, at and over what Pillow itself warns of and refuses."""

    def unpacked(*_: object) -> None:
        raise AssertionError("unpacked")

    data = bomb(side)
    assert len(data) < 300_000
    monkeypatch.setattr(Image.Image, "convert", unpacked)
    assert read_qr(data) == Problem("picture.too_big")


def test_claimed_pixels_that_are_not_there() -> None:
    head = struct.pack(">IIBBBBB", 4_000, 4_000, 8, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))
    assert read_qr(data + chunk(b"IEND", b"")) == Problem("picture.damaged")


def test_too_many_bytes_are_not_looked_at() -> None:
    assert read_qr(jpeg(MAI) + bytes(qr.MOST_BYTES)) == Problem("picture.too_big")


def finders(side: int) -> Image.Image:
    """Corner marks of codes without end: the most work for a finder."""
    mark = Image.new("L", (9, 9), 255)
    draw = ImageDraw.Draw(mark)
    for inset, grey in ((1, 0), (2, 255), (3, 0)):
        draw.rectangle((inset, inset, 8 - inset, 8 - inset), grey)
    mark = mark.resize((18, 18))
    full = Image.new("L", (side, side), 255)
    for at in range((side // 18) ** 2):
        full.paste(mark, (at % (side // 18) * 18, at // (side // 18) * 18))
    return full


def test_a_picture_made_to_keep_it_busy_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qr_codes, "BUDGET", 0.0)
    started = time.monotonic()
    assert read_qr(encoded(finders(1_800), "PNG")) == Problem("picture.no_code")
    assert time.monotonic() - started < 20  # the first way alone; a slow machine takes a second


def test_ways_are_tried_only_within_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Image.Image] = []
    monkeypatch.setattr(qr_codes, "_codes", lambda grey: tried.append(grey) or ())
    times: Iterator[float] = iter((0.0, 1.0, 3.9, 4.1, 9.0))
    monkeypatch.setattr(qr_codes.time, "monotonic", lambda: next(times))
    assert read_qr(jpeg(MAI)) == Problem("picture.no_code")
    assert len(tried) == 2


def test_nothing_of_a_picture_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    about = Image.Exif()
    about[0x010E] = "Hoang Thi Mai, 020184001234"
    out = io.BytesIO()
    scene(MAI).save(out, "JPEG", exif=about)
    assert read_qr(out.getvalue()) == (MAI,)
    assert read_qr(encoded(scene(MAI), "PNG")) == (MAI,)
    assert read_qr(out.getvalue()[:5_000]) == Problem("picture.damaged")
    assert caplog.text == ""
