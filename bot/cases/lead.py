"""A household somebody pointed out because it may need help and did not ask (finding those left out).

Who pointed is for officers only: never shown to the household, nor to whoever visits it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

LeadState = Literal["open", "sent", "filed", "closed"]
"""open: nobody goes there yet; sent: an enumerator is to visit; filed: a request came of it; closed: it ended
otherwise, with words."""


@dataclass(frozen=True, slots=True)
class Lead:
    """who, where: as it was told, so that it can be found. why: what happened to it.

    by: chat or staff id of who pointed; by_staff: whether on the staff. case_id: the file that came of it.
    outcome: how it ended, in words.
    """

    id: str
    round_id: str
    area: str
    who: str
    where: str
    why: str
    by: str
    by_staff: bool
    at: datetime
    state: LeadState = "open"
    assigned_to: str | None = None
    case_id: str | None = None
    outcome: str = ""
    closed_at: datetime | None = None
    version: int = 1
