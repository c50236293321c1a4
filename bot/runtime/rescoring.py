"""A points table comes into force: every survey that is finished and not yet posted is scored again.

First one commit of its own: the writer takes turns in order, so what was decided before the table counted
is on disk before the files are listed. Then one commit a file; its event id names table and file, so that a
run that was cut short goes on where it stopped and a run taken twice changes nothing. What is posted or
recognised is never touched.
"""

import logging
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.cases.case import Case, State
from bot.cases.form_record import FormRecord, SentResult, results_of
from bot.cases.points_table import LoadedTable, Rescored, in_force
from bot.dialogue.facts import Place as Commune
from bot.dialogue.message import Letter
from bot.dialogue.words import Translate
from bot.errors import StoreError
from bot.handlers.rescored import letters_about, rescored
from bot.ports import Audit, CaseFilter, Clock, Entity, Store, TurnRecord, Verdict
from bot.runtime.faults import kind_and_place
from bot.scoring.own_table import under_table
from bot.scoring.pack_copy import Library
from bot.scoring.score import Place, score
from bot.scoring.stored import place_of, reference_date_of, stored

log = logging.getLogger(__name__)

CHAT = "system:rescoring"
"""The session under which these commits are made: nobody's."""
OPEN_STATES: tuple[State, ...] = ("surveyed", "returned", "approved", "voted_down", "to_post")
"""Finished and not yet posted."""
MOST_TRIES = 20


@dataclass(frozen=True, slots=True)
class Job:
    """What one run works with."""

    store: Store
    place: Commune
    library: Library
    clock: Clock
    translate: Translate


def due(place: Commune, now: datetime) -> tuple[LoadedTable, ...]:
    """Tables that count today and under which the files have not all been scored again yet."""
    packs = dict.fromkeys(one.pack_id for one in place.tables)
    found = (in_force(place.tables, pack_id, now.date()) for pack_id in packs)
    return tuple(one for one in found if one is not None and one.rescored_at is None)


async def rescore(job: Job, table: LoadedTable) -> None:
    """Score every open file again, then tell the officers once and note the table as done."""
    begun = Audit(job.clock.now(), CHAT, "points_table_rescoring", table.id, table.digest)
    await _commit(job, f"rescoring:{table.id}", (), (begun,))
    found = [await _file(job, table, case) for case in await job.store.cases(CaseFilter(states=OPEN_STATES))]
    await _close(job, table, tuple(one for one in found if one is not None))


async def _file(job: Job, table: LoadedTable, case: Case) -> Rescored | None:
    """One file scored again; None where it is not of this table or no longer open."""
    for _ in range(MOST_TRIES):
        now = await job.store.case(case.id)
        record = await job.store.form(now.survey) if now is not None and now.survey else None
        if now is None or now.state not in OPEN_STATES or record is None or record.pack_id != table.pack_id:
            return None
        results = results_of(record)
        if not results:
            return None
        if results[-1].table == table.id:  # an earlier run came so far
            return rescored(now, results)
        try:
            again = _again(job, table, now, record)
        except Exception as fault:  # a file that cannot be scored never holds up the others
            log.warning("file %s not scored again: %s", now.code, kind_and_place(fault))
            return Rescored(now.id, now.code, now.area, failed=True)
        if again is None:
            return None
        if await _keep(job, table, now, again) != "stale":
            return rescored(now, again.results)
    raise RuntimeError("a file that changes at every try")


def _again(job: Job, table: LoadedTable, case: Case, record: FormRecord) -> FormRecord | None:
    """The record with one more result; None where the last one was computed under this very table.

    A survey that is being amended is scored as it was sent.
    """
    results = results_of(record)
    last = results[-1]
    if last.data.get("table_digest") == table.digest:
        return None
    pack = job.library.pack(record.pack_id, record.pack_digest)
    own, (place, day) = under_table(pack, table.text, signed=True), _where_and_when(job, case, record)
    data = stored(score(own, last.answers, place, day))
    entry = SentResult(job.clock.now(), last.answers, data, table.id)
    return replace(
        record,
        version=record.version + 1,
        results=(*results, entry),
        sent=data,
        result=data if record.result == record.sent else record.result,
    )


def _where_and_when(job: Job, case: Case, record: FormRecord) -> tuple[Place, date]:
    """What the last result was computed for; of an earlier version's result area and round as they are."""
    data, area = results_of(record)[-1].data, job.place.area(case.area)
    of_area = Place(area.type if area else None, area.region if area else None)
    day = reference_date_of(data) or job.place.round_of(record.round_id).reference_date
    return place_of(data) or of_area, day


async def _keep(job: Job, table: LoadedTable, case: Case, record: FormRecord) -> Verdict:
    event = f"rescore:{table.id}:{record.id}"
    audit = Audit(job.clock.now(), CHAT, "survey_rescored", case.id, f"{table.id} {table.digest}")
    return await _commit(job, event, (record,), (audit,))


async def _close(job: Job, table: LoadedTable, found: tuple[Rescored, ...]) -> None:
    """Tell the officers and note the table as done, in one commit."""
    event = f"rescored:{table.id}"
    letters = letters_about(job.place, job.translate, job.library.pack(table.pack_id), table, found, event)
    now = job.clock.now()
    done = replace(table, rescored_at=now, rescored=found, version=table.version + 1)
    audit = Audit(now, CHAT, "points_table_in_force", table.id, f"{len(found)}")
    if await _commit(job, event, (done,), (audit,), letters) == "stale":
        raise StoreError("the table was changed meanwhile", where=table.id, remedy="it is taken up again")


async def _commit(
    job: Job,
    event: str,
    entities: tuple[Entity, ...],
    audits: tuple[Audit, ...],
    letters: tuple[Letter, ...] = (),
) -> Verdict:
    session = await job.store.session(CHAT)
    session = replace(session, version=session.version + 1)
    at = job.clock.now()
    return await job.store.commit(TurnRecord(event, at, session, entities, letters=letters, audits=audits))
