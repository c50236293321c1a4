"""The result as the household itself reads it once it is posted: in plain words, never a point.

Which income line it was held against, what its people lack, what follows, what to do if it disagrees.
What the survey says of its people is told to the household alone, never to somebody who helped it.
"""

from collections.abc import Mapping

from bot.cases.case import Case
from bot.cases.form_record import FormRecord
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, form_of
from bot.dialogue.walk.labels import given_name
from bot.handlers import limits, notices, result
from bot.scoring.explain import class_text
from bot.scoring.pack import IncomeLine

SHOWN = ("posted", "recognised")
"""Only then: before, nothing is decided and nobody is told."""


def is_there(turn: Turn, case: Case) -> bool:
    """Whether there is a result the household may read."""
    return _sent(turn, case) is not None


def _sent(turn: Turn, case: Case) -> FormRecord | None:
    if case.state not in SHOWN or not case.survey:
        return None
    record = turn.facts.form(case.survey)
    return record if record is not None and record.sent is not None else None


def text(turn: Turn, case: Case) -> str:
    """By the result as it was sent, whatever has been answered since; "" where there is none."""
    record = _sent(turn, case)
    sent = record.sent if record is not None else None
    if record is None or sent is None:
        return ""
    open_form = result.answers_sent(form_of(turn, record.id))
    parts = (
        "" if sent.get("official") else turn.t("own_result.training"),
        _class(turn, open_form, sent),
        _income(turn, open_form, sent),
        _lacks(turn, open_form, sent) if _is_own(turn, case) else turn.t("own_result.ask_household"),
        turn.t(f"own_result.next.{case.state}", decision=_decision(turn, case)),
        _disagree(turn, case),
    )
    return "\n\n".join(part for part in parts if part)


def _decision(turn: Turn, case: Case) -> str:
    """By when the round of the case means to decide."""
    return notices.by_when(turn, "decision", "%d/%m/%Y", plan=turn.place.round_of(case.round_id))


def _is_own(turn: Turn, case: Case) -> bool:
    """Whether this phone is the household's, not a helper's."""
    return any(one.chat == turn.chat and not one.helper for one in case.applicants)


def _class(turn: Turn, open_form: Open, sent: Mapping[str, object]) -> str:
    """The class as the form gives it. A result without one is never sent."""
    name = turn.word(class_text(open_form.pack, str(sent["class"])))
    return turn.t("own_result.class", name=name)


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
    """How, where and until when; the days are those of the procedure of the case's round."""
    commune, plan = turn.place.commune, turn.place.round_of(case.round_id)
    return turn.t(
        f"own_result.disagree.{case.state}",
        posting=limits.days(turn, "posting", plan),
        recheck=limits.days(turn, "recheck", plan),
        office=commune.office,
        phone=commune.phone,
    )
