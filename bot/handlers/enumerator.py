"""The enumerator: households to visit, one household, a visit that ended otherwise, own kin."""

from datetime import timedelta

from bot.cases.case import Case, State, Visit, VisitOutcome
from bot.cases.moves import may_see, way
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, clean, read_recent_date
from bot.dialogue.reading.coming import read_coming_date
from bot.dialogue.turn import Turn
from bot.handlers import (
    evidence_view,
    files,
    follow_code,
    history,
    income,
    income_result,
    meeting_words,
    notices,
    printing,
    recheck_opening,
    result,
    returned_view,
    screening,
    survey,
    why,
)
from bot.handlers.acting import act
from bot.handlers.live import live_cases

OUTCOMES: tuple[VisitOutcome, ...] = (
    "nobody_home",
    "refused",
    "moved",
    "died",
    "split",
    "under_six_months",
)
TO_VISIT: tuple[State, ...] = ("returned", "voted_down", "complained", "received", "listed")
DONE: tuple[State, ...] = (*(one for one in result.SURVEYED if one not in TO_VISIT), "not_listed")
OFFICER_HEARS = ("refused", "moved", "died", "split", "under_six_months")
LONGEST_WORDS = 1_000


def open_list(turn: Turn, *, done: bool) -> None:
    turn.push("visit_list", "start", done="1" if done else "")


def _listed(turn: Turn) -> tuple[Case, ...]:
    """Own areas, what is not given to somebody else, and what was given to them elsewhere; what was sent back
    or complained of first."""
    staff = turn.staff
    if staff is None or not staff.areas:
        return ()
    states = DONE if turn.datum("done") else TO_VISIT
    found = live_cases(turn, staff.areas, states)
    given = live_cases(turn, (), states, staff.id)
    every = {c.id: c for c in (*found, *given) if may_see(staff, c)}.values()
    own = [c for c in every if _holder(turn, c) in _holders(c, staff.id)]
    return tuple(sorted(own, key=lambda c: (c.state not in TO_VISIT[:3], c.area, c.code)))


def _holders(case: Case, staff_id: str) -> tuple[str | None, ...]:
    """Whose a household may be to stand in this person's list: a re-check only who it was given to."""
    return (staff_id,) if case.state == "complained" or staff_id in case.kept_from else (None, staff_id)


def _holder(turn: Turn, case: Case) -> str | None:
    """Whose household it is; nobody's where the one it was given to may no longer see it."""
    given = turn.place.staff_by_id(case.assigned_to) if case.assigned_to else None
    return given.id if given is not None and may_see(given, case) else None


def ask_list(turn: Turn) -> Prompt:
    cases = _listed(turn)
    which = "done" if turn.datum("done") else "to_visit"
    if not cases:
        return Prompt(turn.t(f"visit.empty.{which}"))
    return Prompt(turn.t(f"visit.list.{which}", count=len(cases)), files.page(turn, cases), columns=1)


def take_list(turn: Turn, reply: Reply) -> None:
    if not files.turned(turn, reply.choice):
        turn.push("visit", "view", case=reply.choice)


def open_case(turn: Turn, case_id: str) -> None:
    """From a notice's button or a typed code."""
    if files.seen_case(turn, case_id) is None:
        turn.say("file.not_yours")
        return
    turn.home()
    turn.push("menu")
    turn.push("visit", "view", case=case_id)


def _of_survey(turn: Turn, case: Case) -> list[Choice]:
    """What can be done with a survey that was sent."""
    found = []
    if case.open_return is not None:
        count = len(case.open_return.questions)
        found.append(Choice("returned", turn.t("visit.do.returned", count=count)))
    if case.state in ("surveyed", "voted_down"):
        found.append(Choice("amend", turn.t("visit.do.amend")))
    if case.state in result.SURVEYED and case.survey:
        found.append(Choice("why", turn.t("why.open")))
    return found


def ask_view(turn: Turn) -> Prompt:
    case = files.current(turn)
    if case is None:
        return Prompt("")
    if recheck_opening.is_blind(turn, case):
        return recheck_opening.view(turn, case)
    choices = []
    if way(case, "screen_in", "enumerator"):
        choices.append(Choice("screen", turn.t("visit.do.screen")))
    if case.state == "listed":
        begun = "visit.do.survey_on" if case.survey else "visit.do.survey"
        choices.append(Choice("survey", turn.t(begun)))
        if not case.survey:
            choices.append(Choice("paper", turn.t("visit.do.paper")))
    choices += _of_survey(turn, case)
    if way(case, "record_visit", "enumerator"):
        choices.append(Choice("outcome", turn.t("visit.do.outcome")))
        choices.append(Choice("kin", turn.t("visit.do.kin")))
    if way(case, "survey_income", "enumerator") and income.is_offered(turn, case):
        choices.append(Choice("income", turn.t(f"visit.do.income.{income.stage(turn, case)}")))
    choices += (*evidence_view.evidence_choices(turn, case), *follow_code.choices(turn, case))
    choices += printing.choices(turn, case)
    hint = turn.t("visit.not_received") if case.state == "submitted" else ""
    results = [result.of_case(turn, case), income_result.of_case(turn, case)]
    if case.open_return is not None:
        results.append(history.of_return(turn, case.open_return))
    results.append(meeting_words.last_vote(turn, case))
    body = (files.head(turn, case), files.visits(turn, case), *results, hint)
    return Prompt("\n\n".join(part for part in body if part), tuple(choices), columns=1)


