"""The demo page over HTTP: its static files and the few calls its phones make."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
from pydantic import ValidationError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.channels.web import WebChannel
from bot.channels.web_guard import LocalOnly
from bot.channels.web_requests import ClockBody, SendBody, SignalBody, UploadQuery
from bot.channels.web_state import PICTURES, Attachment
from bot.channels.web_stream import entry_json, start_after, status_json, stream
from bot.dialogue.event import Event, with_file, with_photo
from bot.ports import Inbox

STATIC = Path(__file__).parent / "static"
STATIC_FILES = tuple(sorted(path.name for path in STATIC.iterdir() if path.is_file()))
BODY_LIMIT = 1_000_000
UPLOAD_LIMIT = 5_000_000
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MoveClock = Callable[[datetime], Awaitable[None]]
"""Sets the bot's clock to a later time and lets what fell due meanwhile happen."""

log = logging.getLogger(__name__)


class Refused(Exception):  # noqa: N818  an answer to the page, not a fault
    """Ends a request with a status and a code; the page has the words for it."""

    def __init__(self, status: int, code: str) -> None:
        self.status, self.code = status, code


def routes(channel: WebChannel, inbox: Inbox, move_clock: MoveClock) -> list[Route]:
    """Everything the demo page needs, each guarded by LocalOnly."""
    pages = _Pages(channel)
    calls = _Calls(channel, inbox, move_clock)
    table: list[tuple[str, str, Callable[[Request], Awaitable[Response]]]] = [
        ("GET", "/", pages.static),
        ("GET", "/favicon.ico", pages.icon),
        ("GET", "/static/{name}", pages.static),
        ("GET", "/health", pages.health),
        ("GET", "/api/words", pages.words),
        ("GET", "/api/personas", pages.personas),
        ("GET", "/api/history", pages.history),
        ("GET", "/api/stream", pages.stream),
        ("GET", "/api/file/{entry_id:path}", pages.file),
        ("GET", "/api/clock", pages.clock),
        ("POST", "/api/clock", calls.clock),
        ("POST", "/api/signal", calls.signal),
        ("POST", "/api/send", calls.send),
        ("POST", "/api/upload", calls.upload),
    ]
    return [
        Route(path, _answering(call), methods=[method], middleware=[Middleware(LocalOnly)])
        for method, path, call in table
    ]


class _Pages:
    """What is only read."""

    def __init__(self, channel: WebChannel) -> None:
        self._channel = channel

    async def static(self, request: Request) -> Response:
        name = request.path_params.get("name", "index.html")
        if name not in STATIC_FILES:
            raise Refused(404, "not_found")
        return FileResponse(STATIC / name)

    async def icon(self, request: Request) -> Response:
        """Asked for by itself where a PDF is opened in a tab."""
        return FileResponse(STATIC / "icon.svg")

    async def health(self, request: Request) -> Response:
        return _json({"ok": True})

    async def words(self, request: Request) -> Response:
        return _json(self._channel.words)

    async def personas(self, request: Request) -> Response:
        return _json([asdict(persona) for persona in self._channel.personas])

    async def history(self, request: Request) -> Response:
        chat = _known(self._channel, request.query_params.get("chat", ""))
        return _json([entry_json(entry) for entry in self._channel.log.history(chat)])

    async def stream(self, request: Request) -> Response:
        """One stream may carry several chats (a browser opens only six connections); none named: all."""
        wanted = request.query_params.getlist("chat") or [p.chat for p in self._channel.personas]
        chats = tuple(dict.fromkeys(_known(self._channel, chat) for chat in wanted))
        last = request.headers.get("last-event-id") or request.query_params.get("after", "")
        events = stream(self._channel, chats, start_after(self._channel, last))
        return StreamingResponse(events, media_type="text/event-stream")

    async def file(self, request: Request) -> Response:
        found = self._channel.log.file(request.path_params["entry_id"])
        if found is None:
            raise Refused(404, "file_gone")
        attachment, content = found
        return Response(content, headers=_file_headers(attachment))

    async def clock(self, request: Request) -> Response:
        return _json(status_json(self._channel))


