"""What the export says of one file, gathered from the store: the result as sent, votes, postings, decision.

Nobody who complained, no chats, phones and words of staff are in here: what is not gathered cannot leave.
"""

import asyncio
import unicodedata
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.cases.case import Case
from bot.cases.commune import Area, Commune, Round
from bot.cases.form_record import FormRecord, results_of
from bot.cases.meeting import Meeting, Vote
from bot.cases.posting import Posting
from bot.cases.procedure_codes import BY_INCOME
from bot.errors import ConfigError
from bot.ports import CaseFilter, Store
from bot.scoring.answers import Answers
from bot.scoring.contract import is_national_id
from bot.scoring.forms import SKIPPED
from bot.scoring.pack import Pack
from bot.scoring.pack_copy import Library, PackCopy
from bot.scoring.path import on_path
from bot.scoring.stored import reference_date_of


@dataclass(frozen=True, slots=True)
class Measured:
    """A result as it was sent. answers: those on the path alone, nothing skipped; number: which result of the
    form it is, from 1; on: the day of the visit, else the day the form was finished."""

    pack: Pack
    answers: Answers
    data: Mapping[str, object]
    number: int
    on: date | None


@dataclass(frozen=True, slots=True)
class Home:
    """One file. screening: the criteria of Phiếu A chosen, None without one. votes, postings: oldest first,
    a posting with its number within the round. national_id: of the head of the survey, "" where not known."""

    case: Case
    area: Area | None
    screening: tuple[str, ...] | None = None
    survey: Measured | None = None
    income: Measured | None = None
    votes: tuple[tuple[Meeting, Vote], ...] = ()
    postings: tuple[tuple[int, Posting], ...] = ()
    permanent_address: str = ""
    national_id: str = ""

    @property
    def result(self) -> Measured | None:
        """What its class comes from: Phiếu B, or where the procedure says so the income form."""
        return self.income if self.case.procedure in BY_INCOME else self.survey


@dataclass(frozen=True, slots=True)
class Scene:
    """The round whose files are exported, and what belongs to several of them. packs: its own first."""

    commune: Commune
    plan: Round
    areas: Mapping[str, Area]
    library: Library
    packs: tuple[Pack, ...]
    votes: Mapping[str, tuple[tuple[Meeting, Vote], ...]] = field(default_factory=dict)
    postings: Mapping[str, tuple[tuple[int, Posting], ...]] = field(default_factory=dict)


async def scene(store: Store, round_id: str) -> Scene:
    """ConfigError where the store has no commune or no such round."""
    communes = await store.communes()
    plan = next((one for one in await store.rounds() if one.id == round_id), None)
    if not communes or plan is None:
        raise ConfigError("no such round", where=round_id, remedy="name a round of the store")
    copies = await store.pack_copies()
    library = Library(copies)
    packs = await asyncio.to_thread(_packs, library, plan.pack_id, copies)
    votes: dict[str, list[tuple[Meeting, Vote]]] = defaultdict(list)
    for meeting in await store.of_round(Meeting, round_id):
        if meeting.closed_at is not None and meeting.cancelled_at is None:
            for vote in meeting.votes:
                votes[vote.case_id].append((meeting, vote))
    postings: dict[str, list[tuple[int, Posting]]] = defaultdict(list)
    for no, posting in enumerate(await store.of_round(Posting, round_id), 1):
        for case_id in posting.cases:
            postings[case_id].append((no, posting))
    return Scene(
        communes[0],
        plan,
        {one.id: one for one in await store.areas()},
        library,
        packs,
        {name: tuple(found) for name, found in votes.items()},
        {name: tuple(found) for name, found in postings.items()},
    )


def _packs(library: Library, own: str, copies: tuple[PackCopy, ...]) -> tuple[Pack, ...]:
    """The round's own pack as the program has it, then those that forms of the store were begun with."""
    packs = {(one := library.pack(own)).digest: one}
    for copy in copies:
        packs.setdefault(copy.id, library.pack(copy.pack_id, copy.id))
    return tuple(packs.values())


async def cases_of(store: Store, round_id: str) -> tuple[Case, ...]:
    """Every file of the round by code, the erased ones too."""
    found = await store.cases(CaseFilter(round_id=round_id))
    return tuple(sorted(found, key=lambda one: one.code))


async def homes(store: Store, place: Scene, cases: tuple[Case, ...]) -> AsyncIterator[Home]:
    """The files as they are, one after the other; the erased ones are left out."""
    for case in cases:
        if case.state != "erased":
            yield await _home(store, place, case)


async def _home(store: Store, place: Scene, case: Case) -> Home:
    request = await store.form(case.request) if case.request else None
    screening = await store.form(case.screening) if case.screening else None
    survey = await store.form(case.survey) if case.survey else None
    income = await store.form(case.income) if case.income else None
    measured = _measured(place, survey)
    return Home(
        case,
        place.areas.get(case.area),
        _criteria(screening),
        measured,
        _measured(place, income),
        place.votes.get(case.id, ()),
        place.postings.get(case.id, ()),
        _said(request, "permanent_address"),
        _national_id(request, measured),
    )


def _criteria(record: FormRecord | None) -> tuple[str, ...] | None:
    """The criteria of a finished Phiếu A."""
    if record is None or record.finished_at is None:
        return None
    chosen = record.answers.get("criteria")
    return chosen if isinstance(chosen, tuple) else None


def _measured(place: Scene, record: FormRecord | None) -> Measured | None:
    """The last result that was sent, whatever is being amended."""
    results = results_of(record) if record else ()
    if record is None or not results:
        return None
    last = results[-1]
    pack = place.library.pack(record.pack_id, str(last.data.get("digest", record.pack_digest)))
    day = reference_date_of(last.data) or place.plan.reference_date
    asked = on_path(pack.forms[record.form], last.answers, pack.context(day))
    values = {k: v for k, v in last.answers.values.items() if k in asked and v != SKIPPED}
    finished = record.finished_at.date() if record.finished_at else None
    answers = Answers(last.answers.members, values)
    return Measured(pack, answers, last.data, len(results), record.visited_on or finished)


def _said(request: FormRecord | None, question: str) -> str:
    value = request.answers.text(question) if request else None
    return "" if value is None or value == SKIPPED else value


def _national_id(request: FormRecord | None, survey: Measured | None) -> str:
    """The head's number from the request, only where name and birth there are those of the survey's head."""
    number = _said(request, "national_id")
    head = head_of(survey)
    if survey is None or head is None or not is_national_id(number):
        return ""
    same_name = _plain(_said(request, "name")) == _plain(survey.answers.text("name", head) or "")
    born = (_said(request, "birth"), survey.answers.text("birth", head) or "")
    return number if same_name and _same_birth(*born) else ""


def head_of(survey: Measured | None) -> str | None:
    """The roster id of the head of the household; None where nobody or more than one is called so."""
    members = survey.answers.members if survey else ()
    heads = [one for one in members if survey and survey.answers.text("relation", one) == "head"]
    return heads[0] if len(heads) == 1 else None


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _same_birth(one: str, other: str) -> bool:
    """The same day, or the same year where one of them is a year alone."""
    if not one or not other:
        return False
    return one == other if len(one) == len(other) else one[:4] == other[:4]
