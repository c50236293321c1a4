"""An XLSForm as plain values, and as a workbook: the sheets survey, choices, settings."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.errors import PackError
from bot.scoring.forms import Words
from locales import translate

LANGUAGES = ("vi", "en")
SURVEY = (
    "type", "name", "label", "hint", "required", "relevant", "calculation", "constraint",
    "constraint_message", "appearance", "repeat_count",
)  # fmt: skip
"""Columns of the survey; label, hint and constraint_message stand once a language."""
LONGEST_CELL = 32_767
"""Characters of a workbook's cell."""
SPOKEN = ("label", "hint", "constraint_message")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the survey sheet. relevant, calculation, constraint, repeat_count: XPath, or empty."""

    type: str
    name: str
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    required: bool = False
    relevant: str = ""
    calculation: str = ""
    constraint: str = ""
    constraint_message: Words = field(default_factory=dict)
    appearance: str = ""
    repeat_count: str = ""


@dataclass(frozen=True, slots=True)
class Sheets:
    """A whole form. choices: name of a list → ids with their words, in order; version: of its law."""

    form_id: str
    title: str
    version: str
    survey: tuple[Row, ...]
    choices: Mapping[str, Mapping[str, Words]]


def calculate(name: str, calculation: str) -> Row:
    return Row("calculate", name, calculation=calculation)


def note(name: str, label: Words, relevant: str = "") -> Row:
    return Row("note", name, label, relevant=relevant)


def group(name: str, label: Words, rows: Iterable[Row]) -> tuple[Row, ...]:
    return (Row("begin_group", name, label), *rows, Row("end_group", name))


def spoken(key: str, values: Mapping[str, Words | str] | None = None) -> dict[str, str]:
    """The words of a key in every language; values are texts, or words by language."""
    return {language: translate(language, key, _in(language, values or {})) for language in LANGUAGES}


def _in(language: str, values: Mapping[str, Words | str]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else value.get(language, value["vi"])
        for name, value in values.items()
    }


def plain(words: Words) -> dict[str, str]:
    """Words of a pack or table as a label takes them: never read as a reference to a field, and without
    control characters, which no workbook holds."""
    return {language: _visible(text).replace("${", "$ {") for language, text in words.items()}


def _visible(text: str) -> str:
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def write(sheets: Sheets) -> bytes:
    """The workbook (.xlsx). PackError where something is too long for it."""
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    _fill(survey, _headings(SURVEY), (_survey_cells(row) for row in sheets.survey))
    choices = (
        (name, one, *_by_language(words)) for name, of in sheets.choices.items() for one, words in of.items()
    )
    _fill(book.create_sheet("choices"), _headings(("list_name", "name", "label")), choices)
    settings = {
        "form_id": sheets.form_id,
        "form_title": sheets.title,
        "version": sheets.version,
        "default_language": _language("vi"),
        "instance_name": "${case_code}",
    }
    _fill(book.create_sheet("settings"), tuple(settings), [tuple(settings.values())])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _language(code: str) -> str:
    return translate(code, "xlsform.language", {})


def _headings(columns: Iterable[str]) -> tuple[str, ...]:
    found: list[str] = []
    for column in columns:
        found += [f"{column}::{_language(one)}" for one in LANGUAGES] if column in SPOKEN else [column]
    return tuple(found)


def _by_language(words: Words) -> tuple[str, ...]:
    return tuple(words.get(language, words.get("vi", "")) for language in LANGUAGES)


def _survey_cells(row: Row) -> tuple[str, ...]:
    cells: list[str] = []
    for column in SURVEY:
        value = getattr(row, column)
        if column in SPOKEN:
            cells += _by_language(value)
        else:
            cells.append(("yes" if value else "") if isinstance(value, bool) else value)
    return tuple(cells)


def _fill(sheet: Worksheet, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Every cell as text: what a commune wrote into its table is never a formula of the spreadsheet.

    PackError where a cell would hold more than a workbook can: it would be cut, and a formula with it.
    """
    for line, cells in enumerate((headings, *rows), 1):
        for column, value in enumerate(cells, 1):
            if len(value) > LONGEST_CELL:
                what = f"a cell of {len(value)} characters"
                remedy = f"fewer rows or shorter words in the points table: at most {LONGEST_CELL}"
                raise PackError(what, where=cells[1] or sheet.title, remedy=remedy)
            if value:
                cell = sheet.cell(line, column, value)
                cell.data_type = "s"
