"""The end of a turn: the prompt becomes a letter, and what was asked is remembered with the session."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import listening
from bot.dialogue.message import Button, Message
from bot.dialogue.outcome import Outcome
from bot.dialogue.prompt import Choice, Prompt
from bot.dialogue.session import Asked
from bot.dialogue.turn import Turn

SHORT = 20
"""Letters of a label that shares its row."""


def unseen(prompt: Prompt) -> Asked:
    """A prompt nobody has seen yet, as far as reading a typed reply needs it."""
    return _asked(prompt, no=0, letter="", since=0)


def _asked(prompt: Prompt, no: int, letter: str, since: int) -> Asked:
    return Asked(
        no=no,
        letter=letter,
        options=tuple((choice.id, choice.label) for choice in (*prompt.choices, *prompt.aside)),
        numbered=len(prompt.choices),
        free=prompt.free,
        digits=prompt.digits,
        zero=prompt.zero,
        many=prompt.many,
        file=prompt.file,
        photo=prompt.photo,
        location=prompt.location,
        ahead=prompt.ahead,
        since=since,
    )


def close(turn: Turn, prompt: Prompt) -> Outcome:
    """What was said and what is asked go out as one message; a redrawn prompt keeps its place."""
    session, before = turn.session, turn.session.asked
    redrawn = before if turn.redrawn and before and before.letter and not turn.says else None
    no = redrawn.no if redrawn else session.prompts + 1
    text = "\n\n".join(part for part in (*turn.says, prompt.text) if part)
    message = Message(
        text,
        _rows(turn, prompt, no),
        prompt=no,
        numbered=bool(prompt.choices),
        instead=_hint(turn, prompt),
    )
    letter = turn.reply(message, replaces=redrawn.letter if redrawn else None)
    same = turn.again and not (turn.came and _reads_otherwise(prompt, before))
    since = before.since if before and same else no
    return turn.outcome(
        replace(
            session,
            version=session.version + 1,
            frames=tuple(turn.frames),
            asked=replace(
                _asked(prompt, no, redrawn.letter if redrawn else letter.id, since),
                sound=listening.sound_of(turn, prompt),
            ),
            prompts=max(session.prompts, no),
            refused=turn.refused,
            left=False,
        )
    )


def _reads_otherwise(prompt: Prompt, before: Asked | None) -> bool:
    """Whether a reply means something else here than on the phone they spoke from before: where nothing can
    be tapped, several are asked together and a choice has a number."""
    return before is not None and _signs(_asked(prompt, 0, "", 0)) != _signs(before)


def _signs(asked: Asked) -> tuple[object, ...]:
    ids = tuple(name for name, _ in asked.options)
    return ids, asked.numbered, asked.free, asked.digits, asked.zero, asked.many, asked.ahead


def _hint(turn: Turn, prompt: Prompt) -> str:
    """Where there are no buttons: how to answer, go back ("0", unless that is an answer) and get help."""
    hints = [turn.t("engine.hint.many")] if prompt.many else []
    if prompt.aside or (prompt.digits and prompt.choices):
        hints.append(turn.t("engine.hint.words"))
    if prompt.back and prompt.zero:
        hints.append(turn.t("engine.hint.back"))
    hints.append(turn.t("engine.hint.help"))
    if listening.button(turn, prompt, 0):
        hints.append(turn.t("engine.hint.listen"))
    if prompt.back:
        hints.append(turn.t("engine.hint.menu"))
    return f"({' · '.join(hints)})"


def _rows(turn: Turn, prompt: Prompt, no: int) -> tuple[tuple[Button, ...], ...]:
    """The choices, then one row of what is always the same: back, put off, elsewhere, explain."""
    buttons = [_button(c, no, "-" if prompt.digits else None) for c in prompt.choices]
    rows = _side_by_side(buttons, prompt.columns)
    last = [_button(choice, no, "-") for choice in prompt.aside]
    if prompt.back:
        sign = "" if prompt.zero else "0"
        last.insert(0, Button(f"{no}.<", turn.t("command.back.label"), typed=sign))
    if prompt.help:
        last.append(Button(f"{no}.?", turn.t("command.help.label"), typed=""))
    sound = listening.button(turn, prompt, no)
    if sound is not None:
        last.append(sound)
    return (*rows, tuple(last)) if last else tuple(rows)


def _side_by_side(buttons: Sequence[Button], columns: int) -> list[tuple[Button, ...]]:
    """Short labels share a row, a long one has its own; where most are long, each has its own."""
    many_long = sum(len(button.label) > SHORT for button in buttons) * 2 > len(buttons)
    rows: list[list[Button]] = []
    for button in buttons:
        room = rows and len(rows[-1]) < columns and not many_long
        if room and len(button.label) <= SHORT and len(rows[-1][-1].label) <= SHORT:
            rows[-1].append(button)
        else:
            rows.append([button])
    return [tuple(row) for row in rows]


def _button(choice: Choice, no: int, typed: str | None) -> Button:
    return Button(
        f"{no}.{choice.id}", choice.label, choice.picked, typed if choice.typed is None else choice.typed
    )
