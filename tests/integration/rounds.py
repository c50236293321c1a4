"""A round with a file of every kind the export meets, put straight into a store."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.cases.case import Applicant, Case, Move, Visit
from bot.cases.commune import Round
from bot.cases.complaint import Complaint
from bot.cases.dossier import Decision
from bot.cases.form_record import FormRecord, SentResult
from bot.cases.meeting import Attendance, Meeting, Vote, mark_of
from bot.cases.posting import Posting
from bot.ports import Store
from bot.runtime.clock import VIETNAM
from bot.scoring.answers import Answers
from bot.scoring.income import income
from bot.scoring.income_stored import stored_income
from bot.scoring.packs import load_pack
from bot.scoring.score import Place
from storage.memory import MemoryStore
from tests.integration.commune import Commune
from tests.integration.surveys import SENT_AT, surveyed

AT = datetime(2026, 11, 5, 9, 0, tzinfo=VIETNAM)
SECRETS = {
    "who complained": "Kẻ Tố Giác",
    "chat of who complained": "tg:77123",
    "words of the complaint": "nhà ấy có ô tô giấu",
    "the answer": "đã phúc tra cùng em họ của họ",
    "handed to": "công an huyện cũ",
    "phone": "0912345678",
    "chat of the household": "zalo:55501",
    "helper": "Người Làm Giúp",
    "officer's question": "sao không ghi nợ",
    "note of a move": "ghi chú nội bộ",
    "words of a visit": "chồng say không tiếp",
    "words of a vote": "có ba người bảo giàu",
    "who chaired": "Trưởng Khu Ba",
    "who decided": "Chủ Tịch Xã",
    "who surveyed": "nv-ba",
    "respondent": "Bà Trả Lời",
    "own words of the request": "tôi khổ lắm",
    "the household before it was erased": "Người Đã Xóa",
}
"""What is in the store and must not leave it with an export."""
HOSTILE = (
    '=HYPERLINK("http://la.example","bấm")',
    "+84912",
    "-2+3",
    "@SUM(A1:A9)",
    "\tthụt",
    "'nháy",
    "#N/A",
    "_x0041_",
    'phẩy, "ngoặc"\nxuống dòng',
    "chuông\x07",
)
"""Texts that a spreadsheet may take for something else."""


async def plan_of(store: Store) -> Round:
    return next(one for one in await store.rounds() if one.reference_date.year == 2026)


async def bare() -> MemoryStore:
    """The training commune without its seeded files' forms touched: a store with a round."""
    commune = await Commune.opened()
    assert isinstance(commune.store, MemoryStore)
    return commune.store


async def full_round() -> tuple[MemoryStore, Round]:
    """Numbers 1 to 9 of HL-9xxx: decided with everything, hostile, closed, withdrawn, erased, screened only,
    by income, amended after it was sent, undecided by an unknown."""
    store = await bare()
    plan = await plan_of(store)
    await _decided(store, plan)
    await _hostile(store)
    for number, state in ((3, "closed"), (4, "withdrawn"), (5, "erased")):
        case, _ = await surveyed(store, number, "surveyed")
        head = SECRETS["the household before it was erased"] if state == "erased" else case.head
        await store.seed([replace(case, state=state, head=head, version=2)])  # type: ignore[arg-type]
    await _screened(store, plan)
    await _by_income(store, plan)
    await _amended(store)
    await surveyed(store, 9, people=["mai", {"as": "nam", "insured": "unknown"}], answers={"water": "other"})
    return store, plan


