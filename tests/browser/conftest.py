"""A real Chromium on a real server: skipped with a clear word where no browser is installed."""

import asyncio
import shutil
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.applications import Starlette

from bot.channels.web import WebChannel
from bot.channels.web_routes import routes
from bot.channels.web_server import web_server
from locales import keys_under, translate
from tests.browser.phones import Phones
from tests.fakes.web_bot import PERSONAS, FakeBot, FakeClock

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LAUNCH = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WORDS = {key: translate("vi", key, {}) for key in keys_under("web.")}

OpenPage = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The Chromium that is installed; playwright downloads none here.

    Ends with this package: while it lives an event loop runs in this thread, and no test may be async.
    """
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no browser installed: put chromium or google-chrome on PATH to run these tests")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, headless=True, args=list(LAUNCH))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """open_page(url, width=1280, height=800) -> a fresh page; a fault in its scripts fails the test."""
    contexts: list[Any] = []
    faults: list[str] = []

    def opened(url: str, width: int = 1280, height: int = 800) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Security" in line.text else None)
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


class Demo:
    """The fake bot and its page, served from a thread of its own."""

    def __init__(self, port: int = 0) -> None:
        self.clock = FakeClock()
        self.channel = WebChannel(self.clock, WORDS, PERSONAS)
        self.bot = FakeBot(self.channel)
        app = Starlette(routes=routes(self.channel, self.bot, self.clock.move))
        self._server = web_server(app, self.channel, port=port)
        self._started = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Returns once the port is open."""
        self._thread.start()
        assert self._started.wait(10), "the demo server did not start"
        self.port = int(self._server.servers[0].sockets[0].getsockname()[1])

    def run(self, work: Awaitable[Any]) -> Any:
        """Do something in the server's loop, e.g. let the bot say something of itself."""
        return asyncio.run_coroutine_threadsafe(_awaited(work), self._loop).result(10)

    def stop(self) -> None:
        """Ends within seconds even with phones connected."""
        self.bot.gate.set()
        self._server.should_exit = True
        self._thread.join(4)
        assert not self._thread.is_alive(), "the demo server did not stop with a page open"

    async def _served(self) -> None:
        serving = asyncio.create_task(self._server.serve())
        while not self._server.started and not serving.done():  # noqa: ASYNC110  uvicorn tells no other way
            await asyncio.sleep(0.01)
        self._started.set()
        await serving

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        delivery = self._loop.create_task(self.bot.keep_delivering())
        self._loop.run_until_complete(self._served())
        delivery.cancel()
        self._loop.run_until_complete(asyncio.gather(delivery, return_exceptions=True))


async def _awaited(work: Awaitable[Any]) -> Any:
    return await work


@pytest.fixture
def demo() -> Iterator[Demo]:
    served = Demo()
    served.start()
    yield served
    served.stop()


@pytest.fixture
def page(demo: Demo, open_page: OpenPage) -> Page:
    return open_page(demo.url, 1280, 800)


@pytest.fixture
def phones(page: Page) -> Phones:
    return Phones(page)
