"""`rasoat import odk FILE --as STAFF [--check]`: surveys made with ODK or Kobo come in.

Through the running bot where one runs, else straight to the store. Phiếu A goes in before Phiếu B, whatever
their order in the file. What is wrong is listed and left out; the rest goes in, one turn each.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TextIO

from bot.commands.opening import BusyError, application, door_of, existing_store, shelf_of
from bot.config import Settings
from bot.errors import ConfigError
from bot.exchange.odk import read_file
from bot.exchange.odk_fields import Found, Unread
from bot.handlers.imported import Brought, Report, Status, packed, report_from
from bot.runtime.clock import SystemClock
from bot.runtime.control import ask, do
from locales import translate

OK, SOME_LEFT_OUT = 0, 2
TRIES = 50
PAUSE = 0.1
"""Seconds between two tries: a bot that has just begun opens its door a moment after it locks the store."""
ORDER = ("phieu_a", "phieu_b", "")
SHOWN_FIRST: tuple[Status, ...] = ("refused", "differs")

Do = Callable[[dict[str, str]], Awaitable[dict[str, str]]]
"""Carries out a wish at the store or through the running bot's door."""


@dataclass(slots=True)
class Outcome:
    """All that was found, with what became of it, in the order of the import. stopped: why it was not taken
    to its end, or ""."""

    lines: list[tuple[Brought, Report]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    stopped: str = ""

    def count(self, *statuses: Status) -> int:
        return sum(report.status in statuses for _, report in self.lines)

    @property
    def left_out(self) -> int:
        return len(self.unread) + self.count("refused", "differs")


def run(settings: Settings, file: Path, staff_id: str, *, check: bool, out: TextIO = sys.stdout) -> int:
    """0 where every submission went in (or had before), 2 where some were left out or it stopped on the way.

    ConfigError where the file cannot be opened or there is no such enumerator.
    """
    try:
        found = list(read_file(file))
    except OSError as fault:
        what = say("no_file", file=file.name)
        raise ConfigError(what, where=fault.strerror or "", remedy=say("name_a_file")) from None
    outcome = asyncio.run(_at_hand(settings, found, staff_id, check=check))
    for line in described(outcome, check=check):
        print(line, file=out)
    return SOME_LEFT_OUT if outcome.left_out or outcome.stopped else OK


async def _at_hand(settings: Settings, found: Iterable[Found], staff_id: str, *, check: bool) -> Outcome:
    async with doing(settings) as do_it:
        return await bring(do_it, found, staff_id, check=check)


@asynccontextmanager
async def doing(settings: Settings) -> AsyncIterator[Do]:
    """The store where nobody has it open, else the door of who has."""
    async with AsyncExitStack() as stack:
        for left in reversed(range(TRIES)):
            try:
                store = await stack.enter_async_context(existing_store(settings))
            except BusyError:
                if left and not door_of(settings).exists():
                    await asyncio.sleep(PAUSE)
                    continue
                yield partial(ask, door_of(settings))
                return
            clock = SystemClock()
            app = application(store, clock, settings.round_id, shelf=shelf_of(settings, clock))
            await app.open([])
            yield partial(do, app)
            return


async def bring(do_it: Do, found: Iterable[Found], staff_id: str, *, check: bool) -> Outcome:
    """Each submission in turn, then one word to the officers. ConfigError where nothing can be brought; what
    had gone in when it stopped is told all the same."""
    outcome = Outcome()
    brought = []
    for one in found:
        if isinstance(one, Unread):
            outcome.unread.append(one)
        else:
            brought.append(one)
    try:
        await _all(do_it, outcome, brought, staff_id, check=check)
        if not check:
            await _answer(do_it, {"do": "import_told", "staff": staff_id})
    except ConfigError as fault:
        if not outcome.lines:
            raise
        outcome.stopped = str(fault)
    return outcome


async def _all(do_it: Do, outcome: Outcome, brought: list[Brought], staff_id: str, *, check: bool) -> None:
    would_list: set[str] = set()
    for one in sorted(brought, key=lambda each: ORDER.index(each.form)):
        report = await _one(do_it, one, staff_id, check=check, as_listed=one.code in would_list)
        report = _as_second(outcome, one, report)
        outcome.lines.append((one, report))
        if report.moved == "listed":
            would_list.add(report.code)


async def _one(do_it: Do, brought: Brought, staff_id: str, *, check: bool, as_listed: bool) -> Report:
    wish = {"do": "import", "staff": staff_id, "submission": packed(brought)}
    if check:
        wish["check"] = "1"
        if as_listed:
            wish["as_listed"] = "1"
    return report_from((await _answer(do_it, wish))["report"])


async def _answer(do_it: Do, wish: dict[str, str]) -> dict[str, str]:
    answer = await do_it(wish)
    if "error" in answer:
        raise ConfigError(answer["error"])
    return answer


def _as_second(outcome: Outcome, brought: Brought, report: Report) -> Report:
    """A check writes nothing: a second submission of one household would look as good as the first."""
    if report.status != "good":
        return report
    before = next(
        (one for one, was in outcome.lines
         if was.status == "good" and (one.form, was.code) == (brought.form, report.code)),
        None,
    )  # fmt: skip
    if before is None:
        return report
    return Report("refused", report.code, (say("second", where=before.where),))


# ── what is said ─────────────────────────────────────────────────────────────────────────────
def say(key: str, **args: object) -> str:
    """The command's own words, in Vietnamese."""
    return translate("vi", f"cli.import.{key}", args)


def described(outcome: Outcome, *, check: bool) -> list[str]:
    """What was left out and why, what to look at, then the numbers."""
    lines = []
    for unread in outcome.unread:
        lines.append(_head("refused", unread.where, "", unread.instance))
        lines.append("    " + translate("vi", unread.problem.key, dict(unread.problem.args)))
    ordered = sorted(outcome.lines, key=lambda line: line[1].status not in SHOWN_FIRST)
    for brought, report in ordered:
        if report.wrong or report.notes or report.status in SHOWN_FIRST:
            lines.append(_head(report.status, brought.where, report.code, brought.instance))
            lines += [f"    {words}" for words in (*report.wrong, *report.notes)]
    stopped = [say("stopped", why=outcome.stopped)] if outcome.stopped else []
    return [_printable(line) for line in (*lines, *stopped, *_numbers(outcome, check=check))]


def _printable(line: str) -> str:
    """What stands in a file may be a command to a terminal, or turn a line around."""
    return "".join(letter if letter.isprintable() else "�" for letter in line)


def _head(status: Status, where: str, code: str, instance: str) -> str:
    return " · ".join(part for part in (say(f"status.{status}"), code, where, instance) if part)


def _numbers(outcome: Outcome, *, check: bool) -> list[str]:
    return [
        say(
            "checked" if check else "done",
            count=outcome.count("good" if check else "imported"),
            already=outcome.count("already", "same"),
            left_out=outcome.left_out,
        )
    ]
