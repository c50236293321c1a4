"""Rounds set up in chat: listed; name, document, day of ages, council and the phases' days of one changed.

A plan's days only warn (round_check.py); what cannot be meant is refused. What was scored stays as it is.
Frame data: round · version (as it was shown) · mode · page · phase · starts · value (typed or chosen; a
phase's last day, "" to take it out). Of a new one: setting_up_round_new.py.
"""

from dataclasses import replace
from datetime import date

from bot.cases.commune import Round
from bot.dialogue.engine import Conversation, Step
from bot.dialogue.facts import CaseFilter
from bot.dialogue.prompt import Choice, Prompt, Reply
from bot.dialogue.reading import Problem
from bot.dialogue.turn import Turn
from bot.handlers import files
from bot.handlers import setting_up as common
from bot.handlers import setting_up_plan as plans
from bot.handlers import setting_up_round_new as new
from bot.handlers.round_file import PHASES
from bot.handlers.round_view import plan_text

CONVERSATION = "set_up_rounds"
WITH, WITHOUT, REMOVE = "with", "without", ".remove"
NOTHING = {"mode": "", "phase": "", "starts": "", "value": "", **new.NOTHING}
"""What is typed of a change that is not made yet."""
CHANGES = ("phases", "name", "document", "reference", "council")
"""What may be another about a round."""


def open_rounds(turn: Turn) -> None:
    """From the menu of setting up."""
    turn.push(CONVERSATION)


def _current(turn: Turn) -> Round | None:
    return next((one for one in turn.place.rounds if one.id == turn.datum("round")), None)


# ── the list, one of them ────────────────────────────────────────────────────────────────────
def _line(turn: Turn, plan: Round) -> str:
    """ "2026 · Rà soát năm 2026 · từ 15/08/2026 · đang chạy"."""
    values = {"id": plan.id, "name": plan.name, "day": common.shown(plan.phases[0].starts)}
    row = turn.t("set_up.round.line", **values)
    return turn.t("set_up.round.running", row=row) if plan.id == turn.place.round.id else row


def ask_start(turn: Turn) -> Prompt:
    rounds = sorted(turn.place.rounds, key=lambda one: one.phases[0].starts, reverse=True)
    choices = [Choice(one.id, _line(turn, one)) for one in files.shown(turn, rounds)]
    choices += [*files.ways(turn, len(rounds)), Choice(common.ADD, turn.t("set_up.round.add"))]
    return Prompt(turn.t("set_up.round.list", count=len(rounds)), tuple(choices), columns=1)


def take_start(turn: Turn, reply: Reply) -> None:
    if reply.choice == common.ADD:
        turn.goto("like", **NOTHING, round="", version="")
    elif not files.turned(turn, reply.choice):
        turn.goto("view", round=reply.choice, **NOTHING)


def ask_view(turn: Turn) -> Prompt:
    plan = _current(turn)
    if plan is None:
        turn.goto("start", round="")
        return Prompt("")
    turn.keep(version=str(plan.version))
    choices = tuple(Choice(name, turn.t(f"set_up.round.do.{name}")) for name in CHANGES)
    return Prompt(plan_text(turn, plan), choices)


def take_view(turn: Turn, reply: Reply) -> None:
    turn.goto("phase" if reply.choice == "phases" else reply.choice, mode=reply.choice)


# ── what is to be another ────────────────────────────────────────────────────────────────────
def _result(turn: Turn, plan: Round) -> Round | Problem:
    """The round as it would be after what was said."""
    mode, value = turn.datum("mode"), turn.datum("value")
    if mode == "name":
        return plans.checked(replace(plan, name=value))
    if mode == "document":
        return plans.checked(replace(plan, document=value))
    if mode == "reference":
        return plans.checked(replace(plan, reference_date=date.fromisoformat(value)))
    if mode == "council":
        return plans.checked(replace(plan, council=value == WITH))
    starts = turn.datum("starts")
    days = (date.fromisoformat(starts), date.fromisoformat(value)) if starts and value else None
    return plans.checked(plans.with_phase(plan, turn.datum("phase"), days))


