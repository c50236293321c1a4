"""What is true of a seeded household at the door, as one object of the scoring contract."""

from typing import Any

from bot.cases.commune import Area, Round
from bot.scoring.packs import load_pack
from bot.scoring.screening import criterion_ids
from bot.seeds.household_schema import HouseholdFile


def truth_of(household: HouseholdFile, area: Area, plan: Round) -> dict[str, Any]:
    """Input of `rasoat score`: JSON values only. The nine criteria of Phiếu A where there is a request."""
    answers = household.home.model_dump(exclude_none=True)
    answers["previous_class"] = household.previous_class
    if household.request is not None:
        answers |= {
            criterion: "yes" if criterion in household.request.phieu_a else "no"
            for criterion in criterion_ids(load_pack(plan.pack_id))
        }
    return {
        "pack": plan.pack_id,
        "reference_date": plan.reference_date.isoformat(),
        "area": {"type": area.type, "region": area.region},
        "answers": answers,
        "members": [member.model_dump(exclude_none=True) for member in household.members],
    }
