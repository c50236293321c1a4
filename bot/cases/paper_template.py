"""A paper's template as the commune changed it: an ordinary Word or Excel file, checked before it counts."""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

REPORTS = "reports"
"""The one workbook of all reports (Mẫu 7.1 to 7.11); every other template is named after its paper."""


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """id: of the paper. text: the file as base64; "" where the one that comes with the program counts again.

    digest: sha256 of the file, hex. by, by_name, at: who gave it last, and when.
    """

    id: str
    text: str
    digest: str
    by: str
    by_name: str
    at: datetime
    version: int = 1

    @property
    def file(self) -> bytes | None:
        """The .docx or .xlsx; None where the shipped one counts."""
        return b64decode(self.text) if self.text else None


def packed(file: bytes) -> tuple[str, str]:
    """A file as text, and its digest."""
    return b64encode(file).decode("ascii"), hashlib.sha256(file).hexdigest()
