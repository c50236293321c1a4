"""An area's own totals, typed in chat: wrong ones answered, nothing else changed by them."""

from dataclasses import replace
from datetime import date
from json import dumps, loads

import pytest

from bot.cases.commune import Area
from storage.codec import dump, load
from tests.integration.commune import Commune
from tests.integration.test_setting_up_chat import TO_AREAS, opened

TO_TOTALS = TO_AREAS.format(who="lan") + "👤 lan: 3\n👤 lan: Nhập tổng số hộ, số khẩu\n"


async def area(there: Commune, area_id: str = "kp3") -> Area:
    return next(one for one in await there.store.areas() if one.id == area_id)


async def test_totals_are_typed_seen_once_more_and_kept() -> None:
    there = await opened()
    before = await area(there)
    await there.play(TO_TOTALS + "👤 lan: 1.200 hộ\n👤 lan: 4800\n")
    assert "Toàn khu: 1200 hộ, 4800 khẩu" in there.newest("lan").text
    assert (await area(there)).households is None
    await there.types("lan", "1")
    assert await area(there) == replace(before, households=1200, persons=4800, version=before.version + 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("👤 lan: nhiều\n", "Cả khu có bao nhiêu hộ?"),
        ("👤 lan: 200000\n", "Cả khu có bao nhiêu hộ?"),
        ("👤 lan: 120\n👤 lan: 100\n", "100 người thì ít hơn 120 hộ"),
        ("👤 lan: 120\n👤 lan: 12,5\n", "Cả khu có bao nhiêu người?"),
        ("👤 lan: ?\n", "biểu 7.1"),
    ],
)
async def test_wrong_ones_are_answered(typed: str, said: str) -> None:
    there = await opened()
    await there.play(TO_TOTALS + typed)
    assert said in there.newest("lan").text
    assert (await area(there)).version == 1


async def test_the_other_officer_was_first() -> None:
    there = await opened()
    await there.play(TO_TOTALS + "👤 lan: 120\n👤 lan: 480\n")
    one = await area(there)
    await there.store.seed([replace(one, households=99, persons=300, version=one.version + 1)])
    await there._open()
    await there.types("lan", "1")
    assert (await area(there)).households == 99
    await there.types("lan", "1")
    assert (await area(there)).households == 120


def test_an_area_of_an_older_version_still_opens() -> None:
    old = dump(Area("kp1", "Khu 1", "urban", None, "NQ 5", date(2025, 7, 1), households=9), "area")
    without = loads(old)
    del without["households"], without["persons"]
    one = load(Area, dumps(without).encode(), "area")
    assert (one.households, one.persons) == (None, None)
    assert load(Area, old, "area").households == 9
