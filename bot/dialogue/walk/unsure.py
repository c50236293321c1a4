"""Who on a checklist is not known, typed where nothing can be tapped twice: "1,2?"."""

import re

from bot.dialogue.reading import Read, read_choice_list
from bot.dialogue.walk.labels import member_label
from bot.dialogue.walk.record import Open
from bot.scoring.path import Spot

_PARTS = re.compile(r"[,;\n]+")


def unsure(open_form: Open, spot: Spot, text: str) -> frozenset[str]:
    """The members whose part of the text ends with "?"; nobody where the question takes no doubt."""
    if not spot.question.unknown or "?" not in text:
        return frozenset()
    labels = [member_label(open_form, member) for member in spot.members]
    asked = [part.strip() for part in _PARTS.split(text) if part.strip().endswith("?")]
    found = [read_choice_list(part.rstrip("? "), labels) for part in asked]
    return frozenset(spot.members[at] for one in found if isinstance(one, Read) for at in one.value)
