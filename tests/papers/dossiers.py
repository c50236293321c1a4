"""Dossiers with results of a made-up "official" table, led through the chat as people would lead them.

INVENTED: no official table exists; the mark is set by hand so that layout and contents can be looked at.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from bot.cases.dossier import Dossier
from bot.cases.form_record import FormRecord, SentResult
from bot.cases.papers import Order, PaperId
from bot.cases.papers import paper as row_of
from bot.documents.issuing import issue
from bot.errors import PaperRefusal
from bot.scoring.answers import Answers
from bot.scoring.contract import read_input
from tests.integration.commune import Commune
from tests.integration.decided import Home, file, opened
from tests.integration.surveys import SENT_AT
from tests.integration.test_decision import agreed, decide, to_dossier
from tests.papers.reading import docx_lines, made
from tests.unit.scoring.households import make

People = Sequence[str | Mapping[str, Any]]
ON = "2026-12-07"
NUMBER = "125/QĐ-UBND"
HOMES = (
    Home(1),
    Home(2, now="near_poor", before="poor"),
    Home(3, now="not_poor", before="poor"),
    Home(4, now="not_poor"),
    Home(5, "kp5", now="not_poor", before="near_poor"),
    Home(6, "kp5", now="poor", before="poor"),
    Home(7, now="near_poor", formerly="poor"),
)
"""Of every list one, two areas, one refused (4), one in two lists (2), one that comes again (7)."""
FAMILY: People = ("mai", "nam", "ha", "newborn")
FAMILIES: dict[int, People] = {1: FAMILY, 2: ("mai", "nam"), 6: ("lan", "tu", "an")}
"""Who has more people than the one of the others."""


async def official(commune: Commune, *numbers: int, families: Mapping[int, People] = FAMILIES) -> None:
    """The results of these files say that they are official, with these people in the survey."""
    for number in numbers:
        case = await file(commune, number)
        record = await commune.store.form(case.survey or "")
        assert record is not None and record.sent is not None
        answers = read_input(make(families.get(number, ("mai",)))).answers
        data = {**record.sent, "official": True}
        sent = (SentResult(SENT_AT, answers, data),)
        changed = replace(record, sent=data, result=data, results=sent, answers=answers)
        await commune.store.seed([replace(changed, version=record.version + 1)])


async def request(commune: Commune, number: int, **answers: str) -> None:
    """A Mẫu 01 with these answers behind a file."""
    case = await file(commune, number)
    name = f"f-asked-{number}"
    stored = await commune.store.form(name)
    record = FormRecord(
        name, "mau_01", "web:x", case.id, "2022-2025", "", Answers((), answers), SENT_AT, case.round_id
    )
    record = replace(record, version=1 if stored is None else stored.version + 1)
    await commune.store.seed([record, replace(case, request=name, version=case.version + 1)])


async def dossier(commune: Commune, number: int = 1) -> Dossier:
    """The one a file lies in."""
    case = await file(commune, number)
    found = await commune.store.of_round(Dossier, case.round_id)
    return next(one for one in found if one.id == case.dossier)


async def waiting(*homes: Home, **place: Any) -> Commune:
    """Everything reported and agreed with, on 07/12/2026; the chairman decides next."""
    commune = await opened(*(homes or HOMES), **place)
    await official(commune, *(one.number for one in homes or HOMES))
    await request(
        commune,
        1,
        ethnicity="07",
        national_id="020184001234",
        id_issued="2021-05-10",
        permanent_address="Xóm Đồi, Khu 3, xã Hữu Lũng",
    )
    await agreed(commune)
    return commune


async def decided(*homes: Home, **place: Any) -> Commune:
    """The same a turn later: the chairman has decided on all of it."""
    commune = await waiting(*homes, **place)
    await to_dossier(commune, "binh")
    await decide(commune, "binh", NUMBER)
    await commune.taps("binh", "yes")
    assert (await dossier(commune)).decided_on == date(2026, 12, 7)
    return commune


# ── made and read ────────────────────────────────────────────────────────────────────────────
async def lines(commune: Commune, paper: PaperId, staff: str = "nv-lan") -> list[str]:
    return docx_lines(await made(commune.store, paper, (await dossier(commune)).id, "docx", staff, ON))


async def pdf(commune: Commune, paper: PaperId) -> bytes:
    return await made(commune.store, paper, (await dossier(commune)).id, "pdf", "nv-lan", ON)


async def change(commune: Commune, one: Any, **changes: Any) -> None:
    await commune.store.seed([replace(one, version=one.version + 1, **changes)])


async def order(commune: Commune, paper: PaperId, staff: str = "nv-lan", subject: str = "") -> bytes | None:
    row = row_of(paper)
    assert row is not None
    wanted = subject or (await dossier(commune)).id
    return await issue(commune.store, Order(row, "docx", wanted, staff, ON))


async def refused(commune: Commune, paper: PaperId) -> str:
    with pytest.raises(PaperRefusal) as caught:
        await order(commune, paper)
    return caught.value.words


def letters(made_of: bytes) -> str:
    """Everything of a paper without its spaces, each cell whole, whatever broke it into lines."""
    if made_of.startswith(b"%PDF"):
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(made_of)).pages)
    else:
        text = "".join(docx_lines(made_of))
    return "".join(unicodedata.normalize("NFC", text).split())


def rows(found: list[str], after: str, before: str = "") -> list[list[str]]:
    """The table rows with a file's code between two lines."""
    start = next(n for n, line in enumerate(found) if line == after)
    end = next((n for n, line in enumerate(found) if n > start and before and line == before), len(found))
    split = [line.split(" | ") for line in found[start:end]]
    return [cells for cells in split if len(cells) > 1 and cells[1].startswith("HL-")]


def codes(found: list[list[str]]) -> list[str]:
    return [cells[1][-1] for cells in found]


async def by_hand(commune: Commune, *numbers: int, procedure: str, **changes: Any) -> Dossier:
    """A dossier of these files put straight into the store."""
    cases = [await file(commune, number) for number in numbers]
    ids, day = tuple(one.id for one in cases), date(2026, 12, 4)
    one = Dossier("d-made", cases[0].round_id, procedure, ids, "nv-lan", "Lan", day, **changes)
    changed = [replace(c, dossier=one.id, procedure=procedure, version=c.version + 1) for c in cases]
    await commune.store.seed([one, *changed])
    return one
