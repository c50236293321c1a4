"""Layout and words of the reports as the pack has them (`papers/reports.toml`), their columns laid out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from bot.cases.report import ReportId
from bot.cases.report_columns import ReportTerms, column_ids
from bot.documents.word.paper_form import Cells, read_paper
from bot.errors import PackError
from bot.scoring.form_reader import read_toml
from bot.scoring.form_schema import Sourced, Strict, Text, Words
from bot.scoring.pack import Pack
from bot.scoring.pack_schema import validate
from bot.scoring.packs import load_pack

NAME = "reports"
LANGUAGE = "vi"
Each = Literal["indicators", "causes", "groups"]


class ReportWords(Strict):
    """Texts around the tables; {…} are filled when a report is made."""

    agency: Text
    mark: Text
    preliminary: Text
    final: Text
    preliminary_note: Text
    part: Text
    number: Text
    area: Text
    total: Text
    unit: Text
    people: Text
    households: Text
    persons: Text
    poor: Text
    near_poor: Text
    unknown_people: Text
    unknown: Text
    codes_more: Text
    areas_unknown: Text
    compare: Text
    place: Text
    sign: Text
    seal: Text
    left: Cells
    right: Cells


class ReportColumn(Strict):
    """each: one column for each of these. only: not in the other version's prints."""

    id: Text
    title: Text
    group: str = ""
    rate: bool = False
    formula: str = ""
    each: Each | None = None
    only: Literal["preliminary"] | None = None


class ReportFile(Sourced):
    id: ReportId
    title: Text
    notes: list[Text] = Field(default_factory=list)
    to_compare: list[Text] = Field(default_factory=list)
    columns: list[ReportColumn] = Field(min_length=1)


class ReportsFile(Sourced):
    """child_below: age in completed years, of 7.11."""

    id: Literal["reports"]
    title: Words
    to_compare: list[Text]
    child_below: int
    child_source: Text
    words: ReportWords
    reports: list[ReportFile]

    def report(self, name: ReportId) -> ReportFile:
        """The one of this number."""
        return next(one for one in self.reports if one.id == name)


@dataclass(frozen=True, slots=True)
class Laid:
    """One column as it stands. formula: with {cells}, "" where it is counted."""

    id: str
    title: str
    group: str = ""
    rate: bool = False
    formula: str = ""
    only: str = ""


@cache
def reports_form(pack_id: str) -> ReportsFile:
    """The file of this pack. PackError: a column that is not counted, or one that is and is not there."""
    text, where = read_paper(pack_id, NAME)
    form = validate(ReportsFile, read_toml(text, where), where, text)
    terms = terms_of(pack_id, form)
    for name, ids in column_ids(terms).items():
        own = [one.id for one in laid(load_pack(pack_id), form.report(name))]
        if sorted(own) != sorted(ids):
            wrong = ", ".join(sorted({*own} ^ {*ids}) or own)
            raise PackError(f"columns of {name}: {wrong}", where=where, remedy="each counted column once")
    return form


def terms_of(pack_id: str, form: ReportsFile) -> ReportTerms:
    """What the columns are for: the pack's indicators, the causes and groups Phiếu B asks for."""
    pack = load_pack(pack_id)
    named = {one: tuple(names_of(pack, one)) for one in ("indicators", "causes", "groups")}
    return ReportTerms(named["indicators"], named["causes"], named["groups"], form.child_below)


def names_of(pack: Pack, each: str) -> Mapping[str, str]:
    """Ids of these with their words, in the pack's order."""
    if each == "indicators":
        return {one.id: one.text[LANGUAGE] for one in pack.indicators}
    question = pack.forms["phieu_b"].question("causes" if each == "causes" else "target_groups")
    return {one.id: one.text[LANGUAGE] for one in question.options}


def laid(pack: Pack, report: ReportFile) -> tuple[Laid, ...]:
    """Its columns one by one; {first} and {last} in a formula are those of `each`."""
    found = tuple(_laid(pack, report))
    repeated = [one.id for one in report.columns if one.each is not None]
    several = [one.id for one in found if repeated and one.id in names_of(pack, "indicators")]
    ends = {"{first}": f"{{{several[0]}}}", "{last}": f"{{{several[-1]}}}"} if several else {}
    return tuple(_with(one, ends) for one in found)


def _laid(pack: Pack, report: ReportFile) -> Iterator[Laid]:
    for one in report.columns:
        names = {"": ""} if one.each is None else names_of(pack, one.each)
        for name, words in names.items():
            own = one.id.replace("{id}", name)
            title = one.title.replace("{name}", words)
            formula = one.formula.replace(":@}", f":{own}}}")
            yield Laid(own, title, one.group, one.rate, formula, one.only or "")


def _with(one: Laid, ends: Mapping[str, str]) -> Laid:
    formula = one.formula
    for mark, cell in ends.items():
        formula = formula.replace(mark, cell)
    return Laid(one.id, one.title, one.group, one.rate, formula, one.only)
