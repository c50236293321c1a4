"""What of a survey an officer might ask about again, in words: neutral, with the figures and the limit.

For officers alone: no conversation, button or notice of an enumerator comes here.
"""

from collections.abc import Callable, Mapping

from bot.cases.case import Case
from bot.cases.form_record import results_of
from bot.cases.quality import SurveyTrace, answers_before
from bot.cases.quality_rules import Comparison, Concern, Figures, RuleId, compare, concerns_of
from bot.dialogue.turn import Turn
from bot.dialogue.walk import form_of
from bot.handlers import result
from bot.scoring.explain import class_text
from bot.scoring.pack import Pack
from bot.scoring.score import ScoringError, score
from bot.scoring.stored import place_of, reference_date_of

Said = Mapping[str, object]

SHOWN = 5
"""Files that are alike named in one sentence."""


def all_surveys(turn: Turn, round_id: str) -> Comparison:
    """Every survey sent in this round, each beside the others."""
    pack = turn.env.pack(turn.place.round_of(round_id).pack_id)
    traces = turn.facts.survey_traces(round_id)
    return compare(traces, turn.env.thresholds, pack.deprivation.poor_from)


def fired(turn: Turn, case: Case) -> tuple[Concern, ...]:
    """What fired for a file; nothing before its survey was sent."""
    if case.state not in result.SURVEYED:
        return ()
    beside = all_surveys(turn, case.round_id)
    trace = _trace(beside, case.id)
    return concerns_of(trace, beside) if trace is not None else ()


def of_file(turn: Turn, case: Case) -> str:
    """All that fired for a file, a paragraph each with the reason; how long it took."""
    beside = all_surveys(turn, case.round_id)
    trace = _trace(beside, case.id)
    found = concerns_of(trace, beside) if trace is not None else ()
    if trace is None or not found:
        return turn.t("quality.nothing", code=case.code)
    title = turn.t("quality.title", code=case.code, count=len(found))
    sentences = [sentence(turn, one, beside) for one in found]
    return "\n\n".join((f"{title}\n{_time(turn, trace)}", *sentences))


def _trace(beside: Comparison, case_id: str) -> SurveyTrace | None:
    return next((one for one in beside.traces if one.case_id == case_id), None)


def _time(turn: Turn, trace: SurveyTrace) -> str:
    if trace.timing != "timed":
        return turn.t(f"quality.form.{trace.timing}")
    if not trace.gaps:
        return turn.t("quality.form.at_once")
    seconds = trace.seconds(turn.env.thresholds.pause_minutes)
    return turn.t("quality.form.timed", minutes=minutes(turn, seconds), screens=len(trace.gaps) + 1)


