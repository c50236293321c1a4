"""What a report of an import says: where it is wrong, what it was made for."""

import re

from bot.cases.case import Case
from bot.dialogue.turn import Turn
from bot.dialogue.walk import Open
from bot.dialogue.walk.record import ROSTER
from bot.handlers.import_answers import SHOWN, Fault
from bot.handlers.imported import Brought
from bot.scoring.pack import Pack
from bot.scoring.score import ScoringError

VERSION = re.compile(r"([0-9a-f]{12})-([0-9a-f]{12})")
"""Of an exported form: pack and points table."""


def label(turn: Turn, open_form: Open, brought: Brought, ids: tuple[str, ...], name: str) -> str:
    """ "Diện tích ở (floor_area_m2)"; "người 2 Nam, Năm sinh (birth)"."""
    member, _, question_id = name.rpartition(".")
    if not member and question_id == ROSTER:
        return turn.t("import.members")
    words = f"{_short(turn, open_form, question_id)} ({question_id})"
    if member not in ids:
        return words
    place = ids.index(member)
    who = brought.members[place].get("name", "").strip()[:SHOWN]
    return turn.t("import.of_member", no=place + 1, name=who or "…", what=words)


def _short(turn: Turn, open_form: Open, name: str) -> str:
    """The words of a question; of a criterion of Phiếu A, which is an option here."""
    questions = [question for section in open_form.form.sections for question in section.questions]
    option = next((o for question in questions if (o := question.option(name)) is not None), None)
    asked = next((question for question in questions if question.id == name), None)
    return turn.word(asked.short if asked else option.text if option else {"vi": name})


def fault_line(turn: Turn, open_form: Open, brought: Brought, ids: tuple[str, ...], fault: Fault) -> str:
    """Which answer, what stands there, what would be right."""
    return turn.t(
        "import.fault",
        what=label(turn, open_form, brought, ids, fault.key),
        found=fault.found or "…",
        need=turn.t(fault.need.key, **dict(fault.need.args)),
    )


def unasked_line(turn: Turn, open_form: Open, brought: Brought, ids: tuple[str, ...], name: str) -> str:
    """An answer to what this household or member is not asked."""
    return turn.t("import.unasked", what=label(turn, open_form, brought, ids, name))


def why_no_score(turn: Turn, fault: ScoringError) -> str:
    """What the scorer lacks; an answer of the form where it is none of the commune's settings."""
    known = ("area.type", "area.region", "reference_date", "pack", "members")
    field = turn.t(f"survey.field.{fault.field}" if fault.field in known else "survey.field.answer")
    return turn.t("survey.cannot", field=field)


def about(turn: Turn, case: Case, brought: Brought, pack: Pack) -> tuple[str, ...]:
    """Where the form was made for another pack, points table, area type or region than counts here."""
    notes = []
    version = VERSION.fullmatch(brought.version.strip())
    if version is not None and not pack.digest.startswith(version[1]):
        notes.append(turn.t("import.other_pack"))
    if version is not None and not pack.table.digest.startswith(version[2]):
        notes.append(turn.t("import.other_table"))
    area = turn.place.area(case.area)
    if area is not None:
        ours = {"area_type": area.type, "area_region": area.region if area.type == "rural" else None}
        for name, mine in ours.items():
            theirs = brought.fields.get(name, "").strip()
            if theirs and mine and theirs != mine:
                notes.append(turn.t("import.other_area_kind", theirs=theirs, ours=mine))
    return tuple(notes)
