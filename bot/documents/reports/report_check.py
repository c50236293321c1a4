"""A changed workbook of the reports looked through before it counts: tags unknown or missing, and a trial."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from bot.cases.commune import Area
from bot.cases.movement import Moved
from bot.cases.paper_template import TemplateCheck
from bot.cases.procedure_codes import ANNUAL
from bot.cases.report import REPORTS, ReportHousehold, ReportMember
from bot.cases.report_state import Asked, make_book
from bot.documents.reports.report_fill import fill
from bot.documents.reports.report_form import reports_form, terms_of
from bot.documents.reports.report_head import Heading, head_of
from bot.documents.reports.report_tags import COLUMN, HEAD_TAGS, ROW_TAGS, UNIT, tags_in
from bot.documents.reports.report_template import report_template
from bot.documents.reports.report_zone import Zone, zone_of
from bot.documents.word.office_active import ACTIVE, is_active
from bot.documents.word.office_file import within_bounds

MAIN_PART = "xl/workbook.xml"
ELSEWHERE = re.compile(r"'?([\w.]+)'?!\$?[A-Z]+\$?(\d+)")
"""A cell of another sheet in a formula: sheet, row."""
TRAINING = "training"
"""The tag that says that results are not official: it stays on every sheet."""
SAMPLE_DAY = date(1970, 1, 1)


def check_reports(pack_id: str, file: bytes) -> TemplateCheck:
    """What is to be said of this file as the reports' workbook. Tags as "7.2: start". Slow (0.5 s)."""
    book = _opened(file)
    if book is None:
        return TemplateCheck(fault="template.not_excel")
    if is_active(file):
        return TemplateCheck(fault=ACTIVE)
    shipped = _shipped(pack_id)
    asked, unknown = set(), []
    for sheet in book.worksheets:
        own = set(_tags(sheet))
        known = {name for title, name in shipped if title == sheet.title}
        known |= {*HEAD_TAGS, *ROW_TAGS}
        unknown += [f"{sheet.title}: {name}" for name in sorted(own - known)]
        unknown += [f"{sheet.title}: {where}" for where in _elsewhere(sheet, book)]
        asked |= {(sheet.title, name) for name in own}
    missing = [f"{title}: {name}" for title, name in sorted(shipped - asked)]
    found = TemplateCheck(tuple(unknown), tuple(missing))
    if not unknown and any(f"{sheet.title}: {TRAINING}" in missing for sheet in book.worksheets):
        return TemplateCheck(fault="template.no_mark")
    if unknown or _fills(pack_id, file):
        return found
    return TemplateCheck(fault="template.does_not_print")


def _opened(file: bytes) -> Any:
    """The workbook; None where it is none, or too large to be looked at."""
    if not within_bounds(file):
        return None
    with zipfile.ZipFile(BytesIO(file)) as packed:
        if MAIN_PART not in packed.namelist():
            return None
    try:
        return load_workbook(BytesIO(file))
    except Exception:  # a library may stumble over a broken file in any way: to its owner it is damaged
        return None


@cache
def _shipped(pack_id: str) -> frozenset[tuple[str, str]]:
    """Sheet and tag of all that the shipped template has."""
    book: Any = load_workbook(BytesIO(report_template(pack_id)))
    return frozenset((one.title, name) for one in book.worksheets for name in _tags(one))


def _tags(sheet: Any) -> Iterator[str]:
    """Tags by name. A column's own tag and its number are one: its place may hold a formula instead."""
    for row in sheet.iter_rows():
        for cell in row:
            for name in tags_in(cell.value):
                plain = name.startswith((COLUMN, UNIT)) or name in (*HEAD_TAGS, *ROW_TAGS)
                yield name if plain else COLUMN + name


def _elsewhere(sheet: Any, book: Any) -> Iterator[str]:
    """Formulas whose cell in another report is of another kind of row, so that areas would be mixed up."""
    zone = zone_of(sheet)
    if zone is None or sheet.title not in REPORTS:
        return
    for line in zone.lines:
        for cell in sheet[line.row]:
            if not (isinstance(cell.value, str) and cell.value.startswith("=")):
                continue
            for title, row in ELSEWHERE.findall(cell.value):
                other = zone_of(book[title]) if title in book.sheetnames else None
                if other is None or _place(other, int(row)) != _place(zone, line.row):
                    yield f"{cell.coordinate} {cell.value}"


def _place(zone: Zone, row: int) -> tuple[int, int, str] | None:
    """Where a row stands within its zone: rows from its start, rows of an area, its kind."""
    line = next((one for one in zone.lines if one.row == row), None)
    block = sum(one.kind == "area" for one in zone.lines)
    return None if line is None else (row - zone.first, block, line.kind)


def _fills(pack_id: str, file: bytes) -> bool:
    """Whether a workbook of an invented round comes out of it."""
    form = reports_form(pack_id)
    areas = tuple(Area(one, one, "rural", None, "", SAMPLE_DAY, 1, 9, 30) for one in ("a", "b"))
    homes = [
        ReportHousehold(
            one.id, one.id, ANNUAL, Moved(one.id, "none", "poor"), persons=1,
            members=(ReportMember(40),), ethnicity="01", deprived=(), decided=True,
        )
        for one in areas
    ]  # fmt: skip
    book, _ = make_book(Asked("final", ANNUAL, areas, terms_of(pack_id, form)), homes)
    head = head_of(book, pack_id, "final", Heading("", "", "", "1970-01-01"))
    try:
        fill(file, book.reports, head)
    except Exception:  # whatever a changed workbook holds may fail in any way
        return False
    return True
