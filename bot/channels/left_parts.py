"""Which parts of a letter have left already: when it is tried again, only the rest is sent.

Kept in memory: after a restart, or where the platform took a part but its answer was lost, a part goes twice.
"""

_REMEMBERED = 1000
"""Letters under way whose sent parts are remembered."""


class LeftParts:
    """By the letter's id: how many of its parts the platform took."""

    def __init__(self) -> None:
        self._left: dict[str, int] = {}

    def of(self, letter_id: str) -> int:
        return self._left.get(letter_id, 0)

    def note(self, letter_id: str, number: int) -> None:
        """So many parts of it have left."""
        self._left[letter_id] = number
        while len(self._left) > _REMEMBERED:
            self._left.pop(next(iter(self._left)))

    def forget(self, letter_id: str) -> None:
        """It has arrived, or is given up."""
        self._left.pop(letter_id, None)
