"""The rules of quality as a table: what each looks at, which settings it has, its words, when it fires. Pure.

A rule that fires is a hint to ask again. It blocks nothing, moves nothing and reaches no enumerator.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.cases.quality import SurveyTrace, Thresholds

RuleId = Literal[
    "form_too_fast",
    "questions_too_fast",
    "changed_after_score",
    "identical_answers",
    "missing_members",
    "just_under_line",
]
Figures = Mapping[str, int | tuple[str, ...]]
"""Why a rule fired, by the names its words use: numbers, names of people, ids of other files."""


@dataclass(frozen=True, slots=True)
class QualityRule:
    """looks_at: one form alone, one form beside the others, or all forms of one enumerator.
    settings: fields of Thresholds. words: key of the sentence."""

    id: RuleId
    looks_at: Literal["form", "across", "enumerator"]
    settings: tuple[str, ...]
    words: str


RULES: tuple[QualityRule, ...] = (
    QualityRule("form_too_fast", "form", ("form_minutes", "pause_minutes"), "quality.rule.form_too_fast"),
    QualityRule(
        "questions_too_fast",
        "form",
        ("question_seconds", "question_share", "question_count", "pause_minutes"),
        "quality.rule.questions_too_fast",
    ),
    QualityRule("changed_after_score", "form", ("changes",), "quality.rule.changed_after_score"),
    QualityRule("missing_members", "form", ("members",), "quality.rule.missing_members"),
    QualityRule("identical_answers", "across", ("same_answers",), "quality.rule.identical_answers"),
    QualityRule(
        "just_under_line",
        "enumerator",
        ("line_points", "line_share", "line_files", "line_times"),
        "quality.rule.just_under_line",
    ),
)


@dataclass(frozen=True, slots=True)
class Concern:
    """A rule that fired. about: id of the case, or of the enumerator."""

    rule: QualityRule
    about: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Comparison:
    """All surveys of a round, made ready to hold one against the others.

    poor_from: điểm B from which a household under the line is poor. alike: likeness → files that share it.
    times: seconds of the timed forms, shortest first.
    """

    traces: tuple[SurveyTrace, ...]
    thresholds: Thresholds
    poor_from: int
    alike: Mapping[str, tuple[SurveyTrace, ...]]
    times: tuple[float, ...]


def compare(traces: Iterable[SurveyTrace], thresholds: Thresholds, poor_from: int) -> Comparison:
    """The surveys of a round beside one another."""
    known = tuple(traces)
    alike: dict[str, list[SurveyTrace]] = {}
    for one in known:
        alike.setdefault(one.likeness, []).append(one)
    shared = {name: tuple(some) for name, some in alike.items() if len(some) > 1}
    times = sorted(one.seconds(thresholds.pause_minutes) for one in known if one.timing == "timed")
    return Comparison(known, thresholds, poor_from, shared, tuple(times))


def concerns_of(trace: SurveyTrace, beside: Comparison) -> tuple[Concern, ...]:
    """What fired for one file, in the table's order."""
    found = []
    for rule in RULES:
        check = OF_A_FORM.get(rule.id)
        figures = check(trace, beside) if check is not None else None
        if figures is not None:
            found.append(Concern(rule, trace.case_id, figures))
    return tuple(found)


def concerns_of_enumerator(
    enumerator: str, own: tuple[SurveyTrace, ...], beside: Comparison
) -> tuple[Concern, ...]:
    """What fired for one enumerator over these of their files, held against everybody else's."""
    found = []
    for rule in RULES:
        check = OF_AN_ENUMERATOR.get(rule.id)
        figures = check(enumerator, own, beside) if check is not None else None
        if figures is not None:
            found.append(Concern(rule, enumerator, figures))
    return tuple(found)


# ── one form ─────────────────────────────────────────────────────────────────────────────────
def _form_too_fast(trace: SurveyTrace, beside: Comparison) -> Figures | None:
    limits = beside.thresholds
    if trace.timing != "timed":
        return None
    seconds = trace.seconds(limits.pause_minutes)
    if seconds >= limits.form_minutes * 60:
        return None
    return {
        "seconds": int(seconds),
        "others": len(beside.times) - 1,
        "median": int(_middle_of_others(beside.times, seconds)),
        "limit": limits.form_minutes,
    }


