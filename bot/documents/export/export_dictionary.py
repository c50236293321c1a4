"""The data dictionary: every column of the export, what it means, its values, what it is exported for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

from bot.cases.case import State
from bot.documents.export.export_columns import LANGUAGE, Cell, Column, Row
from bot.documents.export.export_layout import Layout, layout_of
from bot.documents.export.export_words import ColumnWords, ExportWords, Kind, Sensitivity, export_words
from bot.scoring.forms import Question
from bot.scoring.pack import Pack
from bot.scoring.points import OFFICIAL
from bot.scoring.procedure import Procedure
from locales import translate

PERSONAL: Sensitivity = "personal"
COLUMNS = ("table", "id", "label", "kind", "values", "unit", "source", "purpose", "sensitivity")
"""Of the dictionary itself, as a table."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of one table; a note has neither. values: what is written → what it means."""

    table: str
    id: str
    label: str
    kind: Kind
    values: Mapping[str, str]
    unit: str = ""
    source: str = ""
    purpose: str = ""
    sensitivity: Sensitivity | None = None

    @property
    def row(self) -> Row:
        """As a row of a table: one value a line."""
        values = "\n".join(f"{one} = {words}" for one, words in self.values.items())
        texts: tuple[Cell, ...] = (self.table, self.id, self.label, self.kind, values, self.unit, self.source)
        return tuple(one or None for one in (*texts, self.purpose, self.sensitivity))


def dictionary(pack: Pack) -> tuple[Entry, ...]:
    """Of an export under this pack: first the notes, then the columns table by table."""
    return entries(pack, layout_of((pack,)))


def entries(pack: Pack, layout: Layout) -> tuple[Entry, ...]:
    """As `dictionary`, of this layout; pack: whose words are used."""
    words = export_words(pack.id)
    notes = (Entry("", "", one, "note", {}) for one in words.notes)
    columns = (one for table in layout.columns.values() for one in table)
    return (*notes, *(_entry(pack, words, one) for one in columns))


def _entry(pack: Pack, words: ExportWords, column: Column) -> Entry:
    if column.criterion:
        return _criterion(pack, words, column)
    if column.question is not None:
        return _question(pack, words, column, column.question)
    own = words.columns[column.table][column.id]
    return _own(pack, words, column, own)


def _own(pack: Pack, words: ExportWords, column: Column, own: ColumnWords) -> Entry:
    values = _values(pack, words, own.values) if own.values else {}
    source = own.source or words.own_source
    return Entry(
        column.table, column.id, own.label, column.kind, values, "", source, own.purpose, own.sensitivity
    )


def _criterion(pack: Pack, words: ExportWords, column: Column) -> Entry:
    question = pack.forms[pack.screening.form].question(pack.screening.question)
    option = question.option(column.criterion)
    label = option.text[LANGUAGE] if option else column.criterion
    purpose = words.forms[column.form].purpose
    return Entry(column.table, column.id, label, column.kind, {}, "", question.source, purpose, PERSONAL)


def _question(pack: Pack, words: ExportWords, column: Column, question: Question) -> Entry:
    form = words.forms[column.form]
    level: Sensitivity = "sensitive" if question.id in form.sensitive else PERSONAL
    values = _answers(pack, question)
    return Entry(
        column.table,
        column.id,
        question.short[LANGUAGE],
        column.kind,
        values,
        question.unit,
        question.source,
        form.purpose,
        level,
    )


def _answers(pack: Pack, question: Question) -> dict[str, str]:
    """What an answer can be, with its words."""
    if question.kind == "ethnicity":
        return dict(pack.ethnicities)
    if question.kind == "yes_no":
        known = ("yes", "no", "unknown") if question.unknown else ("yes", "no")
        return {one: export_words(pack.id).answers[one] for one in known}
    return {option.id: option.text[LANGUAGE] for option in question.options}


def _values(pack: Pack, words: ExportWords, name: str) -> Mapping[str, str]:
    """A named list of values with their words: the pack's, the locale's, or the export's own."""
    made = _from_pack(pack).get(name)
    return made if made is not None else words.values[name]


def _from_pack(pack: Pack) -> dict[str, dict[str, str]]:
    income = pack.income.classes.values() if pack.income is not None else ()
    by_income = {one.id: one.text[LANGUAGE] for one in income}
    return {
        "state": _states(),
        "class": {one.id: one.text[LANGUAGE] for one in pack.classes} | by_income,
        "decided": dict(export_words(pack.id).values["decided"]) | by_income,
        "procedure": {code: _title(one) for code, one in pack.procedures.items()},
        "indicator": {one.id: one.text[LANGUAGE] for one in pack.indicators},
        "region": {one.id: one.text[LANGUAGE] for one in pack.regions},
        "provenance": dict(_provenances(pack)),
    }


def _title(procedure: Procedure) -> str:
    return procedure.title[LANGUAGE]


def _provenances(pack: Pack) -> Iterator[tuple[str, str]]:
    yield OFFICIAL, export_words(pack.id).official
    for one in pack.provenances:
        yield one.id, one.text[LANGUAGE]


@cache
def _states() -> dict[str, str]:
    return {one: translate(LANGUAGE, f"case.state.{one}", {}) for one in get_args(State) if one != "erased"}
