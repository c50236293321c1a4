"""A strict pretended Zalo Official Account over HTTP: messages, tokens, signed posts; it fails on demand.

async with FakeOa() as oa:
    mai = oa.user("1001", "Mai")
    oa.delivery.post_to("http://127.0.0.1:8080/zalo-oa")
    mai.types("chào")
    await mai.hears("Trợ lý")
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tests.fakes import zalo_oa_rules as rules
from tests.fakes.server import LoopbackServer
from tests.fakes.zalo_api import Receive, Scope, Send, _cut
from tests.fakes.zalo_oa_delivery import OaDelivery
from tests.fakes.zalo_oa_rules import RefusalError
from tests.fakes.zalo_oa_tokens import APP_ID, OaTokens
from tests.fakes.zalo_oa_world import OaWorld

ACCOUNT = "5001000000000000002"
SEND, TOKEN = "/v3.0/oa/message/cs", "/v4/oa/access_token"

Call = Literal["send", "token"]
Trouble = Literal[
    "too_many", "fault", "html_502", "html_200", "unauthorized", "drop_before", "drop_after", "slow"
]
"""fault: an error in HTTP 200; unauthorized: HTTP 401 alone; html_200: a page instead of an envelope."""


@dataclass(slots=True)
class _Planned:
    trouble: Trouble
    call: Call
    times: int
    seconds: float


class FakeOa(OaWorld):
    """called: every call as (which, error code). seconds: life of an access token."""

    def __init__(self, *, seconds: int = 90_000, now: Callable[[], float] = time.time) -> None:
        super().__init__(APP_ID, ACCOUNT, now)
        self.tokens = OaTokens(now, seconds)
        self.called: list[tuple[Call, int]] = []
        self.delivery = OaDelivery(self)
        self.server = LoopbackServer(self)
        self._planned: list[_Planned] = []
        self._busy = 0

    @property
    def base_url(self) -> str:
        return self.server.url

    @property
    def token_url(self) -> str:
        return f"{self.server.url}{TOKEN}"

    @property
    def busy(self) -> bool:
        """A call is being answered."""
        return self._busy > 0

    def will(self, trouble: Trouble, call: Call = "send", times: int = 1, seconds: float = 1) -> None:
        """Plans trouble for the next calls. seconds: how long a slow answer takes."""
        self._planned.append(_Planned(trouble, call, times, seconds))

    def count(self, call: Call) -> int:
        """How many of these calls went through."""
        return sum(one == call and code == 0 for one, code in self.called)

    async def quiet(self, settle: float = 0.05, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Until every update is posted and nothing was asked for `settle` seconds."""
        until = time.monotonic() + timeout
        since, looks = time.monotonic(), 0
        while looks < 10 or time.monotonic() - since < settle:
            await asyncio.sleep(0.002)
            looks += 1
            if self.waiting or self._busy:
                since, looks = time.monotonic(), 0
            if time.monotonic() > until:
                raise AssertionError(f"not quiet: {len(self.waiting)} updates wait, {self._busy} calls run")

    async def __aenter__(self) -> "FakeOa":
        await self.server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.delivery.stop()
        await self.server.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        self._busy += 1
        try:
            response = await self._answered(request)
        finally:
            self._busy -= 1
        if response is None:
            await _cut(receive)
        else:
            await response(scope, receive, send)

    async def _answered(self, request: Request) -> Response | None:
        """The answer; None: the connection is to be cut."""
        call: Call | None = {SEND: "send", TOKEN: "token"}.get(request.url.path)  # type: ignore[assignment]
        if call is None or request.method != "POST":
            return JSONResponse({"error": -100, "message": "no such call"}, status_code=404)
        body = await request.body()
        planned = self._trouble(call)
        trouble = planned.trouble if planned is not None else ""
        if trouble in ("html_502", "html_200"):
            return HTMLResponse("<html><h1>nginx</h1></html>", status_code=int(trouble[-3:]))
        if trouble == "unauthorized":
            return Response(status_code=401)
        if trouble in ("too_many", "fault"):
            code, words = rules.TOO_MANY if trouble == "too_many" else rules.UNKNOWN
            return self._refused(call, RefusalError(code, words))
        if trouble == "drop_before":
            return None
        if planned is not None and trouble == "slow":
            await asyncio.sleep(planned.seconds)
        answer = self._work(call, request, body)
        return None if trouble == "drop_after" else answer

    def _work(self, call: Call, request: Request, body: bytes) -> Response:
        try:
            told = self._grant(request, body) if call == "token" else self._send(request, body)
        except RefusalError as refused:
            return self._refused(call, refused)
        self.called.append((call, 0))
        return JSONResponse(told)

    def _grant(self, request: Request, body: bytes) -> dict[str, Any]:
        if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            raise RefusalError(*rules.BAD_PARAMETER)
        return self.tokens.grant(dict(parse_qsl(body.decode())), request.headers.get("secret_key", ""))

    def _send(self, request: Request, body: bytes) -> dict[str, Any]:
        self.tokens.check(request.headers.get("access_token", ""))
        try:
            given = orjson.loads(body)
        except ValueError:
            raise RefusalError(*rules.BAD_PARAMETER) from None
        return {"error": 0, "message": "Success", "data": self.tell(*rules.checked_message(given))}

    def _refused(self, call: Call, refused: RefusalError) -> Response:
        self.called.append((call, refused.code))
        words = {"error_name": refused.message} if call == "token" else {"message": refused.message}
        return JSONResponse({"error": refused.code} | words, status_code=refused.status)

    def _trouble(self, call: Call) -> _Planned | None:
        for planned in self._planned:
            if planned.call == call:
                planned.times -= 1
                if not planned.times:
                    self._planned.remove(planned)
                return planned
        return None
