"""The reckoned value beside each formula: openpyxl keeps none, and viewers on phones show an empty cell."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from lxml import etree
from openpyxl import load_workbook

Cached = dict[str, dict[str, int | float | str]]
"""Sheet → cell → value; "" where the formula shows nothing."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DATES = ("{http://purl.org/dc/terms/}created", "{http://purl.org/dc/terms/}modified")
CORE = "docProps/core.xml"


def with_values(book: bytes, cached: Cached, on: str) -> bytes:
    """The same workbook as openpyxl saved it, with these values. on: ISO day, the file's only date."""
    order = load_workbook(BytesIO(book), read_only=True).sheetnames
    parts = {f"xl/worksheets/sheet{number}.xml": cached.get(name, {}) for number, name in enumerate(order, 1)}
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.infolist():
            data = before.read(one)
            if one.filename in parts:
                data = _sheet(data, parts[one.filename])
            elif one.filename == CORE:
                data = _dated(data, on)
            entry = zipfile.ZipInfo(one.filename)  # its date is 1980: the same bytes every time
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, data)
    return out.getvalue()


def _sheet(data: bytes, values: Mapping[str, int | float | str]) -> bytes:
    root = etree.fromstring(data)
    for cell in root.iter(f"{_MAIN}c"):
        formula, where = cell.find(f"{_MAIN}f"), cell.get("r")
        if formula is None or where not in values:
            continue
        shown = cell.find(f"{_MAIN}v")
        if shown is None:
            shown = etree.SubElement(cell, f"{_MAIN}v")
        value = values[where]
        shown.text = value if isinstance(value, str) else repr(value)
        if isinstance(value, str):
            cell.set("t", "str")
        elif "t" in cell.attrib:
            del cell.attrib["t"]
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _dated(data: bytes, on: str) -> bytes:
    root = etree.fromstring(data)
    for name in _DATES:
        for found in root.iter(name):
            found.text = f"{on}T00:00:00Z"
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
