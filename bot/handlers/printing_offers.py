"""Which papers there are of a thing for whoever is speaking: of a household, an area, a meeting, a round.

Asked again at every step: rights end, files change.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from bot.cases.case import Case
from bot.cases.complaint import Complaint
from bot.cases.paper_rights import may_have, may_have_of_case, may_have_of_complaint
from bot.cases.papers import PAPERS, Paper, PaperId, Subject, paper
from bot.dialogue.facts import Query
from bot.dialogue.reading import fold
from bot.dialogue.turn import Turn
from bot.handlers import dossier_facts, files, meeting_words, posting_label
from bot.handlers import printing_things as things

Of = Literal["case", "complaints", "area", "meeting", "posting", "dossier", "round"]
"""What papers are asked of; "complaints": a file's complaints alone."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One paper that can be ordered. subject: as its order names it. slug: of the file's name.

    no: of which complaint of the file, counted from 1; 0: of none. form: id of the form it is made from.
    """

    paper: Paper
    subject: str
    thing: str
    slug: str
    case: Case | None = None
    no: int = 0
    form: str = ""

    @property
    def id(self) -> str:
        """As a choice is called."""
        return f"{self.paper.id}.{self.no}" if self.no else self.paper.id


def rows(subject: Subject) -> tuple[Paper, ...]:
    """The papers that are made for such a thing."""
    return tuple(one for one in PAPERS if one.of == subject)


def offers(turn: Turn, of: str, thing: str) -> tuple[Offer, ...]:
    """All there is to print of this thing now, for whoever is speaking; none where it is not theirs."""
    found = next((_OFFERED[one] for one in get_args(Of) if one == of), None)
    return found(turn, thing) if found is not None and turn.staff is not None else ()


def label(turn: Turn, one: Offer) -> str:
    """The paper's name; of a complaint with its number."""
    name = turn.t(f"paper.name.{one.paper.id}")
    return turn.t("printing.complaint_no", name=name, no=one.no) if one.no else name


def title(turn: Turn, one: Offer) -> str:
    """The paper's name and what it is of."""
    return turn.t("printing.title", name=label(turn, one), thing=one.thing)


def slug_of(words: str) -> str:
    """ "khu-3" of "Khu 3"."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in fold(words))
    return "-".join(plain.split())


# ── of a household ───────────────────────────────────────────────────────────────────────────
def _of_case(turn: Turn, case_id: str) -> tuple[Offer, ...]:
    case = files.seen_case(turn, case_id)
    return (*of_forms(turn, case), *of_complaints(turn, case)) if case is not None else ()


def _of_complaints(turn: Turn, case_id: str) -> tuple[Offer, ...]:
    case = files.seen_case(turn, case_id)
    return of_complaints(turn, case) if case is not None else ()


def of_forms(turn: Turn, case: Case) -> tuple[Offer, ...]:
    """What was filled in and sent, and the written answer."""
    found = forms_of(turn, case)
    return tuple(
        Offer(row, case.id, case.code, case.code, case, form=found[row.id])
        for row in rows("case")
        if row.id in found and may_have_of_case(turn.staff, row, case)
    )


def forms_of(turn: Turn, case: Case) -> dict[PaperId, str]:
    """Paper → the form it is made from: of the household's requests, forms that were sent, a refusal."""
    found: dict[PaperId, str] = {}
    ids = (case.request, case.screening, case.survey, case.income)
    turn.facts.ahead(Query("form", (one,)) for one in ids if one)
    request = turn.facts.form(case.request) if case.request else None
    if request is not None:
        found["mau_04" if request.form == "mau_04" else "mau_01"] = request.id
    sent: tuple[tuple[PaperId, str | None], ...] = (
        ("phieu_a", case.screening),
        ("phieu_b", case.survey),
        ("income_form", case.income),
    )
    for name, form_id in sent:
        record = turn.facts.form(form_id) if form_id else None
        if record is not None and record.finished_at is not None:
            found[name] = record.id
    if is_refused(case):
        found["refusal_letter"] = case.request or case.measured_by or case.screening or ""
    return found


