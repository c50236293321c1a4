"""A paper ordered, made: its data from the store, its Word template, and the shape that was asked for.

To add a paper: its row in bot/cases/papers.py, its words in the pack's papers/, here a function for its data.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.cases.papers import Order, PaperId
from bot.documents.data import (
    area_papers,
    certificates,
    complaint_papers,
    decision_papers,
    dossier_papers,
    income_papers,
    meeting_papers,
    posting_papers,
    refusal_papers,
    request_papers,
    round_papers,
    screening_papers,
    survey_papers,
)
from bot.documents.desk import Desk
from bot.documents.paper_scope import refused
from bot.documents.paper_values import Filled
from bot.documents.reports.reports import reports
from bot.documents.template_in_use import own_template, template_of
from bot.documents.typesetting import DocumentError
from bot.documents.word.docx_fill import docx
from bot.documents.word.paper_parts import pdf_of_parts
from bot.documents.word.paper_pdf import pdf
from bot.ports import Store
from bot.runtime.press import pressed

Fill = Callable[[Desk], Awaitable[Filled | None]]
"""Checks the rights and gives a paper's data; None where what it is made from has been erased."""
Make = Callable[[Desk], Awaitable[bytes | None]]
"""Checks the rights and makes a file of a shape of its own."""

FILLED: Mapping[PaperId, Fill] = {
    "mau_01": request_papers.request,
    "mau_04": request_papers.request,
    "phieu_a": screening_papers.phieu_a,
    "refusal_letter": refusal_papers.refusal_letter,
    "complaint_slip": complaint_papers.complaint_slip,
    "recheck_slip": complaint_papers.recheck_slip,
    "income_form": income_papers.income_form,
    "phieu_b": survey_papers.phieu_b,
    "phu_luc_i": area_papers.phu_luc_i,
    "phu_luc_v": meeting_papers.phu_luc_v,
    "posting_notice": posting_papers.posting_notice,
    "phu_luc_vi": dossier_papers.phu_luc_vi,
    "report_up": dossier_papers.report_up,
    "mau_02": decision_papers.mau_02,
    "mau_02_income": decision_papers.mau_02_income,
    "mau_02_worker": decision_papers.mau_02_worker,
    "mau_03": certificates.mau_03,
}
MADE: Mapping[PaperId, Make] = {
    "reports_preliminary": reports,
    "reports_final": reports,
    "round_export": round_papers.round_export,
    "insurance_list": round_papers.insurance_list,
}
PARTS: Mapping[PaperId, str] = {"mau_03": "certificates"}
"""One file of many papers, in the list of this name."""


async def issue(store: Store, order: Order) -> bytes | None:
    """The file; None where it has been erased. PaperError, PaperRefusal: it may not be issued."""
    desk = await Desk.opened(store, order)
    make = MADE.get(order.paper.id)
    if make is not None:
        return await make(desk)
    filled = await FILLED[order.paper.id](desk)
    return None if filled is None else await printed(desk, filled)


async def printed(desk: Desk, filled: Filled) -> bytes:
    """The paper in the shape ordered, from the template that counts.

    PaperRefusal where the commune's own does not print with this data; DocumentError where ours does not.
    """
    template = await template_of(desk, filled.pack_id)
    own = await own_template(desk.store, desk.order.paper.id) is not None
    # what a commune's own template has before and after the list must stand there once
    parts = "" if own else PARTS.get(desk.order.paper.id, "")
    try:
        return await pressed(_printed, desk.order, template, filled, parts)
    except DocumentError:
        if not own:
            raise
        raise refused(desk, "template.not_printed") from None


def _printed(order: Order, template: bytes, filled: Filled, parts: str) -> bytes:
    if order.shape == "docx":
        return docx(template, filled.data)
    how: Mapping[str, Any] = {"on": filled.on, "title": filled.title, "tags": order.paper.own}
    if parts:
        return pdf_of_parts(template, filled.data, parts, **how)
    return pdf(template, filled.data, **how)
