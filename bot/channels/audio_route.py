"""Recordings at the public address, for platforms that fetch what they play. Nothing personal."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web import SOUND_TYPES

HEADERS = {"cache-control": "public, max-age=60", "x-content-type-options": "nosniff"}

Recording = Callable[[str], Awaitable[bytes | None]]
"""What is in a recording of this exact name; None for every other name."""


def audio_route(base: str, path: str, recording: Recording) -> Route:
    """base: path of the public address, "" for a host alone. A name with a slash is no route at all."""

    async def answer(request: Request) -> Response:
        name = request.path_params["name"]
        kind = SOUND_TYPES.get(name.rpartition(".")[2])
        content = await recording(name) if kind else None
        if content is None:
            return Response(status_code=404)
        return Response(content, media_type=kind, headers=HEADERS)

    return Route(f"{base}{path}/{{name}}", answer, methods=["GET"])
