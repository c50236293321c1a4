"""The files of a whole round: its export, and the list of people for health-insurance cards."""

from bot.documents.desk import Desk
from bot.documents.export.export import Format, export
from bot.documents.export.insurance_list import insurance
from bot.documents.paper_scope import check_areas, staff_of

SHAPES: dict[str, Format] = {"xlsx": "xlsx", "csv": "csv", "json": "json"}


async def round_export(desk: Desk) -> bytes:
    """subject: the round's id; "csv" is a .zip. PaperError: not theirs."""
    check_areas(desk, ())
    return await export(desk.store, desk.round(desk.order.subject).id, SHAPES[desk.order.shape])


async def insurance_list(desk: Desk) -> bytes:
    """subject: the round's id. PaperError: not theirs. PaperRefusal: none can be made now."""
    check_areas(desk, ())
    staff = staff_of(desk)
    return await insurance(desk.store, desk.round(desk.order.subject).id, staff.language if staff else "vi")
