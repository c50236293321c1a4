"""The commune a bot serves: its areas, its round, its staff."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.cases.working_days import Swap

AreaType = Literal["rural", "urban"]
PhaseId = Literal["preparation", "survey", "hand_in", "preliminary", "recheck", "final_forms", "decision"]
Role = Literal["resident", "enumerator", "officer", "chairman", "supervisor", "administrator"]


@dataclass(frozen=True, slots=True)
class Commune:
    """name: with its kind, as on paper ("thị trấn Hữu Lũng"); prefix: of the file codes ("HL").

    ethnicities: codes (1979 list) of the commonest peoples, offered first.
    invented: people and places are made up, for training; shown wherever a person could doubt it.
    swaps: days off for which another day is worked, as the province has announced them.
    """

    id: str
    name: str
    province: str
    prefix: str
    office: str
    phone: str
    ethnicities: tuple[str, ...] = ("01",)
    invented: bool = False
    version: int = 1
    swaps: tuple[Swap, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A khu phố, thôn, ấp … Type and region are set with source and date, never guessed from a name.

    type / region None: not set yet, so no household of it can be classified.
    households, persons: all who live there, poor or not, as the commune counts them; None: not entered.
    """

    id: str
    name: str
    type: AreaType | None
    region: str | None
    source: str
    since: date
    version: int = 1
    households: int | None = None
    persons: int | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the round's plan, both ends included."""

    id: PhaseId
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class Round:
    """One review round. It names its pack and the document that says so; dates only check and warn.

    procedure: what it is held for; beside: other procedures it takes in at the same time, as plans do.
    council: the plan asks for the agreement of the people's council's standing committee before the report.
    """

    id: str
    name: str
    procedure: str
    pack_id: str
    document: str
    reference_date: date
    phases: tuple[Phase, ...]
    version: int = 1
    council: bool = False
    beside: tuple[str, ...] = ()

    @property
    def procedures(self) -> tuple[str, ...]:
        """What may be asked for in it, the main one first."""
        return (self.procedure, *self.beside)

    def phase(self, phase_id: str) -> Phase | None:
        return next((phase for phase in self.phases if phase.id == phase_id), None)


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody of the commune. chat: where the bot reaches them, None until enrolled.

    areas: ids they work in (an enumerator sees these only; an officer answers for these).
    rights: what not everybody of the role may do ("points_table": load the commune's points table).
    restored_at: when an access that had been ended was given back; invitations made before it are void.
    role: the main one; also: roles held besides, over the same areas.
    """

    id: str
    name: str
    title: str
    role: Role
    areas: tuple[str, ...]
    chat: str | None = None
    active: bool = True
    language: str = "vi"
    rights: tuple[str, ...] = ()
    version: int = 1
    restored_at: datetime | None = None
    also: tuple[Role, ...] = ()

    @property
    def roles(self) -> tuple[Role, ...]:
        """Every role they hold, the main one first."""
        return (self.role, *self.also)


@dataclass(frozen=True, slots=True)
class Invite:
    """A one-time way in: for a staff member, or (case_id; staff_id then "") for a household to its own file.

    id: digest of the code, which is never stored.

    made_at: None where it was made by a version that did not keep it.
    """

    id: str
    staff_id: str
    expires_at: datetime
    used_by: str | None = None
    used_at: datetime | None = None
    version: int = 1
    made_at: datetime | None = None
    case_id: str = ""

    def void_for(self, staff: Staff) -> bool:
        """Made before this person's access was ended and given back: whoever holds it is not let in."""
        back = staff.restored_at
        return back is not None and (self.made_at is None or self.made_at < back)
