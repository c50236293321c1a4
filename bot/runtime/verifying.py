"""Every result that ever counted, computed again from its own answers, pack and table, and compared.

That the log leads to the answers the form has now is checked too, so that an answer changed past it is found.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.cases.case import Case, State
from bot.cases.form_record import AnswerChange, FormId, FormRecord, SentResult, results_of
from bot.cases.points_table import LoadedTable
from bot.cases.replay import replayed
from bot.errors import PackError
from bot.ports import CaseFilter, Store
from bot.scoring.answers import Answers
from bot.scoring.income import income
from bot.scoring.income_stored import stored_income
from bot.scoring.own_table import under_table
from bot.scoring.pack import Pack
from bot.scoring.pack_copy import Library
from bot.scoring.score import Place, ScoringError, score
from bot.scoring.stored import agrees, place_of, reference_date_of, stored

SCORED: tuple[State, ...] = ("received", "listed", "not_listed", "surveyed", "posted", "recognised")
"""States in which a file may have a result of Phiếu B or of the income form."""
Outcome = Literal["agrees", "differs", "too_old", "no_table", "no_pack", "not_scored", "log_differs"]
"""too_old: kept by a version that did not yet say place and date. no_table, no_pack: what it was computed
with is not in the store. not_scored: the answers cannot be scored. log_differs: the answers are not those
of their log."""


AGAIN: dict[FormId, Callable[[Pack, Answers, Place, date], dict[str, object]]] = {
    "phieu_b": lambda pack, answers, place, day: stored(score(pack, answers, place, day)),
    "income": lambda pack, answers, place, day: stored_income(income(pack, answers, place, day)),
}
"""Form → how its result is computed."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One result of one file; number: which of its results, from 1 (0: the file's answers as such)."""

    code: str
    number: int
    outcome: Outcome


async def verify(store: Store) -> AsyncIterator[Verified]:
    """Each result of each file of the whole store, in the order of the files."""
    tables = {one.digest: one for one in await store.points_tables()}
    library = Library(await store.pack_copies())
    for case in await store.cases(CaseFilter(states=SCORED)):
        for form_id in filter(None, (case.survey, case.income)):
            record = await store.form(form_id)
            log = await store.answer_log(form_id)
            for one in _form(case, record, log, tables, library) if record else ():
                yield one


def _form(
    case: Case,
    record: FormRecord,
    log: tuple[AnswerChange, ...],
    tables: dict[str, LoadedTable],
    library: Library,
) -> list[Verified]:
    found = []
    if log and replayed(log) != record.answers:
        found.append(Verified(case.code, 0, "log_differs"))
    for number, result in enumerate(results_of(record), 1):
        found.append(Verified(case.code, number, _one(record, result, tables, library)))
    return found


def _one(
    record: FormRecord,
    result: SentResult,
    tables: dict[str, LoadedTable],
    library: Library,
) -> Outcome:
    again = AGAIN.get(record.form)
    place, day = _where(result), reference_date_of(result.data)
    if again is None or place is None or day is None:
        return "too_old"
    pack = _pack(record, result, tables, library)
    if not isinstance(pack, Pack):
        return pack
    try:
        found = again(pack, result.answers, place, day)
    except ScoringError:
        return "not_scored"
    return "agrees" if agrees(result.data, found) else "differs"


def _where(result: SentResult) -> Place | None:
    """The place it was computed for; an income result names the type of the area alone."""
    area = result.data.get("area")
    if area == "rural" or area == "urban":
        return Place("rural" if area == "rural" else "urban")
    return place_of(result.data)


def _pack(
    record: FormRecord, result: SentResult, tables: dict[str, LoadedTable], library: Library
) -> Pack | Outcome:
    """The pack as it was, under the table as it was."""
    try:
        pack = library.pack(record.pack_id, str(result.data.get("digest")))
    except PackError:
        return "no_pack"
    if pack.digest != result.data.get("digest"):
        return "no_pack"
    digest = str(result.data.get("table_digest", pack.table.digest))
    if digest == pack.table.digest:
        return pack
    table = tables.get(digest)
    return "no_table" if table is None else under_table(pack, table.text, signed=True)
