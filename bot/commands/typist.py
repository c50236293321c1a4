"""Plays a script of taps and single answers as somebody does it on a channel with other ways.

Where a choice cannot be tapped its number is typed, or its words; ticks are typed together ("1,3"); a
notice is opened by the code it names; where several questions stand in one message, so do their answers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.channels.scripted import Phone
from bot.commands.screens import drawn, typed_for
from bot.dialogue.message import Button
from bot.dialogue.reading import LETTERS, match_option
from bot.ports import Capabilities, Ready

_CODE = re.compile(r"\b[A-Z]{1,4}-\d{4,6}\b")
_QUESTION = re.compile(r"(\d{1,2})\. .*")
_CHOICE = re.compile(r"([a-z])\) (.*)")
UNSURE = " ?"
"""Behind the name of somebody ticked as unsure."""
_UNSURE = re.compile(r"\d\?")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody does: a tap on a button's id, or words; choose: then this choice, if it is there."""

    text: str = ""
    button: str = ""
    choose: str = ""


@dataclass(slots=True)
class Typist:
    """One person after another on one kind of channel. ticks: taps so far on a list, by chat and label."""

    capabilities: Capabilities
    ticks: dict[str, list[str]] = field(default_factory=dict)

    def acts(self, chat: str, phone: Phone, words: Sequence[str]) -> tuple[list[Act], int]:
        """What is done for the first of these lines of one person, and how many lines that took."""
        newest = newest_prompt(phone)
        questions = shown_together(newest.text) if newest is not None else {}
        together = answered_together(questions, words)
        if together:
            return [Act(" ".join(together))], len(together)
        label = tap_of(words[0])
        if label is None:
            return [Act(words[0])], 1
        letter, button = _found(phone, label)
        if drawn(letter, self.capabilities):
            return [Act(button=button.id)], 1
        if button.id.startswith("!"):
            return [Act(_code(letter), choose=label)], 1
        return self._typed(chat, letter, button), 1

    def _typed(self, chat: str, letter: Ready, button: Button) -> list[Act]:
        """A choice typed; ticks are kept until the list is done."""
        listed = any(one.id.endswith(".done") for row in letter.rows for one in row)
        if listed and button.id.endswith(".done"):
            typed = _ticked(letter, self.ticks.pop(chat, []))
            return [Act(typed)] if typed else []
        if listed and button.typed is None:
            self.ticks.setdefault(chat, []).append(button.label)
            return []
        typed = typed_for(letter, button)
        return [Act(typed)] if typed else []


def tap_of(words: str) -> str | None:
    """The label of a line that taps: "[Mở]"."""
    return words[1:-1] if words.startswith("[") and words.endswith("]") else None


def newest_prompt(phone: Phone) -> Ready | None:
    """The question a phone shows last."""
    return next((letter for letter in reversed(phone.shown) if letter.prompt), None)


def choice_typed(phone: Phone, label: str) -> str:
    """What is typed for a choice of the newest question; "" where it has no such choice."""
    letter = newest_prompt(phone)
    buttons = [one for row in letter.rows for one in row] if letter is not None else []
    button = next((one for one in buttons if one.label == label), None)
    return typed_for(letter, button) if letter is not None and button is not None else ""


def shown_together(text: str) -> dict[str, list[str]]:
    """The questions of a message that asks several, by number, each with its choices in order."""
    found: dict[str, list[str]] = {}
    number = ""
    for line in text.splitlines():
        if question := _QUESTION.fullmatch(line):
            number = question[1]
        elif (choice := _CHOICE.fullmatch(line)) and number:
            found.setdefault(number, []).append(choice[2])
    return found


def answered_together(questions: dict[str, list[str]], words: Sequence[str]) -> list[str]:
    """ "1b", "2a" … for the lines that answer these questions, as far as they do."""
    found = []
    for (number, labels), said in zip(questions.items(), words, strict=False):
        said = tap_of(said) or said
        place = int(said) - 1 if said.isdecimal() else match_option(said, labels)
        if not isinstance(place, int) or not 0 <= place < len(labels):
            break
        found.append(f"{number}{LETTERS[place]}")
    return found


def _found(phone: Phone, label: str) -> tuple[Ready, Button]:
    for letter in reversed(phone.shown):
        for row in letter.rows:
            for button in row:
                if button.label.removesuffix(UNSURE) == label.removesuffix(UNSURE):
                    return letter, button
    raise LookupError(f"no button [{label}]")


def _code(letter: Ready) -> str:
    found = _CODE.search(letter.text)
    if found is None:
        raise LookupError("a notice without a code")
    return found[0]


def _ticked(letter: Ready, labels: Sequence[str]) -> str:
    """ "1,3?": the numbers ticked, "" where there are none.

    Each tap goes one on: not ticked, ticked, unsure (where the list says how to type that).
    """
    ways = 3 if _UNSURE.search(letter.text) else 2
    taps = [label.removesuffix(UNSURE) for label in labels]
    signs = []
    for button in (one for row in letter.rows for one in row if one.typed is None):
        before = 2 if button.label.endswith(UNSURE) else int(button.picked)
        now = (before + taps.count(button.label.removesuffix(UNSURE))) % ways
        if now:
            signs.append(typed_for(letter, button) + "?" * (now - 1))
    return ",".join(signs)
