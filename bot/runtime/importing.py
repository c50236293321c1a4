"""Submissions of another survey tool, one turn each: written whole or not at all, and once only.

The event is named after the tool's id of the submission, so that an import cut short is simply run again.
The turns have a session of their own ("odk:nv-ba"): the enumerator's conversation is not touched.
"""

from dataclasses import replace

from bot.cases.commune import Staff
from bot.dialogue.event import Event
from bot.dialogue.facts import Place
from bot.errors import ConfigError, StoreError
from bot.handlers import import_summary
from bot.handlers.imported import Brought, Report
from bot.handlers.importing import IMPORTED, take_over
from bot.runtime.application import Application
from bot.runtime.aside import commit, decide

MOST_TRIES = 20


async def take_in(
    app: Application, staff_id: str, brought: Brought, *, check: bool = False, as_listed: bool = False
) -> Report:
    """What became of one submission, for this enumerator; `check` writes nothing.

    ConfigError where there is no such enumerator.
    """
    staff = enumerator(app.inbox.place, staff_id)
    event = Event(f"odk:{brought.instance}", f"odk:{staff.id}", app.clock.now(), "other")
    for _ in range(MOST_TRIES):
        known = await _known(app, brought)
        session = await app.store.session(event.chat)
        turn, report = await decide(
            app, staff, session, event, lambda turn: take_over(turn, brought, as_listed=as_listed)
        )
        if known:
            return Report("already", brought.code, notes=report.notes if report.status == "differs" else ())
        if report.status != "imported":
            return report
        if check:
            return replace(report, status="good")
        verdict = await commit(app, turn, session)
        if verdict == "duplicate":
            return await _taken(app, brought)
        if verdict == "committed":
            await _tell_if(app, staff, import_summary.MOST_WAITING)
            return report
    raise StoreError("lost too many races", where=brought.code, remedy="run the import again")


async def tell_officers(app: Application, staff_id: str) -> None:
    """The summary of what was taken over and not told yet: at the end of an import."""
    await _tell_if(app, enumerator(app.inbox.place, staff_id), 1)


def enumerator(place: Place, staff_id: str) -> Staff:
    """The enumerator of this id. ConfigError where there is none who may work now."""
    staff = place.staff_by_id(staff_id)
    if staff is None or not staff.active or "enumerator" not in staff.roles:
        what = "no enumerator of this id who may work now"
        raise ConfigError(what, where=staff_id, remedy="see: rasoat staff")
    return staff


async def _known(app: Application, brought: Brought) -> bool:
    """Whether this very submission was taken over for this household before."""
    case = await app.store.case_by_code(brought.code) if brought.code else None
    audits = await app.store.audits(case.id) if case is not None else ()
    return any(one.action == IMPORTED and one.detail == brought.instance for one in audits)


async def _taken(app: Application, brought: Brought) -> Report:
    """This submission's event was taken: a moment ago by another run, or before and for another household."""
    if await _known(app, brought):
        return Report("already", brought.code)
    return Report("refused", brought.code, (app.translate("vi", "import.elsewhere", {}),))


async def _tell_if(app: Application, staff: Staff, at_least: int) -> None:
    """One letter an officer, where so many households wait to be told."""
    chat = f"odk:{staff.id}"
    for _ in range(MOST_TRIES):
        session = await app.store.session(chat)
        if import_summary.waiting(session) < at_least:
            return
        event = Event(f"odk-told:{staff.id}:{session.version}", chat, app.clock.now(), "other")
        turn, _none = await decide(app, staff, session, event, lambda turn: import_summary.tell(turn, staff))
        if await commit(app, turn, session) != "stale":
            return
    raise StoreError("lost too many races", where=staff.id, remedy="run the import again")
