"""Asks the store in one statement for all that the verdicts of a batch need."""

from collections.abc import Sequence
from typing import cast

import aiosqlite
import orjson

from storage.ledger import Ledger, Wanted
from storage.statements import statement

_ENTITIES = (
    "form",
    "case_file",
    "staff",
    "invite",
    "commune",
    "area",
    "round",
    "points_table",
    "pack_copy",
    "channel_link",
    "call_back",
    "evidence",
    "meeting",
    "posting",
    "dossier",
    "lead",
    "paper_template",
)
"""In the order of the statement `known`."""


async def load_ledger(connection: aiosqlite.Connection, wants: Sequence[Wanted]) -> tuple[Ledger, int]:
    """What is stored of what these records touch, and SQLite's data_version, which changes when
    another process has written."""
    ledger, others = Ledger(), 0
    rows = await connection.execute_fetchall(statement("known"), _parameters(wants))
    for kind, name, version, case_id in cast("list[tuple[str, str, int, str]]", rows):
        if kind == "event":
            ledger.events.add(name)
        elif kind == "session":
            ledger.sessions[name] = version
        elif kind == "code":
            ledger.codes[name] = case_id
        elif kind == "claim":
            ledger.claims[name] = case_id
        elif kind == "others":
            others = version
        else:
            ledger.versions[kind, name] = version
    return ledger, others


def _parameters(wants: Sequence[Wanted]) -> list[str]:
    ids: dict[str, list[str]] = {table: [] for table in _ENTITIES}
    for want in wants:
        for table, row, _ in want.entities:
            ids[table].append(row)
    codes = [code for want in wants for code, _ in want.codes]
    digests = [key for want in wants for claim in want.claims for key in claim.keys]
    lists = [[want.event_id for want in wants], [want.chat for want in wants], *ids.values(), codes, digests]
    return [orjson.dumps(names).decode() for names in lists]