def _middle_of_others(times: Sequence[float], own: float) -> float:
    """The median of sorted times without one that is this long; 0 where no other is there."""
    mine, others = bisect_left(times, own), len(times) - 1

    def at(n: int) -> float:
        return times[n if n < mine else n + 1]

    return (at((others - 1) // 2) + at(others // 2)) / 2 if others else 0


def _questions_too_fast(trace: SurveyTrace, beside: Comparison) -> Figures | None:
    limits = beside.thresholds
    counted = [gap for _, gap in trace.gaps if gap <= limits.pause_minutes * 60]
    if trace.timing != "timed" or len(counted) < limits.question_count:
        return None
    fast = sum(gap < limits.question_seconds for gap in counted)
    if not fast or 100 * fast < limits.question_share * len(counted):
        return None
    return {
        "fast": fast,
        "count": len(counted),
        "seconds": limits.question_seconds,
        "limit": limits.question_share,
    }


def _changed_after_score(trace: SurveyTrace, beside: Comparison) -> Figures | None:
    limit = beside.thresholds.changes
    if not trace.changed or len(trace.changed) < limit:
        return None
    return {"count": len(trace.changed), "limit": limit}


def _missing_members(trace: SurveyTrace, beside: Comparison) -> Figures | None:
    apart = len(trace.gone) + len(trace.added)
    if not apart or apart < beside.thresholds.members:
        return None
    return {"gone": trace.gone, "added": trace.added, "limit": beside.thresholds.members}


# ── one form beside the others ───────────────────────────────────────────────────────────────
def _identical_answers(trace: SurveyTrace, beside: Comparison) -> Figures | None:
    same = tuple(one.case_id for one in beside.alike.get(trace.likeness, ()) if one.case_id != trace.case_id)
    if not same or trace.likeness_of < max(beside.thresholds.same_answers, 1):
        return None
    return {"count": trace.likeness_of, "cases": same, "limit": beside.thresholds.same_answers}


# ── all forms of one enumerator ──────────────────────────────────────────────────────────────
def is_near_line(trace: SurveyTrace, points: int, poor_from: int) -> bool:
    """Under the line of điểm A by so many points or less, or under it with điểm B just enough to be poor."""
    under = trace.line - trace.score_a
    return under >= 0 and (under <= points or trace.score_b == poor_from)


def _just_under_line(enumerator: str, own: tuple[SurveyTrace, ...], beside: Comparison) -> Figures | None:
    """Held against the others where they have enough files for that; else the share alone counts."""
    limits, files = beside.thresholds, len(own)
    others = [one for one in beside.traces if one.enumerator != enumerator]
    near, theirs = _near(own, beside), _near(others, beside)
    if not near or files < limits.line_files or 100 * near < limits.line_share * files:
        return None
    compared = len(others) >= max(limits.line_files, 1)
    if compared and near * len(others) < limits.line_times * theirs * files:
        return None
    return {
        "near": near,
        "files": files,
        "points": limits.line_points,
        "limit": limits.line_share,
        "times": limits.line_times,
        "poor_from": beside.poor_from,
        "others": len(others) if compared else 0,
        "others_near": theirs,
    }


def _near(traces: Iterable[SurveyTrace], beside: Comparison) -> int:
    return sum(is_near_line(one, beside.thresholds.line_points, beside.poor_from) for one in traces)


OF_A_FORM: Mapping[RuleId, Callable[[SurveyTrace, Comparison], Figures | None]] = {
    "form_too_fast": _form_too_fast,
    "questions_too_fast": _questions_too_fast,
    "changed_after_score": _changed_after_score,
    "missing_members": _missing_members,
    "identical_answers": _identical_answers,
}
OF_AN_ENUMERATOR: Mapping[RuleId, Callable[[str, tuple[SurveyTrace, ...], Comparison], Figures | None]] = {
    "just_under_line": _just_under_line
}
