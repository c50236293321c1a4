"""Faults: each says what happened, where, and what to do. A person's wrong answer is not a fault."""

from collections.abc import Iterable


class RasoatError(Exception):
    """A fault somebody has to mend.

    what: one sentence; where: file, table or id (never personal data); remedy: what to do about it.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(" · ".join(part for part in (what, where, remedy) if part))


class PackError(RasoatError):
    """An instrument pack is wrong: names file, line or key, and remedy.

    others: what else was found wrong in the same reading, in order.
    """

    others: tuple["PackError", ...] = ()

    @classmethod
    def raise_all(cls, faults: "Iterable[PackError]") -> None:
        """Raises the first fault with the rest in its `others`; does nothing where there is none."""
        every = [one for fault in faults for one in (fault, *fault.others)]
        if every:
            every[0].others = tuple(every[1:])
            raise every[0]


class PaperError(RasoatError):
    """A paper that may not be issued, or that nothing can make; asking again does not help."""


class PaperRefusal(PaperError):  # noqa: N818
    """A paper that may not be issued now, and whoever asked for it is told why.

    words: for that person, in their language; they go out in the paper's place and reach no log.
    """

    def __init__(self, words: str, *, where: str = "") -> None:
        self.words = words
        super().__init__("a paper was refused", where=where)


class ConfigError(RasoatError):
    """A setting is missing or wrong."""


class StoreError(RasoatError):
    """The store cannot do what was asked (corrupt, locked, wrong key, migration missing)."""
