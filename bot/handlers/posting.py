"""Results are hung out: which files of an area, since when, where, read out or not; then once more in full.

Paper first: a list that has hung for days is entered with the day it was hung out. Whoever posts is shown
the dates before anything is written; of what changed between the list and the posting nothing hangs.

Frame data: lot · out (ids left out) · page · day · more (places besides those of the law) · loud · marks.
"""

from datetime import date

from bot.cases.case import Case
from bot.cases.posting import Posting
from bot.cases.rights import may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, clean, read_recent_date
from bot.dialogue.turn import Turn
from bot.handlers import (
    files,
    posting_dates,
    posting_done,
    posting_lots,
    posting_result,
    posting_view,
    posting_words,
)
from bot.handlers.posting_lots import Lot

HANGING, DONE, LEAVE = ".hanging", ".done", ".leave"
ALL, TODAY, AS_IS = "all", "today", "as_is"
SHORTEST_PLACE = 3
LONGEST_PLACE = 200


def open_posting(turn: Turn) -> None:
    """From the menu of the round's work."""
    turn.push("posting", "start")


# ── which list ───────────────────────────────────────────────────────────────────────────────
def ask_start(turn: Turn) -> Prompt:
    found = posting_lots.lots(turn)
    choices = [Choice(one.id, _lot_label(turn, one)) for one in files.shown(turn, found)]
    choices += files.ways(turn, len(found))
    hung = posting_view.count(turn)
    if hung:
        choices.append(Choice(HANGING, turn.t("posting.hanging", count=hung)))
    return Prompt(turn.t("posting.which" if found else "posting.none"), tuple(choices), columns=1)


def _lot_label(turn: Turn, lot: Lot) -> str:
    """ "Khu 3 · 4 hộ", with what sets it apart from the round's usual list."""
    parts = [posting_words.area_name(turn, lot.area), turn.t("posting.households", count=len(lot.cases))]
    if lot.again:
        parts.append(turn.t("posting.again"))
    if lot.changed:
        parts.append(turn.t("posting.needs_meeting", count=len(lot.changed)))
    if lot.procedure != turn.place.round.procedure:
        parts.append(turn.word(posting_dates.procedure_of(turn, lot).title))
    return " · ".join(parts)


def take_start(turn: Turn, reply: Reply) -> None:
    if reply.choice == HANGING:
        posting_view.open_list(turn)
    elif not files.turned(turn, reply.choice):
        turn.goto("files", lot=reply.choice, out=(), page="", day="", more=(), loud="")


# ── which files ──────────────────────────────────────────────────────────────────────────────
def _lot(turn: Turn) -> Lot | None:
    """The lot chosen, as it is now; None where nothing of it waits any more (said so, back to the lists)."""
    lot = posting_lots.lot_of(turn, turn.datum("lot"))
    if lot is None:
        turn.say("posting.gone")
        turn.goto("start", lot="", page="")
    return lot


def _chosen(turn: Turn, lot: Lot) -> list[Case]:
    """Those of the lot that are not left out."""
    out = turn.data_list("out")
    return [case for case in lot.cases if case.id not in out]


def _case_line(turn: Turn, case: Case, key: str = "posting.line") -> str:
    shown = posting_result.now(turn, case)
    name = posting_words.class_name(turn, shown, turn.language) if shown else ""
    return turn.t(key, code=case.code, initials=case.initials, name=name)


def ask_files(turn: Turn) -> Prompt:
    """The files with their results; those that need another meeting first are named."""
    lot = _lot(turn)
    if lot is None:
        return Prompt("")
    chosen = _chosen(turn, lot)
    area = posting_words.area_name(turn, lot.area)
    rows = [turn.t("posting.files", area=area, count=len(lot.cases))] if lot.cases else []
    rows += [_case_line(turn, case) for case in chosen]
    left = [case.code for case in lot.cases if case not in chosen]
    if left:
        rows.append(turn.t("posting.left_out", codes=", ".join(left)))
    if lot.changed:
        rows.append(turn.t("posting.changed", codes=", ".join(one.code for one in lot.changed)))
    choices = [Choice(ALL, turn.t("posting.go_on", count=len(chosen)))] if chosen else []
    if len(lot.cases) > 1:
        choices.append(Choice(LEAVE, turn.t("posting.leave")))
    return Prompt("\n".join(rows), tuple(choices), columns=1)


