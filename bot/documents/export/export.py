"""The export of a whole round, for the national system and for analysis: xlsx, CSV (an archive) or JSON.

The same content in each. Purpose: the review itself; what the law does not ask of it stays in the store.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Literal

from bot.documents.export.export_about import Seen, about
from bot.documents.export.export_csv import CsvWriter
from bot.documents.export.export_dictionary import Entry, entries
from bot.documents.export.export_facts import Home, Scene, cases_of, homes, scene
from bot.documents.export.export_json import JsonWriter
from bot.documents.export.export_layout import Layout, layout_of
from bot.documents.export.export_rows import rows_of
from bot.documents.export.export_words import export_words
from bot.documents.export.export_writer import Writer
from bot.documents.export.export_xlsx import WorkbookWriter
from bot.ports import Store

Format = Literal["xlsx", "csv", "json"]
AT_ONCE = 50
"""Files whose rows are made in one go, off the event loop."""


async def export(store: Store, round_id: str, fmt: Format) -> bytes:
    """The whole round in this format; "csv" is a .zip. ConfigError where there is no such round."""
    place = await scene(store, round_id)
    layout = layout_of(place.packs)
    words = await asyncio.to_thread(entries, place.packs[0], layout)
    writer, seen = _writer(fmt, place, layout, words), Seen()
    cases = await cases_of(store, round_id)
    seen.begin(cases)
    async for some in _batches(homes(store, place, cases)):
        await asyncio.to_thread(_add, writer, layout, seen, some)
    return await asyncio.to_thread(writer.done, about(place, seen), words)


def _writer(fmt: Format, place: Scene, layout: Layout, found: tuple[Entry, ...]) -> Writer:
    words = export_words(place.packs[0].id)
    if fmt == "json":
        return JsonWriter(layout)
    if fmt == "csv":
        return CsvWriter(layout, words)
    labels = {(one.table, one.id): one.label for one in found}
    by_table = {
        table: [labels[table, one.id] for one in columns] for table, columns in layout.columns.items()
    }
    return WorkbookWriter(layout, words, by_table)


def _add(writer: Writer, layout: Layout, seen: Seen, some: list[Home]) -> None:
    for home in some:
        seen.add(home)
        writer.add(rows_of(layout, home))


async def _batches(found: AsyncIterator[Home]) -> AsyncIterator[list[Home]]:
    some: list[Home] = []
    async for one in found:
        some.append(one)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some
