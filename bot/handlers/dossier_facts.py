"""What a dossier holds and where it stands: files, counts, dates. Words for staff, no steps."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import get_args

from bot.cases.authority import authority_on
from bot.cases.case import Case, State
from bot.cases.deadlines import ended
from bot.cases.dossier import Dossier
from bot.cases.dossier_files import DECIDED as DECIDED
from bot.cases.dossier_files import has_gone as has_gone
from bot.cases.dossier_files import holds
from bot.cases.movement import Movement
from bot.dialogue.query import Query
from bot.dialogue.turn import Turn
from bot.handlers import dates, files, limits, verdicts
from bot.handlers.live import live_cases, round_ids
from bot.handlers.verdicts import Verdict
from bot.scoring.pack import Procedure, Step

DONE = "done"
Of = tuple[str, str]
"""Round and procedure of a dossier."""


# ── what there is ────────────────────────────────────────────────────────────────────────────
def dossiers(turn: Turn) -> tuple[Dossier, ...]:
    """Of every round, the oldest first; of an earlier one those with a file that is not decided yet."""
    return tuple(one for one in _all(turn) if one.round_id == turn.place.round.id or _waits(turn, one))


def _all(turn: Turn) -> list[Dossier]:
    rounds = round_ids(turn)
    turn.facts.ahead(Query("dossier", (name,)) for name in rounds)
    return [one for name in rounds for one in turn.facts.of_round(Dossier, name)]


def _waits(turn: Turn, dossier: Dossier) -> bool:
    return any(case.state not in DECIDED for case in members(turn, dossier))


def dossier_of(turn: Turn, dossier_id: str) -> Dossier | None:
    """The dossier of this id, of whatever round."""
    return next((one for one in _all(turn) if one.id == dossier_id), None)


def procedure(turn: Turn, dossier: Dossier) -> Procedure:
    """The procedure of a dossier, as the pack of its round has it."""
    return turn.env.pack(turn.place.round_of(dossier.round_id).pack_id).procedures[dossier.procedure]


def opinion_step(turn: Turn, dossier: Dossier) -> Step | None:
    """The step of the opinion from above; None where the procedure has none."""
    return next((step for step in procedure(turn, dossier).steps if step.id == "opinion"), None)


def members(turn: Turn, dossier: Dossier) -> list[Case]:
    """Its files as they are now, by area and code; without those sent back, or settled anew since."""
    turn.facts.ahead(Query("case", (name,)) for name in dossier.cases)
    found = [case for name in dossier.cases if (case := turn.facts.case(name)) is not None]
    own = [case for case in found if holds(dossier, case)]
    return sorted(own, key=lambda case: (case.area, case.code))


def free(turn: Turn) -> dict[Of, list[Case]]:
    """Settled files that are in no dossier under way, by round and procedure: an earlier round's first."""
    under_way = {one.id for one in _all(turn) if not has_gone(one)}
    found: dict[Of, list[Case]] = {}
    for case in live_cases(turn, (), ("settled",)):
        if case.dossier not in under_way:
            found.setdefault((case.round_id, case.procedure), []).append(case)
    order = round_ids(turn)
    ids = sorted(found, key=lambda of: (order.index(of[0]) if of[0] in order else -1, of[1]))
    return {of: sorted(found[of], key=lambda c: (c.area, c.code)) for of in ids}


def to_decide(turn: Turn, dossier: Dossier) -> list[Case]:
    """Its files that wait for the chairman now."""
    ready = "settled" if opinion_step(turn, dossier) is None else "opinion_given"
    return [case for case in members(turn, dossier) if case.state == ready]


def to_look_again(turn: Turn, dossier: Dossier) -> list[Case]:
    """Files the opinion asks to look at again that have not been sent back yet."""
    waits: tuple[State, ...] = ("reported",)
    return [c for c in members(turn, dossier) if c.id in dossier.again and c.state in waits]


# ── dates ────────────────────────────────────────────────────────────────────────────────────
def opinion_due(turn: Turn, dossier: Dossier) -> date | None:
    """The last day for the written opinion, counted from the day the report was received."""
    step, came = opinion_step(turn, dossier), dossier.received_on or dossier.reported_on
    if step is None or step.limit is None or came is None:
        return None
    return ended(step.limit, limits.calendar(turn, dossier.round_id), came)


