"""A right that ends while its screen is open ends there and then: the role stays, the areas become others."""

import pytest

from bot.cases.commune import Staff
from bot.cases.dossier import Dossier
from bot.handlers.staff_entries import Changes
from bot.runtime.staffing import change_staff
from locales import translate
from tests.integration.commune import Commune
from tests.integration.decided import Home, file, make_dossier, opened

GONE = translate("vi", "engine.access_ended", {})


async def narrowed(commune: Commune, staff_id: str = "nv-lan") -> None:
    """From the whole commune to one area."""
    found: Staff | None = commune.app.inbox.place.staff_by_id(staff_id)
    assert found is not None and found.areas == ()
    assert await change_staff(commune.app, staff_id, Changes(areas="kp5"))


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
