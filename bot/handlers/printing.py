"""Papers in chat: which paper, of which thing, in which shape; then it comes as a letter.

From the menu or from where people stand (a file, a meeting, a posting, a dossier).
Frame data: menu ("1": came from the menu) · of (printing_offers.Of) · area (things of this one alone) ·
thing (its id) · offer (id of the paper chosen) · shape · page.
"""

import re
from typing import get_args

from bot.cases.case import Case
from bot.cases.meeting import Meeting
from bot.cases.papers import Shape
from bot.cases.rights import may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import ascii_digits, clean
from bot.dialogue.turn import Turn
from bot.handlers import files, printing_order
from bot.handlers import printing_things as things
from bot.handlers.printing_offers import Offer, label, of_complaints, of_forms, offers, title

CONVERSATION = "printing"
CHOICE = "print"
"""Where people stand: the choice that leads here."""
CASE = "case"
GROUPS = (CASE, *get_args(things.Kind), "reports")
EXAMPLE = 7
"""Of the number of a file's code."""
MOST_DIGITS = 5
"""Of that number: six digits are the code that opens a paper, typed here by mistake."""


# ── from where people stand ──────────────────────────────────────────────────────────────────
def open_printing(turn: Turn) -> None:
    """From the menu."""
    turn.push(CONVERSATION, menu="1")


def choices(turn: Turn, case: Case) -> tuple[Choice, ...]:
    """For a view of a file, where there is anything of it to print; always the last."""
    there = of_forms(turn, case) or of_complaints(turn, case)
    return (Choice(CHOICE, turn.t("printing.open")),) if there else ()


def chosen(turn: Turn, case: Case, choice: str) -> bool:
    """Whether this was the choice; then the file's papers are opened."""
    if choice == CHOICE:
        open_of(turn, CASE, case.id)
    return choice == CHOICE


def open_of(turn: Turn, of: str, thing: str) -> None:
    """The papers of one thing."""
    turn.push(CONVERSATION, "papers", of=of, thing=thing)


def open_meetings(turn: Turn, found: list[Meeting]) -> None:
    """The minutes of an area's meetings."""
    if len(found) == 1:
        open_of(turn, "meeting", found[0].id)
    elif found:
        turn.push(CONVERSATION, "things", of="meeting", area=found[0].area)


# ── what of ──────────────────────────────────────────────────────────────────────────────────
def _groups(turn: Turn) -> list[str]:
    """Those of which this person has anything to print."""
    found = [CASE] if may(turn.staff, "print_forms") else []
    return found + [one for one in get_args(things.Kind) if things.is_any(turn, one)]


def ask_start(turn: Turn) -> Prompt:
    found = tuple(Choice(one, turn.t(f"printing.group.{_called(turn, one)}")) for one in _groups(turn))
    return Prompt(turn.t("printing.start" if found else "work.nothing"), found, columns=1)


def _called(turn: Turn, group: str) -> str:
    """Of the round whoever may not take its data gets the reports alone."""
    return "reports" if group == "round" and not may(turn.staff, printing_order.PERSONAL) else group


def take_start(turn: Turn, reply: Reply) -> None:
    turn.goto("household" if reply.choice == CASE else "things", of=reply.choice, page="")


# ── a household ──────────────────────────────────────────────────────────────────────────────
def ask_household(turn: Turn) -> Prompt:
    return Prompt(turn.t("printing.household", code=_code(turn, EXAMPLE), number=EXAMPLE), free=True)


def take_household(turn: Turn, reply: Reply) -> None:
    """A number alone, or after the commune's letters ("hl 4"); a whole code comes through `takes_code`."""
    found = re.fullmatch(
        rf"(?:{re.escape(turn.place.commune.prefix)}[-–. ]*)?(\d{{1,{MOST_DIGITS}}})[. ]*", _typed(reply)
    )
    if found:
        take_code(turn, _code(turn, int(found[1])))
    else:
        turn.refuse(turn.t("printing.household.how", code=_code(turn, EXAMPLE), number=EXAMPLE))


def _typed(reply: Reply) -> str:
    return ascii_digits(clean(reply.text)).upper()


def _code(turn: Turn, number: int) -> str:
    return f"{turn.place.commune.prefix}-{number:04d}"


def takes_code(turn: Turn) -> bool:
    """Whether a code typed now names the household whose papers are wanted."""
    frame = turn.frames[-1] if turn.frames else None
    return frame is not None and (frame.conversation, frame.step) == (CONVERSATION, "household")


def take_code(turn: Turn, code: str) -> None:
    found = turn.facts.case_by_code(code)
    if found is None:
        turn.refuse(turn.t("case.no_such_code", code=code))
    elif files.seen_case(turn, found.id) is None:
        turn.refuse(turn.t("file.not_yours"))
    elif not offers(turn, CASE, found.id):
        turn.refuse(turn.t("printing.none", code=code))
    else:
        turn.goto("papers", thing=found.id)


# ── which thing ──────────────────────────────────────────────────────────────────────────────
def _listed(turn: Turn) -> list[things.Line]:
    return things.listed(turn, turn.datum("of"), turn.datum("area"))


