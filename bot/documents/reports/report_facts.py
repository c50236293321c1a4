"""The households of a round as the reports count them: the decision first, else the result as it was sent."""

from collections.abc import Mapping
from datetime import date

from bot.cases.case import Case
from bot.cases.commune import Round
from bot.cases.form_record import FormRecord, SentResult, results_of
from bot.cases.movement import Moved
from bot.cases.movement_of import expected_of, moved_of
from bot.cases.procedure_codes import AVERAGE, BY_POINTS
from bot.cases.report import ReportHousehold, ReportMember
from bot.cases.report_state import NOT_COUNTED
from bot.ports import CaseFilter, Store
from bot.scoring.answers import Answers
from bot.scoring.dates import age_months
from bot.scoring.forms import SKIPPED
from bot.scoring.packs import load_pack
from bot.scoring.stored import reference_date_of

DECIDED = ("recognised", "left", "refused")
COUNTED = (*BY_POINTS, AVERAGE)
"""Low-income workers are persons and stand in no report of Phụ lục VII."""


async def households(store: Store, plan: Round) -> tuple[ReportHousehold, ...]:
    """Every file of the round that is one of it, by code; requests not handed in yet are none."""
    cases = await store.cases(CaseFilter(plan.id))
    found = []
    for case in sorted(cases, key=lambda one: one.code):
        if case.procedure in COUNTED and case.state not in NOT_COUNTED:
            record = await store.form(case.measured_by) if case.measured_by else None
            found.append(household_of(case, record, plan.reference_date))
    return tuple(found)


def household_of(case: Case, record: FormRecord | None, at: date) -> ReportHousehold:
    """One file with the form it rests on. at: the round's reference date, where the result names none."""
    results = results_of(record) if record is not None else ()
    sent = results[-1] if results else None
    gone = case.state == "closed"
    decided = gone or (case.state in DECIDED and case.decision is not None)
    if case.procedure == AVERAGE:
        return _by_income(case, sent, decided=decided)
    closing = case.last("close") if gone else None
    if decided or sent is None or record is None:
        moved = moved_of(case) if decided else _undecided(case)
    else:
        moved = expected_of(case, record, str(sent.data["class"]))
    if sent is None:
        return ReportHousehold(
            case.id, case.code, case.procedure, moved, closing.note if closing else "", decided=decided
        )
    return ReportHousehold(
        case.id, case.code, case.procedure, moved, closing.note if closing else "",
        persons=len(sent.answers.members),
        members=_members(sent.answers, reference_date_of(sent.data) or at),
        ethnicity=_ethnicity(sent.answers),
        deprived=_ids(sent.data.get("deprived")),
        target_groups=_chosen(sent.answers, "target_groups"),
        causes=_chosen(sent.answers, "causes"),
        decided=decided,
        official=gone or sent.data.get("official") is True,
    )  # fmt: skip


def _undecided(case: Case) -> Moved:
    return Moved(case.area, case.previous_class, None)


def _by_income(case: Case, sent: SentResult | None, *, decided: bool) -> ReportHousehold:
    """1.011609: in 7.1 alone, whatever list the household was on."""
    named = case.decision.class_id if decided and case.decision else str(sent.data["class"]) if sent else ""
    data: Mapping[str, object] = sent.data if sent is not None else {}
    members = data.get("members")
    return ReportHousehold(
        case.id, case.code, case.procedure,
        Moved(case.area, "none", None if not decided else "none", gone=case.state == "closed"),
        persons=members if isinstance(members, int) else None,
        average=case.state != "closed" and named in _within(data),
        decided=decided,
        official=sent is None or case.state == "closed" or data.get("official") is True,
    )  # fmt: skip


def _within(data: Mapping[str, object]) -> set[str]:
    """The class of average living standard, as the pack of the result calls it."""
    income = load_pack(str(data["pack"])).income if "pack" in data else None
    purposes = income.purposes.values() if income is not None else ()
    return {one.within for one in purposes if one.procedure == AVERAGE}


def _members(answers: Answers, at: date) -> tuple[ReportMember, ...]:
    found = []
    for name in answers.members:
        birth = answers.text("birth", name)
        age = age_months(birth, at) // 12 if birth and birth != SKIPPED else None
        sex, people = answers.text("sex", name) or "", answers.text("ethnicity", name) or ""
        found.append(ReportMember(age, sex, people))
    return tuple(found)


def _ethnicity(answers: Answers) -> str:
    """Of the head; where nobody is called so, of the first."""
    heads = [one for one in answers.members if answers.text("relation", one) == "head"]
    first = (heads or list(answers.members))[:1]
    said = answers.text("ethnicity", first[0]) if first else None
    return said if said and said != SKIPPED else ""


def _chosen(answers: Answers, question: str) -> tuple[str, ...]:
    value = answers.get(question)
    return value if isinstance(value, tuple) else ()


def _ids(value: object) -> tuple[str, ...] | None:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else None