def take_files(turn: Turn, reply: Reply) -> None:
    turn.goto("leave" if reply.choice == LEAVE else "day", page="")


def ask_leave(turn: Turn) -> Prompt:
    """A tick leaves a household out for now."""
    lot = _lot(turn)
    if lot is None:
        return Prompt("")
    out = turn.data_list("out")
    page = files.shown(turn, lot.cases)
    choices = [Choice(one.id, _case_line(turn, one, "posting.choice"), one.id in out) for one in page]
    ways = [Choice(one.id, one.label, typed="-") for one in files.ways(turn, len(lot.cases))]
    choices += [*ways, Choice(DONE, turn.t("walk.done"), typed="-")]
    return Prompt(turn.t("posting.leave.which"), tuple(choices), columns=1, many=True)


def take_leave(turn: Turn, reply: Reply) -> None:
    """A tap sets or takes away a tick; typed numbers are all of this page that are left out."""
    lot = _lot(turn)
    if lot is None or files.turned(turn, reply.choice):
        return
    out = turn.data_list("out")
    page = [one.id for one in files.shown(turn, lot.cases)]
    if reply.picks is not None:
        turn.keep(out=(*(one for one in out if one not in page), *reply.picks))
        if len(lot.cases) <= files.PAGE:
            turn.goto("files", page="")
    elif reply.choice in page:
        ticked = tuple(one for one in out if one != reply.choice)
        turn.keep(out=ticked if reply.choice in out else (*out, reply.choice))
        turn.redraw()
    else:
        turn.goto("files", page="")


# ── since which day ──────────────────────────────────────────────────────────────────────────
def ask_day(turn: Turn) -> Prompt:
    choices = (Choice(TODAY, turn.t("posting.today", day=f"{turn.today:%d/%m/%Y}")),)
    return Prompt(turn.t("posting.day"), choices, free=True)


def take_day(turn: Turn, reply: Reply) -> None:
    """Today, or the past day the paper was hung out; never before what it rests on."""
    lot = _lot(turn)
    if lot is None:
        return
    found = turn.today if reply.choice == TODAY else read_recent_date(reply.text, turn.today)
    day = found if isinstance(found, date | Problem) else found.value
    if isinstance(day, Problem):
        turn.refuse(turn.t(day.key, **dict(day.args)))
        return
    first = posting_dates.earliest(turn, lot)
    if first is not None and day < first:
        turn.refuse(turn.t("posting.too_early", first=f"{first:%d/%m/%Y}"))
        return
    turn.goto("places", day=day.isoformat(), more=())


# ── where, and whether it is read out ────────────────────────────────────────────────────────
def _places(turn: Turn, lot: Lot) -> tuple[str, ...]:
    """Those of the law, as the pack has them; and those added."""
    step = posting_dates.procedure_of(turn, lot).step("posting")
    return (*(one["vi"] for one in (step.places if step else ())), *turn.data_list("more"))


def ask_places(turn: Turn) -> Prompt:
    lot = _lot(turn)
    if lot is None:
        return Prompt("")
    rows = [turn.t("posting.places"), *(turn.t("posting.place", place=one) for one in _places(turn, lot))]
    rows.append(turn.t("posting.places.more"))
    return Prompt("\n".join(rows), (Choice(AS_IS, turn.t("posting.places.right")),), free=True)


