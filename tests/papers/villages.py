"""Files, meetings and postings of one hamlet put straight into a store, for the papers made of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.cases.case import Case, State
from bot.cases.form_record import FormRecord
from bot.cases.meeting import Attendance, Group, Meeting, Vote, mark_of, passes
from bot.cases.posting import Posting
from bot.ports import Store
from bot.runtime.clock import VIETNAM
from tests.integration.surveys import surveyed

ON = "2026-10-13"
"""The day papers are asked for."""
LACKING: dict[str, Any] = {
    "answers": {"floor_area_m2": 20, "water": "other", "toilet": "none", "assets": [], "info_devices": []}
}
"""Answers of a household whose result is another than that of the usual one."""
LONG_NAME = "Hoàng Thị Nguyễn Phúc Thanh Thủy Ngân Hà Quỳnh Hương Lan Anh"
LONG_ADDRESS = "Ngõ 12, ngách 34, xóm Đồi Chè bên kia suối, cạnh nhà văn hóa cũ, " * 5
HOSTILE = '{{ x }} <b>đậm</b> & "nháy" #let x = 1 {% if a %} $a$ \\ [[khung]] **sao** __gạch__'
HOSTILE_SHORT = '{{ x }} <b>&"#$'
CAME: dict[Group, tuple[int, str]] = {
    "steering": (2, "Hoàng Thị Lan, Vi Văn Hòa"),
    "unions": (4, ""),
    "front": (1, "Hứa Thị Mơ"),
    "reviewed": (3, ""),
    "others": (12, ""),
    "enumerators": (2, "Nông Văn Ba, Triệu Thị Tư"),
}
HELD_AT = datetime(2026, 10, 12, 20, 0, tzinfo=VIETNAM)
File = tuple[Case, FormRecord]


async def filed(store: Store, number: int, state: State, head: str, **changes: Any) -> File:
    """A surveyed file of this head; survey: what is other in the answers; the rest changes the file."""
    area, survey = changes.pop("area", "kp3"), changes.pop("survey", {})
    case, record = await surveyed(store, number, state, area, **survey)
    changed = replace(case, head=head, version=case.version + 1, **changes)
    await store.seed([changed])
    return changed, record


async def held(store: Store, files: Sequence[File], agree: Sequence[int], **changes: Any) -> Meeting:
    """The closed meeting of Khu 3 in which so many of 24 agreed with each file's result."""
    words = changes.pop("said", {})
    votes = tuple(
        Vote(case.id, count, passes(count, 24), mark_of(record), words.get(case.id, ""))
        for (case, record), count in zip(files, agree, strict=True)
    )
    one = Meeting(
        "m1", files[0][0].round_id, "kp3", 1, date(2026, 10, 12), "Nhà văn hóa Khu 3", "Nông Văn Ba",
        "Triệu Thị Tư", "Lý Thị Páo", tuple(Attendance(g, n, names) for g, (n, names) in CAME.items()), votes,
        4, "nv-ba", "Nông Văn Ba", HELD_AT,
    )  # fmt: skip
    made = replace(one, **changes)
    await store.seed([made])
    return made


async def begun(store: Store, round_id: str, **changes: Any) -> Meeting:
    """A draft of which only the day of its beginning is known."""
    one = Meeting(
        "m2", round_id, "kp3", 2, date(2026, 10, 12), "", "", "", "", (), (), 0, "nv-ba", "Nông Văn Ba"
    )
    made = replace(one, **changes)
    await store.seed([made])
    return made


async def hung(store: Store, files: Sequence[File], **changes: Any) -> Posting:
    """The posting of these files on Monday 05/10 in Khu 3: until Thursday 08/10."""
    at = datetime(2026, 10, 5, 23, 0, tzinfo=VIETNAM)
    one = Posting(
        "p1", files[0][0].round_id, "kp3", date(2026, 10, 5), ("nhà văn hóa Khu 3", "trụ sở UBND xã"), True,
        tuple(case.id for case, _ in files), "nv-ba", "Nông Văn Ba", at,
    )  # fmt: skip
    made = replace(one, **changes)
    postings = [
        replace(case, postings=(*case.postings, made.id), version=case.version + 1) for case, _ in files
    ]
    await store.seed([made, *postings])
    return made
