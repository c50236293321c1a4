"""Last year's list as a sheet: where its headings stand, and which column says what. Pure.

Communes write these sheets each in their own way: titles above, headings over two rows, merged cells. Words
are compared folded (bot/dialogue/reading/text.py), so all of them stand here without Vietnamese marks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue.reading import clean, fold
from bot.scoring.sheets import Cell, Sheet

NEEDED = ("name", "area", "class")
FIELDS = (*NEEDED, "birth", "birth_year", "national_id", "code", "address", "formerly")
"""What is taken over. `poor` and `near_poor`: two columns with a mark instead of one with words."""
MARKED = ("poor", "near_poor")
WHOLE = ("all_poor", "all_near_poor")
"""Instead of a column: the whole sheet is of this class."""
ABOVE = "area_above"
"""Instead of a column: the area stands in a row of its own above its households."""
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "ho va ten chu ho",
        "ho ten chu ho",
        "ho, ten chu ho",
        "ten chu ho",
        "chu ho",
        "ho va ten",
        "ho ten",
        "ho, ten",
    ),
    "birth": ("ngay sinh", "ngay thang nam sinh", "ngay, thang, nam sinh", "sinh ngay"),
    "birth_year": ("nam sinh", "sinh nam"),
    "code": ("ma ho", "ma so ho", "ma ho gia dinh", "ma ho ngheo", "ma ho so", "ma so"),
    "class": (
        "phan loai",
        "phan loai ho",
        "loai ho",
        "dien ho",
        "ket qua ra soat",
        "ket qua phan loai",
        "doi tuong",
        "ket qua",
    ),
    "poor": ("ho ngheo", "ngheo", "la ho ngheo"),
    "near_poor": ("ho can ngheo", "can ngheo", "la ho can ngheo"),
    "address": ("dia chi", "noi o", "noi o hien tai", "dia chi thuong tru", "noi thuong tru"),
    "formerly": ("nam thoat ngheo", "thoat ngheo nam", "da tung", "da tung la ho ngheo", "da tung ngheo"),
}
"""Field → headings, the surest first."""
NUMBER_WORDS = ("cccd", "cmnd", "can cuoc", "dinh danh")
AREA_WORDS = frozenset(
    [
        *("thon", "ap", "khu", "pho", "khom", "to", "dan", "ban", "xom", "buon", "lang", "bon", "phum"),
        *("soc", "ten", "dia", "khoi"),
    ]
)
FEWEST = 3
"""Columns of a list at least: name, area, class."""
LOOKED_THROUGH = 30
"""Rows from the top among which the headings are looked for."""
MOST_COLUMNS, LONGEST = 40, 200
_PARTS = re.compile(r"[/,;()\s-]+")
_REMARK = re.compile(r"\([^)]*\)|\*")

Columns = Mapping[str, int]
"""Field → column, counted from 0. Of WHOLE and ABOVE the number says nothing."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet with a list in it. headings: one a column, "" where none; title: folded words above them.

    first: number of the first row below the headings, as spreadsheet programs count; rows: all from there on
    as texts, empty ones too. unsure: fields for which several columns would do.
    """

    sheet: str
    title: str
    headings: tuple[str, ...]
    first: int
    rows: tuple[tuple[str, ...], ...]
    columns: Columns
    unsure: tuple[str, ...] = ()

    def missing(self, columns: Columns) -> str:
        """The needed field no column is known for, or ""."""
        has_class = "class" in columns or all(one in columns for one in MARKED)
        known = {*columns, *(("class",) if has_class or any(one in columns for one in WHOLE) else ())}
        known |= {"area"} if ABOVE in columns else set()
        return next((one for one in NEEDED if one not in known), "")


def tables_in(sheets: Sequence[Sheet]) -> tuple[Table, ...]:
    """The sheets that hold a list: those with a row of headings, among them one for the name.

    Where there is no such sheet, the first that looks like a list: its columns are all to be asked for.
    """
    found = tuple(one for one in (_table(sheet) for sheet in sheets) if one is not None)
    if found:
        return found
    alike = (_by_shape(sheet) for sheet in sheets)
    return tuple(one for one in alike if one is not None)[:1]


def text_of(cell: Cell) -> str:
    """A cell as text: a day as 02/03/1984, a tick as x."""
    match cell:
        case None | False:
            return ""
        case True:
            return "x"
        case date():
            return f"{cell:%d/%m/%Y}"
    return clean(str(cell)[: LONGEST * 2])[:LONGEST]


# ── finding the headings ─────────────────────────────────────────────────────────────────────
def _table(sheet: Sheet) -> Table | None:
    rows = _filled(sheet)
    best: tuple[int, int, int] | None = None  # fields found, rows of headings (fewer is better), where
    for at in range(min(LOOKED_THROUGH, len(rows))):
        for depth in (1, 2):
            headings = _headings(rows, at, depth)
            fields = _fields_of(headings)
            wide = len(fields) > 1 or sum(map(bool, headings)) >= FEWEST
            if "name" in fields and wide and (best is None or (len(fields), -depth) > best[:2]):
                best = (len(fields), -depth, at)
    return None if best is None else _below(sheet, rows, best[2], -best[1])


def _by_shape(sheet: Sheet) -> Table | None:
    """The first row of several different words without a digit, with as full a row right below it."""
    rows = _filled(sheet)
    for at in range(min(LOOKED_THROUGH, len(rows) - 1)):
        words = [cell for cell in rows[at] if cell]
        said = len({*words}) >= FEWEST and not any(sign.isdigit() for cell in words for sign in cell)
        if said and sum(map(bool, rows[at + 1])) >= FEWEST:
            return _below(sheet, rows, at, 1)
    return None


def _below(sheet: Sheet, rows: Sequence[tuple[str, ...]], at: int, depth: int) -> Table:
    """The table under the headings in `depth` rows from `at`."""
    headings = _headings(rows, at, depth)
    title = fold(" ".join([sheet.name, *(cell for row in rows[:at] for cell in row)]))
    columns, unsure = _columns(headings, title)
    first = at + depth
    return Table(sheet.name, title, headings, first + 1, tuple(rows[first:]), columns, unsure)


def _filled(sheet: Sheet) -> list[tuple[str, ...]]:
    """The rows as texts; a cell merged downwards counts for every row it spans."""
    rows = [[text_of(cell) for cell in row[:MOST_COLUMNS]] for row in sheet.rows]
    for merged in sheet.merged:
        top, left, bottom = _span(merged)
        if 0 <= top < bottom and left < MOST_COLUMNS:
            value = text_of(sheet.cell(top, left))
            for row in rows[top + 1 : bottom + 1]:
                row.extend("" for _ in range(left + 1 - len(row)))
                row[left] = value
    return [tuple(row) for row in rows]


def _span(merged: str) -> tuple[int, int, int]:
    """ "B4:B7" → rows 3 to 6 of column 1; (-1, 0, -1) where it is no such range."""
    found = re.fullmatch(r"([A-Z]{1,2})(\d+):[A-Z]{1,2}(\d+)", merged)
    if found is None:
        return -1, 0, -1
    return int(found[2]) - 1, column_number(found[1]), int(found[3]) - 1


def column_number(letters: str) -> int:
    """A → 0, B → 1, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _headings(rows: Sequence[tuple[str, ...]], at: int, depth: int) -> tuple[str, ...]:
    """The headings of one row; or of two, where the lower one says more ("Phân loại" over two columns)."""
    upper = rows[at]
    lower = rows[at + 1] if depth > 1 and at + 1 < len(rows) else ()
    width = max(len(upper), len(lower))
    pairs = [(_at(upper, i), _at(lower, i)) for i in range(width)]
    if lower and any(below and below != above and not meanings(below) for above, below in pairs):
        return ()  # the lower one holds more than headings: it is somebody's row
    return tuple(below or above for above, below in pairs)


