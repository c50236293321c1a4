"""How a pack tells the income of 12 months: which sources, what is left out, bands by purpose and area."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.scoring.forms import Words
from bot.scoring.terms import AreaType, Certainty


@dataclass(frozen=True, slots=True)
class IncomeSource:
    """One source of income of the form. id: its option in the question `sources`.

    revenue, cost: ids of money questions, đồng over the last 12 months; cost "" where there is none.
    """

    id: str
    revenue: str
    cost: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Money asked for and not counted. amount: id of its question; text: what it is; source: why."""

    id: str
    amount: str
    text: Words
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class IncomeBand:
    """Average income a person a month, whole đồng: over `above` (None: no lower end), at most `up_to`."""

    area: AreaType
    above: int | None
    up_to: int
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class IncomePurpose:
    """What the income is worked out for: one procedure. id: an option of the question `purpose`.

    gate: id of a yes_no question which must be answered `gate_is`, else the outcome is `unmet`.
    within, below, above: ids of classes; below None where the band has no lower end.
    """

    id: str
    procedure: str
    gate: str
    gate_is: str
    unmet: str
    within: str
    above: str
    below: str | None
    bands: Mapping[AreaType, IncomeBand]
    source: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class IncomeClass:
    """An outcome in words."""

    id: str
    text: Words


@dataclass(frozen=True, slots=True)
class IncomeRules:
    """The rules of a form about income. certainty is that of the form: its print may not have been read.

    purpose, members, chosen: ids of the questions for what it is, how many people, which sources.
    months: over which the money is counted.
    label: the mark of results while the form or a band is not checked against the print.
    """

    form: str
    purpose: str
    members: str
    chosen: str
    months: int
    label: Words
    sources: tuple[IncomeSource, ...]
    left_out: tuple[LeftOut, ...]
    purposes: Mapping[str, IncomePurpose]
    classes: Mapping[str, IncomeClass]
    source: str
    certainty: Certainty
