"""A decided round drawn by chance, put into a store, and what every paper of it must then say of it."""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.cases.case import Move, PreviousClass
from bot.cases.dossier import Decision, Dossier
from bot.cases.form_record import SentResult
from bot.cases.meeting import Attendance, Meeting, Vote, mark_of
from bot.cases.posting import Posting
from bot.cases.procedure_codes import ANNUAL
from bot.ports import CaseFilter, Store
from bot.runtime.clock import VIETNAM
from storage.memory import MemoryStore
from tests.integration.rounds import bare, plan_of
from tests.integration.surveys import SENT_AT, surveyed

ON = "2026-12-12"
AT = datetime(2026, 10, 20, 20, 0, tzinfo=VIETNAM)
AREAS = ("kp3", "kp5")
NAMES = {"poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo", "not_poor": "Không thuộc hộ nghèo, hộ cận nghèo"}
FORM: Mapping[str, str] = {"poor": "poor", "near_poor": "near_poor", "none": "not_poor"}
PEOPLE = ("mai", "nam", "ha", "newborn")
CLASSES: tuple[PreviousClass, ...] = ("none", "poor", "near_poor")


@dataclass(frozen=True, slots=True)
class Home:
    """What the test puts in. after: by the decision; again: it comes back to a list it once was on; second:
    decided later, under another number; gone: its file was closed."""

    number: int
    area: str
    before: PreviousClass
    after: PreviousClass
    people: int
    again: bool = False
    second: bool = False
    gone: bool = False

    @property
    def code(self) -> str:
        return f"HL-9{self.number:03}"

    @property
    def name(self) -> str:
        return f"Hoàng Văn Số{chr(ord('A') + self.number)}"

    @property
    def movement(self) -> str:
        """In the words of Decision.movement, reckoned apart from the program's own table."""
        if self.before == self.after:
            return "never" if self.after == "none" else f"still_{self.after}"
        if self.after == "none":
            return "left_poverty" if self.before == "poor" else "left_near_poverty"
        if self.before == "none":
            return f"{'relapsed' if self.again else 'new'}_{self.after}"
        return f"{self.before}_to_{self.after}"

    @property
    def state(self) -> str:
        if self.gone:
            return "closed"
        return "recognised" if self.after != "none" else "left" if self.before != "none" else "refused"


def drawn(seed: int) -> list[Home]:
    """Each way from class to class once, then as chance has it."""
    rng = random.Random(seed)
    pairs = [(before, after) for before in CLASSES for after in CLASSES]
    pairs += [(rng.choice(CLASSES), rng.choice(CLASSES)) for _ in range(7)]
    rng.shuffle(pairs)
    return [
        Home(
            number, rng.choice(AREAS), before, after, rng.randint(1, 4),
            again=before == "none" and rng.random() < 0.5, second=rng.random() < 0.3,
            gone=before != "none" and rng.random() < 0.15,
        )
        for number, (before, after) in enumerate(pairs, 1)
    ]  # fmt: skip


async def round_of(homes: list[Home]) -> tuple[MemoryStore, str]:
    """A store with these households alone in its round, decided; and the round's id."""
    store = await bare()
    plan = await plan_of(store)
    for case in await store.cases(CaseFilter(plan.id)):
        await store.seed([replace(case, state="withdrawn", version=case.version + 1)])
    certificates = iter(range(1, 100))
    for home in homes:
        await _filed(store, home, certificates)
    for area in AREAS:
        await _met_and_hung(store, plan.id, area, [one for one in homes if one.area == area and not one.gone])
    ids = tuple(f"c-made-{one.number}" for one in homes if not one.gone)
    await store.seed(
        [
            Dossier(
                "d1", plan.id, ANNUAL, ids, "nv-lan", "Lan", date(2026, 12, 1), report_no="45/BC-UBND",
                reported_on=date(2026, 12, 1), opinion_on=date(2026, 12, 7), opinion_no="900/UBND",
                opinion_agrees=True, decision_no="130/QĐ-UBND", decided_on=date(2026, 12, 10),
                decided_by="Bình",
            )
        ]
    )  # fmt: skip
    return store, plan.id


async def _filed(store: Store, home: Home, certificates: Iterator[int]) -> None:
    people = [{"as": one} for one in PEOPLE[: home.people]]
    people[0]["name"] = home.name
    if home.number % 3 == 0:
        people.reverse()  # as a form of another tool may have it: the head is not the first
    case, record = await surveyed(store, home.number, "settled", home.area, people=people)
    data = {**(record.sent or {}), "class": FORM[home.after], "official": True}
    sent = (SentResult(SENT_AT, record.answers, data),)
    await store.seed([replace(record, sent=data, result=data, results=sent, version=2)])
    number, day = ("130/QĐ-UBND", date(2026, 12, 10)) if home.second else ("125/QĐ-UBND", date(2026, 12, 8))
    given = f"{next(certificates)}/GCN-HN.HCN" if home.state == "recognised" else ""
    decision = Decision(
        day, number, "nv-binh", "Nguyễn Hòa Bình", home.after, home.movement, given,  # type: ignore[arg-type]
        "Thu nhập vượt mức." if home.state == "refused" else "",
    )  # fmt: skip
    closing = Move(SENT_AT, "nv-lan", "Lan", "close", "closed", "cả nhà chuyển đi nơi khác")
    changed = replace(
        case, head=home.name, previous_class=home.before, state=home.state, version=2,  # type: ignore[arg-type]
        formerly="poor" if home.again else "none",
        dossier=None if home.gone else "d1", decision=None if home.gone else decision,
        moves=(*case.moves, closing) if home.gone else case.moves,
    )  # fmt: skip
    await store.seed([changed])


async def _met_and_hung(store: Store, round_id: str, area: str, homes: list[Home]) -> None:
    ids = [f"c-made-{one.number}" for one in homes]
    records = [await store.form(f"f-made-{one.number}") for one in homes]
    votes = tuple(
        Vote(name, 30, True, mark_of(record)) for name, record in zip(ids, records, strict=True) if record
    )
    met = Meeting(
        f"m-{area}", round_id, area, 1, date(2026, 10, 20), "nhà văn hóa", "Ba", "Tư", "Năm",
        (Attendance("others", 40),), votes, len(homes), "nv-ba", "Ba", AT,
    )  # fmt: skip
    hung = Posting(
        f"p-{area}", round_id, area, date(2026, 11, 20), ("nhà văn hóa", "trụ sở"), True, tuple(ids), "nv-ba",
        "Ba", datetime(2026, 11, 20, 8, tzinfo=VIETNAM),
    )  # fmt: skip
    cases = [case for name in ids if (case := await store.case(name)) is not None]
    await store.seed([met, hung])
    await store.seed([replace(one, postings=(hung.id,), version=one.version + 1) for one in cases])


def codes(found: Iterable[Home]) -> set[str]:
    return {one.code for one in found}


def sums(homes: Iterable[Home]) -> str:
    found = list(homes)
    return f"{len(found)} hộ, {sum(one.people for one in found)} khẩu"


def live(homes: Iterable[Home]) -> list[Home]:
    return [one for one in homes if not one.gone]
