"""What would be decided on a file by the form it rests on, and the reasons of a refusal in plain words.

The class is the form's, never the bot's: the chairman decides, and may leave a file out or refuse it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.cases.case import Case
from bot.cases.form_record import FormRecord
from bot.cases.movement import Movement, movement
from bot.cases.movement_of import LISTED, Outcome, formerly_of, outcome_of
from bot.cases.ways import BY_INCOME, LEAVING
from bot.dialogue.query import Query
from bot.dialogue.turn import Turn
from bot.dialogue.walk.labels import number
from bot.handlers import limits
from bot.scoring.explain import class_text
from bot.scoring.forms import Words
from bot.scoring.pack import Pack

NONE = "none"
"""Of a class: neither poor nor near-poor."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """class_id: "poor", "near_poor", "none", or of an income form its own. text: its name on the form.

    movement: None where it is not about poor and near-poor households. certificate: whether Mẫu 03 is due.
    """

    case: Case
    outcome: Outcome
    class_id: str
    text: str
    movement: Movement | None
    certificate: bool


def ahead(turn: Turn, cases: Iterable[Case]) -> None:
    """The forms of all these files in one go."""
    turn.facts.ahead(Query("form", (case.measured_by,)) for case in cases if case.measured_by)


def sent_of(turn: Turn, case: Case) -> tuple[FormRecord, Mapping[str, object]] | None:
    """The form a file rests on with the result that was sent; None where there is none."""
    record = turn.facts.form(case.measured_by) if case.measured_by else None
    return (record, record.sent) if record is not None and record.sent is not None else None


def verdict(turn: Turn, case: Case) -> Verdict | None:
    """By the result that was sent; None where there is none."""
    found = sent_of(turn, case)
    if found is None:
        return None
    record, sent = found
    pack = turn.env.pack(record.pack_id, record.pack_digest)
    return verdict_of(case, record, str(sent["class"]), pack, turn.word)


def verdict_of(
    case: Case, record: FormRecord, named: str, pack: Pack, word: Callable[[Words], str]
) -> Verdict:
    """The same for whoever has no turn, as papers. named: the class of the result that was sent."""
    if case.procedure in BY_INCOME:
        return _by_income(case, pack, named, word)
    now = LISTED.get(named, "none")
    outcome = outcome_of(case, now)
    stays = outcome == "refuse" and case.previous_class != "none"  # on the list as it was, whatever was found
    moved = movement(
        case.previous_class, case.previous_class if stays else now, formerly=formerly_of(case, record)
    )
    text = word(class_text(pack, named))
    return Verdict(case, outcome, now, text, moved, outcome == "recognise")


def _by_income(case: Case, pack: Pack, named: str, word: Callable[[Words], str]) -> Verdict:
    """What the pack's purpose of this procedure calls `within` is recognised, without Mẫu 03."""
    assert pack.income is not None
    within = {one.within for one in pack.income.purposes.values() if one.procedure == case.procedure}
    outcome: Outcome = "recognise" if named in within else "refuse"
    return Verdict(case, outcome, named, word(pack.income.classes[named].text), None, False)


def certificate_due(found: Verdict) -> bool:
    """Mẫu 03 is for poor and near-poor households that are recognised."""
    return found.certificate and found.outcome == "recognise"


# ── reasons ──────────────────────────────────────────────────────────────────────────────────
def reasons(turn: Turn, case: Case) -> str:
    """Proposed for a refusal, in the plain words of a letter to the household; never a point."""
    if case.state == "not_listed":
        few = turn.env.pack(turn.place.round_of(case.round_id).pack_id).screening.fewer_than
        return turn.t("decide.reason.screened", count=few)
    found = verdict(turn, case)
    if found is None:
        return ""
    if case.procedure == LEAVING and found.class_id != NONE:
        return turn.t("decide.reason.stays", name=found.text)
    if case.procedure in BY_INCOME:
        return turn.t("decide.reason.income_form", name=found.text)
    return turn.t("decide.reason.over_line", **_line(turn, case))


def _line(turn: Turn, case: Case) -> dict[str, str]:
    """The income the area's line stands for, of the area the result was computed for."""
    found = sent_of(turn, case)
    if found is None:
        return {"income": "…", "area": "…"}
    record, sent = found
    pack = turn.env.pack(record.pack_id, record.pack_digest)
    line = pack.lines["urban" if sent["column"] == "urban" else "rural"]
    return {"income": number(str(line.income_vnd)), "area": turn.word(line.text).lower()}


# ── dates ────────────────────────────────────────────────────────────────────────────────────
def last_window(turn: Turn, cases: Iterable[Case]) -> date | None:
    """The last day of the latest posting among these files; None where none hangs anywhere."""
    ends = [end for case in cases if (end := limits.window_end(turn, case)) is not None]
    return max(ends, default=None)
