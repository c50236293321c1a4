"""Settled files with a posting behind them, put straight into a store, for tests of report and decision."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.cases.case import Applicant, Case, PreviousClass
from bot.cases.posting import Posting
from bot.cases.procedure_codes import ANNUAL
from bot.runtime.clock import VIETNAM
from tests.integration.commune import Commune
from tests.integration.surveys import surveyed

POSTED = date(2026, 11, 30)
"""A Monday: three working days end on Thursday 03/12."""
RICH = {"floor_area_m2": 200, "electricity_kwh": 400}


@dataclass(frozen=True, slots=True)
class Home:
    """One household: what the form shall call it, what it was last year, whose phone it has."""

    number: int
    area: str = "kp3"
    now: str = "poor"
    before: PreviousClass = "none"
    formerly: PreviousClass = "none"
    phone: str = ""
    procedure: str = ANNUAL


async def opened(*homes: Home, **place: Any) -> Commune:
    """A commune on 04/12/2026 with these files settled; place: changes of the round ("council")."""
    commune = await Commune.opened()
    await commune.play("@clock 2026-12-04 08:00\n")
    for one in homes:
        await _settled(commune, one)
    areas = dict.fromkeys(one.area for one in homes)
    round_id = (await commune.store.case_by_code(f"HL-9{homes[0].number:03}")).round_id  # type: ignore[union-attr]
    for area in areas:
        names = tuple(f"c-made-{one.number}" for one in homes if one.area == area)
        at = datetime(2026, 11, 30, 9, 0, tzinfo=VIETNAM)
        await commune.store.seed(
            [Posting(f"p-{area}", round_id, area, POSTED, ("",), False, names, "nv-ba", "", at)]
        )
    if place:
        plans = {one.id: one for one in await commune.store.rounds()}
        plan = plans[round_id]
        await commune.store.seed([replace(plan, version=plan.version + 1, **place)])
        await commune._open()
    return commune


async def _settled(commune: Commune, one: Home) -> None:
    case, record = await surveyed(commune.store, one.number, "settled", one.area)
    data = {**(record.sent or {}), "class": one.now}
    applicants = (Applicant(f"web:{one.phone}"),) if one.phone else ()
    await commune.store.seed(
        [
            replace(
                case,
                previous_class=one.before,
                formerly=one.formerly,
                procedure=one.procedure,
                postings=(f"p-{one.area}",),
                applicants=applicants,
                version=case.version + 1,
            ),
            replace(record, sent=data, result=data, results=(), version=record.version + 1),
        ]
    )


async def file(commune: Commune, number: int) -> Case:
    found = await commune.store.case_by_code(f"HL-9{number:03}")
    assert found is not None
    return found


def make_dossier(who: str = "lan") -> str:
    """The officer makes one of everything that is settled."""
    return f"👤 {who}: menu\n👤 {who}: [Họp dân, niêm yết, quyết định]\n👤 {who}: [Trình và quyết định]\n"
