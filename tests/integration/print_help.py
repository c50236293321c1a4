"""A commune with something to print of every kind in Khu 3 and Khu 5, and what is offered there to whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.complaint import Complaint
from bot.cases.dossier import Decision, Dossier
from bot.cases.form_record import FormRecord
from bot.cases.meeting import Attendance, Meeting, Vote, mark_of
from bot.cases.papers import Order, PaperId, Shape, paper
from bot.cases.posting import Posting
from bot.dialogue.env import Env
from bot.dialogue.facts import Facts, Query, Unknown
from bot.dialogue.session import Session
from bot.dialogue.turn import Turn
from bot.documents.issuing import issue
from bot.handlers import printing_offers
from bot.runtime.clock import VIETNAM
from bot.runtime.loading import load
from bot.scoring.packs import load_pack
from locales import translate
from tests.integration.commune import Commune
from tests.integration.surveys import surveyed

T = TypeVar("T")
ON = date(2026, 10, 6)
AT = datetime(2026, 10, 6, 9, 0, tzinfo=VIETNAM)
AREAS = {"kp3": 1, "kp5": 2}
"""Area → number of its file (HL-9001, HL-9002)."""
ADMIN = Staff("nv-qt", "Quản Trị", "", "administrator", (), chat="web:admin")
REFUSED = Decision(ON, "125/QĐ-UBND", "nv-binh", "Nguyễn Hòa Bình", "none", "never", "", "Điểm A trên chuẩn.")


def case_id(area: str) -> str:
    return f"c-made-{AREAS[area]}"


def complaint_of(area: str, no: int = 1, **changes: object) -> Complaint:
    made = Complaint(
        f"k-{area}-{no}", AT, ON, f"web:nguoi-{area}", "Người Khiếu Nại", "chat", "household",
        "Nhà không có xe máy như phiếu ghi.", True, f"p-{area}", f"f-made-{AREAS[area]}",
        answered_at=AT, answered_by="nv-lan", answer="Đã phúc tra.",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


async def opened(**changes: object) -> Commune:
    """In each of the two areas a refused file with request, Phiếu A, Phiếu B and a complaint, a meeting, a
    posting; a dossier of both; an administrator. changes: of both files."""
    commune = await Commune.opened()
    for area, number in AREAS.items():
        await _area(commune, area, number, changes)
    ids = tuple(case_id(area) for area in AREAS)
    dossier = Dossier(
        "d-1", "2026", "1.011606", ids, "nv-lan", "Lan", ON, last_certificate=7, decided_on=ON,
        decision_no="125/QĐ-UBND", decided_by="Nguyễn Hòa Bình",
    )  # fmt: skip
    await commune.store.seed([dossier, ADMIN])
    await commune._open()
    return commune


async def _area(commune: Commune, area: str, number: int, changes: dict[str, object]) -> None:
    case, record = await surveyed(commune.store, number, "refused", area)
    sample = await commune.store.case_by_code("HL-0004")
    assert sample is not None and sample.request is not None
    asked = await commune.store.form(sample.request)
    assert asked is not None
    request = replace(asked, id=f"f-asked-{number}", case_id=case.id)
    pack = load_pack(record.pack_id)
    screening = FormRecord(
        f"f-a-{number}", "phieu_a", "nv-ba", case.id, pack.id, pack.digest, asked.answers, AT, "2026",
        finished_at=AT,
    )  # fmt: skip
    vote = Vote(case.id, 20, True, mark_of(record))
    meeting = Meeting(
        f"m-{area}", "2026", area, 1, ON, "Nhà văn hóa", "Nông Văn Ba", "Triệu Thị Tư", "Hoàng Thị Mơ",
        (Attendance("reviewed", 20),), (vote,), 1, "nv-ba", "Nông Văn Ba", closed_at=AT,
    )  # fmt: skip
    posting = Posting(
        f"p-{area}", "2026", area, ON, ("Nhà văn hóa",), False, (case.id,), "nv-ba", "Nông Văn Ba", AT
    )
    full = replace(
        case, request=request.id, screening=screening.id, complaints=(complaint_of(area),), decision=REFUSED,
        meetings=(meeting.id,), postings=(posting.id,), dossier="d-1", version=case.version + 1,
    )  # fmt: skip
    await commune.store.seed([replace(full, **changes), request, screening, meeting, posting])  # type: ignore[arg-type]


async def asked(commune: Commune, staff_id: str, what: Callable[[Turn], T]) -> T:
    """What a function of a turn says when this staff member is speaking."""
    staff = commune.app.inbox.place.staff_by_id(staff_id)
    assert staff is not None and staff.chat is not None
    known: dict[Query, object] = {}
    while True:
        env = Env(Facts(commune.app.inbox.place, known), translate, commune.app.inbox._packs)
        turn = Turn(Session(staff.chat), replace(commune.event("x"), chat=staff.chat), env)
        try:
            return what(turn)
        except Unknown as more:
            for query in (more.query, *more.also):
                known[query] = await load(commune.store, query)


async def offered(commune: Commune, staff_id: str, of: str, thing: str) -> set[str]:
    """Papers offered of this thing."""
    found = await asked(commune, staff_id, lambda turn: printing_offers.offers(turn, of, thing))
    return {one.paper.id for one in found}


async def ordered(
    commune: Commune, paper_id: PaperId, subject: str, staff_id: str, shape: Shape = "pdf"
) -> bytes | None:
    """The file of an order put by hand, whatever any menu offers."""
    row = paper(paper_id)
    assert row is not None
    shown = shape if shape in row.shapes else row.shapes[0]
    return await issue(commune.store, Order(row, shown, subject, staff_id, ON.isoformat()))


async def case_now(commune: Commune, area: str = "kp3") -> Case:
    found = await commune.store.case(case_id(area))
    assert found is not None
    return found
