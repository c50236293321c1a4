"""The papers of a round: what each is made for, in which shapes, and who may have it.

Pure: menus ask it before they offer a paper, whoever makes one asks again.
"""

from dataclasses import dataclass
from typing import Literal, Self, get_args

from bot.cases.procedure_codes import ANNUAL, AVERAGE, BY_POINTS, WORKER
from bot.cases.rights import Deed

PaperId = Literal[
    "mau_01",
    "mau_04",
    "phieu_a",
    "phieu_b",
    "income_form",
    "phu_luc_i",
    "phu_luc_v",
    "posting_notice",
    "complaint_slip",
    "recheck_slip",
    "refusal_letter",
    "phu_luc_vi",
    "report_up",
    "mau_02",
    "mau_02_income",
    "mau_02_worker",
    "mau_03",
    "reports_preliminary",
    "reports_final",
    "round_export",
    "insurance_list",
]
Subject = Literal["case", "complaint", "area", "meeting", "posting", "dossier", "round"]
"""What one paper is made for; its id is that of the thing, of a complaint "CASE/COMPLAINT"."""
Shape = Literal["pdf", "docx", "xlsx", "csv", "json"]


@dataclass(frozen=True, slots=True)
class Paper:
    """One row. deed: the right it needs (rights.py) in the area of what it is made for.

    weighty: the law gives it weight, so that it never leaves while a result in it is not official.
    own: the household may have it, of its own file. procedures: the ones it belongs to; none: all.
    """

    id: PaperId
    of: Subject
    deed: Deed
    shapes: tuple[Shape, ...] = ("pdf", "docx")
    weighty: bool = False
    own: bool = False
    procedures: tuple[str, ...] = ()


PAPERS: tuple[Paper, ...] = (
    Paper("mau_01", "case", "print_forms", own=True),
    Paper("mau_04", "case", "print_forms", own=True),
    Paper("phieu_a", "case", "print_forms"),
    Paper("phieu_b", "case", "print_forms"),
    Paper("income_form", "case", "print_forms"),
    Paper("refusal_letter", "case", "print_forms", own=True),
    Paper("complaint_slip", "complaint", "see_complaints"),
    Paper("recheck_slip", "complaint", "print_forms"),
    Paper("phu_luc_i", "area", "print_lists"),
    Paper("phu_luc_v", "meeting", "print_lists"),
    Paper("posting_notice", "posting", "print_lists"),
    Paper("phu_luc_vi", "dossier", "decide", weighty=True, procedures=BY_POINTS),
    Paper("report_up", "dossier", "decide", weighty=True, procedures=(ANNUAL,)),
    Paper("mau_02", "dossier", "decide", weighty=True, procedures=BY_POINTS),
    Paper("mau_02_income", "dossier", "decide", weighty=True, procedures=(AVERAGE,)),
    Paper("mau_02_worker", "dossier", "decide", weighty=True, procedures=(WORKER,)),
    Paper("mau_03", "dossier", "decide", weighty=True, procedures=BY_POINTS),
    Paper("reports_preliminary", "round", "print_reports", shapes=("xlsx", "pdf")),
    Paper("reports_final", "round", "print_reports", shapes=("xlsx", "pdf"), weighty=True),
    Paper("round_export", "round", "export_round", shapes=("xlsx", "csv", "json")),
    Paper("insurance_list", "round", "export_round", shapes=("xlsx",), weighty=True),
)
_BY_ID: dict[str, Paper] = {one.id: one for one in PAPERS}


def paper(paper_id: str) -> Paper | None:
    """The row of this id."""
    return _BY_ID.get(paper_id)


@dataclass(frozen=True, slots=True)
class Order:
    """One paper asked for: nothing personal in it but ids.

    subject: id of what it is made for (of an area "ROUND/AREA", of a complaint "CASE/COMPLAINT").
    staff: whom it goes to, whose rights are asked again when it is made; "" for a household's own.
    on: the day it was asked for, ISO.
    """

    paper: Paper
    shape: Shape
    subject: str
    staff: str
    on: str

    @property
    def argument(self) -> str:
        """As a letter's reference keeps it."""
        return " ".join((self.shape, self.subject, self.staff or NOBODY, self.on))

    @classmethod
    def parse(cls, kind: str, argument: str) -> Self | None:
        """The order of a reference; None where it is none (an older one, or of another kind)."""
        found, parts = paper(kind), argument.split(" ")
        if found is None or len(parts) != 4 or parts[0] not in found.shapes:
            return None
        shape = next(one for one in get_args(Shape) if one == parts[0])
        return cls(found, shape, parts[1], "" if parts[2] == NOBODY else parts[2], parts[3])


NOBODY = "-"

FILE_NAMES: dict[PaperId, str] = {
    "mau_01": "mau-01",
    "mau_04": "mau-04",
    "phieu_a": "phieu-a",
    "phieu_b": "phieu-b",
    "income_form": "phieu-thu-nhap",
    "refusal_letter": "van-ban-tra-loi",
    "complaint_slip": "phieu-nhan-khieu-nai",
    "recheck_slip": "phieu-phuc-tra",
    "phu_luc_i": "phu-luc-i",
    "phu_luc_v": "phu-luc-v",
    "posting_notice": "thong-bao-niem-yet",
    "phu_luc_vi": "phu-luc-vi",
    "report_up": "bao-cao-ket-qua",
    "mau_02": "mau-02",
    "mau_02_income": "mau-02-muc-song-trung-binh",
    "mau_02_worker": "mau-02-lao-dong",
    "mau_03": "mau-03",
    "reports_preliminary": "bao-cao-so-bo",
    "reports_final": "bao-cao-chinh-thuc",
    "round_export": "du-lieu",
    "insurance_list": "danh-sach-bhyt",
}
"""What a file is called, before what it is of; ASCII, as any phone and any disk takes it."""
ENDINGS: dict[Shape, str] = {"csv": "zip"}
"""Of shapes whose file is something else than they are: tables as CSV come together in one archive."""


def file_name(paper_id: PaperId, of: str, shape: Shape) -> str:
    """ "phu-luc-v-khu-3-lan-1.pdf". of: a code or a place in ASCII, never the name of a person."""
    stem = "-".join(part for part in (FILE_NAMES[paper_id], of) if part)
    return f"{stem}.{ENDINGS.get(shape, shape)}"
