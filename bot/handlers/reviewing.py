"""An officer approves a survey: one at a time, or all without a hint of quality at once.

What is approved is what was on the screen: a survey sent again, or being amended, meanwhile is not.
"""

from bot.cases.case import Action, Case
from bot.cases.form_record import FormRecord, results_of
from bot.cases.moves import way
from bot.cases.quality import SurveyTrace
from bot.cases.quality_rules import concerns_of
from bot.dialogue.facts import Query
from bot.dialogue.prompt import Choice
from bot.dialogue.turn import Turn
from bot.handlers import files, history, meeting_words, own_survey, quality_words, result
from bot.handlers.acting import act

MOST = 30
"""Files approved at once: as many as can be read over in one message."""


# ── one file ─────────────────────────────────────────────────────────────────────────────────
def choices(turn: Turn, case: Case) -> tuple[Choice, ...]:
    """What can be decided on a survey now; remembers which result is on the screen. Nothing on one's own."""
    found: list[Choice] = []
    if own_survey.is_own(turn, case):
        return ()
    if way(case, "approve_survey", "officer") is not None:
        turn.keep(shown=shown(turn, case))
        found.append(Choice("approve", turn.t("review.approve")))
    if way(case, "return_survey", "officer") is not None:
        found.append(Choice("return", turn.t("review.return")))
    return tuple(found)


def notes(turn: Turn, case: Case) -> tuple[str, str]:
    """Under the result: the last return, and why nothing can be decided on a survey that is one's own."""
    actions: tuple[Action, ...] = ("approve_survey", "return_survey")
    open_now = any(way(case, one, "officer") for one in actions)
    own = own_survey.words(turn, case) if open_now and own_survey.is_own(turn, case) else ""
    return last_return(turn, case), own


def record_of(turn: Turn, case: Case) -> FormRecord | None:
    """The form the case's result comes from."""
    return turn.facts.form(case.measured_by) if case.measured_by else None


def shown(turn: Turn, case: Case) -> str:
    """Which result of a survey counts now: another once it is sent again or scored again."""
    record = record_of(turn, case)
    return str(len(results_of(record))) if record is not None else ""


def last_return(turn: Turn, case: Case) -> str:
    """The last time it was sent back, till it is approved; and what the last village meeting said of it."""
    after = case.state in ("returned", "surveyed") and bool(case.returns)
    rows = (history.of_return(turn, case.returns[-1]) if after else "", meeting_words.last_vote(turn, case))
    return "\n\n".join(row for row in rows if row)


def approve(turn: Turn, case: Case) -> None:
    """The file moves on; said plainly where it may not, or where the survey is another than was shown."""
    if own_survey.is_own(turn, case):
        turn.says.append(own_survey.words(turn, case))
        return
    record = record_of(turn, case)
    allowed = way(case, "approve_survey", "officer") is not None
    if allowed and (record is None or result.is_amended(record)):
        turn.say("review.being_amended", code=case.code)
        return
    if allowed and shown(turn, case) != turn.datum("shown"):
        turn.say("review.sent_meanwhile", code=case.code)
        return
    after = act(turn, case, "approve_survey", "officer")
    if after is not None and record is not None:
        turn.change(record)  # an answer changed at this very moment loses the race, and is asked again
        turn.say(_approved(turn, after), code=after.code)


def _approved(turn: Turn, case: Case) -> str:
    """The key of what comes next; a re-checked income does not hang a second time."""
    if files.hangs_no_more(turn, case):
        return "review.approved.rechecked"
    return "review.approved" if case.survey else "review.approved.income"


# ── many ─────────────────────────────────────────────────────────────────────────────────────
def plain(turn: Turn, cases: tuple[Case, ...]) -> list[tuple[Case, SurveyTrace]]:
    """Those of these files that wait to be looked at and where no rule of quality fires, MOST at the most;
    none that whoever is speaking surveyed, and none that a village meeting has voted down."""
    waiting = [case for case in cases if case.state == "surveyed" and case.last("vote_down") is None]
    turn.facts.ahead(Query("form", (case.measured_by,)) for case in waiting if case.measured_by)
    open_ones = {case.id: case for case in waiting if not own_survey.is_own(turn, case)}
    found = []
    for round_id in dict.fromkeys(case.round_id for case in open_ones.values()):
        beside = quality_words.all_surveys(turn, round_id)
        for trace in beside.traces:
            if trace.case_id in open_ones and not concerns_of(trace, beside):
                found.append((open_ones[trace.case_id], trace))
    return sorted(found, key=lambda pair: pair[0].code)[:MOST]


def mark(case: Case, trace: SurveyTrace) -> str:
    """Stands for one file as the list shows it: its id, its version, its result."""
    return f"{case.id}:{case.version}:{trace.score_a}:{trace.score_b}"


def line(turn: Turn, case: Case, trace: SurveyTrace) -> str:
    """One file of the list: code, initials, area, points; no name."""
    values = {"a": trace.score_a, "line": trace.line, "b": trace.score_b}
    return turn.t(
        "review.many.line", code=case.code, initials=case.initials, area=files.area_name(turn, case), **values
    )


def training(turn: Turn, found: list[tuple[Case, SurveyTrace]]) -> str:
    """The training mark, where points are shown that are not official."""
    if all(trace.official for _, trace in found):
        return ""
    pack = turn.env.pack(turn.place.round_of(found[0][0].round_id).pack_id)
    return turn.t("result.training", mark=turn.word(pack.table_label))


def approve_all(turn: Turn, cases: tuple[Case, ...], marks: tuple[str, ...]) -> None:
    """Those that are still as the list showed them; what has changed since is left, and named."""
    as_now = {mark(case, trace): case for case, trace in plain(turn, cases)}
    done = 0
    for one in marks:
        case = as_now.get(one)
        record = record_of(turn, case) if case is not None else None
        if case is not None and record is not None and not result.is_amended(record):
            done += act(turn, case, "approve_survey", "officer") is not None
            turn.change(record)
    turn.say("review.many.done", count=done)
    if done < len(marks):
        turn.say("review.many.left", count=len(marks) - done)
