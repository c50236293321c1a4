"""A strict pretended Bot API over HTTP: refuses what Telegram refuses, and fails on demand.

async with FakeTelegram() as api:
    bot = make_bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url)
    mai = api.user(1001)
    mai.types("/start")
    await mai.hears("Kính chào")
    mai.taps("Đồng ý")
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tests.fakes import telegram_rules as rules
from tests.fakes.server import LoopbackServer
from tests.fakes.telegram_delivery import Delivery
from tests.fakes.telegram_http import parameters
from tests.fakes.telegram_methods import METHODS, SPEAKING
from tests.fakes.telegram_rules import RefusalError
from tests.fakes.telegram_world import World

TOKEN = "7200000001:AAtest-token_of-the-pretended-Telegram1"

Trouble = Literal["too_many", "error_500", "error_502", "drop_before", "drop_after", "slow"]
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
    """A call the bot made. at: seconds of the world's clock; answer: the description of a refusal."""

    method: str
    params: dict[str, Any]
    at: float
    answer: str


class FakeTelegram(World):
    """paced: whether more than a message a second to a chat is refused with 429.

    allow_http_webhook: lets a test's own server be the webhook.
    """

    def __init__(
        self,
        token: str = TOKEN,
        username: str = "rasoat_bot",
        *,
        paced: bool = False,
        allow_http_webhook: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(username, int(token.partition(":")[0]), now)
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

    @property
    def base_file_url(self) -> str:
        return f"{self.server.url}/file/bot"

    def will(self, trouble: Trouble, method: str = "", times: int = 1, seconds: float = 1) -> None:
        """Plans trouble for the next calls of a method (or of any but getUpdates); "file" is a download.

        seconds: what a 429 asks for, or how long a slow answer takes.
        """
        self._planned.append(_Planned(trouble, method.lower(), times, seconds))

    async def quiet(self, settle: float = 0.05, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Until every update is taken and nothing has been asked of us for `settle` seconds.

        Ten looks at least: a busy machine may sleep through the whole time in one.
        """
        until = time.monotonic() + timeout
        since, looks = time.monotonic(), 0
        while looks < 10 or time.monotonic() - since < settle:
            await asyncio.sleep(0.002)
            looks += 1
            if self.waiting or self._busy:
                since, looks = time.monotonic(), 0
            if time.monotonic() > until:
                raise AssertionError(f"not quiet: {len(self.waiting)} updates wait, {self._busy} calls run")

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method.lower()]

    async def start(self) -> None:
        await self.server.start()

    async def stop(self) -> None:
        await self.delivery.stop()
        await self.server.stop()

    async def __aenter__(self) -> "FakeTelegram":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if (found := re.fullmatch(r"/file/bot([^/]+)/(.+)", request.url.path)) is not None:
            response: Response | None = await self._downloaded(*found.groups())
        elif (found := re.fullmatch(r"/bot([^/]+)/(\w+)", request.url.path)) is not None:
            response = await self._call(request, receive, found.group(1), found.group(2).lower())
        else:
            response = _refusal(RefusalError(404, "Not Found"))
        if response is None:
            await _cut(receive)
        else:
            await response(scope, receive, send)

    async def _call(self, request: Request, receive: Receive, token: str, method: str) -> Response | None:
        """None: the connection is to be cut."""
        if method == "getupdates":
            return await self._attended(request, receive, token)
        self._busy += 1
        try:
            trouble = self._trouble(method)
            params = await parameters(request, rules.UPLOAD_LIMIT + 65_536)
            if trouble is not None and trouble.trouble != "drop_after":
                troubled = await self._troubled(trouble)
                if trouble.trouble != "slow":
                    return troubled
            answer = await self._answer(token, method, params)
            return None if trouble is not None and trouble.trouble == "drop_after" else answer
        finally:
            self._busy -= 1

    async def _attended(self, request: Request, receive: Receive, token: str) -> Response | None:
        """A long poll, given up as soon as its caller leaves."""
        trouble = self._trouble("getupdates")
        params = await parameters(request, rules.UPLOAD_LIMIT)
        if trouble is not None and trouble.trouble not in ("slow", "drop_after"):
            return await self._troubled(trouble)
        polling = asyncio.create_task(self._answer(token, "getupdates", params))
        leaving = asyncio.create_task(_left(receive))
        await asyncio.wait({polling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not polling.done():
            polling.cancel()
            return None
        return None if trouble is not None and trouble.trouble == "drop_after" else polling.result()

    async def _answer(self, token: str, method: str, params: dict[str, Any] | None) -> Response:
        try:
            self._check_token(token)
            if params is None:
                raise RefusalError(413, "Request Entity Too Large")
            result = await self._work(method, params)
        except RefusalError as refused:
            self.calls.append(Call(method, params or {}, self.now(), refused.description))
            return _refusal(refused)
        if method != "getupdates":
            self.calls.append(Call(method, params, self.now(), ""))
        return JSONResponse({"ok": True, "result": result})

    async def _work(self, method: str, params: dict[str, Any]) -> Any:
        if method == "getupdates":
            return await self.delivery.get_updates(params)
        if method == "setwebhook":
            return self.delivery.set_webhook(params)
        if method == "deletewebhook":
            return self.delivery.delete_webhook(params)
        if method == "getwebhookinfo":
            return self.delivery.webhook_info()
        if method not in METHODS:
            raise RefusalError(404, "Not Found: method not found")
        if self._pace is not None and method in SPEAKING:
            self._pace.check(self.chat_of(params).id)
        return METHODS[method](self, params)

    def _check_token(self, token: str) -> None:
        if not re.fullmatch(r"\d+:[\w-]{10,}", token):
            raise RefusalError(404, "Not Found")
        if token != self.token:
            raise RefusalError(401, "Unauthorized")

    async def _downloaded(self, token: str, path: str) -> Response | None:
        """What stands behind a path, for as long as the path is good; trouble is planned under "file"."""
        self._busy += 1
        try:
            if (trouble := self._trouble("file")) is not None:
                troubled = await self._troubled(trouble)
                if trouble.trouble != "slow":
                    return troubled
            return self._download(token, path)
        finally:
            self._busy -= 1

    def _download(self, token: str, path: str) -> Response:
        file_id, until = self.paths.get(path, ("", 0.0))
        content = self.files.get(file_id)
        if token != self.token or content is None or self.now() > until:
            self.calls.append(Call("file", {"file_path": path}, self.now(), "Not Found"))
            return _refusal(RefusalError(404, "Not Found"))
        self.calls.append(Call("file", {"file_path": path}, self.now(), ""))
        return Response(content, media_type="application/octet-stream")

    def _trouble(self, method: str) -> _Planned | None:
        for planned in self._planned:
            if planned.method == method or (not planned.method and method != "getupdates"):
                planned.times -= 1
                if not planned.times:
                    self._planned.remove(planned)
                return planned
        return None

    async def _troubled(self, planned: _Planned) -> Response | None:
        if planned.trouble == "too_many":
            return _refusal(rules.too_many(int(planned.seconds)))
        if planned.trouble in ("error_500", "error_502"):
            code = int(planned.trouble.removeprefix("error_"))
            return HTMLResponse(f"<html><h1>{code}</h1><hr>nginx</html>", status_code=code)
        if planned.trouble == "slow":
            await asyncio.sleep(planned.seconds)
        return None


def _refusal(refused: RefusalError) -> JSONResponse:
    body = {"ok": False, "error_code": refused.code, "description": refused.description}
    extra = {"parameters": refused.parameters} if refused.parameters else {}
    return JSONResponse(body | extra, status_code=refused.code)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cut(receive: Receive) -> None:
    """Ends the connection without a word: uvicorn's `receive` belongs to the object that holds it."""
    getattr(receive, "__self__").transport.abort()  # noqa: B009
    await _left(receive)
