"""Every result that ever counted, computed again from its own answers, pack and table, and compared.

So is what stands around it: that answers are those of their log, that a table had its two signatures when it
was used, that what is shown is the last result, that no result is gone or has lost a part.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.cases.case import SURVEYED, Case, State
from bot.cases.form_record import AnswerChange, FormId, FormRecord, SentResult, results_of
from bot.cases.points_table import LoadedTable
from bot.cases.replay import stages
from bot.cases.ways import BY_POINTS
from bot.errors import PackError
from bot.ports import CaseFilter, Store
from bot.scoring.answers import Answers
from bot.scoring.income import income
from bot.scoring.income_stored import INCOME_PARTS, stored_income
from bot.scoring.own_table import under_table
from bot.scoring.pack import Pack
from bot.scoring.pack_copy import Library
from bot.scoring.score import Place, ScoringError, score
from bot.scoring.stored import RESULT_PARTS, agrees, place_of, reference_date_of, stored

SCORED: tuple[State, ...] = ("received", "listed", "not_listed", *SURVEYED)
"""States in which a file may have a result of Phiếu B or of the income form."""
Outcome = Literal[
    "agrees",
    "differs",
    "too_old",
    "no_table",
    "no_pack",
    "not_signed",
    "not_scored",
    "log_differs",
    "sent_differs",
    "missing",
]
"""too_old: kept by a version that did not yet say place and date. no_table, no_pack: what it was computed
with is not in the store. not_signed: the table did not count yet. not_scored: the answers cannot be scored.
log_differs: the answers are not those of their log. sent_differs: what is shown is not the last result.
missing: a surveyed file without a result, or a form that is gone."""

AGAIN: dict[FormId, Callable[[Pack, Answers, Place, date], dict[str, object]]] = {
    "phieu_b": lambda pack, answers, place, day: stored(score(pack, answers, place, day)),
    "income": lambda pack, answers, place, day: stored_income(income(pack, answers, place, day)),
}
"""Form → how its result is computed."""
KEPT: dict[FormId, frozenset[str]] = {"phieu_b": RESULT_PARTS, "income": INCOME_PARTS}
"""Form → what a kept result must say for the whole of it to be compared."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One result of one file; number: which of its results, from 1 (0: the file's answers as such)."""

    code: str
    number: int
    outcome: Outcome


async def verify(store: Store) -> AsyncIterator[Verified]:
    """Each result of each file of the whole store, in the order of the files."""
    tables = await store.points_tables()
    library = Library(await store.pack_copies())
    for case in await store.cases(CaseFilter(states=SCORED)):
        if _lacks_survey(case):
            yield Verified(case.code, 0, "missing")
        for form_id in filter(None, (case.survey, case.income)):
            record = await store.form(form_id)
            log = await store.answer_log(form_id)
            for one in _form(case, record, log, tables, library):
                yield one


def _is_past_survey(case: Case) -> bool:
    """Whether nothing but a result of Phiếu B leads to where the case is; a refusal may rest on Phiếu A."""
    return case.procedure in BY_POINTS and case.state in SURVEYED and case.state != "refused"


def _lacks_survey(case: Case) -> bool:
    return _is_past_survey(case) and case.survey is None


def _form(
    case: Case,
    record: FormRecord | None,
    log: tuple[AnswerChange, ...],
    tables: tuple[LoadedTable, ...],
    library: Library,
) -> Iterator[Verified]:
    if record is None:
        yield Verified(case.code, 0, "missing")
        return
    results, ever = results_of(record), tuple(stages(log))
    if ever[-1] != record.answers:
        yield Verified(case.code, 0, "log_differs")
    if not results and record.form == "phieu_b" and _is_past_survey(case):
        yield Verified(case.code, 0, "missing")
    if results and record.sent != results[-1].data:
        yield Verified(case.code, 0, "sent_differs")
    for number, result in enumerate(results, 1):
        outcome = _one(record, result, tables, library)
        if outcome == "agrees" and result.answers not in ever:
            outcome = "log_differs"
        yield Verified(case.code, number, outcome)


def _one(
    record: FormRecord,
    result: SentResult,
    tables: tuple[LoadedTable, ...],
    library: Library,
) -> Outcome:
    again = AGAIN.get(record.form)
    place, day = _where(result), reference_date_of(result.data)
    if again is None or place is None or day is None:
        return "too_old"
    try:
        pack = _pack(record, result, tables, library)
        if not isinstance(pack, Pack):
            return pack
        found = again(pack, result.answers, place, day)
    except PackError:
        return "no_pack"
    except ScoringError:
        return "not_scored"
    return "agrees" if KEPT[record.form] <= result.data.keys() and agrees(result.data, found) else "differs"


def _where(result: SentResult) -> Place | None:
    """The place it was computed for; an income result names the type of the area alone."""
    area = result.data.get("area")
    if area == "rural" or area == "urban":
        return Place("rural" if area == "rural" else "urban")
    return place_of(result.data)


def _pack(
    record: FormRecord, result: SentResult, tables: tuple[LoadedTable, ...], library: Library
) -> Pack | Outcome:
    """The pack as it was, under the table as it was."""
    pack = library.pack(record.pack_id, str(result.data.get("digest")))
    if pack.digest != result.data.get("digest"):
        return "no_pack"
    digest = result.data.get("table_digest", pack.table.digest)
    if digest == pack.table.digest:
        return pack
    same = [one for one in tables if one.digest == digest]
    if not same:
        return "no_table"
    if not any(one.counts_from is not None and one.counts_from <= result.at.date() for one in same):
        return "not_signed"
    return under_table(pack, same[0].text, signed=True)
