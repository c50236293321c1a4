"""The household's own answers in the fast lane: choices and lists as bits, numbers as they are."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from bot.scoring.fast import bits as b
from bot.scoring.fast.asked import ALWAYS, ONE_OF, TEXTS, When, allowed, on_answer, said_by, when
from bot.scoring.fast.bits import Bits, GiveUpError, Meaning
from bot.scoring.forms import Condition, Question
from bot.scoring.household import SURVEY
from bot.scoring.pack import Pack
from bot.scoring.screening import criterion_ids

SAFE_DIGITS = 15
"""Decimals of so many digits are as different and in the same order as the floats nearest to them."""

NUMBERS = ("floor_area_m2", "electricity_kwh")
Number = int | float


class Listed(NamedTuple):
    """A many-of question: a bit an option, and pairs of options that exclude each other."""

    question: str
    options: Meaning
    pairs: tuple[int, ...]


class Optional(NamedTuple):
    """A question that may be left out; mask, wanted: of the bits so far, where it is asked."""

    question: str
    meaning: Meaning
    mask: int
    wanted: int


class Home:
    """How the household's answers of a pack are read."""

    def __init__(self, pack: Pack, bits: Bits) -> None:
        """GiveUpError where the pack's Phiếu B has questions this lane does not know."""
        self._pack, self._bits = pack, bits
        self._asked: list[tuple[str, Meaning]] = []
        self._optional: list[Optional] = []
        self._lists: list[Listed] = []
        self._texts: list[str] = []
        self._bounds: dict[str, tuple[float, float]] = {}
        self._criteria = criterion_ids(pack)
        sections = pack.forms[SURVEY].sections
        self._questions = tuple(
            q for s in sections for q in s.questions if q.scope == "household" and q.kind != "roster"
        )
        for question in self._questions:
            self._add(question)
        if tuple(sorted(self._bounds)) != tuple(sorted(NUMBERS)):
            raise GiveUpError

    def read(self, answers: Mapping[str, Any]) -> tuple[int, Number, Number]:
        """The bits, floor area and electricity. KeyError, TypeError or GiveUpError where it is not plain."""
        found = 0
        for question, meaning in self._asked:
            found |= meaning[answers[question]]
        for question, meaning, mask, wanted in self._optional:
            if found & mask == wanted and question in answers:
                found |= meaning[answers[question]]
        for question, options, pairs in self._lists:
            found |= _chosen(answers[question], options, pairs)
        for question in self._texts:
            if type(answers[question]) is not str or not answers[question].strip():
                raise GiveUpError
        if not answers.keys().isdisjoint(self._criteria):
            self._check_criteria(answers)
        area, electricity = NUMBERS
        return found, self._number(answers, area), self._number(answers, electricity)

    def _number(self, answers: Mapping[str, Any], question: str) -> Number:
        number = answers[question]
        low, high = self._bounds[question]
        if (type(number) is not int and type(number) is not float) or not low <= number <= high:
            raise GiveUpError
        return number

    def _check_criteria(self, answers: Mapping[str, Any]) -> None:
        for criterion in self._criteria:
            if criterion in answers and answers[criterion] not in ("yes", "no"):
                raise GiveUpError

    def _add(self, question: Question) -> None:
        test = self._when(question)
        if test is None:
            return
        if question.kind in ONE_OF and question.optional:
            self._optional.append(Optional(question.id, self._meaning(question), *test))
            return
        if test != ALWAYS or question.optional:
            raise GiveUpError
        if question.kind in ONE_OF:
            self._asked.append((question.id, self._meaning(question)))
        elif question.kind == "many":
            self._lists.append(self._list(question))
        elif question.kind == "decimal":
            self._bounds[question.id] = _bounds(question)
        elif question.kind in TEXTS:
            self._texts.append(question.id)
        else:
            raise GiveUpError

    def _when(self, question: Question) -> When | None:
        by_id = {one.id: one for one in self._questions}

        def known(condition: Condition) -> When | None:
            other = by_id.get(condition.field)
            sure = other is not None and not other.relevant
            return on_answer(self._bits, other, condition, sure)

        return when(question, known)

    def _meaning(self, question: Question) -> Meaning:
        dwelling = self._pack.dwelling
        also = {
            "water": dict.fromkeys(dwelling.unclean_water, b.UNCLEAN_WATER),
            "toilet": dict.fromkeys(dwelling.unhygienic_toilet, b.UNHYGIENIC_TOILET),
        }.get(question.id, {})
        return {
            value: self._bits.of(question.id, value)
            | also.get(value, 0)
            | said_by(self._bits, question, self._questions, value)
            for value in allowed(self._pack, question)
        }

    def _list(self, question: Question) -> Listed:
        options = {option.id: self._bits.of(question.id, option.id) for option in question.options}
        pairs = {options[o.id] | options[other] for o in question.options for other in o.excludes}
        return Listed(question.id, options, tuple(sorted(pairs)))


def _chosen(value: object, options: Meaning, pairs: tuple[int, ...]) -> int:
    """The bits of a list of options; GiveUpError where one stands twice or two exclude each other."""
    if type(value) is not list:
        raise GiveUpError
    found = sum(map(options.__getitem__, value))
    if found.bit_count() != len(value):  # a bit added to itself carries, and then there are fewer
        raise GiveUpError
    for both in pairs:
        if found & both == both:
            raise GiveUpError
    return found


def _bounds(question: Question) -> tuple[float, float]:
    if not question.minimum or not question.maximum:
        raise GiveUpError
    return safe(Decimal(question.minimum)), safe(Decimal(question.maximum))


def safe(number: Decimal) -> float:
    """The float nearest to a decimal of few digits. GiveUpError for one of more.

    Two decimals of at most 15 digits are never the same float, and the greater never becomes the smaller
    float, so that comparing such floats is comparing the decimals.
    """
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or len(digits) > SAFE_DIGITS or abs(exponent) > SAFE_DIGITS:
        raise GiveUpError
    return float(number)