async def _decided(store: Store, plan: Round) -> None:
    family = ["mai", {"as": "nam", "work": "seeking", "insured": "no"}, "ha"]
    poor: dict[str, Any] = {
        "answers": {"floor_area_m2": 20, "water": "other", "toilet": "none", "assets": [], "info_devices": []}
    }
    case, record = await surveyed(store, 1, "recognised", people=family, **poor)
    secret = SECRETS
    request = FormRecord(
        "f-request-1", "mau_01", secret["chat of the household"], case.id, record.pack_id, record.pack_digest,
        Answers((), {
            "name": "hoàng thị  MAI", "birth": "1984", "national_id": "020184000123", "id_issued": "-",
            "permanent_address": "12 Xóm Đồi, Khu 3", "helper_name": secret["helper"],
            "reason_words": secret["own words of the request"], "phone": secret["phone"],
        }), SENT_AT, plan.id, finished_at=SENT_AT,
    )  # fmt: skip
    screening = replace(
        request, id="f-a-1", form="phieu_a", answers=Answers((), {"criteria": ("pa01", "pa05")})
    )
    complaint = Complaint(
        "k1", AT, date(2026, 11, 4), secret["chat of who complained"], secret["who complained"], "chat",
        "other", secret["words of the complaint"], True, "p1", record.id, answered_at=AT,
        answered_by="nv-lan", answer=secret["the answer"], forwarded_to=secret["handed to"],
    )  # fmt: skip
    decision = Decision(
        date(2026, 12, 10),
        "125/QĐ-UBND",
        "nv-binh",
        secret["who decided"],
        "poor",
        "new_poor",
        "7/GCN-HN.HCN",
    )
    changed = replace(
        case, head="Hoàng Thị Mai", address="Xóm Đồi", phone=secret["phone"], request=request.id,
        screening=screening.id, applicants=(Applicant(secret["chat of the household"]),),
        helper_name=secret["helper"], question=secret["officer's question"],
        received_on=date(2026, 10, 1), decision=decision, complaints=(complaint,),
        moves=(Move(AT, "nv-lan", "Lan", "post", "posted", secret["note of a move"]),),
        visits=(Visit(date(2026, 10, 1), AT, "nv-ba", "nobody_home", secret["words of a visit"], None),),
        meetings=("m1", "m2"), postings=("p1", "p2"), version=2,
    )  # fmt: skip
    met = Meeting(
        "m1", plan.id, "kp3", 1, date(2026, 10, 20), "nhà văn hóa", secret["who chaired"], "Thư", "Đại",
        (Attendance("others", 40, secret["who chaired"]),),
        (Vote(case.id, 30, True, mark_of(record), secret["words of a vote"]),), 12, "nv-ba", "Ba", AT,
    )  # fmt: skip
    draft = replace(met, id="m2", no=2, on=date(2026, 10, 30), closed_at=None)
    hung = Posting(
        "p1",
        plan.id,
        "kp3",
        date(2026, 11, 2),
        ("nhà văn hóa; sân kho", "trụ sở"),
        True,
        (case.id,),
        "nv-ba",
        "Ba",
        AT,
    )
    again = replace(hung, id="p2", posted_on=date(2026, 11, 12), again=True, places=(), loudspeaker=False)
    respondent = replace(record, respondent=secret["respondent"], visited_on=date(2026, 9, 30), version=2)
    await store.seed([request, screening, changed, met, draft, hung, again, respondent])


async def _hostile(store: Store) -> None:
    """Each as a member's name, the household's head and address; others in place of a hamlet's name."""
    people = [{"as": "mai", "name": HOSTILE[0]}]
    people += [{"as": "nam", "relation": "other", "name": one} for one in HOSTILE[1:]]
    case, _ = await surveyed(store, 2, people=people, answers={"floor_area_m2": 200})
    await store.seed([replace(case, head=HOSTILE[0], address=HOSTILE[8], old_code=HOSTILE[1], version=2)])


async def _screened(store: Store, plan: Round) -> None:
    pack = load_pack(plan.pack_id)
    chosen = Answers((), {"criteria": ()})
    record = FormRecord(
        "f-a-6", "phieu_a", "nv-ba", "c-made-6", pack.id, pack.digest, chosen, SENT_AT, plan.id,
        finished_at=SENT_AT,
    )  # fmt: skip
    case = Case("c-made-6", "HL-9006", plan.id, "kp5", "listed", "Lý Văn Sáu", "1970", screening=record.id)
    await store.seed([record, case])


async def _by_income(store: Store, plan: Round) -> None:
    pack = load_pack(plan.pack_id)
    answers = Answers((), {
        "purpose": "mstb", "farming": "yes", "household_size": "2", "sources": ("crops",),
        "crops_revenue": "60000000", "crops_cost": "12000000", "social_allowance_amount": "0",
        "wages_revenue": "999",  # not among the sources: off the path
    })  # fmt: skip
    area = next(one for one in await store.areas() if one.id == "kp5")
    found = income(pack, answers, Place(area.type, area.region), plan.reference_date)
    data = stored_income(found)
    record = FormRecord(
        "f-i-7", "income", "nv-ba", "c-made-7", pack.id, pack.digest, answers, SENT_AT, plan.id,
        finished_at=SENT_AT, sent=data, result=data, results=(SentResult(SENT_AT, answers, data),),
    )  # fmt: skip
    case = Case(
        "c-made-7", "HL-9007", plan.id, "kp5", "surveyed", "Lý Thị Bảy", "1971", income=record.id,
        procedure="1.011609",
    )  # fmt: skip
    await store.seed([record, case])


async def _amended(store: Store) -> None:
    """What was sent says 42 m²; the enumerator is writing 4242 now."""
    case, record = await surveyed(store, 8, "returned")
    now = record.answers.put({"floor_area_m2": "4242"})
    await store.seed([replace(record, answers=now, version=2), replace(case, version=2)])
