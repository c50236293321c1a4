"""Totals of a dossier name poor households first, then near-poor ones, then those that are neither."""

from tests.integration.decided import Home, make_dossier, opened


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