def limit_line(turn: Turn, cases: Iterable[Case]) -> str:
    """The last day of the procedure with what is left of it, of the file with the least time; "" once all
    of them are decided."""
    open_ones = [case for case in cases if case.state not in DECIDED]
    dues = [one for case in open_ones for one in dates.of_case(turn, case) if one.what == "limit"]
    return dates.words(turn.t, min(dues, key=lambda one: one.on)) if dues else ""


def authority(turn: Turn, dossier: Dossier, day: date | None = None) -> str:
    """Who gives the opinion, by the day it was given, else on that day, else today."""
    pack = turn.env.pack(turn.place.round_of(dossier.round_id).pack_id)
    return turn.word(authority_on(pack.authorities, dossier.opinion_on or day or turn.today).text)


def shown(day: date | None) -> str:
    """A day as screens write it."""
    return f"{day:%d/%m/%Y}" if day else "…"


# ── words ────────────────────────────────────────────────────────────────────────────────────
def label(turn: Turn, dossier: Dossier) -> str:
    """ "Hồ sơ 2 · 14 hộ · chờ ý kiến"; with its round, where that is not the running one."""
    own = [one.id for one in _all(turn) if one.round_id == dossier.round_id]
    stage = turn.t(f"dossier.stage.{stage_of(turn, dossier)}")
    no, count = own.index(dossier.id) + 1, len(members(turn, dossier))
    return of_round(turn, dossier.round_id, turn.t("dossier.label", no=no, count=count, stage=stage))


def of_round(turn: Turn, round_id: str, words: str) -> str:
    """With the round's name, where that is not the running one."""
    plan = turn.place.round_of(round_id)
    return words if plan.id == turn.place.round.id else f"{words} · {plan.name}"


def stage_of(turn: Turn, dossier: Dossier) -> str:
    """Where it stands: "made", "reported", "ready", "done"."""
    found = members(turn, dossier)
    if found and all(case.state in DECIDED for case in found):
        return DONE
    if any(case.state == "reported" for case in found):
        return "reported"
    ready = opinion_step(turn, dossier) is None or any(case.state == "opinion_given" for case in found)
    return "ready" if ready else "made"


def found_of(turn: Turn, cases: Sequence[Case]) -> list[Verdict]:
    """The verdict of each by its form; those without a result are left out."""
    verdicts.ahead(turn, cases)
    return [one for case in cases if (one := verdicts.verdict(turn, case)) is not None]


def counts(turn: Turn, cases: Sequence[Case]) -> str:
    """By area and class, then by movement; with the training mark where a result is not official."""
    found = sorted(found_of(turn, cases), key=_rank)
    rows = []
    for area in turn.place.areas:
        classes = Counter(one.text for one in found if one.case.area == area.id)
        if classes:
            rows.append(turn.t("dossier.area", area=area.name, counts=_listed(classes)))
    rows.append(turn.t("dossier.all", counts=_listed(Counter(one.text for one in found))))
    moved = Counter(one.movement for one in found if one.movement)
    if moved:
        named = {turn.t(f"movement.{one}"): moved[one] for one in get_args(Movement) if moved[one]}
        rows.append(turn.t("dossier.moved", counts=_listed(named)))
    if not all(_official(turn, case) for case in cases):
        rows.append(turn.t("dossier.training"))
    return "\n".join(rows)


def _rank(found: Verdict) -> int:
    """Poor households first, then near-poor ones, any other class, and those that are neither."""
    ranks = {"poor": 0, "near_poor": 1, verdicts.NONE: 3}
    return ranks.get(found.class_id, 2)


def _listed(found: Mapping[str, int]) -> str:
    """In the order they come in."""
    return "; ".join(f"{name}: {count}" for name, count in found.items())


def _official(turn: Turn, case: Case) -> bool:
    found = verdicts.sent_of(turn, case)
    return found is None or found[1].get("official") is True


def line(turn: Turn, one: Verdict) -> str:
    """ "HL-0001 · H.V.C · Khu 3 · Hộ nghèo · còn nghèo"; no name, no points."""
    case = one.case
    parts = [case.code, case.initials, files.area_name(turn, case), one.text]
    if one.movement is not None:
        parts.append(turn.t(f"movement.{one.movement}"))
    if case.decision is not None and case.decision.certificate:
        parts.append(case.decision.certificate)
    return " · ".join(parts)
