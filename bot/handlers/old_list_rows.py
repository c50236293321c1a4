"""The rows of last year's list, read one by one: a household, or what would be right. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.cases.case import PreviousClass
from bot.cases.commune import Area
from bot.dialogue.reading import (
    Problem,
    fold,
    read_date,
    read_national_id,
    read_person_name,
    title_case,
)
from bot.dialogue.reading.result import problem
from bot.dialogue.reading.text import clip
from bot.handlers.old_list_columns import ABOVE, AREA_WORDS, MARKED, WHOLE, Columns, Table

CLASSES: Mapping[str, PreviousClass] = {
    "ho ngheo": "poor",
    "ngheo": "poor",
    "hn": "poor",
    "ho can ngheo": "near_poor",
    "can ngheo": "near_poor",
    "hcn": "near_poor",
    "cn": "near_poor",
}
LAST_ZEROS = {10: 12, 11: 12, 8: 9}
"""Digits left of a card's number where the spreadsheet took its first zeros → how many there were."""
SUMS = ("tong", "cong")
UNMARKED = ("", "0", "-", "khong")
AREA_SHORT = frozenset(("kp", "tdp", "kdc", "so"))
_ORDINAL = re.compile(r"^(?:[IVX]+(?:[.)]\s*|$)|[0-9]+(?:[.)]\s+|$))")
_SPLIT = re.compile(r"(?<=[a-z])(?=\d)|[\s./_-]+")


@dataclass(frozen=True, slots=True)
class Household:
    """One row understood. key: of the row within the file. birth: "1984-03-02", "1984", or "".

    formerly: the class of an older list which it had left before.
    """

    key: str
    sheet: str
    row: int
    name: str
    area: str
    old_class: PreviousClass
    birth: str = ""
    national_id: str = ""
    code: str = ""
    address: str = ""
    formerly: PreviousClass = "none"

    @property
    def whole(self) -> str:
        """What tells it apart without a number, as a request has it (handlers/filing.py)."""
        return "|".join((fold(self.name), self.birth, self.area))

    @property
    def said(self) -> str:
        """The row in short, kept with the move it makes: brought again, it is known by this."""
        last = f"…{self.national_id[-4:]}" if self.national_id else ""
        return " · ".join(part for part in (self.name, self.birth, self.area, self.code, last) if part)


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be taken. name: as written; wrong: what is wrong and what would be right."""

    sheet: str
    row: int
    name: str
    wrong: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ReadList:
    """All rows: the good, the bad, and those that are no household (sums, notes), as (sheet, row)."""

    good: tuple[Household, ...] = ()
    bad: tuple[Bad, ...] = ()
    left: tuple[tuple[str, int], ...] = ()


def read_rows(
    tables: Sequence[Table], columns: Sequence[Columns], areas: Sequence[Area], today: date
) -> ReadList:
    """Every row of every table, in order; rows that say the same household twice are bad."""
    good: list[Household] = []
    bad: list[Bad] = []
    seen, places = _Seen(), _Places(areas)
    left: list[tuple[str, int]] = []
    for number, (table, of) in enumerate(zip(tables, columns, strict=True)):
        for at, cells in _households(table, of, places, left):
            place = (table.sheet, table.first + at)
            found = _household(table, of, cells, places, today)
            if isinstance(found, Household):
                found = replace(found, key=f"{number}.{at}", row=place[1])
                twice = seen.twice(found)
                if twice is None:
                    good.append(found)
                else:
                    bad.append(Bad(*place, found.name, (twice,)))
            else:
                bad.append(Bad(*place, clip(cells.get("name", "")), found))
    return ReadList(tuple(good), tuple(bad), tuple(left))


def _households(
    table: Table, of: Columns, places: "_Places", left: list[tuple[str, int]]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that are meant for a household: where each is, its cells by field. The others go to `left`."""
    last, area = _last(table, of), ""
    for at, row in enumerate(table.rows):
        cells = {field: _cell(row, column) for field, column in of.items() if field not in (*WHOLE, ABOVE)}
        if ABOVE in of and (named := places.heading(row)):
            area = named
        elif not any(cells.values()) or _repeats(table, of, cells) or _is_numbering(row):
            continue
        elif at > last or _is_sum(row):
            left.append((table.sheet, table.first + at))
        else:
            yield at, cells | ({"area": area} if ABOVE in of else {})


# ── rows that are none ───────────────────────────────────────────────────────────────────────
def _cell(row: tuple[str, ...], column: int) -> str:
    return row[column] if column < len(row) else ""


def _last(table: Table, columns: Columns) -> int:
    """The last row that says two things at least: below it stand sums, signatures, remarks."""
    full = (
        at
        for at, row in enumerate(table.rows)
        if sum(1 for column in set(columns.values()) if _cell(row, column)) > 1
    )
    return max(full, default=-1)


def _is_sum(row: tuple[str, ...]) -> bool:
    first = next((fold(cell) for cell in row if cell), "")
    return first.split(" ")[0] in SUMS


def _is_numbering(row: tuple[str, ...]) -> bool:
    """The row of column numbers some forms have below their headings: 1, 2, 3 …"""
    cells = [re.sub(r"\D", "", cell) for cell in row if cell]
    return len(cells) > 2 and cells == [str(number + 1) for number in range(len(cells))]


def _repeats(table: Table, columns: Columns, cells: Mapping[str, str]) -> bool:
    """The headings once more, on the next printed page."""
    return bool(cells.get("name")) and fold(cells["name"]) == fold(table.headings[columns["name"]])


