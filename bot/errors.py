"""Faults: each says what happened, where, and what to do. A person's wrong answer is not a fault."""


class RasoatError(Exception):
    """A fault somebody has to mend.

    what: one sentence; where: file, table or id (never personal data); remedy: what to do about it.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(" · ".join(part for part in (what, where, remedy) if part))


class PackError(RasoatError):
    """An instrument pack is wrong: names file, line or key, and remedy."""


class ConfigError(RasoatError):
    """A setting is missing or wrong."""


class StoreError(RasoatError):
    """The store cannot do what was asked (corrupt, locked, wrong key, migration missing)."""
