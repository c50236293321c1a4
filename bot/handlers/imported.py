"""What another survey tool (ODK, Kobo) brings back, and what became of it; plain values that can travel."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

Status = Literal["imported", "good", "already", "same", "differs", "refused"]
"""imported: taken over. good: would be. already: this very submission was taken over before.
same, differs: the form of this household was finished before, with these or with other answers; untouched.
refused: left out, with the reasons."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One submission of an exported form. Names are those of the form's elements, without their groups.

    where: file and row, as a report names it. instance: the tool's id of the submission ("uuid:…").
    form: "phieu_a", "phieu_b", or "" where it is not known. version: the form's version as it was exported.
    fields: element → text of the household; members: the same for each member, in order.
    """

    where: str
    instance: str
    form: str
    version: str
    fields: Mapping[str, str]
    members: tuple[Mapping[str, str], ...] = ()

    @property
    def code(self) -> str:
        """The household's file code as it was typed, in capitals."""
        return self.fields.get("case_code", "").strip().upper()


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one submission. wrong, notes: sentences for who imports; moved: where Phiếu A led."""

    status: Status
    code: str = ""
    wrong: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    moved: Literal["", "listed", "not_listed", "surveyed"] = ""


def packed(value: Brought | Report) -> str:
    """As one line of JSON, for the door of the running bot."""
    return json.dumps(asdict(value), ensure_ascii=False)


def brought_from(text: str) -> Brought:
    """The submission of `packed`; ValueError or TypeError where it is none."""
    data = json.loads(text)
    return Brought(**{**data, "members": tuple(data["members"])})


def report_from(text: str) -> Report:
    """The report of `packed`."""
    data = json.loads(text)
    return Report(**{**data, "wrong": tuple(data["wrong"]), "notes": tuple(data["notes"])})
