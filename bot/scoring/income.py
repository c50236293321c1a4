"""Income of the last 12 months, a person a month: revenue less costs by source, some left out, the band.

Exact arithmetic, nothing from outside. Source: Phụ lục VIII Thông tư 07/2021/TT-BLĐTBXH (amended by Thông
tư 02/2022); procedures 1.011609 (households) and 3.000412 (workers).
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.scoring.answers import Answers
from bot.scoring.income_rules import IncomeBand, IncomePurpose, IncomeRules
from bot.scoring.pack import Pack
from bot.scoring.path import path
from bot.scoring.score import Place, ScoringError

SURE = ("law", "portal")
"""Certainties of what was read where it stands."""


@dataclass(frozen=True, slots=True)
class Earning:
    """One source chosen, đồng over the months: what came in, what it cost. net below 0 is a loss."""

    id: str
    revenue: int
    cost: int

    @property
    def net(self) -> int:
        return self.revenue - self.cost


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Money that came in and is left out by rule; id: of the pack's [[income.left_out]]."""

    id: str
    amount: int


@dataclass(frozen=True, slots=True)
class IncomeResult:
    """The outcome for one household and purpose.

    total: the net of all sources, đồng over `months`; per_person: exact, đồng a person a month.
    class_: id of the pack's outcome; gate: the question whose answer decided alone, or "".
    band: what per_person was compared with. official: form, band and purpose were read where they stand.
    """

    pack: str
    digest: str
    reference_date: date
    purpose: str
    earnings: tuple[Earning, ...]
    left_out: tuple[NotCounted, ...]
    members: int
    months: int
    band: IncomeBand
    class_: str
    gate: str
    official: bool

    @property
    def total(self) -> int:
        return sum(one.net for one in self.earnings)

    @property
    def per_person(self) -> Fraction:
        return Fraction(self.total, self.months * self.members)


def income(pack: Pack, answers: Answers, place: Place, reference_date: date) -> IncomeResult:
    """The result of the income form; answers off the path do not count.

    ScoringError where the pack has no such rules or is a draft, the area's type is not set, or an answer
    asked is not there. Nothing is rounded before it is compared.
    """
    rules = _rules(pack)
    counted = _on_path(pack, rules, answers, reference_date)
    purpose = rules.purposes[counted.text(rules.purpose) or ""]
    if place.type is None or place.type not in purpose.bands:
        remedy = "set rural or urban, with its source"
        raise ScoringError("the area's type is not set", field="area.type", remedy=remedy)
    members = int(counted.text(rules.members) or 0)
    if members < 1:
        raise ScoringError("no members", field=rules.members, remedy="a household has at least one member")
    band, earnings = purpose.bands[place.type], _earnings(rules, counted)
    gate = "" if counted.text(purpose.gate) == purpose.gate_is else purpose.gate
    per_person = Fraction(sum(one.net for one in earnings), rules.months * members)
    return IncomeResult(
        pack=pack.id,
        digest=pack.digest,
        reference_date=reference_date,
        purpose=purpose.id,
        earnings=earnings,
        left_out=_left_out(rules, counted),
        members=members,
        months=rules.months,
        band=band,
        class_=purpose.unmet if gate else income_class(purpose, band, per_person),
        gate=gate,
        official=all(one.certainty in SURE for one in (rules, band, purpose)),
    )


def income_class(purpose: IncomePurpose, band: IncomeBand, per_person: Fraction) -> str:
    """Over the band's upper end, within it, or not over its lower end; the ends are whole đồng."""
    if per_person > band.up_to:
        return purpose.above
    if band.above is not None and purpose.below is not None and per_person <= band.above:
        return purpose.below
    return purpose.within


def _rules(pack: Pack) -> IncomeRules:
    if pack.status == "draft":
        raise ScoringError("the pack is a draft and does not classify", field="pack", remedy="name another")
    if pack.income is None:
        raise ScoringError("the pack has no income form", field="pack", remedy="name another")
    return pack.income


def _on_path(pack: Pack, rules: IncomeRules, answers: Answers, at: date) -> Answers:
    """The answers on the path of the form alone; ScoringError for the first asked and not there."""
    values = {}
    for spot in path(pack.forms[rules.form], answers, pack.context(at)):
        for name in spot.keys:
            if name in answers.values:
                values[name] = answers.values[name]
            elif not spot.question.optional:
                raise ScoringError("asked, not answered", field=name, remedy="give the answer")
    return Answers((), values)


def _earnings(rules: IncomeRules, answers: Answers) -> tuple[Earning, ...]:
    """One for each source chosen, in the pack's order."""
    chosen = answers.get(rules.chosen) or ()
    return tuple(
        Earning(one.id, _dong(answers, one.revenue), _dong(answers, one.cost) if one.cost else 0)
        for one in rules.sources
        if one.id in chosen
    )


def _left_out(rules: IncomeRules, answers: Answers) -> tuple[NotCounted, ...]:
    found = (NotCounted(one.id, _dong(answers, one.amount)) for one in rules.left_out)
    return tuple(one for one in found if one.amount)


def _dong(answers: Answers, question_id: str) -> int:
    return int(answers.text(question_id) or 0)
