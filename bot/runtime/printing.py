"""Papers for the command line: which there are, and many of them at once into a folder, each on record.

A round of papers takes minutes, so one wish begins the work and others ask how far it is. What one person may
have is found as in chat, a few households at a time, so that memory stays flat.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import TypeVar, get_args
from weakref import WeakKeyDictionary

from bot.cases.commune import Staff
from bot.cases.papers import Order, Shape, file_name
from bot.dialogue.event import Event
from bot.dialogue.facts import CaseFilter
from bot.dialogue.message import DocumentRef
from bot.dialogue.query import Query
from bot.dialogue.reading.result import problem
from bot.dialogue.turn import Turn
from bot.errors import PaperError, PaperRefusal, RasoatError, StoreError
from bot.handlers import printing_offers
from bot.handlers.printing_order import detail
from bot.handlers.printing_things import Kind, listed
from bot.runtime.application import Application
from bot.runtime.aside import commit, decide
from bot.runtime.changing import refuse
from bot.runtime.faults import kind_and_place
from bot.runtime.press import presses

log = logging.getLogger(__name__)

CASE = "case"
CHUNK = 50
"""Households looked at together."""
AT_ONCE = 3
"""Papers being made at the same time: as many as are set, and one whose data is being read."""
MOST_LINES = 200
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
Wish = Mapping[str, str]
Answer = dict[str, str]
Offer = printing_offers.Offer
Thing = tuple[str, str]
"""What papers are of (printing_offers.Of), and its id."""
T = TypeVar("T")
MOST_TRIES = 20


@dataclass(slots=True)
class Job:
    """Papers being made. done, total: things looked at (households, meetings …); made: files written.

    lines: what was refused, and why. answer: once it is over.
    """

    staff: Staff
    folder: Path
    only: tuple[str, ...]
    shape: str
    code: str
    on: date
    done: int = 0
    total: int = 0
    made: int = 0
    lines: list[str] = field(default_factory=list)
    answer: Answer | None = None
    task: asyncio.Task[None] | None = field(default=None, repr=False)


_JOBS: WeakKeyDictionary[Application, Job] = WeakKeyDictionary()
"""One at a time for each bot."""


async def begin(app: Application, wish: Wish) -> Answer:
    """staff, folder; only (papers, with commas), shape, code (one household). Begins the work."""
    running = _JOBS.get(app)
    if running is not None and running.answer is None:
        raise refuse(app, problem("cli.papers.busy"))
    staff = app.inbox.place.staff_by_id(wish.get("staff", ""))
    if staff is None or not staff.active:
        raise refuse(app, problem("cli.papers.who", staff=wish.get("staff", "")))
    only = tuple(one for one in wish.get("only", "").split(",") if one)
    on = app.clock.now().date()
    job = Job(staff, Path(wish["folder"]), only, wish.get("shape", "pdf"), wish.get("code", ""), on)
    _JOBS[app] = job
    job.task = asyncio.create_task(_to_its_end(app, job))
    return {"total": "0"}


async def progress(app: Application, _wish: Wish) -> Answer:
    """done, total, made; and once it is over what came of it, told once: status, made, lines."""
    job = _JOBS.get(app)
    if job is None:
        return {"error": "no papers are being made"}
    if job.answer is None:
        return {"done": str(job.done), "total": str(job.total), "made": str(job.made)}
    del _JOBS[app]
    return job.answer


async def _to_its_end(app: Application, job: Job) -> None:
    try:
        await _make_all(app, job)
        status = "refused" if job.lines else "made"
        lines = job.lines[:MOST_LINES]
        job.answer = {"status": status, "made": str(job.made), "lines": "\n".join(lines)}
    except (RasoatError, OSError) as fault:
        job.answer = {"error": str(fault)}
    except Exception as fault:  # told by kind and place, never with what a paper says
        place = kind_and_place(fault)
        log.error("papers could not be made: %s", place)
        job.answer = {"error": app.translate("vi", "cli.papers.fault", {"place": place})}


async def _make_all(app: Application, job: Job) -> None:
    job.folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    room = asyncio.Semaphore(AT_ONCE)

    async def one(offer: Offer) -> None:
        async with room:
            await _write(app, job, offer)

    with presses(many=not job.code):
        async for offers in _offers(app, job):
            async with asyncio.TaskGroup() as together:
                for offer in offers:
                    together.create_task(one(offer))


# ── which there are ──────────────────────────────────────────────────────────────────────────
async def _offers(app: Application, job: Job) -> AsyncIterator[list[Offer]]:
    """What is to be made, some at a time; each is in the audit trail before it is made."""
    things = [] if job.code else await _asked(app, job, _things)
    cases = [(CASE, one) for one in await _cases(app, job)]
    job.total = len(things) + len(cases)
    every = [*things, *cases]
    for at in range(0, len(every), CHUNK):
        some = every[at : at + CHUNK]
        yield await _asked(app, job, partial(_issued, job=job, things=some))
        job.done += len(some)


async def _cases(app: Application, job: Job) -> list[str]:
    """Ids of the running round's files, or of the one whose code was said, by code."""
    if job.code:
        one = await app.store.case_by_code(job.code)
        if one is None:
            raise refuse(app, problem("case.no_such_code", code=job.code))
        return [one.id]
    found = await app.store.cases(CaseFilter(app.inbox.place.round.id))
    return [one.id for one in sorted(found, key=lambda one: one.code)]


