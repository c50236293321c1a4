"""The result as the household itself reads it once it is posted: in plain words, never a point.

What it reads is what hung: while a re-check is going on no newer result is shown before that hangs too.

Which income line it was held against, what its people lack, what follows, what to do if it disagrees.
What the survey says of its people is told to the household alone, never to somebody who helped it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from bot.cases.case import Case, State
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, form_of
from bot.dialogue.walk.labels import given_name
from bot.handlers import limits, notices, posting_result
from bot.handlers.posting_result import Shown
from bot.scoring.pack import IncomeLine

DECIDED: tuple[State, ...] = ("recognised", "left", "refused")
SETTLED: tuple[State, ...] = ("settled", "reported", "opinion_given")
SHOWN: tuple[State, ...] = ("posted", "complained", *SETTLED, *DECIDED)
"""Only then: before, nothing is decided and nobody is told."""
RECHECKED: tuple[State, ...] = ("surveyed", "returned", "approved", "voted_down", "to_post")
"""Once it has hung, these mean that it is looked at again."""


def is_rechecked(case: Case) -> bool:
    """Whether a result that hung is being looked at again and the new one has not been posted."""
    return case.state == "complained" or (case.state in RECHECKED and bool(case.postings))


def is_there(turn: Turn, case: Case) -> bool:
    """Whether there is a result the household may read."""
    return _read(turn, case) is not None


def _read(turn: Turn, case: Case) -> Shown | None:
    """The result that hung last; where it is past posting and was re-checked without hanging again, that
    of the re-check; of a file decided before postings were kept the one that counts."""
    if case.state not in SHOWN and not is_rechecked(case):
        return None
    posting = limits.posting_of(turn, case)
    if posting is None:
        return posting_result.now(turn, case) if case.state in DECIDED else None
    hangs_again = limits.procedure_of(turn, case).step("posting_again") is not None
    if case.state in (*SETTLED, *DECIDED) and not hangs_again:
        return posting_result.now(turn, case)
    return posting_result.hung(turn, case, posting)


def text(turn: Turn, case: Case) -> str:
    """By the result as it hung, whatever has been answered since; "" where there is none."""
    shown = _read(turn, case)
    if shown is None:
        return ""
    parts = (
        "" if posting_result.is_official(shown) else turn.t("own_result.training"),
        turn.t("own_result.class", name=turn.word(posting_result.class_words(turn, shown))),
        *([] if shown.is_income else _of_survey(turn, case, shown)),
        turn.t(f"own_result.next.{_stage(case)}", decision=_decision(turn, case)),
        _disagree(turn, case),
    )
    return "\n\n".join(part for part in parts if part)


def _of_survey(turn: Turn, case: Case, shown: Shown) -> tuple[str, str]:
    """What Phiếu B says besides: the line it was held against, and what lacks."""
    form = form_of(turn, shown.record.id)
    open_form = replace(form, record=replace(form.record, answers=shown.of.answers))
    own = _is_own(turn, case)
    lacks = _lacks(turn, open_form, shown.data) if own else turn.t("own_result.ask_household")
    return _income(turn, open_form, shown.data), lacks


def _stage(case: Case) -> State | Literal["rechecked"]:
    """The state as the household's words know it."""
    return "rechecked" if is_rechecked(case) else case.state


def _decision(turn: Turn, case: Case) -> str:
    """By when the round of the case means to decide."""
    return notices.by_when(turn, "decision", "%d/%m/%Y", plan=turn.place.round_of(case.round_id))


def _is_own(turn: Turn, case: Case) -> bool:
    """Whether this phone is the household's, not a helper's."""
    return any(one.chat == turn.chat and not one.helper for one in case.applicants)


def _income(turn: Turn, open_form: Open, sent: Mapping[str, object]) -> str:
    """The income the area's line stands for, and on which side of it the estimate lies."""
    line = _line(open_form, sent)
    score, limit = sent["score_a"], sent["line"]
    over = isinstance(score, int) and isinstance(limit, int) and score > limit
    income = f"{line.income_vnd:,}".replace(",", ".")
    rows = (
        turn.t("own_result.line", area=turn.word(line.text).lower(), income=income),
        turn.t("own_result.over" if over else "own_result.under"),
    )
    return "\n".join(rows)


def _line(open_form: Open, sent: Mapping[str, object]) -> IncomeLine:
    """Of the area the result was computed for; the column says it in older results as well."""
    return open_form.pack.lines["urban" if sent["column"] == "urban" else "rural"]


# ── what lacks ───────────────────────────────────────────────────────────────────────────────
def _lacks(turn: Turn, open_form: Open, sent: Mapping[str, object]) -> str:
    """One sentence for each deprived indicator, in the pack's plain words."""
    found = sent["deprived"]
    ids = [str(one) for one in found] if isinstance(found, list | tuple) else []
    if not ids:
        return turn.t("own_result.no_lack")
    rows = [turn.t("own_result.lacks")]
    for one in ids:
        words = turn.word(open_form.pack.indicator(one).plain)
        rows.append(turn.t("own_result.lack", words=words.replace("{who}", _who(turn, open_form, sent, one))))
    return "\n".join(rows)


def _who(turn: Turn, open_form: Open, sent: Mapping[str, object], indicator: str) -> str:
    """The people it rests on by given name; older results do not say whom."""
    kept = sent.get("because")
    keys = kept.get(indicator, ()) if isinstance(kept, Mapping) else ()
    members = dict.fromkeys(str(key).partition(".")[0] for key in keys if "." in str(key))
    names = ", ".join(given_name(open_form, one) for one in members if one in open_form.answers.members)
    return names or turn.t("own_result.somebody")


# ── if it disagrees ──────────────────────────────────────────────────────────────────────────
def _disagree(turn: Turn, case: Case) -> str:
    """How, where and until when, by the case's own procedure; nothing while it is being re-checked."""
    commune, end = turn.place.commune, limits.window_end(turn, case)
    if is_rechecked(case):
        return ""
    if case.state != "posted" or end is None or end < turn.today:
        return turn.t("own_result.disagree.later", office=commune.office, phone=commune.phone)
    return turn.t(
        "own_result.disagree.posted",
        until=f"{end:%d/%m/%Y}",
        recheck=limits.days_of(turn, case, "recheck"),
        office=commune.office,
        phone=commune.phone,
    )
