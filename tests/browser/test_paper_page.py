"""The page of a paper's link on a narrow phone, without scripts: styled, big enough to hit, to its file."""

import asyncio
import threading
from collections.abc import Awaitable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette

from bot.commands.public_routes import public_routes
from storage.memory import MemoryStore
from tests.fakes.server import LoopbackServer
from tests.integration.link_help import Village

GREEN = "rgb(31, 92, 58)"


class Served:
    """A bot with its pages, in a thread of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.village = Village(MemoryStore())
        self.run(self.village.begin())
        self._server = LoopbackServer(Starlette(routes=public_routes(self.village.app)))
        self.run(self._server.start())
        self.url = f"{self._server.url}/g/{self.run(self.village.asks())}"

    def run(self, work: Awaitable[Any]) -> Any:
        async def awaited() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(awaited(), self._loop).result(20)

    def stop(self) -> None:
        self.run(self._server.stop())
        self.run(self.village.browser.http.aclose())
        self.run(self.village.app.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)


@pytest.fixture
def served() -> Iterator[Served]:
    there = Served()
    yield there
    there.stop()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A phone of 360 pixels whose browser runs no scripts; what it complains of fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 720}, java_script_enabled=False)
    told: list[str] = []
    phone = context.new_page()
    phone.set_default_timeout(10_000)
    phone.on(
        "console",
        lambda line: told.append(line.text) if "404" not in line.text and "403" not in line.text else None,
    )
    phone.goto(served.url)
    yield phone
    context.close()
    assert told == []


def looks_right(page: Page) -> None:
    for one in page.locator("button, .button, input").all():
        box = one.bounding_box()
        assert box is not None
        assert box["height"] >= 48
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    for line in page.locator("p, h1, label").all():
        box = line.bounding_box()
        assert box is not None and box["x"] + box["width"] <= 360
    expect(page.locator("header")).to_have_css("background-color", GREEN)  # our style, past our own policy


def test_from_the_link_to_the_file(served: Served, page: Page) -> None:
    looks_right(page)
    page.get_by_role("button", name="Lấy mã").click()
    expect(page.get_by_label("Mã 6 số")).to_be_visible()
    looks_right(page)
    page.reload()
    page.get_by_label("Mã 6 số").fill("12 345")
    page.get_by_role("button", name="Mở giấy").click()
    expect(page.get_by_role("alert")).to_have_text("Mã gồm đúng 6 chữ số, ví dụ 305 118.")
    looks_right(page)
    page.get_by_label("Mã 6 số").fill(served.run(served.village.code()))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Giấy đã sẵn sàng.")).to_be_visible()
    looks_right(page)
    with page.expect_response(lambda answer: answer.url.startswith(f"{served.url}/")) as waiting:
        page.get_by_role("link", name="Xem hoặc tải giấy").click()
    assert waiting.value.status == 200
    assert waiting.value.header_value("content-type") == "application/pdf"
    assert sum("🔑" in text for text in served.village.texts("web:cu")) == 1


def test_a_dead_link_says_what_to_do(served: Served, page: Page) -> None:
    page.goto(served.url[:-3])
    looks_right(page)
    assert page.locator("button").count() == 0
    assert "quay lại khung chat và xin giấy lần nữa" in page.locator("main").inner_text()
