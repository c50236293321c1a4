"""A strict pretended Zalo Bot Platform over HTTP: refuses what Zalo refuses, and fails on demand.

async with FakeZalo() as zalo:
    api = ZaloBotApi(zalo.token, base_url=zalo.base_url)
    mai = zalo.user("1001", "Mai")
    mai.types("chào")
    await mai.hears("Trợ lý")
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tests.fakes import zalo_rules as rules
from tests.fakes.server import LoopbackServer
from tests.fakes.zalo_delivery import Delivery
from tests.fakes.zalo_rules import RefusalError
from tests.fakes.zalo_world import World

TOKEN = "4001000000000001:ZaTest-token.of~the-pretended-Zalo"

Trouble = Literal["too_many", "fault", "html_502", "html_200", "drop_before", "drop_after", "slow"]
"""fault: ok = false with code 500 in HTTP 200; html_200: a page where an envelope was expected."""
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(slots=True)
class _Planned:
    trouble: Trouble
    method: str
    times: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Call:
    """A call the bot made. code: error_code of a refusal, 0 where it went well."""

    method: str
    params: dict[str, Any]
    code: int


class FakeZalo(World):
    """paced: whether more than a message a second to a chat is refused.

    allow_http_webhook: lets a test's own server be the webhook.
    """

    def __init__(
        self,
        token: str = TOKEN,
        account_name: str = "bot.RaSoat",
        *,
        paced: bool = False,
        allow_http_webhook: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(account_name, now)
        self.token = token
        self.calls: list[Call] = []
        self.delivery = Delivery(self)
        self.delivery.allow_http = allow_http_webhook
        self.server = LoopbackServer(self)
        self._pace = rules.Pace(now) if paced else None
        self._planned: list[_Planned] = []
        self._busy = 0

    @property
    def base_url(self) -> str:
        return f"{self.server.url}/bot"

    def will(self, trouble: Trouble, method: str = "sendMessage", times: int = 1, seconds: float = 1) -> None:
        """Plans trouble for the next calls of a method. seconds: how long a slow answer takes."""
        self._planned.append(_Planned(trouble, method, times, seconds))

    async def quiet(self, settle: float = 0.05, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Until every update is told and nothing but getUpdates was asked for `settle` seconds."""
        until = time.monotonic() + timeout
        since, looks = time.monotonic(), 0
        while looks < 10 or time.monotonic() - since < settle:
            await asyncio.sleep(0.002)
            looks += 1
            if self.waiting or self._busy or self.delivery.told:
                since, looks = time.monotonic(), 0
            if time.monotonic() > until:
                raise AssertionError(f"not quiet: {len(self.waiting)} updates wait, {self._busy} calls run")

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def __aenter__(self) -> "FakeZalo":
        await self.server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.delivery.stop()
        await self.server.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        found = re.fullmatch(r"/bot([^/]+)/(\w+)", request.url.path)
        response: Response | None
        if found is None or request.method != "POST":
            response = _refused(RefusalError(*rules.NO_METHOD))
        elif found[2] == "getUpdates":
            response = await self._attended(request, receive, found[1])
        else:
            self._busy += 1
            try:
                response = await self._call(request, found[1], found[2])
            finally:
                self._busy -= 1
        if response is None:
            await _cut(receive)
        else:
            await response(scope, receive, send)

    async def _attended(self, request: Request, receive: Receive, token: str) -> Response | None:
        """A long poll, given up as soon as its caller leaves."""
        body = await request.body()
        polling = asyncio.create_task(self._troubled_call("getUpdates", token, body))
        leaving = asyncio.create_task(_left(receive))
        await asyncio.wait({polling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not polling.done():
            polling.cancel()
            return None
        return polling.result()

    async def _call(self, request: Request, token: str, method: str) -> Response | None:
        return await self._troubled_call(method, token, await request.body())

    async def _troubled_call(self, method: str, token: str, body: bytes) -> Response | None:
        """The answer; None: the connection is to be cut."""
        planned = self._trouble(method)
        trouble = planned.trouble if planned is not None else ""
        if trouble in ("html_502", "html_200"):
            return HTMLResponse("<html><h1>nginx</h1></html>", status_code=int(trouble[-3:]))
        if trouble in ("too_many", "fault"):
            return _refused(
                RefusalError(*rules.TOO_MANY) if trouble == "too_many" else RefusalError(500, "?")
            )
        if trouble == "drop_before":
            return None
        if planned is not None and trouble == "slow":
            await asyncio.sleep(planned.seconds)
        answer = await self._answer(method, token, body)
        return None if trouble == "drop_after" else answer

    async def _answer(self, method: str, token: str, body: bytes) -> Response:
        params: dict[str, Any] = {}
        try:
            if token != self.token:
                raise RefusalError(*rules.UNAUTHORIZED)
            params = _parameters(body)
            result = await self._work(method, params)
        except RefusalError as refused:
            if refused.code != rules.IDLE[0]:
                self.calls.append(Call(method, params, refused.code))
            return _refused(refused)
        self.calls.append(Call(method, params, 0))
        return JSONResponse({"ok": True, "result": result})

    async def _work(self, method: str, params: dict[str, Any]) -> Any:
        match method:
            case "getMe":
                return self.me
            case "getUpdates":
                return await self.delivery.get_updates(params)
            case "setWebhook":
                return self.delivery.set_webhook(params)
            case "deleteWebhook":
                return self.delivery.delete_webhook()
            case "getWebhookInfo":
                return self.delivery.webhook.json()
            case "sendMessage":
                return self._send_message(params)
            case "sendVoice":
                return self._send_voice(params)
            case _:
                raise RefusalError(*rules.NO_METHOD)

    def _send_message(self, params: dict[str, Any]) -> dict[str, Any]:
        chat, text = self.chat_of(params), rules.checked_text(params)
        if self._pace is not None:
            self._pace.check(chat.id)
        return self.tell(chat, text)

    def _send_voice(self, params: dict[str, Any]) -> dict[str, Any]:
        return self.tell(self.chat_of(params), f"🔊 {rules.checked_voice(params)}")

    def _trouble(self, method: str) -> _Planned | None:
        for planned in self._planned:
            if planned.method == method:
                planned.times -= 1
                if not planned.times:
                    self._planned.remove(planned)
                return planned
        return None


def _parameters(body: bytes) -> dict[str, Any]:
    try:
        params = orjson.loads(body)
    except ValueError:
        params = None
    if not isinstance(params, dict):
        raise RefusalError(*rules.NOT_JSON)
    return params


def _refused(refused: RefusalError) -> JSONResponse:
    body = {"ok": False, "error_code": refused.code, "description": refused.description}
    return JSONResponse(body, status_code=refused.status)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cut(receive: Receive) -> None:
    """Ends the connection without a word: uvicorn's `receive` belongs to the object that holds it."""
    getattr(receive, "__self__").transport.abort()  # noqa: B009
    await _left(receive)
