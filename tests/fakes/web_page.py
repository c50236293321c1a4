"""The demo page's calls without a browser: a channel with its routes and the scripted bot."""

import httpx
from starlette.applications import Starlette

from bot.channels.web import WebChannel
from bot.channels.web_routes import routes
from bot.ports import Ready
from tests.fakes.web_bot import PERSONAS, FakeBot, FakeClock

CLIENT_ID = "3f0c0d1e-0000-4000-8000-000000000001"


class Page:
    """A channel with its routes, and a client as the page would be."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.channel = WebChannel(self.clock, {"web.send": "Gửi"}, PERSONAS)
        self.bot = FakeBot(self.channel)
        app = Starlette(routes=routes(self.channel, self.bot, self.clock.move))
        transport = httpx.ASGITransport(app=app)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")

    async def send(self, **body: object) -> httpx.Response:
        return await self.http.post("/api/send", json={"chat": "web:mai", "id": CLIENT_ID, **body})

    async def history(self, chat: str = "web:mai") -> list[dict[str, object]]:
        answer = await self.http.get("/api/history", params={"chat": chat})
        return list(answer.json())


def letter(number: int = 1, text: str = "Chào", **changes: object) -> Ready:
    plain = {"rows": (), "numbered": True, "prompt": 0, "edit": None}
    return Ready(letter_id=f"tg:9:{number}", chat="web:mai", text=text, **{**plain, **changes})  # type: ignore[arg-type]
