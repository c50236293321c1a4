"""Falling back into poverty is told from being newly poor: by the survey's answer, else by the old list."""

from dataclasses import replace

import pytest

from bot.cases.case import PreviousClass
from tests.integration.decided import Home, file, make_dossier, opened

CELLS: tuple[tuple[str | None, PreviousClass, str], ...] = (
    ("yes", "none", "relapsed_poor"),
    ("yes", "poor", "relapsed_poor"),
    ("no", "poor", "new_poor"),
    ("no", "none", "new_poor"),
    (None, "poor", "relapsed_poor"),
    (None, "none", "new_poor"),
)
"""The answer of the survey ("was it poor before and left?", None: skipped), the old list's, what it is."""


@pytest.mark.parametrize(("said", "listed", "expected"), CELLS)
async def test_the_answer_counts_before_the_list(
    said: str | None, listed: PreviousClass, expected: str
) -> None:
    commune = await opened(Home(1, formerly=listed, procedure="1.011607"))
    record = await commune.store.form("f-made-1")
    assert record is not None
    answers = record.answers.put({"was_poor_before": said})
    await commune.store.seed([replace(record, answers=answers, version=record.version + 1)])
    await commune.play(make_dossier())
    await commune.taps("lan", "make-1.011607")
    await commune.taps("lan", ".done")
    await commune.taps("lan", "decide")
    await commune.types("lan", "132/QĐ-UBND")
    for choice in ("today", "nv-binh", ".done", ".done", "ok", "next", "yes"):
        if any(one.endswith(f".{choice.strip('.')}") for one in commune.ids("lan")):
            await commune.taps("lan", choice)
    case = await file(commune, 1)
    assert case.decision is not None
    assert case.decision.movement == expected
    await commune.play(make_dossier())
    text = await commune.taps("lan", "summary")
    assert ("tái nghèo +1" in text) == (expected == "relapsed_poor")
    assert ("phát sinh mới +1" in text) == (expected == "new_poor")
