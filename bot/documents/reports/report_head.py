"""Words around the reports: agency, the version's mark, notes on what is not known. Data of the pack."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cases.report import Report
from bot.cases.report_book import Book
from bot.cases.report_state import Version, is_training
from bot.documents.lettering import one_line
from bot.documents.paper_values import place_of
from bot.documents.reports.report_fill import ReportHead
from bot.documents.reports.report_form import ReportsFile, laid, reports_form
from bot.documents.word.paper_form import common
from bot.scoring.packs import load_pack

UNKNOWN_PEOPLE = "?"
NAMED = 40
"""Files named in a note before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose reports: commune and province with their kinds. on: the day they are made, ISO. whole: the round
    takes in last year's whole list, as the annual one does."""

    commune: str
    province: str
    round: str
    on: str
    whole: bool = True


def head_of(book: Book, pack_id: str, version: Version, whose: Heading) -> ReportHead:
    """All words of one workbook, printable."""
    form, pack = reports_form(pack_id), load_pack(pack_id)
    words, training = form.words, common(pack_id).training if is_training(book) else ""
    return ReportHead(
        areas={one.id: one_line(one.name) for one in book.areas},
        peoples={**pack.ethnicities, UNKNOWN_PEOPLE: words.unknown_people},
        texts={
            "agency": words.agency,
            "commune": one_line(whose.commune).upper(),
            "province": one_line(whose.province),
            "round": one_line(whose.round),
            "version": words.preliminary if version == "preliminary" else words.final,
            "training": training,
            "place": words.place.format(place=one_line(place_of(whose.commune))),
        },
        units={
            "households": words.households,
            "persons": words.persons,
            "poor": words.poor,
            "near_poor": words.near_poor,
        },
        total=words.total,
        notes={one.id: notes_of(one, book, form, version, whose) for one in book.reports},
        hidden={
            one.id: [each.id for each in laid(pack, one) if each.only not in ("", version)]
            for one in form.reports
        },
        on=whose.on,
    )


def notes_of(
    report: Report, book: Book, form: ReportsFile, version: Version, whose: Heading
) -> Sequence[str]:
    """Under the table: what the numbers are, what is not known, what is to be compared with the print."""
    own, words = form.report(report.id), form.words
    notes = list(own.notes)
    if not whose.whole:
        notes.append(words.part)
    if version == "preliminary":
        notes.append(words.preliminary_note)
    if report.areas_unknown:
        names = {one.id: one_line(one.name) for one in book.areas}
        notes.append(words.areas_unknown.format(areas=", ".join(names[one] for one in report.areas_unknown)))
    if report.unknown:
        notes.append(words.unknown.format(codes=_codes(report.unknown, words.codes_more)))
    notes.append(words.compare.format(what=", ".join(dict.fromkeys((*own.to_compare, *form.to_compare)))))
    return notes


def _codes(codes: Sequence[str], more: str) -> str:
    named = ", ".join(codes[:NAMED])
    return named if len(codes) <= NAMED else more.format(codes=named, count=len(codes) - NAMED)
