"""What differs between the first survey and its re-check, for officers: answers, points, class. No steps."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.cases.case import Case
from bot.cases.complaint import Complaint
from bot.cases.form_record import FormRecord, results_of
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open, form_of, spots
from bot.dialogue.walk.labels import member_name, names, question_text, spot_value
from bot.dialogue.words import pick
from bot.handlers import income_result, notices, recheck, result
from bot.scoring.explain import class_text
from bot.scoring.income_stored import income_of
from bot.scoring.path import Spot


@dataclass(frozen=True, slots=True)
class Difference:
    """One question whose answer is another: its words, the first answer, the second; "" where not asked."""

    question: str
    first: str
    second: str


def last_done(turn: Turn, case: Case) -> Complaint | None:
    """The last complaint whose re-check was sent, and both forms are there."""
    found = [one for one in case.complaints if one.recheck and one.first_survey and not one.dropped]
    sent = [one for one in found if _sent(turn, one.recheck) and _sent(turn, one.first_survey)]
    return sent[-1] if sent else None


def _sent(turn: Turn, form_id: str | None) -> FormRecord | None:
    record = turn.facts.form(form_id) if form_id else None
    return record if record is not None and record.finished_at is not None else None


# ── answers ──────────────────────────────────────────────────────────────────────────────────
def differences(turn: Turn, one: Complaint) -> tuple[Difference, ...]:
    """Every question whose answer differs, in the order of the second form, then those it did not ask.

    People are told apart by name: their places in the two lists of members may differ.
    """
    first, second = (_answers(turn, form_id) for form_id in (one.first_survey, one.recheck))
    both = {**second, **{key: row for key, row in first.items() if key not in second}}
    nothing = ("", "")
    rows = []
    for key, (words, _) in both.items():
        before, after = first.get(key, nothing)[1], second.get(key, nothing)[1]
        if before != after:
            rows.append(Difference(words, before, after))
    return tuple(rows)


_Key = tuple[str, str, int]


def _answers(turn: Turn, form_id: str | None) -> dict[_Key, tuple[str, str]]:
    """Of a form as it was sent: question, person and how many of that name before → its words, the answer."""
    open_form = result.answers_sent(form_of(turn, form_id or ""))
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[_Key, tuple[str, str]] = {}
    for spot in spots(open_form):
        name = member_name(open_form.answers, spot.member) if spot.member else ""
        place = (spot.question.id, name.casefold())
        found[(*place, seen[place])] = (question_text(turn, open_form, spot), _value(turn, open_form, spot))
        seen[place] += 1
    return found


def _value(turn: Turn, open_form: Open, spot: Spot) -> str:
    """An answer in words; of the list of members who is on it."""
    if spot.question.kind == "roster":
        return names(open_form, open_form.answers.members)
    return spot_value(turn, open_form, spot)


# ── points and class ─────────────────────────────────────────────────────────────────────────
def results(turn: Turn, one: Complaint, language: str = "") -> str:
    """A, B and class (income and class) of both, as they were sent."""
    first, second = _sent(turn, one.first_survey), _sent(turn, one.recheck)
    if first is None or second is None:
        return ""
    words, kind = language or turn.language, "income" if second.form == "income" else "points"
    was, now = _result(turn, first, words), _result(turn, second, words)
    values = {f"old_{name}": value for name, value in was.items()} | now
    return turn.env.translate(words, f"recheck.{kind}", values)


def _result(turn: Turn, record: FormRecord, language: str) -> dict[str, object]:
    """The values of its last result by the names the words have for them."""
    data: Mapping[str, object] = results_of(record)[-1].data
    pack = form_of(turn, record.id).pack
    if record.form == "income":
        rules, found = pack.income, income_of(pack, data)
        name = pick(rules.classes[found.class_].text, language) if rules else found.class_
        return {"average": income_result.dong(found.per_person), "name": name}
    name = pick(class_text(pack, str(data["class"])), language) if data["class"] else "–"
    return {"a": data["score_a"], "b": data["score_b"], "name": name}


# ── as officers read it ──────────────────────────────────────────────────────────────────────
def text(turn: Turn, case: Case) -> str:
    """Who surveyed first and who again, points and class of both, every answer that differs; "" where there
    was no re-check."""
    one = last_done(turn, case)
    if one is None:
        return ""
    found = differences(turn, one)
    rows = [turn.t("recheck.compared", first=_by(turn, one.first_survey), second=_by(turn, one.recheck))]
    rows += [results(turn, one), turn.t("recheck.differ", count=len(found)) if found else ""]
    rows += [_line(turn, row) for row in found]
    rows.append("" if found else turn.t("recheck.same"))
    return "\n".join(row for row in rows if row)


def _by(turn: Turn, form_id: str | None) -> str:
    record = _sent(turn, form_id)
    staff = turn.place.staff_by_id(record.owner) if record is not None else None
    return staff.name if staff is not None else "…"


def _line(turn: Turn, row: Difference) -> str:
    nothing = turn.t("recheck.not_asked")
    first, second = row.first or nothing, row.second or nothing
    return turn.t("recheck.line", question=row.question, first=first, second=second)


def tell_officers(turn: Turn, case: Case) -> None:
    """The re-check was sent: points and class of both, how many answers differ; the household hears."""
    one = last_done(turn, case)
    count = len(differences(turn, one)) if one is not None else 0
    for officer in turn.place.officers(case.area):
        both = results(turn, one, officer.language) if one is not None else ""
        notices.to_staff(turn, officer, "notice.rechecked", case, ("open",), both=both, count=count)
    notices.to_household(turn, case, "notice.recheck_done", day=recheck.day_text(turn.today))
