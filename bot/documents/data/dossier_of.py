"""A dossier as its papers have it: each file with what was decided on it, or would be by its form.

Opening one asks for the rights, and for official results: every paper of a dossier has the law's weight.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.cases.authority import authority_on
from bot.cases.dossier import Decision, Dossier
from bot.cases.dossier_files import DECIDED, holds
from bot.cases.movement import Listed, Movement, movement
from bot.cases.movement_of import Outcome, expected_of, moved_of
from bot.cases.procedure_codes import BY_INCOME, BY_POINTS
from bot.documents.desk import Desk, File
from bot.documents.paper_scope import check_areas, check_official, refused
from bot.documents.paper_values import LANGUAGE, Data, head
from bot.documents.vietnamese import count, in_full
from bot.documents.word.paper_form import PaperForm
from bot.handlers.verdicts import verdict_of
from bot.scoring.forms import Words
from bot.scoring.packs import load_pack

OUTCOMES: dict[str, Outcome] = {"recognised": "recognise", "left": "recognise_left", "refused": "refuse"}


@dataclass(frozen=True, slots=True)
class Settled:
    """One file. class_id, movement: as decided, or as proposed. now: the list it stands on afterwards.

    decision: None where it is still to be decided. people: members of the survey that counts.
    """

    file: File
    outcome: Outcome
    class_id: str
    movement: Movement | None
    now: Listed | None
    decision: Decision | None

    @property
    def people(self) -> int:
        return people_of(self.file)


Wanted = Callable[[Settled], bool]


@dataclass(frozen=True, slots=True)
class Opened:
    """files: by area, in the commune's order, and code."""

    dossier: Dossier
    files: tuple[Settled, ...]


async def opened(desk: Desk) -> Opened | None:
    """None where it is not there, or nothing is in it any more. PaperError: they may not have it, or it is
    of another procedure; PaperRefusal: not every result in it is official."""
    check_areas(desk, [one.id for one in desk.areas])
    found = await desk.dossier(desk.order.subject)
    if found is None:
        return None
    if found.procedure not in desk.order.paper.procedures:
        raise refused(desk, "paper.other_procedure")
    cases = [case for name in found.cases if (case := await desk.store.case(name)) is not None]
    files = await desk.files(case for case in cases if holds(found, case))
    if not files:
        return None
    official = all(one.official for one in files)
    if found.procedure in BY_INCOME and not official:
        raise refused(desk, "paper.income_not_official")
    check_official(desk, official)
    return Opened(found, tuple(map(settled, files)))


def settled(file: File) -> Settled:
    """What was decided on a file; before that, by the result that was sent, which is there."""
    case = file.case
    if case.decision is not None and case.state in DECIDED:
        made, row = case.decision, moved_of(case)
        moved = made.movement
        if moved is None and case.procedure in BY_POINTS and row.now is not None:
            moved = movement(row.before, row.now)  # a decision that names none still is on its list
        return Settled(file, OUTCOMES[case.state], made.class_id, moved, row.now, made)
    assert file.measured is not None and file.result is not None
    named = str(file.result.data["class"])
    found = verdict_of(case, file.measured, named, load_pack(file.measured.pack_id), _word)
    now = expected_of(case, file.measured, named).now
    return Settled(file, found.outcome, found.class_id, found.movement, now, None)


def people_of(file: File) -> int:
    """The members of the survey as it was sent; the income form has their number only."""
    said = file.answers.text("household_size") or ""
    return len(file.answers.members) or (int(said) if said.isdigit() else 0)


def _word(words: Words) -> str:
    return words[LANGUAGE]


# ── lists ────────────────────────────────────────────────────────────────────────────────────
def part(desk: Desk, form: PaperForm, title: str, files: Sequence[Settled]) -> Data:
    """One list: title, groups by area with their rows, households and people as text, none.

    Rows are numbered through. A group's title holds its area; its sums stand beside.
    """
    groups: list[Data] = []
    number = 0
    for area in dict.fromkeys(one.file.case.area for one in files):
        own = [one for one in files if one.file.case.area == area]
        rows = [row(form, one, number + at) for at, one in enumerate(own, 1)]
        number += len(rows)
        groups.append({"title": desk.area_name(area), "rows": rows, **sums(own)})
    return {"title": title, "groups": groups, "none": not files, **sums(files)}


def sums(files: Sequence[Settled]) -> Data:
    """households, people: as papers write them."""
    return {"households": count(len(files)), "people": count(sum(one.people for one in files))}


def row(form: PaperForm, one: Settled, number: int) -> Data:
    """One household in a list: what `head` says, number, people, points, class before and after."""
    found, case = one.file.result, one.file.case
    data = found.data if found is not None else {}
    made = head(one.file)
    return made | {
        "number": str(number),
        "sex": form.words.get(str(made["sex"]), ""),
        "people": count(one.people),
        "score_a": str(data.get("score_a", "")),
        "score_b": str(data.get("score_b", "")),
        "before": form.words.get(case.previous_class, ""),
        "after": form.words.get(one.now or "", ""),
    }


# ── words ────────────────────────────────────────────────────────────────────────────────────
def authority(desk: Desk, form: PaperForm, found: Dossier) -> str:
    """Who gives the opinion, by the day it was given, else of the report, else today. A word of the form
    named by the day since when it counts is followed by the province; else the pack's own words."""
    day = found.opinion_on or found.reported_on or desk.today
    who = authority_on(desk.pack(found.round_id).authorities, day)
    named = form.words.get(who.since.isoformat())
    return f"{named} {desk.commune.province}" if named else who.text[LANGUAGE]


def opinion(desk: Desk, form: PaperForm, found: Dossier) -> Data:
    """Of the opinion from above: asked (the procedure has one, and the dossier does not go on without it),
    who, number and day ("" and dots before it came)."""
    steps = desk.pack(found.round_id).procedures[found.procedure].steps
    without = found.opinion_on is None and bool(found.opinion_words)
    asked = any(one.id == "opinion" for one in steps) and not without
    return {
        "asked": asked,
        "who": authority(desk, form, found) if asked else "",
        "no": found.opinion_no,
        "day": in_full(found.opinion_on),
    }
