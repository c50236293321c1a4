"""The commune chairman's decision on a dossier: in chat, or an officer enters the signed paper.

All files with exceptions: left for later, or refused though the form would recognise them (never one of last
year's list: such a household leaves or stays). Each refusal has reasons, each certificate its number
(QĐ 24/2021/QĐ-TTg Điều 4.6).
Frame data: dossier · no · day · who · picks · later (files left out) · against (refused all the same) ·
reasons ("case=words") · case (whose reasons are asked) · start (first certificate) ·
gap (why numbers are left out) · late (why it is after the last day) · marks · page.
"""

from datetime import date, timedelta

from bot.cases.case import Case
from bot.cases.dossier import Dossier
from bot.cases.rights import may
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem, read_integer, read_person_name
from bot.dialogue.turn import Turn
from bot.handlers import deciding_done, deciding_late, dossier_facts, dossier_steps, files, verdicts
from bot.handlers.deciding_done import Plan, Said, number_of, plan_of
from bot.handlers.dossier_steps import here
from bot.handlers.verdicts import Verdict

__all__ = ["DECIDING", "number_of", "open_deciding"]
NOBODY = ("none", "")
HIGHEST = 99_999


def open_deciding(turn: Turn, found: Dossier) -> None:
    """From the dossier, for the chairman and for officers of the whole commune."""
    if may(turn.staff, "decide"):
        turn.push("deciding", "number", dossier=found.id)


def _open(turn: Turn) -> list[Verdict]:
    """The files that wait for the decision now."""
    found = dossier_facts.dossier_of(turn, turn.datum("dossier"))
    return dossier_facts.found_of(turn, dossier_facts.to_decide(turn, found)) if found else []


# ── the paper ────────────────────────────────────────────────────────────────────────────────
def ask_number(turn: Turn) -> Prompt:
    return Prompt(turn.t("decide.ask.number"), free=True)


def take_number(turn: Turn, reply: Reply) -> None:
    number = dossier_steps.read_number(turn, reply)
    if number is not None:
        turn.goto("day", no=number)


def ask_day(turn: Turn) -> Prompt:
    return dossier_steps.day_prompt(turn, turn.t("decide.ask.day"))


def take_day(turn: Turn, reply: Reply) -> None:
    found = here(turn)
    if found is None:
        return
    first: date | None = found.opinion_on or found.received_on or found.reported_on
    why = "decision" if first is not None else "posting"
    if first is None:
        end = verdicts.last_window(turn, [one.case for one in _open(turn)])
        first = end + timedelta(days=1) if end else None
    day = dossier_steps.read_day(turn, reply, first, why)
    if day is None:
        return
    staff = turn.staff
    if staff is not None and "chairman" in staff.roles:
        turn.goto("later", day=day.isoformat(), who=staff.name, picks=())
    else:
        turn.goto("who", day=day.isoformat())


def ask_who(turn: Turn) -> Prompt:
    chairmen = [one for one in turn.place.staff if one.active and "chairman" in one.roles]
    return Prompt(turn.t("decide.ask.who"), tuple(Choice(one.id, one.name) for one in chairmen), free=True)


def take_who(turn: Turn, reply: Reply) -> None:
    signer = turn.place.staff_by_id(reply.choice) if reply.choice else None
    if signer is not None:
        turn.goto("later", who=signer.name, picks=())
        return
    name = read_person_name(reply.text)
    if isinstance(name, Problem):
        turn.refuse(turn.t(name.key, **dict(name.args)))
        return
    turn.goto("later", who=name.value, picks=())


# ── exceptions ───────────────────────────────────────────────────────────────────────────────
def ask_later(turn: Turn) -> Prompt:
    """Files left for later; nothing is decided on them now."""
    found = _open(turn)
    if not found:
        turn.pop()
        turn.say("decide.nothing")
        return Prompt("")
    counts = dossier_facts.counts(turn, [one.case for one in found])
    text = turn.t("decide.ask.later", count=len(found), counts=counts)
    left = len(found) - len([one for one in found if one.case.id in turn.data_list("picks")])
    return dossier_steps.pick_prompt(turn, text, found, turn.t("decide.go_on", count=left))


