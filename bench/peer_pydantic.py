"""A peer for reading alone: the contract's households into pydantic models, with the values each may have.

No scoring, no question asked or not asked, no line out: only shape, types, allowed values and bounds. What is
not asked may be left out, so that a missing answer is seen only where it is asked of everybody.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

YesNo = Literal["yes", "no"]
Known = Literal["yes", "no", "unknown"]
Part = Literal["durable", "not_durable"]
Certificate = Literal[
    "none", "primary", "lower_secondary", "upper_secondary", "vocational_elementary", "intermediate",
    "college",
]  # fmt: skip
Attending = Literal[
    "none", "preschool", "primary", "lower_secondary", "upper_secondary", "vocational", "higher"
]
Work = Literal[
    "public", "nonfarm_wage", "nonfarm_self", "farm", "seeking", "not_seeking", "unable", "student"
]  # fmt: skip


class Area(BaseModel):
    type: Literal["rural", "urban"]
    region: str | None = None


class Home(BaseModel):
    floor_area_m2: float = Field(ge=0.01, le=1_000_000)
    electricity_kwh: float = Field(ge=0, le=1_000_000)
    wall: Part
    column: Part
    roof: Part
    water: Literal[
        "piped", "bottled", "drilled_well", "protected_dug_well", "protected_spring", "rain", "other"
    ]
    toilet: Literal["septic", "pour_flush", "vip", "pit_slab", "double_vault", "other", "none"]
    assets: list[str]
    info_devices: list[str]
    land: list[str]
    livestock: list[str]
    causes: list[str]
    target_groups: list[str]


class Member(BaseModel):
    name: str = Field(min_length=1)
    sex: Literal["male", "female"]
    birth: date | str | int
    relation: Literal["head", "spouse", "child", "parent", "grandchild", "sibling", "other"]
    ethnicity: str = Field(pattern=r"^[0-5][0-9]$")
    certificate: Certificate
    attending: Attending | None = None
    work: Work | None = None
    labour_contract: YesNo | None = None
    firm_certified: YesNo | None = None
    insured: Known
    pension: YesNo
    social_allowance: YesNo
    disabled_or_ill: YesNo
    undernourished: Known | None = None
    uses_internet: YesNo


class Household(BaseModel):
    pack: str
    reference_date: date
    area: Area
    answers: Home
    members: list[Member] = Field(min_length=1)


def main(path: str) -> None:
    """Reads every line; counts those that are not as the models say."""
    failed = 0
    with Path(path).open("rb") as lines:
        for line in lines:
            try:
                Household.model_validate_json(line)
            except ValidationError:
                failed += 1
    print(failed)


if __name__ == "__main__":
    main(sys.argv[1])
