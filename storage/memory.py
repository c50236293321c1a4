"""A store that forgets at the end: the same verdicts and orders as SQLite, in plain dicts. For tests."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar, cast

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
from bot.ports import Audit, CaseFilter, Claim, Entity, Erasure, OfRound, Outgoing, TurnRecord, Verdict
from bot.scoring.pack_copy import PackCopy
from storage.ledger import TABLES, ClaimWanted, Ledger, claim_text, codes_of, plain_key, wanted
from storage.memory_letters import MemoryLetters
from storage.memory_notes import MemoryNotes
from storage.memory_pictures import MemoryPictures
from storage.seeding import seed_conflict

_E = TypeVar("_E", bound=Entity)


class MemoryStore:
    """Implements `bot.ports.Store`. No await inside a change, so a turn is whole or not at all."""

    def __init__(self) -> None:
        self._ledger = Ledger()
        self._sessions: dict[str, Session] = {}
        self._entities: dict[str, dict[str, Entity]] = {table: {} for table in TABLES.values()}
        self._case_order: dict[str, None] = {}
        self._answers: dict[str, list[AnswerChange]] = defaultdict(list)
        self._audits: dict[str, list[Audit]] = defaultdict(list)
        self._letters = MemoryLetters()
        self._notes = MemoryNotes()
        self.pictures = MemoryPictures()

    async def commit(self, record: TurnRecord) -> Verdict:
        claims = tuple(ClaimWanted((plain_key(claim),), claim.case_id) for claim in record.claims)
        want = wanted(record, claims)
        verdict = self._ledger.judge(want)
        if verdict == "committed":
            self._letters.check(record.letters)
            self._ledger.enter(want)
            self._write(record)
        return verdict

    def _write(self, record: TurnRecord) -> None:
        for erasure in record.erasures:
            self._erase(erasure)
        self._sessions[record.session.chat] = record.session
        self._put(record.entities)
        for change in record.answers:
            self._answers[change.form_id].append(change)
        for audit in record.audits:
            self._audits[audit.subject].append(audit)
        self._letters.add(record.letters, record.at)

    def _put(self, entities: Sequence[Entity]) -> None:
        for one in entities:
            self._entities[TABLES[type(one)]][one.id] = one
            if isinstance(one, Case):
                self._case_order.pop(one.id, None)
                self._case_order[one.id] = None

    def _erase(self, erasure: Erasure) -> None:
        for form_id in erasure.form_ids:
            self._entities["form"].pop(form_id, None)
            self._answers.pop(form_id, None)
            for one in [one.id for one in self._all(Evidence) if one.form_id == form_id]:
                del self._entities["evidence"][one]
        for one in erasure.evidence:
            self._entities["evidence"].pop(one, None)
        self._letters.erase(erasure)

    async def seed(self, entities: Sequence[Entity], claims: Sequence[Claim] = ()) -> None:
        stored = {(TABLES[type(one)], one.id): self._get(type(one), one.id) for one in entities}
        fresh = [one for one in entities if stored[TABLES[type(one)], one.id] != one]
        held = {plain_key(claim): self._ledger.claims.get(plain_key(claim)) for claim in claims}
        takers = [(claim.case_id, held[plain_key(claim)]) for claim in claims]
        seed_conflict(fresh, self._ledger.versions, self._ledger.codes, takers)
        self._put(fresh)
        for one in fresh:
            self._ledger.versions[TABLES[type(one)], one.id] = one.version
        self._ledger.give_codes(codes_of(fresh))
        self._ledger.give_claims([(plain_key(claim), claim.case_id) for claim in claims])

    def _get(self, kind: type[_E], row: str) -> _E | None:
        return cast("_E | None", self._entities[TABLES[kind]].get(row))

    def _all(self, kind: type[_E]) -> tuple[_E, ...]:
        return tuple(cast("list[_E]", list(self._entities[TABLES[kind]].values())))

    async def session(self, chat: str) -> Session:
        return self._sessions.get(chat) or Session(chat)

    async def communes(self) -> tuple[Commune, ...]:
        return self._all(Commune)

    async def areas(self) -> tuple[Area, ...]:
        return self._all(Area)

    async def rounds(self) -> tuple[Round, ...]:
        return self._all(Round)

    async def staff(self) -> tuple[Staff, ...]:
        return self._all(Staff)

    async def points_tables(self) -> tuple[LoadedTable, ...]:
        return self._all(LoadedTable)

    async def paper_templates(self) -> tuple[PaperTemplate, ...]:
        return self._all(PaperTemplate)

    async def pack_copies(self) -> tuple[PackCopy, ...]:
        return self._all(PackCopy)

    async def invite(self, invite_id: str) -> Invite | None:
        return self._get(Invite, invite_id)

    async def case(self, case_id: str) -> Case | None:
        return self._get(Case, case_id)

    async def case_by_code(self, code: str) -> Case | None:
        case_id = self._ledger.codes.get(code)
        return None if case_id is None else self._get(Case, case_id)

    async def case_by_claim(self, kind: str, value: str, round_id: str) -> Case | None:
        case_id = self._ledger.claims.get(claim_text(kind, value, round_id))
        return None if case_id is None else self._get(Case, case_id)

    def _cases(self) -> list[Case]:
        """All cases, newest change last."""
        return [cast(Case, self._entities["case_file"][case_id]) for case_id in self._case_order]

    async def cases(self, wanted: CaseFilter) -> tuple[Case, ...]:
        return tuple(
            case
            for case in self._cases()
            if wanted.round_id in ("", case.round_id)
            and (not wanted.areas or case.area in wanted.areas)
            and (not wanted.states or case.state in wanted.states)
            and wanted.assigned_to in ("", case.assigned_to)
        )

    async def cases_of_chat(self, chat: str) -> tuple[Case, ...]:
        return tuple(case for case in self._cases() if any(one.chat == chat for one in case.applicants))

    async def last_case_number(self) -> int:
        numbers = [code.rpartition("-")[2] for code in self._ledger.codes]
        return max((int(number) for number in numbers if number.isdigit()), default=0)

    async def form(self, form_id: str) -> FormRecord | None:
        return self._get(FormRecord, form_id)

    async def drafts_of(self, owner: str) -> tuple[FormRecord, ...]:
        """Forms this chat or staff member began and has not finished, oldest first."""
        return tuple(
            form for form in self._all(FormRecord) if form.owner == owner and form.finished_at is None
        )

    async def answer_log(self, form_id: str) -> tuple[AnswerChange, ...]:
        return tuple(self._answers.get(form_id, ()))

    async def audits(self, subject: str) -> tuple[Audit, ...]:
        return tuple(self._audits.get(subject, ()))

    async def claim_letters(
        self, now: datetime, lease_seconds: int, limit: int, without: Sequence[str] = ()
    ) -> tuple[Outgoing, ...]:
        """without: prefixes of chats whose letters stay."""
        return self._letters.claim(now, lease_seconds, limit, without)

    async def mark_sent(self, letter_id: str, external: str, now: datetime) -> None:
        self._letters.sent(letter_id, external)

    async def postpone(self, letter_id: str, due_at: datetime, error: str) -> None:
        self._letters.postpone(letter_id, due_at, error)

    async def mark_failed(self, letter_id: str, error: str, now: datetime) -> None:
        self._letters.failed(letter_id, error, now)

    async def failed_letters(self, limit: int) -> tuple[Outgoing, ...]:
        return self._letters.failures(limit)

    async def of_round(self, kind: type[OfRound], round_id: str) -> tuple[OfRound, ...]:
        return tuple(one for one in self._all(kind) if one.round_id == round_id)

    async def link(self, link_id: str) -> ChannelLink | None:
        return self._get(ChannelLink, link_id)

    async def links_of(self, root: str) -> tuple[ChannelLink, ...]:
        return tuple(one for one in self._all(ChannelLink) if one.root == root)

    async def call_back(self, call_back_id: str) -> CallBack | None:
        return self._get(CallBack, call_back_id)

    async def open_call_backs(self) -> tuple[CallBack, ...]:
        return tuple(one for one in self._all(CallBack) if one.done_at is None)

    async def call_backs_of(self, chat: str) -> tuple[CallBack, ...]:
        return tuple(one for one in self._all(CallBack) if one.chat == chat)

    async def evidence(self, evidence_id: str) -> Evidence | None:
        return self._get(Evidence, evidence_id)

    async def evidence_of(self, form_id: str) -> tuple[Evidence, ...]:
        return tuple(one for one in self._all(Evidence) if one.form_id == form_id)

    async def evidence_digests(self) -> frozenset[str]:
        return frozenset(one.digest for one in self._all(Evidence) if one.digest)

    async def note(self, kind: str, name: str) -> bytes | None:
        return self._notes.get(kind, name)

    async def notes(self, kind: str) -> dict[str, bytes]:
        return self._notes.of_kind(kind)

    async def put_note(self, kind: str, name: str, value: bytes, expires_at: datetime | None = None) -> None:
        self._notes.put(kind, name, value, expires_at)

    async def drop_note(self, kind: str, name: str) -> None:
        self._notes.drop(kind, name)

    async def drop_expired_notes(self, now: datetime) -> None:
        self._notes.drop_expired(now)

    async def queued_letters(self) -> dict[tuple[str, Lane], int]:
        return self._letters.queued()

    async def release_leases(self) -> None:
        """Free every leased letter: for the start of the only process that sends."""
        self._letters.release()

    async def close(self) -> None:
        """Nothing to put away."""
