"""The page behind a paper's link: ask for the code, type it, fetch the file. Plain HTML, no scripts.

Looking at the page (a chat app's preview does) changes nothing; only its buttons, which post, do.
"""

import logging
import re
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.hooks import body_of
from bot.channels.paper_words import PageWords
from bot.channels.plain_page import PRIVATE, page
from bot.dialogue.words import Translate
from bot.runtime.faults import kind_and_place
from bot.runtime.links import PaperLinks, View

log = logging.getLogger(__name__)

PATH = "/g"
FORM_LIMIT = 10_000
"""Bytes of a post: a code and a button. Anybody may post here; a megabyte of fields holds everybody up."""
STATUS = {"gone": 404, "wrong": 403, "spent": 403, "digits": 403}
"""Of a page at this step; 200 else."""
_PLAIN_NAME = re.compile(r"[\w.-]+", re.ASCII)
Answer = Callable[[Request], Awaitable[Response]]


def paper_routes(links: PaperLinks, translate: Translate) -> list[Route]:
    """The page, and the file behind a ticket, under the public address's path."""
    base = f"{links.door.base}{PATH}"
    pages = _Pages(links, PageWords(translate, links.place), base)
    return [
        Route(f"{base}/{{token}}", pages.careful(pages.show), methods=["GET"]),
        Route(f"{base}/{{token}}", pages.careful(pages.act), methods=["POST"]),
        Route(f"{base}/{{token}}/{{ticket}}", pages.careful(pages.file), methods=["GET"]),
    ]


class _Pages:
    def __init__(self, links: PaperLinks, words: PageWords, base: str) -> None:
        self._links, self._words, self._base = links, words, base

    async def show(self, request: Request) -> Response:
        token = request.path_params["token"]
        return self._page(await self._links.look(token), token)

    async def act(self, request: Request) -> Response:
        """A code sent leads back to the page, so that loading it again sends no other."""
        token = request.path_params["token"]
        asked = parse_qs((await body_of(request, FORM_LIMIT) or b"").decode("ascii", "replace"))
        if asked.get("do") == ["open"]:
            return self._page(await self._links.enter(token, asked.get("code", [""])[0]), token)
        if asked.get("do") == ["code"]:
            view = await self._links.send_code(token)
            return self._page(view, token) if view.step == "gone" else self._back(token)
        return self._back(token)

    async def file(self, request: Request) -> Response:
        """The file, or back to the page where another code can be had."""
        token, ticket = request.path_params["token"], request.path_params["ticket"]
        found = await self._links.file(token, ticket, only_ask=request.method == "HEAD")
        if found is None:
            return self._back(token)
        name, content = found
        return Response(content, headers=PRIVATE | file_headers(name))

    def careful(self, answer: Answer) -> Answer:
        """A fault of ours is said plainly; its words, which may hold an address, stay out of the log."""

        async def endpoint(request: Request) -> Response:
            try:
                return await answer(request)
            except Exception as fault:
                log.error("a page failed: %s", kind_and_place(fault))
                return page(self._words.fault(), 500)

        return endpoint

    def _back(self, token: str) -> Response:
        return RedirectResponse(f"{self._base}/{quote(token, safe='')}", 303, headers=PRIVATE)

    def _page(self, view: View, token: str) -> Response:
        here = f"{self._base}/{token}"
        return page(self._words.of(view, here, self._links.clock.now()), STATUS.get(view.step, 200))


def file_headers(name: str) -> dict[str, str]:
    """A PDF is shown where it can be (a chat app's window often saves nothing), anything else is saved."""
    pdf = name.endswith(".pdf")
    kind, way = ("application/pdf", "inline") if pdf else ("application/octet-stream", "attachment")
    plain = f'; filename="{name}"' if _PLAIN_NAME.fullmatch(name) else ""
    return {
        "content-type": kind,
        "content-disposition": f"{way}{plain}; filename*=utf-8''{quote(name, safe='')}",
        "content-security-policy": "frame-ancestors 'none'",
    }
