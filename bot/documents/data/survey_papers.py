"""Phiếu B as it was sent, with every point: for the household's and the enumerator's signature."""

from bot.cases.case import Case
from bot.cases.review_list import WITH_A_LIST, overridden
from bot.documents.data import survey_points as points
from bot.documents.data.answer_words import LANGUAGE, Wording
from bot.documents.data.survey_sent import SentForm, case_ordered, day_sent, reasons_of, sent_form
from bot.documents.desk import Desk
from bot.documents.paper_values import Data, Filled, birth, filled, said
from bot.documents.vietnamese import in_full, on_day
from bot.documents.word.paper_form import PaperForm
from bot.scoring.explanation import Reasons
from bot.scoring.forms import Form
from bot.scoring.pack import Pack

MEMBER = (
    *("name", "sex", "birth", "relation", "ethnicity", "attending", "certificate", "work"),
    *("labour_contract", "firm_certified", "insured", "pension", "social_allowance", "disabled_or_ill"),
    *("undernourished", "uses_internet"),
)
"""What is asked of each member, in columns."""
TABLED = ("roster",)
"""Kinds that stand in the members' table itself."""


async def phieu_b(desk: Desk) -> Filled | None:
    """subject: the case's id. From the result as sent, whatever is being changed."""
    case = await case_ordered(desk)
    sent = await sent_form(desk, case, case.survey) if case is not None else None
    if case is None or sent is None:
        return None
    form, pack = desk.form(case.round_id), sent.form.pack
    found = reasons_of(desk, sent)
    wording = Wording(sent.form, form.words)
    number_of_head = said(await desk.store.form(case.request) if case.request else None, "national_id")
    data: Data = {
        **household(desk, case, pack, form),
        **visit(desk, sent, form),
        "head_number": number_of_head,
        "members": _members(wording, number_of_head),
        "sections": sections(sent.form.form, wording),
        **points.compared(sent.data, pack, form),
        **points.table_name(sent.data, pack, form),
        **_reasons(found, pack, form, wording),
        "training": "" if sent.data.get("official") is True else pack.table_label[LANGUAGE],
        "pack": pack.id,
    }
    return filled(desk, case.round_id, data)


def household(desk: Desk, case: Case, pack: Pack, form: PaperForm) -> Data:
    """Who and where, as the file has it; why it is reviewed."""
    override = overridden(case)
    return {
        "code": case.code,
        "round": desk.round(case.round_id).name,
        "area": desk.area_name(case.area),
        "head": case.head,
        "head_birth": birth(case.birth),
        "address": case.address,
        "before": form.word(f"before_{case.previous_class}"),
        "why": _why(case, pack, form),
        "override": override.note if override is not None and override.action == "list_anyway" else "",
    }


def _why(case: Case, pack: Pack, form: PaperForm) -> str:
    """The group of the list it is on; else what the procedure is about."""
    if case.procedure in WITH_A_LIST:
        return form.word("asked" if case.previous_class == "none" else "old")
    return pack.procedures[case.procedure].title[LANGUAGE] if case.procedure in pack.procedures else ""


def visit(desk: Desk, sent: SentForm, form: PaperForm) -> Data:
    """Who was there when, who answered, whether it was read back; the day what counts was computed."""
    record = sent.record
    by = next((one.name for one in desk.staff if one.id == record.owner), "")
    return {
        "surveyor": by,
        "visited": on_day(record.visited_on),
        "typed": on_day(day_sent(sent)),
        "respondent": record.respondent,
        "read_back": form.word("was_read_back" if record.read_back else "not_read_back"),
        "computed": on_day(sent.result.at.date()),
        "again": bool(sent.result.table),
        "amended": sent.amended,
        "reference_day": on_day(sent.form.context.at),
        "day": in_full(None),
    }


def _members(wording: Wording, head_number: str) -> list[Data]:
    """One row each, in the list's order. national_id: asked of the head alone, in the request."""
    rows: list[Data] = []
    for number, member in enumerate(wording.members, 1):
        row: Data = {field: wording.of(field, member) for field in MEMBER}
        is_head = wording.text("relation", member) == "head"
        rows.append(row | {"number": str(number), "national_id": head_number if is_head else ""})
    return rows


def sections(asked: Form, wording: Wording) -> list[Data]:
    """The household's answers by part of the form, in words; people and titles apart."""
    found: list[Data] = []
    for section in asked.sections:
        rows = [
            {"label": one.short[LANGUAGE], "value": wording.of(one.id)}
            for one in section.questions
            if one.scope == "household" and one.kind not in TABLED
        ]
        if rows:
            found.append({"title": section.title[LANGUAGE], "rows": rows})
    return found


def _reasons(found: Reasons | None, pack: Pack, form: PaperForm, wording: Wording) -> Data:
    """Lines of both scores; none where the result as sent cannot be worked out again."""
    if found is None:
        return {"worked_out": False, "points": [], "kinds": [], "indicators": []}
    return {
        "worked_out": True,
        "points": points.point_rows(found, pack, wording),
        "kinds": points.kinds(found, pack, form),
        "indicators": points.indicator_rows(found.judgements, pack, form, wording),
    }
