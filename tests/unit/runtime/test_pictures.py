"""Pictures read for a turn: off the loop, few at once, and no fault of a picture is one of the bot's."""

import asyncio
import logging
import threading
from datetime import datetime

import pytest

from bot.dialogue.event import Event, with_photo
from bot.dialogue.reading import Problem
from bot.runtime.clock import VIETNAM
from bot.runtime.pictures import AT_ONCE, Pictures, no_qr

AT = datetime(2026, 10, 5, 8, 0, tzinfo=VIETNAM)


def photo(content: bytes = b"picture", name: str = "e1") -> Event:
    return with_photo(Event(name, "web:mai", AT, "photo"), content)


async def test_the_reader_works_beside_the_loop() -> None:
    where: list[threading.Thread] = []

    def reader(data: bytes) -> tuple[str, ...]:
        where.append(threading.current_thread())
        return (data.decode(),)

    assert await Pictures(reader).codes(photo(), "e1") == ("picture",)
    assert where != [threading.main_thread()]


async def test_only_the_picture_of_this_turn_is_at_hand() -> None:
    pictures = Pictures(lambda _data: ("never",))
    assert await pictures.codes(photo(), "e0") == Problem("engine.photo.not_arrived")
    assert await pictures.codes(photo(b""), "e1") == Problem("engine.photo.not_arrived")


async def test_a_reader_that_breaks_is_logged_without_the_picture(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def reader(data: bytes) -> tuple[str, ...]:
        raise ValueError(f"secret {data!r}")

    assert await Pictures(reader).codes(photo(), "e1") == Problem("picture.damaged")
    assert "a picture could not be read: ValueError" in caplog.text
    assert "secret" not in caplog.text


async def test_few_are_read_at_once() -> None:
    lock, gate = threading.Lock(), threading.Event()
    busy = most = 0

    def reader(_data: bytes) -> tuple[str, ...]:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        gate.wait(5)
        with lock:
            busy -= 1
        return ("read",)

    pictures = Pictures(reader)
    reading = [asyncio.create_task(pictures.codes(photo(), "e1")) for _ in range(3 * AT_ONCE)]
    await asyncio.sleep(0.1)
    gate.set()
    assert await asyncio.gather(*reading) == [("read",)] * len(reading)
    assert most == AT_ONCE


def test_a_bot_without_a_reader_finds_no_code() -> None:
    assert no_qr(b"picture") == Problem("picture.no_code")
