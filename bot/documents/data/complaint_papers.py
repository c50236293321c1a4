"""Slips around a complaint (QĐ 24/2021/QĐ-TTg Điều 4.4): its receipt, and the order of a re-check.

The receipt names who complains and is the officers'; the order of a re-check says neither who nor of what,
and shows no result that hung till the complaint is answered (docs/adr/0035).
"""

from bot.cases.case import Case
from bot.cases.complaint import Complaint
from bot.cases.deadlines import ended, posting_end
from bot.cases.form_record import FormRecord, SentResult, results_of
from bot.cases.working_days import WorkingDays
from bot.documents.desk import Desk
from bot.documents.paper_scope import check_complaint, refused
from bot.documents.paper_values import LANGUAGE, Data, Filled, filled, head
from bot.documents.vietnamese import in_full, on_day
from bot.scoring.explain import class_text
from bot.scoring.packs import load_pack
from bot.scoring.procedure import Procedure


async def complaint_slip(desk: Desk) -> Filled | None:
    """subject: "CASE/COMPLAINT"."""
    found = await _found(desk)
    if found is None:
        return None
    case, one = found
    form = desk.form(case.round_id)
    taker = next((each.name for each in desk.staff if each.id == one.by), "") if one.via == "counter" else ""
    data = {
        "name": case.head,
        "code": case.code,
        "area": desk.area_name(case.area),
        "received": on_day(one.received_on),
        "via": form.word(one.via),
        "taker": taker,
        "by_name": one.by_name,
        "source": form.word(one.source),
        "words": one.words,
        **await _posted(desk, case, one),
        **_limits(desk, case, one),
        "forwarded": one.forwarded_to,
        "dropped": one.dropped,
        "answered": on_day(one.answered_at.date()) if one.answered_at is not None else "",
        "answer": one.answer,
        "day": in_full(desk.today),
    }
    return filled(desk, case.round_id, data, desk.order.on)


async def recheck_slip(desk: Desk) -> Filled | None:
    """subject: "CASE/COMPLAINT". PaperRefusal where this complaint starts no re-check."""
    found = await _found(desk)
    if found is None:
        return None
    case, one = found
    if not one.in_window:
        raise refused(desk, "paper.no_recheck", code=case.code)
    record = await desk.store.form(one.recheck) if one.recheck else None
    finished = record if record is not None and record.finished_at is not None else None
    who = one.recheck_by or (case.assigned_to if case.state == "complained" else None)
    data = {
        "name": case.head,
        "code": case.code,
        "area": desk.area_name(case.area),
        "address": head(await desk.file(case))["address"],
        "received": on_day(_first(case, one).received_on),
        **_limits(desk, case, one),
        "surveyor": next((each.name for each in desk.staff if each.id == who), ""),
        "visited": on_day(finished.visited_on) if finished is not None else "",
        "survey_form": _survey(desk, case),
        **await _results(desk, case, one, finished),
        "day": in_full(None),
    }
    return filled(desk, case.round_id, data)


async def _found(desk: Desk) -> tuple[Case, Complaint] | None:
    """The complaint with its case, for whoever may have its slip; None where it has been erased."""
    case_id, _, complaint_id = desk.order.subject.partition("/")
    case = await desk.store.case(case_id)
    one = (
        next((each for each in case.complaints if each.id == complaint_id), None)
        if case is not None
        else None
    )
    if case is None or one is None:
        return None
    check_complaint(desk, case, one)
    return case, one


def _first(case: Case, one: Complaint) -> Complaint:
    """Of all complaints in one window the one received first: from its day the re-check is counted."""
    same = [
        each
        for each in case.complaints
        if each.in_window and each.posting == one.posting and not each.dropped
    ]
    return min((one, *same), key=lambda each: each.received_on)


def _limits(desk: Desk, case: Case, one: Complaint) -> Data:
    """By when the re-check is to be done, and for how many working days its result hangs again ("": not)."""
    procedure = _procedure(desk, case)
    check, again = procedure.step("recheck"), procedure.step("posting_again")
    limit = check.limit if check is not None else None
    counts = one.in_window and limit is not None
    day = ended(limit, _calendar(desk, case), _first(case, one).received_on) if counts and limit else None
    return {
        "in_window": one.in_window,
        "due": on_day(day),
        "days": str(limit.days) if limit is not None else "",
        "again": str(again.limit.days) if again is not None and again.limit is not None else "",
    }


async def _posted(desk: Desk, case: Case, one: Complaint) -> Data:
    """From when to when the result hung that it is about; "" where none hung."""
    posting = await desk.posting(one.posting) if one.posting else None
    if posting is None:
        return {"posted": "", "posted_end": ""}
    end = posting_end(_procedure(desk, case), _calendar(desk, case), posting.posted_on, again=posting.again)
    return {"posted": on_day(posting.posted_on), "posted_end": on_day(end)}


async def _results(desk: Desk, case: Case, one: Complaint, finished: FormRecord | None) -> Data:
    """The result that hung, only once the complaint is answered; that of the re-check once it was sent."""
    form = desk.form(case.round_id)
    before = (
        await desk.store.form(one.first_survey) if one.answered_at is not None and one.first_survey else None
    )
    shown = [(record, _last(record)) for record in (before, finished) if record is not None]
    texts = {record.id: _class(record, result) for record, result in shown if result is not None}
    trained = any(result is not None and result.data.get("official") is not True for _, result in shown)
    return {
        "first": texts.get(before.id, "") if before is not None else form.word("kept"),
        "second": texts.get(finished.id, "") if finished is not None else "",
        "answer": one.answer,
        "training": desk.common(case.round_id).training if trained else "",
    }


def _last(record: FormRecord) -> SentResult | None:
    found = results_of(record)
    return found[-1] if found else None


def _class(record: FormRecord, result: SentResult) -> str:
    """Its class in the form's words."""
    pack, named = load_pack(record.pack_id), str(result.data["class"])
    if record.form == "income" and pack.income is not None:
        return pack.income.classes[named].text[LANGUAGE]
    return class_text(pack, named)[LANGUAGE]


def _survey(desk: Desk, case: Case) -> str:
    """What the procedure surveys with: "Phiếu B – …"."""
    pack = desk.pack(case.round_id)
    return pack.forms[pack.procedures[case.procedure].survey_form].title[LANGUAGE]


def _procedure(desk: Desk, case: Case) -> Procedure:
    return desk.pack(case.round_id).procedures[case.procedure]


def _calendar(desk: Desk, case: Case) -> WorkingDays:
    return WorkingDays(desk.pack(case.round_id).days_off, desk.commune.swaps)
