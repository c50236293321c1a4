"""The rows of one file in each table of the export."""

from collections.abc import Iterator, Mapping

from bot.documents.export.export_columns import (
    COMPLAINT,
    HOUSEHOLD,
    POSTING,
    VOTE,
    Cell,
    Row,
    answer_cell,
)
from bot.documents.export.export_facts import Home, Measured, head_of
from bot.documents.export.export_layout import Layout
from bot.documents.export.export_words import TableId
from bot.scoring.forms import Question

Rows = Mapping[TableId, tuple[Row, ...]]


def rows_of(layout: Layout, home: Home) -> Rows:
    """Every row of this file, in the order of the layout's columns."""
    return {
        "households": (_household(layout, home),),
        "members": tuple(_members(layout, home)),
        "deprivations": tuple(_deprivations(home)),
        "complaints": tuple(_complaints(home)),
        "votes": tuple(
            (home.case.code, *(read(meeting, vote) for _, _, read in VOTE)) for meeting, vote in home.votes
        ),
        "postings": tuple(
            (home.case.code, *(read(no, posting) for _, _, read in POSTING)) for no, posting in home.postings
        ),
    }


def _household(layout: Layout, home: Home) -> Row:
    return (
        *(read(home) for _, _, read in HOUSEHOLD),
        *_criteria(layout, home),
        *(_answer(home.survey, question) for question in layout.household),
        *(_answer(home.income, question) for question in layout.income),
    )


def _criteria(layout: Layout, home: Home) -> Iterator[Cell]:
    """Phiếu A as the contract writes it: each criterion yes or no."""
    for one in layout.criteria:
        yield None if home.screening is None else "yes" if one in home.screening else "no"


def _answer(found: Measured | None, question: Question) -> Cell:
    return answer_cell(question, found.answers) if found else None


def _members(layout: Layout, home: Home) -> Iterator[Row]:
    if home.survey is None:
        return
    answers, head = home.survey.answers, head_of(home.survey)
    for no, member in enumerate(answers.members, 1):
        number = home.national_id if member == head else ""
        said = (answer_cell(question, answers, member) for question in layout.member)
        yield (home.case.code, no, number or None, *said)


def _deprivations(home: Home) -> Iterator[Row]:
    """Indicators the household is deprived of or which are undecided, and the members each rests on."""
    if home.survey is None:
        return
    data, order = home.survey.data, {m: str(n) for n, m in enumerate(home.survey.answers.members, 1)}
    because = data.get("because")
    for status in ("deprived", "unknown"):
        found = data.get(status)
        for indicator in found if isinstance(found, list | tuple) else ():
            keys = because.get(indicator, ()) if isinstance(because, Mapping) else ()
            who = (order.get(str(one).partition(".")[0]) for one in keys if "." in str(one))
            yield home.case.code, str(indicator), status, tuple(dict.fromkeys(n for n in who if n))


def _complaints(home: Home) -> Iterator[Row]:
    for no, one in enumerate(home.case.complaints, 1):
        yield (home.case.code, *(read(no, one) for _, _, read in COMPLAINT))
