"""What the reports of a round are made of: a household as they see it, their cells, rows and shapes.

Source: Phụ lục VII, Thông tư 07/2021/TT-BLĐTBXH (Mẫu 7.1 to 7.11); columns of a province's workbooks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from bot.cases.movement import Kind, Moved

ReportId = Literal["7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.7", "7.8", "7.9", "7.10", "7.11"]
REPORTS: tuple[ReportId, ...] = get_args(ReportId)
Number = int | Fraction
"""A count, or a rate in per cent, exact."""
TOTAL = ""
"""The area of a row of the whole commune."""
ALL = ""
"""The part of a row that is the only one of its area, or stands for all parts."""
HOUSEHOLDS, PERSONS = "households", "persons"
PAIR = (HOUSEHOLDS, PERSONS)
PAIRED: tuple[ReportId, ...] = ("7.2", "7.3", "7.8", "7.10")
"""Those whose rows come in pairs: households, and the persons living in them."""


@dataclass(frozen=True, slots=True)
class ReportMember:
    """One member. age: completed years at the reference date, None where the birth is not known."""

    age: int | None
    sex: str = ""
    ethnicity: str = ""


@dataclass(frozen=True, slots=True)
class ReportHousehold:
    """One file of the round.

    moved: its area, before, now (None: undecided), gone. persons: how many live there, None where nobody has
    asked; members: who, where the form says it. ethnicity: code of the head's, "" unknown.
    deprived: ids of indicators; None: never measured. average: recognised as of average living standard.
    decided: by the chairman, or closed. official: False where its result carries the training mark.
    """

    id: str
    code: str
    procedure: str
    moved: Moved
    gone_words: str = ""
    persons: int | None = None
    members: tuple[ReportMember, ...] = ()
    ethnicity: str = ""
    deprived: tuple[str, ...] | None = None
    target_groups: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    average: bool = False
    decided: bool = False
    official: bool = True

    @property
    def kind(self) -> Kind | None:
        """Poor or near-poor now; None for neither, for undecided and for gone ones."""
        now = None if self.moved.gone else self.moved.now
        return None if now is None or now == "none" else now


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row. part: "households", "persons", "poor", "near_poor", the code of a people, or "".

    values: by column; None: not known, which is not nought.
    """

    area: str
    part: str
    values: Mapping[str, Number | None]


@dataclass(frozen=True, slots=True)
class Report:
    """One Mẫu. rows: of the areas in their order, then the totals. unknown: codes of the households whose
    persons are not known, so that cells are empty. areas_unknown: areas whose own totals nobody has entered.
    """

    id: ReportId
    columns: tuple[str, ...]
    rows: tuple[ReportRow, ...]
    unknown: tuple[str, ...] = ()
    areas_unknown: tuple[str, ...] = ()

    def value(self, area: str, part: str, column: str) -> Number | None:
        """The cell; None where it is empty or there is no such row."""
        return next((one.values[column] for one in self.rows if (one.area, one.part) == (area, part)), None)


def rate(part: Number | None, whole: Number | None) -> Fraction | None:
    """Per cent; None where either is not known or the whole is nought."""
    return None if part is None or not whole else Fraction(100) * part / whole
