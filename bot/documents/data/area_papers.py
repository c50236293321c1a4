"""Papers of an area: the list of households to review (Phụ lục I)."""

from collections.abc import Sequence

from bot.cases.review_list import Group, overridden, review_list
from bot.documents.desk import Desk, File
from bot.documents.paper_form import PaperForm
from bot.documents.paper_scope import check_areas
from bot.documents.paper_values import Data, Filled, filled, head
from bot.documents.vietnamese import in_full

GROUPS: tuple[Group, ...] = ("old", "asked")


async def phu_luc_i(desk: Desk) -> Filled:
    """subject: "ROUND/AREA". Both groups, numbered through; the day is left to be written by hand."""
    round_id, _, area = desk.order.subject.partition("/")
    check_areas(desk, (area,))
    form = desk.form(round_id)
    found = review_list(await desk.cases(round_id, area))
    by_group = {"old": found.old, "asked": found.asked}
    groups, number = [], 0
    for name in GROUPS:
        rows = _rows(form, await desk.files(by_group[name]), number)
        number += len(rows)
        groups.append({"title": form.word(name), "rows": rows})
    data = {
        "area": desk.area_name(area),
        "round": desk.round(round_id).name,
        "groups": groups,
        "total": str(number),
        "old": str(len(found.old)),
        "asked": str(len(found.asked)),
        "day": in_full(None),
    }
    return filled(desk, round_id, data)


def _rows(form: PaperForm, files: Sequence[File], before: int) -> list[Data]:
    rows = []
    for number, file in enumerate(files, before + 1):
        row = head(file)
        override = overridden(file.case)
        row |= {
            "number": str(number),
            "sex": form.words.get(str(row["sex"]), ""),
            "before": form.word(file.case.previous_class),
            "note": override.note if override is not None else "",
        }
        rows.append(row)
    return rows
