"""Who stands on the list for health-insurance cards: people of recognised poor and near-poor households."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.cases.procedure_codes import BY_POINTS
from bot.documents.export.export_columns import LANGUAGE
from bot.documents.export.export_facts import Home, Measured, head_of
from bot.documents.export.export_words import ExportWords
from bot.documents.vietnamese import partial_date, short_date

CLASSES = ("poor", "near_poor")
"""Decided classes whose people get a card."""


@dataclass(frozen=True, slots=True)
class Insured:
    """One person; texts as they are printed, "" where not known. class_id: of the household's decision."""

    name: str
    sex: str
    birth: str
    national_id: str
    relation: str
    ethnicity: str
    address: str
    area: str
    class_id: str
    class_name: str
    code: str
    certificate: str
    insured: str


def is_recognised(home: Home) -> bool:
    """Whether the chairman has decided that it is poor or near-poor."""
    case = home.case
    decided = case.decision is not None and case.decision.class_id in CLASSES
    return decided and case.state == "recognised" and case.procedure in BY_POINTS


def is_official(home: Home) -> bool:
    """Whether its result as sent was reckoned by the circular's own table."""
    return home.survey is not None and home.survey.data.get("official") is True


def people(words: ExportWords, homes: Sequence[Home]) -> Iterator[Insured]:
    """Everybody of these households, household by household."""
    for home in homes:
        if home.survey is not None:
            for member in home.survey.answers.members:
                yield _person(words, home, home.survey, member)


def _person(words: ExportWords, home: Home, survey: Measured, member: str) -> Insured:
    answers, pack, decision = survey.answers, survey.pack, home.case.decision
    classes = {one.id: one.text[LANGUAGE] for one in pack.classes}
    class_id = decision.class_id if decision else ""
    ethnicity = answers.text("ethnicity", member) or ""
    return Insured(
        name=answers.text("name", member) or "",
        sex=_word(survey, "sex", member),
        birth=short_date(partial_date(answers.text("birth", member))),
        national_id=home.national_id if member == head_of(survey) else "",
        relation=_word(survey, "relation", member),
        ethnicity=pack.ethnicities.get(ethnicity, ethnicity),
        address=home.permanent_address or home.case.address,
        area=home.area.name if home.area else home.case.area,
        class_id=class_id,
        class_name=classes.get(class_id, class_id),
        code=home.case.code,
        certificate=decision.certificate if decision else "",
        insured=_said(words.answers, answers.text("insured", member)),
    )


def _word(survey: Measured, question: str, member: str) -> str:
    option = (
        survey.pack.forms["phieu_b"].question(question).option(survey.answers.text(question, member) or "")
    )
    return option.text[LANGUAGE] if option else ""


def _said(words: Mapping[str, str], answer: str | None) -> str:
    return words.get(answer, answer) if answer else ""
