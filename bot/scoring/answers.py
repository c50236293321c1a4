"""What has been answered on one form: the roster and a flat table of values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

Value = str | tuple[str, ...]
"""One answer in canonical form: an option id, text, a number as decimal text ("42.5"), a date as
ISO text ("1984-03-02" or "1984"), or the chosen option ids of a many-of question in the form's order."""

_EMPTY: Mapping[str, Value] = MappingProxyType({})


def key(question_id: str, member: str | None = None) -> str:
    """The flat key of an answer: "floor_area_m2" for the household, "m2.birth" for a member."""
    return question_id if member is None else f"{member}.{question_id}"


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of one form, on and off the path.

    members: roster ids in the order of the list ("m1", "m2" …), never reused after a removal.
    values: flat key → value; an absent key means "not answered", which is not zero and not "no".
    """

    members: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=lambda: _EMPTY)

    def get(self, question_id: str, member: str | None = None) -> Value | None:
        return self.values.get(key(question_id, member))

    def text(self, question_id: str, member: str | None = None) -> str | None:
        """The value where it is a single text; None where absent or a list."""
        value = self.get(question_id, member)
        return value if isinstance(value, str) else None

    def put(self, changes: Mapping[str, Value | None]) -> "Answers":
        """A copy with these keys set; None takes an answer away."""
        values = dict(self.values)
        for name, value in changes.items():
            if value is None:
                values.pop(name, None)
            else:
                values[name] = value
        return replace(self, values=values)

    def next_member(self) -> str:
        """A roster id not used before, also not by a member since removed."""
        used = {name.split(".", 1)[0] for name in self.values if "." in name} | set(self.members)
        return next(f"m{n}" for n in range(1, len(used) + 2) if f"m{n}" not in used)
