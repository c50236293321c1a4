"""Every result that ever counted, computed again from the stored answers, pack and table, and compared.

The answers are those of the log at the moment the result was sent; that the log leads to the answers the
form has now is checked too, so that an answer changed past the log is found.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal

from bot.cases.case import Case, State
from bot.cases.form_record import AnswerChange, FormRecord, SentResult, results_of
from bot.cases.points_table import LoadedTable
from bot.cases.replay import answers_at
from bot.errors import PackError
from bot.ports import CaseFilter, Store
from bot.scoring.answers import Answers
from bot.scoring.own_table import under_table
from bot.scoring.pack import Pack
from bot.scoring.pack_copy import Library
from bot.scoring.score import ScoringError, score
from bot.scoring.stored import agrees, place_of, reference_date_of, stored

SCORED: tuple[State, ...] = ("listed", "surveyed", "posted", "recognised")
"""States in which a file may have a result (listed: sent back or being amended)."""
Outcome = Literal["agrees", "differs", "too_old", "no_table", "no_pack", "not_scored", "log_differs"]
"""too_old: kept by a version that did not yet say place and date. no_table, no_pack: what it was computed
with is not in the store. not_scored: the answers cannot be scored. log_differs: the answers are not those
of their log."""


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
        record = await store.form(case.survey) if case.survey else None
        if record is None:
            continue
        log = await store.answer_log(record.id)
        for one in _file(case, record, log, tables, library):
            yield one


def _file(
    case: Case,
    record: FormRecord,
    log: tuple[AnswerChange, ...],
    tables: dict[str, LoadedTable],
    library: Library,
) -> list[Verified]:
    found = []
    if log and answers_at(log, log[-1].at) != record.answers:
        found.append(Verified(case.code, 0, "log_differs"))
    for number, result in enumerate(results_of(record), 1):
        answers = answers_at(log, result.answers_at) if log else record.answers
        found.append(Verified(case.code, number, _one(record, result, answers, tables, library)))
    return found


def _one(
    record: FormRecord,
    result: SentResult,
    answers: Answers,
    tables: dict[str, LoadedTable],
    library: Library,
) -> Outcome:
    place, day = place_of(result.data), reference_date_of(result.data)
    if place is None or day is None:
        return "too_old"
    pack = _pack(record, result, tables, library)
    if not isinstance(pack, Pack):
        return pack
    try:
        again = stored(score(pack, answers, place, day))
    except ScoringError:
        return "not_scored"
    return "agrees" if agrees(result.data, again) else "differs"


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
    digest = str(result.data.get("table_digest"))
    if digest == pack.table.digest:
        return pack
    table = tables.get(digest)
    return "no_table" if table is None else under_table(pack, table.text, signed=True)
