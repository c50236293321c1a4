"""What a seed may write: new things, the next version of known ones, free codes and claims. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from bot.errors import StoreError
from bot.ports import Entity
from storage.ledger import TABLES, codes_of

_REMEDY = "seed an empty store, or give the next version of what is stored"


def seed_conflict(
    fresh: Sequence[Entity],
    versions: Mapping[tuple[str, str], int],
    codes: Mapping[str, str],
    takers: Iterable[tuple[str, str | None]],
) -> None:
    """Raise StoreError where a seed contradicts the store. fresh: entities not stored identically;
    versions: of what is stored; codes: code → case id; takers: (claiming case, holder or None)."""
    for one in fresh:
        table = TABLES[type(one)]
        stored = versions.get((table, one.id), 0)
        if stored and one.version != stored + 1:
            raise StoreError("seed differs from what is stored", where=f"{table} {one.id}", remedy=_REMEDY)
    given = dict(codes)
    for code, case_id in codes_of(fresh):
        if given.setdefault(code, case_id) != case_id:
            raise StoreError("case code is taken by another case", where=f"case {case_id}", remedy=_REMEDY)
    for case_id, holder in takers:
        if holder not in (None, case_id):
            raise StoreError("claim is held by another case", where=f"case {case_id}", remedy=_REMEDY)
