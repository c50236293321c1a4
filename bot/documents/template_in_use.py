"""The template a paper is made with: the commune's own where it still fits, else the shipped one."""

import asyncio
from functools import lru_cache

from jinja2 import TemplateError

from bot.cases.paper_template import REPORTS
from bot.cases.papers import PaperId, paper
from bot.dialogue.message import DocumentRef
from bot.documents.desk import Desk
from bot.documents.paper_scope import refused
from bot.documents.reports.report_template import report_template
from bot.documents.word.docx_build import template as shipped
from bot.documents.word.template_check import keeps_mark, unknown_fields
from bot.documents.word.template_fields import fields_of
from bot.errors import PaperError
from bot.ports import Store

KEPT = 64


async def own_template(store: Store, name: str) -> bytes | None:
    """What the commune has changed; None where the shipped one counts."""
    return next((one.file for one in await store.paper_templates() if one.id == name), None)


async def template_of(desk: Desk, pack_id: str) -> bytes:
    """Of the paper ordered. PaperRefusal where the commune's own no longer fits, after an update."""
    name = desk.order.paper.id
    own = await own_template(desk.store, name)
    if own is None:
        return await asyncio.to_thread(shipped, pack_id, name)
    if not await asyncio.to_thread(_fits, pack_id, name, own):
        raise refused(desk, "template.stale")
    return own


@lru_cache(maxsize=KEPT)
def _fits(pack_id: str, name: PaperId, own: bytes) -> bool:
    try:
        return not unknown_fields(pack_id, name, own) and keeps_mark(own, fields_of(shipped(pack_id, name)))
    except TemplateError:  # a tag that was allowed once
        return False


async def taken(store: Store, reference: DocumentRef) -> bytes | None:
    """argument: pack, name, and "shipped" where the one that comes with the program is wanted."""
    pack_id, name, wanted = (*reference.argument.split(), "", "", "")[:3]
    row = paper(name)
    if name != REPORTS and (row is None or "docx" not in row.shapes):
        raise PaperError("no such paper has a template", where=reference.kind)
    own = None if wanted else await own_template(store, name)
    if own is not None:
        return own
    if name == REPORTS:
        return await asyncio.to_thread(report_template, pack_id)
    assert row is not None
    return await asyncio.to_thread(shipped, pack_id, row.id)