def take_later(turn: Turn, reply: Reply) -> None:
    found = _open(turn)
    later = dossier_steps.picked(turn, reply, found)
    if later is None:
        return
    if len(later) == len(found):
        turn.refuse(turn.t("dossier.pick_some"))
        return
    turn.keep(later=later, picks=(), page="", reasons=())
    turn.goto("against" if _may_be_refused(turn) else "reasons")


def _may_be_refused(turn: Turn) -> list[Verdict]:
    """New households the form would recognise: they may be refused all the same, with reasons."""
    later = turn.data_list("later")
    return [
        one
        for one in _open(turn)
        if one.outcome == "recognise" and one.case.previous_class == "none" and one.case.id not in later
    ]


def ask_against(turn: Turn) -> Prompt:
    found = _may_be_refused(turn)
    done = turn.t("decide.against_done", count=len(turn.data_list("picks")))
    return dossier_steps.pick_prompt(turn, turn.t("decide.ask.against"), found, done)


def take_against(turn: Turn, reply: Reply) -> None:
    against = dossier_steps.picked(turn, reply, _may_be_refused(turn))
    if against is not None:
        turn.goto("reasons", against=against, picks=(), page="", case="")


# ── reasons of each refusal ──────────────────────────────────────────────────────────────────
def ask_reasons(turn: Turn) -> Prompt:
    """All refusals with the reasons proposed; those without one are asked for first."""
    plan = plan_of(turn, _open(turn))
    missing = [one for one in plan.refused if not plan.reasons[one.case.id]]
    if not plan.refused:
        turn.goto("start" if plan.certified else "sure")
        return Prompt("")
    if missing:
        turn.goto("reason", case=missing[0].case.id)
        return Prompt("")
    rows = [turn.t("decide.ask.reasons", count=len(plan.refused))]
    shown = files.shown(turn, plan.refused)
    rows += [turn.t("decide.reason", code=one.case.code, words=plan.reasons[one.case.id]) for one in shown]
    choices = [Choice("ok", turn.t("decide.reasons_ok"))]
    choices += [Choice(one.case.id, turn.t("decide.reason_edit", code=one.case.code)) for one in shown]
    return Prompt("\n".join(rows), (*choices, *files.ways(turn, len(plan.refused))), columns=1)


def take_reasons(turn: Turn, reply: Reply) -> None:
    if reply.choice == "ok":
        turn.goto("start" if plan_of(turn, _open(turn)).certified else "sure", page="")
    elif not files.turned(turn, reply.choice):
        turn.goto("reason", case=reply.choice)


def ask_reason(turn: Turn) -> Prompt:
    case = turn.facts.case(turn.datum("case"))
    return Prompt(turn.t("decide.ask.reason", code=case.code if case else ""), free=True)


def take_reason(turn: Turn, reply: Reply) -> None:
    words = dossier_steps.read_words(turn, reply)
    if words is None:
        return
    name = turn.datum("case")
    kept = [one for one in turn.data_list("reasons") if not one.startswith(f"{name}=")]
    turn.goto("reasons", reasons=(*kept, f"{name}={words}"), case="")


# ── certificates ─────────────────────────────────────────────────────────────────────────────
def ask_start(turn: Turn) -> Prompt:
    plan = plan_of(turn, _open(turn))
    first = deciding_done.next_number(turn)
    choices = (Choice("next", turn.t("decide.start_here", no=deciding_done.written(turn, first))),)
    return Prompt(turn.t("decide.ask.start", count=plan.certified), choices, free=True, digits=True)


