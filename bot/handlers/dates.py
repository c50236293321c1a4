"""The dates of a file and of a round in words, as staff see them: what is due, by when, how late it is."""

from collections.abc import Callable

from bot.cases.case import Case
from bot.cases.commune import Round
from bot.cases.dossier import Dossier
from bot.cases.timeline import RUNNING, TO_SURVEY, Due, dates_of, holder_of, round_dates, survey_end
from bot.cases.working_days import WorkingDays
from bot.dialogue.facts import Place
from bot.dialogue.turn import Turn
from bot.handlers import limits
from bot.scoring.packs import available_packs

SEASON_SHOWN = 15
"""Working days before its end from which on a file shows the last day of the season."""
PLAN_SHOWN = 3
"""Working days before the survey's planned end from which on a file shows it."""
HANGING = ("posting_end", "reposting_end")
Say = Callable[..., str]
"""Words of a key in somebody's language: `turn.t`, or the same of the sweep."""


def rounds_at_work(place: Place) -> tuple[Round, ...]:
    """Every round: the running one, those that run all year, and what an earlier one left open.

    One whose pack is not here is left out: officers are warned of it.
    """
    known = available_packs()
    return tuple(one for one in place.rounds if one.pack_id in known)


def of_case(turn: Turn, case: Case, calendar: WorkingDays | None = None) -> tuple[Due, ...]:
    """Every legal date the file waits for now, the nearest first; none where its pack has no procedure.

    calendar: of its round, where many files are looked at.
    """
    if case.state not in RUNNING:
        return ()
    plan = turn.place.round_of(case.round_id)
    procedure = turn.env.pack(plan.pack_id).procedures.get(case.procedure)
    if procedure is None:
        return ()
    hung = limits.posting_of(turn, case) if case.state == "posted" else None
    days = calendar or limits.calendar(turn, case.round_id)
    return dates_of(case, plan, procedure, days, turn.today, hung, _dossier(turn, case))


def _dossier(turn: Turn, case: Case) -> Dossier | None:
    if case.state != "reported" or case.dossier is None:
        return None
    return next((one for one in turn.facts.of_round(Dossier, case.round_id) if one.id == case.dossier), None)


def lines(turn: Turn, case: Case) -> str:
    """ "⏰ Phúc tra xong trước hết 02/12 (còn 3 ngày làm việc)", a line a date; "" where nothing is near."""
    shown = [one for one in of_case(turn, case) if _is_shown(turn, case, one)]
    planned = _planned(turn, case)
    if planned is not None:
        shown.append(planned)
    return "\n".join(words(turn.t, one) for one in shown)


def _is_shown(turn: Turn, case: Case, one: Due) -> bool:
    """Of the yearly season only its end; what counts its own days always."""
    season = turn.env.pack(turn.place.round_of(case.round_id).pack_id).procedures[case.procedure].ends
    return one.what != "limit" or season is None or one.left <= SEASON_SHOWN


def _planned(turn: Turn, case: Case) -> Due | None:
    """The planned end of the survey, where it is near or over and the household is not surveyed."""
    plan = turn.place.round_of(case.round_id)
    if case.state not in TO_SURVEY or case.procedure != plan.procedure:
        return None
    one = survey_end(plan, limits.calendar(turn, case.round_id), turn.today)
    return one if one is not None and one.left <= PLAN_SHOWN else None


def words(say: Say, one: Due) -> str:
    """One date with what is left of it."""
    what = say(f"dates.what.{one.what}")
    return say("dates.line", what=what, day=f"{one.on:%d/%m}", left=left(say, one))


def left(say: Say, one: Due) -> str:
    """ "còn 3 ngày làm việc", "hôm nay là ngày cuối", "trễ 2 ngày làm việc"; a posting that is over is not
    late."""
    if one.late and one.what in HANGING:
        return say("dates.ended")
    if one.late:
        return say("dates.late", count=one.days_late) if one.days_late else say("dates.over")
    return say("dates.left", count=one.left) if one.left else say("dates.today")


def of_round(turn: Turn) -> str:
    """How late a posting of the running round may begin, with a warning where that is near or over; "" where
    the procedure has no season."""
    plan = turn.place.round
    procedure = turn.env.pack(plan.pack_id).procedures.get(plan.procedure)
    found = None
    if procedure is not None:
        found = round_dates(plan, procedure, limits.calendar(turn, plan.id), turn.today)
    if found is None:
        return ""
    rows = [turn.t("dates.round.title", limit=f"{found.limit:%d/%m/%Y}")]
    for key, one in (("with_complaint", found.with_complaint), ("plain", found.latest)):
        what = turn.t(f"dates.round.{key}", day=f"{one.on:%d/%m}", left=left(turn.t, one))
        rows.append(f"⚠ {what}" if one.late or one.left <= PLAN_SHOWN else what)
    return "\n".join(rows)


def who_has(turn: Turn, case: Case) -> str:
    """Whose hands the file is in: a name, or the office it lies with."""
    holder = holder_of(case, turn.place.staff)
    return holder.name if holder is not None else turn.t(f"dates.with.{where(case)}")


def where(case: Case) -> str:
    """Who has to act next, where no single person has it."""
    if case.state == "complained":
        return "nobody"
    if case.state in TO_SURVEY:
        return "enumerators"
    if case.state == "reported":
        return "above"
    return "chairman" if case.state == "opinion_given" else "steering"
