"""The list of households to review in chat: whose areas, in pages, numbered through, who was taken off."""

import re

from locales import translate
from tests.integration.commune import Commune
from tests.integration.surveys import surveyed

LISTS = "👤 {who}: menu\n👤 {who}: [Họp dân, niêm yết, quyết định]\n👤 {who}: [Danh sách hộ cần rà soát]\n"


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"^(\d+)\. HL-", text, re.MULTILINE)]


async def test_an_officer_sees_the_areas_they_answer_for() -> None:
    there = await Commune.opened()
    await there.play(LISTS.format(who="hoa"))
    labels = [button.label for row in there.newest("hoa").rows for button in row]
    assert [one.partition(":")[0] for one in labels[:-1]] == ["Khu 1", "Khu 2", "Khu 3", "Khu 4"]


async def test_it_is_not_for_enumerators() -> None:
    there = await Commune.opened()
    await there.play("👤 ba: menu\n👤 ba: [Họp dân, niêm yết, quyết định]\n")
    labels = [button.label for row in there.newest("ba").rows for button in row]
    assert translate("vi", "work.to_review", {}) not in labels


async def test_pages_are_numbered_through_and_the_group_is_named_on_each() -> None:
    there = await Commune.opened()
    for number in range(10):  # with last year's three: thirteen
        await surveyed(there.store, number)
    await there.play(LISTS.format(who="lan"))
    first = await there.types("lan", "Khu 3: 13 hộ")
    assert numbers(first) == list(range(1, 9))
    assert translate("vi", "to_review.group.old", {}) in first
    assert translate("vi", "to_review.group.asked", {}) in first
    second = await there.taps("lan", ".next")
    assert numbers(second) == list(range(9, 14))
    assert translate("vi", "to_review.group.old", {}) not in second
    assert translate("vi", "to_review.group.asked", {}) in second
    assert numbers(await there.taps("lan", ".previous")) == list(range(1, 9))


async def test_a_household_an_officer_closed_stays_in_sight_with_the_words() -> None:
    there = await Commune.opened()
    await there.play("👤 lan: HL-0001\n👤 lan: [Đóng hồ sơ]\n👤 lan: Cả nhà đã chuyển vào Nam từ tháng 6.\n")
    case = await there.store.case_by_code("HL-0001")
    if case is not None and case.state != "closed":  # read over once more
        await there.play("👤 lan: 1\n")
    await there.play(LISTS.format(who="lan") + "👤 lan: Khu 3\n")
    text = there.newest("lan").text
    assert numbers(text) == [1, 2]
    assert "HL-0001" in text and "chuyển vào Nam" in text


async def test_no_names_stand_in_the_list() -> None:
    there = await Commune.opened()
    await there.play(LISTS.format(who="lan") + "👤 lan: Khu 3\n")
    assert "H.V.C" in there.newest("lan").text and "Chài" not in there.newest("lan").text
