"""One member in the fast lane: from the birth to what is asked at that age and what each answer means."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from bot.scoring.contract_values import FIRST_YEAR
from bot.scoring.dates import age_months
from bot.scoring.education import SchoolNeed
from bot.scoring.fast import bits as b
from bot.scoring.fast.asked import ALWAYS, ONE_OF, TEXTS, When, allowed, on_answer, plain, said_by, when
from bot.scoring.fast.bits import Bits, GiveUpError, Meaning
from bot.scoring.forms import Condition, Question
from bot.scoring.household import SURVEY
from bot.scoring.pack import Pack
from bot.scoring.path import holds

PREFIX = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
DAYS = {f"-{day:02}": day for day in range(1, 32)}
YEAR_LETTERS, DAY_LETTERS = len("1984"), len("1984-03-02")
SAYS: Mapping[str, Meaning] = {
    "pension": {"yes": b.PENSION},
    "social_allowance": {"yes": b.ALLOWANCE},
    "disabled_or_ill": {"yes": b.DISABLED | b.WEAK, "no": b.ABLE},
    "labour_contract": {"no": b.NO_CONTRACT},
    "firm_certified": {"yes": b.CERTIFIED},
    "uses_internet": {"yes": b.ONLINE, "unknown": b.ONLINE},
}
"""What answers mean at any age. Online: anything but "no", as the indicator has it."""


class Facts(NamedTuple):
    """What a birth decides: age in years, schooling needed, whether short of working age's end, by sex."""

    age: int
    pupil: SchoolNeed | None
    adult: SchoolNeed | None
    male: bool
    female: bool


class Stage(NamedTuple):
    """All that one age asks. bits: known from the age alone; asked: always, question by question;
    sometimes: where the bits so far are as wanted; texts: to be there and not empty."""

    bits: int
    asked: tuple[tuple[str, Meaning], ...]
    sometimes: tuple[tuple[int, int, str, Meaning], ...]
    texts: tuple[str, ...]


class Month(NamedTuple):
    """Births of one month: its last day, and the stage up to the reference date's day and after it."""

    last: int
    early: Stage
    late: Stage | None


