"""A store with a whole decided round of invented households, for the benchmark of papers.

Every result is scored by the training table and then called official in this store alone, so that the papers
of the law's weight can be timed, too. Nothing of it is a real commune's.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bench.many import SEED, household
from bot.cases.case import Case, Move, PreviousClass
from bot.cases.commune import Area, Round
from bot.cases.dossier import Decision, Dossier
from bot.cases.form_record import FormRecord, SentResult
from bot.cases.meeting import Attendance, Meeting, Vote, mark_of, passes
from bot.cases.movement import Listed, movement
from bot.cases.posting import Posting
from bot.cases.procedure_codes import ANNUAL
from bot.commands.opening import make_key_file, opened_store
from bot.dialogue.outcome import Entity
from bot.runtime.clock import VIETNAM
from bot.scoring.answers import Answers
from bot.scoring.contract import read_input
from bot.scoring.pack import Pack
from bot.scoring.score import score
from bot.scoring.stored import stored
from bot.seeds.load import load_seed
from storage.seal import Keys

AREAS = 25
AT = datetime(2026, 10, 2, 9, 0, tzinfo=VIETNAM)
POSTED, DECIDED = date(2026, 11, 23), date(2026, 12, 10)
LISTED: dict[str, Listed] = {"poor": "poor", "near_poor": "near_poor"}
BATCH = 200
BEFORE: tuple[PreviousClass, ...] = ("none", "poor", "near_poor")


async def fill(path: Path, key_file: Path, count: int) -> None:
    """The training commune's people and rounds, with `count` households in areas of their own, decided."""
    make_key_file(key_file)
    seed = load_seed()
    [plan] = [one for one in seed.entities if isinstance(one, Round) and one.reference_date.year == 2026]
    like = next(one for one in seed.entities if isinstance(one, Area))
    areas = [
        replace(like, id=f"b{n}", name=f"Khu thử {n}", households=400, persons=1500) for n in range(AREAS)
    ]
    async with opened_store(path, Keys.from_file(key_file)) as store:
        await store.seed([*(one for one in seed.entities if not isinstance(one, Case | FormRecord)), *areas])
        some: list[Entity] = []
        files: list[tuple[Case, FormRecord]] = []
        for case, record in households(plan, count):
            files.append((case, record))
            some += [case, record]
            if len(some) >= BATCH:
                await store.seed(some)
                some = []
        await store.seed([*some, *things(plan, files)])


def households(plan: Round, count: int) -> Iterator[tuple[Case, FormRecord]]:
    """Each with a finished, sent Phiếu B and the chairman's decision."""
    rng, number = random.Random(SEED), 0
    while number < count:
        given = read_input({**household(rng), "reference_date": plan.reference_date.isoformat()})
        result = {
            **stored(score(given.pack, given.answers, given.place, given.reference_date)),
            "official": True,
        }
        if result["class"] is None:
            continue
        number += 1
        yield _file(plan, number, rng.choice(BEFORE), given.answers, given.pack, result)


def _file(
    plan: Round,
    number: int,
    before: PreviousClass,
    answers: Answers,
    pack: Pack,
    result: Mapping[str, object],
) -> tuple[Case, FormRecord]:
    now = LISTED.get(str(result["class"]), "none")
    area, form_id = f"b{number % AREAS}", f"bench-f{number}"
    head = answers.text("name", answers.members[0]) or ""
    state = "recognised" if now != "none" else "left" if before != "none" else "refused"
    certificate = f"{number}/GCN-HN.HCN" if now != "none" else ""
    decision = Decision(
        DECIDED, "125/QĐ-UBND", "nv-binh", "Bình", now, movement(before, now), certificate, ""
    )
    case = Case(
        f"bench-c{number}", f"HL-{10000 + number}", plan.id, area, state, head, "1984", f"Xóm {number % 40}",
        previous_class=before, survey=form_id, received_on=date(2026, 9, 20), postings=(f"bench-p-{area}",),
        meetings=(f"bench-m-{area}",), dossier="bench-d", decision=decision,
        moves=(Move(AT, "nv-ba", "Ba", "finish_survey", "surveyed"),),
    )  # fmt: skip
    record = FormRecord(
        form_id, "phieu_b", "nv-ba", case.id, pack.id, pack.digest, answers, AT - timedelta(hours=1), plan.id,
        visited_on=AT.date(), respondent="m1", read_back=True, seen_at=AT, finished_at=AT, result=result,
        sent=result, results=(SentResult(AT, answers, result),),
    )  # fmt: skip
    return case, record


def things(plan: Round, files: list[tuple[Case, FormRecord]]) -> list[Entity]:
    """The meeting and the posting of each area, and one dossier of all."""
    made: list[Entity] = []
    for number in range(AREAS):
        area = f"b{number}"
        own = [(case, record) for case, record in files if case.area == area]
        came = Attendance("reviewed", len(own))
        assert passes(came.count, came.count)
        votes = tuple(Vote(case.id, came.count, True, mark_of(record)) for case, record in own)
        made.append(
            Meeting(
                f"bench-m-{area}", plan.id, area, 1, date(2026, 11, 20), "nhà văn hóa", "Ba", "Tư", "Năm",
                (came,), votes, len(own), "nv-ba", "Ba", AT,
            )
        )  # fmt: skip
        ids = tuple(case.id for case, _ in own)
        made.append(
            Posting(f"bench-p-{area}", plan.id, area, POSTED, ("nhà văn hóa",), True, ids, "nv-ba", "Ba", AT)
        )
    every = tuple(case.id for case, _ in files)
    made.append(
        Dossier(
            "bench-d", plan.id, ANNUAL, every, "nv-lan", "Lan", date(2026, 12, 1), report_no="12/BC-UBND",
            reported_on=date(2026, 12, 2), received_on=date(2026, 12, 2), opinion_on=date(2026, 12, 8),
            opinion_no="9/UBND", opinion_agrees=True, decision_no="125/QĐ-UBND", decided_on=DECIDED,
            decided_by="Bình", last_certificate=len(files),
        )
    )  # fmt: skip
    return made
