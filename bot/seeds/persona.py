"""Somebody whose phone can be held on the demo page."""

from dataclasses import dataclass
from typing import Literal

PersonaRole = Literal["resident", "enumerator", "officer", "chairman", "supervisor"]


@dataclass(frozen=True, slots=True)
class Persona:
    """chat: begins with "web:". area: as shown, may be empty. hint: what to try with this phone."""

    chat: str
    name: str
    role: PersonaRole
    area: str
    hint: str
