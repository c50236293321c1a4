"""The minutes of a village meeting (Phụ lục V), in two copies; of a draft: to be filled in by hand there."""

from collections.abc import Mapping

from bot.cases.case import Case
from bot.cases.form_record import results_of
from bot.cases.meeting import GROUPS, Group, Meeting, Vote
from bot.dialogue.facts import CaseFilter
from bot.documents.desk import Desk
from bot.documents.paper_scope import check_areas, refused
from bot.documents.paper_values import LANGUAGE, Data, Filled, filled
from bot.documents.vietnamese import count, in_full
from bot.documents.word.paper_form import PaperForm
from bot.handlers import meeting_agenda as agenda
from bot.handlers.live import OVER
from bot.handlers.meeting_words import rate
from bot.scoring.explain import class_text
from bot.scoring.pack import Pack

COPIES = ("copy_hamlet", "copy_steering")
ERASED = "erased"


async def phu_luc_v(desk: Desk) -> Filled | None:
    """subject: the meeting's id. PaperRefusal: its draft was thrown away.

    The day of a draft in which nobody has been counted yet is that of its beginning, not of the meeting.
    """
    one = await desk.meeting(desk.order.subject)
    if one is None:
        return None
    check_areas(desk, (one.area,))
    if one.cancelled_at is not None:
        raise refused(desk, "paper.meeting_cancelled")
    form = desk.form(one.round_id)
    rows, official = await (_agenda(desk, one) if one.is_draft else _votes(desk, one))
    listed = await _listed(desk, one) if one.is_draft else one.listed
    data = {
        "gap": form.word("gap"),
        "copies": [form.word(name) for name in COPIES],
        "training": "" if official else desk.common(one.round_id).training,
        "area": desk.area_name(one.area),
        "round": desk.round(one.round_id).name,
        "no": str(one.no),
        "day": in_full(one.on if one.attendance else None),
        "meeting_place": one.place,
        "chair": one.chair,
        "secretary": one.secretary,
        "signer": one.signer,
        "groups": [_group(form, one, name, listed) for name in GROUPS],
        "rows": rows,
        "said": [row for row in rows if row["words"]],
        "note": one.words,
        **_sums(one, len(rows)),
    }
    return filled(desk, one.round_id, data, one.on.isoformat())


def _sums(one: Meeting, shown: int) -> Data:
    """What adds up; "" in a draft, where nothing counts yet."""
    passed = sum(vote.passed for vote in one.votes)
    return {
        "draft": one.is_draft,
        "discussed": count(shown if one.is_draft else len(one.votes)),
        "attended": "" if one.is_draft and not one.attended else count(one.attended),
        "passed": "" if one.is_draft else count(passed),
        "failed": "" if one.is_draft else count(len(one.votes) - passed),
    }


def _group(form: PaperForm, one: Meeting, name: Group, listed: int) -> Data:
    """asked: the form wants to know of how many households on the list they are. "": nobody has said yet."""
    came = one.group(name)
    asked = name == "reviewed"
    return {
        "label": form.word(name),
        "unit": form.word("households" if asked else "people"),
        "came": "" if came is None else count(came.count),
        "names": "" if came is None else came.names,
        "asked": asked,
        "listed": count(listed) if listed else "",
        "rate": rate(came.count, listed) if came is not None and listed else "",
        "open": came is None,
    }


# ── a meeting that was held: what was voted on, as it was voted on ───────────────────────────
async def _votes(desk: Desk, one: Meeting) -> tuple[list[Data], bool]:
    """By code; and whether every result was official (one that cannot be found any more is not)."""
    found = [(vote, await desk.store.case(vote.case_id)) for vote in one.votes]
    found.sort(key=lambda pair: pair[1].code if pair[1] is not None else "")
    form, pack = desk.form(one.round_id), desk.pack(one.round_id)
    rows: list[Data] = []
    official = True
    for number, (vote, case) in enumerate(found, 1):
        shown = case if case is not None and case.state != ERASED else None
        a, b, class_id = parts_of(vote.mark)
        rows.append(
            {
                "number": str(number),
                "code": case.code if case is not None else "",
                "name": shown.head if shown is not None else form.word("gone"),
                "a": a,
                "b": b,
                "result": _class(pack, form, class_id),
                "agree": count(vote.agree),
                "others": count(one.attended - vote.agree),
                "passed": form.word("agreed" if vote.passed else "not_agreed"),
                "words": vote.words if shown is not None else "",
            }
        )
        official = official and case is not None and await _official(desk, case, vote)
    return rows, official


async def _official(desk: Desk, case: Case, vote: Vote) -> bool:
    """Whether the very result that was voted on was official, whichever form it stands in by now."""
    for name in (case.survey, *(one.first_survey for one in case.complaints)):
        record = await desk.store.form(name) if name else None
        for number, sent in enumerate(results_of(record) if record is not None else (), 1):
            if mark_in(number, sent.data) == vote.mark:
                return sent.data.get("official") is True
    return False


def parts_of(mark: str) -> tuple[str, str, str]:
    """A, B and class of a vote's mark; "" where it has none."""
    parts = (*mark.split(":"), "", "", "")
    return parts[1], parts[2], parts[3]


def _class(pack: Pack, form: PaperForm, class_id: str) -> str:
    """In words; of a class that the pack does not have: that there is none."""
    known = any(one.id == class_id for one in pack.classes)
    return class_text(pack, class_id)[LANGUAGE] if known else form.word("no_class")


def mark_in(number: int, data: Mapping[str, object]) -> str:
    """The mark of one of a form's results, as a vote keeps it (meeting.mark_of)."""
    return f"{number}:{data.get('score_a')}:{data.get('score_b')}:{data.get('class')}"


# ── a draft: the agenda as it stands, to be filled in at the meeting ─────────────────────────
async def _agenda(desk: Desk, one: Meeting) -> tuple[list[Data], bool]:
    """What waits for the meeting of this area, in the order of the agenda; vote cells are empty."""
    cases = await desk.store.cases(CaseFilter("", (one.area,), ("approved",)))
    items = []
    for case in cases:
        if not _meets(desk, case) or not case.survey:
            continue
        found = agenda.item(case, await desk.store.form(case.survey))
        if found is not None:
            items.append(found)
    items.sort(key=lambda item: (agenda.FIRST[item.kind], item.case.code))
    pack, form = desk.pack(one.round_id), desk.form(one.round_id)
    rows = [_item(pack, form, number, item) for number, item in enumerate(items, 1)]
    return rows, all((item.record.sent or {}).get("official") is True for item in items)


def _item(pack: Pack, form: PaperForm, number: int, item: agenda.Item) -> Data:
    sent = item.record.sent or {}
    return {
        "number": str(number),
        "code": item.case.code,
        "name": item.case.head,
        "a": str(sent["score_a"]),
        "b": str(sent["score_b"]),
        "result": _class(pack, form, item.class_id),
        **dict.fromkeys(("agree", "others", "passed", "words"), ""),
    }


async def _listed(desk: Desk, one: Meeting) -> int:
    """Households of the area on the list to review by now, of an earlier round as long as they wait."""
    cases = await desk.store.cases(CaseFilter("", (one.area,), agenda.LISTED))
    live = (case for case in cases if case.round_id == one.round_id or case.state not in OVER)
    return agenda.count_listed(case for case in live if _meets(desk, case))


def _meets(desk: Desk, case: Case) -> bool:
    """Whether the case's procedure holds a meeting."""
    return desk.pack(case.round_id).procedures[case.procedure].step(agenda.STEP) is not None
