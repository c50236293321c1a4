"""How far the survey is, as a line of an officer's morning message."""

from dataclasses import replace
from datetime import date

from bot.cases.commune import Staff
from bot.cases.progress import planned_percent, progress_of
from bot.cases.rights import may
from bot.dialogue.facts import CaseFilter, Place
from bot.dialogue.message import Letter
from bot.dialogue.words import Translate
from bot.ports import Store


async def with_progress(
    store: Store, place: Place, translate: Translate, staff: Staff, today: date, letter: Letter
) -> Letter:
    """The letter with that line at its end: for officers, on the days of the survey."""
    plan = place.round
    survey, planned = plan.phase("survey"), planned_percent(plan, today)
    areas = tuple(one.id for one in place.areas if may(staff, "see_progress", one.id))
    if (
        "officer" not in staff.roles
        or survey is None
        or not areas
        or not survey.starts <= today <= survey.ends
    ):
        return letter
    one = progress_of("", await store.cases(CaseFilter(plan.id, areas)))
    if not one.listed:
        return letter
    said = {"surveyed": one.reached("surveyed"), "listed": one.listed, "percent": one.percent}
    line = translate(staff.language, "progress.morning", {**said, "planned": planned})
    message = letter.message
    return replace(letter, message=replace(message, text=f"{message.text}\n{line}"))
