"""How a survey came about, in figures an officer can look at: times, changes, likeness, people. Pure.

A trace is what is left of one finished Phiếu B and its answer log once only that matters. Nothing here
decides anything about a household, and nothing of it is shown to the enumerator.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.cases.case import Case
from bot.cases.form_record import AnswerChange, FormRecord, results_of
from bot.cases.quality_members import members_apart
from bot.cases.replay import ROSTER
from bot.scoring.answers import Answers

CARRIED = frozenset({"mau_01", "mau_04", "last_list"})
"""Where an answer may come from without anybody having given it at the door (AnswerChange.by)."""
IDENTITY = frozenset({"name", "sex", "birth", "relation", "ethnicity", "national_id", "household_size"})
"""Questions that say who the people are, not how they live."""
ONE_SCREEN = 0.5
"""Seconds within which answers were not given one after the other: nobody reads and answers in half a second;
they are one tap with several answers, or were typed ahead and came in together."""

Timing = Literal[
    "timed",  # answered here, one screen after the other
    "paper",  # typed in after the day of the visit
    "brought",  # came from another tool in one piece
]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a rule of quality fires; each is a setting RASOAT_QUALITY_… of the same name.

    form_minutes: the shortest form has some 23 screens; read aloud and answered they take longer than that.
    question_seconds, question_share, question_count: what is plain to see (a wall, a roof) is tapped at once,
      so only a form where that many percent of at least so many answers came that fast says something.
    changes: one changed answer can move a class.
    line_points: A of so many points or less under the line (the table goes in steps of five).
    line_share, line_files, line_times: percent of an enumerator's files that stand there, of at least so many
      files, and how many times the share of the others.
    same_answers: a household answers at least some 20 questions that do not say who it is.
    members: people missing from, or added to, those of Mẫu 01. pause_minutes: a longer gap is no work.
    """

    form_minutes: int = 5
    question_seconds: int = 3
    question_share: int = 50
    question_count: int = 10
    changes: int = 1
    line_points: int = 5
    line_share: int = 40
    line_files: int = 10
    line_times: int = 2
    same_answers: int = 20
    members: int = 1
    pause_minutes: int = 30


USUAL = Thresholds()
"""Where no setting says otherwise."""


@dataclass(frozen=True, slots=True)
class SurveyTrace:
    """One finished Phiếu B.

    enumerator: staff id of who sent it first. gaps: (question id, seconds since the screen before), in order;
    the first screen has none. changed: the changes made after the score had been seen, each with its reason.
    score_a, line, score_b, official: of the result that counts.
    likeness: digest of all answers that do not say who the people are; likeness_of: how many those are.
    gone, added: names on Mẫu 01 that are not on Phiếu B, and the other way round.
    """

    case_id: str
    code: str
    initials: str
    area: str
    enumerator: str
    timing: Timing
    gaps: tuple[tuple[str, float], ...] = ()
    changed: tuple[AnswerChange, ...] = ()
    score_a: int = 0
    line: int = 0
    score_b: int = 0
    official: bool = False
    likeness: str = ""
    likeness_of: int = 0
    gone: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def seconds(self, pause_minutes: int) -> float:
        """Time at work from the first own answer to the last, longer pauses left out."""
        return sum(gap for _, gap in self.gaps if gap <= pause_minutes * 60)


def trace_of(
    case: Case, record: FormRecord, log: Iterable[AnswerChange], request: Answers | None = None
) -> SurveyTrace | None:
    """The trace of a sent Phiếu B with its answer log; request: the answers of Mẫu 01. None if never sent."""
    results = results_of(record)
    if not results:
        return None
    changes, sent = tuple(log), case.last("finish_survey")
    answers, data = results[-1].answers, results[-1].data
    likeness, likeness_of = likeness_to_others(answers)
    gone, added = members_apart(request, answers) if request is not None else ((), ())
    return SurveyTrace(
        case.id,
        case.code,
        case.initials,
        case.area,
        sent.by if sent is not None else record.owner,
        timing_of(record),
        gaps_between(changes),
        tuple(one for one in changes if one.reason),
        _number(data, "score_a"),
        _number(data, "line"),
        _number(data, "score_b"),
        data.get("official") is True,
        likeness,
        likeness_of,
        gone,
        added,
    )


def timing_of(record: FormRecord) -> Timing:
    """Whether its times say anything. Only the conversation reads a form back; an import never does."""
    if not record.read_back:
        return "brought"
    late = record.visited_on is not None and record.visited_on < record.started_at.date()
    return "paper" if late else "timed"


def gaps_between(log: Iterable[AnswerChange]) -> tuple[tuple[str, float], ...]:
    """Seconds before each screen but the first; a screen is named after its first answer.

    Answers carried over, and those changed after the score had been seen, do not count.
    """
    found: list[tuple[str, float]] = []
    before = None
    for one in log:
        if one.by in CARRIED or one.reason:
            continue
        gap = (one.at - before).total_seconds() if before is not None else 0.0
        if gap > ONE_SCREEN:
            found.append((one.key.rpartition(".")[2], gap))
        before = one.at
    return tuple(found)


def answers_before(answers: Answers, changed: Iterable[AnswerChange]) -> Answers:
    """The answers as they were before these changes, the last of them taken back first."""
    for one in reversed(tuple(changed)):
        if one.key == ROSTER:
            answers = Answers(one.old if isinstance(one.old, tuple) else (), answers.values)
        else:
            answers = answers.put({one.key: one.old})
    return answers


def likeness_to_others(answers: Answers) -> tuple[str, int]:
    """A digest that two households share whose answers but the identity are the same; of how many answers.

    Members are compared as people, whatever their order; answers of members taken off do not count.
    """
    people: dict[str, list[tuple[str, str]]] = {member: [] for member in ("", *answers.members)}
    for name, value in answers.values.items():
        member, _, question = name.rpartition(".")
        if question not in IDENTITY and member in people:
            people[member].append((question, repr(value)))
    own = sorted(people.pop(""))
    others = sorted(sorted(one) for one in people.values())
    count = len(own) + sum(map(len, others))
    return hashlib.blake2s(repr((own, others)).encode(), digest_size=16).hexdigest(), count


def _number(data: Mapping[str, object], name: str) -> int:
    value = data.get(name)
    return value if isinstance(value, int) else 0
