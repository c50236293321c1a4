"""What officers are told when a survey is sent: for the first time, amended, or after it was sent back."""

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.dialogue.turn import Turn
from bot.dialogue.walk import form_of
from bot.dialogue.words import pick
from bot.handlers import notices, recheck, recheck_view, result, returned
from bot.scoring.explain import class_text


def tell_officers(turn: Turn, case: Case, *, amended: bool, again: bool) -> None:
    """Every officer of the area. again: it had been sent back, so the difference is told."""
    if recheck.is_just_sent(case):
        recheck_view.tell_officers(turn, case)
        return
    if again:
        returned.tell_officers(turn, case, form_of(turn, case.survey or "").record)
        return
    for officer in turn.place.officers(case.area):
        _tell(turn, case, officer, amended)


def _tell(turn: Turn, case: Case, officer: Staff, amended: bool) -> None:
    """The officer's notice: A, B, deprived indicators, class by the form, which table."""
    open_form = form_of(turn, case.survey or "")
    found, pack = result.compute(turn, open_form, case), open_form.pack
    language = officer.language
    kept = case.moves[-1].note if amended and case.moves else ""  # after a meeting that did not agree
    told = "notice.survey_kept" if kept else "notice.survey_amended" if amended else "notice.surveyed"
    notices.to_staff(
        turn,
        officer,
        told,
        case,
        ("open", "srv"),
        a=found.score_a,
        line=found.line,
        b=found.score_b,
        deprived=", ".join(pick(pack.indicator(one).text, language) for one in found.deprived) or "–",
        class_name=pick(class_text(pack, found.class_), language) if found.class_ else "–",
        words=kept,
        mark="" if found.official else pick(pack.table_label, language),
    )