def _at(row: tuple[str, ...], column: int) -> str:
    return row[column] if column < len(row) else ""


def _fields_of(headings: Sequence[str]) -> set[str]:
    return {field for one in headings for field, _ in meanings(one)}


def meanings(heading: str) -> tuple[tuple[str, int], ...]:
    """Fields a heading may stand for, each with how far down its list of words (0 the surest)."""
    words = fold(_REMARK.sub(" ", heading))
    found = [(field, names.index(words)) for field, names in HEADINGS.items() if words in names]
    if not words or found:
        return tuple(found)
    parts = [part for part in _PARTS.split(words) if part]
    if "can ngheo" in words and "ngheo" in words.replace("can ngheo", "") and len(words) < LONGEST // 4:
        found.append(("class", 0))
    elif any(one in words for one in NUMBER_WORDS) and not words.startswith(("ngay", "noi")):
        found.append(("national_id", 0 if "cccd" in words else 1))
    elif parts and all(part in AREA_WORDS for part in parts):
        found.append(("area", 0))
    return tuple(found)


def _columns(headings: Sequence[str], title: str) -> tuple[dict[str, int], tuple[str, ...]]:
    """The column of each field, and the fields several columns stand for alike."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    for column, heading in enumerate(headings):
        for field, rank in meanings(heading):
            ranked.setdefault(field, []).append((rank, column))
    columns: dict[str, int] = {}
    unsure = []
    for field, found in ranked.items():
        surest = [column for rank, column in found if rank == min(found)[0]]
        if len(surest) > 1 and field in NEEDED:
            unsure.append(field)
        else:
            columns[field] = surest[0]
    if "class" in columns:
        columns = {field: column for field, column in columns.items() if field not in MARKED}
    elif not all(one in columns for one in MARKED) and "class" not in unsure:
        columns |= _by_title(title, columns)
    return columns, tuple(unsure)


def _by_title(title: str, columns: Columns) -> dict[str, int]:
    """A sheet of one class says so in its name or title ("Danh sách hộ cận nghèo năm 2025")."""
    near = "can ngheo" in title
    poor = "ngheo" in title.replace("can ngheo", "")
    if near == poor or any(one in columns for one in MARKED):
        return {}
    return {"all_near_poor" if near else "all_poor": 0}
