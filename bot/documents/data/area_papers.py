"""Papers of an area: the lists of households to review (Phụ lục I), one for each procedure that makes one."""

from collections.abc import Sequence

from bot.cases.case import Case
from bot.cases.procedure_codes import ANNUAL, IN_YEAR, LEAVING
from bot.cases.review_list import ON_PAPER, listed_under, overridden
from bot.documents.desk import Desk, File
from bot.documents.paper_scope import check_areas, refused
from bot.documents.paper_values import Data, Filled, filled, head
from bot.documents.vietnamese import count, in_full
from bot.documents.word.paper_form import PaperForm
from bot.errors import PaperError

KINDS = {ANNUAL: "annual", IN_YEAR: "in_year", LEAVING: "leaving"}
"""Words of the form for each: title, and what its requests ask for."""


async def phu_luc_i(desk: Desk) -> Filled:
    """subject: "ROUND/AREA". The list of the round's procedure, and of those beside it that list somebody.

    Files under other procedures stand on none. The day is left to be written by hand.

    PaperRefusal: neither the round's procedure nor any file of it makes such a list.
    """
    round_id, _, area = desk.order.subject.partition("/")
    check_areas(desk, (area,))
    if desk.area(area) is None:  # no area at all would be the whole commune's
        raise PaperError("no such area", where=desk.order.paper.id)
    cases, plan = await desk.cases(round_id, area), desk.round(round_id)
    found = {code: listed_under(cases, code) for code in ON_PAPER}
    shown = [code for code in ON_PAPER if found[code] or code == plan.procedure]
    if not shown:
        raise refused(desk, "paper.no_list")
    form = desk.form(round_id)
    data = {
        "area": desk.area_name(area),
        "round": plan.name,
        "lists": [await _list(desk, form, code, found[code]) for code in shown],
        "day": in_full(None),
    }
    return filled(desk, round_id, data)


async def _list(desk: Desk, form: PaperForm, code: str, cases: Sequence[Case]) -> Data:
    """The annual list has two groups, numbered through; those within the year are of requests alone."""
    annual = code == ANNUAL
    old = [one for one in cases if annual and one.previous_class != "none"]
    asked = [one for one in cases if one not in old]
    groups = [_group(form, "old", await desk.files(old), 0)] if annual else []
    groups.append(_group(form, "asked" if annual else KINDS[code], await desk.files(asked), len(old)))
    return {
        "title": form.word(f"title_{KINDS[code]}"),
        "groups": groups,
        "annual": annual,
        "total": count(len(cases)),
        "old": count(len(old)),
        "asked": count(len(asked)),
    }


def _group(form: PaperForm, name: str, files: Sequence[File], before: int) -> Data:
    rows = [_row(form, number, file) for number, file in enumerate(files, before + 1)]
    return {"title": form.word(name), "total": count(len(rows)), "rows": rows}


def _row(form: PaperForm, number: int, file: File) -> Data:
    """note: why an officer put it on the list against Phiếu A, in full."""
    row = head(file)
    override = overridden(file.case)
    anyway = override is not None and override.action == "list_anyway"
    return row | {
        "number": str(number),
        "sex": form.words.get(str(row["sex"]), ""),
        "before": form.word(file.case.previous_class),
        "note": override.note if override is not None and anyway else "",
    }
