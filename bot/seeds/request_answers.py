"""A seeded household's answers on Mẫu 01, complete, as if it had been walked to the end."""

from bot.scoring.answers import Answers, Value
from bot.scoring.forms import SKIPPED
from bot.seeds.household_schema import HouseholdFile, MemberFile, RequestFile

AT_WORK = ("public", "nonfarm_wage", "nonfarm_self", "farm")
NOT_AT_SCHOOL = (None, "none")


def request_answers(household: HouseholdFile, request: RequestFile) -> Answers:
    """The head's answers are the household's, the other people's the roster's."""
    values = {**_filing(request), **_head(household), **_reason(request)}
    others = {f"m{number}": member for number, member in enumerate(household.members[1:], 1)}
    for member_id, member in others.items():
        values |= {f"{member_id}.{field}": value for field, value in _member(member).items()}
    values["others"] = str(len(others))
    return Answers(tuple(others), values)


def _filing(request: RequestFile) -> dict[str, Value]:
    if request.news_to is None:
        return {"for_whom": "self"}
    return {
        "for_whom": "other",
        "helper_name": request.helper_name,
        "household_consents": "yes",
        "news_to": request.news_to,
    }


def _head(household: HouseholdFile) -> dict[str, Value]:
    """What the person left out of the optional questions is said to be left out."""
    head = household.head
    values: dict[str, Value] = {
        "area": household.area,
        "name": head.name,
        "sex": head.sex,
        "birth": head.birth,
        "ethnicity": head.ethnicity,
        "national_id": household.national_id or SKIPPED,
        "permanent_address": household.address,
        "current_address": household.current_address or SKIPPED,
        "status": status(head),
        "phone": household.phone or SKIPPED,
    }
    if household.national_id:
        values["id_issued"] = household.id_issued or SKIPPED
    return values


def _member(member: MemberFile) -> dict[str, Value]:
    return {
        "name": member.name,
        "sex": member.sex,
        "birth": member.birth,
        "relation": member.relation,
        "status": status(member),
    }


def status(member: MemberFile) -> str:
    """Mẫu 01's three words for what a person does, from Phiếu B's finer ones."""
    if member.work in AT_WORK:
        return "working"
    return "not_working" if member.attending in NOT_AT_SCHOOL else "studying"


def _reason(request: RequestFile) -> dict[str, Value]:
    return {"reasons": tuple(request.reasons), "reason_words": request.words}
