"""Bounds of an Office file from outside, looked at before any library opens it."""

import zipfile
from io import BytesIO

MOST_BYTES = 2_000_000
MOST_UNPACKED = 10_000_000
MOST_PARTS = 200
MOST_BODY = 2_000_000
"""Bytes of a Word file's text: a paper's template has some 60,000."""
BODY = "word/document.xml"


def within_bounds(data: bytes) -> bool:
    """Whether the file is a package of a size that can be worked on, without a document type of its own."""
    if len(data) > MOST_BYTES or not zipfile.is_zipfile(BytesIO(data)):
        return False
    with zipfile.ZipFile(BytesIO(data)) as packed:
        parts = packed.infolist()
        # zipfile never gives more bytes of a part than its header says, so the sum is a true bound
        sizes = {part.filename: part.file_size for part in parts}
        if len(parts) > MOST_PARTS or sum(sizes.values()) > MOST_UNPACKED or sizes.get(BODY, 0) > MOST_BODY:
            return False
        xml = [name for name in sizes if name.endswith((".xml", ".rels"))]
        return not any(b"<!DOCTYPE" in packed.read(name) for name in xml)
