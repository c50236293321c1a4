"""Meeting an officer: where the office is, and asking to be called back, with a phone number or without."""

from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, read_phone
from bot.dialogue.turn import Turn
from bot.dialogue.walk.labels import phone
from bot.handlers import call_backs

KNOWN, SKIP = "known", "skip"


def open_contact(turn: Turn) -> None:
    turn.push("contact", "start")


def ask(turn: Turn) -> Prompt:
    commune, call = turn.place.commune, call_backs.open_one(turn)
    parts = [turn.t("menu.contact.text", place=commune.name, office=commune.office, phone=commune.phone)]
    if call is not None:
        taken = call_backs.holder(turn, call)
        parts.append(turn.t("contact.there", when=f"{call.at:%H:%M %d/%m}"))
        parts.append(turn.t("contact.taken", who=taken.name) if taken else "")
    words = turn.t("contact.call_me") if call is None else turn.t("contact.change")
    return Prompt("\n".join(part for part in parts if part), (Choice("call", words),), columns=1)


def take(turn: Turn, _reply: Reply) -> None:
    turn.goto("phone")


# ── the number, if there is one ──────────────────────────────────────────────────────────────
def _number(turn: Turn) -> str:
    """The one known already: of the wish that is open, else of the file."""
    call, case = call_backs.open_one(turn), call_backs.own_case(turn)
    return (call.phone if call else "") or (case.phone if case else "")


def ask_phone(turn: Turn) -> Prompt:
    number = _number(turn)
    known = (Choice(KNOWN, phone(number)),) if number else ()
    choices = (*known, Choice(SKIP, turn.t("contact.no_phone")))
    counted = turn.manners.buttons  # where nothing can be tapped a choice has a number, as no phone does
    return Prompt(turn.t("contact.phone"), choices, columns=1, free=True, digits=counted)


def take_phone(turn: Turn, reply: Reply) -> None:
    number = ""
    if reply.choice == KNOWN:
        number = _number(turn)
    elif reply.choice != SKIP:
        read = read_phone(reply.text)
        if isinstance(read, Problem):
            turn.refuse(turn.t(read.key, **dict(read.args)))
            return
        number = read.value
    turn.keep(phone=number)
    call = call_backs.open_one(turn)
    if call_backs.own_case(turn) is not None or (call is not None and call.area):
        _wish(turn, None)
    else:
        turn.goto("area")


# ── the area, if they like ───────────────────────────────────────────────────────────────────
def ask_area(turn: Turn) -> Prompt:
    areas = (Choice(area.id, area.name) for area in turn.place.areas)
    return Prompt(turn.t("contact.area"), (*areas, Choice(SKIP, turn.t("contact.no_area"))))


def take_area(turn: Turn, reply: Reply) -> None:
    _wish(turn, None if reply.choice == SKIP else reply.choice)


def _wish(turn: Turn, area: str | None) -> None:
    """A new wish, or the open one with what is now known of it; whoever has taken it hears of that."""
    number, call = turn.datum("phone"), call_backs.open_one(turn)
    if call is None:
        call = call_backs.want(turn, "asked", number, area)
    else:
        taken = call_backs.holder(turn, call)
        call = turn.change(call, phone=number, area=call.area or area)
        turn.audit("call_back_changed", call.id)
        if taken is not None:
            call_backs.tell(turn, taken, call, "notice.call_back.changed")
    turn.pop()
    office = turn.place.commune.phone
    turn.say("contact.noted" if call.phone else "contact.noted_no_phone", phone=office)


def _to_start(turn: Turn) -> None:
    turn.goto("start")


def _to_phone(turn: Turn) -> None:
    turn.goto("phone")


CONTACT = Conversation(
    {
        "start": Step(ask, take),
        "phone": Step(ask_phone, take_phone, _to_start),
        "area": Step(ask_area, take_area, _to_phone),
    }
)
