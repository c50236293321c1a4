"""Who may read and drive the demo page, what its stream tells, and whose words it speaks."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import orjson
import pytest

from bot.channels.web import WebChannel
from bot.channels.web_state import Entry, Logbook
from bot.channels.web_stream import start_after
from locales import keys_under
from tests.fakes.web_bot import PERSONAS, START, FakeClock
from tests.fakes.web_page import CLIENT_ID, Page, letter

ROOT = Path(__file__).parents[3]


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    opened = Page()
    async with opened.http:
        yield opened


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example:80", ""])
async def test_another_name_for_this_computer_is_refused(page: Page, host: str) -> None:
    for path in ("/", "/api/history?chat=web:mai", "/api/stream", "/health"):
        answer = await page.http.get(path, headers={"host": host})
        assert (answer.status_code, answer.json()) == (403, {"error": "foreign_host"})


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": "https://127.0.0.1:8000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_another_page_cannot_send(page: Page, headers: dict[str, str]) -> None:
    body = {"chat": "web:mai", "id": CLIENT_ID, "text": "xấu"}
    answer = await page.http.post("/api/send", json=body, headers=headers)

    assert (answer.status_code, answer.json()) == (403, {"error": "foreign_origin"})
    assert page.bot.events == []


async def test_the_own_page_and_the_terminal_may_send(page: Page) -> None:
    own = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}
    body = {"chat": "web:mai", "id": CLIENT_ID, "text": "tốt"}

    assert (await page.http.post("/api/send", json=body, headers=own)).status_code == 200
    assert (await page.http.post("/api/send", json=body)).status_code == 200


async def test_every_answer_forbids_foreign_scripts_and_names_its_kind(page: Page) -> None:
    for path in ("/", "/static/app.js", "/api/words", "/api/file/none", "/static/none.js"):
        answer = await page.http.get(path)
        assert answer.headers["content-security-policy"].startswith("default-src 'self';")
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert (await page.http.get("/static/none.js")).status_code == 404


async def test_words_personas_and_health_are_served_as_given(page: Page) -> None:
    assert (await page.http.get("/api/words")).json() == {"web.send": "Gửi"}
    assert (await page.http.get("/health")).json() == {"ok": True}
    first = (await page.http.get("/api/personas")).json()[0]
    area = "Khu 3 · hộ 5 người"
    known = {"chat": "web:mai", "name": "Hoàng Thị Mai", "role": "household"}
    assert first == known | {"area": area, "hint": ""}


async def test_the_stream_tells_of_every_change_and_ends_when_the_channel_closes(page: Page) -> None:
    await page.channel.send(letter(1, "trước"))
    following = asyncio.create_task(page.http.get("/api/stream", params={"chat": "web:mai"}))
    await asyncio.sleep(0)
    await page.channel.send(letter(2, "sau"))
    await page.bot.say("web:lan", "của người khác")
    await asyncio.sleep(0.05)
    page.channel.close()
    answer = await asyncio.wait_for(following, 2)

    assert answer.headers["content-type"].startswith("text/event-stream")
    boot = page.channel.log.boot
    blocks = [block.split("\n") for block in answer.text.split("\n\n") if "event: entry" in block]
    assert [block[0] for block in blocks] == [f"id: {boot}.1", f"id: {boot}.2"]
    assert [orjson.loads(block[2].removeprefix("data: "))["text"] for block in blocks] == ["trước", "sau"]
    status = next(block for block in answer.text.split("\n\n") if "event: status" in block)
    assert orjson.loads(status.split("data: ")[1])["now"] == "2026-10-05T08:00:00+07:00"


async def test_a_stream_goes_on_after_the_last_event_that_was_read(page: Page) -> None:
    await page.channel.send(letter(1, "đã đọc"))
    await page.channel.send(letter(2, "chưa đọc"))
    following = asyncio.create_task(
        page.http.get("/api/stream", headers={"last-event-id": f"{page.channel.log.boot}.1"})
    )
    await asyncio.sleep(0.05)
    page.channel.close()
    answer = await asyncio.wait_for(following, 2)

    assert "chưa đọc" in answer.text
    assert "đã đọc" not in answer.text


def test_after_a_restart_everything_is_told_again() -> None:
    channel = WebChannel(FakeClock(), {}, PERSONAS)
    boot = channel.log.boot

    given = [f"{boot}.7", "7", "0000.7", "", "x", f"{boot}.", f"{boot}.²"]
    assert [start_after(channel, last) for last in given] == [7, 7, 0, 0, 0, 0, 0]


def test_only_the_newest_entries_and_files_are_kept() -> None:
    log = Logbook(keep=2, keep_bytes=10)
    for number in range(3):
        log.put(Entry(f"e{number}", "web:mai", "bot", START, str(number)), b"123456")

    assert [entry.text for entry in log.history("web:mai")] == ["1", "2"]
    assert log.file("e1") is None


def test_the_words_are_those_the_page_asks_for() -> None:
    static = ROOT / "bot" / "channels" / "static"
    page = " ".join(path.read_text("utf-8") for path in static.iterdir() if path.suffix in {".js", ".html"})
    asked = set(re.findall(r"[\"'](web\.[a-z.]+)[\"']", page))
    server = (ROOT / "bot" / "channels" / "web_routes.py").read_text("utf-8")
    asked |= {f"web.error.{code}" for code in re.findall(r'Refused\(\d+, "(\w+)"\)', server)}
    asked |= {f"web.role.{role}" for role in ("household", "enumerator", "officer")}
    asked |= {f"web.weekday.{day}" for day in range(7)}
    asked |= {f"web.state.{state}" for state in ("pending", "waiting", "sending", "sent", "failed")}
    codes = ("bad_request", "unreachable", "foreign_host", "foreign_origin")
    asked |= {f"web.error.{code}" for code in codes}

    assert set(keys_under("web.")) == asked


def test_no_text_for_people_stands_in_the_page() -> None:
    static = ROOT / "bot" / "channels" / "static"
    body = (static / "index.html").read_text("utf-8")
    shown = [text.strip() for text in re.findall(r">([^<>]+)<", body) if text.strip()]
    assert set(shown) == {"…", "A+"}
    assert not re.search(r"[À-ỹ]", " ".join(path.read_text("utf-8") for path in static.glob("*.js")))
    assert "innerHTML" not in " ".join(path.read_text("utf-8") for path in static.glob("*.js"))
