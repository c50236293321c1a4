"""Forms as data: sections of questions, when each is asked, what an answer must be.

The words of a form are the law's or the pack's, so they travel with the form, by language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Words = Mapping[str, str]
"""Language code → text; "vi" is always there."""

Kind = Literal[
    "choice",  # one of the options
    "many",  # any of the options, also none of them
    "yes_no",  # yes | no, and unknown where `unknown` is set
    "integer",
    "decimal",
    "money",  # whole đồng, 0 to a thousand tỷ
    "date",  # ISO day, or a year alone
    "text",
    "name",
    "national_id",
    "phone",
    "ethnicity",  # code of the 1979 list
    "area",  # id of an area of the commune
    "roster",  # the list of members is complete: its value is their number
]
Scope = Literal["household", "member"]
Ask = Literal[
    "each",  # one screen a member
    "checklist",  # one screen for all members: who is it that …?
]


@dataclass(frozen=True, slots=True)
class Condition:
    """One plain statement about an answer or a derived field; all of a list must hold.

    field: a question id (the same member's, else the household's), or a derived field:
      "age" (completed years at the reference date), "schooling_met" (yes | no).
    A many-of question meets `one_of` where any of those named was chosen.
    over: a question of the same scope: this number is more than that one's.
    A statement about an answer that is not there does not hold.
    """

    field: str
    one_of: tuple[str, ...] = ()
    at_least: int | None = None
    below: int | None = None
    above: int | None = None
    over: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """excludes: other options that cannot be true at once.

    also: answers of other questions of the same scope (id → option) that its words state as well, so
    that they need not be asked ("đang học cấp 2, đã xong tiểu học").
    """

    id: str
    text: Words
    excludes: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SoftCheck:
    """Asks once more, with the reason; the person may keep the answer."""

    id: str
    when: tuple[Condition, ...]
    text: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form.

    text: asked in full; "{name}" stands for the member asked about.
    short: the label in summaries and lists.
    help: the convention behind "?" (may be empty).
    marked / unmarked: for a checklist, the value of those named and of those not named.
    nobody: words of one more choice that says of this checklist and of those in `nobody_also` that
    nobody is to be named; it must say so in full.
    minimum, maximum: hard bounds of a number, inclusive, as decimal text; decimals: digits after the point.
    extra: asked by the bot, not on the printed form.
    """

    id: str
    kind: Kind
    scope: Scope
    text: Words
    short: Words
    help: Words
    options: tuple[Option, ...] = ()
    relevant: tuple[Condition, ...] = ()
    ask: Ask = "each"
    marked: str = ""
    unmarked: str = ""
    nobody: Words = field(default_factory=dict)
    nobody_also: tuple[str, ...] = ()
    unknown: bool = False
    optional: bool = False
    minimum: str | None = None
    maximum: str | None = None
    decimals: int = 0
    unit: str = ""
    soft: tuple[SoftCheck, ...] = ()
    extra: bool = False
    source: str = ""

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)


EvidenceKind = Literal["photo", "location"]


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """What may be added to a form besides its answers, where the household agrees; never part of the score.

    text: what is asked for; short: its name in lists; consent: what the household is asked beforehand.
    most: how many at most.
    """

    id: str
    kind: EvidenceKind
    text: Words
    short: Words
    consent: Words
    most: int
    source: str


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: Words
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a pack: its id ("mau_01", "phieu_a", "phieu_b"), name on paper, sections in order."""

    id: str
    title: Words
    sections: tuple[Section, ...]
    source: str = ""
    evidence: tuple[EvidenceItem, ...] = ()

    def question(self, question_id: str) -> Question:
        for section in self.sections:
            for question in section.questions:
                if question.id == question_id:
                    return question
        raise KeyError(question_id)

    def evidence_item(self, item_id: str) -> EvidenceItem | None:
        """What the pack allows under this id; None where it allows no such thing (any more)."""
        return next((one for one in self.evidence if one.id == item_id), None)


SKIPPED = "-"
"""The value of an optional question the person chose to leave out: said, not merely absent."""
