"""A decision carried out: each file its own, certificates numbered, everybody told whom it touches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cases.case import Case
from bot.cases.commune import Role
from bot.cases.dossier import Decision, Dossier
from bot.cases.movement import Movement
from bot.dialogue.query import Query
from bot.dialogue.turn import Turn
from bot.handlers import notices, verdicts
from bot.handlers.acting import act
from bot.handlers.verdicts import Verdict

Paper = tuple[str, date, str]
"""Number, day and signer of the decision."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be decided. all: in order of area and code; reasons: of each refusal, by case id."""

    all: tuple[Verdict, ...]
    reasons: Mapping[str, str]

    @property
    def cases(self) -> list[Case]:
        return [one.case for one in self.all]

    @property
    def refused(self) -> list[Verdict]:
        return [one for one in self.all if one.outcome == "refuse"]

    @property
    def certified(self) -> int:
        """How many certificates are due."""
        return sum(verdicts.certificate_due(one) for one in self.all)


@dataclass(frozen=True, slots=True)
class Said:
    """Of the paper besides: number of the first certificate, why numbers before it are left out, why the
    decision comes after the last day."""

    start: int
    gap: str = ""
    late: str = ""


def plan_of(turn: Turn, found: Sequence[Verdict]) -> Plan:
    """By what has been said so far: files left out, refused all the same, reasons."""
    later, against = turn.data_list("later"), turn.data_list("against")
    rows = tuple(
        _against(one) if one.case.id in against else one for one in found if one.case.id not in later
    )
    typed = dict(one.split("=", 1) for one in turn.data_list("reasons"))
    said = {}
    for one in rows:
        if one.outcome == "refuse":
            proposed = "" if one.case.id in against else verdicts.reasons(turn, one.case)
            said[one.case.id] = typed.get(one.case.id, proposed)
    return Plan(rows, said)


def _against(one: Verdict) -> Verdict:
    """Refused though the form would recognise it: it is on no list, before or now."""
    moved: Movement | None = "never" if one.movement is not None else None
    return Verdict(one.case, "refuse", verdicts.NONE, one.text, moved, False)


# ── certificates (Mẫu 03) ────────────────────────────────────────────────────────────────────
def written(turn: Turn, number: int) -> str:
    """ "12/GCN-HN.HCN"."""
    return turn.env.translate("vi", "decide.certificate", {"no": number})


def number_of(case: Case) -> int:
    """The running number of a file's certificate; 0 where it has none."""
    text = case.decision.certificate if case.decision else ""
    head = text.partition("/")[0]
    return int(head) if head.isdigit() else 0


def _all_dossiers(turn: Turn) -> list[Dossier]:
    """Of every round of the commune, so that no number of a year is given by two rounds."""
    rounds = {one.id: None for one in (*turn.place.rounds, turn.place.round)}
    return [one for name in rounds for one in turn.facts.of_round(Dossier, name)]


def next_number(turn: Turn) -> int:
    """One more than the highest number given in the year of the decision."""
    day = turn.datum("day")
    year = date.fromisoformat(day).year if day else turn.today.year
    return max((one.highest_certificate(year) for one in _all_dossiers(turn)), default=0) + 1


def _lock(turn: Turn, found: Dossier) -> None:
    """Every decision touches the first dossier: of two at once the later one takes other numbers."""
    first = min(_all_dossiers(turn), key=lambda one: (one.made_on, one.id))
    if first.id != found.id:
        turn.change(first)


# ── words before and after ───────────────────────────────────────────────────────────────────
def summary(turn: Turn, plan: Plan) -> list[str]:
    """How many are recognised by class, leave, are refused; which certificates; which are left for later."""
    names = {one.class_id: one.text for one in plan.all if one.outcome == "recognise"}
    rows = []
    for name, text in names.items():
        count = sum(one.class_id == name and one.outcome == "recognise" for one in plan.all)
        rows.append(turn.t("decide.sum.recognise", name=text, count=count))
    left = sum(one.outcome == "recognise_left" for one in plan.all)
    if left:
        rows.append(turn.t("decide.sum.left", count=left))
    if plan.refused:
        rows.append(turn.t("decide.sum.refused", count=len(plan.refused)))
    if plan.certified:
        start = int(turn.datum("start") or 0)
        last = start + plan.certified - 1
        rows.append(turn.t("decide.sum.certificates", first=written(turn, start), last=written(turn, last)))
    if later := turn.data_list("later"):
        rows.append(turn.t("decide.sum.later", count=len(later)))
    return rows


# ── done ─────────────────────────────────────────────────────────────────────────────────────
def role_of(turn: Turn) -> Role:
    """As whom the person decides."""
    return "chairman" if turn.staff is not None and "chairman" in turn.staff.roles else "officer"


def carry_out(turn: Turn, found: Dossier, plan: Plan, paper: Paper, said: Said) -> None:
    """Every file its decision; nobody is told of a file that could not be decided."""
    turn.facts.ahead(Query("session", (one.chat,)) for x in plan.all for one in x.case.applicants if one.news)
    number = said.start
    reached: list[Case] = []
    unreached: list[Case] = []
    for one in plan.all:
        due = verdicts.certificate_due(one)
        certificate = written(turn, number) if due else ""
        after = decide_one(turn, one, paper, certificate, plan.reasons.get(one.case.id, ""))
        if after is None:
            continue
        number += due
        (reached if notices.is_reached(after) else unreached).append(after)
        tell(turn, after)
    _lock(turn, found)
    given = found.highest_certificate(paper[1].year)
    found = turn.change(
        found,
        decision_no=paper[0],
        decided_on=paper[1],
        decided_by=paper[2],
        last_certificate=max(number - 1, given) if plan.certified else given,
        earlier_years=found.years_before(paper[1].year),
        gap_words=said.gap or found.gap_words,
        late_words=said.late or found.late_words,
    )
    turn.audit("dossier_decided", found.id, f"{paper[0]} {said.late}".strip())
    count = len(reached) + len(unreached)
    turn.say("decide.done", no=paper[0], count=count)
    if unreached:
        turn.say("decide.in_person", count=len(unreached), codes=", ".join(one.code for one in unreached))
    _tell_officers(turn, paper, count)


def decide_one(turn: Turn, one: Verdict, paper: Paper, certificate: str, reasons: str) -> Case | None:
    """The file with its decision; None where the table does not allow it any more (said why)."""
    no, day, who = paper
    note = turn.t("decide.note", no=no, day=f"{day:%d/%m/%Y}", who=who)
    if reasons:
        note = f"{note} {reasons}"
    after = act(turn, one.case, one.outcome, role_of(turn), note)
    if after is None:
        return None
    made = Decision(day, no, turn.actor[0], who, one.class_id, one.movement, certificate, reasons)
    return turn.change(after, decision=made)


def tell(turn: Turn, case: Case) -> None:
    """The household: that it was decided; what, it reads in its own file, not over a shoulder."""
    number = case.decision.number if case.decision else ""
    notices.to_household(turn, case, "notice.decided", no=number, phone=turn.place.commune.phone)


def _tell_officers(turn: Turn, paper: Paper, count: int) -> None:
    """Every other officer, once for all files."""
    for one in turn.place.staff:
        if one.active and one.chat and one.chat != turn.chat and "officer" in one.roles:
            args = {"no": paper[0], "day": f"{paper[1]:%d/%m/%Y}", "who": paper[2], "count": count}
            turn.notify(one.chat, "decide.officers", language=one.language, args=args)
