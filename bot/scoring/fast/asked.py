"""When a question of Phiếu B is asked, as a test on bits; the values it may have."""

from collections.abc import Callable
from typing import NamedTuple

from bot.scoring.fast.bits import Bits, GiveUpError
from bot.scoring.forms import Condition, Question
from bot.scoring.pack import Pack
from bot.scoring.path import holds

ONE_OF = ("choice", "yes_no", "ethnicity")
"""Kinds whose answer is one of a few known texts."""

TEXTS = ("name", "text")


class When(NamedTuple):
    """Asked where these bits of what is known so far are just as wanted. (0, 0): always."""

    mask: int
    wanted: int


ALWAYS = When(0, 0)
Known = Callable[[Condition], When | None]
"""A condition on anything but another answer as a test; None where it can never hold."""


def allowed(pack: Pack, question: Question) -> tuple[str, ...]:
    """The values a question of one of the kinds ONE_OF may have."""
    if question.kind == "choice":
        return tuple(option.id for option in question.options)
    if question.kind == "yes_no":
        return ("yes", "no", "unknown") if question.unknown else ("yes", "no")
    return tuple(pack.ethnicities)


def said_bit(bits: Bits, question: Question, condition: Condition) -> int:
    """The bit for "the answer to this question is as the condition says"."""
    return bits.of("when", question.scope, question.id, condition.one_of)


def said_by(bits: Bits, question: Question, every: tuple[Question, ...], value: str) -> int:
    """The bits of all conditions on this question, anywhere in its scope, that this value fulfils."""
    found = 0
    for other in every:
        for condition in other.relevant:
            if condition.field == question.id and plain(condition) and holds(condition, value):
                found |= said_bit(bits, question, condition)
    return found


def plain(condition: Condition) -> bool:
    """A statement about which value it is, not about its size."""
    return bool(condition.one_of) and (condition.at_least, condition.below, condition.above) == (None,) * 3


def when(question: Question, known: Known) -> When | None:
    """All conditions of a question together; None where it is never asked. GiveUpError for a kind of
    condition the lane does not know."""
    mask = wanted = 0
    for condition in sorted(question.relevant, key=lambda one: one.field != "age"):
        test = known(condition)  # by age first: it may settle the rest
        if test is None:
            return None
        if mask & test.mask:
            raise GiveUpError  # two statements about the same
        mask, wanted = mask | test.mask, wanted | test.wanted
    return When(mask, wanted)


def on_answer(bits: Bits, question: Question | None, condition: Condition, sure: bool) -> When:
    """The test for a condition on another answer. sure: that answer is certainly read before."""
    if question is None or question.kind not in ("choice", "yes_no") or not sure or not plain(condition):
        raise GiveUpError
    bit = said_bit(bits, question, condition)
    return When(bit, bit)