def minutes(turn: Turn, seconds: float) -> str:
    """Whole minutes that have passed, as a number or in words."""
    return str(int(seconds // 60)) if seconds >= 60 else turn.t("quality.under_one")


def sentence(turn: Turn, concern: Concern, beside: Comparison) -> str:
    """Why a rule fired."""
    values = _VALUES[concern.rule.id](turn, concern, beside)
    text = turn.t(concern.rule.words, **values)
    if concern.rule.id != "changed_after_score":
        return text
    case = turn.facts.case(concern.about)
    changes = result.changes(turn, form_of(turn, case.survey)) if case and case.survey else ""
    return f"{text}\n{changes}"


def names(turn: Turn, concerns: tuple[Concern, ...]) -> str:
    """The rules in two or three words each."""
    return "; ".join(turn.t(f"quality.name.{one.rule.id}") for one in concerns)


# ── the values of each sentence ──────────────────────────────────────────────────────────────
def _number(figures: Figures, name: str) -> int:
    value = figures[name]
    return value if isinstance(value, int) else len(value)


def _list(figures: Figures, name: str) -> tuple[str, ...]:
    value = figures[name]
    return value if isinstance(value, tuple) else ()


def _form_too_fast(turn: Turn, concern: Concern, _beside: Comparison) -> Said:
    figures = concern.figures
    others = turn.t("quality.others_none")
    if count := _number(figures, "others"):
        middle = minutes(turn, _number(figures, "median"))
        others = turn.t("quality.others_median", count=count, median=middle)
    own = minutes(turn, _number(figures, "seconds"))
    return {"minutes": own, "limit": figures["limit"], "others": others}


def _as_they_are(_turn: Turn, concern: Concern, _beside: Comparison) -> Said:
    return concern.figures


def _missing_members(turn: Turn, concern: Concern, _beside: Comparison) -> Said:
    gone, added = _list(concern.figures, "gone"), _list(concern.figures, "added")
    rows = [
        turn.t("quality.gone", names=", ".join(gone)) if gone else "",
        turn.t("quality.added", names=", ".join(added)) if added else "",
    ]
    people = "\n".join(row for row in rows if row)
    return {"apart": len(gone) + len(added), "limit": concern.figures["limit"], "people": people}


def _identical_answers(turn: Turn, concern: Concern, beside: Comparison) -> Said:
    """The other files by their codes, as many as can be read; of other officers' areas only how many."""
    ids = _list(concern.figures, "cases")
    others = [one for one in beside.traces if one.case_id in ids]
    own = [one.code for one in others if is_theirs(turn, one)]
    elsewhere = len(others) - len(own)
    said = own[:SHOWN]
    if len(own) > SHOWN:
        said.append(turn.t("quality.more", count=len(own) - SHOWN))
    if elsewhere:
        said.append(turn.t("quality.elsewhere", count=elsewhere))
    return {**concern.figures, "others": ", ".join(said)}


def is_theirs(turn: Turn, trace: SurveyTrace) -> bool:
    """Whether the survey is of an area this officer answers for."""
    staff = turn.staff
    return staff is not None and (not staff.areas or trace.area in staff.areas)


def _just_under_line(turn: Turn, concern: Concern, _beside: Comparison) -> Said:
    figures = concern.figures
    others = turn.t("quality.line_alone")
    if files := _number(figures, "others"):
        near, times = figures["others_near"], figures["times"]
        others = turn.t("quality.line_others", near=near, files=files, times=times)
    return {**figures, "others": others}


def _changed_after_score(turn: Turn, concern: Concern, beside: Comparison) -> Said:
    return {**concern.figures, "moved": _moved(turn, concern.about, beside)}


_VALUES: Mapping[RuleId, Callable[[Turn, Concern, Comparison], Said]] = {
    "form_too_fast": _form_too_fast,
    "questions_too_fast": _as_they_are,
    "changed_after_score": _changed_after_score,
    "missing_members": _missing_members,
    "identical_answers": _identical_answers,
    "just_under_line": _just_under_line,
}


# ── whether the changes moved the class ──────────────────────────────────────────────────────
def _moved(turn: Turn, case_id: str, beside: Comparison) -> str:
    """The class without the changes beside that of the result that counts, by the very same table."""
    case, trace = turn.facts.case(case_id), _trace(beside, case_id)
    record = turn.facts.form(case.survey) if case and case.survey else None
    results = results_of(record) if record is not None else ()
    if case is None or trace is None or record is None or not results:
        return turn.t("quality.class_unknown")
    data = results[-1].data
    pack = result.pack_of(turn, record, data)
    place = place_of(data) or result.place_of(turn, case)
    day = reference_date_of(data) or turn.place.round_of(record.round_id).reference_date
    try:
        before = score(pack, answers_before(record.answers, trace.changed), place, day).class_
    except ScoringError:
        return turn.t("quality.class_unknown")
    if before == data.get("class"):
        return turn.t("quality.class_same")
    old, new = _class(turn, pack, before), _class(turn, pack, data.get("class"))
    mark = "" if trace.official else turn.t("result.training", mark=turn.word(pack.table_label))
    return "\n".join(row for row in (turn.t("quality.class_moved", old=old, new=new), mark) if row)


def _class(turn: Turn, pack: Pack, name: object) -> str:
    return turn.word(class_text(pack, str(name))) if name else turn.t("result.no_class")
