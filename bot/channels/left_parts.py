"""Which parts of a letter have left already: when it is tried again, only the rest is sent.

Kept in memory: after a restart, or where the platform took a part but its answer was lost, a part goes twice.
"""

from bot.ports import Ready

_REMEMBERED = 1000
"""Letters under way whose sent parts are remembered."""


def way(letter: Ready) -> str:
    """The letter on its way to this chat: on another phone of its reader it begins with its first part."""
    return f"{letter.letter_id} {letter.chat}"


class LeftParts:
    """By the letter's way: how many of its parts the platform took."""

    def __init__(self) -> None:
        self._left: dict[str, int] = {}

    def of(self, name: str) -> int:
        return self._left.get(name, 0)

    def note(self, name: str, number: int) -> None:
        """So many parts of it have left."""
        self._left[name] = number
        while len(self._left) > _REMEMBERED:
            self._left.pop(next(iter(self._left)))

    def forget(self, name: str) -> None:
        """It has arrived, or is given up."""
        self._left.pop(name, None)
