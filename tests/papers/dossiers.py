"""Dossiers with results of a made-up "official" table, led through the chat as people would lead them.

INVENTED: no official table exists; the mark is set by hand so that layout and contents can be looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.cases.dossier import Dossier
from bot.cases.form_record import FormRecord, SentResult
from bot.scoring.answers import Answers
from bot.scoring.contract import read_input
from tests.integration.commune import Commune
from tests.integration.decided import Home, file, opened
from tests.integration.surveys import SENT_AT
from tests.integration.test_decision import agreed, decide, to_dossier
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
    record = FormRecord(
        name, "mau_01", "web:x", case.id, "2022-2025", "", Answers((), answers), SENT_AT, case.round_id
    )
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
