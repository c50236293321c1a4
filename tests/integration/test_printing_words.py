"""What is said around papers: numbers as people type them, who hears what, where no file can go."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.cases.case import Case
from bot.cases.papers import Order, file_name, paper
from bot.commands.play import transcript_of
from bot.dialogue.message import DocumentRef
from bot.documents.papers import StorePapers
from bot.errors import PaperError, PaperRefusal
from bot.handlers.staff_entries import Changes
from bot.runtime.staffing import change_staff, end_access
from locales import translate
from tests.integration.commune import Commune
from tests.integration.print_help import case_now, opened
from tests.integration.test_printing import at_menu, labels, typed


def t(key: str, **args: object) -> str:
    return translate("vi", key, args)


@pytest.mark.parametrize("words", ["hl9001", "9001.", "hl-9001.", "HL. 9001"])
async def test_a_number_after_the_communes_letters(words: str) -> None:
    commune = await opened()
    await at_menu(commune)
    await typed(commune, "lan", "1")
    assert t("printing.papers", thing="HL-9001") in await typed(commune, "lan", words)


@pytest.mark.parametrize("words", ["305118", "305 118", "TL 9001", "HL", "HL-"])
async def test_what_is_no_number_of_a_file(words: str) -> None:
    """Six digits open a paper on its page: typed here they are no file's number."""
    commune = await opened()
    await at_menu(commune)
    await typed(commune, "lan", "1")
    how = t("printing.household.how", code="HL-0007", number=7)
    assert how in await typed(commune, "lan", words)


async def test_who_may_not_take_the_rounds_data_is_not_promised_it() -> None:
    commune = await opened()
    for who, group in (("lan", "round"), ("binh", "reports"), ("mttq", "reports")):
        if who == "mttq":
            await commune.play("👤 mttq: menu\n👤 mttq: [In giấy tờ]\n")
        else:
            await at_menu(commune, who)
        assert labels(commune, who).count(t(f"printing.group.{group}")) == 1
        assert await typed(commune, who, t(f"printing.group.{group}"))


async def order_of(commune: Commune, case: Case) -> DocumentRef:
    row = paper("mau_01")
    assert row is not None
    order = Order(row, "pdf", case.id, "nv-hoa", "2026-10-05")
    return DocumentRef(row.id, "f-x", file_name(row.id, case.code, "pdf"), order.argument)


async def refusal(commune: Commune, case: Case) -> str:
    with pytest.raises(PaperRefusal) as refused:
        await StorePapers(commune.store).make(await order_of(commune, case))
    return refused.value.words


async def test_who_ordered_what_is_theirs_no_more_hears_so() -> None:
    """Between the order and the letter the area was given to somebody else, or the file was erased."""
    commune = await opened()
    case = await case_now(commune)
    assert await change_staff(commune.app, "nv-hoa", Changes(areas="kp1"))
    assert await refusal(commune, case) == t("paper.not_yours")
    assert await change_staff(commune.app, "nv-hoa", Changes(areas="kp3"))
    assert await StorePapers(commune.store).make(await order_of(commune, case))
    await commune.store.seed([replace(case, state="erased", version=case.version + 1)])
    assert await refusal(commune, case) == t("paper.not_yours")


async def test_who_has_left_hears_nothing() -> None:
    commune = await opened()
    await end_access(commune.app, "nv-hoa")
    with pytest.raises(PaperError) as refused:
        await StorePapers(commune.store).make(await order_of(commune, await case_now(commune)))
    assert not isinstance(refused.value, PaperRefusal)


async def test_where_no_file_can_go_it_is_said_where_to_get_it() -> None:
    played = await transcript_of(
        "@channel zalo_bot\n@survey nv-ba HL-0001\n👤 ba: HL-0001\n👤 ba: In giấy\n👤 ba: 1\n", Path()
    )
    assert t("printing.no_files_here", phone="0205 000 0000") in played
