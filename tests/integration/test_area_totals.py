"""An area's own totals, typed in chat: wrong ones answered, nothing else changed by them."""

from dataclasses import replace

import pytest

from bot.cases.commune import Area
from tests.integration.test_setting_up_chat import TO_AREAS, opened

TO_TOTALS = TO_AREAS.format(who="lan") + "👤 lan: 3\n👤 lan: Nhập tổng số hộ, số khẩu\n"


async def area(there, area_id: str = "kp3") -> Area:  # type: ignore[no-untyped-def]
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