# ── one row ──────────────────────────────────────────────────────────────────────────────────
def _household(
    table: Table, columns: Columns, cells: Mapping[str, str], places: "_Places", today: date
) -> Household | tuple[Problem, ...]:
    name, area = _name(cells["name"]), places.area(cells["area"])
    old_class = _class(columns, cells)
    birth = _birth(cells, today)
    number = _number(cells.get("national_id", ""))
    formerly = _formerly(cells.get("formerly", ""))
    parts = (name, area, old_class, birth, number)
    wrong = tuple(part for part in parts if isinstance(part, Problem))
    if wrong:
        return wrong
    assert not isinstance(name, Problem) and not isinstance(area, Problem)
    assert not isinstance(old_class, Problem) and not isinstance(birth, Problem)
    assert not isinstance(number, Problem)
    code, address = cells.get("code", ""), cells.get("address", "")
    return Household("", table.sheet, 0, name, area, old_class, birth, number, code, address, formerly)


def _name(text: str) -> str | Problem:
    if not text:
        return problem("old_list.bad.no_name")
    read = read_person_name(text)
    if isinstance(read, Problem):
        return problem("old_list.bad.name", text=clip(text))
    return title_case(read.value) if read.value == read.value.upper() else read.value


class _Places:
    """The commune's areas by how the list writes them; each writing is looked at once."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._areas, self._known = areas, dict[str, str | Problem]()

    def area(self, text: str) -> str | Problem:
        """The id of the area, or what would be right."""
        if text not in self._known:
            self._known[text] = area_of(text, self._areas)
        return self._known[text]

    def heading(self, row: tuple[str, ...]) -> str:
        """What a row of its own says of the area of the rows below it ("II. Khu phố 3"), or ""."""
        said = [cell for cell in row if cell and not _ORDINAL.fullmatch(cell)]
        text = _ORDINAL.sub("", said[0]) if len({*said}) == 1 else ""
        return text if text and isinstance(self.area(text), str) else ""


def area_of(text: str, areas: Sequence[Area]) -> str | Problem:
    """The id of the area meant: its very name, else the only one with these words or this number."""
    if not text:
        return problem("old_list.bad.no_area")
    same = [one.id for one in areas if fold(one.name) == fold(text)]
    alike = same or [one.id for one in areas if _bare(one.name) == _bare(text) != ()]
    if len(alike) == 1:
        return alike[0]
    return problem("old_list.bad.area", text=clip(text), areas=", ".join(one.name for one in areas[:12]))


def _bare(name: str) -> tuple[str, ...]:
    """An area's name without the words for its kind: "Khu phố 03", "KP3" → ("3",)."""
    words = [word for word in _SPLIT.split(fold(name)) if word]
    kept = [word for word in words if word not in AREA_WORDS and word not in AREA_SHORT]
    return tuple(str(int(word)) if word.isascii() and word.isdigit() else word for word in kept)


def _class(columns: Columns, cells: Mapping[str, str]) -> PreviousClass | Problem:
    if "class" in columns:
        found = CLASSES.get(fold(cells["class"]))
        return found or problem("old_list.bad.class", text=clip(cells["class"]) or "…")
    if "poor" in columns and "near_poor" in columns:
        marked = [one for one in MARKED if fold(cells[one]) not in UNMARKED]
        if len(marked) == 1:
            return "poor" if marked == ["poor"] else "near_poor"
        return problem("old_list.bad.two_marks" if marked else "old_list.bad.no_mark")
    return "poor" if "all_poor" in columns else "near_poor"


def _birth(cells: Mapping[str, str], today: date) -> str | Problem:
    text = cells.get("birth", "") or cells.get("birth_year", "")
    if not text:
        return ""
    read = read_date(text, today)
    return problem("old_list.bad.birth", text=clip(text)) if isinstance(read, Problem) else read.value.iso()


def _number(text: str) -> str | Problem:
    """A card's number; its first zeros are put back where the spreadsheet took them."""
    if not text:
        return ""
    if text.isascii() and text.isdigit() and len(text) in LAST_ZEROS:
        text = text.zfill(LAST_ZEROS[len(text)])
    read = read_national_id(text)
    return problem("old_list.bad.number") if isinstance(read, Problem) else read.value


def _formerly(text: str) -> PreviousClass:
    """What is written where the list says it had left before: a class, else a year or a mark."""
    if fold(text) in UNMARKED:
        return "none"
    return "near_poor" if "can ngheo" in fold(text) else "poor"


# ── the same household twice ─────────────────────────────────────────────────────────────────
class _Seen:
    """The good rows so far, by what tells a household apart."""

    def __init__(self) -> None:
        self._codes: dict[str, Household] = {}
        self._numbers: dict[str, Household] = {}
        self._wholes: dict[str, list[Household]] = {}

    def twice(self, one: Household) -> Problem | None:
        """Why this row is one that was there before; None where it is another household, now noted."""
        code = self._codes.get(fold(one.code)) if one.code else None
        if code is not None:
            return problem("old_list.bad.code_twice", row=code.row, code=clip(one.code))
        number = self._numbers.get(one.national_id) if one.national_id else None
        if number is not None:
            return problem("old_list.bad.number_twice", row=number.row)
        for other in self._wholes.get(one.whole, ()):
            if not _told_apart(one, other):
                return problem("old_list.bad.twice", row=other.row)
        self._note(one)
        return None

    def _note(self, one: Household) -> None:
        if one.code:
            self._codes[fold(one.code)] = one
        if one.national_id:
            self._numbers[one.national_id] = one
        self._wholes.setdefault(one.whole, []).append(one)


def _told_apart(one: Household, other: Household) -> bool:
    return bool(one.code and other.code) or bool(one.national_id and other.national_id)
