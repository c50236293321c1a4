"""The log of a file as staff read it: every move with its words, every return with what became of it."""

from bot.cases.case import Case, Move
from bot.cases.survey_return import ReturnedQuestion, SurveyReturn
from bot.dialogue.turn import Turn
from bot.handlers.acting import tells_who_complained

ABOUT_COMPLAINTS = ("answer_complaint", "drop_complaint")
"""Moves whose words may name who complained: only officers read these."""


def text(turn: Turn, case: Case) -> str:
    """All moves, oldest first, of complaints no more than may be known; then all returns of the survey."""
    shown = (_move(turn, one) for one in case.moves if not tells_who_complained(turn, one))
    return "\n".join([*shown, *_returns(turn, case)])


def _move(turn: Turn, move: Move) -> str:
    officer = turn.staff is not None and "officer" in turn.staff.roles
    words = move.note if officer or move.action not in ABOUT_COMPLAINTS else ""
    return turn.t(
        "file.move",
        when=f"{move.at:%d/%m %H:%M}",
        what=turn.t(f"case.did.{move.action}"),
        who=move.by_name or turn.t("case.the_household"),
        note=f" – {words}" if words else "",
    )


def _returns(turn: Turn, case: Case) -> list[str]:
    return ["", *(of_return(turn, one) for one in case.returns)] if case.returns else []


def of_return(turn: Turn, one: SurveyReturn) -> str:
    """One return: who, when, whether it has been read, each question with its words and what became of it."""
    rows = [turn.t("returned.head", who=one.by_name, when=f"{one.at:%H:%M %d/%m}", count=len(one.questions))]
    rows += [_question(turn, question) for question in one.questions]
    rows.append(_stands(turn, one))
    return "\n".join(rows)


def _question(turn: Turn, one: ReturnedQuestion) -> str:
    row = turn.t("returned.line", label=one.label, words=one.words)
    fate = "" if one.fate == "waiting" else turn.t(f"returned.fate.{one.fate}", words=one.kept)
    return f"{row} {fate}".rstrip()


def _stands(turn: Turn, one: SurveyReturn) -> str:
    if one.answered_at is not None:
        by = turn.place.staff_by_id(one.answered_by)
        name = by.name if by else one.answered_by
        return turn.t("returned.answered", when=f"{one.answered_at:%H:%M %d/%m}", who=name)
    if one.seen_at is not None:
        return turn.t("returned.seen", when=f"{one.seen_at:%H:%M %d/%m}")
    return turn.t("returned.unseen")
