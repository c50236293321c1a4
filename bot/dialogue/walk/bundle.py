"""Several questions of a form in one message, where each message costs: which, and how they look.

Frame data: bundle (spots that began together; their places are their numbers), shown (those of them on the
screen), bundle_from (the prompt that first showed them), singly (those a household is asked alone).
"""

from collections.abc import Iterator, Sequence

from bot.dialogue.prompt import Choice, Prompt
from bot.dialogue.reading import LETTERS
from bot.dialogue.turn import Turn
from bot.dialogue.walk.checks import after
from bot.dialogue.walk.labels import question_text
from bot.dialogue.walk.record import Open, current, spots
from bot.dialogue.walk.screen import screen
from bot.dialogue.walk.together import with_also
from bot.scoring.forms import SKIPPED
from bot.scoring.path import Spot, is_answered

KINDS = ("choice", "yes_no")
MOST_EACH, MOST_LINES = 8, 16
"""Choices of one question, and of all in one message: more is not read at the door."""
NO_BUNDLE: dict[str, str | tuple[str, ...]] = {"bundle": (), "shown": (), "bundle_from": ""}


def bundle_of(turn: Turn, open_form: Open, spot: Spot) -> tuple[Spot, ...]:
    """The spots that are asked together, the one under way first; empty: it is asked by itself.

    By itself wherever something else is under way: a spot gone to by name, texts held back, a score seen.
    """
    gone_to = turn.datum("at") or turn.datum("jump") or spot.id in turn.data_list("singly")
    if turn.manners.bundle < 2 or gone_to or turn.session.held or open_form.record.seen_at is not None:
        return ()
    later = turn.data_list("later")
    began = turn.data_list("bundle")
    rest = tuple(one for one in _open(open_form) if one.id in began and one.id not in later)
    if rest and rest[0].id == spot.id:
        return rest
    found = independent(open_form, spot, later, turn.manners.bundle)
    return found if len(found) > 1 else ()


def _open(open_form: Open) -> Iterator[Spot]:
    return (spot for spot in spots(open_form) if not is_answered(spot, open_form.answers))


def independent(open_form: Open, first: Spot, later: Sequence[str], most: int) -> tuple[Spot, ...]:
    """The first spot and those that come next on the path whatever is answered to the ones before.

    Every answer to those before is tried: one that is asked only after some of them stays for a message of
    its own, and so does one that an answer before may state as well.
    """
    if not is_simple(first):
        return ()
    section, here = first.section.id, {spot.id for spot in spots(open_form)}
    found, states, lines = [first], [open_form], len(values(first))
    while len(found) < most:
        states = [state for before in states for state in _answered(before, found[-1])]
        following = [current(state, "", later) for state in states]
        coming = following[0]
        if coming is None or any(one is None or one.id != coming.id for one in following):
            break
        lines += len(values(coming))
        apart = coming.section.id != section or coming.id not in here
        if apart or not is_simple(coming) or lines > MOST_LINES:
            break
        found.append(coming)
    return tuple(found)


def is_simple(spot: Spot) -> bool:
    """Whether one letter answers it."""
    question = spot.question
    return question.kind in KINDS and question.ask != "checklist" and len(values(spot)) <= MOST_EACH


def values(spot: Spot) -> tuple[str, ...]:
    """Every answer there can be to a question of few choices."""
    question = spot.question
    if question.kind == "yes_no":
        known: tuple[str, ...] = ("yes", "no", "unknown") if question.unknown else ("yes", "no")
    else:
        known = tuple(option.id for option in question.options)
    return (*known, SKIPPED) if question.optional else known


def _answered(open_form: Open, spot: Spot) -> list[Open]:
    """The form as it would be after each answer to this spot."""
    return [after(open_form, with_also(open_form, spot, value)) for value in values(spot)]


# ── on the screen ────────────────────────────────────────────────────────────────────────────
def ask(turn: Turn, open_form: Open, found: Sequence[Spot]) -> Prompt:
    """All of them in one message: questions by number, choices by letter, an example of an answer."""
    began = turn.data_list("bundle")
    if found[0].id not in began:
        began = tuple(spot.id for spot in found)
        turn.keep(bundle=began, bundle_from=str(turn.session.prompts + 1))
    turn.keep(shown=tuple(spot.id for spot in found))
    numbered = [(began.index(spot.id) + 1, spot) for spot in found]
    parts = [_question(turn, open_form, number, spot) for number, spot in numbered]
    parts[0] = f"{_progress(turn, open_form, found)}\n{parts[0]}"
    how = "walk.bundle.how" if len(found) > 1 else "walk.bundle.how_one"
    parts.append(turn.t(how, example=example(numbered)))
    aside = screen(turn, open_form, found[0]).aside
    return Prompt("\n\n".join(parts), aside=aside, free=True, digits=True, ahead=True, help=True)


def choices(turn: Turn, open_form: Open, spot: Spot) -> tuple[Choice, ...]:
    """The choices of a spot as it would show them by itself."""
    return screen(turn, open_form, spot).choices


def _progress(turn: Turn, open_form: Open, found: Sequence[Spot]) -> str:
    ids = [spot.id for spot in spots(open_form)]
    first, last = ids.index(found[0].id) + 1, ids.index(found[-1].id) + 1
    place = str(first) if first == last else f"{first}–{last}"
    return turn.t("walk.progress", section=turn.word(found[0].section.title), k=place, n=len(ids))


def _question(turn: Turn, open_form: Open, number: int, spot: Spot) -> str:
    lines = [f"{number}. {question_text(turn, open_form, spot)}"]
    shown = choices(turn, open_form, spot)
    lines += [f"{letter}) {choice.label}" for letter, choice in zip(LETTERS, shown, strict=False)]
    return "\n".join(lines)


def example(numbered: Sequence[tuple[int, Spot]]) -> str:
    """ "1b 2a 3b": how an answer looks, with letters that are there."""
    return " ".join(f"{number}{'ba'[at % 2]}" for at, (number, _) in enumerate(numbered))


def explain(turn: Turn, open_form: Open) -> str:
    """The convention of every question shown, then how to answer them together."""
    began, shown = turn.data_list("bundle"), turn.data_list("shown")
    there = [(began.index(spot.id) + 1, spot) for spot in spots(open_form) if spot.id in shown]
    parts = []
    for number, spot in there:
        words = turn.word(spot.question.help) if spot.question.help else ""
        asked = f"{number}. {question_text(turn, open_form, spot)}"
        parts.append("\n".join(part for part in (asked, words) if part))
    return "\n".join((*parts, turn.t("walk.bundle.help", example=example(there))))
