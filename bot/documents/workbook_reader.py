"""A spreadsheet file (.xlsx) into plain sheets; what cannot be read safely is refused with words.

The file comes from outside: its size, unpacked size, number of elements and place of every cell are bounded
before the spreadsheet library sees it, and its XML may declare no entities.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import IO, Any

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook

from bot.scoring.sheets import Cell, Sheet, SheetFault

MOST_BYTES = 2_000_000
MOST_UNPACKED = 20_000_000
MOST_PARTS = 500
MOST_ELEMENTS = 100_000
"""XML elements of all parts together; a filled template has about 3,000."""
MOST_ROWS, MOST_COLUMNS = 2_000, 60
LONGEST_CELL = 5_000

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How .xls and encrypted .xlsx begin (OLE compound file)."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class _RefusedError(Exception):
    def __init__(self, key: str, **args: str | int) -> None:
        super().__init__(key)
        self.fault = SheetFault(key, args)


def read_workbook(data: bytes) -> tuple[Sheet, ...] | SheetFault:
    """The sheets of an .xlsx file, hidden ones too, in the order of their tabs; or why it cannot be read."""
    try:
        _check_kind(data)
        merged = _look_through(data)
        return _read(data, merged) or SheetFault("table.file.damaged")
    except _RefusedError as refused:
        return refused.fault
    except Exception:  # a library may stumble over a broken file in any way: to its owner it is damaged
        return SheetFault("table.file.damaged")


def _check_kind(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise _RefusedError("table.file.too_big", most=MOST_BYTES // 1_000_000)
    if data.startswith(OLD_OFFICE):
        raise _RefusedError("table.file.encrypted" if ENCRYPTED in data else "table.file.old")
    if not zipfile.is_zipfile(BytesIO(data)):
        raise _RefusedError("table.file.not_workbook")
    with zipfile.ZipFile(BytesIO(data)) as packed:
        names = set(packed.namelist())
        if "xl/workbook.bin" in names:
            raise _RefusedError("table.file.old")
        if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
            raise _RefusedError("table.file.not_workbook")
        if any(part.flag_bits & 1 for part in packed.infolist()):
            raise _RefusedError("table.file.encrypted")


def _look_through(data: bytes) -> dict[str, tuple[str, ...]]:
    """Bounds of the unpacked file; the merged ranges of each part that has some."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        parts = packed.infolist()
        # zipfile never gives more bytes of a part than its header says, so the sum is a true bound
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise _RefusedError("table.file.too_much")
        left = MOST_ELEMENTS
        merged = {}
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with packed.open(part) as source:
                    ranges, seen = _scan(source, left)
                left -= seen
                merged[part.filename] = ranges
        return merged


def _scan(source: IO[bytes], most: int) -> tuple[tuple[str, ...], int]:
    """The merged ranges of a part and how many elements it has; refused over `most`, or out of bounds."""
    merged, seen = [], 0
    for _, element in iterparse(source, forbid_dtd=True):
        seen += 1
        if seen > most:
            raise _RefusedError("table.file.too_much")
        kind = str(element.tag).rpartition("}")[2]
        if kind == "mergeCell":
            merged.append(str(element.get("ref", "")))
        elif kind == "c" and len(element):
            _check_place(str(element.get("r", "")))
        if kind not in ("v", "f", "is", "t", "r"):  # a cell's own parts, which are looked at with it
            element.clear()
    return tuple(merged), seen


def _check_place(place: str) -> None:
    """A cell with something in it lies within what is read."""
    found = _PLACE.fullmatch(place)
    if found is not None:
        letters, row = found.groups()
        if int(row) > MOST_ROWS or len(letters) > 2 or _number(letters) > MOST_COLUMNS:
            raise _RefusedError("table.file.too_wide", cell=place, rows=MOST_ROWS, columns=MOST_COLUMNS)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _read(data: bytes, merged: dict[str, tuple[str, ...]]) -> tuple[Sheet, ...]:
    """Read twice, for values and for formulas: a formula nobody has reckoned has no value in the file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts of newer programs that are left out
        values = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        formulas = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        try:
            pairs = zip(values.worksheets, formulas.worksheets, strict=True)
            return tuple(
                Sheet(one.title, _rows(one, other), merged.get(one._worksheet_path.lstrip("/"), ()))
                for one, other in pairs
            )
        finally:
            values.close()
            formulas.close()


def _rows(values: Any, formulas: Any) -> tuple[tuple[Cell, ...], ...]:
    rows = []
    for row, asked in zip(_cells(values), _cells(formulas), strict=True):
        cells = [_cell(value, formula) for value, formula in zip(row, asked, strict=True)]
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(tuple(cells))
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The rows within bounds, whatever size the sheet says it has."""
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(1, MOST_ROWS, 1, MOST_COLUMNS))


def _cell(value: Any, formula: Any) -> Cell:
    if value.value is None and formula.data_type == "f":
        text = formula.value
        return text[:LONGEST_CELL] if isinstance(text, str) else "="
    return _plain(value.value)


def _plain(found: object) -> Cell:
    match found:
        case None | bool() | int():
            return found
        case float():
            return _number_of(found)
        case datetime():
            return found.date()
        case date():
            return found
    text = str(found)
    if len(text) > LONGEST_CELL:
        raise _RefusedError("table.file.too_long", most=LONGEST_CELL)
    return text


def _number_of(value: float) -> int | Decimal:
    """The number as a spreadsheet shows it: 15 digits are all it keeps, so 0.1 + 0.2 is 0.3."""
    exact = Decimal(format(value, ".15g"))
    return int(exact) if exact == exact.to_integral_value() else exact
