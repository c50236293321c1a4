"""Surveyed files and own points tables put straight into a store, for tests of what comes after a survey."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.cases.case import Case, State
from bot.cases.form_record import AnswerChange, FormRecord, SentResult
from bot.cases.points_table import LoadedTable, Signature
from bot.cases.posting import Posting
from bot.dialogue.session import Session
from bot.ports import Store, TurnRecord
from bot.runtime.clock import VIETNAM
from bot.scoring.contract import read_input
from bot.scoring.own_table import read_own_table, write_table
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack
from bot.scoring.score import score
from bot.scoring.stored import stored
from tests.unit.scoring.households import make

PACK = load_pack("2022-2025")
SENT_AT = datetime(2026, 10, 2, 9, 0, tzinfo=VIETNAM)


def own_text(points: Mapping[str, int] | None = None, provenance: str = "official", pack: Pack = PACK) -> str:
    """The training table as a commune might have loaded it: every row of one provenance, these points of
    "item:choice" other."""
    changed = points or {}
    items = tuple(
        replace(
            item,
            rows=tuple(
                replace(
                    row,
                    provenance=provenance,
                    points=dict.fromkeys(row.points, changed[f"{item.id}:{row.choice}"])
                    if f"{item.id}:{row.choice}" in changed
                    else row.points,
                )
                for row in item.rows
            ),
        )
        for item in pack.table.items
    )
    return write_table(replace(pack.table, items=items))


def loaded(text: str, signers: tuple[str, ...] = ("nv-lan", "nv-hoa"), **changes: Any) -> LoadedTable:
    """A table in the commune's hands, signed by these officers on the day of the surveys."""
    signatures = tuple(Signature(one, one, SENT_AT, ()) for one in signers)
    made = LoadedTable(
        "t1", PACK.id, read_own_table(PACK, text).digest, text, "Thông tư", date(2026, 10, 2), "nv-lan",
        "Hoàng Thị Lan", SENT_AT, signatures,
    )  # fmt: skip
    return replace(made, **changes)


async def surveyed(
    store: Store, number: int, state: State = "surveyed", area: str = "kp3", **changes: Any
) -> tuple[Case, FormRecord]:
    """A file with a finished Phiếu B, its answers in the log, its result sent under the training table."""
    given = read_input(make(**changes))
    result = stored(score(given.pack, given.answers, given.place, given.reference_date))
    name = f"f-made-{number}"
    [plan] = [one for one in await store.rounds() if one.reference_date.year == 2026] or [
        (await store.rounds())[0]
    ]
    case = Case(
        f"c-made-{number}", f"HL-9{number:03}", plan.id, area, state, "Hoàng Thị Mơ", "1984", survey=name,
        assigned_to=None,
    )  # fmt: skip
    record = FormRecord(
        name, "phieu_b", "nv-ba", case.id, given.pack.id, given.pack.digest, given.answers,
        SENT_AT - timedelta(hours=1), plan.id, seen_at=SENT_AT, finished_at=SENT_AT, result=result,
        sent=result, results=(SentResult(SENT_AT, given.answers, result),),
    )  # fmt: skip
    at = SENT_AT - timedelta(minutes=30)
    log = [AnswerChange(name, "members", (), given.answers.members, "nv-ba", at)]
    log += [AnswerChange(name, key, None, value, "nv-ba", at) for key, value in given.answers.values.items()]
    chat = f"test:{number}"
    verdict = await store.commit(
        TurnRecord(f"made:{number}", at, Session(chat, 1), (case, record), tuple(log))
    )
    assert verdict == "committed"
    return case, record


def hung(case: Case, on: date = date(2026, 10, 5)) -> tuple[Case, Posting]:
    """The file as it is once its result hangs since this day, and the posting."""
    at = datetime(on.year, on.month, on.day, 23, 0, tzinfo=VIETNAM)
    posting = Posting(
        f"p-{case.id}", case.round_id, case.area, on, ("nhà văn hóa",), False, (case.id,), "nv-ba", "Ba", at
    )
    return replace(case, postings=(*case.postings, posting.id)), posting
