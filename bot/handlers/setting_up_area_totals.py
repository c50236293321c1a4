"""How many households and persons live in an area, poor or not, as the commune counts them: for Mẫu 7.1.

Frame data, of the conversation of areas: households · persons, as typed.
"""

from bot.cases.commune import Area
from bot.dialogue.prompt import Prompt, Reply
from bot.dialogue.reading import Problem
from bot.dialogue.reading.numbers import read_integer
from bot.dialogue.turn import Turn
from bot.handlers import setting_up as common
from bot.handlers.area_entries import MOST_PEOPLE

CHOICE = "totals"
NOTHING = {"households": "", "persons": ""}


def line(turn: Turn, area: Area) -> str:
    """ "Toàn khu: 120 hộ, 480 khẩu"; "" where nobody has entered it."""
    if area.households is None and area.persons is None:
        return ""
    households, persons = ("…" if one is None else str(one) for one in (area.households, area.persons))
    return turn.t("set_up.area.totals", households=households, persons=persons)


def wanted(turn: Turn) -> tuple[int | None, int | None]:
    """What was typed; None: as it is."""
    households, persons = turn.datum("households"), turn.datum("persons")
    return (int(households) if households else None, int(persons) if persons else None)


def detail(area: Area) -> str:
    """For the audit; "" where neither is known."""
    if area.households is None and area.persons is None:
        return ""
    return f" | {area.households} | {area.persons}"


def ask_households(turn: Turn) -> Prompt:
    return Prompt(turn.t("set_up.area.ask.households"), free=True, digits=True)


def take_households(turn: Turn, reply: Reply) -> None:
    read = read_integer(reply.text, 1, MOST_PEOPLE)
    if isinstance(read, Problem):
        common.refuse(turn, read)
    else:
        turn.goto("persons", households=str(read.value))


def ask_persons(turn: Turn) -> Prompt:
    return Prompt(turn.t("set_up.area.ask.persons"), free=True, digits=True)


def take_persons(turn: Turn, reply: Reply) -> None:
    """No fewer than households: each has at least one person."""
    households = int(turn.datum("households") or 1)
    read = read_integer(reply.text, 1, MOST_PEOPLE)
    if isinstance(read, Problem):
        common.refuse(turn, read)
    elif read.value < households:
        turn.refuse(turn.t("cli.area.wrong.totals", households=households, persons=read.value))
    else:
        turn.goto("sure", persons=str(read.value))
