"""Traces of the surveys sent in a round, for the quality view: each read once, again only when changed."""

import asyncio
import logging

from bot.cases.case import Case
from bot.cases.quality import SurveyTrace, trace_of
from bot.handlers.result import SURVEYED
from bot.ports import CaseFilter, Store
from bot.runtime.faults import kind_and_place

log = logging.getLogger(__name__)

BREATH = 50
"""Files looked at between two chances for others to run."""

Seen = tuple[int, int]
"""Versions of the case and of its Phiếu B a trace was made from."""


class Traces:
    """One per running bot. What a change of form or case makes old is read anew."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[Seen, SurveyTrace | None]] = {}
        self._lock = asyncio.Lock()

    async def of_round(self, round_id: str) -> tuple[SurveyTrace, ...]:
        """The traces of all surveys sent in a round. Who asks meanwhile waits for the reading under way."""
        async with self._lock:
            found = []
            wanted = CaseFilter(round_id=round_id, states=SURVEYED)
            for n, case in enumerate(await self._store.cases(wanted), 1):
                trace = await self._of(case)
                if trace is not None:
                    found.append(trace)
                if n % BREATH == 0:
                    await asyncio.sleep(0)
            return tuple(found)

    async def _of(self, case: Case) -> SurveyTrace | None:
        record = await self._store.form(case.survey) if case.survey else None
        if record is None:
            return None
        seen = (case.version, record.version)
        known = self._known.get(case.id)
        if known is not None and known[0] == seen:
            return known[1]
        request = await self._store.form(case.request) if case.request else None
        changes = await self._store.answer_log(record.id)
        trace = trace_of(case, record, changes, request.answers if request is not None else None)
        self._known[case.id] = (seen, trace)
        return trace

    async def warm(self, round_id: str) -> None:
        """Read ahead, beside everything else, so that no officer waits for it."""
        try:
            await self.of_round(round_id)
        except Exception as fault:  # read when it is asked for
            log.warning("reading the surveys ahead failed: %s", kind_and_place(fault))
