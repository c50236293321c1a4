"""Who asks to leave the list (1.011608) is on it: an officer says on which; only then has anybody left it."""

from pathlib import Path

import pytest

from bot.cases.case import Case, PreviousClass
from locales import translate
from tests.integration.commune import REASONS, Commune
from tests.integration.decided import Home, file, make_dossier, opened

HERE = Path(__file__).parents[1] / "conversations"
IN_YEAR = "@round ../files/dot-thuong-xuyen.toml\n@clock 2026-11-16 08:00\n@restart\n"
ASKS = """\
👤 son: chào
👤 son: 1
👤 son: 1
👤 son: 1
👤 son: 2
👤 son: 1
👤 son +: 3
👤 son +: Lý Văn Sơn
👤 son +: nam
👤 son +: 1979
👤 son +: Nùng
👤 son +: bỏ qua
👤 son +: Số 30
👤 son +: bỏ qua
👤 son +: 1
👤 son +: bỏ qua
👤 son +: không còn ai
"""


def t(key: str, **args: object) -> str:
    return translate("vi", key, args)


async def received() -> Commune:
    """A request by Mẫu 04 whose signed paper has just come in, with lan."""
    commune = Commune()
    commune.folder = HERE
    await commune.begin()
    await commune.play(IN_YEAR + ASKS + REASONS.replace("{who}", "son").replace("+: 4", "+: 1"))
    await commune.taps("son", "send")
    await commune.types("lan", "HL-0025")
    await commune.taps("lan", "receive")
    await commune.taps("lan", "today")
    return commune


async def now(commune: Commune) -> Case:
    found = await commune.store.case_by_code("HL-0025")
    assert found is not None
    return found


@pytest.mark.parametrize("named", ["poor", "near_poor"])
async def test_the_officer_is_asked_at_once_and_the_file_keeps_who_said_so(named: PreviousClass) -> None:
    commune = await received()
    assert t("leaving.ask", code="HL-0025") in commune.newest("lan").text
    await commune.taps("lan", named)
    case = await now(commune)
    assert (case.state, case.previous_class) == ("listed", named)
    said = case.moves[-1]
    assert (said.action, said.by, said.note) == ("note_list_class", "nv-lan", t(f"leaving.list.{named}"))


async def test_on_neither_list_changes_nothing_and_says_what_to_do() -> None:
    commune = await received()
    before = await now(commune)
    text = await commune.taps("lan", "none")
    assert t("leaving.not_on_it", code="HL-0025") in text
    assert await now(commune) == before
    assert t("leaving.open") in str(commune.newest("lan").rows)  # can be said later all the same


async def test_it_can_be_put_right_by_another_officer() -> None:
    commune = await received()
    await commune.taps("lan", "near_poor")
    await commune.types("hoa", "HL-0025")
    await commune.taps("hoa", "on_list")
    await commune.taps("hoa", "poor")
    case = await now(commune)
    assert case.previous_class == "poor"
    assert [one.by for one in case.moves if one.action == "note_list_class"] == ["nv-lan", "nv-hoa"]


async def test_a_request_to_be_reviewed_is_not_asked_about_the_list() -> None:
    commune = await opened(Home(1), Home(2, procedure="1.011607"))
    for code in ("HL-9001", "HL-9002"):
        await commune.types("lan", code)
        assert t("leaving.open") not in str(commune.newest("lan").rows)


@pytest.mark.parametrize(("before", "state"), [("poor", "left"), ("near_poor", "left"), ("none", "refused")])
async def test_only_who_was_on_the_list_has_left_it(before: PreviousClass, state: str) -> None:
    commune = await opened(Home(1, now="not_poor", before=before, procedure="1.011608"))
    await commune.play(make_dossier())
    await commune.taps("lan", "make-1.011608")
    await commune.taps("lan", ".done")
    await commune.taps("lan", "decide")
    await commune.types("lan", "131/QĐ-UBND")
    for choice in ("today", "nv-binh", ".done", ".done", "ok", "next", "yes"):
        if any(one.endswith(f".{choice.strip('.')}") for one in commune.ids("lan")):
            await commune.taps("lan", choice)
    assert (await file(commune, 1)).state == state
