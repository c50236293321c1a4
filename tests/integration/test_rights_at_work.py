"""A right that ends while its screen is open ends there and then: the role stays, the areas become others."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cases.case import State
from bot.cases.commune import Staff
from bot.cases.dossier import Decision, Dossier
from bot.handlers.staff_entries import Changes
from bot.runtime.staffing import change_staff
from locales import translate
from tests.integration.commune import Commune
from tests.integration.decided import Home, file, make_dossier, opened
from tests.integration.surveys import surveyed

GONE = translate("vi", "engine.access_ended", {})


async def narrowed(commune: Commune, staff_id: str = "nv-lan", areas: str = "kp5") -> None:
    """From the whole commune to one area."""
    found: Staff | None = commune.app.inbox.place.staff_by_id(staff_id)
    assert found is not None and found.areas == ()
    assert await change_staff(commune.app, staff_id, Changes(areas=areas))


async def test_days_off_are_not_changed_by_who_answers_for_single_areas_now() -> None:
    commune = await Commune.opened()
    await commune.play(
        "👤 lan: menu\n👤 lan: [Thiết lập]\n👤 lan: [Ngày nghỉ, ngày làm bù]\n"
        "👤 lan: [Thêm ngày nghỉ hoán đổi]\n👤 lan: 23/11\n"
    )
    await narrowed(commune)
    assert GONE in await commune.types("lan", "28/11")
    assert commune.app.inbox.place.commune.swaps == ()


@pytest.mark.parametrize("step", ["report", "files"])
async def test_a_dossier_of_the_commune_closes_to_who_answers_for_single_areas_now(step: str) -> None:
    commune = await opened(Home(1), Home(2))
    await commune.play(make_dossier("lan"))
    await commune.taps("lan", "make-1.011606")
    await commune.taps("lan", ".done")
    await commune.taps("lan", step)
    before = await file(commune, 1)
    if step == "report":
        await commune.types("lan", "4/12/2026")
        await commune.types("lan", "45/BC-UBND")
        late = f"{commune.newest('lan').prompt}.same"
    else:
        late = f"{commune.newest('lan').prompt}.all"
    await narrowed(commune)
    await commune.does(commune.event("lan", "choice", choice=late))
    text = commune.newest("lan").text
    assert GONE in text and before.code not in text
    after = await file(commune, 1)
    assert after.state == "settled"
    [one] = await commune.store.of_round(Dossier, after.round_id)
    assert one.reported_on is None


DECIDED = Decision(
    date(2026, 12, 4), "125/QĐ-UBND", "nv-lan", "Nông Văn Bình", "poor", "new_poor", "0001", ""
)


@pytest.mark.parametrize(
    ("state", "decision", "choice"),
    [
        ("recognised", DECIDED, "x.reopen_decision"),
        ("reported", None, "x.go_on_without_opinion"),
        ("not_listed", None, "refuse"),
    ],
)
async def test_what_touches_a_decision_is_not_for_an_officer_of_single_areas(
    state: State, decision: Decision | None, choice: str
) -> None:
    """Their files open to them all the same; also the choice of a screen from before is of no use."""
    commune = await Commune.opened()
    case, _ = await surveyed(commune.store, 1, state)
    await commune.store.seed([replace(case, decision=decision, version=2)])
    for who, offered in (("lan", True), ("hoa", False)):
        await commune.types(who, case.code)
        ids = {button.id.partition(".")[2] for row in commune.newest(who).rows for button in row}
        assert (choice in ids) is offered, who
    late = f"{commune.newest('lan').prompt}.{choice}"
    await narrowed(commune, areas="kp3")
    await commune.does(commune.event("lan", "choice", choice=late))
    assert translate("vi", "case.not_now", {"code": case.code}) in commune.newest("lan").text
