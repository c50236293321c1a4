"""The points table as files for a letter: the empty template, and a loaded table with its points."""

import asyncio

from bot.dialogue.message import DocumentRef
from bot.documents.points_table.table_workbook import filled_workbook, table_template
from bot.ports import Store
from bot.scoring.own_table import read_own_table
from bot.scoring.packs import load_pack


async def template(_store: Store, reference: DocumentRef) -> bytes | None:
    """argument: the pack's id and the columns, with spaces between."""
    pack_id, *columns = reference.argument.split()
    return await asyncio.to_thread(table_template, load_pack(pack_id), tuple(columns))


async def loaded(store: Store, reference: DocumentRef) -> bytes | None:
    """argument: the loaded table's id; None where it is not there."""
    for table in await store.points_tables():
        if table.id == reference.argument:
            pack = load_pack(table.pack_id)
            own = read_own_table(pack, table.text, signed=table.counts_from is not None)
            return await asyncio.to_thread(filled_workbook, pack, own)
    return None
