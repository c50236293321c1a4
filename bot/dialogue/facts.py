"""What a turn knows of the world, and how it asks for more.

A step that needs something not yet loaded stops with `Unknown(query)`; the runtime loads it and
takes the turn again from the top. So the steps stay plain functions, and nothing is loaded in vain.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.cases.call_back import CallBack
from bot.cases.case import Case
from bot.cases.channel_link import ChannelLink
from bot.cases.commune import Area, Commune, Invite, Round, Staff
from bot.cases.dossier import Dossier
from bot.cases.evidence import Evidence
from bot.cases.form_record import AnswerChange, FormRecord
from bot.cases.lead import Lead
from bot.cases.meeting import Meeting
from bot.cases.paper_template import PaperTemplate, TemplateCheck
from bot.cases.points_table import LoadedTable
from bot.cases.posting import Posting
from bot.cases.quality import SurveyTrace
from bot.cases.quota import Usage
from bot.dialogue.place import Place as Place
from bot.dialogue.query import CaseFilter as CaseFilter
from bot.dialogue.query import Query as Query
from bot.dialogue.query import QueryKind as QueryKind
from bot.dialogue.query import Unknown as Unknown
from bot.dialogue.reading import Problem
from bot.dialogue.session import Session
from bot.scoring.sheets import Sheet, SheetFault


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture that is safe beside the store before the turn that names it commits: its name, its bytes."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class FailedLetter:
    """A letter that did not arrive: to whom, about which file, why."""

    chat: str
    case_id: str | None
    error: str


OfRound = TypeVar("OfRound", Meeting, Posting, Dossier, Lead)
"""What belongs to a round and an area, not to one household."""
_OF_ROUND: dict[type[object], QueryKind] = {
    Meeting: "meeting",
    Posting: "posting",
    Dossier: "dossier",
    Lead: "lead",
}
_Remembered = (
    Case
    | FormRecord
    | Staff
    | Commune
    | Area
    | Round
    | LoadedTable
    | PaperTemplate
    | Evidence
    | CallBack
    | ChannelLink
    | Meeting
    | Posting
    | Dossier
    | Lead
)


class Facts:
    """The answers to queries loaded so far, overlaid with what this very turn has changed."""

    def __init__(self, place: Place, known: Mapping[Query, object]) -> None:
        self.place = place
        self._known = known
        self._cases: dict[str, Case] = {}
        self._forms: dict[str, FormRecord] = {}
        self._calls: dict[str, CallBack] = {}
        self._links: dict[str, ChannelLink] = {}
        self._evidence: dict[str, Evidence] = {}
        self._erased: set[str] = set()
        self._of_round: dict[str, Meeting | Posting | Dossier | Lead] = {}

    def _get(self, query: Query) -> object:
        try:
            return self._known[query]
        except KeyError:
            raise Unknown(query) from None

    def ahead(self, queries: Iterable[Query]) -> None:
        """Everything that is going to be asked, loaded in one go: for lists of hundreds of files."""
        missing = tuple(dict.fromkeys(one for one in queries if one not in self._known))
        if missing:
            raise Unknown(missing[0], missing[1:])

    def remember(self, entity: _Remembered) -> None:
        """From here on this turn sees the changed thing."""
        if isinstance(entity, Case):
            self._cases[entity.id] = entity
        elif isinstance(entity, FormRecord):
            self._forms[entity.id] = entity
        elif isinstance(entity, ChannelLink):
            self._links[entity.id] = entity
        elif isinstance(entity, CallBack):
            self._calls[entity.id] = entity
        elif isinstance(entity, Evidence):
            self._evidence[entity.id] = entity
        elif isinstance(entity, Meeting | Posting | Dossier | Lead):
            self._of_round[entity.id] = entity
        else:
            self.place = self.place.with_changed(entity)

    def forget_evidence(self, evidence_ids: Collection[str]) -> None:
        """From here on this turn sees them no more."""
        self._erased |= set(evidence_ids)

    def case(self, case_id: str) -> Case | None:
        if case_id in self._cases:
            return self._cases[case_id]
        found = self._get(Query("case", (case_id,)))
        return found if isinstance(found, Case) else None

    def form(self, form_id: str) -> FormRecord | None:
        if form_id in self._forms:
            return self._forms[form_id]
        found = self._get(Query("form", (form_id,)))
        return found if isinstance(found, FormRecord) else None

    def case_by_code(self, code: str) -> Case | None:
        found = self._get(Query("case_by_code", (code,)))
        return self._cases.get(found.id, found) if isinstance(found, Case) else None

    def case_by_claim(self, kind: str, value: str, round_id: str) -> Case | None:
        found = self._get(Query("case_by_claim", (kind, value, round_id)))
        return self._cases.get(found.id, found) if isinstance(found, Case) else None

    def cases_by_claims(self, kind: str, values: tuple[str, ...], round_id: str) -> dict[str, Case]:
        """Of many values at once those that a case of the round holds, each with its case."""
        found = self._get(Query("cases_by_claims", (kind, round_id, *values))) if values else {}
        held = found if isinstance(found, dict) else {}
        return {v: self._cases.get(one.id, one) for v, one in held.items() if isinstance(one, Case)}

    def _case_list(self, query: Query) -> tuple[Case, ...]:
        found = self._get(query)
        cases = found if isinstance(found, tuple) else ()
        return tuple(self._cases.get(case.id, case) for case in cases if isinstance(case, Case))

    def cases(self, wanted: CaseFilter) -> tuple[Case, ...]:
        return self._case_list(Query("cases", wanted=wanted))

    def cases_of_chat(self, chat: str) -> tuple[Case, ...]:
        return self._case_list(Query("cases_of_chat", (chat,)))

    def last_case_number(self) -> int:
        """The highest number of any file code, over all rounds."""
        found = self._get(Query("last_case_number"))
        return found if isinstance(found, int) else 0

    def drafts_of(self, owner: str) -> tuple[FormRecord, ...]:
        found = self._get(Query("drafts_of", (owner,)))
        drafts = found if isinstance(found, tuple) else ()
        return tuple(self._forms.get(f.id, f) for f in drafts if isinstance(f, FormRecord))

    def answer_log(self, form_id: str) -> tuple[AnswerChange, ...]:
        found = self._get(Query("answer_log", (form_id,)))
        return tuple(c for c in found if isinstance(c, AnswerChange)) if isinstance(found, tuple) else ()

    def invite(self, invite_id: str) -> Invite | None:
        found = self._get(Query("invite", (invite_id,)))
        return found if isinstance(found, Invite) else None

    def link(self, link_id: str) -> ChannelLink | None:
        found = self._links.get(link_id) or self._get(Query("link", (link_id,)))
        return found if isinstance(found, ChannelLink) else None

    def links_of(self, root: str) -> tuple[ChannelLink, ...]:
        """Codes and second phones of this chat, used or not, oldest first."""
        found = self._get(Query("links_of", (root,)))
        stored = {x.id: x for x in found if isinstance(x, ChannelLink)} if isinstance(found, tuple) else {}
        made = {name: one for name, one in self._links.items() if one.root == root}
        return tuple((stored | made).values())

    def call_back(self, call_back_id: str) -> CallBack | None:
        if call_back_id in self._calls:
            return self._calls[call_back_id]
        found = self._get(Query("call_back", (call_back_id,)))
        return found if isinstance(found, CallBack) else None

    def _call_backs(self, query: Query) -> tuple[CallBack, ...]:
        """Those the store knows as they are now, and those this turn has begun."""
        found = self._get(query)
        stored = {x.id: x for x in found if isinstance(x, CallBack)} if isinstance(found, tuple) else {}
        begun = {name: one for name, one in self._calls.items() if one.version == 1}
        return tuple(self._calls.get(name, one) for name, one in (stored | begun).items())

    def open_call_backs(self) -> tuple[CallBack, ...]:
        return tuple(x for x in self._call_backs(Query("open_call_backs")) if x.done_at is None)

    def call_backs_of(self, chat: str) -> tuple[CallBack, ...]:
        """Those of one chat, open or done, oldest first."""
        return tuple(x for x in self._call_backs(Query("call_backs_of", (chat,))) if x.chat == chat)

    def of_round(self, kind: type[OfRound], round_id: str) -> tuple[OfRound, ...]:
        """All of this kind in a round, oldest first, with what this very turn has made or changed."""
        found = self._get(Query(_OF_ROUND[kind], (round_id,)))
        stored = {one.id: one for one in found if isinstance(one, kind)} if isinstance(found, tuple) else {}
        made = {
            one.id: one
            for one in self._of_round.values()
            if isinstance(one, kind) and one.round_id == round_id
        }
        return tuple((stored | made).values())

    def evidence(self, evidence_id: str) -> Evidence | None:
        found = self._get(Query("evidence", (evidence_id,)))
        return found if isinstance(found, Evidence) and evidence_id not in self._erased else None

    def evidence_of(self, form_id: str) -> tuple[Evidence, ...]:
        """Photos and places of a form, oldest first, with what this very turn has added and taken away."""
        found = self._get(Query("evidence_of", (form_id,)))
        stored = [x for x in found if isinstance(x, Evidence)] if isinstance(found, tuple) else []
        added = [one for one in self._evidence.values() if one.form_id == form_id]
        return tuple(one for one in (*stored, *added) if one.id not in self._erased)

    def picture(self, event_id: str) -> KeptPicture | Problem:
        """The picture that came with this turn's event, made small and kept sealed; or why it is not."""
        found = self._get(Query("picture", (event_id,)))
        return found if isinstance(found, KeptPicture | Problem) else Problem("evidence.picture.not_kept")

    def random(self, purpose: str) -> bytes:
        """Sixteen bytes nobody can guess; the same for one purpose within a turn."""
        found = self._get(Query("random", (purpose,)))
        return found if isinstance(found, bytes) else b""

    def quota(self) -> tuple[Usage, ...]:
        """What each metered bot has sent this month, and what its plan gives."""
        found = self._get(Query("quota"))
        return tuple(x for x in found if isinstance(x, Usage)) if isinstance(found, tuple) else ()

    def session(self, chat: str) -> Session:
        found = self._get(Query("session", (chat,)))
        return found if isinstance(found, Session) else Session(chat)

    def failed_letters(self) -> tuple[FailedLetter, ...]:
        found = self._get(Query("failed_letters"))
        return tuple(x for x in found if isinstance(x, FailedLetter)) if isinstance(found, tuple) else ()

    def survey_traces(self, round_id: str) -> tuple[SurveyTrace, ...]:
        """How the surveys sent in a round came about, one trace a survey."""
        found = self._get(Query("survey_traces", (round_id,)))
        return tuple(one for one in found if isinstance(one, SurveyTrace)) if isinstance(found, tuple) else ()

    def sheets(self, event_id: str) -> tuple[Sheet, ...] | SheetFault:
        """What is in the spreadsheet that came with this turn's event, or why it cannot be read."""
        found = self._get(Query("sheets", (event_id,)))
        if isinstance(found, tuple):
            return tuple(one for one in found if isinstance(one, Sheet))
        return found if isinstance(found, SheetFault) else SheetFault("engine.file.unreadable")

    def template(self, event_id: str, pack_id: str, paper_id: str) -> TemplateCheck:
        """What is found in the file that came with this turn's event, as a template of this paper."""
        found = self._get(Query("template", (event_id, pack_id, paper_id)))
        return found if isinstance(found, TemplateCheck) else TemplateCheck(fault="engine.file.unreadable")

    def qr(self, event_id: str) -> tuple[str, ...] | Problem:
        """The texts of the square codes in the picture that came with this turn's event, at least one; or why
        there are none."""
        found = self._get(Query("qr", (event_id,)))
        if isinstance(found, tuple) and found:
            return tuple(one for one in found if isinstance(one, str))
        return found if isinstance(found, Problem) else Problem("picture.no_code")
