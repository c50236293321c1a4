"""What an enumerator brings back from a seeded household's door in a played script, without typing it all.

It goes the way of every import from a survey tool: checked, scored and sent like one that was typed.
"""

from collections.abc import Mapping
from typing import Any

from bot.handlers.imported import Brought
from bot.runtime.application import Application
from bot.runtime.importing import take_in
from bot.seeds.load import load_seed


async def bring(app: Application, form: str, staff_id: str, code: str) -> None:
    """Phiếu A or Phiếu B ("phieu_a", "phieu_b") of this household as it truly is, seen today.

    LookupError where it was not taken, with the reasons.
    """
    brought = _brought(form, code, app.clock.now().date().isoformat())
    report = await take_in(app, staff_id, brought)
    if report.status != "imported":
        raise LookupError(f"{code}: {report.status} {' '.join(report.wrong)}")


def _brought(form: str, code: str, day: str) -> Brought:
    truth = load_seed().truths[f"c-{code.lower()}"]
    members = tuple(_texts(member) for member in truth["members"])
    answers = _texts(truth["answers"])
    screening = {name: value for name, value in answers.items() if name.startswith("pa0")}
    about = {"case_code": code, "visited_on": day, "respondent": members[0]["name"]}
    instance = f"uuid:{form}-{code}"
    if form == "phieu_a":
        return Brought(code, instance, form, "", {**about, **screening})
    about |= {
        "area_type": truth["area"]["type"],
        "area_region": truth["area"]["region"],
        "household_size": str(len(members)),
    }
    own = {name: value for name, value in answers.items() if name not in screening}
    return Brought(code, instance, form, "", {**about, **own}, members)


def _texts(answers: Mapping[str, Any]) -> dict[str, str]:
    """Lists as words with spaces between, as survey tools write them."""
    return {
        name: " ".join(value) if isinstance(value, list) else str(value) for name, value in answers.items()
    }
