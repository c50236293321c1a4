"""The web channel over its own HTTP: what is sent becomes events, letters become entries."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channels.web_routes import SPREADSHEET, UPLOAD_LIMIT
from bot.dialogue.event import MOST_FILE_BYTES
from bot.dialogue.message import Button
from bot.ports import NotSent, Ready, Sent
from tests.fakes.web_bot import PDF, START
from tests.fakes.web_page import CLIENT_ID, Page, letter


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    opened = Page()
    async with opened.http:
        yield opened


async def test_a_text_becomes_an_event_and_is_answered_after_it_is_taken(page: Page) -> None:
    answer = await page.send(text="Hoàng Thị Mai", seen=4)

    assert answer.status_code == 200
    (event,) = page.bot.events
    assert (event.id, event.chat, event.kind) == (f"web:mai:{CLIENT_ID}", "web:mai", "text")
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
    raw = b'{"chat":"web:mai","id":"%s","text":"\\ud800"}' % CLIENT_ID.encode()
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
    query = {"chat": "web:mai", "id": CLIENT_ID, "name": "thẻ.png", "seen": "2"}
    headers = {"content-type": "image/png"}
    answer = await page.http.post("/api/upload", params=query, content=b"\x89PNG" * 10, headers=headers)

    assert answer.status_code == 200
    (event,) = page.bot.events
    assert (event.kind, event.size, event.seen) == ("photo", 40, 2)
    assert event.file == b"\x89PNG" * 10
    own = (await page.history())[0]
    shown = await page.http.get(own["attachment"]["url"])  # type: ignore[index]
    assert shown.content == b"\x89PNG" * 10
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["content-disposition"] == "inline; filename*=utf-8''th%E1%BA%BB.png"


async def test_a_page_sent_as_a_file_is_never_shown_as_a_page(page: Page) -> None:
    query = {"chat": "web:mai", "id": CLIENT_ID, "name": "x.svg"}
    headers = {"content-type": "image/svg+xml"}
    await page.http.post("/api/upload", params=query, content=b"<svg/>", headers=headers)

    assert page.bot.events[0].kind == "file"
    own = (await page.history())[0]
    shown = await page.http.get(own["attachment"]["url"])  # type: ignore[index]
    assert shown.headers["content-type"] == "application/octet-stream"
    assert shown.headers["content-disposition"].startswith("attachment;")
    assert shown.headers["x-content-type-options"] == "nosniff"


async def test_a_file_is_an_event_with_its_content_and_name(page: Page) -> None:
    query = {"chat": "web:mai", "id": CLIENT_ID, "name": "bảng điểm.xlsx", "seen": "2"}
    headers = {"content-type": SPREADSHEET}
    await page.http.post("/api/upload", params=query, content=b"PK\x03\x04", headers=headers)

    (event,) = page.bot.events
    assert (event.kind, event.file, event.size) == ("file", b"PK\x03\x04", 4)
    assert (event.file_name, event.seen) == ("bảng điểm.xlsx", 2)
    own = (await page.history())[0]
    again = await page.http.get(own["attachment"]["url"])  # type: ignore[index]
    assert (again.content, again.headers["content-type"]) == (b"PK\x03\x04", SPREADSHEET)


async def test_a_file_the_bot_does_not_read_brings_its_size_only(page: Page) -> None:
    query = {"chat": "web:mai", "id": CLIENT_ID, "name": "phim.mp4"}
    await page.http.post("/api/upload", params=query, content=b"x" * (MOST_FILE_BYTES + 1))

    (event,) = page.bot.events
    assert (event.kind, event.file, event.size) == ("file", b"", MOST_FILE_BYTES + 1)


async def test_a_spreadsheet_of_the_bot_is_downloaded_as_one(page: Page) -> None:
    await page.channel.send(letter(1, "Mẫu bảng điểm", file_name="bảng điểm.xlsx", file=b"PK\x03\x04"))
    [entry] = await page.history()
    card = entry["attachment"]
    got = await page.http.get(card["url"])  # type: ignore[index]
    assert card["type"] == got.headers["content-type"] == SPREADSHEET  # type: ignore[index]
    assert got.headers["content-disposition"].startswith("attachment; filename*=utf-8''b%E1%BA%A3ng")
    assert got.content == b"PK\x03\x04"


async def test_an_upload_from_another_page_is_refused(page: Page) -> None:
    query = {"chat": "web:mai", "id": CLIENT_ID, "name": "x.xlsx"}
    headers = {"origin": "http://evil.example"}
    answer = await page.http.post("/api/upload", params=query, content=b"PK", headers=headers)
    assert (answer.status_code, page.bot.events) == (403, [])


async def test_an_upload_over_the_limit_is_refused(page: Page) -> None:
    query = {"chat": "web:mai", "id": CLIENT_ID, "name": "phim.mp4"}
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
        "audio": False,
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
