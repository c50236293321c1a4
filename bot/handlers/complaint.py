"""A complaint about a result is taken in, answered and closed (QĐ 24/2021/QĐ-TTg Điều 4.4). No steps here.

While the result hangs it starts a re-check by somebody else, or joins the one under way. At any other time it
is written down, handed on and answered; it is never turned away.
"""

from dataclasses import dataclass, replace
from datetime import date

from bot.cases.case import Case, State
from bot.cases.commune import Role
from bot.cases.complaint import Complaint, Source
from bot.cases.moves import way
from bot.dialogue.turn import Turn
from bot.handlers import limits, notices, recheck
from bot.handlers.acting import act

DECIDED: tuple[State, ...] = ("recognised", "left", "refused")
PAST_POSTING: tuple[State, ...] = ("settled", "reported", "opinion_given", *DECIDED)
SHORTEST_WORDS = 5
"""Letters; fewer say nothing of what is wrong."""
LONGEST_WORDS = 1_000


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody complains of: words, the day it reached the commune, who says so (may be empty)."""

    words: str
    received_on: date
    source: Source
    by_name: str


def is_offered(case: Case) -> bool:
    """Whether a household can say that it does not agree."""
    return is_told(case) and way(case, "record_complaint", "resident") is not None


def is_told(case: Case) -> bool:
    """Whether there is something to complain of: a result of it hung, or it was decided."""
    return bool(case.postings) or case.state in ("posted", "complained", *DECIDED)


def counts(turn: Turn, case: Case, received_on: date, role: Role) -> bool:
    """Whether a complaint received on that day starts a re-check or joins the one under way."""
    return _starts(turn, case, received_on, role) or _joins(turn, case, received_on)


def _starts(turn: Turn, case: Case, received_on: date, role: Role) -> bool:
    """Where a re-checked result is not posted again the first posting's days may still run."""
    allowed = way(case, "complain", role) is not None and not _joins(turn, case, received_on)
    return allowed and recheck.in_window(turn, case, received_on)


def _joins(turn: Turn, case: Case, received_on: date) -> bool:
    """Whether what was posted last is being re-checked already."""
    one = case.recheck
    same = one is not None and bool(case.postings) and one.posting == case.postings[-1]
    return same and recheck.in_window(turn, case, received_on)


# ── taking it in ─────────────────────────────────────────────────────────────────────────────
def take_in(turn: Turn, case: Case, role: Role, said: Said) -> Case | None:
    """The case with the complaint; None where the table does not allow it (said why).

    What a neighbour says stays out of the moves: more people read these than may know of it.
    """
    starts = _starts(turn, case, said.received_on, role)
    joins = _joins(turn, case, said.received_on)
    one = _made(turn, case, role, said)
    if joins and case.recheck is not None:
        about = case.recheck
        one = replace(one, in_window=True, posting=about.posting, first_survey=about.first_survey)
        one = replace(one, recheck=about.recheck, recheck_by=about.recheck_by, first_by=about.first_by)
    elif starts:
        one = replace(one, in_window=True, first_by=recheck.first_by(turn, case))
    note = said.words if said.source == "household" else ""
    after = act(turn, case, "complain" if starts else "record_complaint", role, note)
    if after is None:
        return None
    after = turn.change(after, complaints=(*after.complaints, one))
    if starts:
        after = turn.change(after, assigned_to=None)
    _tell(turn, after, one, starts=starts)
    return after


def _made(turn: Turn, case: Case, role: Role, said: Said) -> Complaint:
    return Complaint(
        id=turn.new_id("k"),
        at=turn.now,
        received_on=said.received_on,
        by=turn.chat if role == "resident" else turn.actor[0],
        by_name=said.by_name,
        via="chat" if role == "resident" else "counter",
        source=said.source,
        words=said.words,
        in_window=False,
        posting=case.postings[-1] if case.postings else "",
        first_survey=case.measured_by,
    )


def _tell(turn: Turn, case: Case, one: Complaint, *, starts: bool) -> None:
    """Officers; the household's other phones. Of a neighbour's complaint they hear only of the re-check."""
    due = recheck.day_text(recheck.due(turn, case))
    for officer in turn.place.officers(case.area):
        if officer.chat == turn.chat:
            continue
        if starts:
            notices.to_staff(
                turn, officer, "notice.complaint", case, ("open", "asgn"), deadline=True, due=due
            )
        else:
            key = "notice.complaint_joins" if one.in_window else "notice.complaint_late"
            notices.to_staff(turn, officer, key, case, ("open",), due=due)
    others = replace(case, applicants=tuple(x for x in case.applicants if x.chat != turn.chat))
    phone = turn.place.commune.phone
    if starts:
        notices.to_household(turn, others, "notice.recheck_coming", deadline=True, due=due, phone=phone)
    elif one.source == "household":
        notices.to_household(turn, _told(turn, others, one), "notice.complaint_recorded", phone=phone)


