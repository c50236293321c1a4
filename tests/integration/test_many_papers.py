"""Who asks for a hundred large papers fills no memory and keeps nobody else's paper."""

import asyncio

import pytest

from bot.cases.papers import Order, PaperId, paper
from bot.dialogue.message import DocumentRef
from bot.documents import issuing as made_by
from bot.documents.papers import StorePapers
from bot.ports import Store
from storage.memory import MemoryStore


def ordered(paper_id: PaperId, subject: str, on: str = "2026-10-05") -> DocumentRef:
    row = paper(paper_id)
    assert row is not None
    return DocumentRef(paper_id, "", "a.pdf", Order(row, row.shapes[0], subject, "nv-lan", on).argument)


class Slow:
    """Papers that take till they are let go; counts how many are under way."""

    def __init__(self) -> None:
        self.now = self.most = self.small = 0
        self.go = asyncio.Event()

    async def issue(self, _store: Store, order: Order) -> bytes:
        if order.paper.of == "case":
            self.small += 1
            return b"x"
        self.now += 1
        self.most = max(self.most, self.now)
        await self.go.wait()
        self.now -= 1
        return b"x"


async def test_large_papers_one_after_the_other_and_small_ones_beside_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow, papers = Slow(), StorePapers(MemoryStore())
    monkeypatch.setattr(made_by, "issue", slow.issue)
    async with asyncio.TaskGroup() as together:
        for number in range(100):
            kind: PaperId = "round_export" if number % 2 else "mau_03"
            together.create_task(papers.make(ordered(kind, "2026")))
        await asyncio.sleep(0)
        async with asyncio.timeout(2):
            assert await papers.make(ordered("phieu_b", "c-1")) == b"x"
        assert (slow.now, slow.small) == (1, 1)
        slow.go.set()
    assert slow.most == 1


async def test_one_that_fails_lets_the_next_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = StorePapers(MemoryStore())

    async def fails(_store: Store, _order: Order) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(made_by, "issue", fails)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            async with asyncio.timeout(2):
                await papers.make(ordered("round_export", "2026"))
