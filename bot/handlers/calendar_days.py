"""The commune's days off: those of the whole country in order, and days it swaps (off one, worked another).

Every legal date is counted by them, so whoever changes one says both days at once.
"""

from datetime import date, timedelta

from bot.cases.commune import Commune
from bot.cases.working_days import Swap, WorkingDays
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, Read
from bot.dialogue.reading.coming import read_coming_date
from bot.dialogue.reading.result import problem
from bot.dialogue.turn import Turn
from bot.handlers import limits

CONVERSATION = "days_off"
BEFORE = timedelta(days=60)
"""A swap may be noted late, and a day worked before the day off."""


def open_days(turn: Turn) -> None:
    turn.push(CONVERSATION)


def wrong_swap(days: WorkingDays, swap: Swap) -> Problem | None:
    """Why this cannot be: the day off is one already, or the day for it is worked anyhow."""
    if swap.off == swap.worked:
        return problem("days.wrong.same")
    if not days.counts(swap.off):
        return problem("days.wrong.off", day=f"{swap.off:%d/%m/%Y}")
    if days.counts(swap.worked):
        return problem("days.wrong.worked", day=f"{swap.worked:%d/%m/%Y}")
    return None


def with_swap(commune: Commune, swap: Swap) -> tuple[Swap, ...]:
    """The commune's swaps with this one, in order of the day off."""
    return tuple(sorted((*commune.swaps, swap), key=lambda one: (one.off, one.worked)))


def _days(turn: Turn) -> WorkingDays:
    return limits.calendar(turn, turn.place.round.id)


def weekday(turn: Turn, day: date) -> str:
    """ "thứ ba 24/11"."""
    return turn.t(f"days.weekday.{day.weekday()}", day=f"{day:%d/%m}")


# ── the list ─────────────────────────────────────────────────────────────────────────────────
def ask_start(turn: Turn) -> Prompt:
    year = int(turn.datum("year") or turn.today.year)
    rows = [turn.t("days.title", year=year)]
    for day, name in _days(turn).named(year, turn.language):
        rows.append(turn.t("days.line", day=weekday(turn, day), name=name or turn.t("days.swapped")))
    swaps = [one for one in turn.place.commune.swaps if year in (one.off.year, one.worked.year)]
    rows += [turn.t("days.worked", day=weekday(turn, one.worked), off=f"{one.off:%d/%m}") for one in swaps]
    choices = [Choice("add", turn.t("days.add"))]
    choices += [Choice(_id(one), turn.t("days.remove", **_said(one))) for one in swaps]
    other = turn.today.year + 1 if year == turn.today.year else turn.today.year
    choices.append(Choice("year", turn.t("days.year", year=other)))
    return Prompt("\n".join(rows), tuple(choices), columns=1)


def _id(swap: Swap) -> str:
    return f"x{swap.off:%Y%m%d}-{swap.worked:%Y%m%d}"


def _said(swap: Swap) -> dict[str, str]:
    return {"off": f"{swap.off:%d/%m/%Y}", "worked": f"{swap.worked:%d/%m/%Y}"}


def take_start(turn: Turn, reply: Reply) -> None:
    if reply.choice == "add":
        turn.goto("off", off="")
    elif reply.choice == "year":
        shown = int(turn.datum("year") or turn.today.year)
        turn.keep(year=str(turn.today.year + 1) if shown == turn.today.year else "")
    else:
        _remove(turn, reply.choice)


def _remove(turn: Turn, name: str) -> None:
    """One that somebody else has taken away meanwhile is said to be gone."""
    commune = turn.place.commune
    gone = next((one for one in commune.swaps if _id(one) == name), None)
    if gone is None:
        turn.say("days.gone")
        return
    turn.change(commune, swaps=tuple(one for one in commune.swaps if one != gone))
    turn.audit("swap_removed", commune.id, f"{gone.off.isoformat()} {gone.worked.isoformat()}")
    turn.say("days.removed", **_said(gone))


# ── one more swap ────────────────────────────────────────────────────────────────────────────
def _read(text: str, today: date, near: date) -> Read[date] | Problem:
    """A day from BEFORE that one to a year after it; "mai" is tomorrow all the same."""
    found = read_coming_date(text, near - BEFORE if any(one.isdigit() for one in text) else today)
    return found if isinstance(found, Read) else problem("days.wrong.unread")


def ask_off(turn: Turn) -> Prompt:
    return Prompt(turn.t("days.ask.off"), free=True, digits=True)


def take_off(turn: Turn, reply: Reply) -> None:
    found = _read(reply.text, turn.today, turn.today)
    if isinstance(found, Read) and not _days(turn).counts(found.value):
        found = problem("days.wrong.off", day=f"{found.value:%d/%m/%Y}")
    if isinstance(found, Problem):
        turn.refuse(turn.t(found.key, **dict(found.args)))
    else:
        turn.goto("worked", off=found.value.isoformat())


def ask_worked(turn: Turn) -> Prompt:
    day = date.fromisoformat(turn.datum("off"))
    return Prompt(turn.t("days.ask.worked", off=weekday(turn, day)), free=True, digits=True)


def take_worked(turn: Turn, reply: Reply) -> None:
    commune = turn.place.commune
    off = date.fromisoformat(turn.datum("off"))
    found = _read(reply.text, turn.today, off)
    swap = Swap(off, found.value) if isinstance(found, Read) else None
    wrong = wrong_swap(_days(turn), swap) if swap is not None else found
    if swap is None or isinstance(wrong, Problem):
        assert isinstance(wrong, Problem)
        turn.refuse(turn.t(wrong.key, **dict(wrong.args)))
        return
    turn.change(commune, swaps=with_swap(commune, swap))
    turn.audit("swap_added", commune.id, f"{swap.off.isoformat()} {swap.worked.isoformat()}")
    turn.say("days.added", **_said(swap))
    turn.goto("start", off="")


def _back(turn: Turn) -> None:
    turn.goto("start", off="")


DAYS_OFF = Conversation(
    {
        "start": Step(ask_start, take_start),
        "off": Step(ask_off, take_off, _back),
        "worked": Step(ask_worked, take_worked, _back),
    },
    ("officer", "administrator"),
    "set_days",
)
