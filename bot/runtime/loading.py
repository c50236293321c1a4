"""What a turn asked for, loaded from the store: one row of a table for each kind of query."""

from collections.abc import Awaitable, Callable

from bot.cases.case import Case
from bot.cases.dossier import Dossier
from bot.cases.lead import Lead
from bot.cases.meeting import Meeting
from bot.cases.posting import Posting
from bot.dialogue.facts import CaseFilter, FailedLetter, Query
from bot.dialogue.session import Session
from bot.ports import Store

Load = Callable[[Store, Query], Awaitable[object]]
FAILED_SHOWN = 50


async def _failed(store: Store, _query: Query) -> tuple[FailedLetter, ...]:
    found = await store.failed_letters(FAILED_SHOWN)
    return tuple(FailedLetter(one.letter.chat, one.letter.case_id, one.error) for one in found)


async def _holders(store: Store, query: Query) -> dict[str, Case]:
    """Who holds each of the values, where somebody does."""
    kind, round_id, *values = query.args
    found = [(value, await store.case_by_claim(kind, value, round_id)) for value in values]
    return {value: case for value, case in found if case is not None}


LOADERS: dict[str, Load] = {
    "case": lambda store, q: store.case(q.args[0]),
    "case_by_code": lambda store, q: store.case_by_code(q.args[0]),
    "case_by_claim": lambda store, q: store.case_by_claim(*q.args),
    "cases_by_claims": _holders,
    "cases": lambda store, q: store.cases(q.wanted or CaseFilter()),
    "cases_of_chat": lambda store, q: store.cases_of_chat(q.args[0]),
    "last_case_number": lambda store, _q: store.last_case_number(),
    "form": lambda store, q: store.form(q.args[0]),
    "drafts_of": lambda store, q: store.drafts_of(q.args[0]),
    "answer_log": lambda store, q: store.answer_log(q.args[0]),
    "invite": lambda store, q: store.invite(q.args[0]),
    "session": lambda store, q: store.session(q.args[0]),
    "failed_letters": _failed,
    "link": lambda store, q: store.link(q.args[0]),
    "links_of": lambda store, q: store.links_of(q.args[0]),
    "call_back": lambda store, q: store.call_back(q.args[0]),
    "open_call_backs": lambda store, _q: store.open_call_backs(),
    "call_backs_of": lambda store, q: store.call_backs_of(q.args[0]),
    "meeting": lambda store, q: store.of_round(Meeting, q.args[0]),
    "posting": lambda store, q: store.of_round(Posting, q.args[0]),
    "dossier": lambda store, q: store.of_round(Dossier, q.args[0]),
    "lead": lambda store, q: store.of_round(Lead, q.args[0]),
    "evidence": lambda store, q: store.evidence(q.args[0]),
    "evidence_of": lambda store, q: store.evidence_of(q.args[0]),
}


async def load(store: Store, query: Query) -> object:
    return await LOADERS[query.kind](store, query)


def expected(session: Session) -> tuple[Query, ...]:
    """What the conversation under way is sure to need: its form and its case."""
    wanted: dict[Query, None] = {}
    for frame in session.frames:
        for kind in ("form", "case"):
            value = frame.data.get(kind)
            if isinstance(value, str):
                wanted[Query("form" if kind == "form" else "case", (value,))] = None
    return tuple(wanted)