def _things(turn: Turn) -> list[Thing]:
    """Areas, meetings, postings, dossiers, rounds of which this person has something to print."""
    return [(kind, name) for kind in get_args(Kind) for name, _ in listed(turn, kind)]


def _issued(turn: Turn, job: Job, things: Sequence[Thing]) -> list[Offer]:
    """The papers of these things that are wanted, each written down as issued."""
    ids = [name for of, name in things if of == CASE]
    turn.facts.ahead(Query("case", (one,)) for one in ids)
    cases = [case for one in ids if (case := turn.facts.case(one)) is not None]
    forms = [f for c in cases for f in (c.request, c.screening, c.survey, c.income) if f]
    turn.facts.ahead(Query("form", (one,)) for one in forms)
    found = [one for of, name in things for one in printing_offers.offers(turn, of, name)]
    wanted = [one for one in found if not job.only or one.paper.id in job.only]
    for one in wanted:
        turn.audit("paper_issued", one.case.id if one.case else one.subject, detail(one, _shape(job, one)))
    return wanted


async def _asked(app: Application, job: Job, what: Callable[[Turn], list[T]]) -> list[T]:
    """Decided as this person's turn, and written down."""
    event = Event(f"papers:{token_hex(12)}", f"papers:{job.staff.id}", app.clock.now(), "other")
    for _ in range(MOST_TRIES):
        session = await app.store.session(event.chat)
        turn, found = await decide(app, job.staff, session, event, what)
        if await commit(app, turn, session) == "committed":
            return found
    raise StoreError("lost too many races", where="papers", remedy="run it again")


# ── one of them ──────────────────────────────────────────────────────────────────────────────
def _shape(job: Job, one: Offer) -> Shape:
    """The one wished for, where there is such a thing of this paper; else its first."""
    return next((shape for shape in one.paper.shapes if shape == job.shape), one.paper.shapes[0])


async def _write(app: Application, job: Job, one: Offer) -> None:
    """The file in the folder, for its owner's eyes only; a refusal in words among the lines."""
    shape = _shape(job, one)
    name = file_name(one.paper.id, one.slug, shape)
    order = Order(one.paper, shape, one.subject, job.staff.id, job.on.isoformat())
    try:
        made = await app.papers.make(DocumentRef(one.paper.id, one.form, name, order.argument))
    except PaperError as refused:
        job.lines.append(f"{name}: {refused.words if isinstance(refused, PaperRefusal) else refused.what}")
        return
    except Exception as fault:  # of ours: it leaves out this paper and no other, told by kind and place
        place = kind_and_place(fault)
        log.error("a paper could not be made: %s %s", one.paper.id, place)
        job.lines.append(f"{name}: {app.translate('vi', 'cli.papers.fault', {'place': place})}")
        return
    if made is not None:
        await asyncio.to_thread(_keep, job.folder / name, made)
        job.made += 1


def _keep(path: Path, content: bytes) -> None:
    """Whole or not there, readable by its owner only."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=PRIVATE_FILE)
    fresh.write_bytes(content)
    fresh.replace(path)
