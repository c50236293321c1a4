"""Several answers in one reply: each is read by itself, what is right is written, the rest asked again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.cases.form_record import FormRecord
from bot.dialogue.prompt import Choice, Reply
from bot.dialogue.reading import Part, Problem, Read, read_part, read_parts, read_yes_no
from bot.dialogue.reading.result import problem
from bot.dialogue.turn import Turn
from bot.dialogue.walk import answer
from bot.dialogue.walk.answer import Taken
from bot.dialogue.walk.bundle import choices, example
from bot.dialogue.walk.checks import Doubt, doubt
from bot.dialogue.walk.labels import spot_label, spot_value
from bot.dialogue.walk.record import Changes, Open, form_of, spots
from bot.dialogue.walk.screen import INDEX, LATER
from bot.scoring.path import Spot, is_answered

Numbered = Sequence[tuple[int, Spot]]
"""Spots on the screen with their numbers, in the order of the form."""
Write = Callable[[FormRecord, Changes], None]
Wonder = Callable[[FormRecord, Taken, Doubt], None]


@dataclass(frozen=True, slots=True)
class Heard:
    """What one part of a reply says: a choice of the spot, or why it cannot be taken."""

    number: int
    spot: Spot | None
    choice: str = ""
    problem: Problem | None = None


def take(write: Write, wonder: Wonder, turn: Turn, open_form: Open, reply: Reply) -> None:
    """A button of the screen, or answers typed: written, asked about once more, or asked again."""
    numbered = _shown(turn, open_form)
    if len(numbered) < len(turn.data_list("shown")):  # somebody else at work on the same form
        turn.say("walk.answered_meanwhile")
        turn.detour = True
        return
    meant = _meant(turn, open_form, numbered[0][1], reply)
    if meant is None:
        return
    if meant.choice == INDEX:
        turn.push("editing", "section", form=open_form.record.id)
    elif meant.choice == LATER:
        _put_off(turn)
    else:
        _take_text(write, wonder, turn, numbered, meant.text)


def _put_off(turn: Turn) -> None:
    """All questions shown wait for the end of the form."""
    shown = turn.data_list("shown")
    turn.keep(later=(*turn.data_list("later"), *shown), picks=(), picks_for="")
    turn.say("walk.bundle.put_off", count=len(shown))


def _meant(turn: Turn, open_form: Open, first: Spot, reply: Reply) -> Reply | None:
    """The reply as meant here: a letter is a choice's sign, never the beginning of a button's words.

    None: words that fit both the first question and a button; `turn` was told to ask.
    """
    if not reply.choice or not reply.text:
        return reply
    words = reply.text.strip(" .")
    if len(words) == 1:
        return Reply(text=words)
    found = _choice_of(turn, open_form, first, Part(0, words))
    if isinstance(found, Problem):
        return reply
    asked = turn.session.asked
    button = dict(asked.options).get(reply.choice, "") if asked is not None else ""
    turn.refuse(turn.t("engine.ambiguous", which=f"{found.label} · {button}"))
    return None


def _take_text(write: Write, wonder: Wonder, turn: Turn, numbered: Numbered, text: str) -> None:
    open_form = form_of(turn, turn.datum("form"))
    parts = read_parts(text)
    if isinstance(parts, Problem):
        _refuse(turn, turn.t(parts.key, **{**parts.args, "example": example(numbered)}))
    elif _typed_before(turn, parts):
        turn.refuse(turn.t("walk.bundle.before"))
    else:
        heard = [_heard(turn, open_form, numbered, part) for part in parts]
        _take(write, wonder, turn, sorted(heard, key=lambda one: one.number))


def _take(write: Write, wonder: Wonder, turn: Turn, heard: Sequence[Heard]) -> None:
    """Write what is clear, in the order of the form; ask about the first unusual one; tell of the others what
    would be right.
    """
    noted: list[str] = []
    unusual: list[tuple[Spot, Taken, Doubt]] = []
    for one in heard:
        open_form = form_of(turn, turn.datum("form"))
        taken = None if one.spot is None else _taken(turn, open_form, one)
        if one.spot is None or taken is None:
            continue
        question = doubt(turn, open_form, one.spot, taken)
        if question is not None:
            unusual.append((one.spot, taken, question))
            continue
        write(open_form.record, taken.changes)
        if not turn.frames or (turn.frame.conversation, turn.frame.step) != ("walk", "ask"):
            return  # the answer has led elsewhere; what was not written yet is asked again
        noted.append(_line(turn, one.number, one.spot))
    _say(turn, noted, () if unusual else [one for one in heard if one.problem is not None])
    if unusual:
        spot, taken, question = unusual[0]
        turn.keep(at=spot.id)
        wonder(form_of(turn, turn.datum("form")).record, taken, question)


def _say(turn: Turn, noted: Sequence[str], wrong: Sequence[Heard]) -> None:
    if noted:
        turn.says.append("\n".join((turn.t("walk.bundle.noted"), *noted)))
    lines = [
        turn.t("walk.bundle.wrong", number=one.number, what=turn.t(one.problem.key, **dict(one.problem.args)))
        for one in wrong
        if one.problem is not None
    ]
    if lines:
        _refuse(turn, "\n".join(lines))


def _refuse(turn: Turn, words: str) -> None:
    """Staff are told what would be right; a household is asked one by one, where a number is enough."""
    if turn.staff is None:
        turn.keep(singly=(*turn.data_list("singly"), *turn.data_list("shown")))
        words = turn.t("walk.bundle.singly")
    turn.refuse(words)


def _line(turn: Turn, number: int, spot: Spot) -> str:
    open_form = form_of(turn, turn.datum("form"))
    return f"{number}. {spot_label(turn, open_form, spot)}: {spot_value(turn, open_form, spot)}"


def _shown(turn: Turn, open_form: Open) -> Numbered:
    """Numbers and spots on the screen that are still open."""
    began, shown = turn.data_list("bundle"), turn.data_list("shown")
    return [
        (began.index(spot.id) + 1, spot)
        for spot in spots(open_form)
        if spot.id in shown and not is_answered(spot, open_form.answers)
    ]


def _typed_before(turn: Turn, parts: Sequence[Part]) -> bool:
    """Whether numbers were typed before these questions could be read: they were another message's."""
    seen, began = turn.event.seen, turn.datum("bundle_from")
    unseen = seen is not None and began.isdigit() and seen < int(began)
    return unseen and any(part.number for part in parts)


def _heard(turn: Turn, open_form: Open, numbered: Numbered, part: Part) -> Heard:
    number = part.number or numbered[0][0]
    spot = next((one for at, one in numbered if at == number), None)
    if spot is None:
        there = ", ".join(str(at) for at, _ in numbered)
        return Heard(number, None, problem=problem("reading.several.no_number", there=there))
    found = _choice_of(turn, open_form, spot, part)
    if isinstance(found, Problem):
        return Heard(number, spot, problem=found)
    return Heard(number, spot, found.id)


def _choice_of(turn: Turn, open_form: Open, spot: Spot, part: Part) -> Choice | Problem:
    shown = choices(turn, open_form, spot)
    found = read_part(part, [choice.label for choice in shown])
    if isinstance(found, int):
        return shown[found]
    if spot.question.kind == "yes_no" and not part.words.endswith("?"):
        word = read_yes_no(part.words, unknown_allowed=spot.question.unknown)
        if isinstance(word, Read):
            return next(choice for choice in shown if choice.id == word.value)
    return found


def _taken(turn: Turn, open_form: Open, one: Heard) -> Taken | None:
    if one.spot is None or not one.choice:
        return None
    return answer.read(turn, open_form, one.spot, Reply(choice=one.choice))
