"""The verdict on a turn: duplicate, stale or committed, from what is stored. Pure; shared by all stores.

Rules, in this order:
- the event id is known                          → duplicate
- session version is not stored + 1              → stale (no row: stored 0)
- an entity's version is not stored + 1          → stale (so version 1 must be new)
- a case code belongs to another case            → stale
- a claim is held by another case of the round   → stale (held by the same case: fine)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.cases.call_back import CallBack
from bot.cases.case import Case
from bot.cases.channel_link import ChannelLink
from bot.cases.commune import Area, Commune, Invite, Round, Staff
from bot.cases.dossier import Dossier
from bot.cases.evidence import Evidence
from bot.cases.form_record import FormRecord
from bot.cases.lead import Lead
from bot.cases.meeting import Meeting
from bot.cases.paper_template import PaperTemplate
from bot.cases.points_table import LoadedTable
from bot.cases.posting import Posting
from bot.ports import Claim, Entity, Erasure, TurnRecord, Verdict
from bot.scoring.pack_copy import PackCopy

ClaimKey = str
"""One value of one kind in one round; on disk a keyed digest."""

TABLES: dict[type[object], str] = {
    Case: "case_file",
    FormRecord: "form",
    Staff: "staff",
    Invite: "invite",
    Commune: "commune",
    Area: "area",
    Round: "round",
    LoadedTable: "points_table",
    PackCopy: "pack_copy",
    ChannelLink: "channel_link",
    CallBack: "call_back",
    Evidence: "evidence",
    Meeting: "meeting",
    Posting: "posting",
    Dossier: "dossier",
    Lead: "lead",
    PaperTemplate: "paper_template",
}
"""Where each entity is kept."""


@dataclass(frozen=True, slots=True)
class ClaimWanted:
    """keys: the claim's digests under every key, the current one first."""

    keys: tuple[ClaimKey, ...]
    case_id: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a record asks for, as far as the verdict needs it. entities: (table, id, version)."""

    event_id: str
    chat: str
    session_version: int
    entities: tuple[tuple[str, str, int], ...]
    codes: tuple[tuple[str, str], ...]
    claims: tuple[ClaimWanted, ...]
    erasures: tuple[Erasure, ...]


def wanted(record: TurnRecord, claims: tuple[ClaimWanted, ...]) -> Wanted:
    """The record's demands; the store gives the claims, for only it can digest them."""
    return Wanted(
        record.event_id,
        record.session.chat,
        record.session.version,
        tuple([(TABLES[type(one)], one.id, one.version) for one in record.entities]),
        codes_of(record.entities),
        claims,
        record.erasures,
    )


def codes_of(entities: Iterable[Entity]) -> tuple[tuple[str, str], ...]:
    """(code, case id) of every case among them."""
    return tuple([(one.code, one.id) for one in entities if isinstance(one, Case)])


def plain_key(claim: Claim) -> ClaimKey:
    """The key of a claim in a store that keeps nothing on disk."""
    return claim_text(claim.kind, claim.value, claim.round_id)


def claim_text(kind: str, value: str, round_id: str) -> str:
    """What a claim's digest is made from; the separator occurs in no id."""
    return f"{round_id}\x1f{kind}\x1f{value}"


@dataclass(slots=True)
class Ledger:
    """Known events, versions, codes and claims. Enter each committed record at once, so that the next
    one of the same batch is judged as coming later."""

    events: set[str] = field(default_factory=set)
    sessions: dict[str, int] = field(default_factory=dict)
    versions: dict[tuple[str, str], int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    claims: dict[ClaimKey, str] = field(default_factory=dict)

    def judge(self, want: Wanted) -> Verdict:
        """The verdict on a record as if it came now; a committed one is to be entered."""
        if want.event_id in self.events:
            return "duplicate"
        return "stale" if self._stale(want) else "committed"

    def _stale(self, want: Wanted) -> bool:
        return (
            want.session_version != self.sessions.get(want.chat, 0) + 1
            or self._version_moved(want.entities)
            or self._code_taken(want.codes)
            or self._claim_taken(want)
        )

    def _version_moved(self, entities: tuple[tuple[str, str, int], ...]) -> bool:
        seen: dict[tuple[str, str], int] = {}
        for table, row, version in entities:
            name = (table, row)
            if version != seen.get(name, self.versions.get(name, 0)) + 1:
                return True
            seen[name] = version
        return False

    def _code_taken(self, codes: tuple[tuple[str, str], ...]) -> bool:
        mine: dict[str, str] = {}
        for code, case_id in codes:
            if (mine.get(code) or self.codes.get(code, case_id)) != case_id:
                return True
            mine[code] = case_id
        return False

    def _claim_taken(self, want: Wanted) -> bool:
        free = {erasure.case_id for erasure in want.erasures}
        mine: dict[ClaimKey, str] = {}
        for claim in want.claims:
            for name in claim.keys:
                holder = mine.get(name) or self.claims.get(name)
                if holder not in (None, claim.case_id) and holder not in free:
                    return True
            mine[claim.keys[0]] = claim.case_id
        return False

    def enter(self, want: Wanted) -> None:
        """Note a record as taken: first what it erases, then what it writes."""
        self.events.add(want.event_id)
        self.sessions[want.chat] = want.session_version
        for erasure in want.erasures:
            self._forget(erasure)
        for table, row, version in want.entities:
            self.versions[table, row] = version
        self.give_codes(want.codes)
        self.give_claims([(claim.keys[0], claim.case_id) for claim in want.claims])

    def give_claims(self, claims: Sequence[tuple[ClaimKey, str]]) -> None:
        """What a case claims now is all it holds: a corrected ID number is free again."""
        cases = {case_id for _, case_id in claims}
        for old in [one for one, holder in self.claims.items() if holder in cases]:
            del self.claims[old]
        self.claims.update(claims)

    def give_codes(self, codes: Iterable[tuple[str, str]]) -> None:
        """A case has one code: a new one frees the old."""
        for code, case_id in codes:
            for old in [one for one, holder in self.codes.items() if holder == case_id and one != code]:
                del self.codes[old]
            self.codes[code] = case_id

    def _forget(self, erasure: Erasure) -> None:
        for form_id in erasure.form_ids:
            self.versions.pop(("form", form_id), None)
        for evidence_id in erasure.evidence:
            self.versions.pop(("evidence", evidence_id), None)
        if erasure.case_id is not None:
            for name in [key for key, holder in self.claims.items() if holder == erasure.case_id]:
                del self.claims[name]
