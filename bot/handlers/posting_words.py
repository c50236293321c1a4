"""The papers of a posting as messages to copy: what the loudspeaker reads, the list that hangs, whom to tell.

Public: name of the head, area, result; never a number of an identity card, a birth date, a phone, a point.
Always in Vietnamese, whatever the staff's language: it is read out to the village.
"""

from datetime import date
from functools import partial

from bot.cases.case import Case
from bot.cases.posting import Posting
from bot.dialogue.query import Query
from bot.dialogue.turn import Turn
from bot.dialogue.walk.labels import phone
from bot.handlers import posting_dates, posting_result, posting_text
from bot.handlers.posting_result import Shown
from bot.handlers.posting_text import Public, Row

LANGUAGE = "vi"
_Row = tuple[Case, Shown]


def cases_of(turn: Turn, posting: Posting) -> list[Case]:
    """The files on the list, as they are now; asked of the store in one go."""
    turn.facts.ahead(Query("case", (name,)) for name in posting.cases)
    found = [case for name in posting.cases if (case := turn.facts.case(name)) is not None]
    posting_result.load(turn, found)
    return [case for case in found if case.state != "erased"]


def _rows(turn: Turn, posting: Posting) -> list[_Row]:
    """Each household with the result that hangs, by class and code."""
    found = [(case, shown) for case in cases_of(turn, posting) if (shown := _hung(turn, case, posting))]
    return sorted(found, key=lambda row: (_rank(turn, row[1]), row[0].code))


def _hung(turn: Turn, case: Case, posting: Posting) -> Shown | None:
    return posting_result.hung(turn, case, posting)


def _rank(turn: Turn, shown: Shown) -> int:
    return posting_result.rank_of(posting_result.pack_of(turn, shown), shown)


def _t(turn: Turn, key: str, **args: object) -> str:
    return turn.env.translate(LANGUAGE, key, args)


def _public(turn: Turn, posting: Posting) -> Public:
    rows = _rows(turn, posting)
    return Public(
        turn.place.commune,
        area_name(turn, posting.area),
        posting,
        until(turn, posting),
        tuple(Row(c.code, posting_result.who(c, shown), class_name(turn, shown)) for c, shown in rows),
        all(posting_result.is_official(shown) for _, shown in rows),
    )


def class_name(turn: Turn, shown: Shown, language: str = LANGUAGE) -> str:
    """The class in the village's language."""
    return turn.env.aids.of_pack(posting_result.class_words(turn, shown), language)


def area_name(turn: Turn, area_id: str) -> str:
    """As it is called; its id where it is not there any more."""
    area = turn.place.area(area_id)
    return area.name if area else area_id


def until(turn: Turn, posting: Posting) -> date:
    """The last day of the posting, and of complaints."""
    first = next((case for name in posting.cases if (case := turn.facts.case(name)) is not None), None)
    return posting_dates.end_of(turn, posting, first) if first is not None else posting.posted_on


def notice(turn: Turn, posting: Posting) -> str:
    """What the loudspeaker reads."""
    return posting_text.notice(partial(_t, turn), _public(turn, posting))


def redacted(turn: Turn, posting: Posting) -> str:
    """The list that hangs."""
    return posting_text.redacted(partial(_t, turn), _public(turn, posting))


# ── whom nobody reached ──────────────────────────────────────────────────────────────────────
def unreached(turn: Turn, posting: Posting) -> list[Case]:
    """Households none of whose own phones gets the news here."""
    return [
        case
        for case in cases_of(turn, posting)
        if not any(one.news and not one.helper for one in case.applicants)
    ]


def in_person(turn: Turn, posting: Posting) -> str:
    """Whom to tell at the door, for staff only; "" where all are reached."""
    found = unreached(turn, posting)
    if not found:
        return ""
    rows = [turn.t("posting.in_person", count=len(found), until=f"{until(turn, posting):%d/%m/%Y}")]
    for case in found:
        parts = (case.address or area_name(turn, case.area), phone(case.phone) if case.phone else "")
        where = " · ".join(part for part in parts if part)
        rows.append(turn.t("posting.in_person.line", code=case.code, head=case.head, where=where))
    return "\n".join(rows)
