"""Values as papers show them: people, addresses, classes; and what a filled paper consists of."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cases.form_record import FormRecord
from bot.dialogue.reading import fold
from bot.documents.desk import Desk, File
from bot.documents.vietnamese import partial_date, short_date
from bot.scoring.answers import Answers
from bot.scoring.explain import class_text
from bot.scoring.forms import SKIPPED
from bot.scoring.pack import Pack
from bot.scoring.packs import load_pack

LANGUAGE = "vi"
"""Law papers are Vietnamese, whatever the person speaks."""
Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Filled:
    """on: the paper's own date, ISO, None where it has none yet. title: for the PDF's metadata, no names."""

    pack_id: str
    title: str
    data: Data
    on: str | None = None


def filled(desk: Desk, round_id: str, data: Mapping[str, object], on: str | None = None) -> Filled:
    """The paper ordered with this data, and with what every paper may say of the commune."""
    form = desk.form(round_id)
    return Filled(desk.round(round_id).pack_id, form.title[LANGUAGE], {**commune(desk), **data}, on)


def commune(desk: Desk) -> Data:
    """commune, province: with their kind; office: the commune's without its kind, for the place of a date."""
    return {
        "commune": desk.commune.name,
        "province": desk.commune.province,
        "place": place_of(desk.commune.name),
        "invented": desk.commune.invented,
    }


def place_of(commune_name: str) -> str:
    """ "Hữu Lũng" of "thị trấn Hữu Lũng": a name begins with the first capital."""
    words = commune_name.split()
    start = next((n for n, word in enumerate(words) if word[:1].isupper()), 0)
    return " ".join(words[start:])


def said(record: FormRecord | None, field: str, member: str | None = None) -> str:
    """One answer as text; "" where there is none, or it was skipped."""
    value = record.answers.text(field, member) if record is not None else None
    return "" if value in (None, SKIPPED) else str(value)


def birth(iso: str) -> str:
    """ "02/03/1984", "1984" or ""."""
    return short_date(partial_date(iso or None))


def head(file: File) -> Data:
    """The head of the household as lists show one: name, birth, sex ("1", "2", ""), ethnicity, address.

    sex and ethnicity come from what was asked last: the survey's head, else the request's.
    """
    answers, request = file.answers, file.request
    first = _in_survey(answers, file.case.head) if file.result is not None else None
    record = file.measured if file.result is not None else request
    pack = load_pack(record.pack_id) if record is not None else None
    code = answers.text("ethnicity", first) or said(request, "ethnicity")
    return {
        "code": file.case.code,
        "name": file.case.head,
        "birth": birth(answers.text("birth", first) or file.case.birth),
        "sex": answers.text("sex", first) or said(request, "sex"),
        "ethnicity": pack.ethnicities.get(code, code) if pack is not None and code else "",
        "address": file.case.address
        or said(request, "current_address")
        or said(request, "permanent_address"),
        "people": str(len(answers.members)) if file.result is not None else "",
    }


def _in_survey(answers: Answers, name: str) -> str | None:
    """The member a file is named after, wherever in the roster: by name, else whoever is called the head,
    else the first. None where nobody is written down."""
    members = answers.members
    named = [one for one in members if fold(answers.text("name", one) or "") == fold(name)]
    heads = [one for one in members if answers.text("relation", one) == "head"]
    both = [one for one in named if one in heads]
    return next(iter((*both, *named, *heads, *members)), None)


def result_class(file: File, pack: Pack) -> str:
    """The class of the result that counts, in the form's words; "" before there is one."""
    found = file.result
    return class_text(pack, str(found.data["class"]))[LANGUAGE] if found is not None else ""
