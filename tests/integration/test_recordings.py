"""A recording on its way to each kind of channel: played, fetched by its address, or the words instead."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.audio_route import audio_route
from bot.channels.capabilities import TERMINAL, WEB
from bot.channels.zalo_bot import ZaloBotChannel
from bot.commands.opening import shelf as shelf_in
from bot.dialogue.message import Button
from bot.errors import PaperError
from bot.ports import Ready
from bot.runtime.recordings import Shelf, playable, voice_address
from tests.fakes.telegram_api import FakeTelegram
from tests.fakes.zalo_api import FakeZalo
from tests.integration.commune import Commune
from tests.integration.telegram_help import StandingClock, channel_on
from tests.integration.telegram_help import ready as for_telegram
from tests.integration.zalo_help import channel_on as zalo_channel_on
from tests.integration.zalo_help import ready as for_zalo

OGG, AAC = b"OggS" + b"\0" * 20, b"\xff\xf1" + b"\0" * 20
WORDS = "Chọn việc cần làm."
DOOR = "https://xa.example/bot"


def shelf(folder: Path) -> Shelf:
    """Two recordings: the menu's for everybody, the file's without the kind that Zalo takes."""
    for name, content in {"menu.vi.ogg": OGG, "menu.vi.aac": AAC, "my_file.vi.ogg": OGG}.items():
        (folder / name).write_bytes(content)
    one = shelf_in(folder, StandingClock(), ("vi", "en"))
    one.aids()
    return one


# ── Telegram ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("name", "method"),
    [("menu.vi.ogg", "sendvoice"), ("menu.vi.mp3", "sendaudio"), ("menu.vi.aac", "senddocument")],
)
async def test_telegram_plays_what_it_can(api: FakeTelegram, name: str, method: str) -> None:
    person, channel = api.user(7), channel_on(api)
    letter = for_telegram("🔊 Nghe", file=OGG, file_name=name, audio=True, instead=WORDS)
    await channel.send(letter)
    assert [call.method.lower() for call in api.calls if call.method.startswith("send")] == [method]
    assert (person.newest.file, person.newest.file_name) == (OGG, name)
    await channel.close()


# ── Zalo's Bot Platform ──────────────────────────────────────────────────────────────────────
@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo() as fake:
        fake.user("7", "Mai")
        yield fake


def sound(name: str = "menu.vi.ogg") -> Ready:
    return for_zalo("🔊 Nghe", file=OGG, file_name=name, audio=True, instead=WORDS)


def playing(zalo: FakeZalo, folder: Path) -> ZaloBotChannel:
    one, channel = shelf(folder), zalo_channel_on(zalo)
    channel.play(lambda name: voice_address(DOOR, one, name))
    return channel


async def test_zalo_fetches_the_aac_at_the_public_address(zalo: FakeZalo, tmp_path: Path) -> None:
    channel = playing(zalo, tmp_path)
    await channel.send(sound())
    assert zalo.user("7").newest.text == f"🔊 {DOOR}/audio/menu.vi.aac"
    await channel.close()


async def test_zalo_gets_the_words_where_there_is_no_aac(zalo: FakeZalo, tmp_path: Path) -> None:
    channel = playing(zalo, tmp_path)
    await channel.send(sound("my_file.vi.ogg"))
    assert zalo.user("7").newest.text == WORDS
    await channel.close()


async def test_zalo_gets_the_words_where_it_refuses_the_voice(zalo: FakeZalo, tmp_path: Path) -> None:
    channel = playing(zalo, tmp_path)
    channel.play(lambda name: "http://not-https.example/menu.vi.aac")
    await channel.send(sound())
    assert zalo.user("7").newest.text == WORDS
    await channel.close()


async def test_without_a_public_address_zalo_cannot_play(zalo: FakeZalo) -> None:
    channel = zalo_channel_on(zalo)
    assert playable(sound(), channel.capabilities).text == WORDS
    await channel.close()


# ── others ───────────────────────────────────────────────────────────────────────────────────
def test_where_it_cannot_be_played_the_words_are_sent() -> None:
    assert playable(sound(), WEB) == sound()
    said = playable(sound(), TERMINAL)
    assert (said.text, said.file, said.instead) == (WORDS, None, "")


def test_a_recording_gone_meanwhile_becomes_words() -> None:
    gone = for_zalo("🔊 Nghe", file=None, audio=True, instead=WORDS)
    assert playable(gone, WEB).text == WORDS


def test_every_other_letter_stays_as_it_is() -> None:
    paper = for_zalo("Giấy", file=b"%PDF", file_name="x.pdf", rows=((Button("1.a", "Có"),),))
    assert playable(paper, TERMINAL) == paper


# ── the public route ─────────────────────────────────────────────────────────────────────────
async def test_the_route_gives_recordings_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    one = shelf(tmp_path)

    async def recording(name: str) -> bytes | None:
        return one.content(name)

    app = Starlette(routes=[audio_route("/bot", "/audio", recording)])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as browser:
        good = await browser.get("/bot/audio/menu.vi.aac")
        assert (good.content, good.headers["content-type"]) == (AAC, "audio/aac")
        assert good.headers["x-content-type-options"] == "nosniff"
        for name in (
            "secret.txt",
            "none.vi.aac",
            "..%2Fmenu.vi.aac",
            "%2e%2e/menu.vi.aac",
            ".",
            "menu.vi.ogg%00",
        ):
            assert (await browser.get(f"/bot/audio/{name}")).status_code == 404, name


async def test_the_bot_without_recordings_has_none_at_that_route() -> None:
    commune = await Commune.opened()
    commune.app.papers = _NoRecordings()
    assert await commune.app.recording("menu.vi.aac") is None


class _NoRecordings:
    async def make(self, reference: object) -> bytes | None:
        raise PaperError("no such paper is made yet", where="audio")