def take_view(turn: Turn, reply: Reply) -> None:
    case = files.current(turn)
    if case is None or recheck_opening.taken(turn, case, reply.choice):
        return
    if reply.choice == "screen":
        screening.open_screening(turn, case)
    elif reply.choice in ("survey", "amend"):
        survey.open_survey(turn, case, turn.today)
    elif reply.choice == "returned":
        returned_view.start(turn, case)
    elif reply.choice == "income":
        income.open_income(turn, case)
    elif reply.choice == "why":
        why.open_why(turn, case)
    elif reply.choice == "evidence":
        evidence_view.open_evidence_list(turn, case)
    elif not any(one.chosen(turn, case, reply.choice) for one in (follow_code, printing)):
        turn.goto(reply.choice)


# ── paper first, typed later ─────────────────────────────────────────────────────────────────
def ask_paper(turn: Turn) -> Prompt:
    return Prompt(turn.t("visit.paper.when"), free=True)


def take_paper(turn: Turn, reply: Reply) -> None:
    case = files.current(turn)
    found = read_recent_date(reply.text, turn.today)
    if isinstance(found, Problem):
        turn.refuse(turn.t(found.key, **dict(found.args)))
    elif case is not None:
        turn.goto("view")
        survey.open_survey(turn, case, found.value)


# ── a visit that ended otherwise ─────────────────────────────────────────────────────────────
def ask_outcome(turn: Turn) -> Prompt:
    choices = tuple(Choice(o, turn.t(f"visit.outcome.{o}")) for o in OUTCOMES)
    return Prompt(turn.t("visit.outcome.what"), choices, columns=1)


def take_outcome(turn: Turn, reply: Reply) -> None:
    turn.goto("words", outcome=reply.choice)


def ask_words(turn: Turn) -> Prompt:
    return Prompt(turn.t(f"visit.words.{turn.datum('outcome')}"), free=True)


def take_words(turn: Turn, reply: Reply) -> None:
    words = clean(reply.text)[:LONGEST_WORDS]
    if any(letter.isalpha() for letter in words):
        turn.goto("next", words=words)
    else:
        turn.refuse(turn.t("reading.text.letters"))


def ask_next(turn: Turn) -> Prompt:
    days = {"1": turn.today + timedelta(days=1), "3": turn.today + timedelta(days=3)}
    choices = [Choice(name, f"{day:%d/%m}") for name, day in days.items()]
    choices.append(Choice("none", turn.t("visit.next.none")))
    return Prompt(turn.t("visit.next.when"), tuple(choices), columns=3, free=True)


def take_next(turn: Turn, reply: Reply) -> None:
    case = files.current(turn)
    if case is None:
        return
    next_on = None
    if reply.choice in ("1", "3"):
        next_on = turn.today + timedelta(days=int(reply.choice))
    elif reply.choice != "none":
        found = read_coming_date(reply.text, turn.today)
        if isinstance(found, Problem):
            turn.refuse(turn.t(found.key, **dict(found.args)))
            return
        next_on = found.value
    outcome = next(o for o in OUTCOMES if o == turn.datum("outcome"))
    visit = Visit(turn.today, turn.now, turn.actor[0], outcome, turn.datum("words"), next_on)
    _record(turn, case, visit)


def _record(turn: Turn, case: Case, visit: Visit) -> None:
    words = turn.t(f"visit.outcome.{visit.outcome}")
    after = act(turn, case, "record_visit", "enumerator", f"{words}: {visit.words}")
    turn.goto("view", outcome="", words="")
    if after is None:
        return
    after = turn.change(after, visits=(*after.visits, visit))
    turn.say("visit.recorded", day=f"{visit.next_on:%d/%m}" if visit.next_on else turn.t("visit.no_day"))
    if visit.outcome in OFFICER_HEARS:
        for officer in turn.place.officers(after.area):
            outcome = turn.env.translate(officer.language, f"visit.outcome.{visit.outcome}", {})
            notices.to_staff(turn, officer, "notice.visit", after, ("open", "asgn"), outcome=outcome)


# ── own kin ──────────────────────────────────────────────────────────────────────────────────
def ask_kin(turn: Turn) -> Prompt:
    choices = (Choice("yes", turn.t("visit.kin.yes")), Choice("no", turn.t("visit.kin.no")))
    return Prompt(turn.t("visit.kin.sure"), choices, columns=1)


def take_kin(turn: Turn, reply: Reply) -> None:
    case, staff = files.current(turn), turn.staff
    turn.goto("view")
    if case is None or staff is None or reply.choice != "yes":
        return
    after = act(turn, case, "hand_on", "enumerator")
    if after is None:
        return
    after = turn.change(after, kin_of=(*after.kin_of, staff.id), assigned_to=None)
    for officer in turn.place.officers(after.area):
        notices.to_staff(turn, officer, "notice.kin", after, ("open", "asgn"), who=staff.name)
    turn.pop()
    turn.say("visit.kin.done", code=after.code)


def _to_view(turn: Turn) -> None:
    turn.goto("view", outcome="", words="")


VISIT_LIST = Conversation({"start": Step(ask_list, take_list)}, ("enumerator",))
VISIT = Conversation(
    {
        "view": Step(ask_view, take_view),
        "paper": Step(ask_paper, take_paper, _to_view),
        "outcome": Step(ask_outcome, take_outcome, _to_view),
        "words": Step(ask_words, take_words, _to_view),
        "next": Step(ask_next, take_next, _to_view),
        "kin": Step(ask_kin, take_kin, _to_view),
    },
    ("enumerator",),
)
