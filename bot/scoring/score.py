"""Phiếu B scored: điểm A, điểm B, class, and the reasons for each. Exact arithmetic, nothing from outside."""

from dataclasses import dataclass
from datetime import date

from bot.errors import RasoatError
from bot.scoring.answers import Answers
from bot.scoring.classify import Class, classify
from bot.scoring.household import counted, household
from bot.scoring.indicators import Finding, findings
from bot.scoring.lines import Line, score_lines
from bot.scoring.pack import AreaType, Pack
from bot.scoring.points import OFFICIAL


class ScoringError(RasoatError):
    """Cannot be scored. field: what is wrong ("pack", "reference_date", "area.type", "area.region",
    "members", or the key of an answer that is missing)."""

    def __init__(self, what: str, *, field: str, remedy: str = "") -> None:
        self.field = field
        super().__init__(what, where=field, remedy=remedy)


@dataclass(frozen=True, slots=True)
class Place:
    """What the area sets: its type, and for a rural one its region (a column of the points table)."""

    type: AreaType | None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one household. class_ is None while an indicator is undecided.

    column: the table's column used; line: the points điểm A is compared with; table_provenance: of the
    rows used, in order; official: every row used is the circular's, of a table two officers signed.
    digest, table_digest: of the pack and of the points table it was computed with; place,
    reference_date: what else it was computed with, beside the answers.
    """

    pack: str
    digest: str
    table_digest: str
    place: Place
    reference_date: date
    column: str
    line: int
    score_a: int
    score_b: int
    class_: Class | None
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    table_provenance: tuple[str, ...]
    official: bool

    @property
    def deprived(self) -> tuple[str, ...]:
        """Ids of the deprived indicators, in order."""
        return tuple(f.indicator for f in self.findings if f.status == "deprived")

    @property
    def unknown(self) -> tuple[str, ...]:
        """Ids of the undecided indicators, in order."""
        return tuple(f.indicator for f in self.findings if f.status == "unknown")

    @property
    def missing(self) -> tuple[str, ...]:
        """The answer keys behind the undecided indicators."""
        return tuple(key for f in self.findings if f.status == "unknown" for key in f.because)


def refuse_draft(pack: Pack) -> None:
    """ScoringError for a draft, with what is missing: it never classifies."""
    if pack.status == "draft":
        missing = "; ".join(one["en"] for one in pack.missing)
        what = f"{pack.id} is a draft and does not classify"
        raise ScoringError(what, field="pack", remedy=f"name another pack; missing: {missing}")


def missing_answers(pack: Pack, answers: Answers, reference_date: date) -> tuple[str, ...]:
    """The keys asked on the path of Phiếu B, not optional, and not answered."""
    return counted(pack, answers, reference_date)[1]


def score(pack: Pack, answers: Answers, place: Place, reference_date: date) -> Result:
    """The household's result by Phiếu B; answers off the path do not count.

    ScoringError where the pack, place or date cannot be scored with, or an answer asked is not there.
    """
    area = _check(pack, place, reference_date)
    on_path, missing = counted(pack, answers, reference_date)
    if not answers.members:
        raise ScoringError("no members", field="members", remedy="a household has at least one member")
    if missing:
        raise ScoringError("asked, not answered", field=missing[0], remedy="give the answer")
    return _result(pack, on_path, area, place, reference_date)


def _result(pack: Pack, answers: Answers, area: AreaType, place: Place, at: date) -> Result:
    home, column = household(pack, answers, at), pack.column(area, place.region)
    lines, found = tuple(score_lines(home, column)), findings(home)
    score_a = sum(line.points for line in lines)
    score_b = pack.deprivation.points * sum(f.status == "deprived" for f in found)
    decided = all(f.status != "unknown" for f in found)
    provenance = tuple(sorted({line.provenance for line in lines}))
    return Result(
        pack=pack.id,
        digest=pack.digest,
        table_digest=pack.table.digest,
        place=place,
        reference_date=at,
        column=column,
        line=pack.line_points(area),
        score_a=score_a,
        score_b=score_b,
        class_=classify(pack, area, score_a, score_b) if decided else None,
        lines=lines,
        findings=found,
        table_provenance=provenance,
        official=pack.table.signed and provenance == (OFFICIAL,),
    )


def _check(pack: Pack, place: Place, reference_date: date) -> AreaType:
    """The area's type; ScoringError where pack, date or place do not allow a result."""
    refuse_draft(pack)
    if reference_date.year not in pack.working_age:
        first, *_, last = pack.working_age
        remedy = f"a date in {first} to {last}"
        raise ScoringError("no working-age limit for this year", field="reference_date", remedy=remedy)
    if place.type is None or place.type not in pack.lines:
        remedy = "set rural or urban, with its source"
        raise ScoringError("the area's type is not set", field="area.type", remedy=remedy)
    regions = [region.id for region in pack.regions]
    if place.type == "rural" and place.region not in regions:
        remedy = f"one of {', '.join(regions)}"
        raise ScoringError("a rural area needs its region", field="area.region", remedy=remedy)
    if pack.column(place.type, place.region) not in pack.table.columns:
        remedy = f"load a table with it; this one has {', '.join(pack.table.columns)}"
        raise ScoringError("the points table has no column for this area", field="area.region", remedy=remedy)
    return place.type
