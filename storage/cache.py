"""What was read or written lately, by table and id. Written through, only after the commit."""

from collections import OrderedDict
from collections.abc import Iterable

from bot.ports import TurnRecord
from storage.ledger import TABLES, Wanted

Key = tuple[str, str]
"""Table and id."""


LISTED = frozenset({"commune", "area", "round", "staff", "points_table", "pack_copy", "paper_template"})
"""Small tables, read whole."""


class Unknown:
    """The answer where the cache knows nothing; None means "known not to exist"."""


UNKNOWN = Unknown()


class Cache:
    """The least recently used things leave first. size: how many are kept.

    A read that missed may be overtaken by a commit; `keep` therefore never replaces what is there.
    """

    def __init__(self, size: int = 20_000) -> None:
        self._size = size
        self._things: OrderedDict[Key, object] = OrderedDict()
        self._lists: dict[str, tuple[object, ...]] = {}
        self.mark = 0
        """Grows when a listed table changes; a list read before that is not kept."""

    def get(self, key: Key) -> object:
        """The thing, None where there is none, UNKNOWN where the store must be asked."""
        thing = self._things.get(key, UNKNOWN)
        if thing is not UNKNOWN:
            self._things.move_to_end(key)
        return thing

    def keep(self, key: Key, thing: object) -> object:
        """Remember what was read, unless something newer was written meanwhile; what counts."""
        known = self.get(key)
        if known is not UNKNOWN:
            return known
        self.put(key, thing)
        return thing

    def listed(self, table: str) -> tuple[object, ...] | None:
        """All of a small table, None where the store must be asked."""
        return self._lists.get(table)

    def keep_list(self, table: str, things: tuple[object, ...], mark: int) -> None:
        """Remember a whole table. mark: this cache's when the reading began."""
        if mark == self.mark:
            self._lists[table] = things

    def put(self, key: Key, thing: object) -> None:
        if key[0] in LISTED:
            self._forget_lists()
        self._things[key] = thing
        self._things.move_to_end(key)
        if len(self._things) > self._size:
            self._things.popitem(last=False)

    def drop(self, keys: Iterable[Key]) -> None:
        for key in keys:
            self._things.pop(key, None)

    def clear(self) -> None:
        self._things.clear()
        self._forget_lists()

    def _forget_lists(self) -> None:
        self._lists.clear()
        self.mark += 1

    def written(self, record: TurnRecord) -> None:
        """Take over a committed record: first what it erased, then what it wrote."""
        for erasure in record.erasures:
            for form_id in erasure.form_ids:
                self.put(("form", form_id), None)
            self.drop([("evidence", one) for one in erasure.evidence])
        self.put(("session", record.session.chat), record.session)
        for one in record.entities:
            self.put((TABLES[type(one)], one.id), one)

    def doubt(self, want: Wanted) -> None:
        """Forget what a stale record was about: it may have been decided on something old."""
        self.drop([("session", want.chat)])
        self.drop([(table, row) for table, row, _ in want.entities])
        if any(table in LISTED for table, _, _ in want.entities):
            self._forget_lists()
