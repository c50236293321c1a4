"""The script of `rasoat demo --check`: who says what, and what has to be seen on which phone.

# a heading, printed
👤 mai: 2/3/84            typed; "[Nhận giấy]" taps the newest button with that label
🤖 lan: Mã hồ sơ: {code}   said on that phone since the line 👤 before; {code} is learnt, then filled in
📎 mai: Mau-01-{code}.pdf  a file of that name arrived there ever; it is fetched and is a PDF
🚫 mai: Điểm              never said on that phone
"""

import re
from dataclasses import dataclass
from typing import Literal

from bot.errors import ConfigError

Kind = Literal["heading", "does", "hears", "file", "never"]

SIGNS: dict[str, Kind] = {"#": "heading", "👤": "does", "🤖": "hears", "📎": "file", "🚫": "never"}
CODE = "{code}"
CODES = r"[A-Z]{2,3}-\d+"
"""What a file code looks like."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line. who: the persona's name in its chat ("web:mai"); number: of the line, from 1."""

    number: int
    kind: Kind
    who: str
    words: str

    @property
    def label(self) -> str | None:
        """The label of the button to tap; None where the words are typed."""
        return self.words[1:-1] if self.words.startswith("[") and self.words.endswith("]") else None


def read_steps(text: str) -> tuple[Step, ...]:
    """The steps of a script; ConfigError names a line that is none."""
    lines = enumerate(text.splitlines(), 1)
    return tuple(_step(number, line) for number, line in lines if line.strip())


def _step(number: int, line: str) -> Step:
    sign, _, rest = line.partition(" ")
    kind = SIGNS.get(sign)
    if kind == "heading":
        return Step(number, kind, "", rest.strip())
    who, colon, words = rest.partition(":")
    if kind is None or not colon:
        raise ConfigError(
            "no step of a script", where=f"line {number}", remedy="begin with a sign and a name"
        )
    return Step(number, kind, who.strip(), words.strip())


def learnt(words: str, text: str) -> str | None:
    """The file code that stands in the text where the words say {code}; None where it does not."""
    pattern = re.escape(words).replace(re.escape(CODE), f"({CODES})")
    found = re.search(pattern, text)
    return found.group(1) if found and found.groups() else None
