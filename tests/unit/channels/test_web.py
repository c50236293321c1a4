"""The web channel over its own HTTP: events in, entries out, and who is kept out."""

import asyncio
import re
import tomllib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import orjson
import pytest
from starlette.applications import Starlette

from bot.channels.web import WebChannel
from bot.channels.web_routes import UPLOAD_LIMIT, routes
from bot.channels.web_state import Entry, Logbook
from bot.channels.web_stream import start_after
from bot.dialogue.message import Button
from bot.ports import NotSent, Ready, Sent
from tests.fakes.web_bot import PDF, PERSONAS, START, FakeBot, FakeClock

ROOT = Path(__file__).parents[3]
ID = "3f0c0d1e-0000-4000-8000-000000000001"


class Page:
    """A channel with its routes, and a client as the page would be."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.channel = WebChannel(self.clock, {"web.send": "Gửi"}, PERSONAS)
        self.bot = FakeBot(self.channel)
        app = Starlette(routes=list(routes(self.channel, self.bot, self.clock.move)))
        transport = httpx.ASGITransport(app=app)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")

    async def send(self, **body: object) -> httpx.Response:
        return await self.http.post("/api/send", json={"chat": "web:mai", "id": ID, **body})

    async def history(self, chat: str = "web:mai") -> list[dict[str, object]]:
        answer = await self.http.get("/api/history", params={"chat": chat})
        return list(answer.json())


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    opened = Page()
    async with opened.http:
        yield opened


def letter(number: int = 1, text: str = "Chào", **changes: object) -> Ready:
    plain = {"rows": (), "numbered": True, "prompt": 0, "edit": None}
    return Ready(letter_id=f"tg:9:{number}", chat="web:mai", text=text, **{**plain, **changes})  # type: ignore[arg-type]


async def test_a_text_becomes_an_event_and_is_answered_after_it_is_taken(page: Page) -> None:
    answer = await page.send(text="Hoàng Thị Mai", seen=4)

    assert answer.status_code == 200
    (event,) = page.bot.events
    assert (event.id, event.chat, event.kind) == (f"web:mai:{ID}", "web:mai", "text")
    assert (event.text, event.seen, event.at) == ("Hoàng Thị Mai", 4, START)
    own, reply = await page.history()
    assert (own["side"], own["text"], own["state"]) == ("me", "Hoàng Thị Mai", "sent")
    assert (reply["side"], reply["text"]) == ("bot", "Đã ghi: Hoàng Thị Mai")


async def test_the_same_message_sent_again_is_one_event_and_one_bubble(page: Page) -> None:
    await page.send(text="một")
    await page.send(text="một")

    assert len(page.bot.events) == 1
    assert [entry["text"] for entry in await page.history()] == ["một", "Đã ghi: một"]


async def test_a_turn_that_fails_is_marked_and_can_be_sent_again(page: Page) -> None:
    page.bot.broken = 1

    refused = await page.send(text="lần đầu hỏng")
    assert (refused.status_code, refused.json()) == (503, {"error": "not_taken"})
    assert [entry["state"] for entry in await page.history()] == ["failed"]

    assert (await page.send(text="lần đầu hỏng")).status_code == 200
    assert [entry["state"] for entry in await page.history()] == ["sent", "sent"]
    assert [event.text for event in page.bot.events] == ["lần đầu hỏng"]


async def test_a_tap_carries_its_choice_and_marks_the_button(page: Page) -> None:
    await page.bot.say("web:mai", "Ai?", [["Mai", "Nam"]])
    (asked,) = await page.history()

    await page.send(kind="choice", choice="b1", on=asked["id"], seen=1)

    (event,) = page.bot.events
    assert (event.kind, event.choice, event.text, event.seen) == ("choice", "b1", "", 1)
    question, reply = await page.history()
    assert question["tapped"] == "b1"
    assert reply["text"] == "Ông/bà chọn: b1 (đã đọc đến 1)"


@pytest.mark.parametrize(
    "body",
    [
        {"text": "   "},
        {"kind": "choice"},
        {"kind": "text", "text": "hai thứ", "choice": "b1"},
        {"text": "x", "id": "ngắn"},
        {"text": "x", "seen": -1},
        {"text": "x", "chat": "tg:99"},
        {"text": "x", "more": 1},
        {"kind": "choice", "choice": "b" * 65},
    ],
)
async def test_a_body_that_is_not_right_is_refused_before_the_bot(
    page: Page, body: dict[str, object]
) -> None:
    answer = await page.send(**body)

    assert (answer.status_code, answer.json()["error"]) == (422, "bad_request")
    assert page.bot.events == []
    assert await page.history() == []


async def test_half_a_letter_of_two_is_refused(page: Page) -> None:
    raw = b'{"chat":"web:mai","id":"%s","text":"\\ud800"}' % ID.encode()
    answer = await page.http.post("/api/send", content=raw)

    assert answer.status_code == 422
    assert page.bot.events == []


async def test_an_unknown_phone_is_not_found(page: Page) -> None:
    answer = await page.send(text="ai đó", chat="web:nobody")

    assert (answer.status_code, answer.json()) == (404, {"error": "unknown_chat"})
    assert page.bot.events == []


async def test_a_body_over_one_megabyte_is_refused(page: Page) -> None:
    answer = await page.http.post("/api/send", content=b"x" * 1_000_001)

    assert (answer.status_code, answer.json()) == (413, {"error": "too_big"})


async def test_ten_thousand_characters_arrive_whole(page: Page) -> None:
    name = "Nguyễn " * 1_500
    assert (await page.send(text=name)).status_code == 200
    assert page.bot.events[0].text == name


async def test_a_photo_is_an_event_with_its_size_and_can_be_seen_again(page: Page) -> None:
    query = {"chat": "web:mai", "id": ID, "name": "thẻ.png", "seen": "2"}
    headers = {"content-type": "image/png"}
    answer = await page.http.post("/api/upload", params=query, content=b"\x89PNG" * 10, headers=headers)

    assert answer.status_code == 200
    (event,) = page.bot.events
    assert (event.kind, event.size, event.seen) == ("photo", 40, 2)
    own = (await page.history())[0]
    shown = await page.http.get(own["attachment"]["url"])  # type: ignore[index]
    assert shown.content == b"\x89PNG" * 10
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["content-disposition"] == "inline; filename*=utf-8''th%E1%BA%BB.png"


async def test_a_page_sent_as_a_file_is_never_shown_as_a_page(page: Page) -> None:
    query = {"chat": "web:mai", "id": ID, "name": "x.svg"}
    headers = {"content-type": "image/svg+xml"}
    await page.http.post("/api/upload", params=query, content=b"<svg/>", headers=headers)

    assert page.bot.events[0].kind == "file"
    own = (await page.history())[0]
    shown = await page.http.get(own["attachment"]["url"])  # type: ignore[index]
    assert shown.headers["content-type"] == "application/octet-stream"
    assert shown.headers["content-disposition"].startswith("attachment;")
    assert shown.headers["x-content-type-options"] == "nosniff"


async def test_an_upload_over_the_limit_is_refused(page: Page) -> None:
    query = {"chat": "web:mai", "id": ID, "name": "phim.mp4"}
    kept = await page.http.post("/api/upload", params=query, content=b"x" * UPLOAD_LIMIT)
    refused = await page.http.post("/api/upload", params=query, content=b"x" * (UPLOAD_LIMIT + 1))

    assert (kept.status_code, refused.status_code) == (200, 413)
    assert [event.size for event in page.bot.events] == [UPLOAD_LIMIT]


async def test_an_edit_stays_in_its_place_and_takes_the_tap_mark_away(page: Page) -> None:
    first = await page.channel.send(letter(1, "Chọn", rows=((Button("a", "Một"),),), prompt=1))
    assert first == Sent(external="tg:9:1")
    await page.channel.send(letter(2, "Ghi chú"))
    page.channel.tapped("web:mai", "tg:9:1", "a")

    edited = letter(3, "Chọn lại", rows=((Button("a", "Một", picked=True),),), prompt=1, edit="tg:9:1")
    assert await page.channel.send(edited) == Sent(external="tg:9:1")

    one, two = await page.history()
    assert (one["id"], one["text"], one["edited"], one["tapped"]) == ("tg:9:1", "Chọn lại", True, "")
    assert one["rows"] == [[{"id": "a", "label": "Một", "picked": True}]]
    assert (two["text"], two["edited"]) == ("Ghi chú", False)
    assert one["order"] < two["order"] < one["no"]  # type: ignore[operator]


async def test_the_same_letter_again_is_shown_once(page: Page) -> None:
    await page.channel.send(letter(1))
    await page.channel.send(letter(1))

    assert len(await page.history()) == 1


async def test_an_edit_of_what_is_no_longer_there_is_shown_anew(page: Page) -> None:
    assert await page.channel.send(letter(5, "Mới", edit="gone")) == Sent(external="tg:9:5")
    assert [entry["text"] for entry in await page.history()] == ["Mới"]


async def test_a_document_is_a_card_with_its_file(page: Page) -> None:
    await page.channel.send(letter(1, "Giấy", file_name="Mẫu 01.pdf", file=PDF))

    (entry,) = await page.history()
    card = entry["attachment"]
    assert card == {
        "name": "Mẫu 01.pdf",
        "size": len(PDF),
        "type": "application/pdf",
        "picture": False,
        "url": "/api/file/tg%3A9%3A1",
    }
    opened = await page.http.get("/api/file/tg%3A9%3A1")
    assert (opened.content, opened.headers["content-type"]) == (PDF, "application/pdf")
    assert (await page.http.get("/api/file/tg%3A9%3A2")).json() == {"error": "file_gone"}


async def test_without_signal_nothing_gets_through_and_the_letter_is_to_be_retried(page: Page) -> None:
    answer = await page.http.post("/api/signal", json={"chat": "web:mai", "on": False})
    assert answer.json()["without_signal"] == ["web:mai"]

    outcome = await page.channel.send(letter())
    assert isinstance(outcome, NotSent)
    assert (outcome.retryable, outcome.gone) == (True, False)
    assert (await page.send(text="có ai không")).json() == {"error": "no_signal"}
    assert (await page.history(), page.bot.events) == ([], [])

    await page.http.post("/api/signal", json={"chat": "web:mai", "on": True})
    assert await page.channel.send(letter()) == Sent(external="tg:9:1")


async def test_a_letter_for_a_phone_that_is_not_there_is_final(page: Page) -> None:
    lost = Ready("l:1", "web:nobody", "Chào", (), True, 0, None)
    assert await page.channel.send(lost) == NotSent("no such phone", retryable=False, gone=True)


async def test_the_clock_moves_forward_by_steps_and_to_a_local_time(page: Page) -> None:
    assert (await page.http.get("/api/clock")).json()["now"] == "2026-10-05T08:00:00+07:00"

    await page.http.post("/api/clock", json={"minutes": 60})
    assert page.clock.now() == START + timedelta(hours=1)
    moved = await page.http.post("/api/clock", json={"to": "2026-10-12T09:30"})
    assert moved.json()["now"] == "2026-10-12T09:30:00+07:00"

    back = await page.http.post("/api/clock", json={"to": "2026-10-12T09:29"})
    assert (back.status_code, back.json()) == (409, {"error": "clock_backwards"})
    for wrong in ({}, {"minutes": -5}, {"minutes": 5, "to": "2026-11-01T00:00"}):
        assert (await page.http.post("/api/clock", json=wrong)).status_code == 422
    assert page.clock.now().isoformat() == "2026-10-12T09:30:00+07:00"


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
    body = {"chat": "web:mai", "id": ID, "text": "xấu"}
    answer = await page.http.post("/api/send", json=body, headers=headers)

    assert (answer.status_code, answer.json()) == (403, {"error": "foreign_origin"})
    assert page.bot.events == []


async def test_the_own_page_and_the_terminal_may_send(page: Page) -> None:
    own = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}
    body = {"chat": "web:mai", "id": ID, "text": "tốt"}

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
    assert first == {"chat": "web:mai", "name": "Hoàng Thị Mai", "role": "household", "area": area}


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


def drafts(language: str) -> dict[str, str]:
    return tomllib.loads((ROOT / "locales" / "drafts" / f"web.{language}.toml").read_text("utf-8"))


def test_the_words_of_both_languages_are_those_the_page_asks_for() -> None:
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

    assert set(drafts("vi")) == asked
    assert set(drafts("en")) == asked
    assert all(drafts("vi").values())


def test_no_text_for_people_stands_in_the_page() -> None:
    static = ROOT / "bot" / "channels" / "static"
    body = (static / "index.html").read_text("utf-8")
    shown = [text.strip() for text in re.findall(r">([^<>]+)<", body) if text.strip()]
    assert set(shown) == {"…", "A+"}
    assert not re.search(r"[À-ỹ]", " ".join(path.read_text("utf-8") for path in static.glob("*.js")))
    assert "innerHTML" not in " ".join(path.read_text("utf-8") for path in static.glob("*.js"))