def take_places(turn: Turn, reply: Reply) -> None:
    """Only added to: where the law wants the list to hang it hangs."""
    if reply.choice == AS_IS:
        turn.goto("loud")
        return
    place = clean(reply.text)[:LONGEST_PLACE]
    if sum(letter.isalpha() for letter in place) < SHORTEST_PLACE:
        turn.refuse(turn.t("posting.places.short"))
        return
    turn.keep(more=(*turn.data_list("more"), place))


def ask_loud(turn: Turn) -> Prompt:
    choices = (Choice("yes", turn.t("posting.loud.yes")), Choice("no", turn.t("posting.loud.no")))
    return Prompt(turn.t("posting.loud"), choices)


def take_loud(turn: Turn, reply: Reply) -> None:
    turn.goto("sure", loud=reply.choice)


# ── once more in full, then it hangs ─────────────────────────────────────────────────────────
def _mark(turn: Turn, case: Case) -> str:
    """Stands for one file as the list shows it."""
    shown = posting_result.now(turn, case)
    return f"{case.id}:{case.version}:{posting_result.mark(shown) if shown else ''}"


def _day(turn: Turn) -> date:
    return date.fromisoformat(turn.datum("day"))


def ask_sure(turn: Turn) -> Prompt:
    lot = _lot(turn)
    if lot is None:
        return Prompt("")
    chosen, day = _chosen(turn, lot), _day(turn)
    if not chosen:
        turn.goto("files")
        return Prompt("")
    turn.keep(marks=tuple(_mark(turn, case) for case in chosen))
    end = f"{posting_dates.ends(turn, lot, day):%d/%m/%Y}"
    rows = [
        turn.t("posting.sure", area=posting_words.area_name(turn, lot.area), count=len(chosen)),
        *(_case_line(turn, case) for case in chosen),
        turn.t("posting.sure.where", places="; ".join(_places(turn, lot))),
        turn.t(f"posting.sure.loud.{turn.datum('loud')}"),
        turn.t("posting.sure.dates", begins=f"{day:%d/%m/%Y}", until=end),
        *posting_dates.warnings(turn, lot, day),
    ]
    choices = (Choice("yes", turn.t("posting.yes")), Choice("again", turn.t("posting.change")))
    return Prompt("\n".join(rows), choices, columns=1)


def take_sure(turn: Turn, reply: Reply) -> None:
    if reply.choice != "yes":
        turn.goto("files")
        return
    marks = turn.data_list("marks")
    lot = posting_lots.lot_of(turn, turn.datum("lot"))
    as_now = {_mark(turn, case): case for case in (lot.cases if lot else ())}
    same = [as_now[one] for one in marks if one in as_now and may(turn.staff, "post", as_now[one].area)]
    gone = [one.partition(":")[0] for one in marks if one not in as_now]
    made = _hang(turn, lot, same) if lot is not None and same else None
    turn.pop()
    posting_done.say_left(turn, "posting.left", gone)
    if made is not None:
        posting_done.tell(turn, made)
        posting_view.open_one(turn, made)


def _hang(turn: Turn, lot: Lot, cases: list[Case]) -> Posting | None:
    by, name = turn.actor
    posting = Posting(
        turn.new_id("p"), lot.round_id, lot.area, _day(turn), _places(turn, lot), turn.datum("loud") == "yes",
        (), by, name, turn.now, lot.again,
    )  # fmt: skip
    return posting_done.hang(turn, posting, cases)


def _to_start(turn: Turn) -> None:
    turn.goto("start", lot="", page="")


POSTING = Conversation(
    {
        "start": Step(ask_start, take_start),
        "files": Step(ask_files, take_files, _to_start),
        "leave": Step(ask_leave, take_leave, lambda turn: turn.goto("files", page="")),
        "day": Step(ask_day, take_day, lambda turn: turn.goto("files")),
        "places": Step(ask_places, take_places, lambda turn: turn.goto("day")),
        "loud": Step(ask_loud, take_loud, lambda turn: turn.goto("places")),
        "sure": Step(ask_sure, take_sure, lambda turn: turn.goto("loud")),
    },
    ("enumerator", "officer"),
)
