"""The written answer to a household that is not recognised, with the reasons (procedures 1.011607, 3.000412:
"trả lời bằng văn bản và nêu rõ lý do")."""

from collections.abc import Iterable

from bot.cases.case import Case
from bot.cases.commune import Staff
from bot.cases.procedure_codes import WORKER
from bot.documents.desk import Desk, File
from bot.documents.paper_scope import check_case, refused
from bot.documents.paper_values import LANGUAGE, Data, Filled, filled, head
from bot.documents.vietnamese import in_full, on_day


async def refusal_letter(desk: Desk) -> Filled | None:
    """subject: the case. PaperRefusal where it was not refused (any more).

    A refusal after Phiếu A is entered with number and day of this very letter; one in a dossier rests on the
    decision for all of it, so that the letter's own number and day are left to be written.
    """
    case = await desk.store.case(desk.order.subject)
    if case is None:
        return None
    check_case(desk, case)
    if case.state != "refused" or case.decision is None:
        raise refused(desk, "paper.not_refused", code=case.code)
    file = await desk.file(case)
    decision = case.decision
    own = case.dossier is None
    data = {
        **_household(desk, file),
        **_basis(desk, case),
        "reasons": [line for line in decision.reasons.splitlines() if line.strip()] or [""],
        "decision_no": "" if own else decision.number,
        "decided": in_full(decision.on),
        "number": decision.number if own else "",
        "day": in_full(decision.on if own else None),
        "chairman": _only_chairman(desk.staff) if own else decision.by_name,
        "training": _mark(desk, file),
    }
    return filled(desk, case.round_id, data, decision.on.isoformat() if own else None)


def _household(desk: Desk, file: File) -> Data:
    case = file.case
    return {
        "name": case.head,
        "code": case.code,
        "address": head(file)["address"],
        "asked": file.request is not None,
        "received": on_day(case.received_on),
        "office": desk.commune.office,
        "phone": desk.commune.phone,
    }


def _basis(desk: Desk, case: Case) -> Data:
    """The procedure in the pack's words, with its source; whom it is about, and what was asked to be."""
    form, kind = desk.form(case.round_id), "worker" if case.procedure == WORKER else "household"
    procedure = desk.pack(case.round_id).procedures[case.procedure]
    return {
        "procedure": procedure.title[LANGUAGE],
        "procedure_code": procedure.code,
        "asks": procedure.asks[LANGUAGE],
        "basis": procedure.source,
        "whom": form.word(kind),
        "own": form.word(f"{kind}_own"),
        "begins": form.word(f"{kind}_begins"),
        "sought": form.word(case.procedure),
    }


def _only_chairman(staff: Iterable[Staff]) -> str:
    """Who signs where nobody is named; "" where that is not clear."""
    found = [one.name for one in staff if one.active and "chairman" in one.roles]
    return found[0] if len(found) == 1 else ""


def _mark(desk: Desk, file: File) -> str:
    """That the result behind it was computed with points that are not the circular's; "" where none was."""
    return "" if file.result is None or file.official else desk.common(file.case.round_id).training
