"""What was seen at the door besides the answers: a photo, a place on the map. Never part of the score."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.scoring.forms import EvidenceKind


@dataclass(frozen=True, slots=True)
class EvidenceConsent:
    """Whether the household agreed to one item of what the pack allows. The last one of an item counts.

    by: name of the person of the household who said so; noted_by: staff id of who asked.
    """

    item: str
    agreed: bool
    by: str
    noted_by: str
    at: datetime


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


def agreed(consents: Iterable[EvidenceConsent], item: str) -> EvidenceConsent | None:
    """The consent that counts for an item; None where it was never given, or taken back."""
    last = next((one for one in reversed(tuple(consents)) if one.item == item), None)
    return last if last is not None and last.agreed else None


def evidence_counts(found: Iterable[Evidence]) -> Mapping[EvidenceKind, int]:
    """How many photos and places there are: what exports and lists tell of evidence, never what is in it."""
    counts = Counter(one.kind for one in found)
    return {"photo": counts["photo"], "location": counts["location"]}
