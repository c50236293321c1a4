"""The progress of a round as a picture: a bar an area, against what the plan wants by that day.

Numbers only, nobody's name; of the areas that whoever asked may see when the letter leaves.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.cases.commune import Area, Commune, Round
from bot.cases.progress import STAGES, Progress, Stage, by_area, planned_percent, total
from bot.cases.rights import may
from bot.dialogue.facts import CaseFilter
from bot.dialogue.message import DocumentRef
from bot.documents.lettering import one_line
from bot.documents.typesetting import set_picture
from bot.errors import PaperError
from bot.handlers import progress_words as words
from bot.ports import Store
from locales import translate

SHOWN: tuple[Stage, ...] = ("decided", "posted", "met", "approved", "surveyed", "to_survey")
"""Parts of a bar from the left; what is settled hangs no more and is counted with what was posted."""


@dataclass(frozen=True, slots=True)
class Says:
    """The catalogue in one language."""

    language: str

    def t(self, key: str, /, **args: object) -> str:
        """One text."""
        return translate(self.language, key, args)


async def picture(store: Store, reference: DocumentRef) -> bytes | None:
    """argument: ids of the round and of whoever asked, and the day. A PNG.

    PaperError: they are no longer on the staff, or may see no area any more; or there is no such round.
    """
    round_id, staff_id, day = reference.argument.split()
    plan = next((one for one in await store.rounds() if one.id == round_id), None)
    staff = next((one for one in await store.staff() if one.id == staff_id), None)
    areas = tuple(one for one in await store.areas() if may(staff, "see_progress", one.id))
    communes = await store.communes()
    if plan is None or staff is None or not areas or not communes:
        raise PaperError("whoever asked for this picture may see no area", where=reference.kind)
    cases = await store.cases(CaseFilter(round_id, tuple(one.id for one in areas)))
    says, found = Says(staff.language), by_area(areas, cases)
    data = data_of(says, communes[0], plan, areas, found, date.fromisoformat(day))
    return await asyncio.to_thread(set_picture, "progress.typ", data)


def data_of(
    says: Says,
    commune: Commune,
    plan: Round,
    areas: Sequence[Area],
    found: Sequence[Progress],
    today: date,
) -> dict[str, Any]:
    """What the template takes. found: one for each of `areas`, in their order."""
    planned = planned_percent(plan, today)
    rows = [_row(says, area.name, one, planned) for area, one in zip(areas, found, strict=True)]
    if len(rows) > 1:
        rows.insert(0, _row(says, says.t("progress.picture.all"), total(found), planned))
    return {
        "title": says.t("progress.picture.title", place=one_line(commune.name)),
        "under": says.t("progress.picture.under", name=one_line(plan.name), day=f"{today:%d/%m/%Y}"),
        "training": says.t("menu.invented") if commune.invented else "",
        "legend": [{"stage": one, "words": says.t(f"progress.stage.{one}")} for one in SHOWN],
        "planned": None if planned is None else planned / 100,
        "plan": words.plan_words(says, plan, today),
        "rows": rows,
        "foot": says.t("progress.picture.foot"),
    }


def _row(says: Says, name: str, one: Progress, planned: int | None) -> dict[str, Any]:
    """One bar; share: of its own list, all of them together 1."""
    counts = {stage: one.stand(stage) for stage in STAGES}
    counts["posted"] += counts.pop("settled")
    parts = [
        {"stage": stage, "count": counts[stage], "share": counts[stage] / one.listed}
        for stage in SHOWN
        if one.listed and counts[stage]
    ]
    figures = says.t("progress.picture.none")
    if one.listed:
        figures = says.t(
            "progress.picture.figures", done=one.reached("surveyed"), all=one.listed, percent=one.percent
        )
    return {
        "name": one_line(name),
        "figures": figures,
        "parts": parts,
        "notes": words.notes(says, one, planned),
    }
