"""What was seen at the door besides the answers: a photo, a place on the map. Never part of the score."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

EvidenceKind = Literal["photo", "location"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One photo or place of a form. item: id of what the pack allows ("house_front").

    digest, size: name and bytes of the sealed picture kept beside the store; "" and 0 for a place.
    place: "21.50612,106.34420" (latitude, longitude in degrees), "" for a photo.
    """

    id: str
    form_id: str
    item: str
    kind: EvidenceKind
    at: datetime
    by: str
    digest: str = ""
    size: int = 0
    place: str = ""
    version: int = 1