def ask_things(turn: Turn) -> Prompt:
    found = _listed(turn)
    if len(found) == 1:
        turn.goto("papers", thing=found[0][0], page="")
        return Prompt("")
    if not found:
        return _gone(turn)
    shown = tuple(Choice(name, words) for name, words in files.shown(turn, found))
    text = turn.t(f"printing.which.{turn.datum('of')}")
    return Prompt(text, (*shown, *files.ways(turn, len(found))), columns=1)


def take_things(turn: Turn, reply: Reply) -> None:
    if not files.turned(turn, reply.choice):
        turn.goto("papers", thing=reply.choice)


def _gone(turn: Turn) -> Prompt:
    """No longer there, or no longer theirs: said so, and left."""
    turn.pop()
    turn.say("printing.gone")
    return Prompt("")


# ── which paper ──────────────────────────────────────────────────────────────────────────────
def _offers(turn: Turn) -> tuple[Offer, ...]:
    return offers(turn, turn.datum("of"), turn.datum("thing"))


def ask_papers(turn: Turn) -> Prompt:
    found = _offers(turn)
    if not found:
        return _gone(turn)
    if len(found) == 1:
        turn.goto("shapes", offer=found[0].id)
        return Prompt("")
    shown = tuple(Choice(one.id, label(turn, one)) for one in files.shown(turn, found))
    text = turn.t("printing.papers", thing=found[0].thing)
    return Prompt(text, (*shown, *files.ways(turn, len(found))), columns=1)


def take_papers(turn: Turn, reply: Reply) -> None:
    if not files.turned(turn, reply.choice):
        turn.goto("shapes", offer=reply.choice, page="")


# ── which shape ──────────────────────────────────────────────────────────────────────────────
def _offer(turn: Turn) -> Offer | None:
    """The paper at hand, if it is still there for this person."""
    return next((one for one in _offers(turn) if one.id == turn.datum("offer")), None)


def ask_shapes(turn: Turn) -> Prompt:
    one = _offer(turn)
    if one is None:
        return _gone(turn)
    if printing_order.is_stopped(turn, one):  # before anything more is asked
        back_from_shapes(turn)
        return Prompt("")
    found = tuple(Choice(shape, turn.t(f"printing.shape.{shape}")) for shape in one.paper.shapes)
    return Prompt(turn.t("printing.shapes", name=title(turn, one)), found, columns=1)


def take_shapes(turn: Turn, reply: Reply) -> None:
    one = _offer(turn)
    if one is not None and printing_order.is_personal(one.paper):
        turn.goto("sure", shape=reply.choice)
    else:
        _order(turn, one, reply.choice)


def _order(turn: Turn, one: Offer | None, chosen: str) -> None:
    shape = next((each for each in get_args(Shape) if each == chosen), None)
    if one is None or shape is None:
        turn.pop()
        turn.say("printing.gone")
        return
    printing_order.place(turn, one, shape)
    back_from_shapes(turn)


# ── data of many people ──────────────────────────────────────────────────────────────────────
def ask_sure(turn: Turn) -> Prompt:
    one = _offer(turn)
    if one is None:
        return _gone(turn)
    count = printing_order.households(turn, one)
    answers = (Choice("yes", turn.t("printing.yes")), Choice("no", turn.t("printing.no")))
    return Prompt(turn.t("printing.sure", name=title(turn, one), count=count), answers, columns=1)


def take_sure(turn: Turn, reply: Reply) -> None:
    if reply.choice == "yes":
        _order(turn, _offer(turn), turn.datum("shape"))
    else:
        back_from_shapes(turn)


# ── back ─────────────────────────────────────────────────────────────────────────────────────
def _to_start(turn: Turn) -> None:
    """From a thing's list to what of; where that was not asked, out."""
    if turn.datum("menu"):
        turn.goto("start", of="", thing="", page="")
    else:
        turn.pop()


def back_from_papers(turn: Turn) -> None:
    """Where only one thing was there to choose, past that, too."""
    of = turn.datum("of")
    if turn.datum("menu") and of == CASE:
        turn.goto("household", thing="", page="")
    elif (turn.datum("menu") or turn.datum("area")) and len(_listed(turn)) > 1:
        turn.goto("things", thing="", page="")
    else:
        _to_start(turn)


def back_from_shapes(turn: Turn) -> None:
    """Where only one paper was there to choose, past that, too."""
    turn.keep(offer="", shape="", page="")
    if len(_offers(turn)) > 1:
        turn.goto("papers")
    else:
        back_from_papers(turn)


PRINTING = Conversation(
    {
        "start": Step(ask_start, take_start),
        "household": Step(ask_household, take_household, _to_start),
        "things": Step(ask_things, take_things, _to_start),
        "papers": Step(ask_papers, take_papers, back_from_papers),
        "shapes": Step(ask_shapes, take_shapes, back_from_shapes),
        "sure": Step(ask_sure, take_sure, lambda turn: turn.goto("shapes", shape="")),
    },
    ("enumerator", "officer", "chairman", "supervisor"),
)
