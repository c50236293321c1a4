"""The shape of [income] in pack.toml: sources, what is left out, bands by purpose and area."""

from typing import Annotated

from pydantic import Field

from bot.scoring.form_schema import Id, Sourced, Strict, Words
from bot.scoring.terms import AreaType

Dong = Annotated[int, Field(ge=0)]


class IncomeSourceFile(Strict):
    id: Id
    revenue: Id
    cost: Id | None = None


class LeftOutFile(Sourced):
    id: Id
    amount: Id
    text: Words


class IncomeBandFile(Sourced):
    area: AreaType
    above: Dong | None = None
    up_to: Dong


class IncomePurposeFile(Sourced):
    id: Id
    procedure: Annotated[str, Field(min_length=1)]
    gate: Id
    gate_is: Id
    unmet: Id
    within: Id
    above: Id
    below: Id | None = None
    bands: list[IncomeBandFile]


class IncomeClassFile(Strict):
    id: Id
    text: Words


class IncomeFile(Sourced):
    form: Id
    purpose: Id
    members: Id
    chosen: Id
    months: Annotated[int, Field(ge=1)]
    label: Words
    sources: Annotated[list[IncomeSourceFile], Field(min_length=1)]
    left_out: list[LeftOutFile]
    purposes: Annotated[list[IncomePurposeFile], Field(min_length=1)]
    classes: list[IncomeClassFile]
