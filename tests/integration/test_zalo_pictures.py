"""Pictures sent on Zalo: from its own hosts only, small and soon; the card's code works as elsewhere."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, cast

import pytest

from bot.channels import zalo_pictures
from bot.channels.zalo_pictures import ZaloPictures
from bot.config import settings
from bot.dialogue.event import MOST_FILE_BYTES, Event
from bot.errors import ConfigError
from locales import translate
from tests.fakes.zalo_api import FakeZalo
from tests.fakes.zalo_pictures import FakePictures
from tests.files.cards import BANK, MAI, Taken, jpeg
from tests.integration.main_job_help import Mode
from tests.integration.telegram_help import RecordingInbox, until
from tests.integration.zalo_help import Town, channel_on, polling, town, webhook

PICTURE = jpeg(MAI)
PAGE = b"<!doctype html><html>sign in</html>"
NOTHING = (b"", 0)


@pytest.fixture
async def servers() -> AsyncIterator[FakePictures]:
    async with FakePictures() as servers:
        yield servers


@pytest.fixture
async def fetcher(servers: FakePictures) -> AsyncIterator[ZaloPictures]:
    fetcher = servers.fetcher()
    yield fetcher
    await fetcher.close()


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(allow_http_webhook=True) as fake:
        fake.user("7", "Mai")
        yield fake


# ── fetching ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("host", ["photo-1.zdn.vn", "f22-zpc.zdn.vn", "a.b.zadn.vn", "zdn.vn", "F9.ZDN.VN"])
async def test_a_picture_arrives_byte_for_byte(
    servers: FakePictures, fetcher: ZaloPictures, host: str
) -> None:
    assert await fetcher.fetch(servers.put(PICTURE, host=host)) == (PICTURE, len(PICTURE))


@pytest.mark.parametrize(
    "address",
    [
        "http://photo-1.zdn.vn/p1",
        "ftp://photo-1.zdn.vn/p1",
        "file:///etc/passwd",
        "https://evilzdn.vn/p1",
        "https://zdn.vn.example.org/p1",
        "https://example.org/zdn.vn/p1",
        "https://photo-1.zdn.vn@example.org/p1",
        "https://user:pw@photo-1.zdn.vn/p1",
        "https://photo-1.zdn.vn:8443/p1",
        "https://127.0.0.1/p1",
        "https://[::1]/p1",
        "https://2130706433/p1",
        "https://localhost/p1",
        "https:///p1",
        "//photo-1.zdn.vn/p1",
        "p1",
        "",
        "https://photo-1.zdn.vn\n/p1",
        "https://[",
        "x" * 70_000,
    ],
)
async def test_other_addresses_are_never_called(
    servers: FakePictures, fetcher: ZaloPictures, address: str
) -> None:
    servers.put(PICTURE)
    assert await fetcher.fetch(address) == NOTHING
    assert servers.asked == []


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("10.0.0.7",),
        ("192.168.1.1",),
        ("172.16.0.1",),
        ("169.254.169.254",),
        ("::1",),
        ("fe80::1%eth0",),
        ("fd00::1",),
        ("::ffff:127.0.0.1",),
        ("::127.0.0.1",),
        ("64:ff9b::7f00:1",),
        ("64:ff9b::a00:7",),
        ("2002:7f00:1::",),
        ("224.0.0.1",),
        ("ff0e::1",),
        ("0.0.0.0",),
        ("100.64.0.1",),
        ("203.113.131.1", "10.0.0.7"),
        ("what",),
    ],
)
async def test_a_name_of_an_inner_network_is_never_called(
    servers: FakePictures, fetcher: ZaloPictures, addresses: tuple[str, ...]
) -> None:
    servers.dns["photo-1.zdn.vn"] = addresses
    assert await fetcher.fetch(servers.put(PICTURE)) == NOTHING
    assert servers.asked == []


async def test_a_redirect_is_followed_within_zalos_hosts(
    servers: FakePictures, fetcher: ZaloPictures
) -> None:
    there = servers.put(PICTURE, host="f1.zadn.vn")
    assert (await fetcher.fetch(servers.moved(servers.moved(there))))[0] == PICTURE
    path = there.removeprefix("https://f1.zadn.vn")
    assert (await fetcher.fetch(servers.moved(path)))[0] == PICTURE


@pytest.mark.parametrize(
    "to",
    [
        "https://example.org/p1",
        "http://photo-1.zdn.vn/p1",
        "https://127.0.0.1/p1",
        "//example.org/p1",
        "file:///etc/passwd",
        "https://[",
    ],
)
async def test_a_redirect_elsewhere_is_not_followed(
    servers: FakePictures, fetcher: ZaloPictures, to: str
) -> None:
    servers.put(PICTURE)
    first = servers.moved(to)
    assert await fetcher.fetch(first) == NOTHING
    assert servers.asked == [first]


async def test_redirects_without_end_are_given_up(servers: FakePictures, fetcher: ZaloPictures) -> None:
    first = servers.moved("/p1")
    assert await fetcher.fetch(first) == NOTHING
    assert len(servers.asked) == zalo_pictures.REDIRECTS + 1


@pytest.mark.parametrize("length", [True, False])
async def test_what_is_too_large_is_not_carried(
    servers: FakePictures, fetcher: ZaloPictures, length: bool
) -> None:
    just = b"\xff\xd8\xff" + bytes(MOST_FILE_BYTES - 3)
    assert (await fetcher.fetch(servers.put(just, length=length)))[1] == MOST_FILE_BYTES
    servers.sent = 0
    content, size = await fetcher.fetch(servers.put(just + bytes(1_000_000), length=length, drip=0.001))
    assert content == b""
    assert size > MOST_FILE_BYTES
    assert servers.sent < len(just) + 1_000_000  # cut off on the way


@pytest.mark.parametrize(
    ("content", "how"),
    [
        (PAGE, {"headers": {"content-type": "text/html"}}),
        (PAGE, {"headers": {"content-type": "image/jpeg"}}),
        (b"", {}),
        (b"\x1f\x8b" + bytes(100), {"headers": {"content-encoding": "gzip"}}),
        (PICTURE, {"status": 404}),
        (PICTURE, {"status": 403}),
        (PICTURE, {"status": 206}),
        (PICTURE, {"status": 302}),
    ],
)
async def test_what_is_no_picture_is_not_taken_for_one(
    servers: FakePictures, fetcher: ZaloPictures, content: bytes, how: dict[str, Any]
) -> None:
    assert await fetcher.fetch(servers.put(content, **how)) == NOTHING
    assert len(servers.asked) == 1


@pytest.mark.parametrize("how", [{"breaks": 1}, {"stumbles": 1}])
async def test_trouble_that_passes_loses_nothing(
    servers: FakePictures, fetcher: ZaloPictures, how: dict[str, Any]
) -> None:
    assert (await fetcher.fetch(servers.put(PICTURE, **how)))[0] == PICTURE


@pytest.mark.parametrize("how", [{"breaks": 9}, {"stumbles": 9}])
async def test_trouble_that_stays_is_given_up(
    servers: FakePictures, fetcher: ZaloPictures, how: dict[str, Any]
) -> None:
    assert await fetcher.fetch(servers.put(PICTURE, **how)) == NOTHING
    assert len(servers.asked) == zalo_pictures.TRIES


@pytest.mark.parametrize("how", [{"slow": 3.0}, {"drip": 3.0}])
async def test_a_slow_server_is_given_up_in_time(
    servers: FakePictures, fetcher: ZaloPictures, how: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zalo_pictures, "FETCH_SECONDS", 0.2)
    begun = time.monotonic()
    assert await fetcher.fetch(servers.put(PICTURE, **how)) == NOTHING
    assert time.monotonic() - begun < 2


async def test_nothing_of_an_address_is_logged(
    servers: FakePictures, fetcher: ZaloPictures, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for how in ({}, {"breaks": 9}, {"status": 404}, {"stumbles": 9}):
        await fetcher.fetch(servers.put(PICTURE, host="mat-ma.zdn.vn", **how))
    await fetcher.fetch("https://mat-ma.example.org/p1")
    await fetcher.fetch("https://mat-ma[")
    assert "a picture was not fetched" in caplog.text
    assert "mat-ma" not in caplog.text


# ── through the Bot Platform ─────────────────────────────────────────────────────────────────
@pytest.fixture(params=["polling", "webhook"])
def mode(request: pytest.FixtureRequest) -> Mode:
    return cast(Mode, request.param)


async def heard(
    mode: Mode, zalo: FakeZalo, servers: FakePictures, inbox: RecordingInbox | None = None
) -> list[Event]:
    """What goes in of all that waits, in order."""
    inbox = inbox or RecordingInbox()
    channel = channel_on(zalo, pictures=servers.fetcher())
    running: AbstractAsyncContextManager[Any] = (
        polling(channel, inbox) if mode == "polling" else webhook(zalo, channel, inbox)
    )
    expected = len(zalo.waiting)
    async with running:
        await until(lambda: len(inbox.events) == expected)
    await channel.close()
    return inbox.events


async def test_a_picture_goes_in_with_its_event_and_in_its_turn(
    mode: Mode, zalo: FakeZalo, servers: FakePictures
) -> None:
    mai = zalo.user("7")
    mai.types("trước")
    mai.sends_image("thẻ", address=servers.put(PICTURE, slow=0.1))
    mai.sends_image(old_name=True, address=servers.put(PICTURE))
    mai.types("sau")
    before, first, second, after = await heard(mode, zalo, servers)
    assert (before.text, after.text) == ("trước", "sau")
    assert (first.kind, first.file, first.size, first.text) == ("photo", PICTURE, len(PICTURE), "thẻ")
    assert (second.kind, second.file) == ("photo", PICTURE)


async def test_a_picture_that_is_not_to_be_had_goes_in_without_content(
    mode: Mode, zalo: FakeZalo, servers: FakePictures
) -> None:
    mai = zalo.user("7")
    mai.sends_image(address="https://example.org/1.jpg")
    mai.sends_image(address=servers.put(PAGE))
    mai.sends_image(address=servers.put(b"\xff\xd8\xff" + bytes(3_000_000)))
    mai.sends_image(address=None)
    *lost, large, none = await heard(mode, zalo, servers)
    assert {(one.kind, one.file, one.size) for one in (*lost, none)} == {("photo", b"", 0)}
    assert (large.kind, large.file, large.size > MOST_FILE_BYTES) == ("photo", b"", True)


async def test_the_webhook_answers_200_after_the_commit_and_soon_whatever_the_picture_does(
    zalo: FakeZalo, servers: FakePictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zalo_pictures, "FETCH_SECONDS", 0.3)
    inbox = RecordingInbox()
    inbox.open.clear()
    channel = channel_on(zalo, pictures=servers.fetcher())
    zalo.user("7").sends_image(address=servers.put(PICTURE, slow=5))
    async with webhook(zalo, channel, inbox):
        await until(lambda: inbox.begun)
        await asyncio.sleep(0.05)
        assert zalo.delivery.statuses == []
        inbox.open.set()
        await zalo.quiet()
    await channel.close()
    assert zalo.delivery.statuses == [200]
    assert [one.file for one in inbox.events] == [b""]


async def test_pictures_of_groups_and_of_nobody_are_not_fetched(
    zalo: FakeZalo, servers: FakePictures
) -> None:
    zalo.group("9").sends("message.image.received", photo=servers.put(PICTURE), caption="/start")
    assert [one.kind for one in await heard("polling", zalo, servers)] == ["group"]
    assert servers.asked == []


# ── the card, as a household does it ─────────────────────────────────────────────────────────
def said(key: str, **args: object) -> str:
    return translate("vi", key, args)


async def to_the_name(there: Town) -> None:
    await there.follow([("mai", words) for words in ("chào", "1", "1", "1", "1", "3")])


async def test_a_card_s_code_fills_the_request(
    mode: Mode, zalo: FakeZalo, servers: FakePictures, tmp_path: Path
) -> None:
    async with town(zalo, tmp_path / "a.sqlite", mode, pictures=servers.fetcher()) as there:
        mai = there.person("mai")
        await to_the_name(there)
        assert said("walk.card.hint") in mai.newest.text
        mai.sends_image(address=servers.put(jpeg(MAI, Taken(turned=12, grain=60, quality=60))))
        await there.settled()
        assert said("walk.card.ask") in mai.newest.text
        await there.follow([("mai", "1")])
        [draft] = await there.app.store.drafts_of(f"zb:{mai.id}")
        assert draft.answers.text("national_id") == "020184001234"
        assert draft.answers.text("birth") == "1984-03-02"


async def test_a_picture_that_does_not_help_is_told_so_and_typing_goes_on(
    zalo: FakeZalo, servers: FakePictures, tmp_path: Path
) -> None:
    async with town(zalo, tmp_path / "a.sqlite", "polling", pictures=servers.fetcher()) as there:
        mai = there.person("mai")
        await to_the_name(there)
        for address, key, args in (
            (servers.put(jpeg(MAI, Taken(blur=9))), "picture.no_code", {}),
            (servers.put(jpeg(BANK)), "reading.card.bank", {}),
            (servers.put(PAGE), "engine.photo.not_arrived", {}),
            ("https://example.org/1.jpg", "engine.photo.not_arrived", {}),
            (servers.put(b"\xff\xd8\xff" + bytes(3_000_000)), "engine.photo.too_big", {"limit": 2}),
        ):
            mai.sends_image(address=address)
            await there.settled()
            assert mai.newest.text.startswith(said(key, **args))
        await there.follow([("mai", "Hoàng Thị Mai")])
        [draft] = await there.app.store.drafts_of(f"zb:{mai.id}")
        assert draft.answers.text("name") == "Hoàng Thị Mai"


# ── the setting ──────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "given", ["", " ", "vn", "zdn.vn,", "https://zdn.vn", "127.0.0.1", "*.zdn.vn", "a b.vn"]
)
def test_a_setting_that_names_no_hosts_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASOAT_ZALO_PICTURE_HOSTS", given)
    with pytest.raises(ConfigError) as refused:
        settings()
    assert "RASOAT_ZALO_PICTURE_HOSTS" in str(refused.value)


def test_hosts_are_named_with_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASOAT_ZALO_PICTURE_HOSTS", "zdn.vn,  anh.zalo.me")
    assert settings().picture_hosts() == ("zdn.vn", "anh.zalo.me")
