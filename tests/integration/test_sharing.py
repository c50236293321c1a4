"""An officer shares the visits of an area: at once, once, and only what the table on the screen said."""

import asyncio

from bot.cases.case import Case
from bot.cases.sharing import TO_SHARE
from bot.dialogue.query import CaseFilter
from bot.runtime.staffing import end_access
from locales import translate
from tests.integration.commune import Commune, Faults
from tests.integration.surveys import surveyed

STAFF = "👤 lan: menu\n👤 hoa: menu\n👤 ba: menu\n👤 tu: menu\n👤 nam: menu\n"
TABLE = "👤 {who}: menu\n👤 {who}: [Thiết lập]\n👤 {who}: [Chia việc cho rà soát viên]\n👤 {who}: {number}\n"


async def played(script: str) -> Commune:
    there = await Commune.opened()
    await there.play(STAFF + script)
    return there


async def cases(there: Commune, area: str = "kp3") -> tuple[Case, ...]:
    found = await there.store.cases(CaseFilter(areas=(area,), states=TO_SHARE))
    return tuple(sorted(found, key=lambda one: one.code))


async def holders(there: Commune) -> dict[str, str | None]:
    return {one.code: one.assigned_to for one in await cases(there)}


def told(there: Commune, who: str) -> list[str]:
    return [
        one.text for one in there.channel.phone(f"web:{who}").shown if one.text.startswith("📋 Anh/chị được")
    ]


async def test_each_file_is_moved_and_each_person_told_once() -> None:
    there = await played(TABLE.format(who="lan", number=3) + "👤 lan: 1\n")
    found = await cases(there)
    assert sorted(one.assigned_to or "" for one in found) == ["nv-ba"] * 3 + ["nv-tu"] * 3
    assert {one.last("assign").by for one in found} == {"nv-lan"}  # type: ignore[union-attr]
    assert (len(told(there, "ba")), len(told(there, "tu")), told(there, "nam")) == (1, 1, [])
    assert "3 hộ ở Khu 3" in told(there, "ba")[0] and "HL-" not in told(there, "ba")[0]


async def test_nothing_is_given_before_it_is_accepted() -> None:
    there = await played(TABLE.format(who="lan", number=3))
    assert set((await holders(there)).values()) == {None}
    await there.types("lan", "menu")
    assert set((await holders(there)).values()) == {None} and told(there, "ba") == []


async def test_what_somebody_holds_stays_with_them() -> None:
    there = await played(
        "👤 lan: HL-0006\n👤 lan: [Giao rà soát viên]\n👤 lan: 2\n"
        + TABLE.format(who="lan", number=3)
        + "👤 lan: 1\n"
    )
    found = await holders(there)
    assert found["HL-0006"] == "nv-tu"
    assert sorted(str(one) for one in found.values()) == ["nv-ba"] * 3 + ["nv-tu"] * 3
    assert "2 hộ ở Khu 3" in told(there, "tu")[-1]


async def test_of_two_officers_at_once_the_second_sees_the_new_table() -> None:
    there = await played(TABLE.format(who="lan", number=3) + TABLE.format(who="hoa", number=3))
    taps = [there.event(who, "choice", choice=f"{there.newest(who).prompt}.accept") for who in ("lan", "hoa")]
    with Faults() as faults:
        await asyncio.gather(*(there.app.take(event) for event in taps))
        await there.app.idle()
        await there.app.outbox.settle()
    assert faults.seen == []
    assert all(len([m for m in one.moves if m.action == "assign"]) == 1 for one in await cases(there))
    assert (len(told(there, "ba")), len(told(there, "tu"))) == (1, 1)
    words = translate("vi", "sharing.changed", {})
    assert sum(words in there.newest(who).text for who in ("lan", "hoa")) == 1


async def test_kin_declared_after_the_table_was_shown_is_not_given_what_is_theirs() -> None:
    there = await played(TABLE.format(who="lan", number=3))
    assert "HL-0001" in there.newest("lan").text.partition("Triệu")[0]  # it would be Ba's
    await there.play("👤 ba: HL-0001\n👤 ba: [Đây là người nhà tôi]\n👤 ba: 1\n")
    assert translate("vi", "sharing.changed", {}) in await there.taps("lan", "accept")
    assert set((await holders(there)).values()) == {None}
    await there.taps("lan", "accept")
    assert (await holders(there))["HL-0001"] == "nv-tu"


async def test_somebody_gone_after_the_table_was_shown_gets_nothing() -> None:
    there = await played(TABLE.format(who="lan", number=3))
    await end_access(there.app, "nv-tu")
    assert translate("vi", "sharing.changed", {}) in await there.taps("lan", "accept")
    await there.taps("lan", "accept")
    assert set((await holders(there)).values()) == {"nv-ba"}


async def test_some_of_one_go_to_another_and_both_hear() -> None:
    there = await played(
        TABLE.format(who="lan", number=3) + "👤 lan: 1\n" + TABLE.format(who="lan", number=3)
    )
    await there.play(
        "👤 lan: [Chuyển bớt từ người này sang người kia]\n👤 lan: 1\n👤 lan: 1\n👤 lan: 2\n👤 lan: 1\n"
    )
    found = list((await holders(there)).values())
    assert (found.count("nv-ba"), found.count("nv-tu")) == (1, 5)
    taken = translate("vi", "notice.sharing.taken", {"count": 2, "area": "Khu 3", "who": "Hoàng Thị Lan"})
    assert taken in [one.text for one in there.channel.phone("web:ba").shown]


async def test_more_than_there_are_cannot_be_moved() -> None:
    there = await played(TABLE.format(who="lan", number=3))
    await there.play("👤 lan: [Chuyển bớt từ người này sang người kia]\n👤 lan: 1\n👤 lan: 1\n")
    for wrong in ("4", "-1", "ba hộ rưỡi", "99999999999999999999"):
        assert translate("vi", "sharing.count_wrong", {"most": 3}) in await there.types("lan", wrong)
    assert set((await holders(there)).values()) == {None}


async def test_an_officer_shares_only_the_areas_they_answer_for() -> None:
    there = await played("👤 hoa: menu\n👤 hoa: [Thiết lập]\n👤 hoa: [Chia việc cho rà soát viên]\n")
    labels = [button.label for row in there.newest("hoa").rows for button in row]
    assert [one.partition(":")[0] for one in labels[:4]] == ["Khu 1", "Khu 2", "Khu 3", "Khu 4"]
    assert not any("Khu 5" in one for one in labels)
    assert "Lý Văn Năm" not in await there.taps("hoa", "!share.kp5")


async def test_the_notices_button_is_nothing_in_other_hands() -> None:
    there = await played("👤 mai: chào\n")
    assert "Chia việc ·" not in await there.taps("ba", "!share.kp3")
    assert "Chia việc ·" not in await there.taps("mai", "!share.kp3")
    assert "Hộ cần đến" not in await there.taps("mai", "!todo.all")


async def test_a_re_check_is_never_shared_out() -> None:
    there = await Commune.opened()
    case, _ = await surveyed(there.store, 1, "complained")
    await there.play(STAFF + TABLE.format(who="lan", number=3) + "👤 lan: 1\n")
    after = await there.store.case(case.id)
    assert after is not None and after.assigned_to is None
