"""Swapped days of the commune: in chat and by the command line, counted at once in every date."""

from datetime import date

from bot.cases.working_days import Swap, WorkingDays
from bot.runtime.wishes import do
from bot.scoring.packs import load_pack
from tests.integration.commune import Commune

OFF, WORKED = date(2026, 11, 23), date(2026, 11, 28)
PACK = load_pack("2022-2025")
TO_DAYS = "👤 lan: menu\n👤 lan: [Thiết lập]\n👤 lan: [Ngày nghỉ, ngày làm bù]\n"
ADDED = TO_DAYS + "👤 lan: [Thêm ngày nghỉ hoán đổi]\n"


def swaps(town: Commune) -> tuple[Swap, ...]:
    """As the running bot counts by them."""
    return town.app.inbox.place.commune.swaps


async def test_a_swap_said_in_chat_counts_at_once_and_can_be_taken_away() -> None:
    town = await Commune.opened()
    before = await town.play("👤 lan: menu\n👤 lan: [Đợt rà soát]\n")
    await town.play(ADDED + "👤 lan: 23/11\n👤 lan: 28/11\n")
    assert swaps(town) == (Swap(OFF, WORKED),)
    assert (await town.store.communes())[0].version == 2
    after = await town.play("👤 lan: menu\n👤 lan: [Đợt rà soát]\n")
    assert "muộn nhất 17/11" in before and "muộn nhất 17/11" in after  # one day off, one worked: as many
    await town.play("👤 lan: [Thiết lập]\n👤 lan: [Ngày nghỉ, ngày làm bù]\n")
    await town.taps("lan", "x20261123-20261128")
    assert swaps(town) == ()
    told = await town.store.audits((await town.store.communes())[0].id)
    assert [one.action for one in told] == ["swap_added", "swap_removed"]


async def test_a_day_worked_after_the_limit_makes_the_latest_posting_earlier() -> None:
    town = await Commune.opened()
    await town.play(ADDED + "👤 lan: 23/11\n👤 lan: 19/12\n")
    text = await town.play("👤 lan: menu\n👤 lan: [Đợt rà soát]\n")
    assert "muộn nhất 16/11" in text.rpartition("[Đợt rà soát]\n🤖")[2]


async def test_wrong_days_are_answered_with_what_would_be_right() -> None:
    town = await Commune.opened()
    await town.play(ADDED)
    for wrong, hint in (
        ("24/11", "ví dụ một thứ hai"),
        ("21/11", "ví dụ một thứ hai"),
        ("31/2", "ví dụ 23/11"),
        ("xyz", "ví dụ 23/11"),
    ):
        assert hint in await town.types("lan", wrong), wrong
    await town.types("lan", "23/11")
    for wrong, hint in (("25/11", "ví dụ một thứ bảy"), ("23/11", "khác nhau"), ("abc", "ví dụ 23/11")):
        assert hint in await town.types("lan", wrong), wrong
    assert swaps(town) == ()
    await town.types("lan", "21/11")  # worked before the day off
    assert swaps(town) == (Swap(OFF, date(2026, 11, 21)),)


async def test_who_answers_for_single_areas_does_not_change_the_calendar() -> None:
    town = await Commune.opened()
    await town.play("👤 hoa: menu\n👤 hoa: [Thiết lập]\n")
    labels = [button.label for row in town.newest("hoa").rows for button in row]
    assert "Ngày nghỉ, ngày làm bù" not in labels


async def test_the_command_line_lists_adds_and_takes_away() -> None:
    town = await Commune.opened()
    wish = {"do": "days_add", "off": "2026-11-23", "worked": "2026-11-28"}
    assert await do(town.app, wish) == {"new": "1"}
    assert await do(town.app, wish) == {"new": ""}
    assert await do(town.app, {"do": "days"}) == {"rows": "2026-11-23\t2026-11-28"}
    assert swaps(town) == (Swap(OFF, WORKED),)
    wrong = await do(town.app, {"do": "days_add", "off": "2026-11-24", "worked": "2026-12-05"})
    assert "24/11/2026" in wrong["error"]
    assert "2026-11-23" in (await do(town.app, {"do": "days_remove", "off": "2026-11-25"}))["error"]
    assert await do(town.app, {"do": "days_remove", "off": "2026-11-23"}) == {"done": "removed"}
    assert swaps(town) == ()


async def test_one_taken_away_meanwhile_is_said_to_be_gone() -> None:
    town = await Commune.opened()
    await town.play(ADDED + "👤 lan: 23/11\n👤 lan: 28/11\n")
    await do(town.app, {"do": "days_remove", "off": "2026-11-23"})
    assert "vừa được người khác bỏ" in await town.taps("lan", "x20261123-20261128")


def test_the_days_off_of_a_year_by_name() -> None:
    days = WorkingDays(PACK.days_off, (Swap(OFF, WORKED),))
    named = dict(days.named(2026, "vi"))
    assert list(named) == sorted(named)
    assert named[date(2026, 11, 24)] == "Ngày Văn hóa Việt Nam"
    assert named[OFF] == "" and WORKED not in named
    assert "Ngày Văn hóa Việt Nam" not in dict(days.named(2025, "vi")).values()
    assert all(not days.counts(day) for day in named)