def _as_said(turn: Turn, plan: Round) -> str:
    """What is changed, as this plan has it."""
    mode = turn.datum("mode")
    if mode == "name":
        return plan.name
    if mode == "document":
        return plan.document or "…"
    if mode == "reference":
        return turn.t("set_up.round.reference", day=common.shown(plan.reference_date))
    if mode == "council":
        return turn.t("set_up.round.council" if plan.council else "set_up.round.no_council")
    return _phase(turn, plan, turn.datum("phase"))


def _phase(turn: Turn, plan: Round, phase_id: str) -> str:
    """ "Khảo sát: 01/10/2026 – 20/10/2026"."""
    found, name = plan.phase(phase_id), turn.t(f"round.phase.{phase_id}")
    if found is None:
        return turn.t("set_up.round.no_phase", name=name)
    return turn.t(
        "set_up.round.phase", name=name, first=common.shown(found.starts), last=common.shown(found.ends)
    )


def ask_words(turn: Turn) -> Prompt:
    name = turn.datum("mode") == "name"
    return Prompt(turn.t("set_up.round.ask.name" if name else "set_up.round.ask.document"), free=True)


def take_words(turn: Turn, reply: Reply) -> None:
    plan = _current(turn)
    if plan is None:
        return
    turn.keep(value=reply.text)
    found = _result(turn, plan)
    if isinstance(found, Problem):
        turn.keep(value="")
        common.refuse(turn, found)
    else:
        turn.goto("sure", value=found.name if turn.datum("mode") == "name" else found.document)


def ask_reference(turn: Turn) -> Prompt:
    return Prompt(turn.t("set_up.round.ask.reference"), free=True, digits=True)


def take_reference(turn: Turn, reply: Reply) -> None:
    day = common.read_day(reply.text, turn.today)
    if day is None:
        common.refuse_day(turn)
    else:
        turn.goto("sure", value=day.isoformat())


def ask_council(turn: Turn) -> Prompt:
    choices = (
        Choice(WITH, turn.t("set_up.round.council")),
        Choice(WITHOUT, turn.t("set_up.round.no_council")),
    )
    return Prompt(turn.t("set_up.round.ask.council"), choices, columns=1)


def take_council(turn: Turn, reply: Reply) -> None:
    turn.goto("sure", value=reply.choice)


# ── the days of a phase ──────────────────────────────────────────────────────────────────────
def ask_phase(turn: Turn) -> Prompt:
    plan = _current(turn)
    if plan is None:
        turn.goto("start", round="")
        return Prompt("")
    choices = tuple(Choice(name, _phase(turn, plan, name)) for name in PHASES)
    return Prompt(turn.t("set_up.round.ask.phase"), choices, columns=1)


def take_phase(turn: Turn, reply: Reply) -> None:
    turn.goto("starts", phase=reply.choice, starts="", value="")


def ask_starts(turn: Turn) -> Prompt:
    """The survey's days are always needed; any other phase may be taken out."""
    plan, phase = _current(turn), turn.datum("phase")
    there = plan is not None and plan.phase(phase) is not None and phase != "survey"
    choices = (Choice(REMOVE, turn.t("set_up.round.remove")),) if there else ()
    name = turn.t(f"round.phase.{phase}")
    return Prompt(turn.t("set_up.round.ask.starts", name=name), choices, free=True, digits=True)


def take_starts(turn: Turn, reply: Reply) -> None:
    if reply.choice == REMOVE:
        turn.goto("sure", starts="", value="")
        return
    day = common.read_day(reply.text, turn.today)
    if day is None:
        common.refuse_day(turn)
    else:
        turn.goto("ends", starts=day.isoformat())


