"""A household without a phone in its file gets a code from staff: typed once, its phone follows the file."""

import re
from datetime import timedelta

from bot.ports import CaseFilter
from tests.integration.commune import Commune

CODE = re.compile(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}")


async def given(commune: Commune, who: str = "ba") -> str:
    """A code for HL-0003, whose file has no phone."""
    await commune.types(who, "HL-0003")
    shown = await commune.taps(who, "follow")
    [code] = CODE.findall(shown)
    return str(code)


async def household(commune: Commune, who: str = "mai") -> None:
    await commune.play(f"👤 {who}: chào\n👤 {who}: 1\n👤 {who}: 1\n")


async def followers(commune: Commune) -> list[str]:
    [case] = [one for one in await commune.store.cases(CaseFilter()) if one.code == "HL-0003"]
    return [one.chat for one in case.applicants]


async def test_the_phone_that_types_it_follows_the_file_and_gets_its_news() -> None:
    commune = await Commune.opened()
    await household(commune)
    code = await given(commune)
    assert "HL-0003" in await commune.types("mai", code.lower().replace("-", ""))
    assert await followers(commune) == ["web:mai"]
    await commune.play("@survey nv-tu HL-0003\n")
    assert any("HL-0003" in letter.text for letter in commune.channel.phone("web:mai").shown[-1:])
    [case] = [one for one in await commune.store.cases(CaseFilter()) if one.code == "HL-0003"]
    assert {one.action for one in await commune.store.audits(case.id)} >= {
        "follow_code_given",
        "phone_follows",
    }


async def test_a_code_works_once_for_a_month_and_not_for_staff() -> None:
    commune = await Commune.opened()
    await household(commune)
    await household(commune, "cu")
    first, second = await given(commune), await given(commune, "tu")
    await commune.types("nam", first)
    assert await followers(commune) == []
    await commune.types("mai", first)
    await commune.types("cu", first)
    assert await followers(commune) == ["web:mai"]
    commune.clock.move(timedelta(days=31))
    await commune.types("cu", second)
    assert await followers(commune) == ["web:mai"]


async def test_before_the_consent_it_does_nothing() -> None:
    commune = await Commune.opened()
    code = await given(commune)
    await commune.types("mai", code)
    assert await followers(commune) == []


async def test_it_is_offered_only_where_no_phone_of_the_household_follows() -> None:
    commune = await Commune.opened()
    await household(commune)
    await commune.types("mai", await given(commune))
    await commune.types("ba", "HL-0003")
    assert not any(
        one.endswith(".follow")
        for one in commune.ids("ba")
        if one.startswith(f"{commune.newest('ba').prompt}.")
    )