class Members:
    """Members at one reference date. Months and stages are worked out as they come, each once."""

    def __init__(self, pack: Pack, at: date, bits: Bits, read_apart: frozenset[str]) -> None:
        """read_apart: questions of which each answer has a bit of its own, for the points table."""
        if at.year not in pack.working_age:
            raise GiveUpError
        self._pack, self._at, self._bits, self._apart = pack, at, bits, read_apart
        sections = pack.forms[SURVEY].sections
        found = tuple(q for s in sections for q in s.questions if q.scope == "member")
        self._by_id = {question.id: question for question in found}
        self._questions = found
        birth = self._by_id.get("birth")
        if birth is None or birth.kind != "date" or birth.relevant or birth.optional:
            raise GiveUpError
        self._months = _Months(self)
        self._stages: dict[Facts, Stage] = {}

    def read(self, member: Mapping[str, Any]) -> int:
        """The bits of a member as given. KeyError, TypeError or GiveUpError where it is not plain."""
        found, asked, sometimes, texts = self._stage(member["birth"])
        for question, meaning in asked:
            found |= meaning[member[question]]
        for mask, wanted, question, meaning in sometimes:
            if found & mask == wanted:
                found |= meaning[member[question]]
        for question in texts:
            text = member[question]
            if type(text) is not str or not text.strip():
                raise GiveUpError
        return found

    def _stage(self, birth: object) -> Stage:
        if type(birth) is int:
            birth = str(birth)
        if type(birth) is not str:
            raise GiveUpError
        if len(birth) == YEAR_LETTERS:
            return self._months[birth].early  # a year alone counts as its first day
        if len(birth) != DAY_LETTERS:
            raise GiveUpError
        last, early, late = self._months[birth[:7]]
        day = DAYS[birth[7:]]
        stage = early if day <= self._at.day else late
        if day > last or stage is None:
            raise GiveUpError
        return stage

    def month(self, prefix: str) -> Month:
        """The month "1984-03", or the January of a year alone. GiveUpError for what cannot be a birth."""
        match = PREFIX.fullmatch(prefix)
        if match is None:
            raise GiveUpError
        year, month = int(match[1]), int(match[2] or 1)
        if year < FIRST_YEAR or (year, month) > (self._at.year, self._at.month):
            raise GiveUpError
        last = monthrange(year, month)[1]
        future = (year, month) == (self._at.year, self._at.month)
        late = None if future or last <= self._at.day else self._born(date(year, month, last))
        return Month(last, self._born(date(year, month, 1)), late)

    def _born(self, day: date) -> Stage:
        birth = day.isoformat()
        months = age_months(birth, self._at)
        pack, limit = self._pack, self._pack.working_age[self._at.year]
        pupil = pack.schooling.child_need(birth, self._at)
        adult = pack.schooling.adult_need(months // 12)
        facts = Facts(months // 12, pupil, adult, months < limit.male, months < limit.female)
        if facts not in self._stages:
            self._stages[facts] = self._asked(facts)
        return self._stages[facts]

    def _asked(self, facts: Facts) -> Stage:
        sure: set[str] = set()
        asked, sometimes, texts = [], [], []
        for question in self._questions:
            test = self._when(question, facts, sure)
            if test is None or question.id == "birth":
                continue
            if question.optional or question.kind not in (*ONE_OF, *TEXTS):
                raise GiveUpError
            if question.kind in TEXTS:
                if test != ALWAYS:
                    raise GiveUpError
                texts.append(question.id)
            elif test == ALWAYS:
                sure.add(question.id)
                asked.append((question.id, self._meaning(question, facts)))
            else:
                sometimes.append((*test, question.id, self._meaning(question, facts)))
        if "uses_internet" not in sure:
            raise GiveUpError
        return Stage(self._of_age(facts), tuple(asked), tuple(sometimes), tuple(texts))

    def _when(self, question: Question, facts: Facts, sure: set[str]) -> When | None:
        def known(condition: Condition) -> When | None:
            if condition.field == "age":
                return ALWAYS if holds(condition, str(facts.age)) else None
            if condition.field == "schooling_met":
                return _on_schooling(condition, facts, sure)
            other = self._by_id.get(condition.field)
            return on_answer(self._bits, other, condition, condition.field in sure)

        return when(question, known)

    def _of_age(self, facts: Facts) -> int:
        ages = self._pack.ages
        weak = facts.age < ages.weak_below or facts.age > ages.weak_above
        return sum(
            bit
            for bit, true in (
                (b.WEAK, weak),
                (b.CHILD, facts.age < ages.dependant_below),
                (b.ELDERLY, facts.age >= ages.elderly_from),
                (b.ADULT, facts.adult is not None),
                (b.PUPIL, facts.pupil is not None),
            )
            if true
        )

    def _meaning(self, question: Question, facts: Facts) -> Meaning:
        return {
            value: SAYS.get(question.id, {}).get(value, 0)
            | sum(self._at_age(question.id, value, facts))
            | self._of_work(question.id, value)
            | said_by(self._bits, question, self._questions, value)
            | (self._bits.of(question.id, value) if question.id in self._apart else 0)
            for value in allowed(self._pack, question)
        }

    def _at_age(self, question: str, value: str, facts: Facts) -> Iterator[int]:
        """What an answer means at this age and perhaps not at another."""
        pack = self._pack
        if question == "sex" and facts.age >= pack.ages.work_from:
            if facts.male if value == "male" else facts.female:
                yield b.WORKING_AGE
        elif question == "undernourished" and facts.age < pack.ages.nutrition_below:
            yield {"yes": b.UNDERNOURISHED, "unknown": b.UNDERNOURISHED_UNKNOWN}.get(value, 0)
        elif question == "insured" and facts.age >= pack.ages.insurance_from:
            yield {"no": b.UNINSURED, "unknown": b.UNINSURED_UNKNOWN}.get(value, 0)
        elif question in ("attending", "certificate"):
            for need, bit in ((facts.pupil, b.PUPIL_SCHOOLED), (facts.adult, b.ADULT_SCHOOLED)):
                says = (value, None) if question == "attending" else (None, value)
                if need is not None and pack.schooling.meets(need, *says):
                    yield bit

    def _of_work(self, question: str, value: str) -> int:
        employment = self._pack.employment
        if question != "work":
            return 0
        jobless = b.JOBLESS if value in employment.without_work else 0
        return jobless | (b.PAID if value in employment.needs_contract else 0)


class _Months(dict[str, Month]):
    """Month by prefix of the birth, asked of `Members` the first time. At most one a month since 1900."""

    def __init__(self, members: Members) -> None:
        super().__init__()
        self._of = members

    def __missing__(self, prefix: str) -> Month:
        self[prefix] = found = self._of.month(prefix)
        return found


def _on_schooling(condition: Condition, facts: Facts, sure: set[str]) -> When | None:
    """The test for the derived field schooling_met: yes or no at the ages of adult education, else none."""
    if facts.adult is None:
        return None
    if not plain(condition):
        raise GiveUpError
    yes, no = holds(condition, "yes"), holds(condition, "no")
    if yes == no:
        return ALWAYS if yes else None
    if not {"attending", "certificate"} <= sure:
        raise GiveUpError
    return When(b.ADULT_SCHOOLED, b.ADULT_SCHOOLED if yes else 0)
