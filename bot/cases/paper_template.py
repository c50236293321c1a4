"""A paper's template as the commune changed it: an ordinary Word or Excel file, checked before it counts."""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from bot.cases.papers import file_name, paper

REPORTS = "reports"
"""The one workbook of all reports (Mẫu 7.1 to 7.11); every other template is named after its paper."""


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """id: of the paper. text: the file as base64; "" where the one that comes with the program counts again.

    digest: sha256 of the file, hex. by, by_name, at: who gave it last, and when. proposed: a file, as text,
    that lacks something and waits for a yes; "" where none does.
    """

    id: str
    text: str
    digest: str
    by: str
    by_name: str
    at: datetime
    version: int = 1
    proposed: str = ""

    @property
    def file(self) -> bytes | None:
        """The .docx or .xlsx; None where the shipped one counts."""
        return b64decode(self.text) if self.text else None


@dataclass(frozen=True, slots=True)
class TemplateCheck:
    """What was found in a file sent as a template. unknown: fields that no such paper has, by path
    ("groups[].rows[].nam"). missing: fields of the paper that it leaves out. hidden: ids of things in it that
    a PDF cannot show ("picture"). fault: key of the words why it can be no template at all, "" where it can.
    """

    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    fault: str = ""

    @property
    def usable(self) -> bool:
        """Whether papers can be made with it, as Word and as PDF; what is missing is to be confirmed."""
        return not (self.fault or self.unknown or self.hidden)


def template_name(paper_id: str, *, shipped: bool = False) -> str:
    """ "mau-in-phu-luc-i.docx": what its file is called; "mau-goc-…" where the commune has one of its own
    and the one that comes with the program is wanted.
    """
    found, first = paper(paper_id), "mau-goc" if shipped else "mau-in"
    if found is None:
        return f"{first}-bao-cao.xlsx"
    return f"{first}-{file_name(found.id, '', 'docx')}"


def packed(file: bytes) -> str:
    """A file as text."""
    return b64encode(file).decode("ascii")


def digest_of(text: str) -> str:
    """Of a file kept as text: sha256, hex; "" of none."""
    return hashlib.sha256(b64decode(text)).hexdigest() if text else ""
