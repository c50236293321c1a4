"""A PDF of hundreds of like papers, set a few at a time and joined: memory stays that of a few.

Joined are whole pages of papers that count no pages across each other. What says PDF/A (the file's metadata,
its colour profile, its id) is that of the first part.
"""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from bot.documents.word.paper_pdf import pdf

AT_ONCE = 20
"""Papers set together: 300 certificates in one go took 740 MB."""


def pdf_of_parts(
    template: bytes, data: Mapping[str, object], of: str, *, on: str | None, title: str, tags: bool
) -> bytes:
    """As `pdf`; of: the name of the list in the data whose entries are papers of their own."""
    every = data[of]
    if not isinstance(every, Sequence) or len(every) <= AT_ONCE:
        return pdf(template, data, on=on, title=title, tags=tags)
    parts = (every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE))
    return _joined(pdf(template, {**data, of: some}, on=on, title=title, tags=tags) for some in parts)


def _joined(files: Iterable[bytes]) -> bytes:
    """The same files give the same bytes."""
    left = iter(files)
    writer = PdfWriter(clone_from=BytesIO(next(left)))
    for one in left:
        for page in PdfReader(BytesIO(one)).pages:
            writer.add_page(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
