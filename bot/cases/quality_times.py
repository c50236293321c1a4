"""Figures of time and number over many surveys: per enumerator, per question. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from bot.cases.quality import SurveyTrace

FEWEST = 3
"""Answers of a question from which their middle is shown: of one or two it says nothing."""


@dataclass(frozen=True, slots=True)
class TimeFigures:
    """Over some surveys. files: how many; timed, paper, brought: by how they were entered.

    form_seconds: median of the timed forms; question_seconds: of all their screens; 0 where there is none.
    """

    files: int
    timed: int
    paper: int
    brought: int
    form_seconds: float
    question_seconds: float


def time_figures(traces: Iterable[SurveyTrace], pause_minutes: int) -> TimeFigures:
    """Forms typed from paper and those of other tools are counted apart: their times say nothing."""
    known = tuple(traces)
    timed = [one for one in known if one.timing == "timed"]
    gaps = [gap for one in timed for _, gap in one.gaps if gap <= pause_minutes * 60]
    return TimeFigures(
        files=len(known),
        timed=len(timed),
        paper=sum(one.timing == "paper" for one in known),
        brought=sum(one.timing == "brought" for one in known),
        form_seconds=median([one.seconds(pause_minutes) for one in timed]) if timed else 0,
        question_seconds=median(gaps) if gaps else 0,
    )


def question_seconds(traces: Iterable[SurveyTrace], pause_minutes: int) -> dict[str, float]:
    """Question id → median seconds before its answer, of questions answered often enough."""
    found: dict[str, list[float]] = {}
    for one in traces:
        if one.timing == "timed":
            for question, gap in one.gaps:
                if gap <= pause_minutes * 60:
                    found.setdefault(question, []).append(gap)
    return {question: median(gaps) for question, gaps in found.items() if len(gaps) >= FEWEST}
