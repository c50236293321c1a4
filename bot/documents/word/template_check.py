"""A changed Word template looked through before it counts: fields unknown or missing, and a trial print.

The shipped template says which fields there are; its form names those it does not use itself (`more`).
"""

from collections.abc import Mapping
from io import BytesIO

import docx as word
from docx.oxml.ns import qn
from jinja2 import TemplateError

from bot.cases.paper_template import REPORTS, TemplateCheck
from bot.cases.papers import PaperId, paper
from bot.documents.reports.report_check import check_reports
from bot.documents.typesetting import DocumentError
from bot.documents.word.docx_build import template as shipped
from bot.documents.word.docx_fill import docx
from bot.documents.word.docx_typst import unsupported
from bot.documents.word.office_active import ACTIVE, is_active
from bot.documents.word.office_file import within_bounds
from bot.documents.word.paper_form import paper_form
from bot.documents.word.paper_pdf import pdf
from bot.documents.word.template_fields import ITEMS, fields_of

EVERYWHERE = ("commune", "province", "place", "invented")
SAMPLE = "Aa Bb"
TRAINING = "training"
"""The field that says that results are not official: no template may leave it out."""
MARK = "Qq Ww Ee"
TEXT = qn("w:t")


def check_template(pack_id: str, paper_id: str, file: bytes) -> TemplateCheck:
    """What is to be said of this file as a template of this paper. Raises nothing; slow (0.2 s)."""
    if paper_id == REPORTS:
        return check_reports(pack_id, file)
    row = paper(paper_id)
    if row is None or "docx" not in row.shapes:
        return TemplateCheck(fault="template.no_such_paper")
    if not within_bounds(file):
        return TemplateCheck(fault="template.not_word")
    try:
        word.Document(BytesIO(file))
    except Exception:  # a library may stumble over a broken file in any way: to its owner it is damaged
        return TemplateCheck(fault="template.not_word")
    if is_active(file):
        return TemplateCheck(fault=ACTIVE)
    known = fields_of(shipped(pack_id, row.id))
    try:
        asked, unknown = fields_of(file), unknown_fields(pack_id, row.id, file)
    except (TemplateError, RecursionError, ValueError):  # also nested too deep, a number too long
        return TemplateCheck(fault="template.broken_tag")
    found = TemplateCheck(tuple(sorted(unknown)), tuple(sorted(known - asked)), _hidden(file))
    if found.usable and not _prints(file, asked | known):
        return TemplateCheck(fault="template.does_not_print")
    if found.usable and not keeps_mark(file, known):
        return TemplateCheck(fault="template.no_mark")
    return found


def keeps_mark(file: bytes, known: frozenset[str]) -> bool:
    """Whether the training mark comes out of a template of a paper that bears one. known: the paper's fields.

    Looked for in what is printed: a tag may be there and its line be gone.
    """
    if TRAINING not in known:
        return True
    made = docx(file, {**sample(known | fields_of(file)), TRAINING: MARK})
    words = "".join(one.text or "" for one in word.Document(BytesIO(made)).element.body.iter(TEXT))
    return MARK.casefold() in words.casefold()


def _hidden(file: bytes) -> tuple[str, ...]:
    """What a PDF cannot show; of a file that Typst cannot read at all the trial print tells."""
    try:
        return unsupported(file)
    except DocumentError:
        return ()


def unknown_fields(pack_id: str, paper_id: PaperId, file: bytes) -> frozenset[str]:
    """Fields it asks for that no such paper has. TemplateError (of Jinja) for a broken tag."""
    known = fields_of(shipped(pack_id, paper_id))
    return fields_of(file) - known - {*EVERYWHERE, *paper_form(pack_id, paper_id).more}


def _prints(file: bytes, fields: frozenset[str]) -> bool:
    """Whether a paper of invented data comes out of it, both as Word and as PDF."""
    data = sample(fields)
    try:
        docx(file, data)
        pdf(file, data, on=None, title="")
    except Exception:  # whatever a changed template reckons may fail in any way
        return False
    return True


def sample(fields: frozenset[str]) -> Mapping[str, object]:
    """Invented data that has each of these fields: texts, and lists of two."""
    data: dict[str, object] = {}
    for path in sorted(fields, key=lambda one: one.count(".") + one.count(ITEMS)):
        _put(data, path.replace(ITEMS, f".{ITEMS}").split("."))
    return data


def _put(place: dict[str, object], steps: list[str]) -> None:
    name, rest = steps[0], steps[1:]
    if not rest:
        place.setdefault(name, SAMPLE)
        return
    if rest[0] != ITEMS:
        inner = place[name] if isinstance(place.get(name), dict) else {}
        place[name] = inner
        assert isinstance(inner, dict)
        _put(inner, rest)
        return
    items = place[name] if isinstance(place.get(name), list) else [{}, {}]
    place[name] = items
    assert isinstance(items, list)
    if rest[1:]:
        for item in items:
            _put(item, rest[1:])
