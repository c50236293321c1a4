"""The things of a round that papers are made of, as far as they are this person's to print; newest first."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, get_args

from bot.cases.case import Case
from bot.cases.commune import Area, Round
from bot.cases.dossier import Dossier
from bot.cases.meeting import Meeting
from bot.cases.posting import Posting
from bot.cases.review_list import ON_PAPER, listed_under
from bot.cases.rights import may
from bot.dialogue.facts import CaseFilter, Query
from bot.dialogue.turn import Turn
from bot.handlers import dates, dossier_facts, meeting_words, posting_label
from bot.handlers.live import round_ids

Kind = Literal["area", "meeting", "posting", "dossier", "round"]
Line = tuple[str, str]
"""Id and words."""


def listed(turn: Turn, kind: str, area: str = "") -> list[Line]:
    """All of this kind, as choices say them. area: of this one alone."""
    found = next((_LISTED[one] for one in get_args(Kind) if one == kind), None)
    return found(turn, area) if found is not None else []


def is_any(turn: Turn, kind: str) -> bool:
    """Whether there is any of this kind; without making words of them all."""
    return any(_THERE[one](turn) for one in get_args(Kind) if one == kind)


# ── areas ────────────────────────────────────────────────────────────────────────────────────
def areas(turn: Turn) -> list[Area]:
    """Where lists are theirs to print."""
    return [one for one in turn.place.areas if may(turn.staff, "print_lists", one.id)]


def is_listed(turn: Turn, area_id: str) -> bool:
    """Whether any household of it is on a list to review in the running round."""
    cases = turn.facts.cases(CaseFilter(turn.place.round.id, (area_id,)))
    return any(listed_under(cases, procedure) for procedure in ON_PAPER)


def _areas(turn: Turn, _area: str) -> list[Line]:
    own, plan = areas(turn), turn.place.round.id
    turn.facts.ahead(Query("cases", wanted=CaseFilter(plan, (one.id,))) for one in own)
    return [(one.id, one.name) for one in own if is_listed(turn, one.id)]


# ── meetings, postings ───────────────────────────────────────────────────────────────────────
def meetings(turn: Turn) -> list[Meeting]:
    """Those being written down, too: hamlets print the paper first. Not those thrown away."""
    found = [one for one in meeting_words.all_meetings(turn) if one.cancelled_at is None]
    own = [one for one in found if may(turn.staff, "print_lists", one.area)]
    return sorted(own, key=lambda one: (one.is_draft, one.on, one.id), reverse=True)


def _meetings(turn: Turn, area: str) -> list[Line]:
    found = [one for one in meetings(turn) if area in ("", one.area)]
    return [(one.id, _meeting(turn, one)) for one in found]


def _meeting(turn: Turn, one: Meeting) -> str:
    title = meeting_words.title(turn, one)
    return turn.t("printing.draft", title=title) if one.is_draft else title


def postings(turn: Turn) -> list[Posting]:
    """Taken down or not."""
    rounds = round_ids(turn)
    turn.facts.ahead(Query("posting", (name,)) for name in rounds)
    found = [one for name in rounds for one in turn.facts.of_round(Posting, name)]
    own = [one for one in found if may(turn.staff, "print_lists", one.area)]
    return sorted(own, key=lambda one: (-one.posted_on.toordinal(), one.area, one.id))


def _postings(turn: Turn, area: str) -> list[Line]:
    found = [one for one in postings(turn) if area in ("", one.area)]
    turn.facts.ahead(Query("case", (name,)) for one in found for name in one.cases[:1])
    return [(one.id, posting_label.label(turn, one)) for one in found]


# ── dossiers, rounds ─────────────────────────────────────────────────────────────────────────
def dossiers(turn: Turn) -> list[Dossier]:
    """Of every round, decided ones, too."""
    if not may(turn.staff, "decide"):
        return []
    rounds = round_ids(turn)
    turn.facts.ahead(Query("dossier", (name,)) for name in rounds)
    return [one for name in rounds for one in turn.facts.of_round(Dossier, name)][::-1]


def number_of(turn: Turn, dossier: Dossier) -> int:
    """Which one of its round it is, counted from 1."""
    own = [one.id for one in turn.facts.of_round(Dossier, dossier.round_id)]
    return own.index(dossier.id) + 1


def _dossiers(turn: Turn, _area: str) -> list[Line]:
    return [(one.id, dossier_facts.label(turn, one)) for one in dossiers(turn)]


def rounds(turn: Turn) -> list[Round]:
    """The running one first; those whose standard is here."""
    if not may(turn.staff, "print_reports"):
        return []
    known = {one.id: one for one in (turn.place.round, *dates.rounds_at_work(turn.place))}
    return list(known.values())


def cases_of(turn: Turn, round_id: str) -> Iterator[Case]:
    """The round's files, area by area: whoever needs only some of them does not load the commune."""
    for area in turn.place.areas:
        yield from turn.facts.cases(CaseFilter(round_id, (area.id,)))


def _rounds(turn: Turn, _area: str) -> list[Line]:
    return [(one.id, one.name) for one in rounds(turn) if any(cases_of(turn, one.id))]


_THERE: Mapping[Kind, Callable[[Turn], bool]] = {
    "area": lambda turn: any(is_listed(turn, one.id) for one in areas(turn)),  # the first one tells
    "meeting": lambda turn: bool(meetings(turn)),
    "posting": lambda turn: bool(postings(turn)),
    "dossier": lambda turn: bool(dossiers(turn)),
    "round": lambda turn: bool(rounds(turn)),
}
_LISTED: Mapping[Kind, Callable[[Turn, str], list[Line]]] = {
    "area": _areas,
    "meeting": _meetings,
    "posting": _postings,
    "dossier": _dossiers,
    "round": _rounds,
}
