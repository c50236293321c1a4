"""The answers behind a reason, in words: who said what, of the household or of its people."""

from collections.abc import Iterable

from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open
from bot.dialogue.walk.labels import given_name, value_text

PLAIN = ("choice", "decimal", "integer")
"""Kinds of a household's answer that say more than the table's row beside them."""


def said(turn: Turn, open_form: Open, keys: Iterable[str], *, of_points: bool = False) -> str:
    """ "Nam (việc làm: làm công; hợp đồng: không); diện tích ở: 20 m²"; "" where there is nothing to add.

    of_points: beside a row of the table, which names lists, parts of the house and numbers of people itself.
    """
    people: dict[str, list[str]] = {}
    own: list[str] = []
    for key in keys:
        member, _, question_id = key.rpartition(".")
        question = open_form.form.question(question_id)
        own_words = question.kind in PLAIN and question_id not in open_form.pack.dwelling.parts
        if of_points and not member and not own_words:
            continue
        value = value_text(turn, question, open_form.answers.values.get(key))
        words = turn.t("why.answer", label=turn.word(question.short).lower(), value=_lower(value))
        (people.setdefault(member, []) if member else own).append(words)
    named = [f"{given_name(open_form, one)} ({'; '.join(words)})" for one, words in people.items()]
    return "; ".join((*named, *own))


def _lower(words: str) -> str:
    """The first letter small, where the words are not a name or an abbreviation."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
