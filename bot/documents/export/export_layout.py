"""Which columns the export has: its own, then one for each question of the forms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.documents.export.export_columns import (
    ANSWERS,
    COMPLAINT,
    DEPRIVATION,
    HOUSEHOLD,
    KINDS,
    MEMBER,
    POSTING,
    VOTE,
    Column,
)
from bot.documents.export.export_words import Kind, TableId
from bot.scoring.forms import Form, Question
from bot.scoring.pack import Pack
from bot.scoring.screening import criterion_ids


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of each table; household, member, income: the questions behind those of the forms."""

    columns: Mapping[TableId, tuple[Column, ...]]
    criteria: tuple[str, ...]
    household: tuple[Question, ...]
    member: tuple[Question, ...]
    income: tuple[Question, ...]


def layout_of(packs: tuple[Pack, ...]) -> Layout:
    """All columns. packs: the round's own first; a question only a later one has gets a column, too."""
    criteria = tuple(dict.fromkeys(one for pack in packs for one in criterion_ids(pack)))
    surveys = [pack.forms["phieu_b"] for pack in packs]
    household, member = _questions(surveys, "household"), _questions(surveys, "member")
    income = _questions([pack.forms["income"] for pack in packs if "income" in pack.forms], "household")
    by_criterion = [
        Column("households", one, "yes_no", (ANSWERS, one), "phieu_a", criterion=one) for one in criteria
    ]
    columns: dict[TableId, tuple[Column, ...]] = {
        "households": (
            *_own("households", ((name, kind) for name, kind, _ in HOUSEHOLD)),
            *by_criterion,
            *(_of_form("households", "phieu_b", one, one.id, (ANSWERS, one.id)) for one in household),
            *(_of_form("households", "income", q, f"income.{q.id}", ("income", q.id)) for q in income),
        ),
        "members": (
            *_own("members", MEMBER),
            *(_of_form("members", "phieu_b", one, one.id, (one.id,)) for one in member),
        ),
        "deprivations": tuple(_own("deprivations", DEPRIVATION)),
        "complaints": tuple(_own("complaints", _with_code(COMPLAINT))),
        "votes": tuple(_own("votes", _with_code(VOTE))),
        "postings": tuple(_own("postings", _with_code(POSTING))),
    }
    return Layout(columns, criteria, household, member, income)


def _with_code(rows: tuple[tuple[str, Kind, object], ...]) -> Iterator[tuple[str, Kind]]:
    yield "code", "text"
    yield from ((name, kind) for name, kind, _ in rows)


def _own(table: TableId, columns: Iterable[tuple[str, Kind]]) -> Iterator[Column]:
    return (Column(table, name, kind, tuple(name.split("."))) for name, kind in columns)


def _of_form(table: TableId, form: str, question: Question, name: str, path: tuple[str, ...]) -> Column:
    return Column(table, name, KINDS.get(question.kind, "text"), path, form, question)


def _questions(forms: list[Form], scope: str) -> tuple[Question, ...]:
    """The questions of these forms in order; of one id the first form's."""
    found: dict[str, Question] = {}
    for form in forms:
        for section in form.sections:
            for question in section.questions:
                if question.scope == scope:
                    found.setdefault(question.id, question)
    return tuple(found.values())
