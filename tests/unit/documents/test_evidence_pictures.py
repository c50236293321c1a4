"""Photos made fit to be kept: small, upright, of their dots alone; anything else gets a kind word."""

from io import BytesIO

import pytest
from PIL import Image

from bot.dialogue.reading import Problem
from bot.documents.pictures import pictures
from bot.documents.pictures.evidence_pictures import LONGEST_SIDE, MOST_BYTES, small_jpeg
from tests.files.houses import GPS_IFD, PAPER, house, photo


def made(data: bytes) -> Image.Image:
    result = small_jpeg(data)
    assert isinstance(result, bytes), result
    return Image.open(BytesIO(result))


def refused(data: bytes) -> str:
    result = small_jpeg(data)
    assert isinstance(result, Problem)
    return result.key


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_kept_of_what_a_phone_writes_into_a_photo(kind: str) -> None:
    sent = photo(kind=kind)
    assert b"NhaBaMai" in sent
    assert Image.open(BytesIO(sent)).getexif().get_ifd(GPS_IFD)
    kept = small_jpeg(sent)
    assert isinstance(kept, bytes)
    assert b"NhaBaMai" not in kept
    assert b"MayAnhThu" not in kept
    assert b"Exif" not in kept
    assert b"ICC_PROFILE" not in kept
    assert made(sent).format == "JPEG"


def test_a_photo_held_on_its_side_stands_upright() -> None:
    picture = made(photo(house(size=(800, 600)), orientation=6))
    assert picture.size == (600, 800)
    red, _, blue = picture.convert("RGB").getpixel((560, 400))  # type: ignore[misc]
    assert blue > red, "the sky is above"


def test_a_large_one_is_made_small_and_a_small_one_left() -> None:
    assert max(made(photo(house(size=(4000, 3000)))).size) == LONGEST_SIDE
    assert made(photo(house(size=(320, 240)))).size == (320, 240)


def test_what_is_clear_becomes_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert made(out.getvalue()).getpixel((10, 10)) == (255, 255, 255)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert small_jpeg(photo()) == small_jpeg(photo())


def gif() -> bytes:
    out = BytesIO()
    house().save(out, "GIF")
    return out.getvalue()


@pytest.mark.parametrize("data", [PAPER, gif(), b"", b"<svg onload='x()'/>", b"BM" + bytes(60)])
def test_what_is_no_photo_is_not_opened(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(Image, "open", opened)
    assert refused(data) == "evidence.picture.kind"


@pytest.mark.parametrize("part", [0.02, 0.3, 0.9])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_one_is_damaged(kind: str, part: float) -> None:
    data = photo(kind=kind)
    assert refused(data[: int(len(data) * part)]) == "evidence.picture.damaged"


def test_one_kind_under_the_sign_of_another_is_damaged() -> None:
    assert refused(b"\xff\xd8\xff" + PAPER) == "evidence.picture.damaged"


def test_too_many_bytes_or_dots_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(photo() + bytes(MOST_BYTES)) == "evidence.picture.too_big"

    def unpacked(*_: object, **__: object) -> None:
        raise AssertionError("unpacked")

    bomb = photo(Image.new("1", (6000, 6000)).convert("L"), "PNG")
    assert len(bomb) < MOST_BYTES
    monkeypatch.setattr(Image.Image, "load", unpacked)
    assert pictures.MOST_PIXELS < 6000 * 6000
    assert refused(bomb) == "evidence.picture.too_big"
