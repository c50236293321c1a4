"""Reading a Bot API call as Telegram reads it: address, form, JSON or multipart."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

_DISPOSITION = re.compile(rb'name="([^"]*)"(?:; ?filename="([^"]*)")?')
_KIND = re.compile(rb"content-type: *([^\r\n;]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart form. kind: its content type, as the sender says."""

    name: str
    content: bytes = field(repr=False)
    kind: str = ""


async def parameters(request: Request, limit: int) -> dict[str, Any] | None:
    """All parameters of the call; None where the body is over the limit (it is read to its end)."""
    body = bytearray()
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            body += chunk
    if size > limit:
        return None
    kind = request.headers.get("content-type", "")
    return dict(parse_qsl(request.url.query, keep_blank_values=True)) | _form(kind, bytes(body))


def _form(kind: str, body: bytes) -> dict[str, Any]:
    if kind.startswith("application/json"):
        given = json.loads(body)
        return given if isinstance(given, dict) else {}
    if kind.startswith("multipart/form-data"):
        return _multipart(kind.partition("boundary=")[2].strip('"').encode(), body)
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _multipart(boundary: bytes, body: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for piece in body.split(b"--" + boundary)[1:-1]:
        head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        found = _DISPOSITION.search(head)
        if found is None:
            continue
        content = content.removesuffix(b"\r\n")
        name, file_name = found.group(1).decode(), found.group(2)
        kind = found_kind.group(1).decode() if (found_kind := _KIND.search(head)) is not None else ""
        fields[name] = content.decode() if file_name is None else Upload(file_name.decode(), content, kind)
    return fields
