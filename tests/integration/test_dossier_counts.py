"""A dossier as it is read: totals in the order of the form, the last day of the procedure."""

from dataclasses import replace

from bot.cases.dossier import Dossier
from tests.integration.decided import Home, file, make_dossier, opened


async def test_classes_and_movements_come_in_the_order_of_the_form() -> None:
    homes = (
        Home(1, now="not_poor"),
        Home(2, now="near_poor"),
        Home(3, now="poor"),
        Home(4, now="not_poor", before="poor", area="kp5"),
        Home(5, now="poor", before="poor", area="kp5"),
    )
    commune = await opened(*homes)
    await commune.play(make_dossier())
    text = await commune.taps("lan", "make-1.011606")
    rows = [line for line in text.splitlines() if ": " in line]
    total = next(line for line in rows if line.startswith("Cộng"))
    assert total == "Cộng: Hộ nghèo: 2; Hộ cận nghèo: 1; Không thuộc hộ nghèo, hộ cận nghèo: 2"
    moved = next(line for line in rows if line.startswith("Biến động"))
    parts = ("vẫn nghèo: 1", "thoát nghèo: 1", "phát sinh mới hộ nghèo: 1", "phát sinh mới hộ cận nghèo: 1")
    assert [moved.index(part) for part in parts] == sorted(moved.index(part) for part in parts)


async def test_a_dossier_shows_its_last_day_and_how_late_it_is_till_all_is_decided() -> None:
    commune = await opened(Home(1), Home(2))
    await commune.play(make_dossier())
    await commune.taps("lan", "make-1.011606")
    text = await commune.taps("lan", ".done")
    assert "14/12 (còn 6 ngày làm việc)" in text
    await commune.play("@clock 2026-12-16 08:00\n" + make_dossier())
    [made] = await commune.store.of_round(Dossier, (await file(commune, 1)).round_id)
    assert "14/12 (trễ 2 ngày làm việc)" in await commune.taps("lan", made.id)
    for n in (1, 2):
        case = await file(commune, n)
        await commune.store.seed([replace(case, state="recognised", version=case.version + 1)])
    await commune.play(make_dossier())
    assert "14/12" not in await commune.taps("lan", made.id)
