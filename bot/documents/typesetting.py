"""Setting a paper with Typst: a template, data as data, the bundled fonts only, the same bytes every time."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from bot.errors import RasoatError

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
PICTURE_PPI = 216.0  # 300 pt across become 900 dots: a phone's whole width, sharp when drawn larger
PANIC = "PanicException"
"""What a fault within Typst itself arrives as."""
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # a paper without a date must still be the same bytes twice


class DocumentError(RasoatError):
    """A paper cannot be printed: the data is not of the agreed shape, or a template is broken."""


@cache
def _fonts() -> typst.Fonts:
    """Our four faces and nothing else: not the machine's, not those built into Typst."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def set_paper(template: str, data: Mapping[str, object], *, on: str | None) -> bytes:
    """Print `template` (a file of this folder) with `data` (JSON values) as PDF/A-2b.

    `on` is the paper's ISO date; it becomes the file's time stamp, so no clock is read.
    The texts in `data` must be printable (see `lettering`): PDF/A refuses a letter without a glyph.
    Safe in threads: each call has its own compiler (0.1 ms; a shared one refuses a second caller).
    Raises DocumentError, never with the text of the paper in it.
    """
    stamp = UNDATED if on is None else datetime.fromisoformat(on).replace(tzinfo=UTC)
    try:
        return typst.compile(
            HERE / template,
            root=HERE,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            format="pdf",
            pdf_standards="a-2b",  # the archive's PDF: it must look the same years from now
            timestamp=stamp,
        )
    except typst.TypstError as error:
        raise _refusal(template, error.diagnostic) from None


def set_source(source: str, *, on: str | None, tags: bool = True) -> bytes:
    """Print Typst source that may import the templates of this folder, as `set_paper` does.

    The source must hold text of people only inside string literals. tags: for screen readers. Safe in
    threads. Raises DocumentError.
    """
    stamp = UNDATED if on is None else datetime.fromisoformat(on).replace(tzinfo=UTC)
    try:
        compiler = typst.Compiler(
            source.encode(),
            root=HERE,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"tags": "yes" if tags else "no"},
        )
        made = compiler.compile(format="pdf", pdf_standards="a-2b", timestamp=stamp, pdf_tags=tags)
    except typst.TypstError as error:
        raise _refusal("paper.typ", error.diagnostic) from None
    except BaseException as fault:  # a panic is no Exception: whoever waits would wait for ever
        if type(fault).__name__ != PANIC:
            raise
        raise DocumentError("Typst broke off", where="bot/documents/paper.typ") from None
    if not isinstance(made, bytes):
        raise DocumentError("Typst gave no file", where="bot/documents/paper.typ")
    return made


def set_picture(template: str, data: Mapping[str, object]) -> bytes:
    """Draw `template` (a file of this folder, one page) with `data` (JSON values) as a PNG for a phone.

    Safe in threads, as `set_paper`. Raises DocumentError, never with the text of the picture in it.
    """
    try:
        return typst.compile(
            HERE / template,
            root=HERE,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            format="png",
            ppi=PICTURE_PPI,
        )
    except typst.TypstError as error:
        raise _refusal(template, error.diagnostic) from None


def _refusal(template: str, diagnostic: str) -> DocumentError:
    """Only the place is kept: Typst quotes the offending text, and that must reach no log."""
    place = re.search(rf"{re.escape(template)}:\d+:\d+", diagnostic)
    return DocumentError(
        "Typst refused the paper",
        where=f"bot/documents/{place.group() if place else template}",
        remedy="print invented data with this template; a letter without a glyph is the usual reason",
    )
