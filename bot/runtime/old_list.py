"""Last year's list from the command line: one turn for all of it, with word on the way of how far it is.

A long list takes longer than the door waits, so the wish begins the work and others ask how far it is.
"""

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from weakref import WeakKeyDictionary

from bot.cases.case import ANNUAL
from bot.cases.commune import Staff
from bot.cases.rights import may
from bot.dialogue.event import Event
from bot.dialogue.query import Query
from bot.dialogue.reading.result import problem
from bot.dialogue.turn import Turn
from bot.errors import RasoatError, StoreError
from bot.handlers import old_list_words
from bot.handlers.old_list_bring import Plan, bring, plan
from bot.handlers.old_list_columns import Columns, Table
from bot.handlers.old_list_find import NEW
from bot.handlers.old_list_pack import columns_from, unpacked
from bot.ports import Store
from bot.runtime.application import Application
from bot.runtime.aside import commit, decide
from bot.runtime.changing import refuse
from bot.runtime.faults import kind_and_place
from bot.runtime.loading import load

log = logging.getLogger(__name__)

MOST_TRIES = 20
AT_ONCE = 50
"""Households looked for between two words about how far it is."""
MOST_LINES = 300
Wish = Mapping[str, str]
Answer = dict[str, str]


@dataclass(slots=True)
class Job:
    """A list being brought in. done, total: households looked for; answer: once it is over."""

    done: int = 0
    total: int = 0
    answer: Answer | None = None
    task: asyncio.Task[None] | None = field(default=None, repr=False)


_JOBS: WeakKeyDictionary[Application, Job] = WeakKeyDictionary()
"""One list at a time for each bot."""


async def begin(app: Application, wish: Wish) -> Answer:
    """staff, tables, columns (old_list_pack); check, leave: "1"; alike: "same" or "new". Begins the work."""
    running = _JOBS.get(app)
    if running is not None and running.answer is None:
        raise refuse(app, problem("cli.list.busy"))
    staff = _officer(app, wish.get("staff", ""))
    try:
        tables, columns = unpacked(wish.get("tables", "")), columns_from(wish.get("columns", ""))
    except ValueError:
        return {"error": "no list"}
    job = Job(total=sum(len(one.rows) for one in tables))
    _JOBS[app] = job
    job.task = asyncio.create_task(_to_its_end(app, job, staff, tables, columns, wish))
    return {"total": str(job.total)}


async def progress(app: Application, _wish: Wish) -> Answer:
    """done, total; and once it is over what came of it, told once: status, lines."""
    job = _JOBS.get(app)
    if job is None:
        return {"error": "no list is being brought in"}
    if job.answer is None:
        return {"done": str(job.done), "total": str(job.total)}
    del _JOBS[app]
    return job.answer


def _officer(app: Application, staff_id: str) -> Staff:
    staff = app.inbox.place.staff_by_id(staff_id)
    if staff is None or not may(staff, "import_list"):
        raise refuse(app, problem("cli.list.who", staff=staff_id))
    if app.inbox.place.round.procedure != ANNUAL:
        raise refuse(app, problem("old_list.not_annual"))
    return staff


async def _to_its_end(
    app: Application,
    job: Job,
    staff: Staff,
    tables: tuple[Table, ...],
    columns: tuple[Columns, ...],
    wish: Wish,
) -> None:
    try:
        job.answer = await _bring(app, job, staff, tables, columns, wish)
    except RasoatError as fault:
        job.answer = {"error": str(fault)}
    except Exception as fault:  # told by kind and place, never with what the list says
        place = kind_and_place(fault)
        log.error("a list could not be brought in: %s", place)
        job.answer = {"error": app.translate("vi", "import.our_fault", {"place": place})}


async def _bring(
    app: Application,
    job: Job,
    staff: Staff,
    tables: tuple[Table, ...],
    columns: tuple[Columns, ...],
    wish: Wish,
) -> Answer:
    """Decided on what is true now, and written as one commit; after a lost race decided again."""
    event = Event(f"list:{token_hex(12)}", f"list:{staff.id}", app.clock.now(), "other")

    async def counted(store: Store, query: Query) -> object:
        return await _load(store, query, job)

    for _ in range(MOST_TRIES):
        session = await app.store.session(event.chat)
        turn, answer = await decide(
            app, staff, session, event, lambda turn: _decided(turn, tables, columns, wish), counted
        )
        if answer["status"] != "brought":
            return answer
        if await commit(app, turn, session) == "committed":
            return answer
    raise StoreError("lost too many races", where="list", remedy="run the import again")


async def _load(store: Store, query: Query, job: Job) -> object:
    """As `load`; what is looked for household by household is counted on the way."""
    if query.kind != "cases_by_claims":
        return await load(store, query)
    kind, round_id, *values = query.args
    found: dict[str, object] = {}
    job.done, job.total = 0, len(values)
    for at in range(0, len(values), AT_ONCE):
        some = values[at : at + AT_ONCE]
        held = await load(store, Query("cases_by_claims", (kind, round_id, *some)))
        found |= held if isinstance(held, dict) else {}
        job.done = at + len(some)
    return found


def _decided(
    turn: Turn, tables: tuple[Table, ...], columns: tuple[Columns, ...], wish: Wish
) -> dict[str, str]:
    """What is to be said; where it may be brought in, the turn holds all of it."""
    found = _answered(turn, tables, columns, wish.get("alike", ""))
    lines = [old_list_words.bad_line(turn, one) for one in found.bad]
    asked = [old_list_words.same_question(turn, one, 1) for one in found.of("ask")]
    counts = old_list_words.counted(turn, found)
    if "check" in wish:
        status = "wrong" if found.bad or asked else "checked"
        return _said(status, [*lines, *asked, old_list_words.understood(turn, tables, columns, found)])
    if found.bad and "leave" not in wish:
        return _said("wrong", [*lines, counts, turn.t("cli.list.none_written")])
    if asked:
        return _said("wrong", [*asked, counts, turn.t("cli.list.say_alike")])
    if not found.of("new", "linked"):
        return _said("same", [turn.t("old_list.nothing_new", count=len(found.found))])
    bring(turn, found)
    return _said("brought", [*lines, old_list_words.done(turn, found)])


def _answered(turn: Turn, tables: tuple[Table, ...], columns: tuple[Columns, ...], alike: str) -> Plan:
    """alike: said of all households that may be one that has a file; where there are two, still asked."""
    found = plan(turn, tables, columns, {})
    if alike not in ("same", "new"):
        return found
    answers = {
        one.row.key: NEW if alike == "new" else one.alike[0].id
        for one in found.of("ask")
        if alike == "new" or len(one.alike) == 1
    }
    return plan(turn, tables, columns, answers)


def _said(status: str, lines: list[str]) -> dict[str, str]:
    shown = lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 2], "…", *lines[-2:]]
    return {"status": status, "lines": json.dumps(shown, ensure_ascii=False)}
