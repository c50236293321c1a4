"""A pack: everything one period of law says about reviewing a household. Plain frozen values, no reading."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.scoring.education import Schooling, schooling_met
from bot.scoring.forms import Form, Words
from bot.scoring.income_rules import IncomeRules
from bot.scoring.path import Context
from bot.scoring.points import PointsTable
from bot.scoring.procedure import Authority as Authority
from bot.scoring.procedure import DayOff as DayOff
from bot.scoring.procedure import Limit as Limit
from bot.scoring.procedure import Procedure as Procedure
from bot.scoring.procedure import Step as Step
from bot.scoring.terms import AreaType as AreaType
from bot.scoring.terms import Certainty as Certainty

Status = Literal["draft", "training", "official"]


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """The line of điểm A, in points; income_vnd: the income it stands for, đồng a person a month.

    points: None only in a draft, where nobody has published them.
    """

    area: AreaType
    text: Words
    points: int | None
    income_vnd: int
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Deprivation:
    """points per deprived indicator; poor_from: điểm B from which a household under the line is poor.

    In a draft the points are not known: indicators are counted, one each.
    """

    points: int
    poor_from: int
    source: str
    certainty: Certainty

    @property
    def count(self) -> int:
        """How many deprived indicators make a household under the line poor."""
        return -(-self.poor_from // self.points)


@dataclass(frozen=True, slots=True)
class Screening:
    """Phiếu A: fewer than this many criteria of the question → list of households to review."""

    form: str
    question: str
    fewer_than: int
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Named:
    """An id with its words: a region, a class, a table provenance."""

    id: str
    text: Words


@dataclass(frozen=True, slots=True)
class Ages:
    """Age limits in completed years: below/above are strict, from is inclusive."""

    weak_below: int
    weak_above: int
    dependant_below: int
    elderly_from: int
    nutrition_below: int
    insurance_from: int
    work_from: int


@dataclass(frozen=True, slots=True)
class WorkingAge:
    """The age, in completed months, at which working age ends in one calendar year (NĐ 135/2020)."""

    year: int
    male: int
    female: int


@dataclass(frozen=True, slots=True)
class Employment:
    """Values of `work` that mean: wants work and has none; works for pay and so needs a contract."""

    without_work: tuple[str, ...]
    needs_contract: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dwelling:
    """Parts judged durable or not, how many not durable deprive, m² a person, poor water and toilets."""

    parts: tuple[str, ...]
    not_durable_from: int
    area_per_person_below: str
    unclean_water: tuple[str, ...]
    unhygienic_toilet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A measure made from one question: choice → the answers that make it; best first, last is "else"."""

    measure: str
    question: str
    choices: Mapping[str, tuple[str, ...]]
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that sets an item's points whatever the table says."""

    id: str
    item: str
    points: int
    text: Words
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the indicators of điểm B: its name, when a household is deprived, and where that stands.

    plain: what a deprived household itself reads; "{who}" stands for those of its people it rests on.
    """

    id: str
    text: Words
    deprived: Words
    plain: Words
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class DraftIndicator:
    """What is known, in words, of an indicator of a standard to come; whether it stays, comes or goes."""

    id: str
    text: Words
    known: Words
    status: Literal["kept", "new", "gone"]
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Draft:
    """What makes a pack a draft. based_on: whose Mẫu 01 goes on meanwhile; missing: what is not known."""

    based_on: str
    indicators: tuple[DraftIndicator, ...]
    missing: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """One period of law as data. digest: sha256 of its files; a running form keeps its pack.

    draft: None in a pack that classifies. A draft has no table, no indicators to judge and no points; its
    forms are those of the pack it is based on.
    """

    id: str
    title: Words
    status: Status
    effective_from: date
    effective_until: date
    source: str
    certainty: Certainty
    digest: str
    forms: Mapping[str, Form]
    table: PointsTable
    table_label: Words
    provenances: tuple[Named, ...]
    lines: Mapping[AreaType, IncomeLine]
    deprivation: Deprivation
    screening: Screening
    classes: tuple[Named, ...]
    regions: tuple[Named, ...]
    ages: Ages
    working_age: Mapping[int, WorkingAge]
    schooling: Schooling
    employment: Employment
    dwelling: Dwelling
    groups: Mapping[str, Group]
    rules: Mapping[str, Rule]
    indicators: tuple[Indicator, ...]
    procedures: Mapping[str, Procedure]
    days_off: tuple[DayOff, ...]
    ethnicities: Mapping[str, str]
    ethnicity_aliases: Mapping[str, str]
    draft: Draft | None
    income: IncomeRules | None = None
    authorities: tuple[Authority, ...] = ()

    @property
    def missing(self) -> tuple[Words, ...]:
        """What is not known yet, so that a draft cannot classify; nothing in any other pack."""
        return self.draft.missing if self.draft else ()

    def context(self, reference_date: date) -> Context:
        """The context the path of this pack's forms is derived in."""
        schooling = self.schooling
        return Context(
            reference_date,
            (("schooling_met", lambda answers, member, at: schooling_met(schooling, answers, member, at)),),
        )

    def indicator(self, indicator_id: str) -> Indicator:
        return next(one for one in self.indicators if one.id == indicator_id)

    def with_table(self, table: PointsTable) -> "Pack":
        """The same law under another points table: the commune's own."""
        return replace(self, table=table)

    def line_points(self, area: AreaType) -> int:
        """The points điểm A is compared with. ValueError in a draft, where they are not known."""
        points = self.lines[area].points
        if points is None:
            raise ValueError(f"{self.id} has no points for the line of {area}")
        return points

    def column(self, area: AreaType, region: str | None) -> str:
        """The points table's column: urban for urban areas, else the area's region."""
        return "urban" if area == "urban" else region or ""
