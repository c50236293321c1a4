"""The list of people for whom health-insurance cards are asked (kế hoạch Hữu Lũng 2023, 2.7), as a workbook.

That there is such a list is known, its layout is not: it is ours and says so on the page.
"""

import asyncio
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from bot.documents.export.export_facts import Home, Scene, cases_of, homes, scene
from bot.documents.export.export_flat import workbook_value
from bot.documents.export.export_words import ExportWords, export_words
from bot.documents.export.insurance_people import Insured, is_official, is_recognised, people
from bot.documents.points_table import table_style as style
from bot.errors import PaperRefusal
from bot.ports import Store
from locales import translate

WHERE = "insurance_list"
MOST_NAMED = 20
"""Codes named in a refusal; how many there are is said as well."""
WIDTHS = (6, 26, 9, 12, 15, 16, 12, 34, 16, 18, 11, 18, 10)
BOLDER = 0.7
"""Of a column's width what bold headings may be reckoned with."""
RIGHT = 8
"""The column from which on the right half of the page begins."""
CENTRE = Alignment(horizontal="center", vertical="top", wrap_text=True)
FACE = "Times New Roman"
"""Nghị định 30/2020/NĐ-CP, Phụ lục I: the face of papers; every office program has it or its metrics."""
PLAIN, BOLD = Font(name=FACE), Font(name=FACE, bold=True)
ITALIC, TITLE = Font(name=FACE, italic=True), Font(name=FACE, bold=True, size=14)
Line = Sequence[tuple[int, str, Font]]
"""What stands in one line of the page: column (from 1), words, how they look."""


async def insurance(store: Store, round_id: str, language: str = "vi") -> bytes:
    """The list of this round. PaperRefusal: nobody is recognised yet, or a result is not official.

    language: of the words of a refusal; the list is Vietnamese.
    """
    place = await scene(store, round_id)
    order = {name: number for number, name in enumerate(place.areas)}
    found = [one async for one in homes(store, place, await cases_of(store, round_id)) if is_recognised(one)]
    _refuse(found, language)
    found.sort(key=lambda home: (order.get(home.case.area, len(order)), home.case.code))
    return await asyncio.to_thread(_workbook, place, found)


def _refuse(found: Sequence[Home], language: str) -> None:
    if not found:
        raise PaperRefusal(translate(language, "insurance_list.nobody", {}), where=WHERE)
    wrong = [home.case.code for home in found if not is_official(home)]
    if wrong:
        more = ", …" if len(wrong) > MOST_NAMED else ""
        args = {"count": len(wrong), "codes": ", ".join(wrong[:MOST_NAMED]) + more}
        raise PaperRefusal(translate(language, "insurance_list.not_official", args), where=WHERE)


def _workbook(place: Scene, found: Sequence[Home]) -> bytes:
    words = export_words(place.packs[0].id)
    everybody = tuple(people(words, found))
    book: Any = Workbook(write_only=True)
    page = _Page(book.create_sheet(words.insurance.sheet), words)
    page.head(place.commune.name)
    page.table(everybody)
    page.foot(everybody, len(found))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class _Page:
    """Written from the top down, line by line."""

    def __init__(self, sheet: Any, words: ExportWords) -> None:
        self._sheet, self._words, self._row = sheet, words, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties()
        style.widths(sheet, *WIDTHS)
        style.printed(sheet, wide=True)
        sheet.page_margins = PageMargins(left=0.6, right=0.4, top=0.6, bottom=0.6, header=0.3, footer=0.3)
        sheet.oddFooter.center.text = "&P/&N"

    def head(self, commune: str) -> None:
        """Agency, country, title, what the layout is."""
        own = self._words.insurance
        self._line([(1, own.agency, BOLD), (RIGHT, own.country[0], BOLD)])
        self._line([(1, commune.upper(), BOLD), (RIGHT, own.country[1], BOLD)])
        self._line([])
        self._line([(1, own.title, TITLE)], whole=True)
        self._line([(1, own.note, ITALIC)], whole=True)
        self._line([])

    def table(self, everybody: Iterable[Insured]) -> None:
        """The headings, repeated on each printed page, and one line a person."""
        words = tuple(self._words.insurance.columns.values())
        headings = [self._cell(one, font=BOLD, align=style.MIDDLE, framed=True) for one in words]
        self._height(zip(words, (width * BOLDER for width in WIDTHS), strict=True))
        self._append(headings)
        self._sheet.print_title_rows = f"{self._row}:{self._row}"
        for number, one in enumerate(everybody, 1):
            values = _values(one)
            self._height(zip(values, WIDTHS[1:], strict=True))
            self._append([self._cell(one, framed=True) for one in (number, *values)])

    def foot(self, everybody: Sequence[Insured], households: int) -> None:
        """How many, place and date to be written, who signs."""
        own = self._words.insurance
        counts = {name: sum(one.class_id == name for one in everybody) for name in ("poor", "near_poor")}
        total = own.total.format(people=len(everybody), households=households, **counts)
        self._line([(1, total, BOLD)], whole=True)
        self._line([])
        self._line([(RIGHT, own.date, ITALIC)])
        self._line([(1, own.signers[0], BOLD), (RIGHT, own.signers[-1], BOLD)])

    def _line(self, parts: Line, whole: bool = False) -> None:
        """Words over the left half, the right half or the whole of the page."""
        row, last = self._row + 1, len(WIDTHS)
        cells: list[Any] = [None] * last
        for column, words, font in parts:
            end = last if whole or column == RIGHT else RIGHT - 1
            cells[column - 1] = self._cell(words, font=font, align=CENTRE)
            self._sheet.merged_cells.add(f"{_letter(column)}{row}:{_letter(end)}{row}")
            wide = sum(WIDTHS[column - 1 : end]) * (0.7 if font is TITLE else 1)
            self._height([(words, wide)])
        self._append(cells)

    def _height(self, texts: Iterable[tuple[str, float]]) -> None:
        """Of the line to come, as the longest of these texts needs in its width."""
        style.height(self._sheet, self._row + 1, *texts)

    def _append(self, cells: list[Any]) -> None:
        self._sheet.append(cells)
        self._row += 1

    def _cell(
        self, value: object, font: Font = PLAIN, align: Alignment = style.WRAPPED, framed: bool = False
    ) -> Any:
        """Text that stays text, whatever it looks like."""
        text = workbook_value(value, self._words.too_long) if isinstance(value, str) else value
        cell = WriteOnlyCell(self._sheet, text)
        if isinstance(text, str):
            cell.data_type = "s"
        cell.font, cell.alignment = font, align
        if framed:
            cell.border = style.FRAME
        return cell


def _letter(column: int) -> str:
    return str(get_column_letter(column))


def _values(one: Insured) -> tuple[str, ...]:
    """In the order of the words' columns, without the number."""
    return (
        one.name,
        one.sex,
        one.birth,
        one.national_id,
        one.relation,
        one.ethnicity,
        one.address,
        one.area,
        one.class_name,
        one.code,
        one.certificate,
        one.insured,
    )
