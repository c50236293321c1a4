"""Who may have the papers of a dossier, when nobody may, and values that would break a page."""

from dataclasses import replace

import pytest

from bot.cases.papers import PaperId, Shape
from bot.cases.procedure_codes import AVERAGE, IN_YEAR, WORKER
from bot.errors import PaperError, PaperRefusal
from locales import translate
from tests.integration.commune import Commune
from tests.integration.decided import Home, file
from tests.papers.dossiers import ON, change, decided, dossier, letters, lines, order, pdf, refused, waiting
from tests.papers.reading import made, overflow, pdf_pages

LISTS: tuple[PaperId, ...] = ("phu_luc_vi", "report_up", "mau_02")
SHAPES: tuple[Shape, ...] = ("docx", "pdf")


# ── who, and when not ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("paper", [*LISTS, "mau_03"])
@pytest.mark.parametrize("number", [1, 4])
async def test_one_result_that_is_not_official_and_nothing_is_issued(paper: PaperId, number: int) -> None:
    """Also where that household is the one refused: it was counted, too."""
    commune = await decided()
    case = await file(commune, number)
    record = await commune.store.form(case.survey or "")
    assert record is not None and record.sent is not None
    data = {**record.sent, "official": False}
    sent = (replace(record.results[-1], data=data),)
    await change(commune, record, sent=data, results=sent)
    assert await refused(commune, paper) == translate("vi", "paper.not_official", {})
    with pytest.raises(PaperRefusal) as caught:
        await made(commune.store, paper, (await dossier(commune)).id, "pdf", "nv-binh", ON)
    assert "bảng điểm" in caught.value.words


async def test_the_report_also_wants_what_another_dossier_decided_to_be_official() -> None:
    commune = await decided()
    [case, record] = [await file(commune, 6), await commune.store.form("f-made-6")]
    assert record is not None and record.sent is not None
    await change(commune, case, dossier="another")
    assert await order(commune, "report_up") is not None
    data = {**record.sent, "official": False}
    await change(commune, record, sent=data, results=(replace(record.results[-1], data=data),))
    assert await refused(commune, "report_up") == translate("vi", "paper.not_official", {})
    assert await order(commune, "mau_02") is not None  # that one rests on its own files alone


@pytest.mark.parametrize("paper", [*LISTS, "mau_03"])
async def test_only_who_decides_for_the_whole_commune(paper: PaperId) -> None:
    """The officer of all areas and the chairman; an officer of four areas has no whole dossier."""
    commune = await decided()
    allowed = {"nv-lan", "nv-binh"}
    for staff in [*(one.id for one in await commune.store.staff()), "", "nv-nobody"]:
        if staff in allowed:
            assert await order(commune, paper, staff)
        else:
            with pytest.raises(PaperError) as caught:
                await order(commune, paper, staff)
            assert not isinstance(caught.value, PaperRefusal)
            with pytest.raises(PaperError):
                await order(commune, paper, staff, "no-such-dossier")


async def test_an_access_that_ended_gets_nothing() -> None:
    commune = await decided()
    [lan] = [one for one in await commune.store.staff() if one.id == "nv-lan"]
    await change(commune, lan, active=False)
    with pytest.raises(PaperError):
        await order(commune, "mau_02")


@pytest.mark.parametrize("paper", [*LISTS, "mau_03"])
async def test_erased_or_not_there_is_no_paper(paper: PaperId) -> None:
    commune = await decided()
    assert await order(commune, paper, subject="no-such-dossier") is None
    wanted = (await dossier(commune)).id
    for number in range(1, 8):
        await change(commune, await file(commune, number), state="erased")
    assert await order(commune, paper, subject=wanted) is None


async def test_a_file_that_went_back_since_is_in_no_paper() -> None:
    commune = await waiting()
    await change(commune, await file(commune, 6), state="returned")
    assert "HL-9006" not in "\n".join(await lines(commune, "mau_02"))


@pytest.mark.parametrize(
    ("paper", "procedure"),
    [("report_up", IN_YEAR), ("mau_02", AVERAGE), ("mau_02_worker", IN_YEAR), ("mau_03", WORKER)],
)
async def test_a_paper_of_another_procedure_is_answered_with_words(paper: PaperId, procedure: str) -> None:
    commune = await waiting()
    await change(commune, await dossier(commune), procedure=procedure)
    assert await refused(commune, paper) == translate("vi", "paper.other_procedure", {})


# ── what people may be called ────────────────────────────────────────────────────────────────
HOSTILE = (
    "Nguyễn Thị Phương Khánh Huyền Trân Công Tằng Tôn Nữ Bảo Ngọc Anh Thư",
    "{{ commune }} {% if x %}",
    '<b>&"Đậm"</b> #set page() $x$ [a](b)',
    "Nghiêng" * 12,
)


async def hostile(commune: Commune) -> None:
    for number, name in enumerate(HOSTILE, 1):
        address = f"Xóm {name}, " * 6 if number < 3 else name
        await change(commune, await file(commune, number), head=name, address=address[:300])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("paper", LISTS)
async def test_long_and_hostile_values_are_text_and_stay_on_the_page(paper: PaperId, shape: Shape) -> None:
    homes = [Home(n, before="poor", now="near_poor") for n in (1, 2, 3, 4)]
    commune = await decided(*homes)
    await hostile(commune)
    made_of = await made(commune.store, paper, (await dossier(commune)).id, shape, "nv-lan", ON)
    if shape == "pdf":
        assert overflow(made_of) == []
    if paper == "report_up":
        return
    for name in HOSTILE:
        assert "".join(name.split()) in letters(made_of)


async def test_long_lists_repeat_their_headings() -> None:
    commune = await waiting(*[Home(n) for n in range(1, 61)])
    pages = pdf_pages(await pdf(commune, "mau_02"))
    listed = [page for page in pages if "HL-90" in page]
    assert len(listed) > 1 and all("Mã hồ sơ" in page for page in listed)
    assert sum(page.count("HL-90") for page in listed) == 60