def is_refused(case: Case) -> bool:
    """Whether the commune has decided against what was asked, so that it answers in writing."""
    return case.state == "refused" and case.decision is not None


def of_complaints(turn: Turn, case: Case) -> tuple[Offer, ...]:
    """The slips of each complaint; of a re-check only where one is made."""
    return tuple(
        Offer(row, f"{case.id}/{one.id}", case.code, f"{case.code}-{no}", case, no)
        for no, one in enumerate(case.complaints, 1)
        for row in rows("complaint")
        if _is_there(row, one) and may_have_of_complaint(turn.staff, row, case, one)
    )


def _is_there(row: Paper, one: Complaint) -> bool:
    return row.id != "recheck_slip" or (one.in_window and not one.dropped)


# ── of an area, a meeting, a posting ─────────────────────────────────────────────────────────
def _of_area(turn: Turn, area_id: str) -> tuple[Offer, ...]:
    area = turn.place.area(area_id)
    if area is None or not things.is_listed(turn, area_id):
        return ()
    return _made(turn, "area", f"{turn.place.round.id}/{area_id}", area.name, slug_of(area.name), area_id)


def _of_meeting(turn: Turn, meeting_id: str) -> tuple[Offer, ...]:
    one = next((each for each in things.meetings(turn) if each.id == meeting_id), None)
    if one is None:
        return ()
    slug = f"{slug_of(_area(turn, one.area))}-lan-{one.no}"
    return _made(turn, "meeting", one.id, meeting_words.title(turn, one), slug, one.area)


def _of_posting(turn: Turn, posting_id: str) -> tuple[Offer, ...]:
    one = next((each for each in things.postings(turn) if each.id == posting_id), None)
    if one is None:
        return ()
    slug = f"{slug_of(_area(turn, one.area))}-{one.posted_on:%d-%m-%Y}"
    return _made(turn, "posting", one.id, posting_label.label(turn, one), slug, one.area)


def _area(turn: Turn, area_id: str) -> str:
    area = turn.place.area(area_id)
    return area.name if area else area_id


def _made(
    turn: Turn, subject: Subject, order: str, thing: str, slug: str, area: str | None = None
) -> tuple[Offer, ...]:
    found = (row for row in rows(subject) if may_have(turn.staff, row, area))
    return tuple(Offer(row, order, thing, slug) for row in found)


# ── of a dossier, of the round ───────────────────────────────────────────────────────────────
def _of_dossier(turn: Turn, dossier_id: str) -> tuple[Offer, ...]:
    """Those of its procedure; certificates once there are any."""
    one = next((each for each in things.dossiers(turn) if each.id == dossier_id), None)
    if one is None:
        return ()
    certified = bool(one.last_certificate or one.earlier_years)
    slug = f"ho-so-{things.number_of(turn, one)}-{one.round_id}"
    made = _made(turn, "dossier", one.id, dossier_facts.label(turn, one), slug)
    return tuple(
        each
        for each in made
        if (not each.paper.procedures or one.procedure in each.paper.procedures)
        and (each.paper.id != "mau_03" or certified)
    )


def _of_round(turn: Turn, round_id: str) -> tuple[Offer, ...]:
    plan = next((one for one in things.rounds(turn) if one.id == round_id), None)
    if plan is None or not any(things.cases_of(turn, round_id)):
        return ()
    return _made(turn, "round", plan.id, plan.name, plan.id)


_OFFERED: Mapping[Of, Callable[[Turn, str], tuple[Offer, ...]]] = {
    "case": _of_case,
    "complaints": _of_complaints,
    "area": _of_area,
    "meeting": _of_meeting,
    "posting": _of_posting,
    "dossier": _of_dossier,
    "round": _of_round,
}


def refusal_letter() -> Paper:
    """The row of the answer in writing, which the household may have, too."""
    found = paper("refusal_letter")
    assert found is not None
    return found
