"""Mẫu 03: every certificate of a dossier in one file. "Official" results are invented here: none exists."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.cases.papers import Shape
from locales import translate
from tests.integration.commune import Commune
from tests.integration.decided import Home, file
from tests.papers.dossiers import (
    ON,
    change,
    decided,
    dossier,
    letters,
    lines,
    official,
    pdf,
    refused,
    request,
    waiting,
)
from tests.papers.reading import assert_golden, made, overflow, pdf_pages

NUMBERS = "Số: "


async def certificates(commune: Commune) -> list[list[str]]:
    """Each certificate of the Word paper, line by line."""
    found: list[list[str]] = []
    for line in await lines(commune, "mau_03"):
        if line == "Mẫu số 03":
            found.append([])
        found[-1].append(line)
    return found


def number_of(one: Sequence[str]) -> str:
    return one[1].split(NUMBERS)[1].split(" | ")[0]


async def test_every_line_as_an_official_reads_it() -> None:
    commune = await decided()
    assert_golden("mau_03.docx", "\n".join(await lines(commune, "mau_03")))
    assert_golden("mau_03.pdf", "\n\n".join(pdf_pages(await pdf(commune, "mau_03"))))


async def test_only_who_has_a_number_gets_one_in_order_of_number() -> None:
    commune = await decided()
    given = {}
    for number in range(1, 8):
        made_of = (await file(commune, number)).decision
        assert made_of is not None
        if made_of.certificate:
            given[made_of.certificate] = f"Mã hồ sơ: HL-900{number}"
    found = await certificates(commune)
    assert [number_of(one) for one in found] == [f"{n}/GCN-HN.HCN" for n in (1, 2, 3, 4)]
    assert {number_of(one): one[-1] for one in found} == given


async def test_the_tenth_comes_after_the_ninth_and_a_new_year_last() -> None:
    commune = await decided(*[Home(n) for n in range(1, 12)])
    case = await file(commune, 2)
    assert case.decision is not None
    later = replace(case.decision, on=date(2027, 1, 5), certificate="1/GCN-HN.HCN")
    await change(commune, case, decision=later)
    found = [number_of(one).split("/")[0] for one in await certificates(commune)]
    assert found == ["1", "3", "4", "5", "6", "7", "8", "9", "10", "11", "1"]


async def test_what_one_says() -> None:
    first = "\n".join((await certificates(await decided()))[0])
    assert "Hộ gia đình ông/bà: Hoàng Thị Mơ | Dân tộc: Nùng" in first
    assert "Số CCCD/CMND: 020184001234 | Ngày cấp: 10/05/2021" in first
    assert "Nơi thường trú: Xóm Đồi, Khu 3, xã Hữu Lũng" in first
    assert "Được công nhận là Hộ nghèo theo Quyết định số 125/QĐ-UBND ngày 07 tháng 12 năm 2026" in first
    assert "1 | Hoàng Thị Mai | Nùng | Chủ hộ |  | 1984 | " in first
    assert "2 | Hoàng Văn Nam | Nùng | Vợ hoặc chồng | 1982 |  | " in first
    assert [year for year in range(2020, 2030) if f"\n{year} |" in first] == [2022, 2023, 2024, 2025, 2026]
    assert "Nguyễn Hòa Bình" in first and "Hữu Lũng, ngày 07 tháng 12 năm 2026" in first


async def test_what_nobody_asked_is_left_to_be_written_by_hand() -> None:
    """Without a request there is no card's number; the list's address may be where it is registered."""
    commune = await decided(Home(1), Home(2, before="poor"), Home(3))
    await change(commune, await file(commune, 2), address="Xóm Đình")
    await request(commune, 3, current_address="Nhà trọ số 5")
    _, second, third = ("\n".join(one) for one in await certificates(commune))
    assert "Số CCCD/CMND: \t | Ngày cấp: \t" in second and "Nơi thường trú: Xóm Đình" in second
    assert "Nơi thường trú: \t" in third and "Nhà trọ" not in third


async def test_each_begins_on_a_sheet_of_its_own_without_page_numbers() -> None:
    pages = pdf_pages(await pdf(await decided(), "mau_03"))
    assert len(pages) == 8
    for number, page in enumerate(pages):
        assert page.startswith("II. Kết quả" if number % 2 else "Mẫu số 03")


async def test_before_the_decision_there_is_none() -> None:
    assert await refused(await waiting(), "mau_03") == translate("vi", "paper.no_certificate", {})


LONG = "Nguyễn Thị Phương Khánh Huyền Trân Công Tằng Tôn Nữ Bảo Ngọc Anh Thư"
HOSTILE = (LONG, "{{ one.name }}", '<b>&"x"</b> #let $y$', "Nghiêng" * 12)


@pytest.mark.parametrize("shape", ["docx", "pdf"])
async def test_twenty_people_with_long_names_flow_on(shape: Shape) -> None:
    commune = await decided(Home(1), Home(2))
    people = [{"as": "mai", "name": f"{HOSTILE[n % 4]} {n}"} for n in range(20)]
    await official(commune, 1, 2, families={1: people})
    await change(commune, await file(commune, 1), head=LONG)
    await request(commune, 1, permanent_address="Xóm Đồi Chè, ngõ 5, " * 15)
    file_of = await made(commune.store, "mau_03", (await dossier(commune)).id, shape, "nv-lan", ON)
    for n in range(20):
        assert "".join(f"{HOSTILE[n % 4]}{n}".split()) in letters(file_of)
    if shape == "pdf":
        assert overflow(file_of) == []
        pages = pdf_pages(file_of)
        own = pages[: next(n for n, page in enumerate(pages) if "Số: 2/GCN" in page)]
        assert all("Quan hệ" in page for page in own if HOSTILE[2] in page)
