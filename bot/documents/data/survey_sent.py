"""A survey as it was sent to the officers: its answers, its result, the reasons worked out from them."""

from dataclasses import dataclass, replace
from datetime import date

from bot.cases.case import Case
from bot.cases.form_record import FormRecord, SentResult, results_of
from bot.dialogue.walk import Open
from bot.documents.desk import Desk
from bot.documents.paper_scope import check_case, refused
from bot.scoring.again import again, under_its_table
from bot.scoring.explanation import Reasons, reasons
from bot.scoring.pack import Pack
from bot.scoring.pack_copy import Library, load_pack_digest
from bot.scoring.packs import load_pack
from bot.scoring.score import Place
from bot.scoring.stored import Data, place_of, reference_date_of


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form that was sent. form: with the answers its result was computed from, under that pack and table.

    amended: it is being changed since; what counts is what was sent.
    """

    case: Case
    record: FormRecord
    result: SentResult
    form: Open
    amended: bool

    @property
    def data(self) -> Data:
        return self.result.data


async def sent_form(desk: Desk, case: Case, form_id: str | None) -> SentForm | None:
    """The form as it was sent; None where it has been erased. PaperRefusal: nothing was sent yet."""
    record = await desk.store.form(form_id) if form_id else None
    if record is None and form_id:
        return None
    results = results_of(record) if record is not None else ()
    if record is None or not results:
        raise refused(desk, "paper.not_sent", code=case.code)
    last = results[-1]
    pack = await _pack(desk, record, last.data)
    at = reference_date_of(last.data) or desk.round(record.round_id or case.round_id).reference_date
    as_sent = replace(record, answers=last.answers)
    form = Open(as_sent, pack, pack.forms[record.form], pack.context(at))
    return SentForm(case, record, last, form, record.result != last.data)


async def _pack(desk: Desk, record: FormRecord, data: Data) -> Pack:
    """The pack the result names, under its points table; the store is asked only for what is not here."""
    digest = str(data.get("digest", record.pack_digest))
    pack = load_pack(record.pack_id)
    if digest != load_pack_digest(record.pack_id):
        pack = Library(await desk.store.pack_copies()).pack(record.pack_id, digest)
    if data.get("table_digest", pack.table.digest) == pack.table.digest:
        return pack
    return under_its_table(pack, data, {one.digest: one.text for one in await desk.store.points_tables()})


def reasons_of(desk: Desk, sent: SentForm) -> Reasons | None:
    """Every point and indicator of the result as it was sent; None where it cannot be worked out again."""
    area = desk.area(sent.case.area)
    place = place_of(sent.data) or Place(area.type if area else None, area.region if area else None)
    form = sent.form
    return again(reasons, form.pack, form.answers, place, form.context.at, sent.data)


async def case_ordered(desk: Desk) -> Case | None:
    """The file the paper is for, rights asked; None where it has been erased."""
    case = await desk.store.case(desk.order.subject)
    if case is None or case.state == "erased":
        return None
    check_case(desk, case)
    return case


def day_sent(sent: SentForm) -> date:
    """The day the form was typed in to its end; of a form without, the day of its first result."""
    return (sent.record.finished_at or results_of(sent.record)[0].at).date()