def ask_ends(turn: Turn) -> Prompt:
    starts, name = date.fromisoformat(turn.datum("starts")), turn.t(f"round.phase.{turn.datum('phase')}")
    words = turn.t("set_up.round.ask.ends", name=name, first=common.shown(starts))
    return Prompt(words, free=True, digits=True)


def take_ends(turn: Turn, reply: Reply) -> None:
    day, starts = common.read_day(reply.text, turn.today), date.fromisoformat(turn.datum("starts"))
    if day is None:
        common.refuse_day(turn)
    elif day < starts:
        turn.refuse(turn.t("set_up.wrong.backwards", first=common.shown(starts)))
    else:
        turn.goto("sure", value=day.isoformat())


# ── once more, then it counts ────────────────────────────────────────────────────────────────
def _scored(turn: Turn, before: Round, after: Round) -> str:
    """Files whose people's ages were counted on the day before; "" where none."""
    if before.reference_date == after.reference_date:
        return ""
    cases = turn.facts.cases(CaseFilter(round_id=before.id))
    found = [one.code for one in cases if one.survey is not None]
    return turn.t("set_up.round.scored", codes=common.codes(turn, sorted(found))) if found else ""


def ask_sure(turn: Turn) -> Prompt:
    before = _current(turn)
    after = _result(turn, before) if before is not None else None
    if before is None or after is None or isinstance(after, Problem):
        if isinstance(after, Problem):
            turn.says.append(common.in_words(turn, after))
        _back(turn)
        return Prompt("")
    rows = (
        turn.t("set_up.area.before", about=_as_said(turn, before)),
        turn.t("set_up.area.after", about=_as_said(turn, after)),
        new.warnings(turn, after),
        _scored(turn, before, after),
        new.switch(turn, after),
    )
    return common.sure(turn, *rows)


def take_sure(turn: Turn, reply: Reply) -> None:
    before = _current(turn)
    after = _result(turn, before) if before is not None else None
    if before is None or after is None or isinstance(after, Problem) or reply.choice != common.YES:
        _back(turn)
    elif str(before.version) != turn.datum("version"):
        turn.keep(version=str(before.version))
        turn.say("set_up.changed_meanwhile")
    else:
        if after == before:
            turn.say("set_up.same")
        else:
            detail = f"{_as_said(turn, before)} → {_as_said(turn, after)}"
            turn.change(after)
            turn.audit("round_changed", after.id, detail)
            turn.say("set_up.round.changed", name=after.name)
        _back(turn)


def _back(turn: Turn) -> None:
    """To the round, or to the list where it was to be a new one."""
    turn.goto("view" if _current(turn) else "start", **NOTHING)


def _to_list(turn: Turn) -> None:
    turn.goto("start", round="", version="", **NOTHING)


def _to_phases(turn: Turn) -> None:
    turn.goto("phase", phase="", starts="", value="")


ROUNDS = Conversation(
    common.guarded(
        {
            "start": Step(ask_start, take_start),
            "view": Step(ask_view, take_view, _to_list),
            "name": Step(ask_words, take_words, _back),
            "document": Step(ask_words, take_words, _back),
            "reference": Step(ask_reference, take_reference, _back),
            "council": Step(ask_council, take_council, _back),
            "phase": Step(ask_phase, take_phase, _back),
            "starts": Step(ask_starts, take_starts, _to_phases),
            "ends": Step(ask_ends, take_ends, _to_phases),
            "sure": Step(ask_sure, take_sure, _back),
            "like": Step(new.ask_like, new.take_like, _to_list),
            "first": Step(new.ask_first, new.take_first, _to_list),
            "new_name": Step(new.ask_name, new.take_name, _to_list),
            "new_document": Step(new.ask_document, new.take_document, _to_list),
            "new_sure": Step(new.ask_sure, new.take_sure, _to_list),
        }
    ),
    ("officer", "administrator"),
)
