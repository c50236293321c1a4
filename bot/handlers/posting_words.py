"""The papers of a posting as messages to copy: what the loudspeaker reads, the list that hangs, whom to tell.

Public: name of the head, area, result; never a number of an identity card, a birth date, a phone, a point.
Always in Vietnamese, whatever the staff's language: it is read out to the village.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from bot.cases.case import Case
from bot.cases.posting import Posting
from bot.dialogue.query import Query
from bot.dialogue.reading import fold
from bot.dialogue.turn import Turn
from bot.dialogue.walk.labels import phone
from bot.handlers import posting_dates, posting_result
from bot.handlers.posting_result import Shown

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


def _names(turn: Turn, rows: Iterable[_Row]) -> dict[str, str]:
    """What each head is called on the paper, by file code; of two of one name the code tells which."""
    heads = {case.code: case.head for case, _ in rows}
    often = Counter(fold(head) for head in heads.values())
    return {
        code: _t(turn, "posting.same_name", head=head, code=code) if often[fold(head)] > 1 else head
        for code, head in heads.items()
    }


def _rank(turn: Turn, shown: Shown) -> int:
    """In the order the pack names its classes."""
    pack = posting_result.pack_of(turn, shown)
    names = [one.id for one in pack.classes]
    return names.index(str(shown.data["class"])) if str(shown.data["class"]) in names else len(names)


def _t(turn: Turn, key: str, **args: object) -> str:
    return turn.env.translate(LANGUAGE, key, args)


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


def _training(turn: Turn, rows: Iterable[_Row]) -> str:
    """Said on every paper, so that a trial is never taken for the commune's word."""
    return "" if all(posting_result.is_official(shown) for _, shown in rows) else _t(turn, "posting.training")


# ── what the loudspeaker reads ───────────────────────────────────────────────────────────────
def notice(turn: Turn, posting: Posting) -> str:
    """Short sentences: whose result is what, where it hangs and until when, how to complain."""
    rows = _rows(turn, posting)
    commune, area = turn.place.commune, area_name(turn, posting.area)
    begins = "posting.notice.again" if posting.again else "posting.notice.first"
    parts = [_training(turn, rows), _t(turn, begins, commune=commune.name, area=area)]
    names, grouped = _names(turn, rows), dict[str, list[str]]()
    for case, shown in rows:
        grouped.setdefault(class_name(turn, shown), []).append(names[case.code])
    for name, heads in grouped.items():
        parts.append(_t(turn, "posting.notice.group", name=name, count=len(heads), heads="; ".join(heads)))
    parts += [_where(turn, posting), _complain(turn, posting)]
    return "\n".join(part for part in parts if part)


def _where(turn: Turn, posting: Posting) -> str:
    end = until(turn, posting)
    return _t(
        turn,
        "posting.notice.where",
        places="; ".join(posting.places),
        begins=f"{posting.posted_on:%d/%m/%Y}",
        until=f"{end:%d/%m/%Y}",
    )


def _complain(turn: Turn, posting: Posting) -> str:
    commune, end = turn.place.commune, until(turn, posting)
    values = {"until": f"{end:%d/%m/%Y}", "office": commune.office, "phone": commune.phone}
    return _t(turn, "posting.notice.complain", **values)


# ── the list that hangs ──────────────────────────────────────────────────────────────────────
def redacted(turn: Turn, posting: Posting) -> str:
    """Name of the head and result, numbered; area, days and places around it."""
    rows = _rows(turn, posting)
    title = "posting.list.again" if posting.again else "posting.list.first"
    parts = [
        _training(turn, rows),
        _t(turn, title, commune=turn.place.commune.name, area=area_name(turn, posting.area)),
    ]
    names = _names(turn, rows)
    for no, (case, shown) in enumerate(rows, 1):
        name = class_name(turn, shown)
        parts.append(_t(turn, "posting.list.line", no=no, head=names[case.code], name=name))
    parts += [_where(turn, posting), _complain(turn, posting)]
    return "\n".join(part for part in parts if part)


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
