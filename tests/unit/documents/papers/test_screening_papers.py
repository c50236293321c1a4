"""Phiếu A on paper: what was ticked, how many, what came of it, and what an officer decided against it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.cases.case import Case, Move, State
from bot.cases.form_record import FormRecord
from bot.cases.papers import Order, Shape, paper
from bot.documents.issuing import issue
from bot.errors import PaperError, PaperRefusal
from bot.runtime.clock import VIETNAM
from bot.scoring.answers import Answers
from bot.scoring.screening import criterion_ids
from tests.integration.commune import Commune
from tests.integration.surveys import PACK
from tests.papers.reading import assert_golden, docx_lines, made, overflow, pdf_pages, pdf_words
from tests.unit.documents.papers.hostile import HOSTILE

ON = "2026-10-08"
AT = datetime(2026, 10, 7, 15, 0, tzinfo=VIETNAM)
IDS = criterion_ids(PACK)


async def screened(
    *chosen: str,
    state: State = "listed",
    moves: tuple[Move, ...] = (),
    finished: bool = True,
    **other: object,
) -> tuple[Commune, Case]:
    """HL-0004 of Khu 3 after a Phiếu A by Ba, visited the day before it was typed."""
    commune = await Commune.opened()
    case = await commune.store.case_by_code("HL-0004")
    assert case is not None
    record = FormRecord(
        "f-a", "phieu_a", "nv-ba", case.id, PACK.id, PACK.digest, Answers((), {"criteria": chosen}), AT,
        case.round_id, visited_on=date(2026, 10, 6), finished_at=AT if finished else None,
    )  # fmt: skip
    changes = {
        "state": state,
        "screening": "f-a",
        "moves": (*case.moves, *moves),
        "version": case.version + 1,
        **other,
    }
    case = replace(case, **changes)  # type: ignore[arg-type]
    await commune.store.seed([record, case])
    return commune, case


async def lines(commune: Commune, case: Case) -> list[str]:
    return docx_lines(await made(commune.store, "phieu_a", case.id, "docx", "nv-lan", ON))


async def test_golden() -> None:
    move = Move(
        AT, "nv-lan", "Hoàng Thị Lan", "list_anyway", "listed", "Nhà vừa bị lũ cuốn, các đồ này không còn."
    )
    commune, case = await screened(*IDS[:4], moves=(move,))
    assert_golden("phieu_a.docx", "\n".join(await lines(commune, case)))
    file = await made(commune.store, "phieu_a", case.id, "pdf", "nv-lan", ON)
    assert_golden("phieu_a.pdf", "\n\n".join(pdf_pages(file)))
    assert overflow(file) == []


@pytest.mark.parametrize("count", range(len(IDS) + 1))
async def test_ticks_count_and_outcome_are_those_of_the_form(count: int) -> None:
    commune, case = await screened(*IDS[:count])
    said = await lines(commune, case)
    rows = [line.split(" | ") for line in said if line[:2].isdigit()]
    question = PACK.forms["phieu_a"].question("criteria")
    assert [row[1] for row in rows] == [option.text["vi"] for option in question.options]
    assert [row[2:] for row in rows] == [["X", ""] if n < count else ["", "X"] for n in range(len(IDS))]
    text = "\n".join(said)
    limit = PACK.screening.fewer_than
    assert f"Số mục hộ có: {count}." in text
    assert (f"Kết quả: dưới {limit} mục, đưa vào danh sách" in text) == (count < limit)
    assert (f"Kết quả: từ {limit} mục trở lên, không đưa vào" in text) == (count >= limit)
    assert "Ngoại lệ" not in text


@pytest.mark.parametrize(
    ("action", "words"),
    [("list_anyway", "đưa hộ vào danh sách"), ("unlist", "đưa hộ ra khỏi danh sách")],
)
async def test_an_exception_stands_on_it_with_who_when_and_why(action: str, words: str) -> None:
    move = Move(AT, "nv-lan", "Hoàng Thị Lan", action, "listed", "Nhà vừa bị lũ cuốn.")  # type: ignore[arg-type]
    commune, case = await screened(*IDS[:5], moves=(move,))
    line = f"Ngoại lệ ngày 07/10/2026: Hoàng Thị Lan {words}. Lý do: Nhà vừa bị lũ cuốn."
    assert line in await lines(commune, case)


async def test_day_of_the_visit_and_day_of_typing_are_two() -> None:
    commune, case = await screened()
    said = await lines(commune, case)
    assert "Ngày đến hộ: 06/10/2026" in said
    assert "Ngày nhập phiếu: 07/10/2026" in said
    assert said[-2] == "Hữu Lũng, ngày 06 tháng 10 năm 2026"
    assert "Nông Văn Ba" in said[-1]


@pytest.mark.parametrize("finished", [None, False])
async def test_not_filled_to_its_end_it_is_the_form_to_fill_at_the_door(finished: bool | None) -> None:
    commune, case = await screened(*IDS[:2], finished=False, state="received")
    if finished is None:
        case = replace(case, screening=None, version=case.version + 1)
        await commune.store.seed([case])
    text = "\n".join(await lines(commune, case))
    assert f"Họ và tên chủ hộ: {case.head}" in text
    assert "□ dưới 4 mục" in text and " | X" not in text
    assert "Nông Văn Ba" not in text


async def test_a_procedure_without_it_says_so() -> None:
    commune, case = await screened(procedure="1.011609", screening=None)
    with pytest.raises(PaperRefusal) as caught:
        await lines(commune, case)
    assert "không dùng Phiếu A" in caught.value.words


@pytest.mark.parametrize("staff", ["nv-nam", "nv-nobody", ""])
async def test_nobody_else_may_have_it(staff: str) -> None:
    commune, case = await screened()
    with pytest.raises(PaperError):
        await made(commune.store, "phieu_a", case.id, "docx", staff, ON)


@pytest.mark.parametrize("shape", ["docx", "pdf"])
async def test_erased_there_is_none(shape: Shape) -> None:
    commune = await Commune.opened()
    row = paper("phieu_a")
    assert row is not None
    assert await issue(commune.store, Order(row, shape, "c-gone", "nv-lan", ON)) is None


@pytest.mark.parametrize("odd", HOSTILE)
async def test_whatever_was_typed_prints_as_it_is(odd: str) -> None:
    move = Move(AT, "nv-lan", odd, "list_anyway", "listed", odd)
    commune, case = await screened(*IDS, moves=(move,), head=odd, address=odd)
    file = await made(commune.store, "phieu_a", case.id, "pdf", "nv-lan", ON)
    assert overflow(file) == []
    assert "".join(odd.split()) in "".join(pdf_words(file).split())
    assert " ".join(odd.split()) in " ".join("\n".join(await lines(commune, case)).split())
