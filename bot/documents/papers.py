"""Papers by reference: what a paper says is read from the store when the letter leaves; then it is made.

The libraries of Word, PDF and workbooks are loaded with the first paper, in a thread: the bot is up sooner.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module

from bot.cases.papers import Order, Subject, paper
from bot.dialogue.message import DocumentRef, PaperKind
from bot.documents.desk import Desk
from bot.documents.paper_scope import NotTheirsError, refused
from bot.documents.pictures import evidence_papers, progress_picture
from bot.documents.points_table import table_papers
from bot.errors import PaperError
from bot.ports import Store

Maker = Callable[[Store, DocumentRef], Awaitable[bytes | None]]
"""Makes one kind of paper; None where what it is made from has been erased."""

MAKING = "bot.documents.issuing"
LARGE: tuple[Subject, ...] = ("dossier", "round")
"""What whole communes stand in."""


class StorePapers:
    """Makes the papers of a commune, each kind by its own maker."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._large = asyncio.Lock()

    async def make(self, reference: DocumentRef) -> bytes | None:
        """The file, or None where what it is made from has been erased. PaperError where it may not or cannot
        be made; PaperRefusal where whoever asked is told why: of the staff also that it was erased.
        """
        order = Order.parse(reference.kind, reference.argument)
        if order is not None:
            return await self._ordered(order)
        maker = MAKERS.get(reference.kind)
        if maker is None:
            raise PaperError("no such paper is made", where=reference.kind)
        return await maker(self._store, reference)

    async def _ordered(self, order: Order) -> bytes | None:
        """Who waits for a paper hears that none comes: its file was erased, or is theirs no more."""
        try:
            file = await self._issued(order)
        except NotTheirsError:
            desk = await Desk.opened(self._store, order)
            if any(one.id == order.staff and one.active for one in desk.staff):
                raise refused(desk, "paper.not_yours") from None
            raise  # has left: hears nothing
        if file is None and order.staff:
            raise refused(await Desk.opened(self._store, order), "paper.erased")
        return file

    async def _issued(self, order: Order) -> bytes | None:
        """Those of many households one after the other, whoever asks for how many: each takes a core and tens
        of megabytes, and nobody's small paper waits behind them."""
        await _loaded()
        from bot.documents.issuing import issue

        if order.paper.of not in LARGE:
            return await issue(self._store, order)
        async with self._large:
            return await issue(self._store, order)


async def _loaded() -> None:
    """What makes papers is there."""
    if MAKING not in sys.modules:
        await asyncio.to_thread(import_module, MAKING)


async def _request(store: Store, reference: DocumentRef) -> bytes | None:
    """A letter of before there were orders: the request of its form, as PDF."""
    if reference.argument:  # an order that is none: nobody's rights were asked
        raise PaperError("no such order", where=reference.kind)
    await _loaded()
    from bot.documents.data import request_papers
    from bot.documents.issuing import printed

    record, row = await store.form(reference.form_id), paper(reference.kind)
    if record is None or row is None:
        return None
    desk = await Desk.opened(store, Order(row, "pdf", record.case_id or "", "", ""))
    case = await store.case(record.case_id) if record.case_id else None
    return await printed(desk, request_papers.of_record(desk, record, case.code if case else ""))


async def _template(store: Store, reference: DocumentRef) -> bytes | None:
    """A paper's template, to be changed."""
    await _loaded()
    from bot.documents.template_in_use import taken

    return await taken(store, reference)


MAKERS: dict[PaperKind, Maker] = {
    "mau_01": _request,
    "mau_04": _request,
    "table_template": table_papers.template,
    "points_table": table_papers.loaded,
    "evidence": evidence_papers.photo,
    "progress": progress_picture.picture,
    "paper_template": _template,
}
"""What is made without an order: of a household's own chat, tables, pictures."""
