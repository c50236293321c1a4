"""What a turn may ask the store for."""

from dataclasses import dataclass
from typing import Literal

from bot.cases.case import State


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Cases by area, state, enumerator; empty = any. Newest change last."""

    round_id: str = ""
    areas: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    assigned_to: str = ""


QueryKind = Literal[
    "case",
    "case_by_code",
    "case_by_claim",
    "cases_by_claims",
    "cases_of_chat",
    "last_case_number",
    "form",
    "drafts_of",
    "answer_log",
    "invite",
    "session",
    "failed_letters",
    "sheets",
    "qr",
    "template",
    "survey_traces",
    "link",
    "links_of",
    "call_back",
    "open_call_backs",
    "call_backs_of",
    "evidence",
    "evidence_of",
    "picture",
    "random",
    "quota",
    "meeting",
    "posting",
    "dossier",
    "lead",
]


@dataclass(frozen=True, slots=True)
class Query:
    """One question to the store: what kind of thing, and which."""

    kind: QueryKind | Literal["cases"]
    args: tuple[str, ...] = ()
    wanted: CaseFilter | None = None


class Unknown(Exception):  # noqa: N818 - not an error: "load this and ask me again"
    """The turn needs this before it can go on. also: what it will need besides, loaded in the same go."""

    def __init__(self, query: Query, also: tuple[Query, ...] = ()) -> None:
        super().__init__(query.kind)
        self.query = query
        self.also = also
