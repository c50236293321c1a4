"""Papers by kind: each by its own maker, official ones only with an official result that was sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import get_args

import pytest

from bot.cases.form_record import FormRecord
from bot.cases.official import OFFICIAL_PAPERS, OfficialPaper, refusal
from bot.dialogue.message import DocumentRef, PaperKind
from bot.documents import papers
from bot.documents.papers import StorePapers
from bot.errors import PaperError
from bot.ports import Store
from bot.runtime.clock import VIETNAM
from bot.scoring.answers import Answers
from locales import translate
from storage.memory import MemoryStore

AT = datetime(2026, 10, 5, 8, 0, tzinfo=VIETNAM)
OFFICIAL: Mapping[str, object] = {"class": "poor", "official": True}
TRAINING: Mapping[str, object] = {"class": "poor", "official": False}


async def store_with(
    sent: Mapping[str, object] | None, result: Mapping[str, object] | None = None
) -> MemoryStore:
    """A store with one survey, f1: what was sent of it, and what stands in it now."""
    store = MemoryStore()
    form = FormRecord(
        "f1", "phieu_b", "nv-nam", "c1", "2022-2025", "d" * 64, Answers(), AT, sent=sent, result=result
    )
    await store.seed([form])
    return store


def paper(kind: OfficialPaper, form_id: str = "f1") -> DocumentRef:
    return DocumentRef(kind, form_id, f"{kind}.pdf")


async def _made(_store: Store, reference: DocumentRef) -> bytes:
    return f"{reference.kind} {reference.argument}".encode()


@pytest.fixture
def makers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind of paper has a maker, as once they will."""
    kinds: tuple[PaperKind, ...] = (*OFFICIAL_PAPERS, "table_template")
    for kind in kinds:
        monkeypatch.setitem(papers.MAKERS, kind, _made)


def test_official_papers_are_kinds_of_paper() -> None:
    assert OFFICIAL_PAPERS == ("phu_luc_vi", "mau_02", "mau_03", "final_report")
    assert set(OFFICIAL_PAPERS) <= {kind for part in get_args(PaperKind) for kind in get_args(part)}


@pytest.mark.parametrize("kind", OFFICIAL_PAPERS)
def test_official_paper_of_a_training_result_is_refused_with_the_remedy(kind: OfficialPaper) -> None:
    key = refusal(kind, official=False)
    assert key is not None
    words = translate("vi", key, {})
    assert "bảng điểm của xã" in words
    assert "hai cán bộ cùng ký" in words
    assert refusal(kind, official=True) is None


@pytest.mark.parametrize("kind", ["mau_01", "table_template", "points_table"])
def test_other_papers_need_no_official_result(kind: str) -> None:
    assert refusal(kind, official=False) is None


@pytest.mark.usefixtures("makers")
@pytest.mark.parametrize("kind", OFFICIAL_PAPERS)
async def test_official_paper_is_made_of_an_official_sent_result(kind: OfficialPaper) -> None:
    store = await store_with(OFFICIAL)
    assert await StorePapers(store).make(paper(kind)) == f"{kind} ".encode()


@pytest.mark.usefixtures("makers")
@pytest.mark.parametrize("kind", OFFICIAL_PAPERS)
@pytest.mark.parametrize(
    ("sent", "result"),
    [
        (TRAINING, None),
        (TRAINING, OFFICIAL),  # amended since, not sent: what was sent counts
        (None, OFFICIAL),
        (None, None),
        ({"class": "poor"}, None),  # a result of before the mark was kept
        ({"class": "poor", "official": "yes"}, None),
    ],
)
async def test_official_paper_of_any_other_result_is_refused(
    kind: OfficialPaper, sent: Mapping[str, object] | None, result: Mapping[str, object] | None
) -> None:
    store = await store_with(sent, result)
    with pytest.raises(PaperError, match=r"load the commune's points table and have two officers sign it"):
        await StorePapers(store).make(paper(kind))


@pytest.mark.usefixtures("makers")
@pytest.mark.parametrize("form_id", ["", "f-gone"])
async def test_official_paper_of_no_form_is_refused(form_id: str) -> None:
    with pytest.raises(PaperError, match="an official paper"):
        await StorePapers(await store_with(OFFICIAL)).make(paper("final_report", form_id))


@pytest.mark.usefixtures("makers")
async def test_paper_of_no_form_is_made_from_its_argument() -> None:
    template = DocumentRef("table_template", "", "bang-diem.xlsx", "urban")
    assert await StorePapers(MemoryStore()).make(template) == b"table_template urban"


@pytest.mark.parametrize("kind", OFFICIAL_PAPERS)
async def test_official_papers_are_not_made_yet(kind: OfficialPaper) -> None:
    """Said openly, even of an official result."""
    with pytest.raises(PaperError, match="no such paper is made yet"):
        await StorePapers(await store_with(OFFICIAL)).make(paper(kind))


async def test_mau_01_of_an_erased_form_is_none() -> None:
    assert await StorePapers(MemoryStore()).make(DocumentRef("mau_01", "f-gone", "a.pdf")) is None
