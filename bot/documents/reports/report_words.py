"""Why reports do not leave, in words: which files, or which identity with both numbers and its households."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from bot.cases.report import TOTAL, Number, ReportId
from bot.cases.report_book import Breach
from bot.cases.report_state import Asked, Hurdle
from bot.documents.reports.report_form import ReportsFile, laid, reports_form
from bot.documents.vietnamese import count
from bot.scoring.packs import load_pack

Say = Callable[..., str]
"""The catalogue in one language: key, arguments."""
CODES, BROKEN = 20, 6
"""How many are named before the rest is only counted."""


def refusal(say: Say, pack_id: str, asked: Asked, hurdles: Sequence[Hurdle]) -> str:
    """All that keeps them, files first; one line each."""
    lines = [say("reports.refused.title")]
    others = [one for one in hurdles if one.breach is None]
    broken = [one.breach for one in hurdles if one.breach is not None]
    for one in others:
        lines.append(say(f"reports.refused.{one.id}", count=len(one.codes), codes=_codes(say, one.codes)))
    lines += [breach(say, pack_id, asked, one) for one in broken[:BROKEN]]
    if len(broken) > BROKEN:
        lines.append(say("reports.refused.more", count=len(broken) - BROKEN))
    return "\n".join(lines)


def breach(say: Say, pack_id: str, asked: Asked, one: Breach) -> str:
    """One broken identity: report, area, column, both numbers, the households."""
    form = reports_form(pack_id)
    report, _, column = one.other.rpartition(".")
    words = say(
        f"reports.broken.{one.check}",
        report=one.report,
        area=_area(form, asked, one.area),
        column=_column(pack_id, one.report, one.column),
        unit=_unit(form, one),
        left=_number(one.left),
        right=_number(one.right),
        other=report,
        other_column=_column(pack_id, _known(form, report), column) if report else "",
    )
    if not one.codes:
        return words
    return f"{words} {say('reports.broken.see', codes=_codes(say, one.codes))}"


def _codes(say: Say, codes: Sequence[str]) -> str:
    named = ", ".join(codes[:CODES])
    return named if len(codes) <= CODES else say("reports.codes_more", codes=named, count=len(codes) - CODES)


def _area(form: ReportsFile, asked: Asked, area: str) -> str:
    if area == TOTAL:
        return form.words.total
    return next((one.name for one in asked.areas if one.id == area), area)


def _unit(form: ReportsFile, one: Breach) -> str:
    words = form.words
    return words.persons if one.part == "persons" or one.column.endswith("persons") else words.households


def _known(form: ReportsFile, name: str) -> ReportId:
    return next(one.id for one in form.reports if one.id == name)


def _column(pack_id: str, name: ReportId, column: str) -> str:
    """ "Hộ nghèo – Số hộ"."""
    found = laid(load_pack(pack_id), reports_form(pack_id).report(name))
    one = next((each for each in found if each.id == column), None)
    if one is None:
        return column
    return f"{one.group} – {one.title}" if one.group else one.title


def _number(value: Number) -> str:
    """ "1.500", "12,50"."""
    if isinstance(value, int):
        return count(value)
    whole, _, part = f"{float(Fraction(value)):.2f}".partition(".")
    return f"{count(int(whole))},{part}"
