"""Keeps the demo page to this computer: no other web page may read it or drive it."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOST = re.compile(r"(127\.0\.0\.1|localhost)(:\d{1,5})?")
CONTENT_POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class LocalOnly:
    """Refuses a foreign Host (another name pointed at 127.0.0.1) and a POST from another origin."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        app: ASGIApp = self._app
        if refusal := _refusal(scope["method"], Headers(scope=scope)):
            app = JSONResponse({"error": refusal}, status_code=403)
        await app(scope, receive, send_guarded)


def _refusal(method: str, headers: Headers) -> str:
    host = headers.get("host", "")
    if not LOCAL_HOST.fullmatch(host):
        return "foreign_host"
    if method in {"GET", "HEAD"}:
        return ""
    origin = headers.get("origin")
    site = headers.get("sec-fetch-site", "same-origin")
    own = origin is None or origin == f"http://{host}"
    return "" if own and site in {"same-origin", "none"} else "foreign_origin"
