"""ODK Central's export: a table of submissions, and one of members whose PARENT_KEY names the submission."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.dialogue.reading.result import problem
from bot.exchange.odk_fields import (
    FORMS,
    LONGEST_TEXT,
    MEMBERS,
    MOST_SUBMISSIONS,
    Found,
    Unread,
    UnreadError,
    gather,
    submission,
)

PARENT, KEY = "PARENT_KEY", "KEY"
MOST_ROWS = MOST_SUBMISSIONS * 10
csv.field_size_limit(LONGEST_TEXT * 10)


@dataclass(slots=True)
class _Table:
    """A file: header without groups, rows with their line. form: told by the file's name."""

    name: str
    form: str
    header: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def read_tables(files: Mapping[str, bytes]) -> Iterator[Found]:
    """Each submission of these CSV files (name → content), in order, or why not."""
    tables = []
    for name, data in files.items():
        try:
            tables.append(_table(name, data))
        except UnreadError as wrong:
            yield Unread(name, wrong.problem)
            return  # without one of the tables, members could be missing unseen
    children = [one for one in tables if PARENT in one.header]
    for table in tables:
        if KEY not in table.header and table not in children:
            yield Unread(table.name, problem("import.csv.no_key", column=KEY))
        elif table not in children:
            yield from _submissions(table, [one for one in children if one.form == table.form])


def _table(name: str, data: bytes) -> _Table:
    try:
        lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        header = [_element(cell) for cell in next(lines, [])]
        table = _Table(name, _form(name), header)
        for cells in lines:
            if any(cells):
                table.rows.append((lines.line_num, cells))
    except (ValueError, csv.Error):
        raise UnreadError(problem("import.csv.broken")) from None
    if len(table.rows) > MOST_ROWS:
        raise UnreadError(problem("import.file.too_many", limit=MOST_SUBMISSIONS))
    return table


def _element(cell: str) -> str:
    """ "g_housing-wall" → "wall"; "" for a column of a split list ("g_x-land/garden"): nothing new."""
    return "" if "/" in cell else cell.strip().rpartition("-")[2]


def _form(name: str) -> str:
    """ "phieu_b-members.csv" → "phieu_b"."""
    stem = name.rpartition("/")[2].removesuffix(".csv").partition("-")[0]
    return stem if stem in FORMS else ""


def _fields(table: _Table, cells: list[str]) -> dict[str, str]:
    if len(cells) != len(table.header):
        raise UnreadError(problem("import.csv.cells", found=len(cells), header=len(table.header)))
    named = zip(table.header, cells, strict=True)
    own = {KEY: "_key", PARENT: "_parent"}
    return gather((own.get(name, name), text) for name, text in named if name)


def _submissions(table: _Table, children: list[_Table]) -> Iterator[Found]:
    """The rows of the main table with their members; none where a member could be missing unseen."""
    members: dict[str, list[dict[str, str]]] = {}
    broken: dict[str, UnreadError] = {}
    for child in children:
        shifted = next((line for line, cells in child.rows if len(cells) != len(child.header)), None)
        if shifted is not None:  # whose member it is cannot be known, so that one could be missing anywhere
            yield Unread(f"{child.name}:{shifted}", problem("import.csv.member"))
            return
        yield from _by_parent(table, child, members, broken)
    if len(table.rows) > MOST_SUBMISSIONS:
        yield Unread(table.name, problem("import.file.too_many", limit=MOST_SUBMISSIONS))
        return
    for line, cells in table.rows:
        yield _one(table, line, cells, members, broken)


def _one(
    table: _Table,
    line: int,
    cells: list[str],
    members: Mapping[str, list[dict[str, str]]],
    broken: Mapping[str, UnreadError],
) -> Found:
    where = f"{table.name}:{line}"
    try:
        fields = _fields(table, cells)
    except UnreadError as wrong:
        return Unread(where, wrong.problem)
    name = fields.get("_key", "")
    if name in broken:
        return Unread(where, broken[name].problem, name)
    fields = {**fields, "instanceID": fields.get("instanceID") or name}
    version = fields.get("FormVersion", "")
    return submission(where, fields, tuple(members.get(name, ())), form=table.form, version=version)


def _by_parent(
    table: _Table, child: _Table, members: dict[str, list[dict[str, str]]], broken: dict[str, UnreadError]
) -> Iterator[Unread]:
    """Each member to its submission; a member that cannot be read spoils its submission only."""
    if not child.name.removesuffix(".csv").endswith(MEMBERS):
        return
    place, key = child.header.index(PARENT), table.header.index(KEY)
    parents = {cells[key] for _, cells in table.rows if key < len(cells)}
    for line, cells in child.rows:
        parent = cells[place]
        if parent not in parents:
            yield Unread(f"{child.name}:{line}", problem("import.csv.no_parent", column=PARENT))
            continue
        try:
            members.setdefault(parent, []).append(_fields(child, cells))
        except UnreadError as wrong:
            broken[parent] = wrong
