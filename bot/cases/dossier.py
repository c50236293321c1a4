"""What goes up together and is decided together: report, opinion from above, decision of the chairman.

Sources: QĐ 24/2021/QĐ-TTg Điều 4.5, 4.6; where a plan asks for it, agreement with the standing committee of
the people's council (kế hoạch Sóc Trăng 2022, I.2).
"""

from dataclasses import dataclass
from datetime import date

from bot.cases.movement import Movement


@dataclass(frozen=True, slots=True)
class Dossier:
    """Files of one procedure in one round. The days and numbers are those of the papers; None, "": not yet.

    council_on: agreed with the standing committee of the people's council. reported_on: the report went up,
    and counts as received that day unless received_on says otherwise. opinion_agrees: None without one.
    decision_no: "125/QĐ-UBND". again: files the opinion asks to look at again, till each was sent back.
    last_certificate: the highest number of a certificate given by it (0: none), of the year of decided_on.
    gap_words: why numbers before its first one were left out, "" where none were. late_words: why it was
    decided after the last day. earlier_years: the highest number of
    a year before that of decided_on, where files left for later were decided in another ("2026=10").
    """

    id: str
    round_id: str
    procedure: str
    cases: tuple[str, ...]
    by: str
    by_name: str
    made_on: date
    council_on: date | None = None
    council_words: str = ""
    report_no: str = ""
    reported_on: date | None = None
    received_on: date | None = None
    opinion_on: date | None = None
    opinion_no: str = ""
    opinion_agrees: bool | None = None
    opinion_words: str = ""
    decision_no: str = ""
    decided_on: date | None = None
    decided_by: str = ""
    area: str = ""
    version: int = 1
    again: tuple[str, ...] = ()
    last_certificate: int = 0
    gap_words: str = ""
    late_words: str = ""
    earlier_years: tuple[str, ...] = ()

    def highest_certificate(self, year: int) -> int:
        """The highest number of a certificate that it gave in this year; 0: none."""
        rows = (one.partition("=") for one in self.earlier_years)
        found = [int(number) for known, _, number in rows if known == str(year)]
        own = self.decided_on is not None and self.decided_on.year == year
        return max((*found, self.last_certificate if own else 0), default=0)

    def years_before(self, year: int) -> tuple[str, ...]:
        """earlier_years once it is decided on in this year again."""
        if self.decided_on is None or self.decided_on.year == year or not self.last_certificate:
            return self.earlier_years
        return (*self.earlier_years, f"{self.decided_on.year}={self.last_certificate}")


@dataclass(frozen=True, slots=True)
class Decision:
    """What the chairman decided on one household. class_id: as the form gave it ("poor", "near_poor", "none",
    "average", "low_income"). movement: None where it is not about poor and near-poor households.

    certificate: number of Mẫu 03 ("12/GCN-HN.HCN"), "" where none is due. reasons: of a refusal, in words.
    """

    on: date
    number: str
    by: str
    by_name: str
    class_id: str
    movement: Movement | None = None
    certificate: str = ""
    reasons: str = ""
