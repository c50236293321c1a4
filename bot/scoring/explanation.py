"""A result explained: every point, every indicator, the lines compared with, what would change the class.

Plain values with answer keys; who shows them puts names and words to the keys.
"""

from dataclasses import dataclass, fields
from datetime import date

from bot.scoring.answers import Answers
from bot.scoring.explain import class_text, line_source, provenance_text
from bot.scoring.forms import Words
from bot.scoring.grounds import grounds
from bot.scoring.household import Household, counted, household
from bot.scoring.indicators import Finding
from bot.scoring.lines import Line
from bot.scoring.pack import Deprivation, IncomeLine, Indicator, Pack
from bot.scoring.score import Place, Result, score
from bot.scoring.what_if import WhatIf, what_if


@dataclass(frozen=True, slots=True)
class Point:
    """One line of điểm A with its reasons.

    item, choice: the table's own words. because: answer keys it rests on. source: the rule's article, or
    table row and column with what the row is; provenance: the latter alone, in words.
    """

    line: Line
    item: str
    choice: str
    because: tuple[str, ...]
    source: str
    provenance: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One indicator with its outcome: finding.because holds the answers that deprive or are not known."""

    indicator: Indicator
    finding: Finding


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a result rests on. answers: those that counted, for the words of the keys.

    income: what điểm A was compared with; deprivation: what điểm B was; class_words: the class's name,
    None while an indicator is undecided.
    """

    result: Result
    answers: Answers
    points: tuple[Point, ...]
    judgements: tuple[Judgement, ...]
    income: IncomeLine
    deprivation: Deprivation
    class_words: Words | None

    @property
    def under_line(self) -> bool:
        """Điểm A at or under the area's line (Nghị định 07/2021/NĐ-CP Điều 3)."""
        return self.result.score_a <= self.result.line


@dataclass(frozen=True, slots=True)
class Explanation(Reasons):
    """Everything behind one result, also what would change its class."""

    otherwise: WhatIf


def explain(pack: Pack, answers: Answers, place: Place, at: date) -> Explanation:
    """The reasons, and what would change the class: that scores hundreds of times.

    ScoringError where there is no result to explain.
    """
    found = reasons(pack, answers, place, at)
    parts = {one.name: getattr(found, one.name) for one in fields(found)}
    return Explanation(**parts, otherwise=what_if(pack, answers, place, at))


def reasons(pack: Pack, answers: Answers, place: Place, at: date) -> Reasons:
    """ScoringError where there is no result to give reasons for."""
    result = score(pack, answers, place, at)
    on_path = counted(pack, answers, at)[0]
    home = household(pack, on_path, at)
    return Reasons(
        result=result,
        answers=on_path,
        points=tuple(_point(pack, home, line, result.column) for line in result.lines),
        judgements=tuple(Judgement(pack.indicator(one.indicator), one) for one in result.findings),
        income=next(one for one in pack.lines.values() if one.area == place.type),
        deprivation=pack.deprivation,
        class_words=class_text(pack, result.class_) if result.class_ else None,
    )


def _point(pack: Pack, home: Household, line: Line, column: str) -> Point:
    item = next(one for one in pack.table.items if one.id == line.item)
    return Point(
        line=line,
        item=item.text,
        choice=item.row(line.choice).text,
        because=grounds(home, item, line),
        source=line_source(pack, line, column),
        provenance=provenance_text(pack, line.provenance),
    )
