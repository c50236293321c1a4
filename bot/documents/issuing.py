"""A paper ordered, made: its data from the store, its Word template, and the shape that was asked for.

To add a paper: its row in bot/cases/papers.py, its words in the pack's papers/, here a function for its data.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from bot.cases.papers import Order, PaperId
from bot.documents import docx_build
from bot.documents.data import area_papers, meeting_papers, request_papers, survey_papers
from bot.documents.desk import Desk
from bot.documents.docx_fill import docx
from bot.documents.paper_pdf import pdf
from bot.documents.paper_values import Filled
from bot.ports import Store

Fill = Callable[[Desk], Awaitable[Filled | None]]
"""Checks the rights and gives a paper's data; None where what it is made from has been erased."""
Make = Callable[[Desk], Awaitable[bytes | None]]
"""Checks the rights and makes a file of a shape of its own."""

FILLED: Mapping[PaperId, Fill] = {
    "mau_01": request_papers.request,
    "mau_04": request_papers.request,
    "phieu_b": survey_papers.phieu_b,
    "phu_luc_i": area_papers.phu_luc_i,
    "phu_luc_v": meeting_papers.phu_luc_v,
}
MADE: Mapping[PaperId, Make] = {}


async def issue(store: Store, order: Order) -> bytes | None:
    """The file; None where it has been erased. PaperError, PaperRefusal: it may not be issued."""
    desk = await Desk.opened(store, order)
    make = MADE.get(order.paper.id)
    if make is not None:
        return await make(desk)
    filled = await FILLED[order.paper.id](desk)
    return None if filled is None else await asyncio.to_thread(_printed, order, filled)


def _printed(order: Order, filled: Filled) -> bytes:
    template = docx_build.template(filled.pack_id, order.paper.id)
    if order.shape == "docx":
        return docx(template, filled.data)
    return pdf(template, filled.data, on=filled.on, title=filled.title)
