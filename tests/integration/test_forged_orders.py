"""Orders that no menu gives: of things that do not exist, of others, or no order. Never a fault of ours."""

import pytest

from bot.cases.papers import PAPERS, Order, Paper, PaperId
from bot.dialogue.message import DocumentRef, PaperKind
from bot.errors import PaperError
from tests.integration.commune import Commune
from tests.integration.print_help import case_id, opened

SUBJECTS = (
    *(
        "",
        "x",
        "x/y",
        "../../etc",
        "%",
        "'",
        "2026",
        "2026/",
        "2026/zz",
        "2026/kp3/kp5",
        "zz/kp3",
        "2026 kp3",
    ),
    *("m-zz", "p-zz", "d-zz", "k-kp3-1", f"{case_id('kp5')}/k-kp3-1", f"{case_id('kp3')}/", "m-kp3", "d-1"),
)


async def made(commune: Commune, kind: PaperKind, argument: str) -> bytes | None:
    return await commune.app.papers.make(DocumentRef(kind, "f-asked-1", "a.pdf", argument))


OWN = {"round": ("2026",), "meeting": ("m-kp3",), "dossier": ("d-1",)}
"""What there is of these."""


@pytest.mark.parametrize("row", PAPERS, ids=lambda row: row.id)
async def test_what_does_not_exist_is_not_made(row: Paper) -> None:
    """Also asked for by an officer of the whole commune, for whom no right is in the way."""
    commune = await opened()
    for subject in SUBJECTS:
        if subject in OWN.get(row.of, ()):
            continue
        for shape in row.shapes:
            order = Order(row, shape, subject, "nv-lan", "2026-10-05")
            with pytest.raises(PaperError):
                await made(commune, row.id, order.argument)


@pytest.mark.parametrize("paper_id", ["mau_01", "mau_04", "phieu_b", "phu_luc_i", "mau_03"])
async def test_what_is_no_order_gives_no_paper(paper_id: PaperId) -> None:
    """Not even the request of the form beside it, for which nobody's rights would be asked."""
    commune = await opened()
    of = case_id("kp3")
    for argument in (
        f"pdf {of} nv-qt",
        f"exe {of} nv-lan 2026-10-05",
        f"pdf {of} x nv-lan 2026-10-05",
        "pdf",
    ):
        with pytest.raises(PaperError):
            await made(commune, paper_id, argument)


@pytest.mark.parametrize(
    "argument", ["", "2022-2025", "2022-2025 x", "2022-2025 reports_final", "a ../../x b c"]
)
async def test_no_template_of_what_has_none(argument: str) -> None:
    commune = await opened()
    with pytest.raises(PaperError):
        await made(commune, "paper_template", argument)


async def test_the_shipped_template_beside_the_one_in_use() -> None:
    commune = await opened()
    assert await made(commune, "paper_template", "2022-2025 phu_luc_i shipped")
    assert await made(commune, "paper_template", "2022-2025 phu_luc_i")
