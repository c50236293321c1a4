"""What papers are made from, laid out: the commune, its areas and rounds, a file with its forms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.cases.case import Case
from bot.cases.commune import Area, Commune, Round, Staff
from bot.cases.dossier import Dossier
from bot.cases.form_record import FormRecord, SentResult, results_of
from bot.cases.meeting import Meeting
from bot.cases.papers import Order
from bot.cases.posting import Posting
from bot.cases.working_days import WorkingDays
from bot.dialogue.facts import CaseFilter
from bot.documents.word.paper_form import CommonFile, PaperForm, common, paper_form
from bot.errors import ConfigError, PaperError
from bot.ports import OfRound, Store
from bot.scoring.answers import Answers
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack

NO_ANSWERS = Answers()


@dataclass(frozen=True, slots=True)
class File:
    """A case with its forms; measured: Phiếu B, or the income form where the procedure says so."""

    case: Case
    request: FormRecord | None
    screening: FormRecord | None
    measured: FormRecord | None

    @property
    def result(self) -> SentResult | None:
        """The result that counts: as it was sent last, or worked out again since; None before the first."""
        found = results_of(self.measured) if self.measured is not None else ()
        return found[-1] if found else None

    @property
    def answers(self) -> Answers:
        """What that result was computed from; without one what the request says of the household."""
        if self.result is not None:
            return self.result.answers
        return self.request.answers if self.request is not None else NO_ANSWERS

    @property
    def official(self) -> bool:
        """Whether the result was worked out with official, signed rows only."""
        return self.result is not None and self.result.data.get("official") is True


@dataclass(frozen=True, slots=True)
class Desk:
    """One order at hand. Reading only; whoever opened it has asked for the rights."""

    store: Store
    commune: Commune
    areas: tuple[Area, ...]
    rounds: tuple[Round, ...]
    staff: tuple[Staff, ...]
    order: Order

    @classmethod
    async def opened(cls, store: Store, order: Order) -> Self:
        """ConfigError where the store has no commune."""
        communes = await store.communes()
        if not communes:
            raise ConfigError("the store has no commune", remedy="run: rasoat init")
        return cls(store, communes[0], await store.areas(), await store.rounds(), await store.staff(), order)

    @property
    def today(self) -> date:
        """The day the paper was asked for."""
        return date.fromisoformat(self.order.on)

    def round(self, round_id: str) -> Round:
        """The round of this id, whose pack and dates a paper of it follows. PaperError: there is none."""
        found = next((one for one in self.rounds if one.id == round_id), None)
        if found is None:
            raise PaperError("no such round", where=self.order.paper.id)
        return found

    def area(self, area_id: str) -> Area | None:
        return next((one for one in self.areas if one.id == area_id), None)

    def area_name(self, area_id: str) -> str:
        """Its name; of one that is not there its id."""
        found = self.area(area_id)
        return area_id if found is None else found.name

    def pack(self, round_id: str) -> Pack:
        return load_pack(self.round(round_id).pack_id)

    def calendar(self, round_id: str) -> WorkingDays:
        """Working days as the round's limits count them: holidays, the pack's days, the commune's swaps."""
        return WorkingDays(self.pack(round_id).days_off, self.commune.swaps)

    def form(self, round_id: str) -> PaperForm:
        """Layout and words of the paper ordered, under the round's pack."""
        return paper_form(self.round(round_id).pack_id, self.order.paper.id)

    def common(self, round_id: str) -> CommonFile:
        return common(self.round(round_id).pack_id)

    async def file(self, case: Case) -> File:
        """The case with its forms."""
        found = [
            await self.store.form(one) if one else None
            for one in (case.request, case.screening, case.measured_by)
        ]
        return File(case, *found)

    async def files(self, cases: Iterable[Case]) -> list[File]:
        """These cases by area, in the commune's order, and code."""
        order = {one.id: number for number, one in enumerate(self.areas)}
        by_place = sorted(cases, key=lambda one: (order.get(one.area, len(order)), one.code))
        return [await self.file(one) for one in by_place]

    async def cases(self, round_id: str, area: str = "") -> tuple[Case, ...]:
        """Every case of the round, or of one area of it."""
        return await self.store.cases(CaseFilter(round_id, (area,) if area else ()))

    async def meeting(self, meeting_id: str) -> Meeting | None:
        return await self._thing(Meeting, meeting_id)

    async def posting(self, posting_id: str) -> Posting | None:
        return await self._thing(Posting, posting_id)

    async def dossier(self, dossier_id: str) -> Dossier | None:
        return await self._thing(Dossier, dossier_id)

    async def _thing(self, kind: type[OfRound], wanted: str) -> OfRound | None:
        for one in self.rounds:
            for found in await self.store.of_round(kind, one.id):
                if found.id == wanted:
                    return found
        return None
