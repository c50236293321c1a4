"""Reports 7.1 to 7.11 as ordered: preliminary or official, as a workbook or for print."""

import asyncio
from collections.abc import Sequence

from bot.cases.paper_template import REPORTS
from bot.cases.procedure_codes import ANNUAL
from bot.cases.report import ReportHousehold
from bot.cases.report_state import Asked, Version, make_book
from bot.documents.desk import Desk
from bot.documents.paper_scope import check_areas, staff_of
from bot.documents.reports.report_facts import households
from bot.documents.reports.report_fill import fill
from bot.documents.reports.report_form import reports_form, terms_of
from bot.documents.reports.report_head import Heading, head_of
from bot.documents.reports.report_pdf import reports_pdf
from bot.documents.reports.report_template import report_template
from bot.documents.reports.report_words import Say, refusal
from bot.documents.template_in_use import own_template
from bot.errors import PaperRefusal
from locales import translate


async def reports(desk: Desk) -> bytes:
    """subject: the round. PaperRefusal where an identity is broken, or official ones are not due yet."""
    check_areas(desk, (one.id for one in desk.areas))
    plan = desk.round(desk.order.subject)
    found = await households(desk.store, plan)
    own = await own_template(desk.store, REPORTS) if desk.order.shape == "xlsx" else None
    return await asyncio.to_thread(_made, desk, found, own)


def _made(desk: Desk, found: Sequence[ReportHousehold], own: bytes | None) -> bytes:
    plan, version = desk.round(desk.order.subject), _version(desk)
    form = reports_form(plan.pack_id)
    asked = Asked(version, plan.procedure, desk.areas, terms_of(plan.pack_id, form))
    book, hurdles = make_book(asked, found)
    if hurdles:
        raise PaperRefusal(refusal(_say(desk), plan.pack_id, asked, hurdles), where=desk.order.paper.id)
    whose = Heading(
        desk.commune.name, desk.commune.province, plan.name, desk.order.on, plan.procedure == ANNUAL
    )
    head = head_of(book, plan.pack_id, version, whose)
    if desk.order.shape == "xlsx":
        return fill(own or report_template(plan.pack_id), book.reports, head)
    return reports_pdf(plan.pack_id, book.reports, head)


def _version(desk: Desk) -> Version:
    return "final" if desk.order.paper.id == "reports_final" else "preliminary"


def _say(desk: Desk) -> Say:
    staff = staff_of(desk)
    language = staff.language if staff is not None else "vi"

    def say(key: str, **args: object) -> str:
        return translate(language, key, args)

    return say
