"""Somebody who cannot make themselves understood here, or asked to be called: work for a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CallBackReason = Literal["hidden", "asked"]
"""hidden: the platform hides what they send, to protect them; asked: they asked for it."""


@dataclass(frozen=True, slots=True)
class CallBack:
    """One wish to be called or visited, open until somebody of the commune has done it.

    name: as the platform or the person says, may be empty; phone, area: where told; case_id: their file.
    taken_by: id of the staff member who takes care of it. news: the person wants the news of a request
    made for them, in this chat. note: what came of it.
    """

    id: str
    chat: str
    at: datetime
    reason: CallBackReason
    name: str = ""
    phone: str = ""
    area: str | None = None
    case_id: str | None = None
    taken_by: str | None = None
    taken_at: datetime | None = None
    done_at: datetime | None = None
    note: str = ""
    news: bool = False
    version: int = 1
