"""Which result of a file is meant: the one that counts now, or the one that hung; and its class in words.

A result that was posted stays the one that people read, whatever a re-check finds until that hangs as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.cases.case import Case
from bot.cases.form_record import FormRecord, SentResult, results_of
from bot.cases.posting import Posting
from bot.cases.procedure_codes import WORKER
from bot.dialogue.query import Query
from bot.dialogue.turn import Turn
from bot.handlers import limits
from bot.scoring.explain import class_text
from bot.scoring.forms import Words
from bot.scoring.pack import Pack

INCOME = "income"
WORKER_NAME = "worker_name"


@dataclass(frozen=True, slots=True)
class Shown:
    """A form and one of its results. of: the result, with the answers it was computed from."""

    record: FormRecord
    of: SentResult

    @property
    def data(self) -> Mapping[str, object]:
        """The result as plain data."""
        return self.of.data

    @property
    def is_income(self) -> bool:
        """Whether it is that of the income form, not of Phiếu B."""
        return self.record.form == INCOME


def load(turn: Turn, cases: Iterable[Case]) -> None:
    """The forms of many files, asked of the store in one go."""
    turn.facts.ahead(Query("form", (name,)) for case in cases if (name := form_id(turn, case)))


def form_id(turn: Turn, case: Case) -> str | None:
    """The form whose result counts under the case's procedure."""
    is_income = limits.procedure_of(turn, case).survey_form == INCOME
    return case.income if is_income else case.survey


def now(turn: Turn, case: Case) -> Shown | None:
    """The result that counts now; None where none was sent."""
    name = form_id(turn, case)
    record = turn.facts.form(name) if name else None
    found = results_of(record) if record is not None else ()
    return Shown(record, found[-1]) if record is not None and found else None


def hung(turn: Turn, case: Case, posting: Posting) -> Shown | None:
    """The result as this posting showed it."""
    name = form_then(case, posting) or form_id(turn, case)
    record = turn.facts.form(name) if name else None
    return hung_of(record, posting) if record is not None else None


def form_then(case: Case, posting: Posting) -> str | None:
    """A complaint about this posting remembers the form that hung; None where it is still the same."""
    about = (one.first_survey for one in case.complaints if one.posting == posting.id and one.first_survey)
    return next(about, None)


def hung_of(record: FormRecord, posting: Posting) -> Shown | None:
    """The form's result as this posting showed it; None where it had none then."""
    before = [one for one in results_of(record) if one.at <= posting.at]
    return Shown(record, before[-1]) if before else None


def mark(shown: Shown) -> str:
    """Stands for one result: how often the form was scored, A, B, class (as in meeting.Vote)."""
    data = shown.data
    count = len(results_of(shown.record))
    return f"{count}:{data.get('score_a')}:{data.get('score_b')}:{data['class']}"


def pack_of(turn: Turn, shown: Shown) -> Pack:
    """The pack the form began with."""
    return turn.env.pack(shown.record.pack_id, shown.record.pack_digest)


def class_words(turn: Turn, shown: Shown) -> Words:
    """The class's name by language, as the form gives it."""
    return words_of(pack_of(turn, shown), shown)


def words_of(pack: Pack, shown: Shown) -> Words:
    """The same under the form's pack."""
    name = str(shown.data["class"])
    if shown.is_income and pack.income is not None:
        return pack.income.classes[name].text
    return class_text(pack, name)


def rank_of(pack: Pack, shown: Shown) -> int:
    """Where its class stands in the order in which the pack names them."""
    names, name = [one.id for one in pack.classes], str(shown.data["class"])
    return names.index(name) if name in names else len(names)


def who(case: Case, shown: Shown) -> str:
    """Whose result it is: under the procedure for workers the person who asks, else the head."""
    worker = shown.of.answers.text(WORKER_NAME) if case.procedure == WORKER else None
    return worker or case.head


def is_official(shown: Shown) -> bool:
    """Whether no training value stands in it."""
    return bool(shown.data.get("official"))
