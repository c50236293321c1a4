"""Small pages for people outside a chat: one template, one style, headers that keep them private."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.responses import HTMLResponse

FOLDER = Path(__file__).parent / "pages"

PRIVATE = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex, nofollow, noarchive",
}
"""Headers of all that is served to people: not kept, not passed on, not found by a search."""


@cache
def _template() -> Template:
    loader = FileSystemLoader(FOLDER)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("paper.html")


@cache
def _style() -> str:
    return (FOLDER / "paper.css").read_text("utf-8")


@cache
def policy() -> str:
    """Nothing may be loaded or run; our style alone, known by its digest; forms only back to us."""
    style = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    parts = (
        "default-src 'none'",
        f"style-src 'sha256-{style}'",
        "img-src data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return "; ".join(parts)


def page(words: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """The page with these words (see the template); each of them is escaped."""
    body = _template().render(words, css=_style())
    return HTMLResponse(body, status, headers=PRIVATE | {"content-security-policy": policy()})
