"""A household complains in short messages; what it reads when the re-check is late; whose list shows it."""

import pytest

from locales import translate
from tests.integration.test_complaint import WORDS, at, complain, given, now, opened, types, write


async def test_further_messages_are_put_after_the_first_and_read_over_before_they_are_sent() -> None:
    commune, case = await opened()
    await types(commune, "mai", case.code)
    await commune.taps("mai", "complain")
    text = await types(commune, "mai", WORDS, "Mái nhà cũng đã dột từ lâu.")
    both = "Nhà tôi không có xe máy. Mái nhà cũng đã dột từ lâu."
    assert translate("vi", "complaint.added", {}) in text and f"“{both}”" in text
    assert not (await now(commune, case)).complaints  # not sent yet
    await commune.taps("mai", "send")
    assert (await now(commune, case)).complaints[-1].words == both


@pytest.mark.parametrize("slip", ["9", "gui di", "vâng", "?!"])
async def test_a_slip_while_reading_over_is_no_part_of_the_complaint(slip: str) -> None:
    commune, case = await opened()
    await types(commune, "mai", case.code)
    await commune.taps("mai", "complain")
    text = await types(commune, "mai", WORDS, slip)
    assert f"“{WORDS}”" in text
    await types(commune, "mai", "1")
    assert (await now(commune, case)).complaints[-1].words == WORDS


@pytest.mark.parametrize(
    ("day", "key"), [("30/11", "complaint.recheck_by"), ("01/12", "complaint.recheck_late")]
)
async def test_a_re_check_past_its_day_is_called_late_to_the_household(day: str, key: str) -> None:
    commune, case = await opened()
    await complain(commune, case)  # 18/11: seven working days, 24/11 is a day off
    await at(commune, day)
    assert translate("vi", key, {"due": "30/11/2026"}) in await types(commune, "mai", case.code)


async def test_the_list_of_whom_it_was_given_to_tells_a_re_check_from_a_first_visit() -> None:
    commune, case = await opened()
    await write(commune, case, "other", "hôm nay")
    await given(commune, await now(commune, case))
    await types(commune, "tu", "menu", "Hộ cần đến")
    rows = [button.label for row in commune.newest("tu").rows for button in row]
    mine = next(row for row in rows if row.startswith(case.code))
    assert translate("vi", "case.recheck", {}) in mine
    assert sum(translate("vi", "case.recheck", {}) in row for row in rows) == 1
