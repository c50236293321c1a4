"""The reports for print: the same values as in the workbook, one report after the other, A4 landscape."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from bot.cases.report import TOTAL, Number, Report, ReportRow
from bot.documents.lettering import one_line
from bot.documents.reports.report_fill import LAST_PARTS, ReportHead
from bot.documents.reports.report_form import Laid, laid, reports_form
from bot.documents.reports.report_tags import parts_of
from bot.documents.typesetting import set_paper
from bot.documents.vietnamese import count
from bot.documents.word.paper_form import common
from bot.scoring.packs import load_pack

Data = dict[str, object]


def reports_pdf(pack_id: str, reports: Sequence[Report], head: ReportHead) -> bytes:
    """PDF/A; on: the head's day, so that no clock is read. DocumentError: a letter without a glyph."""
    return set_paper("reports.typ", data_of(pack_id, reports, head), on=head.on)


def data_of(pack_id: str, reports: Sequence[Report], head: ReportHead) -> Data:
    """What the template takes."""
    form = reports_form(pack_id)
    words = form.words
    return {
        "country": [line.replace("**", "").replace("__", "") for line in common(pack_id).country],
        "head": dict(head.texts),
        "title": form.title["vi"],
        "sign": {"left": words.left, "right": words.right, "sign": words.sign, "seal": words.seal},
        "reports": [_report(pack_id, one, head) for one in reports],
    }


def _report(pack_id: str, report: Report, head: ReportHead) -> Data:
    form = reports_form(pack_id)
    words, own = form.words, form.report(report.id)
    hidden = head.hidden.get(report.id, ())
    columns = [one for one in laid(load_pack(pack_id), own) if one.id not in hidden]
    parts = parts_of(report.id)
    lead = [words.number, words.area, *([] if parts == ("",) else [_second(pack_id, report)])]
    number = {area: str(one) for one, area in enumerate(head.areas, 1)}
    return {
        "mark": words.mark.replace("{id}", report.id),
        "title": own.title,
        "lead": lead,
        "heads": _heads(columns),
        "under": [one.title for one in columns if one.group],
        "count": len(columns),
        "rows": [_row(row, columns, head, number, len(lead)) for row in report.rows],
        "notes": [one_line(line) for line in head.notes.get(report.id, ())],
    }


def _second(pack_id: str, report: Report) -> str:
    words = reports_form(pack_id).words
    return words.people if parts_of(report.id) == ("people",) else words.unit


def _heads(columns: Sequence[Laid]) -> list[Data]:
    """The upper line of headings: a group over its columns, or a title over both lines."""
    found: list[Data] = []
    for group, each in groupby(columns, key=lambda one: one.group):
        own = list(each)
        if group:
            found.append({"text": group, "wide": len(own), "high": 1})
        else:
            found += [{"text": one.title, "wide": 1, "high": 2} for one in own]
    return found


def _row(
    row: ReportRow, columns: Sequence[Laid], head: ReportHead, numbers: Mapping[str, str], lead: int
) -> Data:
    later, total = row.part in LAST_PARTS, row.area == TOTAL
    first = ["" if later else numbers.get(row.area, ""), _name(row, head, later=later)]
    if lead == 3:
        first.append(head.units.get(row.part) or head.peoples.get(row.part, row.part))
    cells = [shown(row.values[one.id], rate=one.rate) for one in columns]
    return {"cells": [*first, *cells], "total": total, "lead": lead}


def _name(row: ReportRow, head: ReportHead, *, later: bool) -> str:
    if later:
        return ""
    return head.total if row.area == TOTAL else head.areas.get(row.area, "")


def shown(value: Number | None, *, rate: bool = False) -> str:
    """ "1.500", a rate "12,50"; "" where nothing is known."""
    if value is None:
        return ""
    if not rate and isinstance(value, int):
        return count(value)
    whole, _, part = f"{float(Fraction(value)):.2f}".partition(".")
    return f"{count(int(whole))},{part}"
