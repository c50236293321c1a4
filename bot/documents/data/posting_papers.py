"""The notice that hangs with the redacted list, and what the loudspeaker reads (QĐ 24/2021/QĐ-TTg Điều 4.4).

Public: a name, the area, the result. Nothing else of a household ever reaches this paper's data.
"""

from bot.cases.case import Case
from bot.cases.deadlines import posting_end
from bot.cases.posting import Posting
from bot.cases.procedure_codes import AVERAGE, LEAVING, WORKER
from bot.documents.desk import Desk
from bot.documents.paper_scope import check_areas
from bot.documents.paper_values import LANGUAGE, Data, Filled, filled
from bot.documents.vietnamese import count, in_full, on_day
from bot.handlers import posting_result, posting_text
from bot.handlers.posting_result import Shown
from bot.handlers.posting_text import Public, Row
from bot.scoring.pack import Procedure
from bot.scoring.packs import load_pack
from locales import translate

SUBJECTS = {LEAVING: "leaving", AVERAGE: "average", WORKER: "worker"}
"""What was reviewed, as a word of the form; the others: poor and near-poor households."""
_Hung = tuple[Case, Shown]


async def posting_notice(desk: Desk) -> Filled | None:
    """subject: the posting's id. None where everything on the list has been erased."""
    posting = await desk.posting(desk.order.subject)
    if posting is None:
        return None
    check_areas(desk, (posting.area,))
    hung = await _hung(desk, posting)
    if not hung:
        return None
    round_id, code = posting.round_id, hung[0][0].procedure
    procedure, form = desk.pack(round_id).procedures[code], desk.form(posting.round_id)
    public = _public(desk, posting, procedure, hung)
    names = posting_text.names(_say, public)
    data = {
        "training": "" if public.official else desk.common(round_id).training,
        "area": public.area,
        "round": desk.round(round_id).name,
        "day": in_full(posting.posted_on),
        "what": form.word(SUBJECTS.get(code, "poverty")),
        "who": form.word("name_of_worker" if code == WORKER else "name_of_head"),
        "again": posting.again,
        "rows": [
            {"number": str(number), "name": name, "area": public.area, "result": row.result}
            for number, (row, name) in enumerate(zip(public.rows, names, strict=True), 1)
        ],
        "unit": form.word("people" if code == WORKER else "households"),
        "total": count(len(public.rows)),
        "places": "; ".join(posting.places),
        **_days(procedure, posting, public),
        "office": desk.commune.office,
        "phone": desk.commune.phone,
        "own_words": _say("complaint.open"),
        "spoken": posting_text.spoken(_say, public) if posting.loudspeaker else [],
    }
    return filled(desk, round_id, data, posting.posted_on.isoformat())


def _say(key: str, /, **args: object) -> str:
    return translate(LANGUAGE, key, args)


def _days(procedure: Procedure, posting: Posting, public: Public) -> Data:
    """The window: first and last day, its working days; recheck: in how many a complaint is looked into."""
    again = procedure.step("posting_again") if posting.again else None
    step = again or procedure.step("posting")
    recheck = None if posting.again else procedure.step("recheck")
    return {
        "begins": on_day(posting.posted_on),
        "until": on_day(public.until),
        "days": f"{step.limit.days:02}" if step is not None and step.limit is not None else "",
        "recheck": f"{recheck.limit.days:02}" if recheck is not None and recheck.limit is not None else "",
    }


def _public(desk: Desk, posting: Posting, procedure: Procedure, hung: list[_Hung]) -> Public:
    """What of it anybody may read."""
    days = desk.calendar(posting.round_id)
    return Public(
        desk.commune,
        desk.area_name(posting.area),
        posting,
        posting_end(procedure, days, posting.posted_on, again=posting.again),
        tuple(Row(case.code, posting_result.who(case, shown), _result(shown)) for case, shown in hung),
        all(posting_result.is_official(shown) for _, shown in hung),
    )


def _result(shown: Shown) -> str:
    return posting_result.words_of(load_pack(shown.record.pack_id), shown)[LANGUAGE]


async def _hung(desk: Desk, posting: Posting) -> list[_Hung]:
    """Each file with the result that hangs, by class and code; what was erased since is left out."""
    found = []
    for name in posting.cases:
        case = await desk.store.case(name)
        if case is None or case.state == "erased":
            continue
        form_id = posting_result.form_then(case, posting) or case.measured_by
        record = await desk.store.form(form_id) if form_id else None
        shown = posting_result.hung_of(record, posting) if record is not None else None
        if shown is not None:
            found.append((case, shown))
    return sorted(found, key=lambda pair: (_rank(pair[1]), pair[0].code))


def _rank(shown: Shown) -> int:
    return posting_result.rank_of(load_pack(shown.record.pack_id), shown)
