"""The running round as officers see it: its standard, the document that says so, its days, what to check."""

from bot.cases.commune import Round
from bot.cases.round_check import RoundWarning, round_warnings
from bot.dialogue.turn import Turn
from bot.dialogue.words import Translate
from bot.handlers import dates, quota_words, table_words
from bot.scoring.packs import known_dates


def say_round(turn: Turn) -> None:
    """Name, procedure, pack, document; everything that should be looked at again; the table, the dates, the
    messages of the month where they are metered."""
    plan = turn.place.round
    is_there = any(one.id == plan.pack_id for one in known_dates())  # else the warning says so
    about = _about(turn, plan) if is_there else plan.name
    beside = _beside(turn, plan) if is_there else ""
    table = table_words.in_use(turn, turn.env.pack(plan.pack_id)) if is_there else ""
    warnings = warnings_text(turn.env.translate, turn.language, plan)
    legal = dates.of_round(turn) if is_there else ""
    sent = quota_words.lines(turn.env.translate, turn.language, turn.facts.quota())
    rows = (about, beside, warnings, table, _phases(turn, plan), legal, sent)
    turn.says.append("\n\n".join(row for row in rows if row))


def plan_text(turn: Turn, plan: Round) -> str:
    """Any round's plan alone: what it names, what to look at again, its days."""
    is_there = any(one.id == plan.pack_id for one in known_dates())
    about = _about(turn, plan) if is_there else plan.name
    beside = _beside(turn, plan) if is_there else ""
    warnings = warnings_text(turn.env.translate, turn.language, plan)
    return "\n\n".join(row for row in (about, beside, warnings, _phases(turn, plan)) if row)


def _about(turn: Turn, plan: Round) -> str:
    """What the round names."""
    pack = turn.env.pack(plan.pack_id)
    procedure = pack.procedures.get(plan.procedure)
    return turn.t(
        "round.about",
        name=plan.name,
        procedure=f"{plan.procedure} – {turn.word(procedure.title)}" if procedure else plan.procedure,
        pack=turn.word(pack.title),
        document=plan.document or "…",
        reference=f"{plan.reference_date:%d/%m/%Y}",
    )


def _beside(turn: Turn, plan: Round) -> str:
    """Other procedures it takes in, and whether the council is asked first; "" where neither."""
    known = turn.env.pack(plan.pack_id).procedures
    names = [f"{one} – {turn.word(known[one].title)}" for one in plan.beside if one in known]
    rows = [turn.t("round.beside", names="; ".join(names))] if names else []
    return "\n".join([*rows, turn.t("round.council")] if plan.council else rows)


def _phases(turn: Turn, plan: Round) -> str:
    rows = [
        turn.t(
            "round.phase",
            name=turn.t(f"round.phase.{one.id}"),
            first=f"{one.starts:%d/%m/%Y}",
            last=f"{one.ends:%d/%m/%Y}",
        )
        for one in plan.phases
    ]
    return "\n".join(rows)


def warnings_text(translate: Translate, language: str, plan: Round) -> str:
    """Everything to look at again in a round, a line each with its remedy; "" where all is well."""
    found = round_warnings(plan, known_dates())
    return "\n".join(warning_words(translate, language, one) for one in found)


def warning_words(translate: Translate, language: str, one: RoundWarning) -> str:
    """One warning in words."""
    values = {
        "pack": one.pack,
        "day": f"{one.day:%d/%m/%Y}",
        "first": f"{one.first:%d/%m/%Y}",
        "last": f"{one.last:%d/%m/%Y}",
        "phase": translate(language, f"round.phase.{one.phase}", {}) if one.phase else "",
    }
    return translate(language, f"round.warn.{one.code}", values)
