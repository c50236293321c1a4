"""The store on one SQLite file: one gathering writer, read-only readers, a cache of what was touched."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar, cast

import orjson

from bot.cases.call_back import CallBack
from bot.cases.case import Case
from bot.cases.channel_link import ChannelLink
from bot.cases.commune import Area, Commune, Invite, Round, Staff
from bot.cases.evidence import Evidence
from bot.cases.form_record import AnswerChange, FormRecord
from bot.cases.paper_template import PaperTemplate
from bot.cases.points_table import LoadedTable
from bot.dialogue.message import Lane
from bot.dialogue.session import Session
from bot.ports import Audit, CaseFilter, Claim, Entity, OfRound, Outgoing, TurnRecord, Verdict
from bot.scoring.pack_copy import PackCopy
from storage import letters, notes
from storage.cache import UNKNOWN, Cache
from storage.connecting import BUSY_MS, writing
from storage.evidence import SealedPictures, folder_of
from storage.jobs import Job, Turn, Work
from storage.keycheck import check_keys
from storage.ledger import TABLES, ClaimWanted, claim_text, wanted
from storage.migrate import migrate
from storage.readers import Readers, Row
from storage.rows import Mapper, Value, micros
from storage.seal import Keys
from storage.seed import seed
from storage.statements import statement
from storage.writer import Writer

_T = TypeVar("_T")
_READERS = 2
_BREATH = 200
"""Rows decoded between two chances for others to run."""


class SqliteStore:
    """Implements `bot.ports.Store`; made by `open_sqlite`."""

    def __init__(
        self, writer: Writer, readers: Readers, mapper: Mapper, cache: Cache, pictures: SealedPictures
    ) -> None:
        self._writer, self._readers, self._mapper, self._cache = writer, readers, mapper, cache
        self.pictures = pictures
        self._read_in: dict[str, int] = {}
        self._closed = False

    async def commit(self, record: TurnRecord) -> Verdict:
        """Returns once the turn is on disk. Giving up the wait does not undo it."""
        claims = tuple([self._claim(claim) for claim in record.claims])
        rows = self._mapper.turn(record, claims)
        want = wanted(record, claims)
        epoch = self._read_in.pop(want.chat, self._writer.epoch)
        turn = Turn(rows=rows, record=record, want=want, epoch=epoch, alone=bool(record.erasures))
        return cast(Verdict, await self._writer.do(turn))

    def _claim(self, claim: Claim) -> ClaimWanted:
        text = claim_text(claim.kind, claim.value, claim.round_id)
        return ClaimWanted(self._mapper.keys.digests(text), claim.case_id)

    async def seed(self, entities: Sequence[Entity], claims: Sequence[Claim] = ()) -> None:
        """Write these in one transaction; what is stored identically is left alone."""
        digested = [self._claim(claim) for claim in claims]
        fresh = await self._writer.work(
            Work(run=lambda writing: seed(writing, self._mapper, entities, digested), alone=True)
        )
        for one in fresh:
            self._cache.put((TABLES[type(one)], one.id), one)

    async def session(self, chat: str) -> Session:
        """The chat's session; a turn counts as decided on what was known from here on."""
        self._read_in[chat] = self._writer.epoch
        known = await self._one(Session, "session", chat)
        return known or Session(chat)

    async def communes(self) -> tuple[Commune, ...]:
        return await self._all(Commune)

    async def areas(self) -> tuple[Area, ...]:
        return await self._all(Area)

    async def rounds(self) -> tuple[Round, ...]:
        return await self._all(Round)

    async def staff(self) -> tuple[Staff, ...]:
        return await self._all(Staff)

    async def points_tables(self) -> tuple[LoadedTable, ...]:
        return await self._all(LoadedTable)

    async def paper_templates(self) -> tuple[PaperTemplate, ...]:
        return await self._all(PaperTemplate)

    async def pack_copies(self) -> tuple[PackCopy, ...]:
        return await self._all(PackCopy)

    async def invite(self, invite_id: str) -> Invite | None:
        return await self._one(Invite, "invite", invite_id)

    async def case(self, case_id: str) -> Case | None:
        return await self._one(Case, "case_file", case_id)

    async def case_by_code(self, code: str) -> Case | None:
        found = await self._many(Case, "case_by_code", code)
        return found[0] if found else None

    async def case_by_claim(self, kind: str, value: str, round_id: str) -> Case | None:
        digests = self._mapper.keys.digests(claim_text(kind, value, round_id))
        found = await self._many(Case, "case_by_claim", _names(digests))
        return found[0] if found else None

    async def cases(self, wanted: CaseFilter) -> tuple[Case, ...]:
        areas, states = _names(wanted.areas), _names(wanted.states)
        return await self._many(Case, "cases", wanted.round_id, areas, states, wanted.assigned_to)

    async def cases_of_chat(self, chat: str) -> tuple[Case, ...]:
        return await self._many(Case, "cases_of_chat", chat)

    async def last_case_number(self) -> int:
        """The highest number behind the prefix of any code ("HL-0007" → 7); 0 where there is none."""
        [row] = await self._readers.rows("last_case_number")
        return cast(int, row[0])

    async def form(self, form_id: str) -> FormRecord | None:
        return await self._one(FormRecord, "form", form_id)

    async def drafts_of(self, owner: str) -> tuple[FormRecord, ...]:
        """Forms this chat or staff member began and has not finished, oldest first."""
        return await self._many(FormRecord, "drafts_of", owner)

    async def answer_log(self, form_id: str) -> tuple[AnswerChange, ...]:
        return self._lines(AnswerChange, "answer_log", await self._readers.rows("answer_log", form_id))

    async def audits(self, subject: str) -> tuple[Audit, ...]:
        return self._lines(Audit, "audit", await self._readers.rows("audits", subject))

    async def claim_letters(
        self, now: datetime, lease_seconds: int, limit: int, without: Sequence[str] = ()
    ) -> tuple[Outgoing, ...]:
        """without: prefixes of chats whose letters stay."""
        return await self._writer.work(
            Work(run=lambda writing: letters.lease(writing, self._mapper, now, lease_seconds, limit, without))
        )

    async def mark_sent(self, letter_id: str, external: str, now: datetime) -> None:
        await self._writer.do(Job(letters.sent(letter_id, external, now)))

    async def postpone(self, letter_id: str, due_at: datetime, error: str) -> None:
        await self._writer.do(Job(letters.postponed(self._mapper, letter_id, due_at, error)))

    async def mark_failed(self, letter_id: str, error: str, now: datetime) -> None:
        await self._writer.do(Job(letters.failed(self._mapper, letter_id, error, now)))

    async def failed_letters(self, limit: int) -> tuple[Outgoing, ...]:
        """What did not arrive, latest failure first."""
        rows = await self._readers.rows("failed_letters", limit)
        return tuple(self._mapper.outgoing(row) for row in rows)

    async def of_round(self, kind: type[OfRound], round_id: str) -> tuple[OfRound, ...]:
        return await self._many(kind, f"{TABLES[kind]}_of_round", round_id)

    async def link(self, link_id: str) -> ChannelLink | None:
        return await self._one(ChannelLink, "channel_link", link_id)

    async def links_of(self, root: str) -> tuple[ChannelLink, ...]:
        return await self._many(ChannelLink, "links_of", root)

    async def call_back(self, call_back_id: str) -> CallBack | None:
        return await self._one(CallBack, "call_back", call_back_id)

    async def open_call_backs(self) -> tuple[CallBack, ...]:
        return await self._many(CallBack, "open_call_backs")

    async def call_backs_of(self, chat: str) -> tuple[CallBack, ...]:
        return await self._many(CallBack, "call_backs_of", chat)

    async def evidence(self, evidence_id: str) -> Evidence | None:
        found = await self._many(Evidence, "get_evidence", evidence_id)  # never cached: it may be erased
        return found[0] if found else None

    async def evidence_of(self, form_id: str) -> tuple[Evidence, ...]:
        return await self._many(Evidence, "evidence_of", form_id)

    async def evidence_digests(self) -> frozenset[str]:
        return frozenset(cast(str, row[0]) for row in await self._readers.rows("evidence_digests"))

    async def note(self, kind: str, name: str) -> bytes | None:
        rows = await self._readers.rows("get_note", kind, name)
        return notes.opened(self._mapper, kind, name, cast(bytes, rows[0][0])) if rows else None

    async def notes(self, kind: str) -> dict[str, bytes]:
        rows = cast("list[tuple[str, bytes]]", await self._readers.rows("all_notes", kind))
        return {name: notes.opened(self._mapper, kind, name, body) for name, body in rows}

    async def put_note(self, kind: str, name: str, value: bytes, expires_at: datetime | None = None) -> None:
        await self._writer.do(Job(notes.put(self._mapper, kind, name, value, expires_at)))

    async def drop_note(self, kind: str, name: str) -> None:
        await self._writer.do(Job({"drop_note": [(kind, name)]}))

    async def drop_expired_notes(self, now: datetime) -> None:
        await self._writer.do(Job({"drop_expired_notes": [(micros(now),)]}))

    async def queued_letters(self) -> dict[tuple[str, Lane], int]:
        """How many letters wait, by the chat's prefix and the lane."""
        return letters.counted(await self._readers.rows("queued_letters"))

    async def release_leases(self) -> None:
        """Free every leased letter: for the start of the only process that sends."""
        await self._writer.work(Work(run=lambda writing: writing.execute(statement("release_letters"))))

    async def close(self) -> None:
        """Write what waits, then let go of the file. Again is harmless."""
        if self._closed:
            return
        self._closed = True
        await self._readers.close()
        await self._writer.close()

    async def _one(self, kind: type[_T], table: str, row: str) -> _T | None:
        thing = self._cache.get((table, row))
        if thing is UNKNOWN:
            rows = await self._readers.rows(f"get_{table}", row)
            read = self._mapper.unpack(kind, table, row, cast(bytes, rows[0][2])) if rows else None
            thing = self._cache.keep((table, row), read)
        return cast("_T | None", thing)

    async def _all(self, kind: type[_T]) -> tuple[_T, ...]:
        """A whole small table."""
        table, mark = TABLES[kind], self._cache.mark
        known = self._cache.listed(table)
        if known is None:
            known = await self._many(kind, f"all_{table}")
            self._cache.keep_list(table, known, mark)
        return cast("tuple[_T, ...]", known)

    async def _many(self, kind: type[_T], name: str, *params: Value) -> tuple[_T, ...]:
        rows = await self._readers.rows(name, *params)
        found = []
        for n, row in enumerate(rows, 1):
            found.append(self._open(kind, TABLES[kind], row))
            if n % _BREATH == 0:
                await asyncio.sleep(0)
        return tuple(found)

    def _open(self, kind: type[_T], table: str, row: Row) -> _T:
        """The entity of a row (id, version, body); the cached one where it is the same version."""
        name, version, body = cast("tuple[str, int, bytes]", row)
        known = self._cache.get((table, name))
        if isinstance(known, kind) and getattr(known, "version", 0) == version:
            return known
        thing = self._mapper.unpack(kind, table, name, body)
        self._cache.keep((table, name), thing)
        return thing

    def _lines(self, kind: type[_T], table: str, rows: Sequence[Row]) -> tuple[_T, ...]:
        return tuple(
            self._mapper.unpack(kind, table, cast(str, line), cast(bytes, body)) for line, body in rows
        )


def _names(values: Sequence[str]) -> str:
    return orjson.dumps(values).decode()


async def open_sqlite(path: Path, keys: Keys) -> SqliteStore:
    """Open or make the store at this path (its folder must exist); schema and keys are checked first."""
    connection = await writing(path)
    mapper, cache = Mapper(keys), Cache()
    try:
        await migrate(connection, str(path))
        await check_keys(connection, keys)
        [[others]] = await connection.execute_fetchall("PRAGMA data_version")
        readers = await Readers.open(path, _READERS, BUSY_MS)
    except BaseException:
        await connection.close()
        raise
    writer = Writer(connection, cache, str(path), others)
    return SqliteStore(writer, readers, mapper, cache, SealedPictures(folder_of(path), keys))
