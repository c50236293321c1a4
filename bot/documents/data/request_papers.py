"""The household's request: Mẫu số 01, and Mẫu số 04 of one that asks to leave the list (QĐ 24/2021/QĐ-TTg).

Filled from the request that was sent; a household without one gets the form with its code, to fill by hand.
"""

from collections.abc import Mapping

from bot.cases.form_record import FormRecord
from bot.cases.papers import PaperId
from bot.documents.desk import Desk
from bot.documents.paper_scope import check_case
from bot.documents.paper_values import LANGUAGE, Data, Filled, birth, commune, said
from bot.documents.vietnamese import in_full, long_date, partial_date
from bot.documents.word.paper_form import PaperForm, paper_form
from bot.scoring.answers import Value
from bot.scoring.forms import Question
from bot.scoring.packs import load_pack

EMPTY_ROWS = 3
EMPTY_LINES = 2
"""Of a form that is filled in by hand: rows of the table, dotted lines after the first of the reason."""
TICK = "X"


async def request(desk: Desk) -> Filled | None:
    """subject: the case. None where its request has been erased."""
    case = await desk.store.case(desk.order.subject)
    if case is None:
        return None
    check_case(desk, case)
    record = await desk.store.form(case.request) if case.request else None
    if case.request and record is None:
        return None
    if record is None or record.form != desk.order.paper.id:
        pack_id = desk.round(case.round_id).pack_id
        return _filled(desk, pack_id, desk.order.paper.id, blank(case.code))
    return of_record(desk, record, case.code)


def of_record(desk: Desk, record: FormRecord, code: str) -> Filled:
    """The paper of this request, under the pack it was filled with. KeyError where it is no request."""
    wanted: PaperId = "mau_04" if record.form == "mau_04" else "mau_01"
    form = paper_form(record.pack_id, wanted)
    return _filled(desk, record.pack_id, wanted, request_data(form, record, code))


def _filled(desk: Desk, pack_id: str, wanted: PaperId, data: Mapping[str, object]) -> Filled:
    title = paper_form(pack_id, wanted).title[LANGUAGE]
    return Filled(pack_id, f"{title} – {data['code']}", {**commune(desk), **data})


def blank(code: str) -> Data:
    """A form to fill by hand, with nothing of the household but its code."""
    nothing = dict.fromkeys(
        ("name", "sex", "male", "female", "ethnicity", "national_id", "id_issued", "id_issuer", "purpose"), ""
    )
    nothing |= dict.fromkeys(("permanent_address", "current_address", "reason", "filed_by"), "")
    columns = ("name", "sex", "birth", "relation", "status")
    rows = [{"number": f"{n:02}", **dict.fromkeys(columns, "")} for n in range(1, EMPTY_ROWS + 1)]
    lines = [""] * EMPTY_LINES
    return {
        **nothing,
        "code": code,
        "birth": in_full(None),
        "members": rows,
        "more": lines,
        "day": in_full(None),
    }


def request_data(form: PaperForm, record: FormRecord, code: str) -> Data:
    """What the household said; what it left out is "", a dotted line on the paper."""
    pack = load_pack(record.pack_id)
    sex, ethnicity = _flat(record, "sex"), _flat(record, "ethnicity")
    reason = _reason(record)
    return {
        "code": code,
        "purpose": pack.procedures[record.procedure].asks[LANGUAGE] if record.procedure else "",
        "name": _flat(record, "name"),
        "sex": form.words.get(sex, ""),
        "male": TICK if sex == "male" else "",
        "female": TICK if sex == "female" else "",
        "birth": long_date(partial_date(_flat(record, "birth") or None)),
        "ethnicity": pack.ethnicities.get(ethnicity, ethnicity),
        "national_id": _flat(record, "national_id"),
        "id_issued": birth(_flat(record, "id_issued")),
        "id_issuer": _flat(record, "id_issuer"),
        "permanent_address": _flat(record, "permanent_address"),
        "current_address": _flat(record, "current_address") or _flat(record, "permanent_address"),
        "members": _members(form, record),
        "reason": reason[0] if reason else "",
        "more": reason[1:] if reason else [""] * EMPTY_LINES,
        "day": in_full(None),
        "filed_by": _flat(record, "helper_name") if record.answers.text("for_whom") == "other" else "",
    }


def _flat(record: FormRecord, field: str, member: str | None = None) -> str:
    """One answer on one line."""
    return " ".join(said(record, field, member).split())


def _members(form: PaperForm, record: FormRecord) -> list[Data]:
    """The paper's table: the head first, from the head's own answers."""
    pack = load_pack(record.pack_id)
    asked = {
        q.id: q
        for section in pack.forms[record.form].sections
        for q in section.questions
        if q.scope == "member"
    }
    head = pack.forms["phieu_b"].question("relation").option("head")
    own = pack.forms[record.form].question("status")
    rows = [_row(form, record, None, head.text[LANGUAGE] if head else "", own)]
    for member in record.answers.members:
        chosen = record.answers.text("relation", member)
        by_sex = f"{chosen}_{record.answers.text('sex', member)}"
        relation = form.words.get(by_sex) or _word(asked["relation"], chosen)
        rows.append(_row(form, record, member, relation, asked["status"]))
    return [{"number": f"{number:02}", **row} for number, row in enumerate(rows, 1)]


def _row(form: PaperForm, record: FormRecord, member: str | None, relation: str, status: Question) -> Data:
    return {
        "name": _flat(record, "name", member),
        "sex": form.words.get(_flat(record, "sex", member), ""),
        "birth": birth(_flat(record, "birth", member)),
        "relation": relation,
        "status": _word(status, record.answers.text("status", member)),
    }


def _word(question: Question, value: Value | None) -> str:
    """The option's words; "" where nothing was chosen."""
    option = question.option(value) if isinstance(value, str) else None
    return option.text[LANGUAGE] if option else ""


def _reason(record: FormRecord) -> list[str]:
    """The reasons chosen, then the household's own words, line by line."""
    question = load_pack(record.pack_id).forms[record.form].question("reasons")
    chosen = record.answers.get("reasons")
    words = [_word(question, one) for one in chosen] if isinstance(chosen, tuple) else []
    own = said(record, "reason_words")
    text = "; ".join([word for word in words if word] + ([own] if own else []))
    return [line for line in (" ".join(one.split()) for one in text.splitlines()) if line]
