"""Households, forms and turns for the store tests; all invented."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.cases.case import Applicant, Case, Move
from bot.cases.form_record import AnswerChange, FormRecord
from bot.dialogue.message import Button, Lane, Letter, Message
from bot.dialogue.session import Asked, Frame, Session
from bot.ports import Audit, Claim, TurnRecord
from bot.scoring.answers import Answers, Value

NOW = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
CHAT = "tg:4100000001"
OFFICER = "tg:4100000002"
NAME = "Hoàng Thị Mơ"
CCCD = "020184001234"
PHONE = "0912345987"
ADDRESS = "ngõ 7 đường Chi Lăng"
ANSWER = "làm thuê theo mùa vụ"


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def session(chat: str = CHAT, version: int = 1) -> Session:
    frame = Frame("survey", "floor_area_m2", {"form": "f1", "picks": ("m1", "m2")})
    return Session(chat, version, (frame,), Asked(version, f"e{version}/1", (("yes", "Có"),)), version)


def case(case_id: str = "c1", version: int = 1, code: str = "HL-0001", **changes: object) -> Case:
    made = Case(
        id=case_id,
        code=code,
        round_id="r2026",
        area="kp1",
        state="submitted",
        head=NAME,
        birth="1984",
        address=ADDRESS,
        phone=PHONE,
        applicants=(Applicant(CHAT),),
        request="f1",
        moves=(Move(NOW, CHAT, NAME, "submit", "submitted"),),
        version=version,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def form(form_id: str = "f1", version: int = 1, **changes: object) -> FormRecord:
    values: dict[str, Value] = {
        "members": ("m1", "m2"),
        "m1.full_name": NAME,
        "m1.national_id": CCCD,
        "reason": ANSWER,
    }
    made = FormRecord(
        id=form_id,
        form="mau_01",
        owner=CHAT,
        case_id=None,
        pack_id="2022-2025",
        pack_digest="ab12",
        answers=Answers(("m1", "m2"), values),
        started_at=NOW,
        kept=frozenset({"floor_area_m2:large", "m1.birth:old"}),
        visited_on=date(2026, 10, 4),
        result={"a": 45, "b": 30.5, "list": ["x"], "none": None},
        version=version,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def change(form_id: str = "f1", new: str = ANSWER) -> AnswerChange:
    return AnswerChange(form_id, "reason", None, new, CHAT, NOW)


def claim(case_id: str = "c1", value: str = CCCD, round_id: str = "r2026") -> Claim:
    return Claim("national_id", value, round_id, case_id)


def letter(letter_id: str, chat: str = CHAT, lane: Lane = "reply", **changes: object) -> Letter:
    message = Message(f"Thư {letter_id} cho {NAME}", ((Button("yes", "Có"),),), 3)
    made = Letter(letter_id, chat, lane, message)
    return replace(made, **changes)  # type: ignore[arg-type]


def turn(event: str = "e1", chat: str = CHAT, version: int = 1, **parts: object) -> TurnRecord:
    return replace(TurnRecord(event, NOW, session(chat, version)), **parts)  # type: ignore[arg-type]


def household(event: str = "e1") -> TurnRecord:
    """A whole request sent: case, form, claims, answers, letters, audit."""
    return turn(
        event,
        entities=(case(), form(case_id="c1", finished_at=NOW)),
        answers=(change(),),
        claims=(claim(), Claim("household", f"{NAME}|1984|kp1", "r2026", "c1")),
        letters=(
            letter(f"{event}/1"),
            letter(f"{event}/2", OFFICER, "notice", case_id="c1"),
        ),
        audits=(Audit(NOW, CHAT, "submit", "c1", f"{NAME} {PHONE}"),),
    )
