"""One letter to each officer about a whole import, instead of one a household.

What has been taken over and not been told yet stands in the import's own session, so that it is written
in the same commit as the survey and is told at the end, also where a run was cut short.
"""

from dataclasses import dataclass

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.dialogue.session import Frame, Session
from bot.dialogue.turn import Turn

CONVERSATION, STEP, FILES = "import", "untold", "files"
MOST_WAITING = 200
"""Households after which officers are told without waiting for the end."""
MOST_CODES = 30
"""File codes in one letter."""


@dataclass(frozen=True, slots=True)
class _File:
    """One household taken over. kind: "a" or "b"; signs: "d" for doubts kept, "x" for another score."""

    code: str
    area: str
    kind: str
    signs: str

    @classmethod
    def of(cls, text: str) -> "_File":
        return cls(*text.split("\t"))

    def text(self) -> str:
        return "\t".join((self.code, self.area, self.kind, self.signs))


def waiting(session: Session) -> int:
    """How many households officers have not been told of yet."""
    return sum(len(frame.data.get(FILES, ())) for frame in session.frames)


def note(turn: Turn, case: Case, kind: str, *, doubtful: bool = False, apart: bool = False) -> None:
    """To be told: this household was taken over."""
    if not turn.frames:
        turn.frames.append(Frame(CONVERSATION, STEP))
    signs = ("d" if doubtful else "") + ("x" if apart else "")
    turn.keep(files=(*turn.data_list(FILES), _File(case.code, case.area, kind, signs).text()))


def tell(turn: Turn, who: Staff) -> None:
    """The letters, and nothing waits any more."""
    files = [_File.of(text) for text in turn.data_list(FILES)]
    turn.frames.clear()
    officers = [one for one in turn.place.staff if one.active and "officer" in one.roles and one.chat]
    for officer in officers:
        own = [one for one in files if not officer.areas or one.area in officer.areas]
        if own and officer.chat:
            text = _text(turn, officer.language, who, own)
            turn.notify(officer.chat, "import.notice", language=officer.language, args=text)


def _text(turn: Turn, language: str, who: Staff, own: list[_File]) -> dict[str, object]:
    doubtful = [one.code for one in own if "d" in one.signs]
    apart = [one.code for one in own if "x" in one.signs]
    rows = []
    if doubtful:
        args = {"codes": _codes(turn, language, doubtful)}
        rows.append(turn.env.translate(language, "import.notice_doubts", args))
    if apart:
        args = {"codes": _codes(turn, language, apart)}
        rows.append(turn.env.translate(language, "import.notice_apart", args))
    return {
        "who": who.name,
        "when": f"{turn.now:%d/%m %H:%M}",
        "a": sum(one.kind == "a" for one in own),
        "b": sum(one.kind == "b" for one in own),
        "codes": _codes(turn, language, list(dict.fromkeys(one.code for one in own))),
        "more": "".join(f"\n{row}" for row in rows),
    }


def _codes(turn: Turn, language: str, codes: list[str]) -> str:
    shown = ", ".join(codes[:MOST_CODES])
    left = len(codes) - MOST_CODES
    if left <= 0:
        return shown
    return turn.env.translate(language, "import.notice_and_more", {"codes": shown, "count": left})
