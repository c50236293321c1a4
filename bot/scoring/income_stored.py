"""A result of the income form as plain data, kept with the form, and back again under the form's own pack."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.errors import PackError
from bot.scoring.income import Earning, IncomeResult, NotCounted
from bot.scoring.pack import Pack

INCOME_PARTS = frozenset(
    (
        *("pack", "digest", "reference_date", "purpose", "area", "earnings", "left_out", "members", "months"),
        *("class", "gate", "official"),
    )
)
"""What every result of the income form says; a later version may say more, none less."""


def stored_income(found: IncomeResult) -> dict[str, object]:
    """Every part of the result: plain data; earnings are [source, revenue, cost], left_out [id, amount]."""
    return {
        "pack": found.pack,
        "digest": found.digest,
        "reference_date": found.reference_date.isoformat(),
        "purpose": found.purpose,
        "area": found.band.area,
        "earnings": [[one.id, one.revenue, one.cost] for one in found.earnings],
        "left_out": [[one.id, one.amount] for one in found.left_out],
        "members": found.members,
        "months": found.months,
        "class": found.class_,
        "gate": found.gate,
        "official": found.official,
    }


def income_of(pack: Pack, data: Mapping[str, Any]) -> IncomeResult:
    """The stored result; `pack` is the one it was computed with. PackError where that has no such rules."""
    if pack.income is None or data["purpose"] not in pack.income.purposes:
        remedy = "use the pack the form began with"
        raise PackError("the pack has no rules for this income", where=pack.id, remedy=remedy)
    return IncomeResult(
        pack=data["pack"],
        digest=data["digest"],
        reference_date=date.fromisoformat(data["reference_date"]),
        purpose=data["purpose"],
        earnings=tuple(Earning(*one) for one in data["earnings"]),
        left_out=tuple(NotCounted(*one) for one in data["left_out"]),
        members=data["members"],
        months=data["months"],
        band=pack.income.purposes[data["purpose"]].bands[data["area"]],
        class_=data["class"],
        gate=data["gate"],
        official=data["official"],
    )