def _may_read(turn: Turn, chat: str, one: Complaint) -> bool:
    """Whether a phone of the file may know of this complaint. Staff that made the request with the household
    know of their own only: who surveyed it does not learn that it was the household that complained."""
    staff = next((each for each in turn.place.staff if each.chat == chat), None)
    return staff is None or "officer" in staff.roles or one.by == chat


def _told(turn: Turn, case: Case, one: Complaint) -> Case:
    """The case with those of its phones that may read of this complaint."""
    return replace(case, applicants=tuple(x for x in case.applicants if _may_read(turn, x.chat, one)))


# ── answered, handed on, closed ──────────────────────────────────────────────────────────────
def is_answerable(turn: Turn, case: Case, one: Complaint) -> bool:
    """Whether an officer can answer it in words now: one that started a re-check only once that is over."""
    if not one.is_open or way(case, "answer_complaint", "officer") is None:
        return False
    if not one.in_window:
        return True
    again = limits.procedure_of(turn, case).step("posting_again") is not None
    return case.state in PAST_POSTING or (case.state == "to_post" and not again)


def answer(turn: Turn, case: Case, one: Complaint, words: str) -> Case | None:
    """The case with this complaint answered; the household reads the answer to its own."""
    after = act(turn, case, "answer_complaint", "officer", words if one.source == "household" else "")
    if after is None:
        return None
    after = _put(turn, after, _closed(turn, one, words))
    if one.source == "household":
        phone = turn.place.commune.phone
        told = _told(turn, after, one)
        notices.to_household(turn, told, "notice.complaint_answered", words=words, phone=phone)
    return after


def _closed(turn: Turn, one: Complaint, words: str) -> Complaint:
    return replace(one, answered_at=turn.now, answered_by=turn.actor[0], answer=words)


def _put(turn: Turn, case: Case, one: Complaint) -> Case:
    """The case with this complaint as it is now."""
    rows = tuple(one if old.id == one.id else old for old in case.complaints)
    return turn.change(case, complaints=rows)


def hand_on(turn: Turn, case: Case, one: Complaint, whom: str) -> Case:
    """The case with a note of who was given this complaint to look at, by whom and when."""
    note = turn.t("complaint.forwarded_to", whom=whom, who=turn.actor[1], day=f"{turn.today:%d/%m/%Y}")
    turn.audit("complaint_forwarded", case.id, note)
    return _put(turn, case, replace(one, forwarded_to=note))


def take_back(turn: Turn, case: Case, one: Complaint, words: str) -> Case:
    """The case with this complaint taken back by whoever made it, while others of the same re-check stay."""
    turn.audit("complaint_dropped", case.id, words)
    return _put(turn, case, replace(_closed(turn, one, words), answered_at=None, dropped=True))


def close_after_posting(turn: Turn, case: Case) -> Case:
    """A re-checked result hangs again: that answers every complaint it was made for."""
    done = turn.env.translate("vi", "complaint.posted_again", {"day": f"{turn.today:%d/%m/%Y}"})
    rows = tuple(
        _closed(turn, one, done) if one in case.rechecks and one.recheck == case.measured_by else one
        for one in case.complaints
    )
    return turn.change(case, complaints=rows) if rows != case.complaints else case


# ── words ────────────────────────────────────────────────────────────────────────────────────
def own_lines(turn: Turn, case: Case) -> str:
    """What the household itself complained of, as its own phones read it; and by when the re-check ends."""
    rows = []
    if case.state == "complained" and (day := recheck.due(turn, case)) is not None:
        key = "complaint.recheck_late" if day < turn.today else "complaint.recheck_by"
        rows.append(turn.t(key, due=recheck.day_text(day)))
    for one in case.complaints:
        if one.source == "household" and not one.dropped and _may_read(turn, turn.chat, one):
            rows.append(turn.t("complaint.own", day=f"{one.received_on:%d/%m/%Y}", words=one.words))
            rows += [turn.t("complaint.own_answer", words=one.answer)] if one.answer else []
    return "\n".join(rows)
