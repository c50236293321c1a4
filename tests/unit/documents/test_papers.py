"""Papers by kind: an order goes to who makes its paper, all else to its own maker; what is official."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import get_args

import pytest

from bot.cases.case import Case
from bot.cases.form_record import FormRecord
from bot.cases.papers import PaperId
from bot.dialogue.message import DocumentRef, PaperKind
from bot.documents import papers
from bot.documents.desk import File
from bot.documents.issuing import FILLED, MADE
from bot.documents.papers import StorePapers
from bot.documents.word.paper_form import paper_form
from bot.errors import PaperError
from bot.ports import Store
from bot.runtime.clock import VIETNAM
from bot.scoring.answers import Answers
from storage.memory import MemoryStore

AT = datetime(2026, 10, 5, 8, 0, tzinfo=VIETNAM)
OFFICIAL: Mapping[str, object] = {"class": "poor", "official": True}
TRAINING: Mapping[str, object] = {"class": "poor", "official": False}
CASE = Case("c1", "HL-0001", "r1", "kp3", "surveyed", "Hoàng Thị Mơ", "1984", survey="f1")
SURVEY = FormRecord("f1", "phieu_b", "nv-nam", "c1", "2022-2025", "d" * 64, Answers(), AT)


async def _made(_store: Store, reference: DocumentRef) -> bytes:
    return f"{reference.kind} {reference.argument}".encode()


@pytest.mark.parametrize(
    ("sent", "result", "official"),
    [
        (OFFICIAL, None, True),
        (TRAINING, None, False),
        (TRAINING, OFFICIAL, False),  # amended since, not sent: what was sent counts
        (OFFICIAL, TRAINING, True),
        (None, OFFICIAL, False),
        (None, None, False),
        ({"class": "poor"}, None, False),  # a result of before the mark was kept
        ({"class": "poor", "official": "yes"}, None, False),
    ],
)
def test_only_a_sent_result_of_official_rows_is_official(
    sent: Mapping[str, object] | None, result: Mapping[str, object] | None, official: bool
) -> None:
    survey = replace(SURVEY, sent=sent, result=result, finished_at=AT)
    assert File(CASE, None, None, survey).official is official


def test_without_a_survey_nothing_is_official() -> None:
    assert File(CASE, None, None, None).official is False


def test_every_paper_can_be_made_and_has_its_words() -> None:
    assert set(FILLED) | set(MADE) == set(get_args(PaperId))
    assert set(FILLED) & set(MADE) == set()
    for paper_id in FILLED:
        assert paper_form("2022-2025", paper_id).id == paper_id


async def test_what_is_no_order_is_made_from_its_argument(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(papers.MAKERS, "table_template", _made)
    template = DocumentRef("table_template", "", "bang-diem.xlsx", "urban")
    assert await StorePapers(MemoryStore()).make(template) == b"table_template urban"


@pytest.mark.parametrize("kind", ["mau_02", "audio"])
async def test_a_paper_without_its_order_is_not_made(kind: PaperKind) -> None:
    with pytest.raises(PaperError, match="no such paper is made"):
        await StorePapers(MemoryStore()).make(DocumentRef(kind, "f1", "a.pdf"))


async def test_mau_01_of_an_erased_form_is_none() -> None:
    assert await StorePapers(MemoryStore()).make(DocumentRef("mau_01", "f-gone", "a.pdf")) is None