class _Calls:
    """What changes something."""

    def __init__(self, channel: WebChannel, inbox: Inbox, move_clock: MoveClock) -> None:
        self._channel, self._inbox, self._move_clock = channel, inbox, move_clock

    async def clock(self, request: Request) -> Response:
        body = ClockBody.model_validate_json(await _body(request, BODY_LIMIT))
        now = self._channel.clock.now()
        if (target := body.target(now)) < now:
            raise Refused(409, "clock_backwards")
        await self._move_clock(target)
        self._channel.log.ring()
        return _json(status_json(self._channel))

    async def signal(self, request: Request) -> Response:
        body = SignalBody.model_validate_json(await _body(request, BODY_LIMIT))
        self._channel.set_signal(_known(self._channel, body.chat), body.on)
        return _json(status_json(self._channel))

    async def send(self, request: Request) -> Response:
        body = SendBody.model_validate_json(await _body(request, BODY_LIMIT))
        self._reachable(body.chat)
        event = Event(
            id=f"{body.chat}:{body.id}",
            chat=body.chat,
            at=self._channel.clock.now(),
            kind=body.kind,
            text=body.text,
            choice=body.choice,
            seen=body.seen,
        )
        if event.kind == "choice":
            self._channel.tapped(event.chat, body.on, event.choice)
        else:
            self._channel.arrived(event)
        await self._take(event)
        return _json({"ok": True})

    async def upload(self, request: Request) -> Response:
        query = UploadQuery.model_validate_strings(dict(request.query_params))
        self._reachable(query.chat)
        content = await _body(request, UPLOAD_LIMIT)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        attachment = Attachment(query.name, kind or "application/octet-stream", len(content))
        event = Event(
            id=f"{query.chat}:{query.id}",
            chat=query.chat,
            at=self._channel.clock.now(),
            kind="photo",
            seen=query.seen,
        )
        event = with_photo(event, content) if kind in PICTURES else with_file(event, query.name, content)
        self._channel.arrived(event, attachment, content)
        await self._take(event)
        return _json({"ok": True})

    def _reachable(self, chat: str) -> None:
        if not self._channel.has_signal(_known(self._channel, chat)):
            raise Refused(503, "no_signal")

    async def _take(self, event: Event) -> None:
        """Border of the page: whatever went wrong inside, the person sees "not sent" and can try again.

        The log gets the kind of fault only: its words may hold what the person said.
        """
        taken = False
        try:
            await self._inbox.take(event)
            taken = True
        except Exception as fault:
            log.error("turn of %s failed: %s", event.id, type(fault).__qualname__)
            raise Refused(503, "not_taken") from fault
        finally:
            self._channel.settled(event.chat, event.id, taken=taken)


def _answering(call: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return await call(request)
        except Refused as refused:
            return _json({"error": refused.code}, refused.status)
        except ValidationError as error:
            where = [{"at": list(part["loc"]), "type": part["type"]} for part in error.errors()]
            return _json({"error": "bad_request", "where": where}, 422)

    return answer


async def _body(request: Request, limit: int) -> bytes:
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > limit:
            raise Refused(413, "too_big")
    return bytes(content)


def _known(channel: WebChannel, chat: str) -> str:
    if not channel.knows(chat):
        raise Refused(404, "unknown_chat")
    return chat


def _file_headers(attachment: Attachment) -> dict[str, str]:
    """A PDF, picture or sound opens in its tab; all else is only downloaded, a spreadsheet by its name."""
    shown = attachment.picture or attachment.audio or attachment.content_type == "application/pdf"
    way = "inline" if shown else "attachment"
    known = shown or attachment.content_type == SPREADSHEET
    return {
        "content-type": attachment.content_type if known else "application/octet-stream",
        "content-disposition": f"{way}; filename*=utf-8''{quote(attachment.name, safe='')}",
    }


def _json(value: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, media_type="application/json")
