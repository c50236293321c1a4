"""Answers of a form in words, as papers show them: not known is not no, and not asked is neither."""

from collections.abc import Iterable, Mapping

from bot.dialogue.walk import Open
from bot.dialogue.walk.labels import day, given_name, number
from bot.scoring.answers import Value, key
from bot.scoring.forms import SKIPPED, Option, Question
from bot.scoring.grounds import ROSTER
from bot.scoring.path import on_path

LANGUAGE = "vi"
ORDINARY = ("yes", "no", "unknown")


class Wording:
    """words: a paper's own for yes, no, unknown, nothing chosen (none), left out (skipped), not asked.

    Of a form full of answers only those count that were asked in the end.
    """

    def __init__(self, form: Open, words: Mapping[str, str]) -> None:
        self._form, self._words = form, words
        self._asked = on_path(form.form, form.answers, form.context)

    @property
    def members(self) -> tuple[str, ...]:
        return self._form.answers.members

    def was_asked(self, field: str, member: str | None = None) -> bool:
        """Whether this question was asked in the end."""
        return key(field, member) in self._asked

    def text(self, field: str, member: str | None = None) -> str | None:
        """The answer as it is kept; None where it was not asked, not given, or is a list."""
        return self._form.answers.text(field, member) if self.was_asked(field, member) else None

    def of(self, field: str, member: str | None = None) -> str:
        """The answer to this question in words, never empty."""
        if not self.was_asked(field, member):
            return self._words["not_asked"]
        given = self._form.answers.get(field, member)
        return self._value(self._form.form.question(field), SKIPPED if given is None else given)

    def _value(self, question: Question, value: Value) -> str:
        if isinstance(value, tuple):
            chosen = (_text(question.option(one), one) for one in value)
            return ", ".join(chosen) or self._words["none"]
        if value == SKIPPED:
            return self._words["skipped"]
        return self._single(question, value)

    def _single(self, question: Question, value: str) -> str:
        option = question.option(value)
        if option is not None:
            return option.text[LANGUAGE]
        match question.kind:
            case "yes_no" if value in ORDINARY:
                return self._words[value]
            case "integer" | "decimal" | "money":
                return f"{number(value)} {question.unit}".strip()
            case "date":
                return day(value)
            case "ethnicity":
                return self._form.pack.ethnicities.get(value, value)
        return value

    def name(self, member: str) -> str:
        """How a member is called where it is clear who is meant."""
        return given_name(self._form, member)

    def given(self, keys: Iterable[str]) -> str:
        """Answers behind a reason, people who said the same together: "Mai, An (Bảo hiểm y tế: Không)"."""
        people: dict[str, list[str]] = {}
        own: list[str] = []
        for one in keys:
            member, _, field = one.rpartition(".")
            (people.setdefault(member, []) if member else own).append(self._labelled(field, member))
        alike: dict[str, list[str]] = {}
        for one, said in people.items():
            alike.setdefault("; ".join(said), []).append(self.name(one))
        return "; ".join((*(f"{', '.join(names)} ({said})" for said, names in alike.items()), *own))

    def _labelled(self, field: str, member: str) -> str:
        short = self._form.form.question(field).short[LANGUAGE]
        if field == ROSTER:
            return f"{short}: {len(self.members)}"
        return f"{short}: {self.of(field, member or None)}"


def _text(option: Option | None, value: str) -> str:
    return value if option is None else option.text[LANGUAGE]
