"""Phiếu A of one household (Thông tư 07/2021/TT-BLĐTBXH, Phụ lục II): criteria, their number, the outcome."""

from datetime import date

from bot.cases.case import Case
from bot.cases.form_record import FormRecord
from bot.cases.review_list import overridden
from bot.documents.desk import Desk
from bot.documents.paper_scope import check_case, refused
from bot.documents.paper_values import LANGUAGE, Data, Filled, filled, head
from bot.documents.vietnamese import in_full, on_day
from bot.documents.word.paper_form import PaperForm
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack
from bot.scoring.screening import screen


async def phieu_a(desk: Desk) -> Filled | None:
    """subject: the case. Not filled to its end: the form to fill by hand. PaperRefusal where the procedure
    has no Phiếu A."""
    case = await desk.store.case(desk.order.subject)
    if case is None:
        return None
    check_case(desk, case)
    file = await desk.file(case)
    pack = desk.pack(case.round_id)
    if file.screening is None and not pack.procedures[case.procedure].screening_form:
        raise refused(desk, "paper.no_phieu_a", code=case.code)
    record = file.screening if file.screening is not None and file.screening.finished_at is not None else None
    form = desk.form(case.round_id)
    shown = head(file)
    shown["sex"] = form.words.get(str(shown["sex"]), "")
    data = {
        **shown,
        "area": desk.area_name(case.area),
        "round": desk.round(case.round_id).name,
        **_outcome(form, load_pack(record.pack_id) if record is not None else pack, record),
        **_exception(case),
        **_visit(desk, record),
    }
    return filled(desk, case.round_id, data)


def _outcome(form: PaperForm, pack: Pack, record: FormRecord | None) -> Data:
    """The criteria in the form's order with ticks; done: whether they were asked."""
    question = pack.forms[pack.screening.form].question(pack.screening.question)
    chosen = record.answers.get(question.id) if record is not None else None
    has = chosen if isinstance(chosen, tuple) else ()
    tick = form.word("tick")
    rows = [
        {
            "number": f"{number:02}",
            "text": option.text[LANGUAGE],
            "yes": tick if option.id in has else "",
            "no": tick if record is not None and option.id not in has else "",
        }
        for number, option in enumerate(question.options, 1)
    ]
    screened = screen(pack, has)
    return {
        "criteria": rows,
        "done": record is not None,
        "count": str(screened.count),
        "listed": screened.listed,
        "limit": str(pack.screening.fewer_than),
    }


def _exception(case: Case) -> Data:
    """What an officer decided against the outcome, with who, when and the reason."""
    move = overridden(case)
    return {
        "added": move is not None and move.action == "list_anyway",
        "removed": move is not None and move.action == "unlist",
        "decided_on": on_day(move.at.date()) if move is not None else "",
        "decided_by": move.by_name if move is not None else "",
        "words": move.note if move is not None else "",
    }


def _visit(desk: Desk, record: FormRecord | None) -> Data:
    """Who was there, on which day; the day it was typed only where that is another."""
    visited: date | None = record.visited_on if record is not None else None
    typed = record.finished_at.date() if record is not None and record.finished_at is not None else None
    by = next((one for one in desk.staff if record is not None and one.id == record.owner), None)
    return {
        "visited": on_day(visited),
        "typed": on_day(typed) if typed != visited else "",
        "surveyor": by.name if by is not None else "",
        "day": in_full(visited),
    }
