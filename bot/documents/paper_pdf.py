"""A Word template set as PDF (being written)."""

from collections.abc import Mapping


def pdf(template: bytes, data: Mapping[str, object], *, on: str | None, title: str) -> bytes:
    """The paper as PDF/A-2b."""
    raise NotImplementedError
