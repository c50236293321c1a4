"""What happens by the clock alone: letters that fell due are looked for again. Rebuilt at every start."""

from collections.abc import Iterator
from contextlib import contextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.runtime.application import Application

TICK_SECONDS = 30


async def _tables(app: Application) -> None:
    """A points table whose day has come."""
    app.look_at_tables()


@contextmanager
def sweeping(app: Application) -> Iterator[None]:
    """Runs the sweeps while the bot runs.

    Jobs live in memory only: what is due stands in the store, so nothing is lost with the process.
    A late tick is made up for once, however late (by default a job two seconds late is dropped).
    """
    scheduler = AsyncIOScheduler(
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    scheduler.add_job(app.outbox.wake, "interval", seconds=TICK_SECONDS)
    scheduler.add_job(_tables, "interval", [app], seconds=TICK_SECONDS)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
