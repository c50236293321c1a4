"""What happens by the clock alone: letters that fell due are looked for again. Rebuilt at every start."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.runtime.application import Application
from bot.runtime.staffing import give_back_work

TICK_SECONDS = 30
REMIND_SECONDS = 60
NOTES_SECONDS = 600
WATCH_SECONDS = 300
PICTURES_SECONDS = 3_600
"""An erasure takes its pictures away at once; this is for what a turn left behind that came to nothing."""


async def _notes(app: Application) -> None:
    """Notes past their time: links of papers, counters."""
    await app.store.drop_expired_notes(app.clock.now())


async def _tables(app: Application) -> None:
    """A points table whose day has come."""
    app.look_at_tables()


@contextmanager
def sweeping(app: Application, watches: Sequence[Callable[[], Awaitable[None]]] = ()) -> Iterator[None]:
    """Runs the sweeps while the bot runs. watches: what channels have to look after now and then.

    Jobs live in memory only: what is due stands in the store, so nothing is lost with the process.
    A late tick is made up for once, however late (by default a job two seconds late is dropped).
    """
    scheduler = AsyncIOScheduler(
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    scheduler.add_job(app.outbox.wake, "interval", seconds=TICK_SECONDS)
    scheduler.add_job(app.look_at_day, "interval", seconds=TICK_SECONDS)
    scheduler.add_job(_tables, "interval", [app], seconds=TICK_SECONDS)
    scheduler.add_job(app.remind, "interval", seconds=REMIND_SECONDS)
    scheduler.add_job(give_back_work, "interval", [app], seconds=REMIND_SECONDS)
    scheduler.add_job(app.keeper.sweep, "interval", seconds=PICTURES_SECONDS)
    scheduler.add_job(_notes, "interval", [app], seconds=NOTES_SECONDS)
    for watch in watches:
        scheduler.add_job(watch, "interval", seconds=WATCH_SECONDS)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