def take_start(turn: Turn, reply: Reply) -> None:
    """A later number is fine (a gap is shown); a number given already never is."""
    first = deciding_done.next_number(turn)
    if reply.choice == "next":
        turn.goto("sure", start=str(first), gap="")
        return
    found = read_integer(reply.text)
    if isinstance(found, Problem) or not first <= found.value <= HIGHEST:
        turn.refuse(turn.t("decide.start_wrong", first=first))
        return
    skipped = found.value > first
    turn.goto("gap" if skipped else "sure", start=str(found.value), gap="")


def ask_gap(turn: Turn) -> Prompt:
    first, last = deciding_done.next_number(turn), int(turn.datum("start")) - 1
    return Prompt(turn.t("decide.ask.gap", first=first, last=last), free=True)


def take_gap(turn: Turn, reply: Reply) -> None:
    """Numbers left out are explained, so that nobody looks for these certificates later."""
    words = dossier_steps.read_words(turn, reply)
    if words is not None:
        turn.goto("sure", gap=words)


# ── once more, then it counts ────────────────────────────────────────────────────────────────
def ask_sure(turn: Turn) -> Prompt:
    plan = plan_of(turn, _open(turn))
    if deciding_late.asks(turn, plan.cases):
        return Prompt("")
    turn.keep(marks=_marks(plan))
    rows = [
        turn.t(
            "decide.sure",
            no=turn.datum("no"),
            day=dossier_facts.shown(date.fromisoformat(turn.datum("day"))),
            who=turn.datum("who"),
        ),
        *deciding_done.summary(turn, plan),
    ]
    choices = (Choice("yes", turn.t("decide.yes", count=len(plan.all))), Choice("no", turn.t("decide.no")))
    return Prompt("\n".join(rows), choices, columns=1)


def _ask_late(turn: Turn) -> Prompt:
    return deciding_late.ask(turn, plan_of(turn, _open(turn)).cases)


def _marks(plan: Plan) -> tuple[str, ...]:
    """What was on the screen: a file that has changed since is not decided."""
    return tuple(_mark(one.case, one) for one in plan.all)


def _mark(case: Case, one: Verdict) -> str:
    return f"{case.id}:{case.version}:{one.outcome}:{one.class_id}"


def take_sure(turn: Turn, reply: Reply) -> None:
    if reply.choice != "yes":
        turn.pop()
        return
    found, plan = here(turn), plan_of(turn, _open(turn))
    if found is None or not may(turn.staff, "decide"):
        return
    if _marks(plan) != turn.data_list("marks"):
        turn.say("decide.changed" if plan.all else "decide.nothing")
        turn.goto("later", picks=(), page="")
        return
    start = int(turn.datum("start") or 0)
    if plan.certified and start < deciding_done.next_number(turn):
        turn.say("decide.start_taken")
        turn.goto("start")
        return
    data = (turn.datum("no"), date.fromisoformat(turn.datum("day")), turn.datum("who"))
    said = Said(start, turn.datum("gap"), turn.datum("late"))
    turn.pop()
    deciding_done.carry_out(turn, found, plan, data, said)


def _to_later(turn: Turn) -> None:
    turn.goto("later", picks=turn.data_list("later"), page="")


DECIDING = Conversation(
    {
        "number": Step(ask_number, take_number),
        "day": Step(ask_day, take_day, lambda turn: turn.goto("number")),
        "who": Step(ask_who, take_who, lambda turn: turn.goto("day")),
        "later": Step(ask_later, take_later, lambda turn: turn.goto("day")),
        "against": Step(ask_against, take_against, _to_later),
        "reasons": Step(ask_reasons, take_reasons, _to_later),
        "reason": Step(ask_reason, take_reason, _to_later),
        "start": Step(ask_start, take_start, _to_later),
        "gap": Step(ask_gap, take_gap, lambda turn: turn.goto("start")),
        "late": Step(_ask_late, deciding_late.take, _to_later),
        "sure": Step(ask_sure, take_sure, _to_later),
    },
    ("officer", "chairman"),
    "decide",
)
