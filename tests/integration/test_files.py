"""Files in and out of a conversation: taken where they are asked for, read by a reader, kept nowhere."""

import logging

import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.web_routes import SPREADSHEET
from bot.dialogue.event import MOST_FILE_BYTES
from bot.dialogue.message import DocumentRef
from locales import translate
from tests.fakes.telegram_api import FakeTelegram
from tests.integration.file_help import TEMPLATE, Office
from tests.integration.telegram_help import NOW, polling


def said(key: str, **args: object) -> str:
    return translate("vi", key, args)


@pytest.fixture
async def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    opened = Office()
    await opened.open(monkeypatch)
    return opened


async def test_file_is_read_by_the_step_that_asked_for_it(office: Office) -> None:
    assert await office.sends(b"17", "bảng.xlsx", "xong") == "bảng.xlsx: Sheet1 17; xong\n\nSend the table"


@pytest.mark.parametrize("kind", ["voice", "sticker", "location", "contact", "other"])
async def test_what_is_no_file_is_told_that_one_is_needed(office: Office, kind: str) -> None:
    assert (await office.does(kind, text="0912")).startswith(said("engine.file.wanted"))


async def test_photo_is_told_how_a_file_is_sent(office: Office) -> None:
    assert (await office.does("photo", size=900)).startswith(said("engine.file.photo"))


async def test_words_that_are_no_choice_are_told_that_a_file_is_needed(office: Office) -> None:
    assert (await office.does("text", text="đã điền xong")).startswith(said("engine.file.wanted"))


async def test_too_large_a_file_is_told_the_limit(office: Office) -> None:
    answer = await office.sends(b"x" * (MOST_FILE_BYTES + 1))
    assert answer.startswith(said("engine.file.too_big", limit=2))
    assert (await office.sends(b"x" * MOST_FILE_BYTES)).startswith("a.xlsx: Sheet1 xxx")


async def test_file_whose_content_did_not_arrive_is_asked_for_again(office: Office) -> None:
    answer = await office.does("file", file_name="a.xlsx", size=900)
    assert answer.startswith(said("engine.file.not_arrived"))
    assert (await office.sends(b"1")).startswith("a.xlsx: Sheet1 1")


async def test_fault_the_reader_finds_is_said_by_the_step(office: Office) -> None:
    assert (await office.sends(b"fault")).startswith(said("engine.file.too_big", limit=2))


async def test_reader_that_breaks_is_no_fault_of_ours(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await office.sends(b"crash", "Hoàng Thị Mai.xlsx")
    assert answer.startswith(said("engine.file.unreadable"))
    assert "a spreadsheet could not be read: ValueError" in caplog.text
    assert "secret" not in caplog.text
    assert "Hoàng" not in caplog.text


async def test_file_where_none_is_asked_for_is_not_opened(office: Office) -> None:
    await office.does("text", text="2")
    assert await office.sends(b"17") == said("engine.kind.file") + "\n\nWords?"


async def test_file_sent_before_the_question_was_seen_is_not_used(office: Office) -> None:
    answer = await office.does("file", file=b"1", size=1, file_name="a.xlsx", seen=0)
    assert answer.startswith(said("engine.typed_before", words="a.xlsx"))


async def test_file_survives_a_lost_race(office: Office) -> None:
    office.store.stale = 2
    assert (await office.sends(b"17")).startswith("a.xlsx: Sheet1 17")


async def test_file_is_neither_stored_nor_logged(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """Read, unreadable, breaking the reader, twice because of a lost race, and not even asked for."""
    caplog.set_level(logging.DEBUG)
    before = len(office.store.records)
    await office.sends(b"quiet Hoang Thi Mai")
    await office.sends(b"fault Hoang Thi Mai")
    await office.sends(b"crash Hoang Thi Mai")
    office.store.stale = 1
    await office.sends(b"fault Hoang Thi Mai")
    await office.does("text", text="2")
    await office.sends(b"Hoang Thi Mai")
    assert len(office.store.records) == before + 6
    assert "Hoang" not in repr(office.store.records)
    assert "Hoang" not in caplog.text


async def test_template_goes_out_with_its_argument_and_name(office: Office) -> None:
    await office.does("text", text="1")
    paper = next(one for one in office.channel.phone("web:lan").shown if one.file)
    assert (paper.text, paper.file, paper.file_name) == ("Here it is", TEMPLATE, "bang-diem.xlsx")
    columns = "rural_northern_mountains urban"
    assert office.papers.asked == [DocumentRef("table_template", "", "bang-diem.xlsx", columns)]
    assert (await office.sends(b"17")).startswith("a.xlsx: Sheet1 17")


async def test_both_ways_through_telegram(
    monkeypatch: pytest.MonkeyPatch, api: FakeTelegram, channel: TelegramChannel
) -> None:
    office, lan = Office(), api.user(7)
    await office.open(monkeypatch, channel)
    office.clock.move(NOW - office.clock.now())
    office.app.start()
    async with polling(channel, office.app):  # type: ignore[arg-type]  # an inbox like any other
        lan.types("/start")
        await lan.hears("Send the table")
        lan.taps("Template")
        paper = await lan.hears("Here it is")
        assert (paper.file, paper.file_name) == (TEMPLATE, "bang-diem.xlsx")
        await lan.hears("Send the table")
        lan.sends_document("đã điền.xlsx", content=b"17")
        await lan.hears("đã điền.xlsx: Sheet1 17")
        api.will("error_502", "getFile", times=1)
        lan.sends_document("to.xlsx", size=MOST_FILE_BYTES + 1)
        await lan.hears(said("engine.file.too_big", limit=2))
    await office.app.stop()
    sent = next(call for call in api.called("sendDocument"))
    assert sent.params["document"].name == "bang-diem.xlsx"
    assert sent.params["document"].kind == SPREADSHEET
